#include "features/look/captions.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.h"
#include "features/look/look.h"
#include "features/look/overlap.h"
#include "features/look/texts.h"
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

/// The largest form in which all of the network's captions take no more than their share of the stage.
CaptionForm form_for(const Look& look, const nn::Architecture& architecture, float stage_width) {
    for (const CaptionForm form : {CaptionForm::Whole, CaptionForm::Small, CaptionForm::TitleAlone}) {
        float widest = 0;
        for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node) {
            LayerCaption caption = caption_of(look, architecture, node);
            caption.form = form;
            widest = std::max(widest, width_of(look, caption));
        }
        if (widest + look.px(kGap + kStageMargin) <= kMostShare * stage_width) return form;
    }
    return CaptionForm::NameAlone;
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
        const CaptionForm form = form_for(look_, exhibit_.architecture(), stage_.width);
        for (const scene::LayerPlace& layer : exhibit_.stage.layout().layers) {
            LayerCaption caption = caption_of(look_, exhibit_.architecture(), layer.node);
            caption.form = form;
            if (beside(layer, caption)) captions_.push_back(std::move(caption));
        }
        make_room();
        std::erase_if(captions_, [this](LayerCaption& caption) { return !shrink_to_fit(caption); });
        for (LayerCaption& caption : captions_) add_maximum(caption);
        return std::move(captions_);
    }

  private:
    /// Its place at the layer's left end, whether it fits there or not. @return whether there is one
    bool beside(const scene::LayerPlace& layer, LayerCaption& caption) const {
        if (layer.presence > 0 && layer.presence < 1) return false;  // coming or going
        caption.stub = !layer.visible();
        caption.folded = layer.folded >= 0.5f;
        if (caption.folded) caption.below = look_.words(Message(texts.layer_folded, layer.block_count));
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
        return true;
    }

    bool side_by_side(const LayerCaption& a, const LayerCaption& b) const {
        return a.right < b.right - width_of(look_, b) || b.right < a.right - width_of(look_, a);
    }

    /// Captions that would touch another become one line each, and those that still would move apart.
    void make_room() {
        const float lines = look_.fonts.strong->FontSize + look_.fonts.small->FontSize;
        for (std::size_t i = 0; i < captions_.size(); ++i)
            for (std::size_t j = 0; j < captions_.size(); ++j)
                if (i != j && captions_[i].two_lines() && !side_by_side(captions_[i], captions_[j]) &&
                    std::abs(captions_[i].middle - captions_[j].middle) < lines - look_.px(1))
                    captions_[i].form = CaptionForm::TitleAlone;
        std::sort(captions_.begin(), captions_.end(),
                  [](const LayerCaption& a, const LayerCaption& b) { return a.middle < b.middle; });
        for (std::size_t i = 1; i < captions_.size(); ++i) {
            LayerCaption& above = captions_[i - 1];
            LayerCaption& below = captions_[i];
            const float needed = 0.5f * (height_of(look_, above) + height_of(look_, below));
            const float missing = needed - (below.middle - above.middle);
            if (missing > 0 && !side_by_side(above, below)) below.middle += missing;
        }
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
    return caption.folds && !caption.stub ? 2 * each : each;
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

float captions_width(const Look& look, const nn::Architecture& architecture, float stage_width) {
    const CaptionForm form = form_for(look, architecture, stage_width);
    float widest = 0;
    for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node) {
        LayerCaption caption = caption_of(look, architecture, node);
        caption.form = form;
        widest = std::max(widest, width_of(look, caption));
    }
    return widest + look.px(kGap + kStageMargin);
}

}  // namespace convoscope::look
