#include "train/recipes.h"

#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "data/stroke_set.h"
#include "nn/zoo.h"
#include "train/texts.h"

namespace convoscope::train {

namespace {

/// Below this probability the verdict is "unsure".
constexpr float kUnsureBelow = 0.6f;

/// Of a stroke file: each tenth is then at least three.
constexpr std::size_t kFewestDrawings = 30;

/// So often is something shown that is no digit.
constexpr float kDoubtful = 0.12f;

/// Drawings that are drawn afresh vary enough in their shape, and their pen in its width.
AugmentOptions drawn_augment() {
    AugmentOptions options;
    options.rotation = 3.0f;
    options.scale = 0.06f;
    options.stretch = 0.0f;
    options.shear = 0.0f;
    options.thicken = 0.0f;
    options.thin = 0.0f;
    return options;
}

TrainOptions digit_options(int epochs, double learning_rate) {
    TrainOptions options;
    options.epochs = epochs;
    options.learning_rate = learning_rate;
    return options;
}

TrainOptions doubting(TrainOptions options) {
    options.doubtful = kDoubtful;
    return options;
}

/// Clothes are the same in a mirror, and stand where they stand.
TrainOptions fashion_options() {
    TrainOptions options;
    options.epochs = 40;
    options.augment = AugmentOptions::none();
    options.augment.translation = 1.5f;
    options.augment.scale = 0.05f;
    options.augment.mirror = 0.5f;
    return options;
}

std::vector<Recipe> all_recipes() {
    using enum Recipe::Data;
    return {
        {"lenet5", nn::lenet5(), Digits, doubting(digit_options(120, 0.003))},
        {"lenet5-1998", nn::lenet5_1998(), Digits, doubting(digit_options(20, 0.002))},
        {"harley", nn::harley(), Digits, doubting(digit_options(20, 0.002))},
        {"mlp", nn::mlp(), Digits, doubting(digit_options(30, 0.002)), 5.0},
        {"templates", nn::templates(), Digits, digit_options(6, 0.002), 5.0},
        {"fashion", nn::fashion(), Fashion, fashion_options()},
        {"lenet5-wide", nn::wide_lenet5(2), Digits, digit_options(30, 0.003)},
    };
}

}  // namespace

std::vector<std::string> recipe_names() {
    std::vector<std::string> names;
    for (const Recipe& recipe : all_recipes()) names.push_back(recipe.name);
    return names;
}

Recipe find_recipe(const std::string& name) {
    for (Recipe& recipe : all_recipes()) {
        if (recipe.name != name) continue;
        recipe.architecture.unsure_below = kUnsureBelow;
        return std::move(recipe);
    }
    throw Error(texts.no_recipe, name, joined(recipe_names()));
}

Sets picture_sets(data::LabelledImages pictures, std::size_t held_out) {
    const Split split =
        split_tail(std::make_shared<const data::LabelledImages>(std::move(pictures)), held_out);
    return {{{split.training, 1.0, std::nullopt, nullptr}}, {{split.held_out, 1.0}}, 0};
}

void add_strokes(Sets& sets, std::vector<canvas::Drawing> drawings, double share, bool afresh) {
    const std::size_t count = drawings.size();
    if (count < kFewestDrawings) throw Error(texts.too_few_drawings, count, kFewestDrawings);
    const std::size_t learned = count * 7 / 10;
    for (std::size_t i = 0; i < learned && afresh; ++i)
        if (drawings[i].base) throw Error(texts.cannot_draw_afresh, i);
    const std::span<const canvas::Drawing> held_out = std::span(drawings).subspan(learned, count / 10);
    data::LabelledImages measured = place(held_out, Placement::Large, 1, learned);
    const data::LabelledImages anywhere = place(held_out, Placement::Anywhere, 1, learned);
    measured.pixels.insert(measured.pixels.end(), anywhere.pixels.begin(), anywhere.pixels.end());
    measured.labels.insert(measured.labels.end(), anywhere.labels.begin(), anywhere.labels.end());
    sets.held_out.push_back({whole(std::make_shared<const data::LabelledImages>(std::move(measured))), 1.0});
    sets.first_unseen_drawing = count - count / 6;

    drawings.resize(learned);
    TrainingSet training{whole(std::make_shared<const data::LabelledImages>(data::to_images(drawings))),
                         share, drawn_augment(), nullptr};
    if (afresh)
        training.drawings = std::make_shared<const std::vector<canvas::Drawing>>(std::move(drawings));
    else
        training.augment = AugmentOptions::none();
    sets.training.push_back(std::move(training));
}

}  // namespace convoscope::train
