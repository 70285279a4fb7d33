// Every character of every text is in the fonts that are found.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "platform/desktop/fonts.h"
#include "texts/all_texts.h"
#include "ui/fonts.h"

namespace convoscope {
namespace {

/// The characters of UTF-8, as numbers.
std::vector<unsigned> characters_of(const char* utf8) {
    std::vector<unsigned> characters;
    for (const char* at = utf8; *at != '\0';) {
        unsigned character = 0;
        at += ImTextCharFromUtf8(&character, at, nullptr);
        characters.push_back(character);
    }
    return characters;
}

TEST(Glyphs, OfEveryTextAreInTheFonts) {
    const auto chinese = platform::find_chinese_font();
    if (!chinese) GTEST_SKIP() << "Chinese is written in fonts-wqy-microhei: install it";
    ImGui::CreateContext();
    ui::GlyphSet needed;
    for (const Table& table : all_tables())
        for (const Text& text : table.texts)
            for (const Language language : {Language::English, Language::Chinese})
                needed.need(text.in(language), true);
    const ui::Fonts fonts = ui::load_fonts({platform::find_font(platform::FontWeight::Regular),
                                            platform::find_font(platform::FontWeight::SemiBold), chinese},
                                           1, needed);
    for (const Table& table : all_tables())
        for (const Text& text : table.texts)
            for (const Language language : {Language::English, Language::Chinese})
                for (const unsigned character : characters_of(text.in(language)))
                    for (const ImFont* font : {fonts.body, fonts.small, fonts.strong})
                        EXPECT_TRUE(character == '\n' ||
                                    font->FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr)
                            << "U+" << std::hex << character << " of src/" << table.file << ": "
                            << text.in(language);
    ImGui::DestroyContext();
}

}  // namespace
}  // namespace convoscope
