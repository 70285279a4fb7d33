#include "explain/transform.h"

#include <algorithm>
#include <array>

#include "explain/change_texts.h"

namespace convoscope::explain {
namespace {

constexpr auto kCan = OnStrokes::Can;
constexpr auto kCannot = OnStrokes::Cannot;
constexpr const ChangeTexts& t = change_texts;

constexpr std::array kTransforms{
    Transform{"rotate", t.rotate, &Changes::rotate, Measure::Degrees, -180, 180, 0, kCan},
    Transform{"scale", t.scale, &Changes::scale, Measure::Times, 0.25f, 3, 1, kCan},
    Transform{"shift_x", t.shift_x, &Changes::shift_x, Measure::Pixels, -0.5f, 0.5f, 0, kCan},
    Transform{"shift_y", t.shift_y, &Changes::shift_y, Measure::Pixels, -0.5f, 0.5f, 0, kCan},
    Transform{"shear", t.shear, &Changes::shear, Measure::ColumnsARow, -1, 1, 0, kCan},
    Transform{"thicken", t.thicken, &Changes::thicken, Measure::Pixels, 0, 0.125f, 0, kCan},
    Transform{"thin", t.thin, &Changes::thin, Measure::Pixels, 0, 0.125f, 0, kCan},
    Transform{"blur", t.blur, &Changes::blur, Measure::Pixels, 0, 0.125f, 0, kCannot},
    Transform{"dim", t.dim, &Changes::dim, Measure::Share, 0, 1, 0, kCannot},
    Transform{"invert", t.invert, &Changes::invert, Measure::Share, 0, 1, 0, kCannot},
    Transform{"noise", t.noise, &Changes::noise, Measure::Share, 0, 1, 0, kCannot},
    Transform{"salt_pepper", t.salt_pepper, &Changes::salt_pepper, Measure::Share, 0, 1, 0, kCannot},
    Transform{"cover", t.cover, &Changes::cover, Measure::Pixels, 0, 1, 0, kCannot},
    Transform{"cover_x", t.cover_x, &Changes::cover_x, Measure::Pixels, -0.5f, 0.5f, 0, kCannot},
    Transform{"cover_y", t.cover_y, &Changes::cover_y, Measure::Pixels, -0.5f, 0.5f, 0, kCannot},
    Transform{"layer_noise", t.layer_noise, &Changes::layer_noise, Measure::Deviations, 0, 3, 0, kCannot},
};

}  // namespace

const Text& words_of(Measure measure) {
    switch (measure) {
        case Measure::Degrees:
            return change_texts.degrees;
        case Measure::Times:
            return change_texts.times;
        case Measure::Pixels:
            return change_texts.pixels;
        case Measure::ColumnsARow:
            return change_texts.columns_a_row;
        case Measure::Share:
            return change_texts.share;
        case Measure::Deviations:
            break;
    }
    return change_texts.deviations;
}

std::span<const Transform> transforms() { return kTransforms; }

const Transform* transform_named(std::string_view id) {
    const auto found = std::ranges::find(kTransforms, id, &Transform::id);
    return found == kTransforms.end() ? nullptr : &*found;
}

std::string transform_ids() {
    std::string ids;
    for (const Transform& transform : kTransforms)
        ids += (ids.empty() ? "" : ", ") + std::string(transform.id);
    return ids;
}

AmountRange range_of(const Transform& transform, const nn::Shape& input) {
    const bool length = transform.measure == Measure::Pixels;
    const float unit = length ? static_cast<float>(std::min(input.height, input.width)) : 1.0f;
    return {transform.low * unit, transform.high * unit};
}

Changes limited(Changes changes, const nn::Shape& input) {
    for (const Transform& transform : kTransforms) {
        const AmountRange range = range_of(transform, input);
        float& amount = changes.*transform.amount;
        amount = std::clamp(amount, range.low, range.high);
    }
    return changes;
}

bool is_neutral(const Changes& changes) {
    Changes neutral;
    neutral.cover_x = changes.cover_x;  // a cover without a size is nowhere
    neutral.cover_y = changes.cover_y;
    neutral.layer_noise = changes.layer_noise;
    neutral.noisy_layer = changes.noisy_layer;
    neutral.seed = changes.seed;
    return changes == neutral;
}

}  // namespace convoscope::explain
