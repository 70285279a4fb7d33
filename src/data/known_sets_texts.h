#pragma once

#include "base/text.h"

namespace convoscope::data {

struct KnownSetsTexts {
    Text mnist{"MNIST's test half", "MNIST 测试集"};
    Text fashion{"Fashion-MNIST's test half", "Fashion-MNIST 测试集"};
    Text cifar{"CIFAR-10's test half", "CIFAR-10 测试集"};
    Text own_digits{"the program's own digits", "程序自带的数字"};
    Text test_half_of{"the test half of {0}", "{0} 的测试集"};
    Text with_count{"{0}, {1} pictures", "{0}，{1} 张图片"};

    Text none_goes_with{"no data set is known for a network of these {0} classes: name one with --data DIR",
                        "没有已知的数据集适合这 {0} 个类别的网络：请用 --data DIR 给出"};
    Text not_found{
        "cannot find {0}: name its folder with --data DIR, or set CONVOSCOPE_DATA to the folder that has "
        "{1}/",
        "找不到 {0}：请用 --data DIR 给出它的文件夹，或把 CONVOSCOPE_DATA 设为含有 {1}/ 的文件夹"};
};
inline constexpr KnownSetsTexts known_sets_texts;

}  // namespace convoscope::data
