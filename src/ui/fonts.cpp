#include "ui/fonts.h"

#include <algorithm>
#include <cmath>

namespace convoscope::ui {
namespace {

/// Latin, and the few signs that the interface uses: dashes, ellipsis, arrows, multiplication sign, middle
/// dot.
constexpr ImWchar kGlyphs[] = {0x0020, 0x00FF, 0x2010, 0x2027, 0x2190, 0x2193, 0x2212, 0x2212, 0};
constexpr float kBodySize = 15;
constexpr float kSmallSize = 12.5f;
constexpr float kLargeSize = 56;
constexpr int kLargestTexture = 2048;  ///< a side: what OpenGL ES 3.0 and WebGL 2 promise at least

/// Adds to the font last added what it lacks.
void add_chinese(const FontFiles& files, float size, const ImVector<ImWchar>& ranges) {
    ImFontConfig config;
    config.MergeMode = true;
    config.OversampleH = 1;
    ImGui::GetIO().Fonts->AddFontFromFileTTF(files.chinese->c_str(), size, &config, ranges.Data);
}

ImFont* add_font(const std::optional<std::filesystem::path>& file, float size, const ImWchar* glyphs,
                 int oversample) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontConfig config;
    config.OversampleH = oversample;
    config.OversampleV = 1;
    if (file)
        if (ImFont* font = atlas.AddFontFromFileTTF(file->c_str(), size, &config, glyphs)) return font;
    config.SizePixels =
        std::max(1.0f, std::round(size / 13.0f)) * 13.0f;  // Dear ImGui's own font is a bitmap of 13 pixels
    config.OversampleH = 1;
    config.PixelSnapH = true;
    return atlas.AddFontDefault(&config);
}

/// Gives all digits the widest one's advance, each centred in it.
void even_out_digits(ImFont& font) {
    float widest = 0;
    for (ImWchar digit = '0'; digit <= '9'; ++digit) widest = std::max(widest, font.GetCharAdvance(digit));
    for (ImWchar digit = '0'; digit <= '9'; ++digit) {
        auto* glyph = const_cast<ImFontGlyph*>(font.FindGlyphNoFallback(digit));
        if (!glyph) continue;
        const float shift = std::floor(0.5f * (widest - glyph->AdvanceX));
        glyph->X0 += shift;
        glyph->X1 += shift;
        glyph->AdvanceX = widest;
        if (digit < font.IndexAdvanceX.Size) font.IndexAdvanceX[digit] = widest;
    }
}

/// Gives the font what it lacks of another's letters, drawn from the same texels.
/// @param share  of the other's size
void borrow(ImFont& font, const ImFont& other, float share) {
    const float down = font.Ascent - share * other.Ascent;  // both stand on one line
    for (const ImFontGlyph& glyph : other.Glyphs) {
        const auto character = static_cast<ImWchar>(glyph.Codepoint);
        if (font.FindGlyphNoFallback(character)) continue;
        font.AddGlyph(nullptr, character, share * glyph.X0, share * glyph.Y0 + down, share * glyph.X1,
                      share * glyph.Y1 + down, glyph.U0, glyph.V0, glyph.U1, glyph.V1,
                      share * glyph.AdvanceX);
    }
    font.BuildLookupTable();
}

/// The next character of UTF-8, which is taken off; 0 where it is none.
unsigned take_character(std::string_view& utf8) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    bool valid = length <= utf8.size() && (first < 0x80 || (first >= 0xC2 && first < 0xF5));
    for (std::size_t i = 1; valid && i < length; ++i) valid = (byte(i) & 0xC0) == 0x80;
    if (!valid) {
        utf8.remove_prefix(1);
        return 0;
    }
    unsigned character = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) character = character << 6 | (byte(i) & 0x3Fu);
    utf8.remove_prefix(length);
    return character;
}

}  // namespace

bool GlyphSet::need(std::string_view utf8, bool large) {
    bool grown = false;
    while (!utf8.empty()) {
        const unsigned character = take_character(utf8);
        const bool is_surrogate = character >= 0xD800 && character < 0xE000;  // halves of UTF-16's pairs
        if (character < kFirst || character >= all_.size() || is_surrogate) continue;
        grown = grown || !all_[character] || (large && !large_[character]);
        all_.set(character);
        if (large) large_.set(character);
    }
    return grown;
}

bool GlyphSet::has(unsigned character, bool large) const {
    return character < kFirst || (character < all_.size() && (large ? large_ : all_)[character]);
}

ImVector<ImWchar> GlyphSet::ranges(bool large) const {
    const auto& set = large ? large_ : all_;
    ImVector<ImWchar> ranges;
    for (unsigned first = kFirst; first < set.size(); ++first) {
        if (!set[first]) continue;
        unsigned last = first;
        while (last + 1 < set.size() && set[last + 1]) ++last;
        ranges.push_back(static_cast<ImWchar>(first));
        ranges.push_back(static_cast<ImWchar>(last));
        first = last;
    }
    ranges.push_back(0);
    return ranges;
}

namespace {

/// How finely letters are baked.
struct Fineness {
    int oversample = 2;     ///< of Latin letters, across; large ones are fine enough without
    float share = 1;        ///< of its size at which the large font is baked; it is drawn larger
    bool has_small = true;  ///< small Chinese letters of their own; else the body's, drawn smaller
};

Fonts bake(const FontFiles& files, float scale, const GlyphSet& glyphs, const Fineness& fineness) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    const ImVector<ImWchar> all = glyphs.ranges(false);  // they must live until the atlas is built
    const ImVector<ImWchar> large = glyphs.ranges(true);
    if (scale > 2) atlas.TexDesiredWidth = kLargestTexture;
    const auto add = [&](const std::optional<std::filesystem::path>& file, float points, int finer,
                         const ImVector<ImWchar>* chinese) {
        const float size = std::round(points * scale);
        ImFont* font = add_font(file, size, kGlyphs, finer);
        if (files.chinese && chinese && chinese->Size > 1) add_chinese(files, size, *chinese);
        return font;
    };
    Fonts fonts;
    fonts.body = add(files.regular, kBodySize, fineness.oversample, &all);
    fonts.small = add(files.regular, kSmallSize, fineness.oversample, fineness.has_small ? &all : nullptr);
    fonts.strong = add(files.strong, kBodySize, fineness.oversample, nullptr);
    fonts.large = add(files.strong, kLargeSize * fineness.share, 1, &large);
    fonts.large->Scale = 1 / fineness.share;
    atlas.Build();
    // The Chinese font has one weight: bold letters would be the same ones again.
    borrow(*fonts.strong, *fonts.body, 1);
    if (!fineness.has_small) borrow(*fonts.small, *fonts.body, kSmallSize / kBodySize);
    for (ImFont* font : {fonts.body, fonts.small, fonts.strong, fonts.large}) even_out_digits(*font);
    ImGui::GetIO().FontDefault = fonts.body;
    return fonts;
}

}  // namespace

Fonts load_fonts(const FontFiles& files, float scale, const GlyphSet& glyphs) {
    Fonts fonts = bake(files, scale, glyphs, {});
    // Four times as large, Latin at 224 pixels leaves no room for Chinese: rather soft than without a
    // texture.
    for (const Fineness& fineness :
         {Fineness{1}, Fineness{1, 0.5f}, Fineness{1, 0.5f, false}, Fineness{1, 0.25f, false}}) {
        if (ImGui::GetIO().Fonts->TexHeight <= kLargestTexture) break;
        fonts = bake(files, scale, glyphs, fineness);
    }
    return fonts;
}

}  // namespace convoscope::ui
