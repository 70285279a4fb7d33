#pragma once

#include "base/text.h"

namespace convoscope::read {

struct Texts {
    Text why{"Why?", "为什么？"};
    Text reads{"What it reads", "识别结果"};
    Text blank{"blank", "空白"};
    Text blank_hint{"nothing drawn yet", "还没有画"};
    Text unsure{"unsure", "不确定"};
    Text unsure_hint{"perhaps {0} ({1} %), perhaps {2} ({3} %)", "像 {0}（{1}%），也像 {2}（{3}%）"};
    Text unsure_of_all_hint{"it resembles none of them: each about {0} %", "哪个都不像：各约 {0}%"};
    Text sure_hint{"{0} sure", "把握 {0}"};
    Text probability_help{"Probability of \"{0}\": {1}\nAll probabilities add up to 1.",
                          "“{0}”的概率：{1}\n所有概率之和为 1。"};
};
inline constexpr Texts texts;

}  // namespace convoscope::read
