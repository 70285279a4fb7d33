#pragma once

#include "base/text.h"

namespace convoscope::ask {

struct Texts {
    Text title{"Ask", "探究"};
    Text convolution_title{"What it hears × its weights", "输入 × 权重"};
    Text convolution_help{"The strongest map first; click a cell to go to its neuron.",
                          "最强的特征图在前；点击一格，转到它对应的神经元。"};
    Text patch{"patch", "图像块"};
    Text kernel{"kernel", "卷积核"};
    Text product{"product", "乘积"};
    Text map_of{"{0}, map {1}", "{0} 的特征图 {1}"};
    Text show_all{"show all", "全部显示"};
    Text product_help{"{0}\n{1} × weight {2} = {3}", "{0}\n{1} × 权重 {2} = {3}"};
    Text padding_help{"Padding: outside of the map there is nothing to hear", "填充：特征图之外没有输入"};
    Text address_help{"{0}: its short name, to search it and to cite it", "{0}：它的简称，用于查找和引用"};
    Text sum_title{"Its sum", "求和"};
    Text bias{"bias", "偏置"};
    Text pre_activation{"= pre-activation", "= 预激活值"};
    Text logit{"= logit", "= logit"};
    Text after{"→ {0} = activation", "→ {0} = 激活值"};
    Text max_pool_title{"The largest of its window", "窗口中的最大值"};
    Text max_pool_help{"The framed one wins and is passed on; the others are dropped.",
                       "加框的值最大，向上传递；其余的被丢弃。"};
    Text average_pool_title{"The mean of its window", "窗口的平均值"};
    Text average_pool_help{"All are added up and divided by how many there are.", "全部相加，再除以个数。"};
    Text all_equal{"All are equal: the first is passed on.", "全部相等：传递第一个。"};
    Text winner{"passed on:", "传递的是："};
    Text sum_of_window{"sum", "总和"};
    Text divided_by{"divided by {0}", "除以 {0}"};
    Text parts_title{"What it is put together of", "由哪些值组成"};
    Text norm_title{"Shifted and stretched", "平移与缩放"};
    Text norm_value{"what it hears", "输入值"};
    Text norm_mean{"mean, as measured in training", "训练时统计的均值"};
    Text norm_variance{"variance, as measured in training", "训练时统计的方差"};
    Text norm_epsilon{"a little, so that nothing is divided by 0", "防止除以 0 的小量"};
    Text norm_factor{"factor, learned", "学到的系数"};
    Text norm_shift{"shift, learned", "学到的偏移"};
    Text norm_help{"(value − mean) / square root of (variance + a little), times the factor, plus the shift.",
                   "（值 − 均值）/ 根号（方差 + 小量），乘以系数，加上偏移。"};
    Text scale_help{"The value times the factor, plus the shift.", "值乘以系数，加上偏移。"};
    Text linear_help{
        "It hears all {0} neurons below: each one's activation times a weight is its contribution.",
        "它接收前一层全部 {0} 个神经元：每个的激活值乘以权重，就是它的贡献。"};
    Text offset_help{
        "All classes of this model have an offset in common. Softmax knows only differences and does not "
        "hear "
        "it: against the classes' mean one sees what speaks for this class alone.",
        "这个模型的各个类别有一个共同的偏移。softmax "
        "只看差值，不受它影响：减去各类别的平均值，才看得出什么支持这一个类别。"};
    Text against_the_mean{"against the mean", "相对平均值"};
    Text as_they_are{"as they are", "原始值"};
    Text positive{"speaks for it", "支持"};
    Text negative{"speaks against it", "反对"};
    Text contributions_title{"Contributions, the strongest first", "贡献（最强的在前）"};
    Text and_more{"and {0} weaker ones", "还有 {0} 个较弱的"};
    Text where_from_title{"Where they come from", "贡献的来源"};
    Text the_inputs{"activations of the layer below", "前一层的激活值"};
    Text times_the_weights{"× this neuron's weights", "× 该神经元的权重"};
    Text are_the_contributions{"= contributions", "= 贡献"};
    Text softmax_title{"Softmax: from logits to probabilities", "Softmax：从 logit 到概率"};
    Text softmax_help{"e^((logit − largest) / temperature {0}), divided by their sum, is the probability.",
                      "e^((logit − 最大值) / 温度 {0})，再除以它们的和，就是概率。"};
    Text softmax_class{"class", "类别"};
    Text softmax_logit{"logit", "logit"};
    Text softmax_exponential{"e^(...)", "e^(...)"};
    Text softmax_probability{"probability", "概率"};
    Text softmax_best{"The {0} most probable of {1}, and this one.",
                      "{1} 个类别中概率最大的 {0} 个，以及当前这个。"};
    Text softmax_division{"{0} / the sum {1}", "{0} 除以总和 {1}"};
    Text pins_title{"Pinned neurons", "已固定的神经元"};
    Text unpin_help{"let go of this one", "取消固定"};
    Text place_flat{"neuron {0} (of 0–{1})", "神经元 {0}（0–{1}）"};
    Text place_in_map{"map {0} (of 0–{1}), row {2}, column {3}", "特征图 {0}（0–{1}），行 {2}，列 {3}"};
    Text place_sees{"; sees {0} × {1} pixels", "；感受野 {0} × {1} 像素"};
    Text pixel_value{"ink of this pixel", "该像素的墨量"};
    Text activation_value{"activation", "激活值"};
    Text probability_value{"probability", "概率"};
    Text value_and_strength{"{0}, {1}", "{0}，{1}"};
    Text name_identity{"none", "无"};
    Text name_relu{"ReLU", "ReLU"};
    Text name_tanh{"tanh", "tanh"};
    Text name_scaled_tanh{"scaled tanh", "缩放 tanh"};
    Text name_sigmoid{"sigmoid", "sigmoid"};
    Text name_softmax{"softmax", "softmax"};
    Text name_leaky_relu{"leaky ReLU", "leaky ReLU"};
    Text name_clip{"clipped", "截断"};
    Text name_elu{"ELU", "ELU"};
    Text name_selu{"SELU", "SELU"};
    Text name_hard_sigmoid{"hard sigmoid", "硬 sigmoid"};
    Text name_hard_swish{"hard swish", "硬 swish"};
    Text name_softplus{"softplus", "softplus"};
    Text name_softsign{"softsign", "softsign"};
    Text name_swish{"swish", "swish"};
    Text name_gelu{"GELU", "GELU"};
    Text name_exp{"exponential", "指数"};
    Text name_log{"logarithm", "对数"};
    Text name_sqrt{"square root", "平方根"};
    Text name_abs{"absolute value", "绝对值"};
    Text name_negative{"opposite", "相反数"};
    Text name_reciprocal{"reciprocal", "倒数"};
    Text name_floor{"rounded down", "向下取整"};
    Text name_erf{"error function", "误差函数"};
    Text name_ceil{"rounded up", "向上取整"};
    Text edges_title{"Edges in the scene", "场景中的连线"};
    Text edges_weight{"weights", "权重"};
    Text edges_contribution{"contributions", "贡献"};
    Text edges_incoming{"what it hears", "输入来源"};
    Text edges_outgoing{"who hears it", "输出去向"};
    Text edges_all{"all", "全部"};
    Text edges_strongest{"strongest 24", "最强 24 条"};
    Text edges_to_come{"edges: {0}; point at a neuron, or click one, to see them",
                       "连线：{0}；指向或点击一个神经元即可看到"};
    Text no_unit{"No neuron is selected: click on one in the scene.", "未选中神经元：请在场景中点击一个。"};
    Text nothing_computed{"Nothing is drawn, so nothing is computed: draw, and the numbers come.",
                          "还没有画，也就没有计算：画几笔，数字就会出现。"};
    Text input_help{
        "A pixel of what the network sees. It computes nothing: 0 is paper, the largest value is ink.",
        "网络所见图像中的一个像素。它不做计算：0 是纸，最大值是墨。"};
    Text layer_hears{"hears {0}", "接收：{0}"};
    Text layer_heard_by{"heard by {0}", "传给：{0}"};
    Text layer_origin{"in its file: {0}", "文件中的名称：{0}"};
    Text op_stride{", stride {0}", "，步长 {0}"};
    Text op_padding{", padding {0}", "，填充 {0}"};
    Text display_shown{"shown", "显示"};
    Text display_folded{"folded", "折叠"};
    Text display_hidden{"hidden", "隐藏"};
    Text silent_units{"silent for this drawing: {0} of {1} neurons ({2} %)",
                      "对这幅画沉默：{1} 个神经元中有 {0} 个（{2}%）"};
    Text statistics_line{"min {0}   max {1}   mean {2} ± {3}", "最小 {0}   最大 {1}   均值 {2} ± {3}"};
    Text histogram_help{"{0} values from {1} to {2}", "{1} 到 {2} 之间有 {0} 个值"};
    Text curve_help{"{0} goes in, {1} comes out", "输入 {0}，输出 {1}"};
    Text zoom_help{"Wheel: zoom, until the numbers appear; drag: move; click: select.",
                   "滚轮：放大，直到出现数字；拖动：移动；点击：选中。"};
    Text fit{"Fit", "适应宽度"};
    Text nothing_zoomed{"the picture fills the page already", "图片已经占满页面"};
    Text key_fit{"Fit the page's picture into its width", "让页面上的图片适应宽度"};
    Text kernel_place{"{0}, map {1} hears {2}, map {3}, at row {4}, column {5}",
                      "{0} 的特征图 {1} 接收 {2} 的特征图 {3}，行 {4}，列 {5}"};
    Text no_weights{"{0} has no weights.", "{0} 没有权重。"};
    Text kernels_help{"Every kernel: a row for each map of this layer, a column for each map that it hears.",
                      "全部卷积核：本层每幅特征图一行，它接收的每幅特征图一列。"};
    Text kernels_alone_help{"Every kernel: one for each map of this layer.",
                            "全部卷积核：本层每幅特征图一个。"};
    Text kernels_turned_help{
        "Every kernel: a column for each map of this layer, a row for each map that it hears.",
        "全部卷积核：本层每幅特征图一列，它接收的每幅特征图一行。"};
    Text images_help{
        "Each neuron's weights in the shape of what it hears: orange speaks for it, blue against it.",
        "每个神经元的权重，按其输入的形状排列：橙色支持它，蓝色反对它。"};
    Text image_of_unit{"The weights of {0} in the shape of what it hears", "{0} 的权重，按其输入的形状排列"};
    Text matrix_help{"All weights: a row for each neuron, a column for each neuron below.",
                     "全部权重：每个神经元一行，前一层的每个神经元一列。"};
    Text page_unit{"Neuron", "神经元"};
    Text page_layer{"Layer", "层"};
    Text page_weights{"Weights", "权重"};
    Text save_numbers{"CSV", "CSV"};
    Text no_numbers_to_save{"pin a neuron or open a layer first: there are no numbers to save",
                            "请先固定一个神经元或打开一层：现在没有可保存的数字"};
    Text dialog_save_numbers{"Save these numbers as CSV", "把这些数字保存为 CSV"};
    Text edge_words{"{0} -> {1}\nweight {2} × activation {3} = {4}",
                    "{0} -> {1}\n权重 {2} × 激活值 {3} = {4}"};
    Text edge_words_pool{"{0} -> {1}\n{2}", "{0} -> {1}\n{2}"};
    Text edge_passed{"passed on", "已传递"};
    Text edge_dropped{"not passed on", "未传递"};
    Text edge_averaged{"one part of the mean", "平均值的一部分"};
    Text legend_value{"{0} = {1}", "{0} = {1}"};
    Text key_back{"Back to the neuron before", "后退到上一个神经元"};
    Text key_forward{"Forward again", "再次前进"};
    Text key_play{"Sweep: compute the map neuron by neuron; pause", "扫描：逐个神经元计算特征图；暂停"};
    Text also_play{"sweep play animate", "扫描 播放 逐个"};
    Text key_pulse{"Pulse: light runs through the layers", "脉冲：光穿过各层"};
    Text key_edge_value{"Edges: weights or contributions", "连线：权重或贡献"};
    Text key_edge_direction{"Edges: what it hears or who hears it", "连线：输入来源或输出去向"};
    Text key_strongest{"Edges: all or the strongest", "连线：全部或最强的"};
    Text key_page{"Inspector: neuron, layer, weights", "检查器：神经元、层、权重"};
    Text also_page{"kernel filter page", "卷积核 滤波器 页"};
    Text key_go_there{"Glide to the neuron", "把镜头移到该神经元"};
    Text key_let_go{"Let go of the neuron, of what runs, of the mark", "取消选中、停止播放、清除标记"};
    Text key_save_numbers{"Save the inspector's numbers as CSV", "把检查器的数字保存为 CSV"};
    Text walk_left{"Walk to the left", "移到左边的神经元"};
    Text walk_right{"Walk to the right", "移到右边的神经元"};
    Text walk_up{"Walk up", "移到上方的神经元"};
    Text walk_down{"Walk down", "移到下方的神经元"};
    Text previous_map{"To the map before", "转到上一幅特征图"};
    Text next_map{"To the map after", "转到下一幅特征图"};
    Text layer_above{"To the layer above", "转到上面一层"};
    Text layer_below{"To the layer below", "转到下面一层"};
    Text nothing_before{"there is no neuron before", "没有上一个神经元"};
    Text nothing_after{"there is no neuron after", "没有下一个神经元"};
    Text pin{"Pin a neuron in place of the selected one", "固定一个神经元，替换当前选中的"};
    Text pin_more{"Pin one more neuron", "再固定一个神经元"};
    Text unpin{"Let go of a pinned neuron", "取消固定一个神经元"};
    Text inspect_layer{"Open a layer's page", "打开某一层的页面"};
    Text open_page{"Open a page of the inspector", "打开检查器的某一页"};
    Text types_csv{"tables", "表格"};
};
inline constexpr Texts texts;

}  // namespace convoscope::ask
