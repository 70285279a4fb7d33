#pragma once

#include "base/text.h"

namespace convoscope::explain {

/// What is wrong with what an input is to be found for.
struct MaximiseTexts {
    Text no_such_aim{
        "cannot look for an input to '{0}': the model '{1}' has no such neuron or map; addresses look like "
        "conv2/9, conv2/9/3/4, conv2.pre/9/3/4 (see convoscope inspect)",
        "无法为“{0}”寻找输入：模型“{1}”没有这个神经元或特征图；地址形如 "
        "conv2/9、conv2/9/3/4、conv2.pre/9/3/4（见 convoscope inspect）"};
    Text input_is_no_unit{
        "an input is found for a neuron behind the input, not for a pixel: choose another layer",
        "只能为输入之后的神经元寻找输入，而不是为像素：请选择其他层"};
    Text no_picture_of_channels{"an input of {0} channels is no picture: write an .npy",
                                "{0} 个通道的输入不是图片：请写成 .npy"};
    Text nothing_to_do{"an ascent needs at least one step and one start", "上升至少需要一步和一个起点"};
};
inline constexpr MaximiseTexts maximise_texts;

}  // namespace convoscope::explain
