// The pictures that excite a unit most and least, against brute force.
#include "explain/favourites.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "data/own_digits.h"
#include "support/bundled.h"
#include "train/show.h"

namespace convoscope::explain {
namespace {

class FavouritesOf : public ::testing::Test {
  protected:
    static constexpr std::size_t kPictures = 331;  // no multiple of what a step takes

    FavouritesOf() {
        auto images = std::make_shared<data::LabelledImages>(data::load_own_digits(test::assets()));
        part_ = {std::move(images), 100, kPictures};
    }
    const nn::Architecture& architecture() const { return model_->architecture; }
    int node(const std::string& name) const { return architecture().find(name); }

    std::vector<Favourites> found(const FavouritesQuestion& question, int threads = 2) {
        FavouritesJob job(model_, part_, question, threads);
        while (job.step()) {
        }
        EXPECT_EQ(job.progress(), 1.0f);
        return job.result().of;
    }

    /// All pictures' values of some units of one map, by a forward pass each.
    struct Seen {
        Favourite largest;
        Favourite smallest;
    };
    std::vector<Seen> all_of(const FavouritesQuestion& question, int map) {
        std::vector<Seen> seen;
        nn::Workspace workspace(architecture());
        const nn::Shape& shape = architecture().nodes[static_cast<std::size_t>(question.node)].output;
        for (std::size_t picture = 0; picture < kPictures; ++picture) {
            train::show(architecture().input, part_, picture, workspace.input());
            nn::forward(*model_, workspace);
            Seen one;
            bool first = true;
            for (int row = 0; row < shape.height; ++row)
                for (int column = 0; column < shape.width; ++column) {
                    const nn::Unit unit{question.node, map, row, column};
                    if (question.unit && unit != *question.unit) continue;
                    const float value = value_of(architecture(), workspace, {unit, question.before});
                    const Favourite favourite{picture, part_.label(picture), value, unit};
                    if (first || value > one.largest.value) one.largest = favourite;
                    if (first || value < one.smallest.value) one.smallest = favourite;
                    first = false;
                }
            seen.push_back(one);
        }
        return seen;
    }

    void expect_brute_force(const FavouritesQuestion& question, const Favourites& of, int map) {
        std::vector<Seen> seen = all_of(question, map);
        ASSERT_EQ(of.most.size(), question.keep);
        ASSERT_EQ(of.least.size(), question.keep);
        std::ranges::stable_sort(
            seen, [](const Seen& a, const Seen& b) { return a.largest.value > b.largest.value; });
        for (std::size_t i = 0; i < question.keep; ++i) expect_same(of.most[i], seen[i].largest);
        std::ranges::sort(seen, [](const Seen& a, const Seen& b) {
            return a.smallest.value != b.smallest.value ? a.smallest.value < b.smallest.value
                                                        : a.smallest.picture < b.smallest.picture;
        });
        for (std::size_t i = 0; i < question.keep; ++i) expect_same(of.least[i], seen[i].smallest);
    }
    static void expect_same(const Favourite& a, const Favourite& b) {
        EXPECT_EQ(a.picture, b.picture);
        EXPECT_EQ(a.label, b.label);
        EXPECT_EQ(a.value, b.value);
        EXPECT_EQ(a.unit, b.unit);
    }

    nn::ModelPtr model_ = test::bundled_model("lenet5");
    train::Part part_;
};

TEST_F(FavouritesOf, AllMapsOfALayer) {
    const FavouritesQuestion question{.node = node("conv2")};
    const std::vector<Favourites> of = found(question);
    ASSERT_EQ(of.size(), 16u);
    for (const int map : {0, 7, 15}) expect_brute_force(question, of[static_cast<std::size_t>(map)], map);
}

TEST_F(FavouritesOf, UnitsWhoseActivationsAreOftenEqual) {
    const FavouritesQuestion question{.node = node("fc1"), .before = false, .keep = 5};
    const std::vector<Favourites> of = found(question);
    ASSERT_EQ(of.size(), 120u);
    for (const int map : {0, 17, 119}) expect_brute_force(question, of[static_cast<std::size_t>(map)], map);
}

TEST_F(FavouritesOf, OneUnitAtItsPlace) {
    const FavouritesQuestion question{.node = node("conv2"), .unit = nn::Unit{node("conv2"), 9, 3, 4}};
    const std::vector<Favourites> of = found(question);
    ASSERT_EQ(of.size(), 1u);
    expect_brute_force(question, of[0], 9);
}

TEST_F(FavouritesOf, TheThreadsNumberDoesNotMatter) {
    const FavouritesQuestion question{.node = node("conv1"), .before = false};
    const std::vector<Favourites> one = found(question, 1);
    const std::vector<Favourites> three = found(question, 3);
    for (std::size_t map = 0; map < one.size(); ++map)
        for (std::size_t i = 0; i < question.keep; ++i) {
            expect_same(one[map].most[i], three[map].most[i]);
            expect_same(one[map].least[i], three[map].least[i]);
        }
}

TEST_F(FavouritesOf, AreFewerWhereTheSetIsSmall) {
    part_.count = 4;
    const std::vector<Favourites> of = found({.node = node("fc1")});
    EXPECT_EQ(of[0].most.size(), 4u);
    EXPECT_EQ(of[0].least.size(), 4u);
    EXPECT_EQ(of[0].most.front().picture, of[0].least.back().picture);
}

/// The unit's value is made of its patch alone: of a blank page with the patch at its place.
TEST_F(FavouritesOf, ThePatchIsWhatTheUnitSees) {
    const std::vector<Favourites> of = found({.node = node("conv2")});
    const Favourite& best = of[3].most[0];
    const Patch patch = cut_patch(architecture(), part_, best);
    EXPECT_LE(patch.field.last_row - patch.field.first_row, 14);
    ASSERT_EQ(patch.values.size(),
              static_cast<std::size_t>((patch.field.last_row - patch.field.first_row) *
                                       (patch.field.last_column - patch.field.first_column)));
    nn::Workspace workspace(architecture());
    std::ranges::fill(workspace.input(), 0.37f);  // anything
    std::size_t at = 0;
    for (int row = patch.field.first_row; row < patch.field.last_row; ++row)
        for (int column = patch.field.first_column; column < patch.field.last_column; ++column)
            workspace.input()[static_cast<std::size_t>(row * 32 + column)] = patch.values[at++];
    nn::forward(*model_, workspace);
    EXPECT_NEAR(value_of(architecture(), workspace, {best.unit, true}), best.value, 1e-5);
}

TEST_F(FavouritesOf, ASetThatDoesNotFitIsRefused) {
    part_.count = 0;
    EXPECT_THROW(found({.node = 1}), Error);
}

}  // namespace
}  // namespace convoscope::explain
