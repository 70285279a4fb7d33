#pragma once

#include "base/text.h"

namespace convoscope::explain {

/// Why a unit's kernel cannot be seen through the layers before it.
struct KernelViewTexts {
    Text product{
        "the kernels of '{0}' cannot be seen through the layers before it: '{1}' multiplies or divides two "
        "layers, and no fixed weights stand for that; choose a layer before it",
        "无法透过前面的层看“{0}”的卷积核：“{1}"
        "”把两个层相乘或相除，没有固定的权重可以代表它；请选择它之前的层"};
};
inline constexpr KernelViewTexts kernel_view_texts;

}  // namespace convoscope::explain
