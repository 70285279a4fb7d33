#pragma once

#include <span>
#include <vector>

namespace convoscope::explain {

/// Grey dilation and erosion with a disc of any radius r >= 0, also between two pixels. The disc has an edge
/// one pixel wide: a place at distance d belongs to it as much as w(d) = min(1, max(0, r + 1 - d)), so that r
/// = 0 is the pixel alone and r = 1 reaches the next four wholly. The sets are fuzzy, with the product as
/// their "and" (Bloch and Maitre: "Fuzzy mathematical morphologies: a comparative study", Pattern Recognition
/// 28(9), 1995):
///
///     dilated(p) = max over q of ink(q) w(|p - q|)
///     eroded(p)  = 1 - max over q of (1 - ink(q)) w(|p - q|)
///
/// A line grows, or shrinks, by r on each side. Outside of the picture is paper.
class Morphology {
  public:
    /// @param ink  0 paper .. 1 ink, row by row; changed in place
    void dilate(float radius, std::span<float> ink, int height, int width);
    void erode(float radius, std::span<float> ink, int height, int width);

  private:
    std::vector<float> source_;  ///< with a margin of outside
};

}  // namespace convoscope::explain
