#include "studio/stage.h"

#include <algorithm>
#include <utility>

#include "scene/on_screen.h"
#include "scene/relief.h"

namespace convoscope::studio {
namespace {

/// The ripple's first step after a rest: new ink shows in the frame that it arrives in.
constexpr double kFirstStep = 1.0 / 60;
/// A network of more units does not ripple: working its values out and copying them would take whole frames.
constexpr std::int64_t kMostRippling = 200'000;
constexpr float kEdgeReach = 4;  ///< pixels from an edge that still point at it

std::int64_t units_of(const nn::Architecture& architecture) {
    std::int64_t units = 0;
    for (const nn::Node& node : architecture.nodes) units += node.output.size();
    return units;
}

}  // namespace

Stage::Stage(nn::ModelPtr model)
    : model_(std::move(model)), values_(model_->architecture), folding_(model_->architecture) {}

void Stage::show(const nn::Workspace* numbers, bool settle) {
    const bool at_once = settle || units_of(model_->architecture) > kMostRippling;
    if (numbers)
        values_.set_target(*numbers, at_once);
    else
        values_.rest(at_once);
    values_moving_ = !at_once;
}

void Stage::glide_from_here(double now, double seconds) {
    if (!updated_once_) return;
    glide_camera_ = camera_;
    glide_layout_ = layout_;
    glide_start_ = now;
    glide_seconds_ = seconds;
    gliding_ = true;
}

void Stage::glide_from(const Stage& before, double now) {
    glide_camera_ = before.camera_;
    glide_layout_.reset();
    glide_start_ = now;
    glide_seconds_ = kViewGlide;
    gliding_ = before.updated_once_;
}

void Stage::update_layout(const scene::ViewState& view, float aspect) {
    const scene::LayoutOptions options{scene::arrangement_of(view), aspect,
                                       folding_.displays(view, model_->architecture),
                                       folding_.stand_ins(view)};
    if (layout_options_ == options) return;
    target_layout_ = scene::make_layout(model_->architecture, options);
    camera_key_.reset();
    ++layout_revision_;
    layout_options_ = options;
}

const scene::Camera& Stage::camera_of(scene::Preset preset, float captions) {
    const CameraKey wanted{preset, viewport_.aspect(), captions};
    if (camera_key_ == wanted) return preset_camera_;
    camera_key_ = wanted;
    preset_camera_ = scene::preset_camera(preset, target_layout_, wanted.aspect, captions);
    return preset_camera_;
}

void Stage::update_camera(const scene::ViewState& view, double now, float caption_width) {
    const scene::Camera target =
        view.preset ? camera_of(*view.preset, caption_width / viewport_.width) : view.camera;
    const double passed = (now - glide_start_) / glide_seconds_;
    if (gliding_ && passed >= 1) gliding_ = false;
    if (gliding_ || layout_is_passing_) ++layout_revision_;
    layout_is_passing_ = gliding_;
    if (!gliding_) {
        camera_ = target;
        if (std::exchange(copied_revision_, layout_revision_) != layout_revision_) layout_ = target_layout_;
        return;
    }
    const auto t = static_cast<float>(passed);
    camera_ = scene::glide(glide_camera_, target, t);
    layout_ = glide_layout_ ? scene::mix(*glide_layout_, target_layout_, scene::ease_out(t)) : target_layout_;
}

nn::Unit Stage::unit_at(const scene::Hit& hit) const {
    const int node = layout_.blocks[hit.block].node;
    return scene::unit_of(model_->architecture, node,
                          scene::strongest_unit(layout_, values_, node, hit.unit));
}

void Stage::update_reliefs(const scene::Showing& showing) {
    reliefs_.clear();
    for (const scene::LayerPlace& place : layout_.layers) {
        const scene::Block& first = layout_.blocks[static_cast<std::size_t>(place.first_block)];
        reliefs_.push_back(place.visible() ? scene::relief_of(showing, place, first) : 0.0f);
    }
}

void Stage::update_focus(const scene::ViewState& view, const scene::Showing& showing,
                         const std::optional<scene::Vector2>& pointer) {
    const nn::Architecture& architecture = model_->architecture;
    pointed_at_.reset();
    if (pointer)
        if (const auto hit = scene::pick_in_relief(showing, camera_.ray(*pointer, viewport_)))
            pointed_at_ = unit_at(*hit);
    focus_ = pointed_at_;
    if (!focus_ && !view.selection.empty()) focus_ = nn::parse_address(architecture, view.selection);
    pins_.clear();
    for (const std::string& address : view.pins)
        if (const auto unit = nn::parse_address(architecture, address)) pins_.push_back(*unit);
}

void Stage::update_edges(const scene::ViewState& view, scene::Theme theme) {
    const EdgesKey wanted{focus_, view.edges, theme, values_.revision(), layout_revision_};
    if (wanted == edges_key_) return;
    edges_key_ = wanted;
    edges_ = {};
    ribbons_.clear();
    if (!focus_) return;
    edges_ = scene::edges_of(*model_, values_, *focus_, view.edges);
    ribbons_ = scene::edge_ribbons(*model_, layout_, edges_, theme);
}

void Stage::point_at_edge(const std::optional<scene::Vector2>& pointer) {
    pointed_edge_.reset();
    if (!pointer || pointed_at_) return;
    if (const auto edge = scene::pick_edge(ribbons_, camera_, viewport_, *pointer, kEdgeReach))
        pointed_edge_ = edges_.edges[*edge / static_cast<std::size_t>(scene::pieces_of(edges_))];
}

void Stage::update_wires(scene::Theme theme, const std::optional<scene::Vector2>& pointer) {
    if (wires_key_.layout != layout_revision_) wires_ = scene::wire_curves(layout_);
    std::optional<std::size_t> lit;
    if (pointer && !pointed_at_ && !pointed_edge_)
        lit = scene::pick_wire(wires_, layout_, camera_, viewport_, *pointer, kEdgeReach);
    pointed_wire_ = lit ? std::optional(wires_[*lit].wire) : std::nullopt;
    const WiresKey wanted{layout_revision_, theme, lit ? static_cast<int>(*lit) : -1};
    if (wanted == wires_key_) return;
    wires_key_ = wanted;
    wire_ribbons_ = scene::wire_ribbons(wires_, theme, wanted.lit);
}

void Stage::update_outlines(const scene::Showing& showing, scene::Theme theme) {
    const nn::Architecture& architecture = model_->architecture;
    outlines_.clear();
    // A box around a unit ends where the unit does.
    std::vector<float> tops = heights_;
    const auto outline = [&](const nn::Unit& unit, bool strong) {
        if (const scene::Block* block = layout_.block_of(architecture, unit)) {
            const auto index = static_cast<std::size_t>(block - layout_.blocks.data());
            tops[index] = heights_[index] + scene::rise_of(showing, *block, nn::index_of(architecture, unit));
        }
        scene::add_unit_outline(architecture, layout_, tops, unit, theme, strong, outlines_);
    };
    for (const nn::Unit& pin : pins_)
        if (pin != focus_) outline(pin, false);
    if (marked_ && marked_ != focus_) outline(*marked_, false);
    if (!focus_) return;
    scene::add_field_outlines(architecture, layout_, nn::receptive_fields(architecture, *focus_), theme,
                              outlines_);
    outline(*focus_, true);
}

/// Packets under way lie on top of everything, as what is pointed at does.
void Stage::add_pulse(const scene::ViewState& view, scene::Theme theme) {
    if (view.pulse < 0) return;
    if (pulse_reading_ != values_.reading()) {
        pulse_path_ = scene::pulse_path(*model_, values_);
        pulse_reading_ = values_.reading();
    }
    const auto packets = scene::pulse_ribbons(model_->architecture, layout_, pulse_path_, view.pulse, theme);
    outlines_.insert(outlines_.end(), packets.begin(), packets.end());
}

/// Edges hang between two layers: they are drawn after the first of the two in painter's order, before the
/// second.
void Stage::order_edges() {
    ribbons_behind_.clear();
    layers_behind_edges_ = static_cast<int>(draw_list_.layers.size());
    if (edges_.edges.empty()) return;
    const auto joins = [&](const scene::LayerFaces& faces) {
        return edges_.join(layout_.layers[faces.layer].node);
    };
    const auto first = std::find_if(draw_list_.layers.begin(), draw_list_.layers.end(), joins);
    if (first == draw_list_.layers.end()) return;
    layers_behind_edges_ = static_cast<int>(first - draw_list_.layers.begin()) + 1;
    std::vector<int> in_front;
    for (auto layer = first + 1; layer != draw_list_.layers.end(); ++layer) in_front.push_back(layer->layer);
    ribbons_behind_ = scene::pieces_behind(ribbons_, layout_, in_front, camera_, viewport_);
}

void Stage::update(const StageFrame& frame) {
    const scene::ViewState& view = frame.view;
    const double step = resting_ ? kFirstStep : std::max(0.0, frame.now - last_update_);
    last_update_ = frame.now;
    if (values_moving_) {
        values_moving_ = frame.motion && values_.advance(step);
        if (!values_moving_) values_.settle();
    }
    resting_ = !values_moving_;
    viewport_ = frame.viewport;
    update_layout(view, viewport_.aspect());
    update_camera(view, frame.now, frame.caption_width);
    const scene::Painting painting = scene::painting_of(view, frame.theme, model_->architecture, layout_);
    heights_ = scene::block_heights(layout_, values_, painting);
    pages_.update(layout_, values_, scene::needs_of(layout_, camera_, viewport_));
    const bool as_harley_drew = scene::body_of(view) == scene::Body::Bare;
    const scene::Showing showing{layout_,  pages_,   values_,
                                 painting, heights_, as_harley_drew ? scene::Relief{} : frame.relief,
                                 camera_,  viewport_};
    update_reliefs(showing);
    update_focus(view, showing, frame.pointer);
    update_edges(view, frame.theme);
    point_at_edge(frame.pointer);
    update_wires(frame.theme, frame.pointer);
    update_outlines(showing, frame.theme);
    add_pulse(view, frame.theme);
    scene::make_draw_list(showing, draw_list_);
    order_edges();
    updated_once_ = true;
}

}  // namespace convoscope::studio
