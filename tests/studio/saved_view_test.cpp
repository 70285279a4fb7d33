#include "studio/saved_view.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/fields_json.h"
#include "support/error_line.h"
#include "support/scratch_folder.h"

namespace convoscope::test {
namespace {

using studio::load_view;
using studio::save_view;
using studio::SavedView;

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
    view.page = "weights";
    view.inspected_layer = "conv2";
    view.sweep = true;
    view.pace = 0.5f;
    view.pulse = 2.5f;
    view.mark = scene::Range{0.25f, 0.5f};
    view.palette = scene::Palette::Signed;
    view.scale = scene::Scale::Fixed;
    view.fixed = {-2, 3};
    view.zoom = {{"tiles", 2.5f}};
    return view;
}

studio::Settings asked_settings() {
    studio::Settings settings;
    settings.theme = scene::Theme::Light;
    settings.interface_scale = 1.5f;
    settings.panels = false;
    settings.motion = false;
    return settings;
}

canvas::Drawing seven() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{60.125f, 60, 0}, {220, 60, 0.5f}, {130, 230, 1}}, 25, false},
                       {{{10, 10, -1}}, 12.5f, true}};
    return drawing;
}

TEST(SavedViewFile, BringsBackTheViewTheModelAndTheDrawing) {
    const ScratchFolder folder;
    save_view({asked_view(), asked_settings(), "harley", seven()}, folder.file("state.json"));
    const SavedView state = load_view(folder.file("state.json"));
    EXPECT_EQ(state.view, asked_view());
    EXPECT_EQ(state.settings, asked_settings());
    EXPECT_EQ(state.model, "harley");
    ASSERT_TRUE(state.drawing);
    EXPECT_EQ(*state.drawing, seven());
    // What is saved again is the same file.
    save_view(state, folder.file("again.json"));
    std::ifstream first(folder.file("state.json"));
    std::ifstream second(folder.file("again.json"));
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>(first), {}}),
              (std::string{std::istreambuf_iterator<char>(second), {}}));
}

TEST(SavedViewFile, AViewAloneIsAState) {
    const ScratchFolder folder;
    for (const scene::ViewState& view : {asked_view(), scene::ViewState{}}) {
        const SavedView state = load_view(folder.write("view.json", fields::to_json(view).dump()));
        EXPECT_EQ(state.view, view);
        EXPECT_EQ(state.model, "");
        EXPECT_FALSE(state.drawing);
    }
    EXPECT_NE(error_line([&] {
                  load_view(folder.write("other.json", R"({"name": "no view"})"));
              }).find("no saved view"),
              std::string::npos);
}

TEST(SavedViewFile, LiesAreOneLine) {
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
        {R"({"interface_scale": 900})", "interface_scale"},
        {R"({"panels": 1})", "panels"},
        {"{}", "no saved view"},
        {R"({"palette": "grey", "model": 5})", "model"},
        {R"({"palette": "grey", "drawing": 5})", ""},
        {R"({"palette": "grey", "drawing": {"version": 1, "canvas": [280, 280], "strokes": 3}})", "strokes"},
        {R"({"palette": "grey", "drawing": {"version": 1, "canvas": [-280, 280], "strokes": []}})",
         "canvas"}};
    for (const auto& lie : lies) {
        const auto& text = lie.first;  // Clang 14 lets no lambda have a structured binding
        const auto& word = lie.second;
        const std::string line = error_line([&] { load_view(folder.write("lie.json", text)); });
        EXPECT_NE(line.find("lie.json"), std::string::npos) << text << " -> " << line;
        EXPECT_NE(line.find(word), std::string::npos) << text << " -> " << line;
        EXPECT_EQ(std::ranges::count(line, '\n'), 0) << line;
    }
    EXPECT_NE(error_line([&] { load_view(folder.file("none.json")); }).find("none.json"), std::string::npos);
}

/// Values are copied and written recursively: without a limit the stack would end.
TEST(SavedViewFile, EndlessNestingIsOneLine) {
    const ScratchFolder folder;
    constexpr std::size_t depth = 1'000'000;
    const std::string nested = std::string(depth, '[') + std::string(depth, ']');
    for (const char* key : {"theme", "drawing", "model"}) {
        const std::string path =
            folder.write("deep.json", R"({"palette": "grey", ")" + std::string(key) + "\": " + nested + "}");
        EXPECT_NE(error_line([&] { load_view(path); }).find("JSON"), std::string::npos) << key;
    }
}

TEST(SavedViewFile, WhatCannotBeWrittenIsOneLine) {
    const ScratchFolder folder;
    const std::string path = folder.file("no/such/folder/state.json");
    EXPECT_NE(error_line([&] { save_view({}, path); }).find(path), std::string::npos);
}

}  // namespace
}  // namespace convoscope::test
