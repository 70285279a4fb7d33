// Opening other programs' models as a job, and what somebody corrects of what was guessed; nothing is drawn.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/fields_json.h"
#include "features/models/models.h"
#include "features/models/texts.h"
#include "support/bundled.h"
#include "support/places.h"
#include "support/scratch_folder.h"
#include "support/somebodys_weights.h"

namespace convoscope::models_shown {
namespace {

using studio::Studio;

studio::Setup some_setup() {
    studio::Setup setup;
    setup.model = test::bundled_model("lenet5");
    setup.settings.language = Language::English;
    setup.assets = test::assets();
    return setup;
}

class OpeningTest : public ::testing::Test {
  protected:
    void SetUp() override { test::write_somebodys_weights(file_); }

    State& state() { return studio_.parts.of<State>(); }
    Settings& settings() { return studio_.parts.of<Settings>(); }
    const nn::Model& model() { return studio_.exhibit().model(); }
    const nn::InputSpec& input() { return model().architecture.input; }
    const Report& report() { return *shown_report(studio_); }
    /// A frame's share of the work.
    void go_on() {
        studio_.runner().run_for(std::chrono::microseconds(1));
        advance_opening(studio_);
    }
    void open(const std::string& file) {
        show(studio_, file);
        finish_opening(studio_);
    }
    void choose_dark_ink() {
        models::Choice choice{report().chosen.network, report().chosen.shown};
        choice.shown.range = {1, 0};
        try_choice(studio_, choice);
        finish_opening(studio_);
    }

