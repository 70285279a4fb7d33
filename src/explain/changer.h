#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "explain/morphology.h"
#include "explain/transform.h"
#include "nn/architecture.h"

namespace convoscope::explain {

/// Applies Changes to what a network sees: any number of channels, of any size and any values of paper and
/// ink. A network whose rows are the picture's columns is shown what people see changed.
/// Keeps its buffers and its noise: one Changer a thread.
class Changer {
  public:
    explicit Changer(const nn::InputSpec& input);

    /// @param input, result  input.shape.size() values each, as the network takes them; may be the same.
    /// Amounts beyond their ranges are limited to them.
    void apply(const Changes& changes, std::span<const float> input, std::span<float> result);

  private:
    /// One channel, rows and columns as people see them.
    struct Plane {
        std::span<float> values;
        float paper;
        float ink;  ///< the value of full ink
    };

    void transpose(std::span<float> values, int height, int width);
    void apply_to_plane(const Changes& changes, const Plane& plane);
    void change_thickness(const Changes& changes, const Plane& plane);
    void map(const Changes& changes, const Plane& plane);
    void blur(float deviation, const Plane& plane);
    void cover(const Changes& changes, const Plane& plane) const;
    void draw_noise(std::uint32_t seed);
    void add_noise(float amount, std::size_t first, const Plane& plane) const;
    void add_salt_and_pepper(float share, const Plane& plane) const;

    nn::InputSpec input_;
    int height_;  ///< as people see it
    int width_;
    Morphology morphology_;
    std::vector<float> scratch_;  ///< one plane
    std::vector<float> taps_;
    std::uint32_t noise_seed_ = 0;
    std::vector<float> normal_;   ///< one a value; empty: not drawn yet
    std::vector<float> uniform_;  ///< one a place: salt and pepper strike where it is below the share
    std::vector<char> salt_;      ///< one a place: ink, not paper
};

}  // namespace convoscope::explain
