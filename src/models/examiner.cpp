#include "models/examiner.h"

#include <array>

#include "nn/placement.h"

namespace convoscope::models {
namespace {

constexpr int kDigits = 10;
/// Digits alone; digits and capital letters; EMNIST's "balanced" and "byclass", which begin with the digits.
constexpr std::array kOutputs{kDigits, 36, 47, 62};
constexpr int kSmallestInput = 4;
constexpr std::size_t kFirstLook = 50;  ///< pictures after which a hopeless attempt is given up
constexpr double kHopeless = 0.3;

/// Where the ink is: rows or columns from `first` to before `end`.
struct Extent {
    int first = 0;
    int end = 0;
};

/// Cut to the ink and resized until the longer side fills the picture, in its middle: as Preprocessing::Fit
/// has it, for pictures that were made otherwise.
std::vector<float> fitted(const std::vector<float>& picture, int height, int width) {
    Extent rows{height, 0};
    Extent columns{width, 0};
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column) {
            if (picture[static_cast<std::size_t>(row * width + column)] <= 0) continue;
            rows = {std::min(rows.first, row), std::max(rows.end, row + 1)};
            columns = {std::min(columns.first, column), std::max(columns.end, column + 1)};
        }
    if (rows.end == 0) return picture;
    std::vector<float> cut;
    for (int row = rows.first; row < rows.end; ++row) {
        const auto begin = picture.begin() + row * width;
        cut.insert(cut.end(), begin + columns.first, begin + columns.end);
    }
    const int tall = rows.end - rows.first;
    const int wide = columns.end - columns.first;
    const double scale = std::min(static_cast<double>(height) / tall, static_cast<double>(width) / wide);
    nn::InputSpec whole;
    whole.shape = {1, height, width};
    const int to_height = std::clamp(static_cast<int>(tall * scale + 0.5), 1, height);
    const int to_width = std::clamp(static_cast<int>(wide * scale + 0.5), 1, width);
    std::vector<float> result(picture.size());
    nn::load_input(whole, nn::resized(cut, tall, wide, to_height, to_width), to_height, to_width, result);
    return result;
}

}  // namespace

Examiner::Examiner(const nn::Model& model, const Exam& exam, Workers& workers)
    : model_(model),
      exam_(exam),
      workers_(workers),
      workspace_(model.architecture),
      spec_(model.architecture.input) {}

bool Examiner::can_read_digits() const {
    return std::ranges::find(kOutputs, model_.architecture.output().output.size()) != kOutputs.end();
}

bool Examiner::can_be_asked() const {
    const nn::Shape& shape = model_.architecture.input.shape;
    return can_read_digits() && !exam_.labels.empty() &&
           std::min(shape.height, shape.width) >= kSmallestInput;
}

void Examiner::begin(const Showing& shown, std::size_t most) {
    apply(shown, spec_);
    next_ = 0;
    most_ = std::min(most, exam_.labels.size());
    right_ = 0;
}

bool Examiner::advance() {
    if (reads(next_)) ++right_;
    ++next_;
    if (next_ == kFirstLook && right_ < kHopeless * kFirstLook) return false;
    return next_ < most_;
}

bool Examiner::reads(std::size_t index) {
    const auto size = static_cast<std::size_t>(exam_.height) * static_cast<std::size_t>(exam_.width);
    std::vector<float> picture(size);
    for (std::size_t at = 0; at < size; ++at)
        picture[at] = static_cast<float>(exam_.pixels[index * size + at]) / 255;
    if (spec_.preprocessing == nn::Preprocessing::Fit) picture = fitted(picture, exam_.height, exam_.width);
    nn::load_input(spec_, picture, exam_.height, exam_.width, workspace_.input());
    nn::forward(model_, workspace_, workers_);
    const auto values = workspace_.output().first(kDigits);
    return std::ranges::max_element(values) - values.begin() == exam_.labels[index];
}

}  // namespace convoscope::models
