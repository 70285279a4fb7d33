#pragma once

#include "base/text.h"

namespace convoscope::welcome {

struct Texts {
    Text title{"Welcome", "欢迎"};
    Text draw_here{"Draw here", "在这里画"};
    Text point_at_one{"Point at a neuron", "指向一个神经元"};
    Text click_to_open{"Click to open it", "点击打开它"};
    Text key_welcome{"Show the welcome again", "重新播放欢迎演示"};
};
inline constexpr Texts texts;

}  // namespace convoscope::welcome
