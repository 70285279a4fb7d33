#pragma once

#include "base/text.h"

namespace convoscope::look {

struct Texts {
    Text title{"Look", "查看"};
    Text view_stage{"Stage", "主视角"};
    Text view_original{"Original", "原版"};
    Text view_flat{"Flat", "俯视"};
    Text view_side{"Side", "侧视"};
    Text view_answer{"Answer", "答案"};
    Text view_own{"your own", "自定"};
    Text view_menu{"View: {0}", "视角：{0}"};
    Text view_help{"From where the network is seen", "从哪里看网络"};
    Text palette{"Colours", "配色"};
    Text palette_menu{"Colours: {0}", "配色：{0}"};
    Text palette_original{"original", "原版"};
    Text palette_signed{"signed", "正负"};
    Text palette_even{"even", "均匀"};
    Text palette_grey{"grey", "灰度"};
    Text palette_help{"Colours of the activations", "激活值的配色"};
    Text scale{"Scale", "标度"};
    Text scale_menu{"Scale: {0}", "标度：{0}"};
    Text scale_layer{"by layer", "按层"};
    Text scale_map{"by map", "按特征图"};
    Text scale_network{"one for all", "全网络"};
    Text scale_fixed{"by hand", "手动"};
    Text key_choose_scale{"Which values have the first and the last colour", "最初和最末颜色对应的值"};
    Text scale_help{
        "by layer: zero is zero everywhere; each layer's strongest neuron has the last colour.\nby map: each "
        "map "
        "stretched from its own smallest to its own largest value.\none for all: one scale for all layers "
        "but "
        "the input and the probabilities.\nby hand: the same two ends everywhere, set in the legend.",
        "按层：零处处都是零；每层最强的神经元取最末一种颜色。\n按特征图：每幅特征图从自己的最小值拉伸到最大值"
        "。\n"
        "全网络：除输入和概率外，所有层共用一个标度。\n手动：处处用同样的两端，在图例中设定。"};
    Text theme{"Light", "浅色"};
    Text theme_dark{"Dark", "深色"};
    Text theme_help{"Light theme for bright rooms, dark theme for dark ones",
                    "明亮的房间用浅色，昏暗的房间用深色"};
    Text larger{"A+", "A+"};
    Text no_room_for_larger{"the window has no room for larger letters: make it larger first",
                            "窗口放不下更大的字：请先放大窗口"};
    Text larger_help{"Larger interface, for the back row", "放大界面，让后排也看得清"};
    Text more{"More", "更多"};
    Text export_menu{"Export", "导出"};
    Text export_help{"Save the picture, the drawing, the numbers", "保存图片、绘图或数字"};
    Text pulse{"Pulse", "脉冲"};
    Text sweep{"Sweep", "扫描"};
    Text sweep_pause{"Pause", "暂停"};
    Text pace{"{0}/s", "每秒 {0}"};
    Text pace_help{"How many neurons a sweep computes in a second", "扫描每秒计算多少个神经元"};
    Text find{"Find", "查找"};
    Text reset{"Reset", "复位"};
    Text edges{"Edges", "连线"};
    Text edges_help{"Which lines are drawn to and from a neuron", "画出神经元的哪些连线"};
    Text edges_incoming{"What it hears", "输入来源"};
    Text edges_outgoing{"Who hears it", "输出去向"};
    Text edges_weights{"Weights", "权重"};
    Text edges_contributions{"Contributions", "贡献"};
    Text edges_strongest{"Strongest", "最强的"};
    Text edges_all{"All", "全部"};
    Text present{"Presentation", "演示模式"};
    Text help{"?", "?"};
    Text help_help{"Keys and mouse", "快捷键和鼠标"};
    Text legend_activation{"activation", "激活值"};
    Text legend_edges{"edge: weight", "连线：权重"};
    Text legend_contributions{"edge: contribution", "连线：贡献"};
    Text legend_point{"Point at a neuron: here it says what it looks for, and what it sees.",
                      "指向一个神经元：这里会说明它在找什么、看到了什么。"};
    Text legend_edge_for{"From {0} to {1}: activation {2} × weight {3} = {4}, which speaks for it.",
                         "从 {0} 到 {1}：激活值 {2} × 权重 {3} = {4}，起支持作用。"};
    Text legend_edge_against{"From {0} to {1}: activation {2} × weight {3} = {4}, which speaks against it.",
                             "从 {0} 到 {1}：激活值 {2} × 权重 {3} = {4}，起反对作用。"};
    Text legend_edge_plain{"From {0} to {1}.", "从 {0} 到 {1}。"};
    Text legend_layer{"{0} is a layer: {1}. Click to see all of it.", "{0} 是一层：{1}。点击查看整层。"};
    Text term_line{"{0}: {1}", "{0}：{1}"};
    Text legend_click{"Click for its sum.", "点击查看它的计算。"};
    Text swept{"Sweep: {0} of {1}.", "扫描：第 {0} 个，共 {1} 个。"};
    Text lines_for_it{
        "Orange lines speak for it; blue ones, with a hollow end, against it. Point at a line for its "
        "numbers.",
        "橙色线支持它；末端空心的蓝色线反对它。指向一条线可看数值。"};
    Text lines_from_it{
        "Orange lines speak for those that hear it; blue ones, with a hollow end, against them.",
        "橙色线支持接收它的神经元；末端空心的蓝色线反对它们。"};
    Text lines_weights{"Orange lines are positive weights; blue ones, with a hollow end, negative.",
                       "橙色线是正权重；末端空心的蓝色线是负权重。"};
    Text legend_edges_none{"It hears nothing: it is where everything begins.",
                           "它没有输入：一切从这里开始。"};
    Text legend_edges_max{"That is max pooling.", "这就是最大池化。"};
    Text legend_edges_average{"That is average pooling.", "这就是平均池化。"};
    Text legend_heard_by_max{"A max pool hears it, and passes it on where it is the largest.",
                             "它传给最大池化：最大时才能通过。"};
    Text legend_heard_by_average{"An average pool hears it, as one part of the mean.",
                                 "它传给平均池化：是平均值的一部分。"};
    Text legend_heard_by_none{"It is the answer: nobody hears it.", "它就是答案：不再传给任何神经元。"};
    Text legend_edges_fixed{"Its lines lead to what it is made of.", "连线通向组成它的值。"};
    Text legend_heard_fixed{"Its lines lead to those that are made of it.", "连线通向由它组成的神经元。"};
    Text legend_edges_silent{"Its contributions are all 0.", "它的贡献全是 0。"};
    Text legend_scale_help{
        "Colour of a neuron: its activation, on the scale of its layer.\nThe numbers are those of layer "
        "\"{0}\"; point at another layer for its own.\nWhere there is room, each layer's largest value "
        "stands beside its shape.",
        "神经元的颜色：它的激活值，按所在层的标度。\n这里的数字属于层“{0}"
        "”；指向别的层，就显示那一层的。\n有空间时，每层的最大值写在它的形状旁边。"};
    Text legend_edge_help{
        "An edge leads from a neuron that is heard to the neuron that hears it.\nIts colour is the sign "
        "(negative ones have a hollow end too), its strength the size.\nA contribution is the weight times "
        "the "
        "activation that it is applied to.\nThe outlines: the neuron, and what it sees, down to the pixels.",
        "连线从发出信号的神经元通向接收它的神经元。\n颜色表示正负（负值的末端还是空心的），深浅表示大小。\n贡"
        "献等于权"
        "重乘以它所作用的激活值。\n轮廓线：该神经元，以及它的感受野，直到像素。"};
    Text legend_mark_help{
        "Click a colour: the neurons that have it are marked, in every layer. Click again: no more.",
        "点击一种颜色：各层中有这种颜色的神经元会被标记。再次点击则取消。"};
    Text legend_hollow{"Neurons with a negative value are hollow, where they are large enough to show it.",
                       "负值的神经元显示为空心，只要大到看得出来。"};
    Text fixed_help{"The values that have the first and the last colour", "取最初和最末一种颜色的值"};
    Text layer_maximum{" · max {0}", " · 最大 {0}"};
    Text layer_folded{"folded: strongest of {0}", "已折叠：{0} 幅中的最大值"};
    Text layer_help{"{0} ({2}): {1}; click to see the whole layer", "{0}（{2}）：{1}；点击查看整层"};
    Text panels_hidden{"panels hidden; {0} shows them again", "面板已隐藏；按 {0} 重新显示"};
    Text motion_off{"motion off", "动画已关闭"};
    Text motion_on{"motion on", "动画已打开"};
    Text key_reset{"Back to the view's start", "回到当前视图的初始位置"};
    Text key_stage{"Stage view", "主视角"};
    Text key_original{"Harley's original view", "Harley 的原版视角"};
    Text key_flat{"Flat view, from above", "俯视，平面"};
    Text key_side{"Side view", "侧视"};
    Text key_answer{"The answer, close", "答案特写"};
    Text key_palette{"Next colours", "下一种配色"};
    Text also_palette{"palette color colors", "颜色 调色板"};
    Text key_scale{"Colour scale: layer, map, network, by hand", "颜色标度：层、特征图、网络、手动"};
    Text key_theme{"Light or dark theme", "浅色或深色主题"};
    Text also_panels{"hide show", "隐藏"};
    Text also_motion{"animation off", "动效 关闭"};
    Text also_theme{"bright", "明亮 黑暗"};
    Text key_larger{"Larger interface (then round again)", "放大界面（到最大后复原）"};
    Text also_larger{"bigger smaller letters text font size", "字体 字号 大小"};
    Text key_panels{"Panels beside the scene", "场景旁的面板"};
    Text key_relief{"Relief: a neuron's height follows its value", "浮雕：神经元的高度随数值变化"};
    Text key_glow{"Glow: strong neurons light what is beneath them", "辉光：强的神经元照亮下方"};
    Text key_motion{"Motion", "动画"};
    Text key_fold{"Fold or open the layer", "折叠或展开该层"};
    Text key_fold_block{"Fold the block around the layer, or open it", "折叠或展开该层所在的模块"};
    Text key_fold_blocks{"Fold all blocks, or open them", "折叠或展开所有模块"};
    Text also_fold_blocks{"overview residual stages group", "整体 残差"};
    Text block_open{"{0}: {1}; click to open it", "{0}：{1}；点击展开"};
    Text block_close{"{0}: {1}; click to fold it", "{0}：{1}；点击折叠"};
    Text legend_block{
        "{0} is a folded block: {1}. Its plane shows the strongest of its last layer's maps. Click to "
        "open it.",
        "{0} 是折叠的模块：{1}。平面显示它最后一层各特征图中的最大值。点击展开。"};
    Text legend_open_block{"{0} is a block: {1}. Click to fold it into one.",
                           "{0} 是一个模块：{1}。点击可折叠成一个。"};
    Text legend_wires{"skip connection", "跳跃连接"};
    Text legend_wires_help{
        "A thin line leads from a layer to one that hears it, where branches part or meet.\nAn arc beside "
        "the layers passes those between by: a skip connection. Point at one to see whom it joins.",
        "细线从一层通向接收它的层：在分支分开或合并处。\n旁边的长线绕过中间各层：这就是跳跃连接。指向它可看它"
        "连接哪两层。"};
    Text legend_wire{"{1} hears {0}.", "{1} 接收 {0}。"};
    Text legend_arc{"{1} hears {0} directly, past the layers between: a skip connection.",
                    "{1} 直接接收 {0}，绕过中间各层：这是跳跃连接。"};
    Text show_layer{"Show a layer again, whole", "重新完整显示一层"};
    Text all_are_shown{"all layers are shown and opened", "所有层都已显示并展开"};
    Text caption_hide{"{0}: hide it", "隐藏“{0}”"};
    Text caption_show{"{0} is hidden: show it again", "“{0}”已隐藏：重新显示"};
    Text caption_fold{"{0}: lay its maps on one another", "折叠“{0}”：把各图叠在一起"};
    Text caption_unfold{"{0}: spread its maps out", "展开“{0}”的各图"};
    Text key_hide{"Hide the layer", "隐藏该层"};
    Text key_show_all{"Show all layers, opened", "显示并展开所有层"};
};
inline constexpr Texts texts;

}  // namespace convoscope::look
