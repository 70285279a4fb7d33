#pragma once

#include "base/text.h"

namespace convoscope::explain {

/// Why there is no heat map, and what to do.
struct HeatMapTexts {
    Text input_unit{"{0} is a pixel of the input, and nothing lies before it; choose a unit of a layer",
                    "{0} 是输入的像素，在它之前没有任何东西；请选择某一层的神经元"};
    Text no_maps{"no layer before {0} has maps, and Grad-CAM weighs maps; choose another method",
                 "{0} 之前没有带特征图的层，而 Grad-CAM 要对特征图加权；请选择其他方法"};
    Text layer_without_maps{"the layer '{0}' has no maps, and Grad-CAM weighs maps; choose one that has",
                            "层“{0}”没有特征图，而 Grad-CAM 要对特征图加权；请选择带特征图的层"};
    Text not_before{"the layer '{0}' does not lead to {1}; choose one that lies before it",
                    "层“{0}”不通向 {1}；请选择在它之前的层"};
    Text patch_too_large{"a patch of {0} x {0} does not fit into the input of {1} x {2}; make it smaller",
                         "{0} x {0} 的遮挡块放不进 {1} x {2} 的输入；请把它调小"};
};
inline constexpr HeatMapTexts heat_map_texts;

}  // namespace convoscope::explain
