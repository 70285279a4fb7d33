#include "features/look/captions.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "base/number.h"
#include "features/look/overlap.h"
#include "features/look/texts.h"
#include "nn/ops/operator.h"
#include "ui/lines.h"

namespace convoscope::look {
namespace {

using namespace ui;
using studio::Exhibit;

constexpr float kTilted = 10;       ///< degrees of yaw from which a layer's left end is a corner, not a side
constexpr float kMostDrift = 0.9f;  ///< lines that a caption may stand away from its layer
constexpr float kBorder = 6;        ///< points of the stage's border that stay free
constexpr float kLaneGap = 6;       ///< points between a caption above a branch and the next branch
constexpr float kLeastWords = 24;   ///< points of a name that is cut

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
        for (const scene::LayerPlace& layer : exhibit.stage.layout().layers) {
            const bool visible = layer.visible();
            ends_.push_back(visible ? ends_of(exhibit, layer) : std::nullopt);
            covered_.push_back(visible ? covered_by(layer, 0) : Covered({}));
        }
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
        if (caption.folded && caption.block < 0) fold(caption, layer.block_count);
        const scene::Vector3 middle =
            exhibit_.stage.camera().project(0.5f * (layer.low + layer.high), stage_);
        if (middle.z() <= 0) return false;
        if (caption.stub) {
            caption.right = free_.x + look_.px(kStageMargin) + width_of(look_, caption);
            caption.middle = middle.y();
            return true;
        }
        const auto& ends = ends_[static_cast<std::size_t>(layer.node)];
        if (!ends) return false;
        caption.right = ends->left.x() - look_.px(kGap);
        caption.left_end = ends->left.x();
        caption.right_end = ends->right.x();
        caption.top = covered_[static_cast<std::size_t>(layer.node)].top(middle.y());
        caption.middle = std::abs(exhibit_.stage.camera().yaw) > kTilted ? ends->left.y() : middle.y();
        if (!layer.in_bundle()) return true;
        caption.crowded = !is_leftmost(layer);
        const float stage_end = free_.x + free_.width - look_.px(kBorder);
        caption.lane_end = std::min(stage_end, next_lane_of(layer, ends->left.x()));
        caption.followed = caption.lane_end < stage_end;
        return true;
    }

    void fold(LayerCaption& caption, int maps) const {
        caption.below = look_.words(Message(texts.layer_folded, maps));
        measure(look_, caption);
    }

    /// @param relief  how far its units stand out
    Covered covered_by(const scene::LayerPlace& layer, float relief) const {
        const scene::Vector3 high = layer.high + scene::Vector3(0, relief, 0);
        return Covered(scene::silhouette_of(layer.low, high, exhibit_.stage.camera(), stage_));
    }

