#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nn/model.h"
#include "train/sets.h"

namespace convoscope::explain {

/// The activations that many pictures have in one layer.
struct LayerValues {
    int node = 0;
    std::vector<std::uint32_t> pictures;  ///< which of the part's
    std::vector<std::uint8_t> labels;     ///< of these
    std::size_t width = 0;                ///< values a picture, in storage order
    std::vector<float> values;            ///< pictures x width

    std::span<const float> row(std::size_t picture) const {
        return std::span(values).subspan(picture * width, width);
    }
};
using LayerValuesPtr = std::shared_ptr<const LayerValues>;

/// What LayerValues may hold: all 10,000 of MNIST's test half in lenet5's largest layer are 188 MB.
inline constexpr std::size_t kMostLayerBytes = std::size_t{256} << 20;

/// Computes them, on several threads (base/job.h). Where the part has more pictures than are wanted, or than
/// the memory allows, some are taken at equal distances.
class LayerValuesJob {
  public:
    /// @param node     the layer; 0: the input as the network sees it
    /// @param most     pictures
    /// @param threads  that work in a step
    /// @throws Error when the set does not fit the model
    LayerValuesJob(nn::ModelPtr model, train::Part part, int node, std::size_t most, int threads);
    ~LayerValuesJob();
    LayerValuesJob(LayerValuesJob&&) noexcept;
    LayerValuesJob& operator=(LayerValuesJob&&) noexcept;

    bool step();
    float progress() const;
    LayerValuesPtr result();

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace convoscope::explain
