#pragma once

#include <string>
#include <vector>

#include "data/npz.h"
#include "support/bundled.h"

namespace convoscope::test {

/// The bundled network of linear layers as another program's file: weights alone.
inline void write_somebodys_weights(const std::string& path) {
    const nn::ModelPtr model = bundled_model("mlp");
    std::vector<data::NpzArray> arrays;
    for (std::size_t i = 1; i < model->architecture.nodes.size(); ++i) {
        const nn::Parameters& own = model->parameters()[i];
        const auto out = static_cast<int>(own.bias.size());
        const std::string name = "fc" + std::to_string(i);
        arrays.push_back({name + ".weight", {out, static_cast<int>(own.weight.size()) / out}, own.weight});
        arrays.push_back({name + ".bias", {out}, own.bias});
    }
    data::write_npz(path, arrays);
}

}  // namespace convoscope::test
