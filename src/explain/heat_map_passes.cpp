#include "explain/heat_map_passes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "nn/random.h"
#include "train/random.h"

namespace convoscope::explain {
namespace {

constexpr std::int64_t kPieceMultiplyAdds = 8'000'000;
constexpr std::int64_t kMostPasses = 16;

/// The mean of dy/dx over some pictures.
class GradientMean : public Passes {
  public:
    GradientMean(const Subject& subject, int pictures)
        : subject_(subject),
          pictures_(pictures),
          each_(passes_a_piece(subject)),
          sums_(static_cast<std::size_t>(pieces())),
          total_(subject.input.size()) {}

    int pieces() const override { return (pictures_ + each_ - 1) / each_; }

    void compute(int piece, Signal& signal) override {
        std::vector<double>& sum = sums_[static_cast<std::size_t>(piece)];
        sum.assign(subject_.input.size(), 0.0);
        for (int picture = piece * each_; picture < std::min(pictures_, (piece + 1) * each_); ++picture) {
            draw(picture, signal.input());
            signal.forward();
            const std::span<const float> gradient = signal.back();
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(gradient[i]);
        }
    }

    void settle(int piece) override {
        std::vector<double>& sum = sums_[static_cast<std::size_t>(piece)];
        for (std::size_t i = 0; i < sum.size(); ++i) total_[i] += sum[i];
        sum = {};
    }

  protected:
    virtual void draw(int picture, std::span<float> to) const = 0;
    double mean(std::size_t at) const { return total_[at] / static_cast<double>(pictures_); }

    const Subject& subject_;
    const int pictures_;

  private:
    const int each_;
    std::vector<std::vector<double>> sums_;  // one a piece, until it is settled
    std::vector<double> total_;
};

class Integrated final : public GradientMean {
  public:
    explicit Integrated(const Subject& subject) : GradientMean(subject, subject.options.steps) {}

    void finish(HeatMap& map) const override {
        double sum = 0;
        for (std::size_t i = 0; i < subject_.input.size(); ++i) {
            map.values.push_back(
                static_cast<float>(static_cast<double>(subject_.input[i] - subject_.blank[i]) * mean(i)));
            sum += static_cast<double>(map.values.back());
        }
        map.residual =
            static_cast<float>(sum - (static_cast<double>(map.value) - static_cast<double>(map.blank)));
    }

  private:
    void draw(int picture, std::span<float> to) const override {
        const float part = (static_cast<float>(picture) + 0.5f) / static_cast<float>(pictures_);
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] = subject_.blank[i] + part * (subject_.input[i] - subject_.blank[i]);
    }
};

class Smooth final : public GradientMean {
  public:
    explicit Smooth(const Subject& subject) : GradientMean(subject, subject.options.samples) {}

    void finish(HeatMap& map) const override {
        for (std::size_t i = 0; i < subject_.input.size(); ++i)
            map.values.push_back(static_cast<float>(mean(i)));
    }

  private:
    /// Two normal numbers at a time (Box and Muller 1958).
    void draw(int picture, std::span<float> to) const override {
        nn::Random random = train::random_for(subject_.options.seed, 0, static_cast<std::uint64_t>(picture));
        const nn::InputSpec& spec = subject_.model->architecture.input;
        const std::size_t area = to.size() / static_cast<std::size_t>(spec.shape.channels);
        for (std::size_t i = 0; i < to.size(); i += 2) {
            const double radius = std::sqrt(-2.0 * std::log(1.0 - random.unit()));
            const double angle = 2.0 * std::numbers::pi * random.unit();
            const double pair[] = {radius * std::cos(angle), radius * std::sin(angle)};
            for (std::size_t at = i; at < std::min(i + 2, to.size()); ++at) {
                const nn::ChannelRange range = spec.range(static_cast<int>(at / area));
                const float deviation = subject_.options.noise * std::abs(range.high - range.low);
                to[at] = subject_.input[at] + deviation * static_cast<float>(pair[at - i]);
            }
        }
    }
};

class Occlusion final : public Passes {
  public:
    Occlusion(const Subject& subject, float value)
        : subject_(subject),
          shape_(subject.model->architecture.input.shape),
          value_(value),
          rows_((shape_.height - subject.options.patch) / subject.options.stride + 1),
          columns_((shape_.width - subject.options.patch) / subject.options.stride + 1),
          each_(passes_a_piece(subject)),
          drops_(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_)) {}

    int pieces() const override { return (static_cast<int>(drops_.size()) + each_ - 1) / each_; }

    void compute(int piece, Signal& signal) override {
        const std::span<float> picture = signal.input();
        std::ranges::copy(subject_.input, picture.begin());
        const int last = std::min(static_cast<int>(drops_.size()), (piece + 1) * each_);
        for (int square = piece * each_; square < last; ++square) {
            if (is_blank(square)) continue;  // covering it changes nothing: the drop is 0
            copy(square, subject_.blank, picture);
            drops_[static_cast<std::size_t>(square)] = value_ - signal.forward();
            copy(square, subject_.input, picture);
        }
    }

    void settle(int) override {}

