#pragma once

#include <cstdint>
#include <span>

#include "canvas/drawing.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "data/images.h"
#include "nn/random.h"

namespace convoscope::train {

/// In canvas units.
float length(const canvas::Stroke& stroke);

/// How differently one labelled drawing may be drawn again (data/pose.h has the terms).
struct StrokeOptions {
    float smallest = 0.28f;  ///< size on the pad
    float largest = 1.0f;
    float thinnest = 0.035f;  ///< pen; the middle of the two is the likeliest
    float thickest = 0.145f;
    float turn = 12.0f;          ///< degrees, either way
    float slant = 0.3f;          ///< either way
    float stretch = 0.2f;        ///< relative, either way
    float lost_stroke = 0.03f;   ///< how often one of several strokes is missing (never the longest)
    float shortened = 0.1f;      ///< how often a stroke begins later or ends earlier
    float shortened_by = 0.12f;  ///< by how much of its points, at most
};

/// Draws drawings again, differently each time, and sees them as the network does: through the canvas's own
/// path (rasterised, cropped, scaled, centred). A picture depends on the drawing, the options and the
/// generator alone. Keeps its buffers: one StrokePainter a thread.
class StrokePainter {
  public:
    explicit StrokePainter(const StrokeOptions& options);

    /// @param ink  28x28, 0 paper .. 1 ink
    void paint(const canvas::Drawing& drawing, nn::Random& random, std::span<float> ink);
    /// As it was drawn.
    void see(canvas::Drawing drawing, nn::Random& random, std::span<float> ink);

  private:
    StrokeOptions options_;
    canvas::Rasteriser fine_;    ///< as many rows as the canvas itself
    canvas::Rasteriser coarse_;  ///< a tenth of the work, and a little softer
};

/// Where drawings that are to be read lie on the pad.
enum class Placement {
    AsDrawn,   ///< as the file has them
    Large,     ///< 80 % of the pad, in its middle
    Anywhere,  ///< 30 to 85 % of the pad, anywhere on it
};

/// Drawings, placed and drawn with the default pen. The same for the same seed, and each drawing's place
/// depends on its number alone.
/// @param first  the number of the first of `drawings` in its file
/// @throws Error when one that is to be moved lies on a picture
std::vector<canvas::Drawing> placed(std::span<const canvas::Drawing> drawings, Placement placement,
                                    std::uint64_t seed, std::size_t first = 0);
/// The same as the network sees them. Each has a label.
data::LabelledImages place(std::span<const canvas::Drawing> drawings, Placement placement, std::uint64_t seed,
                           std::size_t first = 0, const canvas::PreprocessOptions& preprocessing = {});

}  // namespace convoscope::train
