#pragma once

#include "base/text.h"

namespace convoscope::nn {

/// What can be wrong with a network.
struct Texts {
    // A network
    Text in_layer{"layer '{0}': {1}", "层“{0}”：{1}"};
    Text wrong_number{"{0} is {1}; it must be {2} to {3}", "{0}是 {1}；必须在 {2} 到 {3} 之间"};
    Text name_length{"a layer's name has {0} characters; it must have 1 to {1}",
                     "有一层的名称有 {0} 个字符；必须有 1 到 {1} 个"};
    Text name_characters{"a layer's name may only have the characters A-Z a-z 0-9 _ . -",
                         "层的名称只能由字符 A-Z a-z 0-9 _ . - 组成"};
    Text name_ending{"the ending .pre is kept for a layer's pre-activations; choose another name",
                     "结尾 .pre 留给层的预激活值；请换一个名称"};
    Text window_too_large{"its window of {0} is larger than the padded input of {1}",
                          "它的窗口 {0} 大于填充后的输入 {1}"};
    Text kernel_height{"the kernel's height", "卷积核的高"};
    Text kernel_width{"the kernel's width", "卷积核的宽"};
    Text stride{"the stride", "步长"};
    Text padding{"the padding", "填充"};
    Text maps{"the number of maps", "特征图的数量"};
    Text units{"the number of units", "神经元的数量"};
    Text table_size{"its connection table must have {0} rows of {1} entries",
                    "它的连接表必须有 {0} 行，每行 {1} 项"};
    Text table_entries{"its connection table may only hold 0 and 1", "它的连接表只能由 0 和 1 组成"};
    Text table_empty_row{"a map is connected to nothing; give each row of the connection table a 1",
                         "有一幅特征图没有任何连接；连接表的每一行都要有一个 1"};
    Text no_window{"kernel, stride and padding belong to conv and pooling layers only",
                   "只有卷积层和池化层才有卷积核、步长和填充"};
    Text no_table{"only conv layers have a connection table", "只有卷积层才有连接表"};
    Text no_channels{"only conv and linear layers choose their channels",
                     "只有卷积层和全连接层才能选择通道数"};
    Text first_is_input{"the first layer must be the input", "第一层必须是输入"};
    Text input_has_inputs{"the input has no inputs", "输入层不能再有输入"};
    Text input_is_linear{"the input has no non-linearity", "输入层没有非线性"};
    Text second_input{"only the first layer can be the input", "只有第一层才能是输入"};
    Text one_input{"it has {0} inputs; it must have one", "它有 {0} 个输入；必须恰好有一个"};
    Text several_inputs{"it has {0} inputs; it must have {1} to {2}",
                        "它有 {0} 个输入；必须有 {1} 到 {2} 个"};
    Text no_groups{"only conv layers have groups", "只有卷积层才有分组"};
    Text no_order{"only a rearrangement has an order", "只有重排层才有顺序"};
    Text order_size{"its order must name {0} units of the layer below, by numbers from 0 to {1}",
                    "它的顺序必须给出前一层的 {0} 个神经元，编号 0 到 {1}"};
    Text shapes_differ{"it hears {0} and {1}, which do not fit each other", "它接收 {0} 和 {1}，两者不匹配"};
    Text in_padding{"a window lies in the padding alone", "有一个窗口完全落在填充里"};
    Text factor_count{"it has {0} factors; it must have one, one a map or one a unit",
                      "它有 {0} 个系数；必须是一个、每幅特征图一个，或每个神经元一个"};
    Text wrong_steps{"its step must be above 0, and its lower limit not above its upper one",
                     "它的步长必须大于 0，下限不能高于上限"};
    Text wrong_groups{"{0} maps and {1} below do not fall into {2} groups",
                      "{0} 幅特征图和下层的 {1} 幅不能分成 {2} 组"};
    Text dilation{"the dilation", "膨胀率"};
    Text groups{"the number of groups", "分组数"};
    Text later_input{"its input must be one of the layers before it", "它的输入必须是它之前的某一层"};
    Text input_extents{"the input's extents must be 1 to {0}", "输入的各边必须在 1 到 {0} 之间"};
    Text input_values{"the input's range must be two different finite numbers",
                      "输入的取值范围必须是两个不同的有限数"};
    Text channel_ranges{"the input has ranges for {0} channels, but {1} channels",
                        "输入给出了 {0} 个通道的取值范围，但它有 {1} 个通道"};
    Text share_seen{"the share of the picture that is seen must be larger than 0 and at most 1",
                    "看到的部分所占的比例必须大于 0 且不超过 1"};
    Text wrong_temperature{"the temperature must be larger than 0", "温度必须大于 0"};
    Text wrong_threshold{"the threshold of 'unsure' must be 0 to 1", "“不确定”的阈值必须在 0 到 1 之间"};
    Text layer_count{"a network must have 1 to {0} layers", "网络必须有 1 到 {0} 层"};
    Text same_name{"two layers have this name", "有两层都叫这个名称"};
    Text softmax_is_last{"only the last layer may have a softmax", "只有最后一层才能有 softmax"};
    Text too_many_units{"the network has more units than Convoscope can hold",
                        "网络的神经元数量超出 Convoscope 的容量"};
    Text too_many_weights{"the network has more weights than Convoscope can hold",
                          "网络的权重数量超出 Convoscope 的容量"};
    Text class_count{"there are {0} class names for {1} output units",
                     "有 {0} 个类别名称，输出神经元却有 {1} 个"};

    // Reading
    Text picture_too_large{
        "a picture of {0}x{1} does not fit the network's input of {2}x{3}; use a network with a larger input",
        "{0}x{1} 的图片放不进网络 {2}x{3} 的输入；请使用输入更大的网络"};
    Text no_isa{"this processor has no instruction set '{0}' that we know; choose one of {1}",
                "此处理器没有我们认识的指令集“{0}”；请从这些中选择：{1}"};
};
inline constexpr Texts texts;

}  // namespace convoscope::nn
