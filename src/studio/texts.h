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
        "cannot draw for the model '{0}': its input is {1}, and a drawing needs one channel of at least {2} "
        "x {2} pixels; "
        "choose another with --model",
        "无法为模型“{0}”绘图：它的输入是 {1}，而绘图需要至少 {2} x {2} 像素的单通道；请用 --model 另选模型"};
    Text no_such_exhibit{"'{0}' is of no network on show; there are {1}, called a, b, ...",
                         "“{0}”不属于正在显示的任何网络；共有 {1} 个，依次称为 a、b……"};
    Text find_class{"find a class", "查找类别"};
    Text no_such_unit{
        "cannot select '{0}': the model '{1}' has no such unit; addresses look like {2} (see convoscope "
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
    Text layer_of_own_name{"{0}, {1}", "{0}，{1}"};
    Text shape_maps{"{0} maps, {1} × {2}", "{0} 幅图，{1} × {2}"};
    Text shape_one_map{"1 map, {0} × {1}", "1 幅图，{0} × {1}"};
    Text shape_pixels{"{0} × {1} pixels", "{0} × {1} 像素"};
    Text shape_units{"{0} units", "{0} 个神经元"};
    Text shape_classes{"{0} classes", "{0} 个类别"};
    Text place{"{0}, {1}", "{0}，{1}"};
    Text place_in_map{"map {0}, row {1}, column {2}", "图 {0}，行 {1}，列 {2}"};
    Text place_pixel{"row {0}, column {1}", "行 {0}，列 {1}"};
    Text place_unit{"unit {0}", "神经元 {0}"};
    Text place_class{"class {0}", "类别 {0}"};

    Text nothing_selected{"pin a neuron first: click one in the scene",
                          "请先固定一个神经元：在场景中点击一个"};
    Text no_layer_in_hand{"point at a layer first, or pin a neuron of it",
                          "请先指向某一层，或固定其中一个神经元"};
    Text nothing_drawn{"nothing is drawn, so nothing is computed", "还没有画任何内容，也就没有计算结果"};
};
inline constexpr Texts texts;

}  // namespace convoscope::studio
