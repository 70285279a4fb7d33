#pragma once

#include "base/text.h"

/// All operators, the input first: a line each, what it is called here and, in each language, by people.
// clang-format off
#define CONVOSCOPE_OPERATORS(each) \
    each(input, "input", "输入") \
    each(conv, "convolution", "卷积") \
    each(max_pool, "max pooling", "最大池化") \
    each(average_pool, "average pooling", "平均池化") \
    each(linear, "fully connected", "全连接") \
    each(batch_norm, "batch normalisation", "批归一化") \
    each(scale, "scale and shift", "缩放和平移") \
    each(lrn, "local response normalisation", "局部响应归一化") \
    each(softmax, "softmax over maps", "特征图间的 softmax") \
    each(prelu, "learned leaky ReLU", "PReLU 激活") \
    each(quantise, "rounding", "取整") \
    each(add, "addition", "相加") \
    each(subtract, "subtraction", "相减") \
    each(multiply, "multiplication", "相乘") \
    each(divide, "division", "相除") \
    each(concat, "concatenation", "拼接") \
    each(reorder, "rearrangement", "重排") \
    each(pad, "padding", "填充") \
    each(bend, "non-linearity", "非线性")
// clang-format on

namespace convoscope::nn::ops {

struct Words {
#define CONVOSCOPE_WORDS(name, english, chinese) Text name{english, chinese};
    CONVOSCOPE_OPERATORS(CONVOSCOPE_WORDS)
#undef CONVOSCOPE_WORDS
};
inline constexpr Words words;

}  // namespace convoscope::nn::ops