    /// Where the branches begin that are seen at its right: of its rank and of those next to it, for its name
    /// stands between two.
    float next_lane_of(const scene::LayerPlace& layer, float left_end) const {
        float end = std::numeric_limits<float>::infinity();
        for (const scene::LayerPlace& other : exhibit_.stage.layout().layers) {
            const auto& ends = ends_[static_cast<std::size_t>(other.node)];
            if (!ends || other.spot.bundle != layer.spot.bundle || other.spot.column == layer.spot.column ||
                std::abs(other.spot.rank - layer.spot.rank) > 1 || ends->left.x() <= left_end)
                continue;
            end = std::min(end, ends->left.x() - look_.px(kLaneGap));
        }
        return end;
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
        for (LayerCaption& caption : captions_)
            if (caption.crowded) later.push_back(std::move(caption));
        std::erase_if(captions_, [](const LayerCaption& caption) { return caption.crowded; });
        const float lines = look_.fonts.strong->FontSize + look_.fonts.small->FontSize;
        const float too_near = lines - look_.px(1);
        for (LayerCaption& one : captions_)
            for (const LayerCaption& other : captions_)
                if (std::abs(one.middle - other.middle) < too_near && &one != &other && one.two_lines() &&
                    !side_by_side(one, other))
                    one.form = CaptionForm::TitleAlone;
        std::sort(captions_.begin(), captions_.end(),
                  [](const LayerCaption& a, const LayerCaption& b) { return a.middle < b.middle; });
        std::vector<float> middles;
        for (const LayerCaption& caption : captions_) middles.push_back(caption.middle);
        const float drift = move_apart();
        if (drift > kMostDrift * look_.fonts.small->FontSize) {
            for (std::size_t i = 0; i < captions_.size(); ++i) {
                captions_[i].middle = middles[i];
                captions_[i].form = CaptionForm::TitleAlone;
            }
            leave_out();
        }
        std::ranges::move(later, std::back_inserter(captions_));
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

    /// Of captions that cover one another the less important ones go. Of equal ones the later layer's stays,
    /// wherever the two stand, so that none comes and goes while the camera turns.
    void leave_out() {
        std::ranges::stable_sort(
            captions_, {}, [this](const LayerCaption& one) { return std::tuple(rank_of(one), -one.node); });
        std::vector<scene::Viewport> taken;
        std::erase_if(captions_, [&](const LayerCaption& caption) {
            const scene::Viewport place = place_of(look_, caption);
            const bool covers = std::ranges::any_of(taken, [&](const scene::Viewport& other) {
                return place.x < other.x + other.width && other.x < place.x + place.width &&
                       place.y + 1 < other.y + other.height && other.y + 1 < place.y + place.height;
            });
            if (!covers) taken.push_back(place);
            return covers;
        });
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
            const auto& ends = ends_[static_cast<std::size_t>(node)];
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
        const bool inside = place.x >= free_.x + look_.px(kBorder) && place.y >= free_.y &&
                            place.x + place.width <= free_.x + free_.width - look_.px(kBorder) &&
                            place.y + place.height <= free_.y + free_.height;
        return inside &&
               std::ranges::none_of(covered_, [&](const Covered& layer) { return layer.touches(place); });
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
        const CaptionForm before = caption.form;
        const float middle = caption.middle;
        if (fits_in_some_form(caption)) return true;
        if (caption.stub) return false;
        for (const CaptionForm form : {CaptionForm::TitleAlone, CaptionForm::NameAlone}) {
            caption.form = std::max(before, form);
            caption.middle = middle;
            caption.right = caption.right_end + look_.px(kGap) + width_of(look_, caption);
            // Before another branch it would seem to be that one's.
            if (!caption.followed && fits(caption)) return true;
            if (fits_above(caption)) return true;
        }
        return std::isfinite(caption.lane_end) && fits_above_when_cut(caption);
    }

    /// Above the left end of its layer.
    bool fits_above(LayerCaption& caption) const {
        caption.right = left_above(caption) + width_of(look_, caption);
        if (caption.right > caption.lane_end) return false;
        const auto node = static_cast<std::size_t>(caption.node);
        const scene::LayerPlace& layer = exhibit_.stage.layout().layers[node];
        const float gap = 0.6f * height_of(look_, caption);
        const float relief = layer.in_bundle() ? exhibit_.stage.reliefs()[node] : 0.0f;
        // Above what stands out of its maps, where there is room below the next row.
        if (relief > 0) {
            caption.middle = covered_by(layer, relief).top(caption.top) - gap;
            if (fits(caption)) return true;
        }
        caption.middle = caption.top - gap;
        return fits(caption);
    }

    /// Its name as far as its own branch reaches.
    bool fits_above_when_cut(LayerCaption& caption) const {
        const float room = std::floor(caption.lane_end - left_above(caption) - marks_width(look_, caption));
        if (room < look_.px(kLeastWords)) return false;
        ImFont* font = look_.fonts.small;
        caption.form = CaptionForm::NameAlone;
        caption.brief = shortened(font, font->FontSize, room, caption.brief, Keep::Beginning);
        measure(look_, caption);
        return fits_above(caption);
    }

    float left_above(const LayerCaption& caption) const {
        return std::max(caption.left_end, free_.x + look_.px(kStageMargin));
    }

    void add_maximum(LayerCaption& caption) const {
        const nn::Node& node = exhibit_.architecture().nodes[static_cast<std::size_t>(caption.node)];
        const float magnitude = exhibit_.stage.values().magnitude(caption.node);
        const bool known = node.activation == nn::Activation::Softmax || node.inputs.empty();
        if (!caption.two_lines() || caption.folded || known || magnitude <= 0) return;
        LayerCaption longer = caption;
        longer.maximum = look_.words(Message(texts.layer_maximum, fixed(static_cast<double>(magnitude), 2)));
        measure(look_, longer);
        if (fits(longer)) caption = std::move(longer);
    }

    const Look& look_;
    const Exhibit& exhibit_;
    const scene::Viewport& stage_;
    const scene::Viewport free_;
    std::vector<std::optional<Ends>> ends_;  ///< by layer; nothing of hidden ones
    std::vector<Covered> covered_;           ///< by layer
    std::vector<LayerCaption> captions_;
};

}  // namespace

std::vector<LayerCaption> place_captions(const Look& look, const Exhibit& exhibit,
                                         const scene::Viewport& free) {
    return Placing(look, exhibit, free).run();
}

}  // namespace convoscope::look
