#pragma once

#include <vector>

#include "explain/heat_map.h"
#include "studio/studio.h"

namespace convoscope::explain_shown {

/// What heat maps were made of.
struct MapsOf {
    nn::ModelPtr model;
    std::uint64_t reading = 0;
    explain::Target target;
    explain::HeatMapOptions options;
    bool operator==(const MapsOf&) const = default;
};

/// The gallery of heat maps.
struct HeatMaps {
    explain::Method method = explain::Method::Integrated;  ///< whose sentences are shown
    explain::HeatMapOptions options;
    std::vector<explain::HeatMap> maps;  ///< one a method, in kMethods' order; none yet: empty
    MapsOf of;                           ///< what they were made of,
    MapsOf asked;                        ///< and those that are being made
    Pending<explain::HeatMapJob> pending;
    std::uint64_t revision = 0;  ///< of `maps`, for their textures

    std::vector<float> ink;  ///< what the network sees, 0 .. 1, [height][width]
    nn::ModelPtr ink_model;  ///< what it is of
    std::uint64_t ink_of = 0;
    std::uint64_t ink_revision = 0;

    /// The maps of the network as it is, to be compared with; one a method.
    std::vector<std::vector<float>> unscrambled;
};

}  // namespace convoscope::explain_shown
