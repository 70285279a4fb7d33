#include "explain/changer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "explain/normal_noise.h"
#include "explain/plane_map.h"

namespace convoscope::explain {
namespace {

float between(float from, float to, float part) { return from + part * (to - from); }

/// A plane that goes on as paper on all sides.
struct OnPaper {
    const float* values;
    int height;
    int width;
    float paper;

    float at(int row, int column) const {
        const bool inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? values[static_cast<std::ptrdiff_t>(row) * width + column] : paper;
    }
    /// Bilinear: exact where the place is a pixel's middle.
    float at(double row, double column) const {
        if (!(row > -1 && row < height && column > -1 && column < width)) return paper;
        const double top = std::floor(row), left = std::floor(column);
        const int first_row = static_cast<int>(top), first_column = static_cast<int>(left);
        const auto down = static_cast<float>(row - top), right = static_cast<float>(column - left);
        const float upper = between(at(first_row, first_column), at(first_row, first_column + 1), right);
        const float lower =
            between(at(first_row + 1, first_column), at(first_row + 1, first_column + 1), right);
        return between(upper, lower, down);
    }
};

/// How much of pixel `index` the stretch of a line from `from` to `to` covers.
float covered(double from, double to, int index) {
    return static_cast<float>(
        std::clamp(std::min(to, index + 1.0) - std::max<double>(from, index), 0.0, 1.0));
}

}  // namespace

Changer::Changer(const nn::InputSpec& input)
    : input_(input),
      height_(input.transposed ? input.shape.width : input.shape.height),
      width_(input.transposed ? input.shape.height : input.shape.width) {}

/// In place, through the scratch.
void Changer::transpose(std::span<float> values, int height, int width) {
    scratch_.assign(values.begin(), values.end());
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column)
            values[static_cast<std::size_t>(column) * height + row] =
                scratch_[static_cast<std::size_t>(row) * width + column];
}

void Changer::apply(const Changes& wanted, std::span<const float> input, std::span<float> result) {
    const nn::Shape& shape = input_.shape;
    assert(input.size() == static_cast<std::size_t>(shape.size()) && result.size() == input.size());
    if (result.data() != input.data()) std::ranges::copy(input, result.begin());
    const Changes changes = limited(wanted, shape);
    if (is_neutral(changes)) return;
    if (changes.noise > 0 || changes.salt_pepper > 0) draw_noise(changes.seed);
    const std::size_t area = static_cast<std::size_t>(height_) * width_;
    for (int channel = 0; channel < shape.channels; ++channel) {
        const nn::ChannelRange range = input_.range(channel);
        const Plane plane{result.subspan(channel * area, area), range.low, range.high};
        if (input_.transposed) transpose(plane.values, shape.height, shape.width);
        apply_to_plane(changes, plane);
        if (changes.noise > 0) add_noise(changes.noise, channel * area, plane);
        if (changes.salt_pepper > 0) add_salt_and_pepper(changes.salt_pepper, plane);
        if (input_.transposed) transpose(plane.values, height_, width_);
    }
}

/// All but the noise.
void Changer::apply_to_plane(const Changes& changes, const Plane& plane) {
    if (changes.thicken > 0 || changes.thin > 0) change_thickness(changes, plane);
    if (plane_map(changes) != PlaneMap()) map(changes, plane);
    if (changes.blur > 0) blur(changes.blur, plane);
    if (changes.dim > 0)
        for (float& value : plane.values) value = between(value, plane.paper, changes.dim);
    if (changes.cover > 0) cover(changes, plane);
    if (changes.invert > 0)
        for (float& value : plane.values)
            value = between(value, plane.paper + plane.ink - value, changes.invert);
}

void Changer::change_thickness(const Changes& changes, const Plane& plane) {
    const float range = plane.ink - plane.paper;
    if (range == 0) return;
    for (float& value : plane.values) value = (value - plane.paper) / range;
    if (changes.thicken > 0) morphology_.dilate(changes.thicken, plane.values, height_, width_);
    if (changes.thin > 0) morphology_.erode(changes.thin, plane.values, height_, width_);
    for (float& value : plane.values) value = plane.paper + range * value;
}

