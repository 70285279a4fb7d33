#pragma once

#include "base/text.h"

namespace convoscope::models {

struct Texts {
    Text cannot_open_model{
        "cannot open the model '{0}': there is no such file, and the bundled models are: {1}",
        "无法打开模型“{0}”：没有这个文件；程序自带的模型有：{1}"};
    Text none{"none", "无"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models
