#include "app/state_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/program.h"
#include "support/error_line.h"

namespace convoscope::test {
namespace {

using app::load_state;
using app::save_state;
using app::SavedState;

/// A view in which nothing is as it is at first.
scene::ViewState asked_view() {
    scene::ViewState view;
    view.preset.reset();
    view.home = scene::Preset::Flat;
    view.arrangement = scene::Arrangement::Flat;
    view.camera.target = {1.25f, -2, 3};
    view.camera.distance = 77;
    view.camera.yaw = 12.5f;
    view.camera.pitch = 33;
    view.selection = "conv2/9/3/4";
    view.pins = {"fc1/17", "conv2/9/3/4"};
    view.edges = {scene::EdgeView::Value::Contribution, scene::EdgeView::Direction::Outgoing, true};
    view.layers = {{"conv1", scene::LayerDisplay::Folded}, {"fc2", scene::LayerDisplay::Hidden}};
    view.page = scene::Page::Weights;
    view.inspected_layer = "conv2";
    view.sweep = true;
    view.pace = 0.5f;
    view.pulse = 2.5f;
    view.mark = scene::Range{0.25f, 0.5f};
    view.palette = scene::Palette::Signed;
    view.scale = scene::Scale::Fixed;
    view.fixed = {-2, 3};
    view.theme = scene::Theme::Light;
    view.interface_scale = 1.5f;
    view.panels = false;
    view.motion = false;
    return view;
}

canvas::Drawing seven() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{60.125f, 60, 0}, {220, 60, 0.5f}, {130, 230, 1}}, 25, false},
                       {{{10, 10, -1}}, 12.5f, true}};
    return drawing;
}

TEST(StateFile, BringsBackTheViewTheModelAndTheDrawing) {
    const ScratchFolder folder;
    save_state({asked_view(), "harley", seven()}, folder.file("state.json"));
    const SavedState state = load_state(folder.file("state.json"));
    EXPECT_EQ(state.view, asked_view());
    EXPECT_EQ(state.model, "harley");
    ASSERT_TRUE(state.drawing);
    EXPECT_EQ(*state.drawing, seven());
    // What is saved again is the same file.
    save_state(state, folder.file("again.json"));
    std::ifstream first(folder.file("state.json"));
    std::ifstream second(folder.file("again.json"));
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>(first), {}}),
              (std::string{std::istreambuf_iterator<char>(second), {}}));
}

TEST(StateFile, AViewAloneIsAState) {
    const ScratchFolder folder;
    for (const scene::ViewState& view : {asked_view(), scene::ViewState{}}) {
        const SavedState state = load_state(folder.write("view.json", scene::to_json(view)));
        EXPECT_EQ(state.view, view);
        EXPECT_EQ(state.model, "");
        EXPECT_FALSE(state.drawing);
    }
    EXPECT_EQ(load_state(folder.write("nothing.json", "{}")).view, scene::ViewState{});
}

TEST(StateFile, LiesAreOneLine) {
    const ScratchFolder folder;
    const std::vector<std::pair<std::string, std::string>> lies{
        {"", "JSON"},
        {"{\"palette\": ", "JSON"},
        {"[1, 2]", "object"},
        {R"({"palette": "pink"})", "palette"},
        {R"({"camera": {"distance": -1}})", "distance"},
        {R"({"camera": 7})", "object"},
        {R"({"pins": "fc1/17"})", "pins"},
        {R"({"pins": [1]})", "pins"},
        {R"({"layers": {"conv1": "gone"}})", "conv1"},
        {R"({"mark": [2, 1]})", "mark"},
        {R"({"fixed": [0, 1e99]})", "fixed"},
        {R"({"pace": 0})", "pace"},
        {R"({"sweep": "yes"})", "sweep"},
        {R"({"model": 5})", "model"},
        {R"({"drawing": 5})", ""},
        {R"({"drawing": {"version": 1, "canvas": [280, 280], "strokes": 3}})", "strokes"},
        {R"({"drawing": {"version": 1, "canvas": [-280, 280], "strokes": []}})", "canvas"}};
    for (const auto& [text, word] : lies) {
        const std::string line = error_line([&] { load_state(folder.write("lie.json", text)); });
        EXPECT_NE(line.find("lie.json"), std::string::npos) << text << " -> " << line;
        EXPECT_NE(line.find(word), std::string::npos) << text << " -> " << line;
        EXPECT_EQ(std::ranges::count(line, '\n'), 0) << line;
    }
    EXPECT_NE(error_line([&] { load_state(folder.file("none.json")); }).find("none.json"), std::string::npos);
}

TEST(StateFile, WhatCannotBeWrittenIsOneLine) {
    const ScratchFolder folder;
    const std::string path = folder.file("no/such/folder/state.json");
    EXPECT_NE(error_line([&] { save_state({}, path); }).find(path), std::string::npos);
}

}  // namespace
}  // namespace convoscope::test
