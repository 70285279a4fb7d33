// The file dialog's steps, without anything drawn.
#include <gtest/gtest.h>

#include "base/error.h"
#include "features/keep/keep.h"
#include "features/keep/texts.h"
#include "support/bundled.h"
#include "support/environment.h"
#include "support/scratch_folder.h"

namespace convoscope::keep {
namespace {

namespace fs = std::filesystem;
using studio::Studio;

constexpr Text kRefusal{"I do not like it", "我不喜欢它"};

studio::Setup some_setup() {
    studio::Setup setup;
    setup.model = test::bundled_model("lenet5");
    setup.settings.language = Language::English;
    return setup;
}

/// A dialog over a folder with sub/ (which has c.png), a.png and b.txt; what is done is noted.
class Dialog : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_.write("a.png", "x");
        folder_.write("b.txt", "x");
        fs::create_directory(folder_ / "sub");
        folder_.write("sub/c.png", "x");
        studio_.parts.of<Settings>().folder = folder_.path().string();
    }

    State& state() { return studio_.parts.of<State>(); }
    void ask(bool saving) {
        studio_.file_request =
            studio::FileRequest{.saving = saving,
                                .title = {"t", "题"},
                                .name = "a.png",
                                .types = {{.title = {"pictures", "图片"}, .extensions = {".png"}}},
                                .width = 640,
                                .height = 480,
                                .done = [this](Studio&, const fs::path& path, int width, int height) {
                                    if (refuses_) throw Error(kRefusal);
                                    done_.push_back(path);
                                    EXPECT_EQ(width, 640);
                                    EXPECT_EQ(height, 480);
                                }};
        advance(studio_);
    }
    void ok(const std::string& name) {
        state().name = name;
        accept(studio_);
    }
    std::vector<std::string> listed() {
        std::vector<std::string> names;
        for (const Entry& entry : state().entries) names.push_back(entry.name);
        return names;
    }
    std::string complaint() { return studio_.words(state().complaint); }

    const test::ScratchFolder folder_{};
    Studio studio_{some_setup()};
    bool refuses_ = false;
    std::vector<fs::path> done_;
};

using Names = std::vector<std::string>;
using Paths = std::vector<fs::path>;

TEST_F(Dialog, OpensWhenAFeatureAsksInTheFolderOfLastTime) {
    advance(studio_);
    EXPECT_FALSE(state().open) << "nobody has asked";
    ask(false);
    EXPECT_TRUE(state().open);
    EXPECT_FALSE(studio_.file_request) << "it is taken once";
    EXPECT_EQ(state().folder, folder_.path());
    EXPECT_EQ(listed(), (Names{"sub", "a.png"}));
    EXPECT_EQ(state().name, "");
    EXPECT_TRUE(state().complaint.empty());
}

TEST_F(Dialog, OpensHereWhereTheFolderOfLastTimeIsGone) {
    for (const std::string& gone : {std::string(), folder_.file("gone"), folder_.file("a.png")}) {
        studio_.parts.of<Settings>().folder = gone;
        ask(false);
        EXPECT_EQ(state().folder, fs::current_path()) << gone;
        EXPECT_TRUE(state().complaint.empty()) << gone;
    }
}

/// A text field's undo history outlives its text in Dear ImGui 1.86, and aborts over another.
TEST_F(Dialog, HasAnotherFieldAtEachOpening) {
    ask(false);
    const int first = state().openings;
    close(studio_);
    ask(true);
    EXPECT_NE(state().openings, first);
    EXPECT_TRUE(state().just_opened);
}

TEST_F(Dialog, StartsAnewAtEachOpening) {
    ask(true);
    ok("a.png");
    EXPECT_FALSE(state().complaint.empty());
    state().all_types = true;
    enter_folder(studio_, folder_ / "sub");
    close(studio_);
    EXPECT_FALSE(state().open);
    ask(false);
    EXPECT_EQ(state().folder, folder_.path()) << "what was closed is not remembered";
    EXPECT_EQ(state().name, "");
    EXPECT_EQ(state().replacing, "");
    EXPECT_TRUE(state().complaint.empty());
    EXPECT_EQ(listed(), (Names{"sub", "a.png"}));
}

TEST_F(Dialog, SuggestsAFreeName) {
    ask(true);
    EXPECT_EQ(state().name, "a-2.png");
}

TEST_F(Dialog, ListsAllFilesWhenAskedTo) {
    ask(false);
    state().all_types = true;
    list_again(studio_);
    EXPECT_EQ(listed(), (Names{"sub", "a.png", "b.txt"}));
}

TEST_F(Dialog, EntersAFolderAndForgetsTheNameOfAFileToOpen) {
    ask(false);
    state().name = "a.png";
    enter_folder(studio_, folder_ / "sub");
    EXPECT_EQ(state().folder, folder_ / "sub");
    EXPECT_EQ(listed(), Names{"c.png"});
    EXPECT_EQ(state().name, "");
}

TEST_F(Dialog, KeepsTheNameToSaveFromFolderToFolder) {
    ask(true);
    state().name = "mine.png";
    enter_folder(studio_, folder_ / "sub");
    EXPECT_EQ(state().name, "mine.png");
    accept(studio_);
    EXPECT_EQ(done_, Paths{folder_ / "sub" / "mine.png"});
}

