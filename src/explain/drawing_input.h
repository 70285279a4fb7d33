#pragma once

#include <span>

#include "canvas/drawing.h"
#include "canvas/photo.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "nn/architecture.h"

namespace convoscope::explain {

/// How drawings reach a network: studio::preprocessing_for() and studio::photo_options_for() of its input.
struct DrawingWay {
    canvas::PreprocessOptions preprocessing;
    canvas::PhotoOptions photo;  ///< of networks for photographs
};

/// The canvas's own path from strokes to a network's input, as an exhibit goes it. It remembers what it has
/// drawn: a drawing that has grown since costs only what is new.
class DrawingInput {
  public:
    DrawingInput(const nn::InputSpec& input, const DrawingWay& way) : input_(input), way_(way) {}

    /// @param target  input.shape.size() values, written unless the drawing is blank
    /// @return whether it has anything that the network could be shown
    bool load(const canvas::Drawing& drawing, std::span<float> target);

  private:
    nn::InputSpec input_;
    DrawingWay way_;
    canvas::Rasteriser rasteriser_;
    canvas::PhotoView photo_view_;
};

}  // namespace convoscope::explain
