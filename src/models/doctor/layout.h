#pragma once

#include <optional>
#include <vector>

#include "models/doctor/evidence.h"
#include "models/doctor/order.h"
#include "models/doctor/plan.h"

/// Where pools stand and what convolutions do at the edges: whatever makes the first linear layer's width
/// come out.
namespace convoscope::models::doctor {

/// Everything about sizes, for a chain.
struct Layout {
    Extent input;
    std::vector<Geometry> convs;                 ///< of each stage
    std::vector<std::optional<PoolStep>> pools;  ///< behind each stage
    std::optional<AdaptivePoolStep> adaptive;    ///< behind the last
    Extent end;                                  ///< what is flattened
    double cost = 0;                             ///< how much speaks against it
};

/// All that fit, the likeliest first, at most `most`. The picture is as large as usual ones: 28 rows, 32, and
/// some others.
std::vector<Layout> layouts(const Chain& chain, const Evidence& evidence, std::size_t most);

}  // namespace convoscope::models::doctor
