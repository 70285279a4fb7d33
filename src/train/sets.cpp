#include "train/sets.h"

#include <cassert>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "base/error.h"
#include "train/random.h"
#include "train/texts.h"

namespace convoscope::train {

namespace {

template <class T>
void shuffle(std::vector<T>& values, nn::Random& random) {  // Fisher and Yates
    for (std::size_t left = values.size(); left > 1; --left)
        std::swap(values[left - 1], values[random.below(static_cast<std::uint32_t>(left))]);
}

}  // namespace

Part whole(std::shared_ptr<const data::LabelledImages> images) {
    const std::size_t count = images->count();
    return {std::move(images), 0, count};
}

Split split_tail(std::shared_ptr<const data::LabelledImages> images, std::size_t held_out) {
    const std::size_t count = images->count();
    if (held_out >= count) throw Error(texts.nothing_left, count, held_out);
    return {{images, 0, count - held_out}, {images, count - held_out, held_out}};
}

std::vector<Pick> draw_epoch(std::span<const TrainingSet> sets, std::uint64_t seed, int epoch) {
    std::vector<Pick> picks;
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const std::size_t count = sets[set].part.count;
        const auto wanted =
            static_cast<std::size_t>(std::llround(sets[set].share * static_cast<double>(count)));
        const auto pick = [set](std::size_t index) {
            return Pick{static_cast<std::uint32_t>(set), static_cast<std::uint32_t>(index)};
        };
        for (std::size_t i = 0; i < wanted / count * count; ++i) picks.push_back(pick(i % count));
        std::vector<std::uint32_t> some(count);
        std::iota(some.begin(), some.end(), 0u);
        nn::Random random = random_for(seed, epoch, set + 1);
        if (wanted % count != 0) shuffle(some, random);
        for (std::size_t i = 0; i < wanted % count; ++i) picks.push_back(pick(some[i]));
    }
    nn::Random random = random_for(seed, epoch, 0);
    shuffle(picks, random);
    return picks;
}

void to_ink(std::span<const std::uint8_t> image, std::span<float> ink) {
    assert(image.size() == ink.size());
    for (std::size_t i = 0; i < image.size(); ++i) ink[i] = static_cast<float>(image[i]) * (1.0f / 255.0f);
}

void check_fits(const Part& part, const nn::Architecture& architecture) {
    if (part.count == 0) throw Error(texts.empty_set);
    const nn::Shape& input = architecture.input.shape;
    const data::LabelledImages& images = *part.images;
    const nn::InputSpec& spec = architecture.input;
    const bool resized = images.channels > 1 || spec.preprocessing == nn::Preprocessing::Photo ||
                         spec.placement == nn::Placement::Resize;
    const int height = spec.transposed ? images.width : images.height;
    const int width = spec.transposed ? images.height : images.width;
    if (!resized && (height > input.height || width > input.width))
        throw Error(texts.do_not_fit, images.height, images.width, input.height, input.width);
    for (std::size_t i = 0; i < part.count; ++i)
        if (part.label(i) >= static_cast<int>(architecture.classes.size()))
            throw Error(texts.no_such_class, part.label(i), part.first + i, architecture.classes.size());
}

}  // namespace convoscope::train
