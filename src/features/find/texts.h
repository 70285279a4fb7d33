#pragma once

#include "base/text.h"

namespace convoscope::find {

struct Texts {
    Text title{"Find", "查找"};
    Text find_hint{"conv2/9   strongest in fc2   silent neurons   digit 3",
                   "conv2/9   fc2 最强   沉默神经元   数字 3"};
    Text find_nothing{"nothing found; try conv2/9, strongest in fc2, digit 3, theme",
                      "没有找到；试试 conv2/9、fc2 最强、数字 3、主题"};
    Text key_find{"Find a neuron or a command", "查找神经元或命令"};
    // What a query may say, in small letters; in English from its beginning on, in Chinese anywhere
    // (query.h).
    Text strongest{"strongest", "最强"};
    Text weakest{"weakest", "最弱"};
    Text silent{"silent", "沉默"};
    Text dead{"dead", "死"};  // over a data set; whoever asks for them is shown the silent ones
    Text digit{"digit", "数字"};
    Text class_word{"class", "类别"};
    Text in_word{"in", "在"};
    Text neurons{"neurons", "神经元"};
    Text units{"units", "单元"};               // what books call them, too
    Text small_words{"in", "在 的 中 里 层"};  ///< may stand between the others
};
inline constexpr Texts texts;

}  // namespace convoscope::find
