#pragma once

#include "base/text.h"

namespace convoscope::explain {

/// Of changes of the input and of the drawing: what they are called, and why some cannot be.
struct ChangeTexts {
    Text rotate{"turn", "旋转"};
    Text scale{"scale", "缩放"};
    Text shift_x{"shift to the right", "右移"};
    Text shift_y{"shift down", "下移"};
    Text shear{"slant", "倾斜"};
    Text thicken{"thicken", "加粗"};
    Text thin{"thin", "变细"};
    Text blur{"blur", "模糊"};
    Text dim{"dim", "变淡"};
    Text invert{"invert", "反相"};
    Text noise{"Gaussian noise", "高斯噪声"};
    Text salt_pepper{"salt-and-pepper noise", "椒盐噪声"};
    Text cover{"cover a part", "遮住一块"};
    Text cover_x{"the cover's place across", "遮挡的横向位置"};
    Text cover_y{"the cover's place down", "遮挡的纵向位置"};
    Text layer_noise{"noise on a hidden layer", "隐藏层噪声"};

    Text degrees{"degrees", "度"};
    Text times{"times", "倍"};
    Text pixels{"pixels", "像素"};
    Text columns_a_row{"columns a row", "列/行"};
    Text share{"of 1", "（满值为 1）"};
    Text deviations{"standard deviations", "倍标准差"};

    Text not_on_strokes{"'{0}' is of pixels: it has no meaning for strokes",
                        "“{0}”是对像素的改变，对笔画没有意义"};
    Text picture_below{"the drawing has a picture under its strokes; only strokes can be changed",
                       "绘图的笔画下面有图片；只能改变笔画"};
    Text no_such_transform{"there is no change called '{0}'; there are {1}",
                           "没有名为“{0}”的改变；可用的有：{1}"};
    Text beyond_range{"'{0}' goes from {1} to {2} for this network, not to {3}",
                      "对这个网络，“{0}”的范围是 {1} 到 {2}，不能取 {3}"};
    Text no_such_layer{"'{0}' is no hidden layer of '{1}'; noise can be added to {2}",
                       "“{0}”不是“{1}”的隐藏层；可以加噪声的有：{2}"};
    Text names_a_layer{"'{0}' needs the name of a hidden layer; there are {1}",
                       "“{0}”需要隐藏层的名称；可用的有：{1}"};
    Text too_few_points{"a sweep has from 1 to {0} values, not {1}", "扫描可取 1 到 {0} 个值，不能取 {1} 个"};
    Text no_such_class{"'{0}' is no class of '{1}'; it has {2}", "“{0}”不是“{1}”的类别；它的类别有：{2}"};
    Text is_already{"the answer is '{0}' already", "答案已经是“{0}”"};
};
inline constexpr ChangeTexts change_texts;

}  // namespace convoscope::explain
