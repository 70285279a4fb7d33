#pragma once

#include "base/text.h"

namespace convoscope::studio {

struct Texts {
    Text group_file{"File", "文件"};
    Text group_draw{"Draw", "绘制"};
    Text group_view{"View", "视图"};
    Text group_show{"Show", "显示"};
    Text group_ask{"Ask", "探究"};
    Text group_model{"Model", "模型"};
    Text group_help{"Help", "帮助"};

    Text no_such_command{"there is no command '{0}'; convoscope commands lists them",
                         "没有命令“{0}”；用 convoscope commands 列出所有命令"};
    Text refused_command{"cannot do '{0}': {1}", "无法执行“{0}”：{1}"};
    Text needs_argument{"the command '{0}' needs something more: write {0} {1}",
                        "命令“{0}”缺少参数：请写成 {0} {1}"};
    Text takes_no_argument{"the command '{0}' takes nothing more, but '{1}' follows it",
                           "命令“{0}”不带参数，后面却有“{1}”"};
    Text wrong_argument{"the command '{0}' does not understand '{1}': write {0} {2}",
                        "命令“{0}”不接受“{1}”：请写成 {0} {2}"};

    Text cannot_draw_for{
        "cannot draw for the model '{0}': its input is {1}, and a drawing needs one channel, or three for "
        "colours, of at least {2} x {2} pixels; choose another with --model",
        "无法为模型“{0}”绘图：它的输入是 {1}，而绘图需要一个通道或三个颜色通道，每个至少 {2} x {2} "
        "像素；请用 --model 另选模型"};
    Text no_such_exhibit{"'{0}' is of no network on show; there are {1}, called a, b, ...",
                         "“{0}”不属于正在显示的任何网络；共有 {1} 个，依次称为 a、b……"};
    Text find_class{"find a class", "查找类别"};
    Text no_such_unit{
        "cannot select '{0}': the model '{1}' has no such neuron; addresses look like {2} (see convoscope "
        "inspect)",
        "无法选中“{0}”：模型“{1}”没有这个神经元；地址形如 {2}（见 convoscope inspect）"};
    Text no_such_layer{"the model '{0}' has no layer '{1}' (see convoscope inspect)",
                       "模型“{0}”没有层“{1}”（见 convoscope inspect）"};
    Text cannot_open{"cannot open '{0}': {1}", "无法打开“{0}”：{1}"};
    Text unknown_file{"it is neither a picture, nor a stroke file, nor a saved view, nor a model",
                      "它既不是图片、笔画文件、保存的视图，也不是模型"};
    Text not_a_view{"it is no saved view; save one with Ctrl+Shift+S",
                    "它不是保存的视图；可用 Ctrl+Shift+S 保存视图"};
    Text not_json{"it is not JSON; save one with Ctrl+Shift+S", "它不是 JSON；可用 Ctrl+Shift+S 保存视图"};
    Text model_must_be_name{"'model' must be a name", "“model”必须是名称"};
    Text layer_is_hidden{"{0} is hidden; a click on its eye or {1} shows it again",
                         "{0} 已隐藏；点击它的眼睛或按 {1} 重新显示"};

    Text title_input{"Input", "输入"};
    Text title_output{"Output", "输出"};
    Text title_numbered{"{0} {1}", "{0} {1}"};
    Text title_block{"Block {0}", "模块 {0}"};
    Text block_of_layers{"{0} layers", "{0} 层"};
    Text block_of_blocks{"{0} blocks, {1} layers", "{0} 个模块，{1} 层"};
    Text no_such_block{"the model '{0}' has no block '{1}'", "模型“{0}”没有模块“{1}”"};
    Text no_blocks{"this network has no blocks", "这个网络没有模块"};
    Text in_no_block{"the layer is in no block", "该层不在任何模块中"};
    Text layer_of_own_name{"{0}, {1}", "{0}，{1}"};
    Text shape_maps{"{0} maps, {1} × {2}", "{0} 幅图，{1} × {2}"};
    Text shape_one_map{"1 map, {0} × {1}", "1 幅图，{0} × {1}"};
    Text shape_colours{"red, green, blue: {0} × {1} pixels", "红、绿、蓝：{0} × {1} 像素"};
    Text shape_pixels{"{0} × {1} pixels", "{0} × {1} 像素"};
    Text shape_units{"{0} neurons", "{0} 个神经元"};
    Text shape_classes{"{0} classes", "{0} 个类别"};
    Text place{"{0}, {1}", "{0}，{1}"};
    Text place_in_map{"map {0}, row {1}, column {2}", "图 {0}，行 {1}，列 {2}"};
    Text place_pixel{"row {0}, column {1}", "行 {0}，列 {1}"};
    Text place_unit{"neuron {0}", "神经元 {0}"};
    Text place_class{"class {0}", "类别 {0}"};

