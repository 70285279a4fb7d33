#pragma once

#include "base/text.h"

namespace convoscope::models {

struct ClassSetsTexts {
    Text digits{"digits", "数字"};
    Text letters{"the letters A to Z", "字母 A 到 Z"};
    Text letters_from_1{"EMNIST's letters, from 1 on", "EMNIST 字母，从 1 开始"};
    Text digits_and_capitals{"digits and capital letters", "数字和大写字母"};
    Text balanced{"EMNIST's balanced digits and letters", "EMNIST balanced 的数字和字母"};
    Text by_class{"EMNIST's digits, capital and small letters", "EMNIST 的数字、大写和小写字母"};
    Text fashion{"Fashion-MNIST's clothes", "Fashion-MNIST 的衣物"};
    Text cifar10{"CIFAR-10's animals and vehicles", "CIFAR-10 的动物和交通工具"};
    Text cifar100{"CIFAR-100's things", "CIFAR-100 的物体"};
    Text gtsrb{"GTSRB's traffic signs", "GTSRB 的交通标志"};
    Text imagenet{"ImageNet's thousand things", "ImageNet 的一千种物体"};
};
inline constexpr ClassSetsTexts class_sets_texts;

}  // namespace convoscope::models
