#pragma once

#include "base/text.h"

namespace convoscope::scene {

struct Texts {
    Text cannot_use_view{"cannot use the view in '{0}': {1}", "无法使用“{0}”中的视图：{1}"};
};
inline constexpr Texts texts;

}  // namespace convoscope::scene
