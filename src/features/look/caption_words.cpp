#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <utility>

#include "features/look/captions.h"
#include "features/look/look.h"
#include "nn/ops/operator.h"
#include "studio/words.h"

/// What the captions say, and how much room that takes.
namespace convoscope::look {
namespace {

using namespace ui;
using studio::Exhibit;

constexpr float kMarkGap = 5;        ///< points
constexpr float kMostShare = 0.23f;  ///< of the stage's width, of captions with the stage's own camera

float text_width(ImFont* font, const std::string& words) {
    return text_size(font, font->FontSize, words.c_str()).x;
}

/// What other programs call a layer ("6_Gemm") says nothing beside it: its operator's short name does, with
/// the title's number ("Linear 2" of "Fully connected 2").
std::string short_name(const nn::Node& layer, const std::string& title, Language language) {
    if (layer.origin.empty()) return layer.name;
    const std::string_view words = layer.op->words.in(Language::English);
    const bool numbered = language == Language::English && title.size() > words.size() &&
                          std::string_view(title).substr(1, words.size() - 1) == words.substr(1);
    if (!numbered) return title;  // a Chinese one is short as it is
    std::string kind = layer.op->name;
    std::ranges::replace(kind, '_', ' ');
    kind.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(kind.front())));
    return kind + title.substr(words.size());
}

/// Names may be longer than titles.
void give_brief(LayerCaption& caption, std::string name) {
    caption.brief = name.size() <= caption.title.size() ? std::move(name) : caption.title;
}

LayerCaption block_caption(const Look& look, const scene::Folding& folding, int index) {
    const nn::LayerBlock& block = folding.blocks()[static_cast<std::size_t>(index)];
    LayerCaption caption;
    caption.node = block.last;
    caption.block = index;
    caption.title = studio::block_title(block, look.language);
    caption.below = studio::block_words(block, look.language);
    give_brief(caption, block.name);
    measure(look, caption);
    return caption;
}

LayerCaption caption_of(const Look& look, const nn::Architecture& architecture, int node) {
    LayerCaption caption;
    caption.node = node;
    caption.title = studio::layer_title(architecture, node, look.language);
    caption.below = studio::layer_words(architecture, node, look.language);
    const nn::Node& layer = architecture.nodes[static_cast<std::size_t>(node)];
    give_brief(caption, short_name(layer, caption.title, look.language));
    caption.folds = !layer.output.is_flat() && layer.output.channels > 1;
    measure(look, caption);
    return caption;
}

/// Of the widest of these captions in this form.
float widest_of(const Look& look, const std::vector<LayerCaption>& captions, CaptionForm form) {
    float widest = 0;
    for (const LayerCaption& caption : captions) widest = std::max(widest, width_in(look, caption, form));
    return widest;
}

/// Pixels that brackets take beside the captions.
float brackets_width(const Look& look, const Exhibit& exhibit) {
    float inner = 0;
    float outer = 0;
    for (const LayerCaption& bracket : brackets_of(look, exhibit)) {
        const bool inside =
            exhibit.stage.folding().blocks()[static_cast<std::size_t>(bracket.block)].parent >= 0;
        float& widest = inside ? inner : outer;
        widest = std::max(widest, width_of(look, bracket) + look.px(2 * kBracketGap));
    }
    return inner + outer;
}

}  // namespace

std::vector<LayerCaption> captions_of(const Look& look, const Exhibit& exhibit) {
    const scene::Folding& folding = exhibit.stage.folding();
    const std::vector<int>& seen_as = folding.seen_as(exhibit.view);
    std::vector<LayerCaption> captions;
    for (int node = 0; node < static_cast<int>(seen_as.size()); ++node) {
        const int block = seen_as[static_cast<std::size_t>(node)];
        if (block < 0) {
            captions.push_back(caption_of(look, exhibit.architecture(), node));
        } else if (node == folding.blocks()[static_cast<std::size_t>(block)].last) {
            captions.push_back(block_caption(look, folding, block));
            captions.back().folds = captions.back().folded = true;
        }
    }
    return captions;
}

std::vector<LayerCaption> brackets_of(const Look& look, const Exhibit& exhibit) {
    const scene::Folding& folding = exhibit.stage.folding();
    const std::vector<int>& seen_as = folding.seen_as(exhibit.view);
    std::vector<LayerCaption> brackets;
    for (int index = static_cast<int>(folding.blocks().size()) - 1; index >= 0; --index) {
        const nn::LayerBlock& block = folding.blocks()[static_cast<std::size_t>(index)];
        const int seen = seen_as[static_cast<std::size_t>(block.first)];
        if (seen >= 0 && seen <= index) continue;
        LayerCaption bracket = block_caption(look, folding, index);
        bracket.form = CaptionForm::TitleAlone;
        bracket.bracket = true;
        brackets.push_back(std::move(bracket));
    }
    return brackets;
}

CaptionForm form_for(const Look& look, const std::vector<LayerCaption>& captions, float stage_width) {
    for (const CaptionForm form : {CaptionForm::Whole, CaptionForm::Small, CaptionForm::TitleAlone})
        if (widest_of(look, captions, form) + look.px(kGap + kStageMargin) <= kMostShare * stage_width)
            return form;
    return CaptionForm::NameAlone;
}

ImFont* first_font(const Look& look, const LayerCaption& caption) {
    return caption.form == CaptionForm::Whole && !caption.stub ? look.fonts.strong : look.fonts.small;
}

float mark_side(const Look& look) { return std::round(0.95f * look.fonts.small->FontSize); }

float marks_width(const Look& look, const LayerCaption& caption) {
    const float each = mark_side(look) + look.px(kMarkGap);
    return static_cast<float>(caption.marks()) * each;
}

void measure(const Look& look, LayerCaption& caption) {
    caption.widths = {
        text_width(look.fonts.strong, caption.title), text_width(look.fonts.small, caption.title),
        text_width(look.fonts.small, caption.brief), text_width(look.fonts.small, caption.second_line())};
}

float width_in(const Look& look, const LayerCaption& caption, CaptionForm form) {
    const float first = marks_width(look, caption) + caption.first_width(form);
    if (caption.stub) return first + look.px(kMarkGap + kStubLine);
    return caption.two_lines(form) ? std::max(first, caption.widths.below) : first;
}

float width_of(const Look& look, const LayerCaption& caption) {
    return width_in(look, caption, caption.form);
}

float height_of(const Look& look, const LayerCaption& caption) {
    const float first = first_font(look, caption)->FontSize;
    return caption.two_lines() ? first + look.fonts.small->FontSize : first;
}

scene::Viewport place_of(const Look& look, const LayerCaption& caption) {
    const float width = width_of(look, caption);
    const float height = height_of(look, caption);
    return {caption.right - width, caption.middle - 0.5f * height, width, height};
}

float captions_width(const Look& look, const Exhibit& exhibit, float stage_width) {
    const std::vector<LayerCaption> captions = captions_of(look, exhibit);
    return widest_of(look, captions, form_for(look, captions, stage_width)) + brackets_width(look, exhibit) +
           look.px(kGap + kStageMargin);
}

}  // namespace convoscope::look
