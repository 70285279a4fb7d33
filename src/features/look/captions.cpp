#include "features/look/captions.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.h"
#include "features/look/look.h"
#include "features/look/overlap.h"
#include "features/look/texts.h"
#include "nn/ops/operator.h"
#include "studio/words.h"

namespace convoscope::look {
namespace {

using namespace ui;
using studio::Exhibit;

constexpr float kGap = 14;         ///< points between a caption and its layer
constexpr float kStageMargin = 8;  ///< and between it and the stage's border
constexpr float kTilted = 10;      ///< degrees of yaw from which a layer's left end is a corner, not a side
constexpr float kMarkGap = 5;
constexpr float kStubLine = 22;      ///< of a hidden layer
constexpr float kMostShare = 0.23f;  ///< of the stage's width, of captions with the stage's own camera

constexpr float kBracketGap = 10;   ///< between a bracket and the captions beside it
constexpr float kMostDrift = 0.9f;  ///< lines that a caption may stand away from its layer

LayerCaption block_caption(const Look& look, const scene::Folding& folding, int index) {
    const nn::LayerBlock& block = folding.blocks()[static_cast<std::size_t>(index)];
    LayerCaption caption;
    caption.node = block.last;
    caption.block = index;
    caption.name = block.name;
    caption.title = studio::block_title(block, look.language);
    caption.below = studio::block_words(block, look.language);
    return caption;
}

LayerCaption caption_of(const Look& look, const nn::Architecture& architecture, int node) {
    LayerCaption caption;
    caption.node = node;
    caption.title = studio::layer_title(architecture, node, look.language);
    caption.below = studio::layer_words(architecture, node, look.language);
    const nn::Node& layer = architecture.nodes[static_cast<std::size_t>(node)];
    caption.name = layer.name;
    caption.folds = !layer.output.is_flat() && layer.output.channels > 1;
    return caption;
}

/// Of all layers and folded blocks, by node, without a place yet.
std::vector<LayerCaption> captions_of(const Look& look, const Exhibit& exhibit) {
    const scene::Folding& folding = exhibit.stage.folding();
    std::vector<LayerCaption> captions;
    for (int node = 0; node < static_cast<int>(exhibit.architecture().nodes.size()); ++node) {
        const auto block = folding.seen_as(exhibit.view, node);
        if (!block) {
            captions.push_back(caption_of(look, exhibit.architecture(), node));
        } else if (node == folding.blocks()[static_cast<std::size_t>(*block)].last) {
            captions.push_back(block_caption(look, folding, *block));
            captions.back().folds = captions.back().folded = true;
        }
    }
    return captions;
}

float widest_of(const Look& look, std::vector<LayerCaption> captions, CaptionForm form) {
    float widest = 0;
    for (LayerCaption& caption : captions) {
        caption.form = form;
        widest = std::max(widest, width_of(look, caption));
    }
    return widest;
}

/// The largest form in which all of these captions take no more than their share of the stage.
CaptionForm form_for(const Look& look, const std::vector<LayerCaption>& captions, float stage_width) {
    for (const CaptionForm form : {CaptionForm::Whole, CaptionForm::Small, CaptionForm::TitleAlone})
        if (widest_of(look, captions, form) + look.px(kGap + kStageMargin) <= kMostShare * stage_width)
            return form;
    return CaptionForm::NameAlone;
}

/// Of the blocks that are open, inner ones first.
std::vector<LayerCaption> brackets_of(const Look& look, const Exhibit& exhibit) {
    const scene::Folding& folding = exhibit.stage.folding();
    std::vector<LayerCaption> brackets;
    for (int index = static_cast<int>(folding.blocks().size()) - 1; index >= 0; --index) {
        const nn::LayerBlock& block = folding.blocks()[static_cast<std::size_t>(index)];
        const auto seen_as = folding.seen_as(exhibit.view, block.first);
        if (seen_as && *seen_as <= index) continue;
        LayerCaption bracket = block_caption(look, folding, index);
        bracket.form = CaptionForm::TitleAlone;
        bracket.bracket = true;
        brackets.push_back(std::move(bracket));
    }
    return brackets;
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

/// The corners of the layer's footprint that are farthest to the left and to the right as seen now; nothing
/// behind the eye.
struct Ends {
    scene::Vector3 left;
    scene::Vector3 right;
};
std::optional<Ends> ends_of(const Exhibit& exhibit, const scene::LayerPlace& layer) {
    std::optional<Ends> ends;
    const float y = 0.5f * (layer.low.y() + layer.high.y());
    for (const float x : {layer.low.x(), layer.high.x()})
        for (const float z : {layer.low.z(), layer.high.z()}) {
            const scene::Vector3 corner = exhibit.stage.camera().project({x, y, z}, exhibit.stage.viewport());
            if (corner.z() <= 0) return std::nullopt;
            if (!ends) ends = Ends{corner, corner};
            if (corner.x() < ends->left.x()) ends->left = corner;
            if (corner.x() > ends->right.x()) ends->right = corner;
        }
    return ends;
}

class Placing {
  public:
    Placing(const Look& look, const Exhibit& exhibit, const scene::Viewport& free)
        : look_(look), exhibit_(exhibit), stage_(exhibit.stage.viewport()), free_(free) {
        for (const scene::LayerPlace& layer : exhibit.stage.layout().layers)
            if (layer.visible())
                outlines_.push_back(outline_of(layer.low, layer.high, exhibit.stage.camera(), stage_));
    }

    std::vector<LayerCaption> run() {
        const auto& layers = exhibit_.stage.layout().layers;
        if (layers.empty()) return {};  // before the first frame
        std::vector<LayerCaption> all = captions_of(look_, exhibit_);
        const CaptionForm form = form_for(look_, all, stage_.width);
        for (LayerCaption& caption : all) {
            caption.form = form;
            if (beside(layers[static_cast<std::size_t>(caption.node)], caption))
                captions_.push_back(std::move(caption));
        }
        make_room();
        std::erase_if(captions_, [this](LayerCaption& caption) { return !shrink_to_fit(caption); });
        leave_out();
        for (LayerCaption& caption : captions_) add_maximum(caption);
        for (LayerCaption& bracket : brackets_of(look_, exhibit_)) add_bracket(std::move(bracket));
        return std::move(captions_);
    }

  private:
    /// Its place at the layer's left end, whether it fits there or not. @return whether there is one
    bool beside(const scene::LayerPlace& layer, LayerCaption& caption) const {
        if (layer.presence > 0 && layer.presence < 1) return false;  // coming or going
        caption.stub = !layer.visible();
        caption.folded = layer.folded >= 0.5f || caption.block >= 0;
        if (caption.folded && caption.block < 0)
            caption.below = look_.words(Message(texts.layer_folded, layer.block_count));
        const scene::Vector3 middle =
            exhibit_.stage.camera().project(0.5f * (layer.low + layer.high), stage_);
        if (middle.z() <= 0) return false;
        if (caption.stub) {
            caption.right = free_.x + look_.px(kStageMargin) + width_of(look_, caption);
            caption.middle = middle.y();
            return true;
        }
        const auto ends = ends_of(exhibit_, layer);
        if (!ends) return false;
        caption.right = ends->left.x() - look_.px(kGap);
        caption.left_end = ends->left.x();
        caption.right_end = ends->right.x();
        caption.top = middle.y();
        for (const scene::Vector2& corner :
             outline_of(layer.low, layer.high, exhibit_.stage.camera(), stage_))
            caption.top = std::min(caption.top, corner.y());
        caption.middle = std::abs(exhibit_.stage.camera().yaw) > kTilted ? ends->left.y() : middle.y();
        caption.crowded = layer.in_bundle() && !is_leftmost(layer);
        return true;
    }

    bool is_leftmost(const scene::LayerPlace& layer) const {
        return std::ranges::none_of(exhibit_.stage.layout().layers, [&](const scene::LayerPlace& other) {
            return other.spot.rank == layer.spot.rank && other.spot.column < layer.spot.column;
        });
    }

    bool side_by_side(const LayerCaption& a, const LayerCaption& b) const {
        return a.right < b.right - width_of(look_, b) || b.right < a.right - width_of(look_, a);
    }

    /// Captions that would touch another become one line each, and those that still would move apart. Where
    /// they would move away from their layers, some are left out.
    void make_room() {
        std::vector<LayerCaption> later;  // between branches they stand elsewhere
        for (const LayerCaption& caption : captions_)
            if (caption.crowded) later.push_back(caption);
        std::erase_if(captions_, [](const LayerCaption& caption) { return caption.crowded; });
        const float lines = look_.fonts.strong->FontSize + look_.fonts.small->FontSize;
        for (std::size_t i = 0; i < captions_.size(); ++i)
            for (std::size_t j = 0; j < captions_.size(); ++j)
                if (i != j && captions_[i].two_lines() && !side_by_side(captions_[i], captions_[j]) &&
                    std::abs(captions_[i].middle - captions_[j].middle) < lines - look_.px(1))
                    captions_[i].form = CaptionForm::TitleAlone;
        std::sort(captions_.begin(), captions_.end(),
                  [](const LayerCaption& a, const LayerCaption& b) { return a.middle < b.middle; });
        const std::vector<LayerCaption> before = captions_;
        const float drift = move_apart();
        if (drift > kMostDrift * look_.fonts.small->FontSize) {
            captions_ = before;
            for (LayerCaption& caption : captions_) caption.form = CaptionForm::TitleAlone;
            leave_out();
        }
        captions_.insert(captions_.end(), later.begin(), later.end());
    }

    /// @return how far one moved at most, pixels
    float move_apart() {
        float drift = 0;
        for (std::size_t i = 1; i < captions_.size(); ++i) {
            LayerCaption& above = captions_[i - 1];
            LayerCaption& below = captions_[i];
            const float needed = 0.5f * (height_of(look_, above) + height_of(look_, below));
            const float missing = needed - (below.middle - above.middle);
            if (missing <= 0 || side_by_side(above, below)) continue;
            below.middle += missing;
            drift = std::max(drift, missing);
        }
        return drift;
    }

    /// What matters more stays.
    int rank_of(const LayerCaption& caption) const {
        const nn::Node& node = exhibit_.architecture().nodes[static_cast<std::size_t>(caption.node)];
        const bool ends = node.inputs.empty() || &node == &exhibit_.architecture().nodes.back();
        return ends ? 0 : caption.block >= 0 ? 1 : node.op->is_weighted() ? 2 : 3;
    }

    /// Of captions that cover one another the less important ones go.
    void leave_out() {
        std::ranges::stable_sort(captions_, {}, [this](const LayerCaption& one) { return rank_of(one); });
        std::vector<LayerCaption> kept;
        for (LayerCaption& caption : captions_) {
            const scene::Viewport place = place_of(look_, caption);
            const bool covers = std::ranges::any_of(kept, [&](const LayerCaption& other) {
                const scene::Viewport taken = place_of(look_, other);
                return place.x < taken.x + taken.width && taken.x < place.x + place.width &&
                       place.y + 1 < taken.y + taken.height && taken.y + 1 < place.y + place.height;
            });
            if (!covers) kept.push_back(std::move(caption));
        }
        captions_ = std::move(kept);
    }

    /// Beside all captions that it spans.
    void add_bracket(LayerCaption bracket) {
        const nn::LayerBlock& block =
            exhibit_.stage.folding().blocks()[static_cast<std::size_t>(bracket.block)];
        const float half = 0.5f * look_.fonts.small->FontSize;
        bracket.first = free_.y + free_.height;
        bracket.last = free_.y;
        float left = free_.x + free_.width;
        for (int node = block.first; node <= block.last; ++node) {
            const scene::LayerPlace& layer = exhibit_.stage.layout().layers[static_cast<std::size_t>(node)];
            const auto ends = ends_of(exhibit_, layer);
            if (!layer.visible()) continue;
            if (!ends) return;
            bracket.first = std::min(bracket.first, ends->left.y() - half);
            bracket.last = std::max(bracket.last, ends->left.y() + half);
            left = std::min(left, ends->left.x() - look_.px(kGap));
        }
        bracket.first = std::max(bracket.first, free_.y);
        bracket.last = std::min(bracket.last, free_.y + free_.height);
        if (bracket.last - bracket.first < look_.px(4)) return;
        for (const LayerCaption& caption : captions_)
            if (caption.middle > bracket.first - half && caption.middle < bracket.last + half)
                left = std::min(left, place_of(look_, caption).x);
        bracket.right = left - look_.px(2 * kBracketGap);
        bracket.middle = 0.5f * (bracket.first + bracket.last);
        if (fits(bracket)) captions_.push_back(std::move(bracket));
    }

    bool fits(const LayerCaption& caption) const {
        const scene::Viewport place = place_of(look_, caption);
        const bool inside = place.x >= free_.x + look_.px(6) && place.y >= free_.y &&
                            place.x + place.width <= free_.x + free_.width - look_.px(6) &&
                            place.y + place.height <= free_.y + free_.height;
        return inside && std::ranges::none_of(
                             outlines_, [&](const Outline& outline) { return touches(outline, place); });
    }

    bool fits_in_some_form(LayerCaption& caption) const {
        for (int form = static_cast<int>(caption.form); form <= static_cast<int>(CaptionForm::NameAlone);
             ++form) {
            caption.form = static_cast<CaptionForm>(form);
            if (fits(caption)) return true;
        }
        return false;
    }

    /// @return whether there is a place for it in any form
    bool shrink_to_fit(LayerCaption& caption) const {
        const LayerCaption before = caption;
        if (fits_in_some_form(caption)) return true;
        if (caption.stub) return false;
        for (const CaptionForm form : {CaptionForm::TitleAlone, CaptionForm::NameAlone}) {
            caption = before;
            caption.form = std::max(before.form, form);
            const float width = width_of(look_, caption);
            caption.right = caption.right_end + look_.px(kGap) + width;
            if (fits(caption)) return true;
            caption.right = std::max(caption.left_end, free_.x + look_.px(kStageMargin)) + width;
            caption.middle = caption.top - 0.6f * height_of(look_, caption);
            if (fits(caption)) return true;
        }
        return false;
    }

    void add_maximum(LayerCaption& caption) const {
        const nn::Node& node = exhibit_.architecture().nodes[static_cast<std::size_t>(caption.node)];
        const float magnitude = exhibit_.stage.values().magnitude(caption.node);
        const bool known = node.activation == nn::Activation::Softmax || node.inputs.empty();
        if (!caption.two_lines() || caption.folded || known || magnitude <= 0) return;
        LayerCaption longer = caption;
        longer.maximum = look_.words(Message(texts.layer_maximum, fixed(static_cast<double>(magnitude), 2)));
        if (fits(longer)) caption = std::move(longer);
    }

    const Look& look_;
    const Exhibit& exhibit_;
    const scene::Viewport& stage_;
    const scene::Viewport free_;
    std::vector<Outline> outlines_;  ///< of the layers
    std::vector<LayerCaption> captions_;
};

float text_width(ImFont* font, const std::string& words) {
    return text_size(font, font->FontSize, words.c_str()).x;
}

}  // namespace

ImFont* first_font(const Look& look, const LayerCaption& caption) {
    return caption.form == CaptionForm::Whole && !caption.stub ? look.fonts.strong : look.fonts.small;
}

float mark_side(const Look& look) { return std::round(0.95f * look.fonts.small->FontSize); }

float marks_width(const Look& look, const LayerCaption& caption) {
    const float each = mark_side(look) + look.px(kMarkGap);
    return static_cast<float>(caption.marks()) * each;
}

float width_of(const Look& look, const LayerCaption& caption) {
    const float first =
        marks_width(look, caption) + text_width(first_font(look, caption), caption.first_line());
    if (caption.stub) return first + look.px(kMarkGap + kStubLine);
    if (!caption.two_lines()) return first;
    return std::max(first, text_width(look.fonts.small, caption.below + caption.maximum));
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

std::vector<LayerCaption> place_captions(const Look& look, const Exhibit& exhibit,
                                         const scene::Viewport& free) {
    return Placing(look, exhibit, free).run();
}

float captions_width(const Look& look, const Exhibit& exhibit, float stage_width) {
    const std::vector<LayerCaption> captions = captions_of(look, exhibit);
    return widest_of(look, captions, form_for(look, captions, stage_width)) + brackets_width(look, exhibit) +
           look.px(kGap + kStageMargin);
}

}  // namespace convoscope::look
