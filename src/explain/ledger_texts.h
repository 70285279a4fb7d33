#pragma once

#include "base/text.h"

namespace convoscope::explain {

/// Why there is no ledger, and what to do.
struct LedgerTexts {
    Text input_unit{"{0} is a pixel of the input: nothing is added up there; choose a unit of a layer",
                    "{0} 是输入的像素，那里没有求和；请选择某一层的神经元"};
    Text no_sum{
        "the layer '{0}' does not add up what it hears, so nothing can be told apart by unit; choose a unit "
        "of another layer",
        "层“{0}”不是对所听到的值求和，因此无法按神经元分开；请选择其他层的神经元"};
    Text behind{"{0} lies behind its layer's non-linearity, and sums stand before it; ask for {1}",
                "{0} 在该层的非线性之后，而求和在它之前；请改问 {1}"};
    Text no_classes{"{0} is no class's logit, so there is no other class to compare it with; leave that out",
                    "{0} 不是某个类别的 logit，因此没有其他类别可以比较；请去掉这一项"};
    Text no_sum_below{
        "the layer '{0}' on the way does not add up what it hears; paths cannot be followed "
        "through it",
        "途中的层“{0}”不是对所听到的值求和；无法沿路径穿过它"};
    Text too_large{"{0} multiplications are too many to follow every path through them; the most are {1}",
                   "{0} 次乘法过多，无法跟踪所有路径；最多 {1} 次"};
};
inline constexpr LedgerTexts ledger_texts;

}  // namespace convoscope::explain
