#include "ui/terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace convoscope::ui {
namespace {

/// "conv:convolution 16 × 10 × 10:shape"
std::string found(std::string_view words, Language language = Language::English) {
    std::string all;
    for (const FoundTerm& term : terms_in(words, language)) {
        if (!all.empty()) all += ", ";
        all +=
            std::string(words.substr(term.begin, term.end - term.begin)) + ":" + std::string(term.term->id);
    }
    return all;
}

/// Characters of UTF-8.
std::size_t length_of(const std::string& words) {
    return static_cast<std::size_t>(std::ranges::count_if(
        words, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

// What the issue of the first readers named, and what stands in the pages' headings.
TEST(Terms, EveryTechnicalWordIsOne) {
    for (const char* word : {"conv",        "pool",
                             "fc",          "ReLU",
                             "tanh",        "sigmoid",
                             "bias",        "pre-activation",
                             "logit",       "activation",
                             "softmax",     "temperature",
                             "scale",       "16 × 10 × 10",
                             "neuron",      "layer",
                             "map",         "kernel",
                             "patch",       "product",
                             "weights",     "contributions",
                             "edges",       "stride",
                             "padding",     "receptive field",
                             "probability", "mean",
                             "silent",      "class",
                             "pulse"})
        EXPECT_EQ(terms_in(word, Language::English).size(), 1u) << word;
    for (const char* word :
         {"卷积", "池化",         "全连接", "ReLU", "偏置",   "预激活值", "激活值", "softmax", "温度",
          "标度", "16 × 10 × 10", "神经元", "层",   "特征图", "卷积核",   "权重",   "贡献",    "连线",
          "步长", "填充",         "感受野", "概率", "均值",   "沉默",     "类别",   "脉冲"})
        EXPECT_EQ(terms_in(word, Language::Chinese).size(), 1u) << word;
}

TEST(Terms, EachHasOneShortSentenceInEachLanguage) {
    std::set<std::string_view> ids;
    for (const Term& term : terms()) {
        EXPECT_TRUE(ids.insert(term.id).second) << term.id << " stands twice";
        const std::string english = term.sentence.english;
        const std::string chinese = term.sentence.chinese;
        EXPECT_GE(length_of(english), 20u) << term.id;
        EXPECT_LE(length_of(english), 120u) << term.id;
        EXPECT_TRUE(english.ends_with(".")) << term.id;
        EXPECT_GE(length_of(chinese), 8u) << term.id;
        EXPECT_LE(length_of(chinese), 60u) << term.id;
        EXPECT_TRUE(chinese.ends_with("。")) << term.id;
    }
}

TEST(Terms, AreFoundByTheirOwnForms) {
    for (const Term& term : terms())
        for (const Language language : {Language::English, Language::Chinese}) {
            const std::string forms = term.forms.in(language);
            const std::string first = forms.substr(0, forms.find('|'));
            const auto all = terms_in(first, language);
            ASSERT_EQ(all.size(), 1u) << first;
            EXPECT_EQ(all[0].term, &term) << first;
        }
}

TEST(Terms, AreWholeWordsWithTheirDigits) {
    EXPECT_EQ(found("conv2 hears pool1, map 3"), "conv2:convolution, pool1:pooling, map:map");
    EXPECT_EQ(found("= pre-activation"), "pre-activation:pre-activation");
    EXPECT_EQ(found("→ ReLU = activation"), "ReLU:relu, activation:activation");
    EXPECT_EQ(found("remapped, unweighted, biased"), "");
    EXPECT_EQ(found("Softmax turns logits"), "Softmax:softmax, logits:logit");
}

TEST(Terms, OfShapesOnlyWholeNumbersAre) {
    EXPECT_EQ(found("6 × 28 × 28"), "6 × 28 × 28:shape");
    EXPECT_EQ(found("in a 5 × 5 patch"), "5 × 5:shape, patch:patch");
    EXPECT_EQ(found("1.5 × 3"), "");
    EXPECT_EQ(found("2 × 3.5"), "");
    EXPECT_EQ(found("12 of 84"), "");
}

TEST(Terms, EachStandsOnce) { EXPECT_EQ(found("a map, two maps, three maps"), "map:map"); }

TEST(Terms, InChineseTheLongestIsTheOne) {
    EXPECT_EQ(found("卷积核", Language::Chinese), "卷积核:kernel");
    EXPECT_EQ(found("= 预激活值", Language::Chinese), "预激活值:pre-activation");
    EXPECT_EQ(found("卷积 5 × 5，ReLU", Language::Chinese), "卷积:convolution, 5 × 5:shape, ReLU:relu");
}

TEST(Terms, ThoseThatAreCurvesHaveAPicture) {
    for (const char* id : {"softmax", "relu", "tanh", "sigmoid", "non-linearity"}) {
        ASSERT_NE(term_called(id), nullptr) << id;
        EXPECT_NE(term_called(id)->picture, nullptr) << id;
    }
    EXPECT_EQ(term_called("no such term"), nullptr);
}

}  // namespace
}  // namespace convoscope::ui
