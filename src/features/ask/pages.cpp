#include "features/ask/pages.h"

#include <algorithm>

#include "features/ask/numbers_csv.h"
#include "features/ask/texts.h"
#include "studio/selection.h"

namespace convoscope::ask {
namespace {

using studio::Exhibit;
using studio::Studio;

std::span<const float> activations(const Exhibit& exhibit, int node) {
    return exhibit.workspace().activations(node);
}

std::span<const float> weights(const Exhibit& exhibit, int node) {
    return exhibit.model().parameters()[static_cast<std::size_t>(node)].weight;
}

std::string layer_table(const Studio& studio) {
    const Exhibit& exhibit = studio.exhibit();
    return layer_csv(exhibit.model(), *exhibit.numbers(), studio::asked_layer(studio));
}

std::string unit_table(const Studio& studio) {
    const Exhibit& exhibit = studio.exhibit();
    const nn::Calculation* calculation = exhibit.calculation();
    return calculation ? unit_csv(exhibit.model(), *calculation) : layer_table(studio);
}

std::string weights_table(const Studio& studio) {
    return weights_csv(studio.exhibit().model(), studio::asked_layer(studio));
}

std::string layer_name(const Studio& studio) { return studio::asked_node(studio).name; }

/// "conv2-9-3-4"
std::string unit_name(const Studio& studio) {
    const scene::ViewState& view = studio.view();
    if (!view.inspected_layer.empty()) return layer_name(studio);
    std::string name = view.selection;
    std::ranges::replace(name, '/', '-');
    return name;
}

std::string weights_name(const Studio& studio) { return layer_name(studio) + "-weights"; }

constexpr Page kPages[]{
    {.id = scene::kUnitPage,
     .title = texts.page_unit,
     .draw = unit_page,
     .csv = unit_table,
     .file_name = unit_name},
    {.id = scene::kLayerPage,
     .title = texts.page_layer,
     .draw = layer_page,
     .values = activations,
     .csv = layer_table,
     .file_name = layer_name},
    {.id = "weights",
     .title = texts.page_weights,
     .draw = weights_page,
     .values = weights,
     .of_reading = false,
     .csv = weights_table,
     .file_name = weights_name},
};

}  // namespace

std::span<const Page> pages() { return kPages; }

const Page* page_called(std::string_view id) {
    const auto found = std::ranges::find(kPages, id, &Page::id);
    return found == std::end(kPages) ? nullptr : found;
}

const Page& open_page(const Studio& studio) {
    const Page* page = page_called(studio.view().page);
    return page ? *page : kPages[0];
}

const std::string& page_ids() {
    static const std::string ids = [] {
        std::string all;
        for (const Page& page : kPages) all += (all.empty() ? "" : "|") + std::string(page.id);
        return all;
    }();
    return ids;
}

}  // namespace convoscope::ask
