#include "features/look/legend.h"

#include "scene/edges.h"
#include "scene/painting.h"
#include "studio/selection.h"
#include "studio/words.h"

namespace convoscope::look {

Legend legend_of(const studio::Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    const studio::Stage& stage = exhibit.stage;
    Legend legend;
    if (stage.layout().blocks.empty()) return legend;  // before the first frame
    const scene::ViewState& view = exhibit.view;
    legend.palette = view.palette;
    legend.body = scene::body_of(view);
    legend.scale = view.scale;
    legend.mark = view.mark;
    const auto& focus = stage.focus();
    const nn::Architecture& architecture = exhibit.architecture();
    const bool colours = view.palette != scene::Palette::Signed && scene::shows_colours(architecture);
    // Channels of a picture in colour have palettes of their own: without a focus that of all others is
    // shown.
    const int usual = colours && architecture.nodes.size() > 1 ? 1 : 0;
    const int node = focus ? focus->node : view.inspected_layer.empty() ? usual : studio::asked_layer(studio);
    legend.layer = studio::layer_title(architecture, node, studio.language());
    // The scale of the very block that is painted: per map where the scale is, and the output's units are
    // blocks of their own.
    const scene::Block* block =
        stage.layout().block_of(architecture, focus.value_or(nn::Unit{node, 0, 0, 0}));
    if (block) legend.range = scene::range_of(stage.values(), *block, scene::scaling_of(view));
    // Maps that lie on one another are painted as any other layer is.
    if (block && block->folded > 0)
        legend.folded = stage.layout().layers[static_cast<std::size_t>(node)].block_count;
    else if (colours && node == 0)
        legend.channel = focus ? focus->map : 0;
    if (!focus) return legend;
    legend.unit = focus;
    const scene::Edges& edges = stage.edges();
    legend.edges = edges.view;
    legend.strongest_edge = edges.scale.strongest;
    legend.edges_mean = edges.scale.meaning;
    return legend;
}

}  // namespace convoscope::look
