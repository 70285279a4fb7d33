#include "train/recipes.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "nn/model.h"
#include "train/tiny.h"

namespace convoscope::train {
namespace {

std::vector<canvas::Drawing> drawings(int count) {
    std::vector<canvas::Drawing> result;
    for (int i = 0; i < count; ++i) {
        canvas::Drawing& drawing = result.emplace_back();
        drawing.strokes = {{{{80, 70}, {200, 70}, {120, 220.0f - static_cast<float>(i)}}, 24, false}};
        drawing.label = i % 10;
    }
    return result;
}

data::LabelledImages pictures(std::size_t count) {
    data::LabelledImages images;
    images.height = images.width = 28;
    images.pixels.assign(count * 28 * 28, 0);
    images.labels.assign(count, 3);
    return images;
}

TEST(Recipes, EachHasANetworkThatCanBeTrained) {
    ASSERT_GE(recipe_names().size(), 6u);
    EXPECT_EQ(recipe_names().front(), "lenet5");
    for (const std::string& name : recipe_names()) {
        Recipe recipe = find_recipe(name);
        EXPECT_EQ(recipe.name, name);
        EXPECT_GT(recipe.architecture.unsure_below, 0.1f) << name;
        recipe.options.threads = 1;
        const Sets sets = picture_sets(pictures(20), 5);
        Trainer trainer(recipe.architecture, recipe.options, sets.training, sets.held_out);
        trainer.step();
        EXPECT_GT(trainer.progress().loss, 0.0) << name;
    }
    EXPECT_THROW(find_recipe("lenet6"), Error);
}

TEST(Recipes, LeNet5KeepsItsSize) {
    EXPECT_LE(nn::empty_model(find_recipe("lenet5").architecture).parameter_count(), 62'000u);
}

TEST(Recipes, DrawingsAreSplitInRunsAndTheLastSixthTakesNoPart) {
    Sets sets = picture_sets(pictures(20), 5);
    EXPECT_EQ(sets.training.at(0).part.count, 15u);
    EXPECT_EQ(sets.held_out.at(0).part.count, 5u);
    add_strokes(sets, drawings(60), 5.0, true);
    ASSERT_EQ(sets.training.size(), 2u);
    ASSERT_EQ(sets.held_out.size(), 2u);
    EXPECT_EQ(sets.training[1].part.count, 42u);
    ASSERT_TRUE(sets.training[1].drawings);
    EXPECT_EQ(*sets.training[1].drawings, drawings(42));
    EXPECT_EQ(sets.held_out[1].part.count, 12u);  // six of them, large and anywhere
    EXPECT_EQ(sets.held_out[1].part.label(0), 42 % 10);
    EXPECT_EQ(sets.held_out[1].part.label(6), 42 % 10);
    EXPECT_EQ(sets.first_unseen_drawing, 50u);
}

TEST(Recipes, DrawingsMayBeLearnedAsTheyAre) {
    Sets sets = picture_sets(pictures(20), 5);
    add_strokes(sets, drawings(60), 5.0, false);
    EXPECT_FALSE(sets.training[1].drawings);
    ASSERT_TRUE(sets.training[1].augment);
    EXPECT_EQ(sets.training[1].augment->elastic, 0.0f);
}

TEST(Recipes, TooFewDrawingsAreRefused) {
    Sets sets = picture_sets(pictures(20), 5);
    std::vector<canvas::Drawing> on_a_picture = drawings(60);
    on_a_picture[3].base = std::make_shared<canvas::Picture>(28, 28);
    EXPECT_THROW(add_strokes(sets, on_a_picture, 5.0, true), Error);
    EXPECT_THROW(add_strokes(sets, drawings(29), 5.0, true), Error);
}

}  // namespace
}  // namespace convoscope::train
