#pragma once

#include <optional>

#include "models/doctor/evidence.h"
#include "models/doctor/order.h"
#include "models/doctor/plan.h"

/// Networks whose modules say everything.
namespace convoscope::models::doctor {

struct InOrder {
    Steps steps;
    Extent input;
    /// Made of Sequentials alone, which run what they list; else somebody's forward() may do otherwise.
    bool is_certain = false;
};

/// A pickled module's own modules one after the other, as they were registered; nothing when one of them is
/// not known, when they do not fit, or when there are no activations among them.
/// @param layers  of group(), as `chain` has them or not: outputs first, as PyTorch has them
std::optional<InOrder> in_order_of_modules(const Module& root, const Chain& chain);

}  // namespace convoscope::models::doctor