    const test::ScratchFolder folder_{};
    const std::string file_ = folder_.file("weights.npz");
    Studio studio_{some_setup()};
};

TEST_F(OpeningTest, TheShownModelStaysUntilTheNewOneIsWhole) {
    show(studio_, file_);
    int frames = 0;
    bool tried = false;
    while (state().opening.job.active()) {
        ASSERT_EQ(model().name, "lenet5") << frames;
        tried = tried || state().opening.progress->planned > 0;
        go_on();
        ++frames;
    }
    EXPECT_GT(frames, 3);
    EXPECT_TRUE(tried);
    EXPECT_EQ(model().name, "weights");
    EXPECT_GE(report().chosen.right, 190);
    EXPECT_EQ(settings().recent.front(), file_);
    EXPECT_TRUE(doctor_is_open(studio_)) << "the layers were guessed";
    EXPECT_NE(studio_.words(studio_.notice()).find("200"), std::string::npos);
}

TEST_F(OpeningTest, AFailureLeavesItAsItWas) {
    for (const std::string& bad :
         {folder_.write("broken.npz", "PK\3\4 and no more"),
          folder_.write("pointer.pth", "version https://git-lfs.github.com/spec/v1\n")}) {
        show(studio_, bad);
        EXPECT_THROW(finish_opening(studio_), Error);
        EXPECT_EQ(model().name, "lenet5");
        EXPECT_FALSE(state().opening.job.active());
        EXPECT_TRUE(settings().recent.empty());
    }
    EXPECT_THROW(show(studio_, folder_.file("none.pth")), Error);
}

TEST_F(OpeningTest, CanBeCancelled) {
    show(studio_, file_);
    go_on();
    state().opening = {};
    finish_opening(studio_);
    go_on();
    EXPECT_EQ(model().name, "lenet5");
    EXPECT_EQ(shown_report(studio_), nullptr);
}

TEST_F(OpeningTest, AnotherTakesItsPlace) {
    const std::string second = folder_.file("second.npz");
    std::filesystem::copy_file(file_, second);
    show(studio_, file_);
    go_on();
    show(studio_, second);
    finish_opening(studio_);
    EXPECT_EQ(model().name, "second");
    EXPECT_EQ(settings().recent, std::vector<std::string>{second});

    show(studio_, file_);
    go_on();
    show(studio_, "mlp");
    EXPECT_EQ(model().name, "mlp") << "a bundled one is there at once";
    finish_opening(studio_);
    EXPECT_EQ(model().name, "mlp");
}

TEST_F(OpeningTest, WhoeverShowsAnotherModelNoLongerWantsTheFile) {
    show(studio_, "mlp");
    show(studio_, file_);
    go_on();
    show_model(studio_, state().shown.back().model);  // the way back
    EXPECT_FALSE(state().opening.job.active());
    finish_opening(studio_);
    EXPECT_EQ(model().name, "lenet5");

    show(studio_, file_);
    go_on();
    show(studio_, "lenet5");
    EXPECT_FALSE(state().opening.job.active()) << "the present one is wanted";
}

TEST_F(OpeningTest, ChoosingAModelAgainBringsBackHowItWas) {
    open(file_);
    studio_.view().selection = "fc2/3";
    show(studio_, "mlp");
    EXPECT_EQ(studio_.view().selection, "");
    EXPECT_EQ(shown_report(studio_), nullptr);
    show(studio_, "weights");
    EXPECT_EQ(studio_.view().selection, "fc2/3");
    ASSERT_NE(shown_report(studio_), nullptr);
    EXPECT_EQ(report().path, file_);
}

// It may stand where another one stood in memory.
TEST_F(OpeningTest, ANewModelInheritsNothingOfOneThatIsGone) {
    show(studio_, "mlp");
    studio_.view().selection = "fc2/3";
    show(studio_, "lenet5");
    show(studio_, "mlp");
    name_classes(studio_, "a,b,c,d,e,f,g,h,i,j");  // the one that was selected in is gone
    for (int i = 0; i < 20; ++i) {
        show_model(studio_, std::make_shared<const nn::Model>(model()));
        EXPECT_EQ(studio_.view().selection, "") << i;
        EXPECT_EQ(shown_report(studio_), nullptr) << i;
    }
}

TEST_F(OpeningTest, WhatIsAModelIsToldByItsContent) {
    EXPECT_TRUE(is_model(file_));
    EXPECT_TRUE(is_model(folder_.write("x.png", "\x93NUMPY and more")));
    EXPECT_TRUE(is_model(
        folder_.write("m.json", "{\"a\": \"" + std::string(100000, 'x') + "\", \"modelTopology\": {}}")));
    EXPECT_FALSE(is_model(folder_.write("drawing.jsonl", "{\"strokes\": []}\n")));
    EXPECT_FALSE(is_model(folder_.write("x.pth", "\x89PNG\r\n\x1a\n and more")));
    EXPECT_FALSE(is_model(folder_.file("none.pth")));
}

TEST_F(OpeningTest, AnotherChoiceTakesTheModelsPlaceAndIsRemembered) {
    open(file_);
    const int right = report().chosen.right;
    const std::size_t before = state().shown.size();
    choose_dark_ink();
    EXPECT_EQ(input().low, 1);
    EXPECT_EQ(input().high, 0);
    EXPECT_LT(report().chosen.right, right);
    EXPECT_TRUE(report().corrected);
    EXPECT_EQ(state().shown.size(), before) << "the way back leads to another model";
    const auto is_best = [&](const models::Attempt& one) { return one.right == right; };
    EXPECT_TRUE(std::ranges::any_of(report().attempts, is_best)) << "what was tried before is still known";

    show(studio_, "mlp");
    EXPECT_EQ(shown_report(studio_), nullptr);
    std::filesystem::rename(file_, folder_.file("elsewhere.npz"));
    open(folder_.file("elsewhere.npz"));
    EXPECT_EQ(input().low, 1) << "by its content";
    EXPECT_FALSE(doctor_is_open(studio_)) << "somebody has looked at it";

    forget(studio_);
    finish_opening(studio_);
    EXPECT_EQ(input().low, 0);
    EXPECT_FALSE(report().corrected);
    EXPECT_TRUE(settings().corrections.empty());
}

TEST_F(OpeningTest, ClassesAreNamedAndRemembered) {
    open(file_);
    EXPECT_TRUE(report().classes_guessed);
    name_classes(studio_, " zero, one,two,three,four,five,six,seven,eight,a long name ");
    EXPECT_EQ(model().architecture.classes[0], "zero");
    EXPECT_EQ(model().architecture.classes[9], "a long name");
    EXPECT_FALSE(report().classes_guessed);
    choose_dark_ink();
    EXPECT_EQ(model().architecture.classes[0], "zero") << "they outlive another choice";

    show(studio_, "mlp");
    open(file_);
    EXPECT_EQ(model().architecture.classes[9], "a long name");
    name_classes(studio_, "fashion");
    EXPECT_EQ(model().architecture.classes[3], "dress");
    for (const char* wrong : {"a, b", "cifar100", ",,,,,,,,,"}) {
        EXPECT_THROW(name_classes(studio_, wrong), Error) << wrong;
        EXPECT_EQ(model().architecture.classes[3], "dress") << wrong;
    }
}

TEST_F(OpeningTest, NamesMayHaveCommasAndBeOfAnyLanguage) {
    open(file_);
    name_classes(studio_, R"(["one, two", "b", "c", "d", "e", "f", "g", "h", "i", "j"])");
    EXPECT_EQ(model().architecture.classes[0], "one, two");
    name_classes(studio_, "\u4e00\uff0c\u4e8c\u3001\u4e09,d,e,f,g,h,i,j");
    EXPECT_EQ(model().architecture.classes[1], "\u4e8c");
    for (const char* wrong : {"\xff,b,c,d,e,f,g,h,i,j", R"(["a\nb","b","c","d","e","f","g","h","i","j"])"}) {
        EXPECT_THROW(name_classes(studio_, wrong), Error) << wrong;
        EXPECT_EQ(model().architecture.classes[1], "\u4e8c") << wrong;
    }
}

TEST_F(OpeningTest, NamesThatAreTheSameCopyNoWeights) {
    const nn::ModelPtr before = studio_.exhibit().model_pointer();
    EXPECT_EQ(with_classes(before, before->architecture.classes), before);
    open(file_);
    const nn::ModelPtr opened = studio_.exhibit().model_pointer();
    EXPECT_EQ(report().imported->model, nullptr) << "the exhibit has it";
    name_classes(studio_, "digits");
    EXPECT_EQ(studio_.exhibit().model_pointer(), opened);
    EXPECT_FALSE(report().classes_guessed) << "somebody says so now";
    ASSERT_EQ(settings().corrections.size(), 1u);
    EXPECT_EQ(settings().corrections[0].classes.size(), 10u);
}

TEST_F(OpeningTest, NamesAreKeptOnlyWhereSomebodyGaveThem) {
    open(file_);
    choose_dark_ink();
    ASSERT_EQ(settings().corrections.size(), 1u);
    EXPECT_TRUE(settings().corrections[0].classes.empty());
    EXPECT_TRUE(report().classes_guessed);
    name_classes(studio_, "fashion");
    EXPECT_EQ(settings().corrections[0].classes[3], "dress");
}

TEST_F(OpeningTest, NamesThatAreGivenMeanwhileStay) {
    open(file_);
    models::Choice choice{report().chosen.network, report().chosen.shown};
    choice.shown.range = {1, 0};
    try_choice(studio_, choice);
    go_on();
    name_classes(studio_, "fashion");
    finish_opening(studio_);
    EXPECT_EQ(input().low, 1);
    EXPECT_EQ(model().architecture.classes[3], "dress");
    EXPECT_FALSE(report().classes_guessed);
}

// A settings' file that says anything else than it should must not stop a file from being opened.
TEST_F(OpeningTest, ACorrectionThatDoesNotFitIsPassedOver) {
    open(file_);
    const models::Attempt best = report().chosen;
    name_classes(studio_, "fashion");
    Correction& kept = settings().corrections.at(0);
    kept.shown.channel_ranges = {{0, 1}, {0, 1}};
    kept.classes[3] = "\xff";
    show(studio_, "mlp");
    open(file_);
    EXPECT_EQ(report().chosen.shown, best.shown);
    EXPECT_EQ(model().architecture.classes[3], "3");
    EXPECT_FALSE(report().corrected);
}

TEST_F(OpeningTest, ABundledModelsClassesCanBeNamedToo) {
    name_classes(studio_, "a,b,c,d,e,f,g,h,i,j");
    EXPECT_EQ(model().architecture.classes[9], "j");
    EXPECT_TRUE(settings().corrections.empty()) << "it says all of itself at the next start";
}

TEST_F(OpeningTest, NotEverythingIsRemembered) {
    for (int i = 0; i < 80; ++i) settings().corrections.push_back({std::to_string(i), "", {}, {}});
    open(file_);
    name_classes(studio_, "a,b,c,d,e,f,g,h,i,j");
    EXPECT_EQ(settings().corrections.size(), 64u);
    EXPECT_EQ(settings().corrections[0].classes[0], "a");
    EXPECT_EQ(settings().corrections[1].content, "0");
}

TEST_F(OpeningTest, WhatIsRememberedFitsIntoTheSettingsFile) {
    const std::vector<std::string> many(1000, std::string(100, 'a'));
    for (int i = 0; i < 40; ++i) settings().corrections.push_back({std::to_string(i), "", {}, many});
    open(file_);
    name_classes(studio_, "a,b,c,d,e,f,g,h,i,j");
    const std::vector<Correction>& kept = settings().corrections;
    EXPECT_LT(fields::to_json(settings()).dump(2).size(), std::size_t{1} << 19);
    ASSERT_GT(kept.size(), 2u);
    EXPECT_EQ(kept[0].classes[0], "a");
    EXPECT_EQ(kept[1].content, "0") << "the oldest went";
    EXPECT_EQ(kept[1].classes, many);
}

TEST_F(OpeningTest, ThePageListsFewTensors) {
    models::Imported imported;
    for (int i = 0; i < 1000; ++i)
        imported.tensors.push_back({"tensor" + std::to_string(i), {}, "", i % 2 == 0 && i > 100});
    const auto listed = listed_tensors(imported);
    ASSERT_EQ(listed.size(), 200u);
    EXPECT_EQ(listed[0]->name, "tensor0");
    EXPECT_TRUE(std::ranges::none_of(listed, &models::doctor::TensorUse::used));
    imported.tensors.resize(150);
    EXPECT_EQ(listed_tensors(imported).size(), 150u);
    EXPECT_TRUE(listed_tensors(imported).back()->used) << "those of no layer come first";
}

TEST_F(OpeningTest, ThePageGivesWayToWhatIsAskedAbout) {
    open(file_);
    ASSERT_TRUE(doctor_is_open(studio_));
    studio_.view().selection = "output/3";
    EXPECT_FALSE(doctor_is_open(studio_));
    open_doctor(studio_);
    EXPECT_TRUE(doctor_is_open(studio_)) << "it can be opened over it";
    close_doctor(studio_);
    EXPECT_FALSE(doctor_is_open(studio_));
}

}  // namespace
}  // namespace convoscope::models_shown
