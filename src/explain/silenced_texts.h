#pragma once

#include "base/text.h"

namespace convoscope::explain {

struct SilencedTexts {
    Text no_unit{"cannot switch '{0}' off: the model '{1}' has no such unit; addresses look like {2}",
                 "无法关闭“{0}”：模型“{1}”没有这个神经元；地址形如 {2}"};
    Text no_map{"cannot switch '{0}' off: the model '{1}' has no such map; addresses look like {2}",
                "无法关闭“{0}”：模型“{1}”没有这个特征图；地址形如 {2}"};
    Text no_bias{"cannot change the bias of '{0}': the layer has none", "无法更改“{0}”的偏置：该层没有偏置"};
    Text no_weight{
        "cannot change what '{0}' hears from '{1}': there is no connection with a weight between them",
        "无法更改“{0}”从“{1}”接收的信号：两者之间没有带权重的连接"};
};
inline constexpr SilencedTexts silenced_texts;

}  // namespace convoscope::explain