void Changer::map(const Changes& changes, const Plane& plane) {
    scratch_.assign(plane.values.begin(), plane.values.end());
    const OnPaper source{scratch_.data(), height_, width_, plane.paper};
    const PlaneMap back = inverse(plane_map(changes));
    const double middle_row = (height_ - 1) / 2.0, middle_column = (width_ - 1) / 2.0;
    float* to = plane.values.data();
    for (int row = 0; row < height_; ++row) {
        const double y = row - middle_row;
        for (int column = 0; column < width_; ++column) {
            const double x = column - middle_column;
            const double from_column = back.xx * x + back.xy * y + back.shift_x + middle_column;
            const double from_row = back.yx * x + back.yy * y + back.shift_y + middle_row;
            *to++ = source.at(from_row, from_column);
        }
    }
}

/// Along the columns, then along the rows.
void Changer::blur(float deviation, const Plane& plane) {
    const int reach = static_cast<int>(std::ceil(4 * deviation));
    taps_.resize(static_cast<std::size_t>(reach) + 1);
    double sum = 0;
    for (int away = 0; away <= reach; ++away) {
        const double distance = static_cast<double>(away) / static_cast<double>(deviation);
        taps_[static_cast<std::size_t>(away)] = static_cast<float>(std::exp(-0.5 * distance * distance));
        sum += (away == 0 ? 1 : 2) * static_cast<double>(taps_[static_cast<std::size_t>(away)]);
    }
    for (float& tap : taps_) tap = static_cast<float>(static_cast<double>(tap) / sum);
    const auto along = [&](int rows, int columns) {
        scratch_.assign(plane.values.begin(), plane.values.end());
        const OnPaper source{scratch_.data(), height_, width_, plane.paper};
        float* to = plane.values.data();
        for (int row = 0; row < height_; ++row) {
            for (int column = 0; column < width_; ++column) {
                float value = taps_[0] * source.at(row, column);
                for (int away = 1; away <= reach; ++away)
                    value += taps_[static_cast<std::size_t>(away)] *
                             (source.at(row - away * rows, column - away * columns) +
                              source.at(row + away * rows, column + away * columns));
                *to++ = value;
            }
        }
    };
    along(1, 0);
    along(0, 1);
}

void Changer::cover(const Changes& changes, const Plane& plane) const {
    const double side = static_cast<double>(changes.cover);
    const double left = width_ / 2.0 + static_cast<double>(changes.cover_x) - side / 2;
    const double top = height_ / 2.0 + static_cast<double>(changes.cover_y) - side / 2;
    float* value = plane.values.data();
    for (int row = 0; row < height_; ++row) {
        const float down = covered(top, top + side, row);
        for (int column = 0; column < width_; ++column, ++value) {
            const float share = down * covered(left, left + side, column);
            if (share > 0) *value = share < 1 ? between(*value, plane.paper, share) : plane.paper;
        }
    }
}

void Changer::draw_noise(std::uint32_t seed) {
    if (!normal_.empty() && noise_seed_ == seed) return;
    noise_seed_ = seed;
    normal_.resize(static_cast<std::size_t>(input_.shape.size()));
    fill_normal(seed, normal_);
    // Of another sequence than the normal numbers.
    nn::Random random(~std::uint64_t{seed});
    const std::size_t area = static_cast<std::size_t>(height_) * width_;
    uniform_.resize(area);
    salt_.resize(area);
    for (std::size_t place = 0; place < area; ++place) {
        uniform_[place] = static_cast<float>(random.next() >> 40) * 0x1p-24f;
        salt_[place] = random.below(2) == 1;
    }
}

void Changer::add_noise(float amount, std::size_t first, const Plane& plane) const {
    const float deviation = amount * (plane.ink - plane.paper);
    const auto [low, high] = std::minmax(plane.paper, plane.ink);
    for (std::size_t place = 0; place < plane.values.size(); ++place)
        plane.values[place] = std::clamp(plane.values[place] + deviation * normal_[first + place], low, high);
}

void Changer::add_salt_and_pepper(float share, const Plane& plane) const {
    for (std::size_t place = 0; place < plane.values.size(); ++place)
        if (uniform_[place] < share) plane.values[place] = salt_[place] ? plane.ink : plane.paper;
}

}  // namespace convoscope::explain
