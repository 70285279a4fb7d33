#include "studio/selection.h"

#include <algorithm>

#include "base/error.h"
#include "nn/exhibit_address.h"
#include "scene/layout.h"
#include "studio/texts.h"
#include "studio/words.h"

namespace convoscope::studio {

int asked_layer(const Studio& studio) {
    const Exhibit& exhibit = studio.exhibit();
    if (studio.pointing.held_layer >= 0 && studio.pointing.clicked_at) return studio.pointing.held_layer;
    if (!exhibit.view.inspected_layer.empty()) {
        const int node = exhibit.architecture().find(exhibit.view.inspected_layer);
        if (node >= 0) return node;
    }
    if (const auto unit = exhibit.selected()) return unit->node;
    if (const auto& focus = exhibit.stage.focus()) return focus->node;
    return exhibit.architecture().nodes.size() > 1 ? 1 : 0;
}

const nn::Node& asked_node(const Studio& studio) {
    return studio.exhibit().architecture().nodes[static_cast<std::size_t>(asked_layer(studio))];
}

std::optional<int> layer_in_hand(const Studio& studio) {
    const Exhibit& exhibit = studio.exhibit();
    if (studio.pointing.held_layer >= 0 && studio.pointing.clicked_at) return studio.pointing.held_layer;
    if (const auto pointer = studio.pointed_place()) {
        for (const Caption& caption : studio.places.captions)
            if (caption.place.contains(*pointer)) return caption.node;
        if (const auto& unit = exhibit.stage.pointed_at()) return unit->node;
    }
    if (!exhibit.view.inspected_layer.empty()) {
        const int node = exhibit.architecture().find(exhibit.view.inspected_layer);
        if (node >= 0) return node;
    }
    if (const auto unit = exhibit.selected()) return unit->node;
    return std::nullopt;
}

namespace {

/// A unit that a folded block hides can be seen: unlike hidden layers, nobody folded it away one by one.
void reveal(Studio& studio, std::size_t exhibit, int node) {
    Exhibit& shown = *studio.exhibits()[exhibit];
    const scene::Folding& folding = shown.stage.folding();
    const auto block = folding.seen_as(shown.view, node);
    if (!block || folding.blocks()[static_cast<std::size_t>(*block)].last == node) return;
    studio.glide();
    folding.reveal(shown.view, node);
}

}  // namespace

void select(Studio& studio, const nn::Unit& unit, bool add) { select(studio, 0, unit, add); }

void select(Studio& studio, std::size_t exhibit, const nn::Unit& unit, bool add) {
    const Exhibit& shown = *studio.exhibits()[exhibit];
    scene::ViewState& view = studio.exhibits()[exhibit]->view;
    const std::string address = nn::format_address(shown.architecture(), unit);
    const auto place = std::ranges::find(view.pins, view.selection);
    const bool pinned = std::ranges::find(view.pins, address) != view.pins.end();
    if (!pinned) {
        if (add || place == view.pins.end())
            view.pins.push_back(address);
        else
            *place = address;
    }
    view.selection = address;
    view.inspected_layer.clear();
    view.sweep = false;
    reveal(studio, exhibit, unit.node);
    if (exhibit == 0) studio.history.visit(address);
}

void replace_selection(Studio& studio, const nn::Unit& unit) {
    scene::ViewState& view = studio.view();
    const std::string address = nn::format_address(studio.exhibit().architecture(), unit);
    reveal(studio, 0, unit.node);
    std::erase(view.pins, address);
    const auto place = std::ranges::find(view.pins, view.selection);
    if (place != view.pins.end())
        *place = address;
    else
        view.pins.push_back(address);
    view.selection = address;
}

void unpin(Studio& studio, const nn::Unit& unit, std::size_t exhibit) {
    scene::ViewState& view = studio.exhibits()[exhibit]->view;
    std::erase(view.pins, nn::format_address(studio.exhibits()[exhibit]->architecture(), unit));
    if (std::ranges::find(view.pins, view.selection) != view.pins.end()) return;
    view.selection = view.pins.empty() ? std::string() : view.pins.back();
    view.sweep = false;
}

void clear_selection(Studio& studio) {
    scene::ViewState& view = studio.view();
    view.selection.clear();
    view.pins.clear();
    view.sweep = false;
}

void inspect(Studio& studio, int node) {
    scene::ViewState& view = studio.view();
    view.inspected_layer = studio.exhibit().architecture().nodes[static_cast<std::size_t>(node)].name;
    if (view.page == scene::kUnitPage) view.page = scene::kLayerPage;
}

namespace {

/// So much that the unit's neighbours are in view, and all that its edges lead to; nothing where it is
/// hidden.
std::vector<scene::Vector3> surroundings(const Exhibit& exhibit, const nn::Unit& unit) {
    const nn::Architecture& architecture = exhibit.architecture();
    const scene::Layout& layout = exhibit.stage.layout();
    const scene::Block* block = layout.block_of(architecture, unit);
    if (!block) return {};
    const bool flat = architecture.nodes[static_cast<std::size_t>(unit.node)].output.is_flat();
    const scene::Vector3 at = *layout.position(architecture, unit);
    const float reach = std::max(36.0f * scene::kUnitPitch, 1.6f * block->half().z() * 2);
    const scene::Vector3 half(flat ? reach : std::max(reach, 1.3f * 2 * block->half().x()), 0, 0.6f * reach);
    std::vector<scene::Vector3> points{at - half, at + half, at + scene::Vector3(half.x(), 0, -half.z()),
                                       at + scene::Vector3(-half.x(), 0, half.z())};
    const scene::Edges edges =
        scene::edges_of(exhibit.model(), exhibit.stage.values(), unit, exhibit.view.edges);
    for (const scene::Edge& edge : edges.edges)
        for (const nn::Unit& end : {edge.source, edge.target})
            if (const auto place = layout.position(architecture, end)) points.push_back(*place);
    return points;
}

}  // namespace

void take_camera(Studio& studio) {
    Exhibit& exhibit = studio.exhibit();
    exhibit.stage.stop_gliding();
    exhibit.view.camera = exhibit.stage.camera();
    if (!exhibit.view.preset) return;
    exhibit.view.home = *exhibit.view.preset;
    exhibit.view.arrangement = scene::arrangement_of(*exhibit.view.preset);
    exhibit.view.preset.reset();
}

void go_to_selection(Studio& studio) {
    studio.going_there = studio.exhibit().selected().has_value();
    studio.touch();
}

void arrive(Studio& studio, const scene::Viewport& stage) {
    Exhibit& exhibit = studio.exhibit();
    const auto unit = exhibit.selected();
    // Before the first frame nothing has a place yet.
    if (!studio.going_there || exhibit.stage.layout().blocks.empty()) return;
    studio.going_there = false;
    if (!unit) return;
    const std::vector<scene::Vector3> points = surroundings(exhibit, *unit);
    if (points.empty()) return;
    const scene::Camera now = exhibit.stage.camera();
    take_camera(studio);
    scene::Margins margins;
    margins.left += studio.places.floating.width / stage.width;
    exhibit.view.camera = scene::fit(points, now, stage.aspect(), margins);
    studio.glide();
}

namespace {

Message hidden_notice(const Studio& studio, int node) {
    return {texts.layer_is_hidden, layer_title(studio.exhibit().architecture(), node, studio.language()),
            studio.commands().key_of("layer.show_all")};
}

}  // namespace

void show_all(Studio& studio) {
    const int layers = static_cast<int>(studio.exhibit().architecture().nodes.size());
    for (int node = 0; node < layers; ++node)
        if (studio.notice() == hidden_notice(studio, node)) studio.clear_notice();
    studio.glide();
    studio.view().layers.clear();
}

void set_display(Studio& studio, const std::string& layer, scene::LayerDisplay display) {
    const int node = studio.exhibit().architecture().find(layer);
    studio.pointing.held_layer = node;
    studio.pointing.clicked_at = studio.pointing.at;
    if (display == scene::LayerDisplay::Hidden)
        studio.notify(hidden_notice(studio, node));
    else if (studio.notice() == hidden_notice(studio, node))
        studio.clear_notice();
    studio.glide();
    if (display == scene::LayerDisplay::Shown)
        studio.view().layers.erase(layer);
    else
        studio.view().layers[layer] = display;
}

void set_folded(Studio& studio, int block, bool folded) {
    const scene::Folding& folding = studio.exhibit().stage.folding();
    // Until the pointer moves, the next command is about the same one.
    studio.pointing.held_layer = folding.blocks()[static_cast<std::size_t>(block)].last;
    studio.pointing.clicked_at = studio.pointing.at;
    studio.glide();
    folding.set(studio.view(), block, folded);
}

UnitOnShow unit_called(const Studio& studio, const std::string& address) {
    const auto parts = nn::split_address(address);
    const auto exhibit = parts ? static_cast<std::size_t>(parts->exhibit - 'a') : studio.exhibits().size();
    if (exhibit >= studio.exhibits().size())
        throw Error(texts.no_such_exhibit, address, studio.exhibits().size());
    const nn::Architecture& architecture = studio.exhibits()[exhibit]->architecture();
    if (const auto unit = nn::parse_address(architecture, std::string(parts->unit))) return {exhibit, *unit};
    const std::string example =
        nn::format_address(architecture, {architecture.nodes.size() > 1 ? 1 : 0, 0, 0, 0});
    throw Error(texts.no_such_unit, address, studio.exhibits()[exhibit]->model().name, example);
}

int block_called(const Studio& studio, const std::string& name) {
    const Exhibit& exhibit = studio.exhibit();
    const auto block = exhibit.stage.folding().find(name);
    if (!block) throw Error(texts.no_such_block, exhibit.model().name, name);
    return *block;
}

int layer_called(const Studio& studio, const std::string& name) {
    const Exhibit& exhibit = studio.exhibit();
    const int node = exhibit.architecture().find(name);
    if (node < 0) throw Error(texts.no_such_layer, exhibit.model().name, name);
    return node;
}

}  // namespace convoscope::studio