TEST_F(Dialog, EntersWhatIsTypedOfFolders) {
    const test::SetVariable home("HOME", folder_.path().string());
    ask(false);
    for (const std::string& typed :
         {std::string("sub"), folder_.file("sub"), std::string("~/sub"), std::string("sub/"),
          std::string("~/sub/"), std::string("./sub/."), std::string("~/sub/../sub")}) {
        enter_folder(studio_, folder_.path());
        ok(typed);
        EXPECT_EQ(state().folder, folder_ / "sub") << typed;
        EXPECT_EQ(listed(), Names{"c.png"}) << typed;
        EXPECT_TRUE(state().open) << typed;
        EXPECT_EQ(state().name, "") << typed;
    }
    EXPECT_EQ(done_, Paths());
}

/// "sub/" must not leave a folder whose parent is itself.
TEST_F(Dialog, GoesUpFromWhereverItWas) {
    ask(false);
    for (const char* typed : {"sub", "sub/", "sub//", "./sub/"}) {
        enter_folder(studio_, folder_.path());
        ok(typed);
        enter_folder(studio_, state().folder.parent_path());  // as the button does
        EXPECT_EQ(state().folder, folder_.path()) << typed;
    }
    ok("sub");
    ok("..");
    EXPECT_EQ(state().folder, folder_.path());
    enter_folder(studio_, "/");
    enter_folder(studio_, state().folder.parent_path());
    EXPECT_EQ(state().folder, "/");
    enter_folder(studio_, fs::path());
    EXPECT_EQ(state().folder, "/");
}

TEST_F(Dialog, OpensWhatIsTyped) {
    const test::SetVariable home("HOME", folder_.path().string());
    for (const std::string& typed :
         {std::string("sub/c.png"), folder_.file("sub/c.png"), std::string("~/sub/c.png")}) {
        done_.clear();
        studio_.parts.of<Settings>().folder = folder_.path().string();
        ask(false);
        ok(typed);
        EXPECT_EQ(done_, Paths{folder_ / "sub" / "c.png"}) << typed;
        EXPECT_FALSE(state().open) << typed;
        EXPECT_EQ(studio_.parts.of<Settings>().folder, (folder_ / "sub").string())
            << "remembered for next time";
    }
}

TEST_F(Dialog, WithoutANameWaits) {
    ask(false);
    ok("");
    EXPECT_TRUE(state().open);
    EXPECT_EQ(done_, Paths());
    EXPECT_TRUE(state().complaint.empty());
}

TEST_F(Dialog, EnterIsOkInTheNextFrame) {
    ask(false);
    state().name = "a.png";
    state().entered = true;
    advance(studio_);
    EXPECT_EQ(done_, Paths{folder_ / "a.png"});
    state().entered = true;
    advance(studio_);
    EXPECT_EQ(done_.size(), 1u) << "not while it is closed";
}

TEST_F(Dialog, AsksBeforeItReplacesAFile) {
    ask(true);
    ok("a.png");
    EXPECT_EQ(done_, Paths());
    EXPECT_TRUE(state().open);
    EXPECT_EQ(complaint(), texts.exists.english);
    accept(studio_);
    EXPECT_EQ(done_, Paths{folder_ / "a.png"});
    EXPECT_FALSE(state().open);
}

TEST_F(Dialog, AsksAgainForAnotherFileOrFolder) {
    folder_.write("sub/a.png", "x");
    ask(true);
    ok("a.png");
    ok("b.txt");
    EXPECT_EQ(done_, Paths()) << "that was said of a.png";
    ok("a.png");
    enter_folder(studio_, folder_ / "sub");
    ok("a.png");
    EXPECT_EQ(done_, Paths()) << "that was said of the other a.png";
    EXPECT_EQ(complaint(), texts.exists.english);
}

TEST_F(Dialog, NeverAsksBeforeItOpensOrSavesAFreeName) {
    ask(false);
    ok("a.png");
    ask(true);
    ok("new.png");
    EXPECT_EQ(done_, (Paths{folder_ / "a.png", folder_ / "new.png"}));
}

TEST_F(Dialog, StaysOpenAndSaysWhyItFailed) {
    refuses_ = true;
    ask(false);
    ok("sub/c.png");
    EXPECT_TRUE(state().open);
    EXPECT_EQ(complaint(), kRefusal.english);
    EXPECT_EQ(state().name, "sub/c.png") << "to be put right";
    EXPECT_EQ(studio_.parts.of<Settings>().folder, folder_.path().string());
    refuses_ = false;
    accept(studio_);
    EXPECT_FALSE(state().open);
}

TEST_F(Dialog, SaysWhyAFolderIsNotListed) {
    ask(false);
    enter_folder(studio_, folder_ / "missing");
    EXPECT_EQ(complaint(), "cannot read '" + folder_.file("missing") + "': No such file or directory");
    EXPECT_TRUE(state().entries.empty());
    enter_folder(studio_, folder_.path());
    EXPECT_TRUE(state().complaint.empty());
    EXPECT_EQ(listed(), (Names{"sub", "a.png"}));
}

TEST_F(Dialog, TellsTheFontsAllThatItShows) {
    folder_.write("数字.png", "x");
    refuses_ = true;
    studio_.settings.language = Language::Chinese;
    std::string told;
    const features::Tell tell = [&](const std::string& name, bool) { told += name + "|"; };
    feature().names(studio_, tell);
    EXPECT_EQ(told, "") << "it is closed";
    ask(false);
    ok("打字.png");
    feature().names(studio_, tell);
    for (const std::string& shown : {std::string("数字.png"), std::string("打字.png"),
                                     folder_.path().string(), std::string(kRefusal.chinese)})
        EXPECT_NE(told.find(shown), std::string::npos) << shown;
}

}  // namespace
}  // namespace convoscope::keep
