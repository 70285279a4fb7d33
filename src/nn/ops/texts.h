#pragma once

#include "base/text.h"

/// All operators, the input first: a line each, what it is called here and, in each language, by people.
// clang-format off
#define CONVOSCOPE_OPERATORS(each) \
    each(input, "input", "输入") \
    each(conv, "convolution", "卷积") \
    each(max_pool, "max pooling", "最大池化") \
    each(average_pool, "average pooling", "平均池化") \
    each(linear, "fully connected", "全连接")
// clang-format on

namespace convoscope::nn::ops {

struct Words {
#define CONVOSCOPE_WORDS(name, english, chinese) Text name{english, chinese};
    CONVOSCOPE_OPERATORS(CONVOSCOPE_WORDS)
#undef CONVOSCOPE_WORDS
};
inline constexpr Words words;

}  // namespace convoscope::nn::ops
