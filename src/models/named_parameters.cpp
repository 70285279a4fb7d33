#include "models/named_parameters.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "models/texts.h"

namespace convoscope::models {

std::vector<NamedParameters<const std::vector<float>>> parameters_to_write(const nn::Model& model) {
    auto all = named_parameters(model.architecture, model.parameters());
    for (const auto& one : all)
        if (!std::ranges::all_of(*one.values, [](float value) { return std::isfinite(value); }))
            throw Error(texts.cannot_write_model, one.name);
    return all;
}

}  // namespace convoscope::models
