// What is asked of units: the half of App that selects, walks, plays and finds.

#include <algorithm>
#include <utility>

#include "app/app.h"
#include "app/numbers_csv.h"
#include "app/search.h"
#include "base/file.h"
#include "nn/walk.h"
#include "scene/pick.h"
#include "ui/text.h"

namespace convoscope::app {
namespace {

using ui::Action;

constexpr double kPulsePerLayer = 0.4;  ///< seconds

nn::Step step_of(Action action) {
    switch (action) {
        case Action::WalkLeft:
            return nn::Step::Left;
        case Action::WalkRight:
            return nn::Step::Right;
        case Action::WalkUp:
            return nn::Step::Up;
        case Action::WalkDown:
            return nn::Step::Down;
        case Action::PreviousMap:
            return nn::Step::PreviousMap;
        case Action::NextMap:
            return nn::Step::NextMap;
        case Action::LayerAbove:
            return nn::Step::NextLayer;
        default:
            return nn::Step::PreviousLayer;
    }
}

}  // namespace

std::optional<nn::Unit> App::selected() const {
    if (settings_.view.selection.empty()) return std::nullopt;
    return nn::parse_address(session_.architecture(), settings_.view.selection);
}

int App::asked_node() const {
    if (held_node_ >= 0 && clicked_at_) return held_node_;
    const scene::ViewState& view = settings_.view;
    if (!view.inspected_layer.empty()) {
        const int node = session_.architecture().find(view.inspected_layer);
        if (node >= 0) return node;
    }
    if (const auto unit = selected()) return unit->node;
    if (const auto& focus = stage_.focus()) return focus->node;
    return session_.architecture().nodes.size() > 1 ? 1 : 0;
}

/// The selected pin becomes another unit, or one more is pinned.
void App::select(const nn::Unit& unit, bool add) {
    scene::ViewState& view = settings_.view;
    const std::string address = nn::format_address(session_.architecture(), unit);
    const auto place = std::find(view.pins.begin(), view.pins.end(), view.selection);
    const bool pinned = std::find(view.pins.begin(), view.pins.end(), address) != view.pins.end();
    if (!pinned) {
        if (add || place == view.pins.end())
            view.pins.push_back(address);
        else
            *place = address;
    }
    view.selection = address;
    view.inspected_layer.clear();
    view.sweep = playing_ = false;
    history_.visit(address);
}

void App::unpin(const nn::Unit& unit) {
    scene::ViewState& view = settings_.view;
    std::erase(view.pins, nn::format_address(session_.architecture(), unit));
    if (std::find(view.pins.begin(), view.pins.end(), view.selection) != view.pins.end()) return;
    view.selection = view.pins.empty() ? std::string() : view.pins.back();
    view.sweep = playing_ = false;
}

/// A click on the scene: pins a unit, lets go of one that is selected, opens a layer, or lets go of
/// everything.
void App::click_on_stage(bool add) {
    const auto& unit = stage_.pointed_at();
    const auto chosen = selected();
    const bool same_place = clicked_at_ && !pointed_place() && settings_.view.inspected_layer.empty();
    const bool again = chosen && (unit == chosen || same_place);
    const auto layer = caption_at(pointer_);
    if (!again && !unit && !layer && stage_.pointed_edge()) return;  // it goes on telling what it is
    clicked_at_ = pointer_;
    held_node_ = -1;
    if (again) {
        unpin(*chosen);
    } else if (unit) {
        select(*unit, add);
        settings_.view.page = scene::Page::Unit;
    } else if (layer) {
        inspect(*layer);
    } else {
        settings_.view.selection.clear();
        settings_.view.pins.clear();
        settings_.view.sweep = playing_ = false;
    }
}

void App::inspect(int node) {
    settings_.view.inspected_layer = session_.architecture().nodes[static_cast<std::size_t>(node)].name;
    if (settings_.view.page == scene::Page::Unit) settings_.view.page = scene::Page::Layer;
}

/// One thing after the other: what runs, the mark, the pins and the inspector.
void App::let_go() {
    scene::ViewState& view = settings_.view;
    if (view.sweep || view.pulse >= 0) {
        view.sweep = playing_ = false;
        view.pulse = -1;
    } else if (view.mark) {
        view.mark.reset();
    } else {
        view.selection.clear();
        view.pins.clear();
        view.inspected_layer.clear();
    }
}

void App::walk(Action action) {
    const nn::Architecture& architecture = session_.architecture();
    if (!settings_.view.inspected_layer.empty() &&
        (action == Action::LayerAbove || action == Action::LayerBelow)) {
        const int next = asked_node() + (action == Action::LayerAbove ? 1 : -1);
        if (next >= 0 && next < static_cast<int>(architecture.nodes.size())) inspect(next);
        return;
    }
    if (const auto unit = selected()) {
        const bool sweeping = settings_.view.sweep;
        const nn::Unit next = nn::walk(architecture, *unit, step_of(action));
        select(next, false);
        settings_.view.sweep = sweeping && next.node == unit->node && next.map == unit->map;
    } else {  // walks begin at the answer: the most probable class, or the first one
        const int last = static_cast<int>(architecture.nodes.size()) - 1;
        select(scene::unit_of(architecture, last, std::max(0, session_.reading().verdict.best)), false);
    }
    keep_in_view(*selected());
}

/// Where a walk leads out of the picture, the camera follows.
void App::keep_in_view(const nn::Unit& unit) {
    const auto position = stage_.layout().position(session_.architecture(), unit);
    if (!position || stage_.gliding()) return;
    const scene::Vector3 seen = stage_.camera().project(*position, stage_.viewport());
    if (seen.z() <= 0 || !stage_.viewport().contains(seen.head<2>())) go_there();
}

void App::go_in_history(Action action) {
    const bool back = action == Action::Back;
    if (back ? !history_.can_go_back() : !history_.can_go_forward()) return;
    const std::string address = back ? history_.back() : history_.forward();
    if (const auto unit = nn::parse_address(session_.architecture(), address)) select(*unit, false);
}

/// The camera goes to the selected unit's map (or all of a flat layer), the angles it has now.
void App::go_there() {
    const auto unit = selected();
    if (!unit) return;
    const scene::Block* block = stage_.layout().block_of(session_.architecture(), *unit);
    if (!block) return;
    const nn::Node& node = session_.architecture().nodes[static_cast<std::size_t>(unit->node)];
    const scene::Vector3 at = *stage_.layout().position(session_.architecture(), *unit);
    // So much that its neighbours and what its edges come from are in view.
    const float reach = std::max(36.0f * scene::kUnitPitch, 1.6f * block->half().z() * 2);
    scene::Vector3 half(node.output.is_flat() ? reach : std::max(reach, 1.3f * 2 * block->half().x()), 0,
                        0.6f * reach);
    const std::vector<scene::Vector3> corners{at - half, at + half,
                                              at + scene::Vector3(half.x(), 0, -half.z()),
                                              at + scene::Vector3(-half.x(), 0, half.z())};
    const scene::Camera now = stage_.camera();
    take_camera();
    settings_.view.camera = scene::fit(corners, now, stage_.viewport().aspect(), {});
    if (settings_.view.motion) stage_.glide_from_here(now_);
}

void App::play() {
    scene::ViewState& view = settings_.view;
    const auto unit = selected();
    if (!unit || session_.architecture().nodes[static_cast<std::size_t>(unit->node)].op == nn::Op::Input)
        return;
    if (playing_) {
        playing_ = false;
        return;
    }
    if (!view.sweep) {  // from the map's first unit
        const bool flat =
            session_.architecture().nodes[static_cast<std::size_t>(unit->node)].output.is_flat();
        replace_selection({unit->node, flat ? 0 : unit->map, 0, 0});
        view.sweep = true;
    }
    playing_ = true;
    next_step_ = now_ + 1.0 / view.pace;
}

/// As select(), but the history keeps where the walk began.
void App::replace_selection(const nn::Unit& unit) {
    scene::ViewState& view = settings_.view;
    const std::string address = nn::format_address(session_.architecture(), unit);
    std::erase(view.pins, address);
    const auto place = std::find(view.pins.begin(), view.pins.end(), view.selection);
    if (place != view.pins.end())
        *place = address;
    else
        view.pins.push_back(address);
    view.selection = address;
}

void App::advance_sweep() {
    const auto unit = selected();
    if (!playing_ || !unit) return;
    const nn::Architecture& architecture = session_.architecture();
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(unit->node)].output;
    int index = nn::index_of(architecture, *unit);
    const int last = shape.is_flat() ? shape.size() - 1 : (unit->map + 1) * shape.height * shape.width - 1;
    while (now_ >= next_step_ && index < last) {
        ++index;
        next_step_ += 1.0 / settings_.view.pace;
    }
    replace_selection(scene::unit_of(architecture, unit->node, index));
    if (index < last) return;
    playing_ = settings_.view.sweep = false;
}

