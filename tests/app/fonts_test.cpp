// What the interface says in either language fits into one font texture, at every scale that can be set.
#include <gtest/gtest.h>
#include <imgui.h>

#include "app/features.h"
#include "app/offscreen.h"
#include "nn/ops/aim_texts.h"
#include "nn/ops/texts.h"
#include "studio/texts.h"

namespace convoscope::app {
namespace {

/// What OpenGL ES 3.0 and WebGL 2 promise of a texture's sides.
constexpr int kLargestTexture = 2048;

ui::GlyphSet glyphs_of(Language language) {
    ui::GlyphSet glyphs;
    for (const features::Feature& feature : all_features()) {
        for (const Text& text : feature.texts) glyphs.need(text.in(language));
        for (const studio::Command& command : feature.commands) glyphs.need(command.title.in(language));
    }
    for (const Text& text : all_of(studio::texts)) glyphs.need(text.in(language));
    for (const Text& text : all_of(nn::ops::words)) glyphs.need(text.in(language));
    for (const Text& text : all_of(nn::ops::aims)) glyphs.need(text.in(language));
    return glyphs;
}

class InterfaceFonts : public ::testing::TestWithParam<Language> {};

TEST_P(InterfaceFonts, FitIntoATextureAtEveryScale) {
    const ui::FontFiles files = find_font_files();
    if (!files.chinese) GTEST_SKIP() << "Chinese is written in fonts-wqy-microhei: install it";
    const ui::GlyphSet glyphs = glyphs_of(GetParam());
    ImGui::CreateContext();
    for (const float scale : {0.25f, 0.5f, 1.0f, 1.25f, 1.5f, 2.0f, 2.5f, 3.0f, 3.5f, 4.0f}) {
        const ui::Fonts fonts = ui::load_fonts(files, scale, glyphs);
        const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
        EXPECT_LE(atlas.TexWidth, kLargestTexture) << scale;
        EXPECT_LE(atlas.TexHeight, kLargestTexture) << scale;
        // However it was baked, it is pushed and measured at its own size.
        EXPECT_NEAR(fonts.large->FontSize * fonts.large->Scale, 56 * scale, 2) << scale;
        EXPECT_NEAR(fonts.body->FontSize * fonts.body->Scale, 15 * scale, 1) << scale;
        EXPECT_TRUE(scale > 3 || fonts.large->Scale == 1) << "soft at " << scale;
    }
    ImGui::DestroyContext();
}

INSTANTIATE_TEST_SUITE_P(Languages, InterfaceFonts, ::testing::Values(Language::English, Language::Chinese),
                         [](const auto& tested) {
                             return tested.param == Language::English ? "English" : "Chinese";
                         });

}  // namespace
}  // namespace convoscope::app
