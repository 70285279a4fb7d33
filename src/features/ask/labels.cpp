// What is asked in the scene itself: the unit and the edge pointed at, and the pins, on small plates.

#include <string>

#include "base/number.h"
#include "features/ask/ask.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "studio/words.h"
#include "ui/cells.h"
#include "ui/plate.h"

namespace convoscope::ask {
namespace {

/// What an edge says when it is pointed at.
Message edge_words(const nn::Architecture& architecture, const scene::Edge& edge, Language language) {
    const std::string source = studio::place_words(architecture, edge.source, language);
    const std::string target = studio::place_words(architecture, edge.target, language);
    switch (architecture.nodes[static_cast<std::size_t>(edge.target.node)].op->edges) {
        case nn::EdgeMeaning::Selected:
            return {texts.edge_words_pool, source, target,
                    edge.weight > 0 ? texts.edge_passed : texts.edge_dropped};
        case nn::EdgeMeaning::Averaged:
            return {texts.edge_words_pool, source, target, texts.edge_averaged};
        default:
            return {texts.edge_words,
                    source,
                    target,
                    ui::long_number(edge.weight),
                    ui::long_number(edge.activation),
                    ui::long_number(edge.contribution)};
    }
}

}  // namespace

void labels(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list) {
    const nn::Architecture& architecture = exhibit.architecture();
    const studio::Stage& stage = exhibit.stage;
    const auto plate = [&](const nn::Unit& unit, const std::string& words, bool strong) {
        const auto position = stage.layout().position(architecture, unit);
        if (position)
            ui::plate_in_space(frame.look, stage.camera(), stage.viewport(), *position, words.c_str(), strong,
                               list);
    };
    const auto& focus = stage.focus();
    for (const nn::Unit& pin : stage.pins())
        if (pin != focus)
            plate(pin, studio::place_in_layer_words(architecture, pin, frame.look.language), false);
    if (focus) {
        const float value =
            stage.values().layer(focus->node)[static_cast<std::size_t>(nn::index_of(architecture, *focus))];
        plate(*focus,
              frame.words(Message(texts.legend_value,
                                  studio::place_in_layer_words(architecture, *focus, frame.look.language),
                                  ui::long_number(value))),
              true);
    }
    const auto pointer = frame.studio.pointed_place();
    if (const auto& edge = stage.pointed_edge(); edge && pointer)
        ui::plate(frame.look, stage.viewport(), *pointer,
                  frame.words(edge_words(architecture, *edge, frame.look.language)).c_str(), true, list);
}

}  // namespace convoscope::ask
