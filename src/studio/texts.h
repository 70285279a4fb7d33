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
    Text layer_is_hidden{"{0} is hidden; {1} shows all layers", "{0} 已隐藏；按 {1} 显示所有层"};

    Text nothing_selected{"no unit is selected: click on one in the scene",
                          "未选中神经元：请在场景中点击一个"};
    Text nothing_drawn{"nothing is drawn, so nothing is computed", "还没有画任何内容，也就没有计算结果"};
};
inline constexpr Texts texts;

}  // namespace convoscope::studio
