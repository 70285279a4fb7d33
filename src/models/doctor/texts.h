#pragma once

#include "base/text.h"

namespace convoscope::models::doctor {

struct Texts {
    Text input{"a picture of {0} (channels x rows x columns) goes in", "输入是 {0} 的图片（通道 x 行 x 列）"};
    Text order{"the layers' order: {0}", "各层的顺序：{0}"};
    Text order_of_names{"by their names and sizes", "按名称和大小"};
    Text order_of_registration{"as the modules are listed", "按文件列出模块的次序"};
    Text order_of_residual{"a residual network's, by the names of its blocks", "按残差网络各模块的名称"};
    Text stem{"it begins with a convolution of {0}", "开头的卷积：{0}"};
    Text padding{"padding of the convolutions, one by one: {0}", "各卷积层的填充：{0}"};
    Text stride{"strides of the convolutions, one by one: {0}", "各卷积层的步长：{0}"};
    Text pools{"pools: {0}", "池化：{0}"};
    Text no_pools{"none", "无"};
    Text pools_after{"{0} behind {1}", "{1} 之后的 {0}"};
    Text global_pool{"the mean of each map before the linear layers", "全连接层之前取每个特征图的平均值"};
    Text activation{"the activation is {0}", "激活函数是 {0}"};
    Text activation_where{"the activation is {0}, {1}", "激活函数是 {0}，{1}"};
    Text everywhere{"behind every layer", "在每一层之后"};
    Text as_listed{"where the modules are listed", "在列出它的位置"};
    Text not_before_depthwise{"not between a block's first two convolutions", "模块的前两个卷积之间除外"};
    Text not_after_depthwise{"not behind convolutions of each map alone", "逐特征图的卷积之后除外"};
    Text linear_only{"behind linear layers alone", "只在全连接层之后"};
    Text convolutions_only{"behind convolutions alone", "只在卷积层之后"};
    Text nowhere{"nowhere", "各层都没有"};
    Text normalise_before{"normalisation comes before the activation", "归一化在激活函数之前"};
    Text normalise_after{"normalisation comes after the activation", "归一化在激活函数之后"};
    Text flatten_maps{"maps are flattened one after the other", "逐个特征图展平"};
    Text flatten_pixels{"maps are flattened pixel by pixel", "逐个像素展平"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models::doctor
