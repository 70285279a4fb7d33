#pragma once

#include <filesystem>
#include <vector>

#include "data/npz.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::studio {

/// Writes the values of every layer as NumPy's .npz: under the layer's name its activations, under "NAME.pre"
/// its pre-activations (the same where it has no non-linearity; the input has none). Shapes: [maps, height,
/// width], or [units] where there are no maps; so that the unit conv2/9/3/4 is array["conv2"][9, 3, 4].
/// @param workspace  after forward(model, workspace)
/// @param more       besides
/// @throws Error when the file cannot be written
void save_activations(const nn::Model& model, const nn::Workspace& workspace,
                      const std::filesystem::path& path, std::vector<data::NpzArray> more = {});

}  // namespace convoscope::studio