void App::advance_pulse() {
    scene::ViewState& view = settings_.view;
    if (view.pulse < 0) pulsing_ = false;  // it was let go of, or another view was opened
    if (!pulsing_) return;
    view.pulse = static_cast<float>((now_ - pulse_start_) / kPulsePerLayer);
    if (view.pulse < static_cast<float>(session_.architecture().nodes.size())) return;
    view.pulse = -1;
    pulsing_ = false;
}

void App::apply_ask(Action action) {
    scene::ViewState& view = settings_.view;
    const std::string layer = session_.architecture().nodes[static_cast<std::size_t>(asked_node())].name;
    switch (action) {
        case Action::Find:
            search_ = ui::SearchState{};
            break;
        case Action::Back:
        case Action::Forward:
            go_in_history(action);
            break;
        case Action::GoThere:
            go_there();
            break;
        case Action::Play:
            play();
            break;
        case Action::Pulse:
            view.pulse = 0;
            pulsing_ = true;
            pulse_start_ = now_;
            break;
        case Action::NextPage:
            if (!selected() && view.inspected_layer.empty())
                inspect(asked_node());
            else
                view.page = static_cast<scene::Page>((static_cast<int>(view.page) + 1) % 3);
            break;
        case Action::SwapEdgeValue:
            view.edges.value = view.edges.value == scene::EdgeView::Value::Weight
                                   ? scene::EdgeView::Value::Contribution
                                   : scene::EdgeView::Value::Weight;
            break;
        case Action::SwapEdgeDirection:
            view.edges.direction = view.edges.direction == scene::EdgeView::Direction::Incoming
                                       ? scene::EdgeView::Direction::Outgoing
                                       : scene::EdgeView::Direction::Incoming;
            break;
        case Action::ToggleStrongest:
            view.edges.strongest = !view.edges.strongest;
            break;
        case Action::FoldLayer:
            set_display(layer, scene::display_of(view, layer) == scene::LayerDisplay::Folded
                                   ? scene::LayerDisplay::Shown
                                   : scene::LayerDisplay::Folded);
            break;
        case Action::HideLayer:
            set_display(layer, scene::LayerDisplay::Hidden);
            break;
        case Action::ShowLayers:
            if (view.motion) stage_.glide_from_here(now_);
            view.layers.clear();
            break;
        default:
            walk(action);
            break;
    }
}

