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
    Text softmax{"says how large its share is among the neurons of {0} at the same place in all maps",
                 "给出它在 {0} 各特征图同一位置的神经元中所占的份额"};
    Text prelu{"passes on what it hears of {0}; what is below 0 it multiplies by a number that was learned",
               "传递 {0} 的值；负值乘以一个学到的数"};
    Text quantise{
        "rounds what it hears of {0} to a whole number of steps, as a network of small integers does",
        "把 {0} 的值取整，以步长为单位，如同使用小整数的网络"};
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
