#include "ui/lines.h"

#include <sstream>
#include <vector>

#include "ui/imgui_context.h"
#include "ui/look.h"

namespace convoscope::ui {
namespace {

/// Dear ImGui's own font has no Chinese: each character is then as wide as the fallback, which is all the
/// same to where lines break.
class Lines : public test::ImGuiTest {
  protected:
    void SetUp() override {
        GlyphSet glyphs;
        glyphs.need("卷积层的每个神经元只看前一层的一小块，称为感受野。“你好”（测试）！？：；、…");
        font_ = load_fonts(test::found_fonts(), 1, glyphs).body;
        size_ = font_->FontSize;
    }
    float width_of(const std::string& words) const { return text_size(font_, size_, words.c_str()).x; }
    std::string shorter(const std::string& words, float width, Keep keep = Keep::Beginning) const {
        return shortened(font_, size_, width, words, keep);
    }
    std::string lines(const std::string& words, float width) const {
        return wrapped(font_, size_, width, words);
    }

    ImFont* font_ = nullptr;
    float size_ = 0;
};

std::vector<std::string> split(const std::string& words) {
    std::vector<std::string> lines;
    std::istringstream stream(words);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string without(std::string words, const std::string& signs) {
    std::erase_if(words, [&](char sign) { return signs.find(sign) != std::string::npos; });
    return words;
}

constexpr const char* kEnglish = "a unit of a convolution sees a small patch of the layer before it alone";
constexpr const char* kChinese = "卷积层的每个神经元只看前一层的一小块，称为感受野。“你好”（测试）！";

TEST_F(Lines, ThatFitStayAsTheyAre) {
    for (const char* words : {"", "a", kEnglish, kChinese}) {
        EXPECT_EQ(lines(words, width_of(words)), words);
        EXPECT_EQ(shorter(words, width_of(words)), words);
        EXPECT_EQ(shorter(words, width_of(words), Keep::End), words);
    }
}

TEST_F(Lines, EnglishBreaksBetweenWords) {
    const float width = width_of("a unit of a convolution");
    const std::vector<std::string> broken = split(lines(kEnglish, width));
    ASSERT_GE(broken.size(), 3u);
    EXPECT_EQ(broken[0], "a unit of a convolution");
    std::string joined;
    for (const std::string& line : broken) {
        EXPECT_LE(width_of(line), width) << line;
        EXPECT_NE(line.back(), ' ') << line;
        joined += (joined.empty() ? "" : " ") + line;
    }
    EXPECT_EQ(joined, kEnglish);
}

TEST_F(Lines, AWordThatIsTooWideStaysWhole) {
    const std::vector<std::string> broken = split(lines("of convolutional layers", width_of("convol")));
    EXPECT_EQ(broken, (std::vector<std::string>{"of", "convolutional", "layers"}));
}

TEST_F(Lines, BreaksThatAreThereStay) {
    EXPECT_EQ(lines("one\n\ntwo\n", width_of("one two")), "one\n\ntwo\n");
    EXPECT_EQ(lines("卷积\n层", width_of("卷积层卷积层")), "卷积\n层");
}

TEST_F(Lines, ChineseBreaksBetweenCharactersAndLosesNone) {
    for (int characters = 2; characters < 12; ++characters) {
        std::string sample;
        for (int i = 0; i < characters; ++i) sample += "卷";
        const float width = width_of(sample);
        const std::string broken = lines(kChinese, width);
        EXPECT_EQ(without(broken, "\n"), kChinese);
        const std::vector<std::string> all = split(broken);
        EXPECT_GT(all.size(), 2u);
        for (std::size_t i = 0; i + 1 < all.size(); ++i)
            EXPECT_GT(width_of(all[i]), width - 4 * width_of("卷")) << "lines are filled: " << all[i];
        if (characters < 4) continue;  // with its marks, what stays together may be wider
        for (const std::string& line : all) EXPECT_LE(width_of(line), width) << line;
    }
}

TEST_F(Lines, NoLineBeginsWithAClosingMark) {
    for (const std::string mark : {"，", "。", "；", "：", "？", "！", "、", "）", "”", "’", "》", "…"}) {
        const std::string words = "卷积" + mark + "卷积";
        for (float width = 1; width < width_of(words); width += 1)
            for (const std::string& line : split(lines(words, width)))
                EXPECT_FALSE(line.starts_with(mark)) << lines(words, width);
    }
}

TEST_F(Lines, NoLineEndsWithAnOpeningMark) {
    for (const std::string mark : {"（", "“", "‘", "《"}) {
        const std::string words = "卷积" + mark + "卷积";
        for (float width = 1; width < width_of(words); width += 1)
            for (const std::string& line : split(lines(words, width)))
                EXPECT_FALSE(line.ends_with(mark)) << lines(words, width);
    }
}

TEST_F(Lines, LatinWordsInChineseStayWhole) {
    const std::string words = "模型convolution的层conv2/9的值";
    for (float width = width_of("convolution"); width < width_of(words); width += 2) {
        const std::string broken = lines(words, width);
        EXPECT_NE(broken.find("convolution"), std::string::npos) << broken;
        EXPECT_NE(broken.find("conv2/9"), std::string::npos) << broken;
        EXPECT_EQ(without(broken, "\n"), words);
    }
}

TEST_F(Lines, AreShortenedAtTheirEnd) {
    for (const char* words : {kEnglish, kChinese})
        for (float width = width_of("…") + 1; width < width_of(words); width += 3) {
            const std::string cut = shorter(words, width);
            ASSERT_TRUE(cut.ends_with("…")) << cut;
            EXPECT_LE(width_of(cut), width) << cut;
            const std::string kept = cut.substr(0, cut.size() - 3);
            EXPECT_TRUE(std::string(words).starts_with(kept)) << cut;
            EXPECT_NE(static_cast<unsigned char>(words[kept.size()]) & 0xC0, 0x80)
                << "in a character: " << cut;
        }
    EXPECT_EQ(shorter("神经元", width_of("神经…")), "神经…") << "as much as fits";
}

TEST_F(Lines, AreShortenedAtTheirBeginning) {
    for (const char* words : {kEnglish, kChinese})
        for (float width = width_of("…") + 1; width < width_of(words); width += 3) {
            const std::string cut = shorter(words, width, Keep::End);
            ASSERT_TRUE(cut.starts_with("…")) << cut;
            EXPECT_LE(width_of(cut), width) << cut;
            const std::string kept = cut.substr(3);
            EXPECT_TRUE(std::string(words).ends_with(kept)) << cut;
            EXPECT_NE(static_cast<unsigned char>(*kept.c_str()) & 0xC0, 0x80) << "in a character: " << cut;
        }
    EXPECT_EQ(shorter("神经元", width_of("…经元"), Keep::End), "…经元") << "as much as fits";
}

TEST_F(Lines, WithoutAnyRoomAreAnEllipsis) {
    EXPECT_EQ(shorter(kChinese, 0), "…");
    EXPECT_EQ(shorter(kEnglish, 0, Keep::End), "…");
}

/// A file's name may be any bytes.
TEST_F(Lines, OfAnyBytesAreShortened) {
    for (const std::string& words :
         {std::string(40, '\x80'), std::string(40, '\xE5'), "\xBF\xBF\xBF" + std::string(40, 'a')})
        for (const Keep keep : {Keep::Beginning, Keep::End})
            for (float width = 0; width < width_of(words); width += 5)
                EXPECT_LE(shorter(words, width, keep).size(), words.size() + 3);
    EXPECT_EQ(without(lines(std::string(40, '\x80'), 5), "\n"), std::string(40, '\x80'));
}

}  // namespace
}  // namespace convoscope::ui
