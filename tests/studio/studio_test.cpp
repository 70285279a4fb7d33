#include "studio/studio.h"

#include <gtest/gtest.h>

#include "nn/zoo.h"
#include "studio/selection.h"
#include "support/bundled.h"
#include "support/error_line.h"

namespace convoscope::studio {
namespace {

constexpr Text kNever{"it never can", "永远不行"};

int& calls() {
    static int count = 0;
    return count;
}
std::string& last_argument() {
    static std::string argument;
    return argument;
}
void note(Studio&, const std::string& argument) {
    ++calls();
    last_argument() = argument;
}

Setup some_setup() {
    Setup setup;
    setup.model = test::bundled_model("lenet5");
    setup.settings.language = Language::English;
    setup.commands =
        CommandTable({{.id = "a.plain", .title = {"plain", "普通"}, .group = Group::Draw, .run = note},
                      {.id = "a.refused",
                       .title = {"refused", "被拒"},
                       .group = Group::Draw,
                       .run = note,
                       .refuses = [](const Studio&) -> const Text* { return &kNever; }},
                      {.id = "a.with",
                       .title = {"with", "带"},
                       .group = Group::Draw,
                       .run = note,
                       .argument = Command::Argument::Required,
                       .argument_hint = "WHAT"},
                      {.id = "layer.show_all", .title = {"all", "全部"}, .group = Group::View, .run = note}});
    return setup;
}

TEST(Studio, RunsCommandsByIdAndNothingElse) {
    Studio studio(some_setup());
    calls() = 0;
    studio.run("a.plain");
    studio.run("a.with", "something");
    EXPECT_EQ(calls(), 2);
    EXPECT_EQ(last_argument(), "something");
    EXPECT_EQ(test::error_line([&] { studio.run("a.plane"); }),
              "there is no command 'a.plane'; convoscope commands lists them");
    EXPECT_EQ(test::error_line([&] { studio.run("a.refused"); }), "cannot do 'refused': it never can");
    EXPECT_EQ(test::error_line([&] { studio.run("a.with"); }),
              "the command 'a.with' needs something more: write a.with WHAT");
    EXPECT_EQ(test::error_line([&] { studio.run("a.plain", "x"); }),
              "the command 'a.plain' takes nothing more, but 'x' follows it");
    EXPECT_EQ(calls(), 2);
}

TEST(Studio, WhatKeysCannotDoBecomesANotice) {
    Studio studio(some_setup());
    studio.set_now(10);
    EXPECT_FALSE(studio.perform("a.refused"));
    EXPECT_EQ(studio.words(studio.notice()), "cannot do 'refused': it never can");
    studio.settings.language = Language::Chinese;
    EXPECT_EQ(studio.words(studio.notice()), "无法执行“被拒”：永远不行");
    EXPECT_EQ(studio.notice_end(), 15);
    studio.set_now(15);
    EXPECT_TRUE(studio.notice().empty());
}

TEST(Studio, AnotherModelKeepsTheDrawing) {
    Studio studio(some_setup());
    canvas::Drawing drawing;
    drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
    studio.canvas.replace(drawing);
    studio.read();
    EXPECT_EQ(studio.exhibit().reading().verdict.best, 7);
    studio.places.captions = {{.node = 7, .place = {}}};
    studio.show_model(test::bundled_model("mlp"));
    EXPECT_EQ(studio.exhibit().model().name, "mlp");
    EXPECT_TRUE(studio.places.captions.empty()) << "mlp may have no such layer";
    EXPECT_EQ(studio.canvas.drawing(), drawing);
    EXPECT_EQ(studio.exhibit().reading().verdict.best, 7);
}

TEST(Studio, AModelThatCannotBeDrawnForChangesNothing) {
    Studio studio(some_setup());
    nn::Architecture architecture = nn::lenet5();
    architecture.input.shape = {1, 20, 20};
    architecture.resolve();
    EXPECT_THROW(studio.show_model(std::make_shared<const nn::Model>(nn::empty_model(architecture))), Error);
    EXPECT_EQ(studio.exhibit().model().name, "lenet5");
}

TEST(Studio, SeveralExhibitsReadOneDrawing) {
    Studio studio(some_setup());
    studio.exhibits().push_back(std::make_unique<Exhibit>(test::bundled_model("mlp")));
    canvas::Drawing drawing;
    drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
    studio.canvas.replace(drawing);
    EXPECT_TRUE(studio.read());
    for (const auto& exhibit : studio.exhibits()) EXPECT_EQ(exhibit->reading().verdict.best, 7);
}

TEST(Selection, APinIsReplacedOrOneIsAdded) {
    Studio studio(some_setup());
    select(studio, unit_called(studio, "fc1/17").unit, false);
    select(studio, unit_called(studio, "a:fc1/18").unit, false);
    EXPECT_EQ(studio.view().pins, std::vector<std::string>{"fc1/18"});
    select(studio, unit_called(studio, "conv2/9/3/4").unit, true);
    EXPECT_EQ(studio.view().pins, (std::vector<std::string>{"fc1/18", "conv2/9/3/4"}));
    EXPECT_EQ(studio.view().selection, "conv2/9/3/4");
    unpin(studio, unit_called(studio, "conv2/9/3/4").unit);
    EXPECT_EQ(studio.view().selection, "fc1/18");
    EXPECT_THROW(unit_called(studio, "fc9/1"), Error);
    EXPECT_THROW(layer_called(studio, "fc9"), Error);
}

TEST(Selection, AnAddressMayNameTheExhibit) {
    Studio studio(some_setup());
    EXPECT_EQ(test::error_line([&] { unit_called(studio, "b:output/3"); }),
              "'b:output/3' is of no network on show; there are 1, called a, b, ...");
    studio.exhibits().push_back(std::make_unique<Exhibit>(test::bundled_model("mlp")));
    const UnitOnShow second = unit_called(studio, "b:output/3");
    EXPECT_EQ(second.exhibit, 1u);
    select(studio, second.exhibit, second.unit, false);
    EXPECT_EQ(studio.exhibits()[1]->view.selection, "output/3");
    EXPECT_EQ(studio.view().selection, "") << "the first is as it was";
    unpin(studio, second.unit, second.exhibit);
    EXPECT_EQ(studio.exhibits()[1]->view.selection, "");
    EXPECT_EQ(unit_called(studio, "a:output/3").exhibit, 0u);
    EXPECT_THROW(unit_called(studio, "b:conv2/9/3/4"), Error) << "mlp has no such layer";
    EXPECT_THROW(unit_called(studio, "bb:output/3"), Error);
}

}  // namespace
}  // namespace convoscope::studio
