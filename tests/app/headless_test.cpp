// What a person does at the window, done to an App without one.

#include "app/headless.h"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>

#include "base/file.h"
#include "features/find/find.h"
#include "features/keep/keep.h"
#include "features/models/models.h"
#include "support/bundled.h"
#include "support/temporary_folder.h"

namespace convoscope::test {
namespace {

using studio::kControl;
using studio::kKeyEscape;

const std::vector<canvas::Point> kOne{{0.5f, 0.2f, 0}, {0.5f, 0.5f, 0}, {0.5f, 0.8f, 0}};

class HeadlessApp : public ::testing::Test {
  protected:
    Headless headless_{bundled_model("lenet5")};
    studio::Studio& studio_ = headless_.studio();
};

TEST_F(HeadlessApp, InkOnThePadIsRead) {
    EXPECT_TRUE(studio_.exhibit().reading().blank);
    headless_.draw(kOne);
    ASSERT_EQ(studio_.canvas.drawing().strokes.size(), 1u);
    EXPECT_FALSE(studio_.exhibit().reading().blank);
    EXPECT_EQ(studio_.exhibit().reading().drawing_revision, studio_.canvas.revision());
    headless_.key('Z', kControl);
    EXPECT_TRUE(studio_.exhibit().reading().blank);
}

TEST_F(HeadlessApp, ComesToRestAndStaysThere) {
    headless_.draw(kOne);
    EXPECT_LT(headless_.settle(), 200);
    EXPECT_FALSE(headless_.app().wants_frame());
    const gl::Pixels before = headless_.pixels();
    headless_.frame();
    EXPECT_EQ(headless_.pixels().rgba, before.rgba);
}

TEST_F(HeadlessApp, TypesIntoTheSearchLine) {
    headless_.key('/');
    headless_.settle();
    headless_.type("conv1");
    headless_.settle();
    EXPECT_EQ(headless_.part<find::State>().query, "conv1");
    EXPECT_FALSE(headless_.part<find::State>().results.empty());
    EXPECT_TRUE(studio_.canvas.drawing().blank()) << "c is no command while it is typed";
    headless_.key(kKeyEscape);
    EXPECT_FALSE(headless_.part<find::State>().open);
}

// A text field's history of what was typed outlived its text: redoing in the next opening ended the program.
TEST_F(HeadlessApp, WhatWasTypedInAnOverlayIsForgottenWhenItCloses) {
    for (const auto& [key, modifiers] : {std::pair<int, int>('/', 0), std::pair<int, int>('O', kControl)}) {
        headless_.key(key, modifiers);
        headless_.settle();
        headless_.type("a line that is typed");
        headless_.key('Z', kControl);
        headless_.key('Z', kControl);
        headless_.settle();
        headless_.key(kKeyEscape);
        headless_.settle();
        headless_.key(key, modifiers);
        headless_.settle();
        headless_.key('Y', kControl);
        headless_.settle();
        EXPECT_EQ(headless_.part<find::State>().query, "");
        EXPECT_EQ(headless_.part<keep::State>().name, "");
        headless_.key(kKeyEscape);
        headless_.settle();
    }
}

TEST_F(HeadlessApp, ADroppedFileIsOpenedAndABrokenOneSaysWhy) {
    headless_.drop({(assets() / "drawings" / "digits.jsonl").string()});
    EXPECT_FALSE(studio_.canvas.drawing().blank());
    const auto revision = studio_.canvas.revision();
    const TemporaryFolder folder;
    std::ofstream(folder / "broken.png") << "no picture";
    headless_.drop({(folder / "broken.png").string()});
    EXPECT_EQ(studio_.canvas.revision(), revision);
    EXPECT_NE(studio_.words(studio_.notice()).find("broken.png"), std::string::npos);
    std::ofstream(folder / "notes.txt") << "read me";
    headless_.drop({(folder / "notes.txt").string()});
    EXPECT_NE(studio_.words(studio_.notice()).find("nor a model"), std::string::npos);
}

TEST_F(HeadlessApp, OfSeveralDroppedFilesTheFirstThatCanBeOpenedIs) {
    const TemporaryFolder folder;
    std::ofstream(folder / "weights.data") << "those of a model";
    const std::string model = (assets() / "models" / "templates.safetensors").string();
    headless_.drop({(folder / "weights.data").string(), model, (folder / "none.png").string()});
    headless_.settle();
    EXPECT_EQ(studio_.exhibit().model().name, "templates");
    EXPECT_EQ(studio_.words(studio_.notice()).find("weights.data"), std::string::npos);
}

/// A model is shown whole or not at all.
TEST_F(HeadlessApp, AModelThatCannotBeOpenedLeavesTheShownOneAsItWas) {
    headless_.draw(kOne);
    headless_.settle();
    const nn::ModelPtr model = studio_.exhibit().model_pointer();
    const scene::ViewState view = studio_.view();
    const TemporaryFolder folder;
    const std::string ours = read_file(assets() / "models" / "templates.safetensors", 1 << 20);
    const std::pair<const char*, std::string> broken[] = {
        {"cut.safetensors", ours.substr(0, ours.size() / 2)},
        {"pointer.pth", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"},
        {"zip.keras", "PK\x03\x04 and nothing more"}};
    for (const auto& [name, bytes] : broken) {
        write_file(folder / name, bytes);
        headless_.drop({(folder / name).string()});
        headless_.settle();
        EXPECT_EQ(studio_.exhibit().model_pointer(), model) << name;
        EXPECT_EQ(studio_.view(), view) << name;
        EXPECT_FALSE(studio_.exhibit().reading().blank) << name;
        EXPECT_NE(studio_.words(studio_.notice()).find(name), std::string::npos) << name;
    }
    write_file(folder / "whole.safetensors", ours);
    headless_.drop({(folder / "whole.safetensors").string()});
    headless_.settle();
    EXPECT_EQ(studio_.exhibit().model().name, "whole");
}

TEST_F(HeadlessApp, AnotherModelIsChosenByItsId) {
    headless_.draw(kOne);
    studio_.run("model.show", "mlp");
    headless_.settle();
    EXPECT_EQ(studio_.exhibit().model().name, "mlp");
    EXPECT_FALSE(studio_.exhibit().reading().blank) << "the drawing stays";
}

// Each opening of a file reads it anew: the way back must not keep them all.
TEST_F(HeadlessApp, KeepsFewOfTheModelsThatWereOpened) {
    const std::string file = (assets() / "models" / "templates.safetensors").string();
    const std::weak_ptr<const nn::Model> first = studio_.exhibit().model_pointer();
    for (int i = 0; i < 20; ++i) {
        studio_.open(file);
        headless_.settle();
    }
    EXPECT_LE(headless_.part<models_shown::State>().shown.size(), 8u);
    EXPECT_TRUE(first.expired());
    studio_.run("model.back");
}

TEST_F(HeadlessApp, DrawsAtAnySize) {
    for (const auto& [width, height] : {std::pair(1, 1), std::pair(64, 900), std::pair(1200, 80)}) {
        headless_.resize(width, height);
        headless_.settle();
        EXPECT_EQ(headless_.pixels().width, width);
    }
}

}  // namespace
}  // namespace convoscope::test