    void finish(HeatMap& map) const override {
        const auto area = static_cast<std::size_t>(shape_.height) * static_cast<std::size_t>(shape_.width);
        std::vector<double> sum(area);
        std::vector<int> count(area);
        for (int square = 0; square < static_cast<int>(drops_.size()); ++square)
            each_row(square, [&](std::size_t first) {
                for (std::size_t i = first; i < first + patch(); ++i) {
                    sum[i] += static_cast<double>(drops_[static_cast<std::size_t>(square)]);
                    ++count[i];
                }
            });
        for (int channel = 0; channel < shape_.channels; ++channel)
            for (std::size_t i = 0; i < area; ++i)
                map.values.push_back(count[i] > 0 ? static_cast<float>(sum[i] / count[i]) : 0.0f);
    }

  private:
    std::size_t patch() const { return static_cast<std::size_t>(subject_.options.patch); }

    /// Calls visit(index of the first pixel) for each row of the square, in one channel.
    template <class Visit>
    void each_row(int square, Visit visit) const {
        const int top = square / columns_ * subject_.options.stride;
        const int left = square % columns_ * subject_.options.stride;
        for (int row = top; row < top + subject_.options.patch; ++row)
            visit(static_cast<std::size_t>(row) * static_cast<std::size_t>(shape_.width) +
                  static_cast<std::size_t>(left));
    }

    /// The same in all channels.
    template <class Visit>
    void each_run(int square, Visit visit) const {
        const auto area = static_cast<std::size_t>(shape_.height) * static_cast<std::size_t>(shape_.width);
        for (std::size_t first = 0; first < subject_.input.size(); first += area)
            each_row(square, [&](std::size_t at) { visit(first + at); });
    }

    void copy(int square, const std::vector<float>& from, std::span<float> to) const {
        each_run(square, [&](std::size_t at) { std::copy_n(&from[at], patch(), &to[at]); });
    }

    bool is_blank(int square) const {
        bool blank = true;
        each_run(square, [&](std::size_t at) {
            blank =
                blank && std::equal(&subject_.input[at], &subject_.input[at] + patch(), &subject_.blank[at]);
        });
        return blank;
    }

    const Subject& subject_;
    const nn::Shape shape_;
    const float value_;
    const int rows_;
    const int columns_;
    const int each_;
    std::vector<float> drops_;  // one a square, row by row
};

/// Where the middle of pixel `at` of `extent` lies among `from` values, as in PyTorch's
/// interpolate(mode="bilinear", align_corners=False): between two neighbours, or on the border's.
struct Between {
    int first = 0;
    int second = 0;
    float part = 0;  ///< of the second

    Between(int at, int extent, int from) {
        const float place = std::max(
            0.0f,
            (static_cast<float>(at) + 0.5f) * static_cast<float>(from) / static_cast<float>(extent) - 0.5f);
        first = std::min(static_cast<int>(place), from - 1);
        second = std::min(first + 1, from - 1);
        part = place - static_cast<float>(first);
    }
};

/// @return [channels][height][width] of `to`, the same in each channel
std::vector<float> resized(std::span<const float> plane, const nn::Shape& from, const nn::Shape& to) {
    std::vector<float> result;
    for (int row = 0; row < to.height; ++row) {
        const Between rows(row, to.height, from.height);
        for (int column = 0; column < to.width; ++column) {
            const Between columns(column, to.width, from.width);
            const auto in_row = [&](int at) {
                const float* values = plane.data() + std::ptrdiff_t{at} * from.width;
                return values[columns.first] +
                       columns.part * (values[columns.second] - values[columns.first]);
            };
            result.push_back(in_row(rows.first) + rows.part * (in_row(rows.second) - in_row(rows.first)));
        }
    }
    const std::size_t area = result.size();
    for (int channel = 1; channel < to.channels; ++channel)
        for (std::size_t i = 0; i < area; ++i) result.push_back(result[i]);
    return result;
}

}  // namespace

int passes_a_piece(const Subject& subject) {
    const std::int64_t passes = kPieceMultiplyAdds / std::max<std::int64_t>(1, subject.multiply_adds);
    return static_cast<int>(std::clamp<std::int64_t>(passes, 1, kMostPasses));
}

std::unique_ptr<Passes> passes_of(Method method, const Subject& subject, float value) {
    switch (method) {
        case Method::Integrated:
            return std::make_unique<Integrated>(subject);
        case Method::Smooth:
            return std::make_unique<Smooth>(subject);
        case Method::Occlusion:
            return std::make_unique<Occlusion>(subject, value);
        default:
            return nullptr;
    }
}

std::vector<float> grad_cam(const nn::Architecture& architecture, Signal& signal, int layer) {
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(layer)].output;
    const auto area = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    const std::span<const float> gradient = signal.back(nn::ReluRule::Gradient, layer);
    const std::span<const float> maps = signal.workspace().activations(layer);
    std::vector<double> sum(area);
    for (std::size_t first = 0; first < maps.size(); first += area) {
        double weight = 0;
        for (std::size_t i = first; i < first + area; ++i) weight += static_cast<double>(gradient[i]);
        weight /= static_cast<double>(area);
        for (std::size_t i = 0; i < area; ++i) sum[i] += weight * static_cast<double>(maps[first + i]);
    }
    std::vector<float> plane(area);
    std::ranges::transform(sum, plane.begin(),
                           [](double value) { return static_cast<float>(std::max(value, 0.0)); });
    return resized(plane, shape, architecture.input.shape);
}

}  // namespace convoscope::explain
