// Another program's file dropped on the window, and the import doctor's page.

#include "features/models/models.h"
#include "headless/window.h"
#include "support/somebodys_weights.h"

namespace convoscope::test {
namespace {

using models_shown::Report;
using models_shown::State;

class DoctorPage : public WindowTest {
  protected:
    DoctorPage() { write_somebodys_weights(path_); }

    State& state() const { return window_.studio().parts.of<State>(); }
    const Report* report() const { return models_shown::shown_report(window_.studio()); }
    std::string model() const { return window_.studio().exhibit().model().name; }
    bool is_open() const { return models_shown::doctor_is_open(window_.studio()); }
    float stage_width() const { return window_.studio().places.stage.width; }
    void run(const std::string& command, const std::string& argument = {}) const {
        window_.studio().run(command, argument);
        window_.wait_for_rest();
    }

    const std::string path_ = file("weights.npz").string();
    OpenWindow window_ = open();
};

TEST_F(DoctorPage, OpensWhereSomethingWasGuessed) {
    const float wide = stage_width();
    window_.drop(path_);
    window_.wait_for_rest();
    EXPECT_EQ(model(), "weights");
    ASSERT_TRUE(is_open());
    EXPECT_LT(stage_width(), wide);
    const RgbPicture page = window_.look();

    window_.key("Escape");
    EXPECT_FALSE(is_open());
    EXPECT_EQ(stage_width(), wide);
    run("model.doctor");
    EXPECT_TRUE(is_open());
    EXPECT_LE(share_beyond(2, page, window_.look_at_rest()), 0.05) << "the page is the same";

    run("unit.select", "fc2/7");
    EXPECT_FALSE(is_open()) << "the inspector answers";
}

TEST_F(DoctorPage, SaysAllInBothLanguagesThemesAndWidths) {
    window_.drop(path_);
    window_.wait_for_rest();
    for (const auto& [width, height] : {std::pair(1280, 720), std::pair(1024, 768), std::pair(640, 600)}) {
        window_.resize(width, height);
        for (const char* language : {"en", "zh"})
            for (int theme = 0; theme < 2; ++theme) {
                run("language.choose", language);
                run("show.theme");
                EXPECT_TRUE(is_open()) << width << language;
                EXPECT_EQ(window_.look().width, width);
            }
    }
}

TEST_F(DoctorPage, ARunnerUpIsOneClickAway) {
    window_.drop(path_);
    window_.wait_for_rest();
    ASSERT_NE(report(), nullptr);
    const models::Showing before = report()->chosen.shown;
    // Down the page until another range is hit, which is a line of a list.
    const auto x = static_cast<int>(window_.studio().places.stage.x + stage_width()) + 60;
    for (int y = 120; y < window_.height() - 100 && report()->chosen.shown == before; y += 10) {
        window_.click({x, y});
        window_.wait_for_rest();
    }
    EXPECT_FALSE(report()->chosen.shown == before);
    EXPECT_TRUE(report()->corrected);
    EXPECT_EQ(window_.studio().exhibit().architecture().input.low, report()->chosen.shown.range.paper);
    EXPECT_TRUE(is_open());
}

TEST_F(DoctorPage, ClassNamesAreKeptForTheContent) {
    window_.drop(path_);
    window_.wait_for_rest();
    run("model.classes", "fashion");
    EXPECT_EQ(window_.studio().exhibit().architecture().classes[1], "trousers");
    window_.pass(1);
    EXPECT_EQ(window_.quit().status, 0);
    EXPECT_TRUE(std::filesystem::exists(state_file("settings.json")));
}

TEST_F(DoctorPage, GivingUpLeavesWhatIsShown) {
    window_.studio().run("model.show", path_);
    EXPECT_TRUE(window_.studio().can_run("model.cancel"));
    run("model.cancel");
    EXPECT_EQ(model(), "lenet5");
    EXPECT_FALSE(window_.studio().can_run("model.cancel"));
    EXPECT_FALSE(window_.studio().can_run("model.doctor"));
}

}  // namespace
}  // namespace convoscope::test
