#pragma once

#include "base/text.h"

namespace convoscope::nn::ops {

/// What a unit of an operator that weighs nothing does, where no other sentence says it: "This neuron ...".
struct Aims {
    Text batch_norm{"shifts and stretches what it hears of {0}, as training measured it",
                    "按训练时统计的均值和方差，平移并缩放 {0} 的值"};
    Text scale{"multiplies what it hears of {0} by a number, and adds another",
               "把 {0} 的值乘以一个数，再加上一个数"};
    Text lrn{"passes on what it hears of {0}, the less the stronger its neighbours in other maps are",
             "传递 {0} 的值；其他特征图中的邻居越强，传得越少"};
    Text add{"adds up what it hears, of {0} and others", "把 {0} 与其他层的值相加"};
    Text subtract{"takes the difference of what it hears, of {0} and another", "求 {0} 与另一层的值之差"};
    Text multiply{"multiplies what it hears, of {0} and others", "把 {0} 与其他层的值相乘"};
    Text divide{"divides what it hears of {0} by what it hears of another", "用 {0} 的值除以另一层的值"};
    Text concat{"is a neuron of one of the layers that stand beside each other here",
                "是并排放在这里的某一层的一个神经元"};
    Text reorder{"is a neuron of {0}, in another place", "是 {0} 的一个神经元，换了位置"};
    Text pad{"is a neuron of {0}, or the margin around it", "是 {0} 的一个神经元，或其周围的边"};
    Text bend{"bends what it hears of {0}", "对 {0} 的值做非线性变换"};
};
inline constexpr Aims aims;

}  // namespace convoscope::nn::ops
