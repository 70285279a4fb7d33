#include "scene/view_state.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace convoscope::scene {
namespace {

TEST(ViewState, ReadsBackWhatItWrote) {
    ViewState state;
    state.preset.reset();
    state.camera = {{1, 2, 3}, 456, -30, 12, 33};
    state.home = Preset::Flat;
    state.arrangement = Arrangement::Flat;
    state.selection = "conv2/9/3/4";
    state.palette = Palette::Signed;
    state.scale = Scale::Map;
    state.theme = Theme::Light;
    state.interface_scale = 1.5f;
    state.panels = false;
    state.motion = false;
    EXPECT_EQ(parse_view_state(to_json(state), "test"), state);
    state.preset = Preset::Side;
    EXPECT_EQ(parse_view_state(to_json(state), "test"), state);
}

TEST(ViewState, AbsentKeysKeepTheirDefaultsAndUnknownOnesAreIgnored) {
    EXPECT_EQ(parse_view_state(R"({"version": 1, "colour_of_the_moon": 3})", "test"), ViewState{});
}

TEST(ViewState, LiesAreRefusedInOneLine) {
    for (const char* text :
         {"", "not json", "[1]", R"({"preset": "upside-down"})", R"({"interface_scale": 900})",
          R"({"interface_scale": "big"})", R"({"camera": 7})", R"({"camera": {"distance": -1}})",
          R"({"camera": {"x": 1e40}})", R"({"panels": 1})", R"({"selection": 5})"}) {
        try {
            parse_view_state(text, "file.json");
            FAIL() << text;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("file.json"), std::string::npos);
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
        }
    }
}

TEST(ViewState, PresetsHaveNames) {
    for (const Preset preset : {Preset::Stage, Preset::Original, Preset::Flat, Preset::Side, Preset::Answer})
        EXPECT_EQ(preset_named(name_of(preset)), preset);
    EXPECT_FALSE(preset_named("nonsense"));
}

}  // namespace
}  // namespace convoscope::scene
