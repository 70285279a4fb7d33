#include "studio/selection.h"

#include <algorithm>

#include "base/error.h"
#include "nn/exhibit_address.h"
#include "scene/layout.h"
#include "studio/texts.h"

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
    if (exhibit == 0) studio.history.visit(address);
}

void replace_selection(Studio& studio, const nn::Unit& unit) {
    scene::ViewState& view = studio.view();
    const std::string address = nn::format_address(studio.exhibit().architecture(), unit);
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
    Exhibit& exhibit = studio.exhibit();
    const auto unit = exhibit.selected();
    if (!unit) return;
    const Stage& stage = exhibit.stage;
    const scene::Block* block = stage.layout().block_of(exhibit.architecture(), *unit);
    if (!block) return;
    const nn::Node& node = exhibit.architecture().nodes[static_cast<std::size_t>(unit->node)];
    const scene::Vector3 at = *stage.layout().position(exhibit.architecture(), *unit);
    // So much that its neighbours and what its edges come from are in view.
    const float reach = std::max(36.0f * scene::kUnitPitch, 1.6f * block->half().z() * 2);
    const scene::Vector3 half(node.output.is_flat() ? reach : std::max(reach, 1.3f * 2 * block->half().x()),
                              0, 0.6f * reach);
    const std::vector<scene::Vector3> corners{at - half, at + half,
                                              at + scene::Vector3(half.x(), 0, -half.z()),
                                              at + scene::Vector3(-half.x(), 0, half.z())};
    const scene::Camera now = stage.camera();
    take_camera(studio);
    exhibit.view.camera = scene::fit(corners, now, stage.viewport().aspect(), {});
    studio.glide();
}

void set_display(Studio& studio, const std::string& layer, scene::LayerDisplay display) {
    studio.pointing.held_layer = studio.exhibit().architecture().find(layer);
    studio.pointing.clicked_at = studio.pointing.at;
    if (display == scene::LayerDisplay::Hidden)
        studio.notify(Message(texts.layer_is_hidden, layer, studio.commands().key_of("layer.show_all")));
    studio.glide();
    if (display == scene::LayerDisplay::Shown)
        studio.view().layers.erase(layer);
    else
        studio.view().layers[layer] = display;
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

int layer_called(const Studio& studio, const std::string& name) {
    const Exhibit& exhibit = studio.exhibit();
    const int node = exhibit.architecture().find(name);
    if (node < 0) throw Error(texts.no_such_layer, exhibit.model().name, name);
    return node;
}

}  // namespace convoscope::studio
