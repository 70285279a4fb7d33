#pragma once

#include <cstdint>
#include <vector>

#include "canvas/canvas.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::app {

/// What the network made of a drawing, and of which one.
struct Reading {
    std::uint64_t drawing_revision = 0;
    canvas::PreprocessOptions preprocessing;
    canvas::Steps steps;
    nn::Verdict verdict;
    std::vector<float> probabilities;  ///< one a class; all zero where nothing is drawn
};

/// The drawing and the network that reads it. No window, no GL.
class Session {
  public:
    /// @throws Error when the model cannot take the canvas's picture
    explicit Session(nn::ModelPtr model);

    canvas::Canvas& canvas() { return canvas_; }
    const canvas::Canvas& canvas() const { return canvas_; }
    const nn::Model& model() const { return *model_; }
    const nn::Architecture& architecture() const { return model_->architecture; }

    /// Which of the steps between the drawing and the network are taken, from the next read() on.
    void set_preprocessing(const canvas::PreprocessOptions& options) { preprocessing_ = options; }
    const canvas::PreprocessOptions& preprocessing() const { return preprocessing_; }

    /// Reads the drawing if it, or its preprocessing, has changed since the last call. Costs well under a
    /// millisecond for LeNet.
    /// @return whether it had
    bool read();
    const Reading& reading() const { return reading_; }
    const nn::Workspace& workspace() const { return workspace_; }

  private:
    nn::ModelPtr model_;
    canvas::Canvas canvas_;
    canvas::PreprocessOptions preprocessing_;
    canvas::Rasteriser rasteriser_;
    nn::Workspace workspace_;
    Reading reading_;
};

}  // namespace convoscope::app
