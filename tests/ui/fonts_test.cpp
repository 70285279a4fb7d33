#include "ui/fonts.h"

#include <imgui_internal.h>

#include <algorithm>
#include <vector>

#include "ui/imgui_context.h"

namespace convoscope::ui {
namespace {

constexpr const char* kChinese = "卷积层池化神经元，。；：？！）“”…";

std::vector<ImWchar> characters_of(const char* utf8) {
    std::vector<ImWchar> characters;
    for (const char* at = utf8; *at != '\0';) {
        unsigned character = 0;
        at += ImTextCharFromUtf8(&character, at, nullptr);
        characters.push_back(static_cast<ImWchar>(character));
    }
    return characters;
}

std::vector<ImFont*> all_of(const Fonts& fonts) {
    return {fonts.body, fonts.small, fonts.strong, fonts.large};
}

class FontsTest : public test::ImGuiTest {
  protected:
    void SetUp() override {
        files_ = test::found_fonts();
        if (!files_.chinese) GTEST_SKIP() << "Chinese is written in fonts-wqy-microhei: install it";
    }
    FontFiles files_;
};

TEST_F(FontsTest, HaveLatinAndTheInterfacesSignsAlways) {
    for (const ImFont* font : all_of(load_fonts(files_, 1, {})))
        for (const ImWchar character : characters_of("Aaz09 é×·–—…‘’“”←↑→↓−"))
            EXPECT_NE(font->FindGlyphNoFallback(character), nullptr) << "U+" << std::hex << character;
}

TEST_F(FontsTest, HaveTheChineseThatIsNeeded) {
    GlyphSet needed;
    needed.need(kChinese);
    needed.need("卷", true);
    const Fonts fonts = load_fonts(files_, 1, needed);
    for (const ImFont* font : {fonts.body, fonts.small, fonts.strong})
        for (const ImWchar character : characters_of(kChinese)) {
            const ImFontGlyph* glyph = font->FindGlyphNoFallback(character);
            ASSERT_NE(glyph, nullptr) << "U+" << std::hex << character;
            EXPECT_GT(glyph->X1, glyph->X0) << "it is drawn";
        }
    EXPECT_NE(fonts.large->FindGlyphNoFallback(0x5377), nullptr) << "卷 is needed large";
    EXPECT_EQ(fonts.large->FindGlyphNoFallback(0x79EF), nullptr) << "积 is not: large glyphs are dear";
}

TEST_F(FontsTest, GrowWhenMoreIsNeeded) {
    GlyphSet needed;
    needed.need("卷");
    EXPECT_EQ(load_fonts(files_, 1, needed).body->FindGlyphNoFallback(0x6C60), nullptr);
    ASSERT_TRUE(needed.need("池"));
    const Fonts grown = load_fonts(files_, 1, needed);
    for (const ImWchar character : characters_of("卷池A"))
        EXPECT_NE(grown.body->FindGlyphNoFallback(character), nullptr);
    EXPECT_EQ(ImGui::GetIO().Fonts->Fonts.Size, 4) << "they take the place of those before";
    EXPECT_EQ(ImGui::GetIO().FontDefault, grown.body);
}

TEST_F(FontsTest, ShowABoxOrMarkForWhatNoFontHas) {
    GlyphSet needed;
    needed.need("\xEE\x80\x80");  // U+E000: for private use, in neither font
    const Fonts fonts = load_fonts(files_, 1, needed);
    for (const ImFont* font : all_of(fonts)) {
        EXPECT_EQ(font->FindGlyphNoFallback(0xE000), nullptr);
        const ImFontGlyph* shown = font->FindGlyph(0xE000);
        ASSERT_NE(shown, nullptr);
        EXPECT_TRUE(shown->Visible);
        EXPECT_GT(shown->AdvanceX, 0.0f);
    }
    EXPECT_FALSE(needed.need("\xEE\x80\x80")) << "it is not asked for again";
}

TEST_F(FontsTest, DigitsAreOfEvenWidthBesideChinese) {
    GlyphSet needed;
    needed.need(kChinese, true);
    for (const float scale : {1.0f, 1.25f, 2.0f})
        for (const ImFont* font : all_of(load_fonts(files_, scale, needed)))
            for (ImWchar digit = '0'; digit <= '9'; ++digit) {
                EXPECT_EQ(font->GetCharAdvance(digit), font->GetCharAdvance('0')) << digit;
                const ImFontGlyph& glyph = *font->FindGlyph(digit);
                EXPECT_EQ(glyph.AdvanceX, font->GetCharAdvance('0')) << digit;
                EXPECT_GE(glyph.X0, -0.5f) << digit << " stays in its place";
                EXPECT_LE(glyph.X1, glyph.AdvanceX + 0.5f) << digit << " stays in its place";
            }
}

TEST_F(FontsTest, GrowWithTheScale) {
    GlyphSet needed;
    needed.need(kChinese);
    const float size = load_fonts(files_, 1, needed).body->FontSize;
    const Fonts fonts = load_fonts(files_, 2, needed);
    EXPECT_EQ(fonts.body->FontSize, 2 * size);
    EXPECT_LT(fonts.small->FontSize, fonts.body->FontSize);
    EXPECT_GT(fonts.large->FontSize, fonts.body->FontSize);
    EXPECT_NEAR(fonts.body->GetCharAdvance(0x5377), fonts.body->FontSize, 0.2f * fonts.body->FontSize)
        << "a Chinese character fills a square of the line's height";
}

/// Mixed lines look right: 中 and H stand on about the same line and are about as high.
TEST_F(FontsTest, ChineseStandsOnLatinsLine) {
    GlyphSet needed;
    needed.need("中", true);
    for (const ImFont* font : all_of(load_fonts(files_, 2, needed))) {
        const ImFontGlyph* latin = font->FindGlyph('H');
        const ImFontGlyph* chinese = font->FindGlyph(0x4E2D);
        EXPECT_NEAR(chinese->Y1, latin->Y1, 0.2f * font->FontSize);
        EXPECT_NEAR(0.5f * (chinese->Y0 + chinese->Y1), 0.5f * (latin->Y0 + latin->Y1),
                    0.12f * font->FontSize);
        EXPECT_GE(chinese->Y0, 0.0f);
        EXPECT_LE(chinese->Y1, font->FontSize) << "no line reaches into the next";
    }
}

TEST_F(FontsTest, WithoutAChineseFontAreLatin) {
    GlyphSet needed;
    needed.need(kChinese, true);
    files_.chinese.reset();
    for (const ImFont* font : all_of(load_fonts(files_, 1, needed))) {
        EXPECT_EQ(font->FindGlyphNoFallback(0x5377), nullptr);
        EXPECT_NE(font->FindGlyph(0x5377), nullptr);
    }
}

TEST_F(FontsTest, WithoutAnyFilesAreDearImGuisOwn) {
    GlyphSet needed;
    needed.need(kChinese);
    for (const ImFont* font : all_of(load_fonts({}, 1, needed))) {
        EXPECT_TRUE(font->IsLoaded());
        EXPECT_NE(font->FindGlyphNoFallback('A'), nullptr);
    }
    const Fonts merged = load_fonts({std::nullopt, std::nullopt, files_.chinese}, 1, needed);
    EXPECT_NE(merged.body->FindGlyphNoFallback(0x5377), nullptr);
}

}  // namespace
}  // namespace convoscope::ui
