#pragma once

#include <string>
#include <vector>

#include "models/doctor/candidates.h"
#include "models/doctor/evidence.h"
#include "models/doctor/layout.h"
#include "models/doctor/order.h"
#include "models/doctor/plan.h"

/// What is left open when layers stand in order and sizes are known, and what comes of choosing.
namespace convoscope::models::doctor {

/// What one set of weights is known to be; what candidates share.
struct Case {
    Chain chain;
    Evidence evidence;
    std::vector<Layout> layouts;

    Slot slot(const Layer& layer) const {
        const auto found = evidence.slots.find(layer.name);
        return found == evidence.slots.end() ? Slot() : found->second;
    }
    bool is_depthwise(std::size_t i) const {
        return i < chain.convs.size() && chain.convs[i].front()->groups > 1 &&
               chain.convs[i].front()->in == 1;
    }
};

/// Behind which layers an activation stands.
enum class Where {
    AsKnown,
    Everywhere,
    NotBeforeDepthwise,
    NotAfterDepthwise,
    AsListed,
    LinearOnly,
    ConvolutionsOnly,
    Nowhere
};

/// All that is chosen beside the layout.
struct Choices {
    std::size_t layout = 0;
    ActivateStep activate;
    Where where = Where::AsKnown;
    bool normalise_after = false;  ///< other than is known or usual
    bool channels_last = false;
    double cost = 0;
};

/// All choices, those first against which least speaks.
std::vector<Choices> all_choices(const Case& of);

/// The network that they make.
Steps steps_of(const Case& of, const Choices& choices);
/// What of it the file did not say.
std::vector<Guess> guesses_of(const Case& of, const Choices& choices);

/// "relu": the same in every language.
const char* name_of(NonLinearity how);
/// "1x28x28"
std::string text_of(const Extent& extent);

}  // namespace convoscope::models::doctor
