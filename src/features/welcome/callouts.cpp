#include <algorithm>
#include <cmath>
#include <vector>

#include "features/welcome/placement.h"
#include "features/welcome/texts.h"
#include "features/welcome/welcome.h"
#include "nn/address.h"
#include "scene/pick.h"
#include "ui/lines.h"

namespace convoscope::welcome {
namespace {

using features::Frame;
using studio::Studio;
using namespace ui;

constexpr float kGap = 26;  ///< points from what is pointed at to the words
constexpr float kRing = 9;  ///< around a unit
constexpr float kPadding = 9;
constexpr float kMargin = 6;  ///< to the stage's border

scene::Viewport around(scene::Vector2 place, float reach) {
    return {place.x() - reach, place.y() - reach, 2 * reach, 2 * reach};
}

/// The layer whose units are pointed out: the last that still has maps, else the one before the answer.
int layer_pointed_out(const nn::Architecture& architecture) {
    const auto& nodes = architecture.nodes;
    int layer = std::max(1, static_cast<int>(nodes.size()) - 2);
    for (int i = 1; i < static_cast<int>(nodes.size()); ++i)
        if (!nodes[static_cast<std::size_t>(i)].output.is_flat()) layer = i;
    return layer;
}

/// Where the unit that is pointed out stands: the most active one of its layer, or, on a blank page, the
/// one amid them; nothing where it is not to be seen.
std::optional<scene::Vector2> place_of_unit(const studio::Exhibit& exhibit) {
    const studio::Stage& stage = exhibit.stage;
    const nn::Architecture& architecture = exhibit.architecture();
    const int layer = layer_pointed_out(architecture);
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(layer)].output;
    nn::Unit unit{layer, shape.channels * 3 / 4, shape.height / 2, shape.width / 2};
    if (const nn::Workspace* numbers = exhibit.numbers()) {
        const auto values = numbers->activations(layer);
        const auto best = std::ranges::max_element(values) - values.begin();
        unit = scene::unit_of(architecture, layer, static_cast<int>(best));
    }
    const auto position = stage.layout().position(architecture, unit);
    if (!position) return std::nullopt;
    const scene::Vector3 seen = stage.camera().project(*position, stage.viewport());
    if (seen.z() <= 0 || !stage.viewport().contains(seen.head<2>())) return std::nullopt;
    return scene::Vector2(seen.head<2>());
}

/// Callouts are put one after the other, none on what another one is or points at.
class Callouts {
  public:
    Callouts(const Look& look, const scene::Viewport& stage, std::vector<scene::Viewport> taken)
        : look_(look), taken_(std::move(taken)) {
        const float margin = look.px(kMargin);
        room_ = {stage.x + margin, stage.y + margin, stage.width - 2 * margin, stage.height - 2 * margin};
    }

    /// @param reach  half the extent of what is pointed at
    void add(const char* words, scene::Vector2 place, float reach) {
        const float size = look_.fonts.body->FontSize;
        const ImVec2 extent = text_size(look_.fonts.body, size, words);
        const scene::Vector2 box(extent.x + 2 * look_.px(kPadding), size + 2 * look_.px(kPadding));
        const auto spot = place_beside(place, box, room_, taken_, reach + look_.px(kGap));
        if (!spot) return;
        taken_.push_back(*spot);
        draw(words, *spot, place, reach);
    }

  private:
    void draw(const char* words, const scene::Viewport& spot, scene::Vector2 place, float reach) const {
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        const ImVec2 low{std::round(spot.x), std::round(spot.y)};
        const ImVec2 high{low.x + spot.width, low.y + spot.height};
        const scene::Vector2 near(std::clamp(place.x(), low.x, high.x), std::clamp(place.y(), low.y, high.y));
        const scene::Vector2 way = (near - place).normalized();
        const scene::Vector2 tip = place + reach * way;
        const float thick = std::max(1.0f, 1.5f * look_.scale);
        list.AddLine({near.x(), near.y()}, {tip.x(), tip.y()}, look_.colours.accent, thick);
        arrow(list, tip, way);
        list.AddRectFilled(low, high, with_alpha(look_.colours.panel, 0.96f), look_.px(6));
        list.AddRect(low, high, look_.colours.accent, look_.px(6), 0, thick);
        add_text(list, look_.fonts.body, look_.fonts.body->FontSize,
                 {low.x + look_.px(kPadding), low.y + look_.px(kPadding)}, look_.colours.text, words);
    }

    void arrow(ImDrawList& list, scene::Vector2 tip, scene::Vector2 way) const {
        const float size = look_.px(6);
        const scene::Vector2 across(-way.y(), way.x());
        const scene::Vector2 left = tip + size * (way + 0.6f * across);
        const scene::Vector2 right = tip + size * (way - 0.6f * across);
        list.AddTriangleFilled({tip.x(), tip.y()}, {left.x(), left.y()}, {right.x(), right.y()},
                               look_.colours.accent);
    }

    const Look& look_;
    scene::Viewport room_;
    std::vector<scene::Viewport> taken_;
};

/// The pen in the ghost's hand.
void draw_pen(const Frame& frame, const State& state) {
    const canvas::Drawing& drawing = frame.studio.shown_canvas().drawing();
    if (state.phase != State::Phase::Drawing || drawing.strokes.empty()) return;
    const canvas::Point& tip = drawing.strokes.back().points.back();
    const scene::Viewport& pad = frame.studio.places.pad;
    const ImVec2 at{pad.x + tip.x / drawing.width * pad.width, pad.y + tip.y / drawing.height * pad.height};
    const Look& look = frame.look;
    const float radius = 0.5f * drawing.strokes.back().width / drawing.height * pad.height + look.px(3);
    ImGui::GetForegroundDrawList()->AddCircle(at, radius, look.colours.accent, 0, look.px(2));
}

}  // namespace

void labels(Frame& frame, const studio::Exhibit& exhibit, ImDrawList&) {
    const Studio& studio = frame.studio;
    const State& state = studio.parts.of<State>();
    if (!state.callouts || &exhibit != &studio.exhibit() || studio.places.blocked) return;
    if (studio.settings.panels) draw_pen(frame, state);

    const Look& look = frame.look;
    const scene::Viewport& pad = studio.places.pad;
    const scene::Vector2 at_pad(pad.x + pad.width, pad.y + 0.5f * pad.height);
    const bool settled = state.phase == State::Phase::Off || state.phase == State::Phase::Resting;
    const auto unit = settled && !exhibit.selected() ? place_of_unit(exhibit) : std::nullopt;
    std::vector<scene::Viewport> taken;
    if (unit) taken.push_back(around(*unit, look.px(kRing)));
    for (const studio::Caption& caption : frame.captions) taken.push_back(caption.place);
    Callouts callouts(look, exhibit.stage.viewport(), std::move(taken));
    if (studio.settings.panels && pad.width > 0) callouts.add(frame.words(texts.draw_here), at_pad, 0);
    if (!unit) return;
    const float ring = look.px(kRing);
    ImGui::GetForegroundDrawList()->AddCircle({unit->x(), unit->y()}, ring, look.colours.accent, 0,
                                              std::max(1.0f, 1.5f * look.scale));
    callouts.add(frame.words(texts.point_at_one), *unit, ring);
    callouts.add(frame.words(texts.click_to_open), *unit, ring);
}

}  // namespace convoscope::welcome
