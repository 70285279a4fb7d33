#include "scene/view_state.h"

#include <gtest/gtest.h>

#include "base/fields_json.h"
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

ViewState parsed(const char* json) { return read_view_state(fields::Json::parse(json), "test"); }

TEST(ViewState, ReadsBackWhatItWrote) {
    ViewState state;
    state.preset.reset();
    state.camera = {{1, 2, 3}, 456, -30, 12, 33};
    state.home = Preset::Flat;
    state.arrangement = Arrangement::Flat;
    state.selection = "conv2/9/3/4";
    state.pins = {"fc1/17", "conv2/9/3/4"};
    state.edges = {EdgeView::Value::Contribution, EdgeView::Direction::Outgoing, true};
    state.layers = {{"pool1", LayerDisplay::Hidden}, {"conv2", LayerDisplay::Folded}};
    state.page = "weights";
    state.inspected_layer = "fc1";
    state.explanation = "why";
    state.sweep = true;
    state.pace = 20;
    state.pulse = 2.5f;
    state.mark = Range{0.25f, 0.5f};
    state.fixed = {-2, 3};
    state.palette = Palette::Signed;
    state.scale = Scale::Map;
    state.zoom = {{"weights of conv2", 3}};
    EXPECT_EQ(read_view_state(fields::to_json(state), "test"), state);
    state.preset = Preset::Side;
    EXPECT_EQ(read_view_state(fields::to_json(state), "test"), state);
}

TEST(ViewState, AbsentKeysKeepTheirDefaultsAndUnknownOnesAreIgnored) {
    EXPECT_EQ(parsed(R"({"version": 1, "colour_of_the_moon": 3})"), ViewState{});
}

TEST(ViewState, LiesAreRefusedInOneLine) {
    for (const char* text :
         {"[1]", R"({"preset": "upside-down"})", R"({"camera": 7})", R"({"camera": {"distance": -1}})",
          R"({"camera": {"x": 1e40}})", R"({"selection": 5})", R"({"pins": "fc1/17"})", R"({"pins": [3]})",
          R"({"edges": 3})", R"({"edges": {"value": "price"}})", R"({"layers": {"conv1": "upside-down"}})",
          R"({"layers": []})", R"({"fixed": [2, 1]})", R"({"fixed": [0, 1e40]})",
          R"({"mark": {"range": [1]}})", R"({"mark": [1]})", R"({"pace": 0})"}) {
        try {
            read_view_state(fields::Json::parse(text), "file.json");
            FAIL() << text;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("file.json"), std::string::npos);
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
        }
    }
}

TEST(ViewState, ASelectedUnitIsPinned) {
    EXPECT_EQ(parsed(R"({"selection": "fc1/3"})").pins, std::vector<std::string>{"fc1/3"});
}

TEST(ViewState, PresetsHaveNames) {
    for (const Preset preset : {Preset::Stage, Preset::Original, Preset::Flat, Preset::Side, Preset::Answer})
        EXPECT_EQ(preset_named(name_of(preset)), preset);
    EXPECT_FALSE(preset_named("nonsense"));
}

TEST(ViewState, NamesLayersAndNotNodes) {
    ViewState state;
    state.layers = {{"conv2", LayerDisplay::Folded}, {"of another network", LayerDisplay::Hidden}};
    const auto displays = displays_of(state, nn::lenet5());
    ASSERT_EQ(displays.size(), 8u);
    for (std::size_t node = 0; node < 8; ++node)
        EXPECT_EQ(displays[node], node == 3 ? LayerDisplay::Folded : LayerDisplay::Shown) << node;
}

TEST(ViewState, ASweepFindsItsPaceUnlessItIsSaid) {
    ViewState state;
    EXPECT_EQ(sweep_length({6, 28, 28}), 784);
    EXPECT_FLOAT_EQ(sweep_pace(state, {6, 28, 28}), 784.0f / 12);
    EXPECT_FLOAT_EQ(sweep_pace(state, {16, 5, 5}), 8.0f) << "slow enough to follow";
    EXPECT_FLOAT_EQ(sweep_pace(state, {64, 224, 224}), 100.0f);
    state.pace = 2;
    EXPECT_FLOAT_EQ(sweep_pace(state, {6, 28, 28}), 2.0f);
}

TEST(ViewState, SaysHowValuesBecomeColours) {
    ViewState state;
    EXPECT_EQ(scaling_of(state), (Scaling{Scale::Layer, false, {0, 1}}));
    state.scale = Scale::Fixed;
    state.fixed = {-2, 3};
    state.palette = Palette::Signed;
    EXPECT_EQ(scaling_of(state), (Scaling{Scale::Fixed, true, {-2, 3}}));
}

}  // namespace
}  // namespace convoscope::scene
