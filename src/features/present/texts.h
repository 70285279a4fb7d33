#pragma once

#include "base/text.h"

namespace convoscope::present {

struct Texts {
    Text title{"Presentation", "演示"};
    Text key_present{"Presentation: the stage, the pad and the answer", "演示模式：场景、画布和答案"};
    Text key_black{"Black screen; any key ends it", "黑屏；按任意键结束"};
    Text key_white{"White screen; any key ends it", "白屏；按任意键结束"};
    Text started{"presentation; {0} or {1} ends it", "演示模式；按 {0} 或 {1} 结束"};
};
inline constexpr Texts texts;

}  // namespace convoscope::present
