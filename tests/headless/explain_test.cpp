// The explanations: their pages, what is tried there, and what a saved view has of it.

#include <gtest/gtest.h>

#include "explain/ledger.h"
#include "features/explain/heat_maps.h"
#include "features/explain/trying.h"
#include "headless/asking.h"
#include "headless/window.h"

namespace convoscope::test {
namespace {

using explain_shown::HeatMaps;
using explain_shown::Trying;
using explain_shown::trying;

class Explanations : public WindowTest {
  protected:
    Explanations() { run("draw.sample", "3"); }
    const studio::Studio& studio() const { return window_.studio(); }
    const studio::Exhibit& exhibit() const { return studio().exhibit(); }
    HeatMaps& maps() const { return window_.studio().parts.of<HeatMaps>(); }
    void run(const std::string& command, const std::string& argument = {}) const {
        window_.studio().run(command, argument);
        window_.wait_for_rest();
    }
    void finish() const {
        window_.studio().finish();
        window_.wait_for_rest();
    }
    float probability(int index) const {
        return exhibit().reading().probabilities[static_cast<std::size_t>(index)];
    }

    OpenWindow window_ = open();
};

TEST_F(Explanations, OpenByKeyBesideTheStageAndCloseAgain) {
    const float wide = studio().places.stage.width;
    window_.key("y");
    window_.wait_for_rest();
    EXPECT_EQ(studio().view().explanation, "why");
    EXPECT_LT(studio().places.stage.width, wide);
    run("explain.open", "maps");
    EXPECT_EQ(studio().view().explanation, "maps");
    window_.key("y");
    window_.wait_for_rest();
    EXPECT_EQ(studio().view().explanation, "");
    EXPECT_EQ(studio().places.stage.width, wide);
    EXPECT_FALSE(window_.studio().can_run("explain.close"));
    EXPECT_FALSE(window_.studio().perform("explain.open", "nothing"));
}

TEST_F(Explanations, HeatMapsAreOfThePresentDrawingAndOfThePinnedUnit) {
    run("explain.open", "maps");
    finish();
    ASSERT_EQ(maps().maps.size(), explain::kMethods.size());
    const explain::Target winner = explain::winner(exhibit().architecture(), exhibit().workspace());
    EXPECT_EQ(maps().maps[0].target, winner);
    const auto expected = explain::heat_map(
        exhibit().model_pointer(), winner, exhibit().workspace().activations(0), explain::Method::Integrated);
    EXPECT_EQ(maps().maps[2].values, expected.values);
    run("draw.sample", "7");
    finish();
    EXPECT_NE(maps().maps[0].target, winner);
    EXPECT_EQ(maps().of.reading, exhibit().reading().revision);
    run("unit.select", "conv2/9/3/4");
    finish();
    EXPECT_EQ(explain::format_target(exhibit().architecture(), maps().maps[0].target), "conv2.pre/9/3/4");
    EXPECT_EQ(studio().view().explanation, "maps") << "it goes on explaining";
}

TEST_F(Explanations, ScramblingIsSeenEverywhereAndEndsWithThePage) {
    run("explain.open", "maps");
    finish();
    const float before = probability(3);
    EXPECT_GT(before, 0.9f);
    const nn::ModelPtr model = exhibit().model_pointer();
    run("explain.scramble", "5");
    finish();
    EXPECT_NE(exhibit().model_pointer(), model);
    EXPECT_EQ(exhibit().own_model(), model);
    EXPECT_LT(probability(3), 0.5f);
    EXPECT_EQ(maps().of.model, exhibit().model_pointer());
    EXPECT_FALSE(maps().unscrambled.empty());
    run("explain.open", "why");
    EXPECT_EQ(exhibit().model_pointer(), model);
    EXPECT_EQ(probability(3), before);
    EXPECT_FALSE(window_.studio().perform("explain.scramble", "6")) << "there are five layers";
    EXPECT_FALSE(window_.studio().perform("explain.scramble", "some"));
}

TEST_F(Explanations, ChangesAreOfWhatTheNetworkSeesAndEndWithThePage) {
    const std::vector<float> plain(exhibit().workspace().activations(0).begin(),
                                   exhibit().workspace().activations(0).end());
    run("explain.change", "rotate 90");
    EXPECT_EQ(studio().view().explanation, "break");
    EXPECT_LT(probability(3), 0.9f);
    EXPECT_FALSE(std::ranges::equal(exhibit().workspace().activations(0), plain));
    std::vector<float> unaltered(plain.size());
    exhibit().load_unaltered(unaltered);
    EXPECT_EQ(unaltered, plain);
    run("explain.open", "maps");
    EXPECT_EQ(trying(studio()).changes.rotate, 90) << "its heat maps can be looked at";
    run("explain.as_it_was");
    EXPECT_TRUE(std::ranges::equal(exhibit().workspace().activations(0), plain));
    run("explain.change", "layer_noise 1");
    EXPECT_TRUE(std::ranges::equal(exhibit().workspace().activations(0), plain));
    EXPECT_FALSE(trying(studio()).changes.noisy_layer.empty());
    run("explain.close");
    EXPECT_EQ(trying(studio()), Trying());
    EXPECT_GT(probability(3), 0.9f);
    EXPECT_FALSE(window_.studio().perform("explain.change", "melt 3"));
}

TEST_F(Explanations, ASavedViewHasThePageAndWhatIsTried) {
    run("explain.change", "scale 1.5");
    const float changed = probability(3);
    const std::string path = file("view.json").string();
    window_.studio().run("file.save_view", path);
    run("explain.close");
    EXPECT_NE(probability(3), changed);
    run("file.open", path);
    EXPECT_EQ(studio().view().explanation, "break");
    EXPECT_EQ(trying(studio()).changes.scale, 1.5f);
    EXPECT_EQ(probability(3), changed);
}

TEST_F(Explanations, NothingIsTriedOnAnotherModel) {
    run("explain.change", "rotate 60");
    run("model.show", "mlp");
    EXPECT_EQ(trying(studio()), Trying());
    EXPECT_EQ(exhibit().model_pointer(), exhibit().own_model());
}

TEST_F(Explanations, AreDrawnInBothLanguagesThemesAndWidths) {
    for (const auto& [width, height] : {std::pair(1280, 800), std::pair(800, 600)}) {
        window_.resize(width, height);
        for (const char* page : {"why", "maps", "break"})
            for (const char* language : {"en", "zh"}) {
                run("language.choose", language);
                run("show.theme");
                run("explain.open", page);
                finish();
                EXPECT_EQ(window_.look().width, width);
                EXPECT_EQ(studio().view().explanation, page);
            }
    }
    run("draw.clear");
    EXPECT_EQ(window_.look().width, 800) << "nothing is drawn: it says so";
}

}  // namespace
}  // namespace convoscope::test
