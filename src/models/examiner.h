#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/workers.h"
#include "models/showing.h"
#include "nn/forward.h"
#include "nn/model.h"

/// How many labelled digits a network reads.
namespace convoscope::models {

/// Labelled digits to try networks on: 0 paper .. 255 ink, height x width each, drawn as MNIST's.
struct Exam {
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint8_t> labels;
};

/// The first of a set. @tparam Images  data::LabelledImages
template <class Images>
Exam exam_of(const Images& images, std::size_t count = 200) {
    count = std::min(count, images.count());
    const auto pixels = static_cast<std::ptrdiff_t>(count * images.image_size());
    return {images.height,
            images.width,
            {images.pixels.begin(), images.pixels.begin() + pixels},
            {images.labels.begin(), images.labels.begin() + static_cast<std::ptrdiff_t>(count)}};
}

/// One network, asked in one way after the other. All that it is made with outlives it.
class Examiner {
  public:
    /// @param workers  share out the work of large layers
    Examiner(const nn::Model& model, const Exam& exam, Workers& workers);

    /// Whether its first ten outputs may be the digits: it has ten, or as many as sets with letters behind
    /// them.
    bool can_read_digits() const;
    /// Whether it may be shown them as well: there are some, and its input is large enough.
    bool can_be_asked() const;

    /// Begins with the first picture.
    /// @param most  pictures that it is shown; it is given up earlier when it reads hardly any
    void begin(const Showing& shown, std::size_t most);
    /// Shows it the next one. @return whether there is one more
    bool advance();
    int right() const { return right_; }

  private:
    bool reads(std::size_t index);

    const nn::Model& model_;
    const Exam& exam_;
    Workers& workers_;
    nn::Workspace workspace_;
    nn::InputSpec spec_;
    std::size_t next_ = 0;
    std::size_t most_ = 0;
    int right_ = 0;
};

}  // namespace convoscope::models