    // What networks that read clothes call their classes; names of others stand as they are.
    Text clothes_tshirt{"T-shirt", "T 恤"};
    Text clothes_trousers{"trousers", "裤子"};
    Text clothes_pullover{"pullover", "套头衫"};
    Text clothes_dress{"dress", "连衣裙"};
    Text clothes_coat{"coat", "外套"};
    Text clothes_sandal{"sandal", "凉鞋"};
    Text clothes_shirt{"shirt", "衬衫"};
    Text clothes_sneaker{"sneaker", "运动鞋"};
    Text clothes_bag{"bag", "包"};
    Text clothes_ankle_boot{"ankle boot", "短靴"};

    Text nothing_selected{"pin a neuron first: click one in the scene",
                          "请先固定一个神经元：在场景中点击一个"};
    Text no_layer_in_hand{"point at a layer first, or pin a neuron of it",
                          "请先指向某一层，或固定其中一个神经元"};
    Text nothing_drawn{"nothing is drawn, so nothing is computed", "还没有画任何内容，也就没有计算结果"};

    Text silent{"silent", "沉默"};
    Text weak{"weak", "弱"};
    Text medium{"medium", "中等"};
    Text strong{"strong", "强"};
    Text and_negative{"{0} and negative", "{0}，且为负"};

    Text sentence{"{0}.", "{0}。"};
    Text sentence_with_sight{"{0}{1}.", "{0}{1}。"};
    Text aim_pixel{"This is a pixel of what the network sees", "这是网络所见图像中的一个像素"};
    Text aim_stroke{"This neuron looks for strokes like {2} in a {0} × {1} patch",
                    "这个神经元在 {0} × {1} 的图像块里寻找形如 {2} 的笔画"};
    Text aim_spot{"This neuron looks for spots of ink in a {0} × {1} patch",
                  "这个神经元在 {0} × {1} 的图像块里寻找墨点"};
    Text aim_pattern{"This neuron looks for a pattern of its own in a {0} × {1} patch",
                     "这个神经元在 {0} × {1} 的图像块里寻找自己特有的图案"};
    Text aim_maps{"This neuron combines the maps of {0}, from {1} × {2} neurons of each",
                  "这个神经元综合 {0} 的各幅特征图，每幅取 {1} × {2} 个神经元"};
    Text aim_units{"This neuron weighs all {0} neurons of {1}", "这个神经元对 {1} 的全部 {0} 个神经元加权"};
    Text aim_class{"This neuron stands for \"{0}\"", "这个神经元代表“{0}”"};
    Text aim_does{"This neuron {0}", "这个神经元{0}"};
    Text aim_largest{"This neuron passes on the largest of {0} × {1} neurons of {2}",
                     "这个神经元传递 {2} 中 {0} × {1} 个神经元里的最大值"};
    Text aim_mean{"This neuron passes on the mean of {0} × {1} neurons of {2}",
                  "这个神经元传递 {2} 中 {0} × {1} 个神经元的平均值"};
    Text sees_none{"; here it sees none: {0}, {1}", "；这里没有看到：{0}，{1}"};
    Text sees_trace{"; here it sees a trace of one: {0}, {1}", "；这里只看到一点痕迹：{0}，{1}"};
    Text sees_part{"; here it sees one in part: {0}, {1}", "；这里看到了一部分：{0}，{1}"};
    Text sees_one{"; here it sees one: {0}, {1}", "；这里看到了：{0}，{1}"};
    Text sees_opposite{"; here it sees the opposite: {0}, {1}", "；这里看到的恰好相反：{0}，{1}"};
    Text value_words{": {0}, {1}", "：{0}，{1}"};
    Text drives{"{0}; what drives it most here is {1}", "{0}；这里最能激发它的是 {1}"};
    Text holds_back{"{0}; what holds it back most here is {1}", "{0}；这里最抑制它的是 {1}"};
    Text nothing_drives{"{0}; nothing reaches it here", "{0}；这里没有信号传到它"};
    Text class_driven{": {0}; what speaks for it most is {1}", "：{0}；最支持它的是 {1}"};
    Text class_alone{": {0}; nothing speaks for it", "：{0}；没有什么支持它"};
    Text driver_map{"map {0}", "特征图 {0}"};
};
inline constexpr Texts texts;

}  // namespace convoscope::studio