/// The scene moves under the pointer: until the pointer moves, keys are about the same layer.
void App::set_display(const std::string& layer, scene::LayerDisplay display) {
    held_node_ = session_.architecture().find(layer);
    clicked_at_ = pointer_;
    if (display == scene::LayerDisplay::Hidden) notify(ui::filled(ui::Text::LayerIsHidden, layer));
    if (settings_.view.motion) stage_.glide_from_here(now_);
    settings_.view.layers[layer] = display;
}

const nn::Workspace* App::numbers() const {
    return session_.reading().steps.blank ? nullptr : &session_.workspace();
}

const nn::Calculation* App::calculation() {
    const auto unit = selected();
    if (!unit || !numbers()) return nullptr;
    if (!calculation_ || calculation_->unit != *unit || calculated_reading_ != reading_revision_) {
        calculation_ = nn::calculate(session_.model(), session_.workspace(), *unit);
        calculated_reading_ = reading_revision_;
    }
    return &*calculation_;
}

ui::InspectorState App::inspector_state() {
    ui::InspectorState state;
    const nn::Architecture& architecture = session_.architecture();
    state.model = &session_.model();
    state.workspace = numbers();
    state.view = &settings_.view;
    state.unit = settings_.view.inspected_layer.empty() ? selected() : std::nullopt;
    state.pins = stage_.pins();
    state.calculation = state.unit ? calculation() : nullptr;
    state.node = asked_node();
    for (std::size_t i = 0; i < architecture.nodes.size(); ++i)
        state.ranges.push_back(stage_.values().range(static_cast<int>(i), scene::scaling_of(settings_.view),
                                                     0, architecture.nodes[i].output.size()));
    state.can_go_back = history_.can_go_back();
    state.can_go_forward = history_.can_go_forward();
    state.playing = playing_;
    state.pictures = &pictures_;
    return state;
}

void App::update_search() {
    if (!search_ || (search_->query == search_->answered && !search_->results.empty())) return;
    search_->answered = search_->query;
    search_->results.clear();
    for (const Found& found : search(search_->query, session_.model(), numbers()))
        search_->results.push_back({found.unit, found.words});
    if (search_->results.empty()) search_->entered = false;
}

/// "conv2-9-3-4", "conv2" or "conv2-weights": what the inspector shows, as a file's name.
std::string App::numbers_name() const {
    const std::string layer = session_.architecture().nodes[static_cast<std::size_t>(asked_node())].name;
    if (settings_.view.page == scene::Page::Weights) return layer + "-weights";
    if (settings_.view.page == scene::Page::Layer || !settings_.view.inspected_layer.empty()) return layer;
    std::string name = settings_.view.selection;
    std::replace(name.begin(), name.end(), '/', '-');
    return name;
}

bool App::has_numbers() const {
    const bool open = selected() || !settings_.view.inspected_layer.empty();
    return open && (settings_.view.page == scene::Page::Weights || numbers());
}

/// The numbers that the inspector shows: of the unit, of the layer, or the layer's weights. Only where there
/// are any.
std::string App::numbers_csv() {
    const scene::Page page = settings_.view.page;
    if (page == scene::Page::Weights) return weights_csv(session_.model(), asked_node());
    if (page == scene::Page::Layer || !selected())
        return layer_csv(session_.model(), *numbers(), asked_node());
    return unit_csv(session_.model(), *calculation());
}

}  // namespace convoscope::app
