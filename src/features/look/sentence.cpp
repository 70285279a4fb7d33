#include "features/look/sentence.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "features/look/texts.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "scene/view_state.h"
#include "studio/selection.h"
#include "studio/sentence.h"
#include "studio/words.h"
#include "ui/cells.h"
#include "ui/lines.h"
#include "ui/terms.h"

/// What is pointed at, or else selected, in plain words in the bar below the stage.
namespace convoscope::look {
namespace {

using features::Frame;
using namespace ui;

constexpr float kTipWidth = 360;  ///< points

/// Between two sentences.
std::string blank(const Look& look) { return look.language == Language::Chinese ? "" : " "; }

/// What there is to say of a unit's edges where they have no weights to show.
const Text& edges_in_words(const scene::Edges& edges) {
    const bool incoming = edges.view.direction == scene::EdgeView::Direction::Incoming;
    switch (edges.scale.meaning) {
        case nn::EdgeMeaning::Selected:
            return incoming ? texts.legend_edges_max : texts.legend_heard_by_max;
        case nn::EdgeMeaning::Averaged:
            return incoming ? texts.legend_edges_average : texts.legend_heard_by_average;
        case nn::EdgeMeaning::None:
            return incoming ? texts.legend_edges_none : texts.legend_heard_by_none;
        case nn::EdgeMeaning::Fixed:
            return incoming ? texts.legend_edges_fixed : texts.legend_heard_fixed;
        default:
            return texts.legend_edges_silent;
    }
}

/// What the lines of a unit mean whose sentence stands in the inspector.
const Text& lines_in_words(const scene::EdgeView& view) {
    if (view.value == scene::EdgeView::Value::Weight) return texts.lines_weights;
    return view.direction == scene::EdgeView::Direction::Incoming ? texts.lines_for_it : texts.lines_from_it;
}

std::string of_unit(const Look& look, const studio::Exhibit& exhibit, const nn::Unit& unit) {
    std::string words = studio::sentence_of(exhibit, unit, look.language);
    const scene::Edges& edges = exhibit.stage.edges();
    if (edges.scale.meaning != nn::EdgeMeaning::Weighted || edges.scale.strongest <= 0)
        words += blank(look) + look.words(edges_in_words(edges));
    const nn::Node& node = exhibit.architecture().nodes[static_cast<std::size_t>(unit.node)];
    if (exhibit.selected() != unit && node.op->is_weighted())
        words += blank(look) + look.words(texts.legend_click);
    return words;
}

std::string of_edge(const Look& look, const studio::Exhibit& exhibit, const scene::Edge& edge) {
    const nn::Architecture& architecture = exhibit.architecture();
    const std::string from = studio::place_words(architecture, edge.source, look.language);
    const std::string to = studio::place_words(architecture, edge.target, look.language);
    const nn::Node& node = architecture.nodes[static_cast<std::size_t>(edge.target.node)];
    if (!node.op->is_weighted()) return look.words(Message(texts.legend_edge_plain, from, to));
    return look.words(Message(edge.contribution < 0 ? texts.legend_edge_against : texts.legend_edge_for, from,
                              to, long_number(edge.activation), long_number(edge.weight),
                              long_number(edge.contribution, true)));
}

/// The caption that the pointer is on; null: none.
const studio::Caption* captioned(const studio::Studio& studio) {
    const auto pointer = studio.pointed_place();
    if (!pointer) return nullptr;
    for (const studio::Caption& caption : studio.places.captions)
        if (caption.place.contains(*pointer)) return &caption;
    return nullptr;
}

std::string of_caption(const Look& look, const studio::Exhibit& exhibit, const studio::Caption& caption) {
    const nn::Architecture& architecture = exhibit.architecture();
    if (caption.block < 0)
        return look.words(Message(texts.legend_layer,
                                  studio::layer_title(architecture, caption.node, look.language),
                                  studio::layer_words(architecture, caption.node, look.language)));
    const scene::Folding& folding = exhibit.stage.folding();
    const nn::LayerBlock& block = folding.blocks()[static_cast<std::size_t>(caption.block)];
    const bool folded = folding.is_folded(exhibit.view, caption.block);
    return look.words(Message(folded ? texts.legend_block : texts.legend_open_block,
                              studio::block_title(block, look.language),
                              studio::block_words(block, look.language)));
}

/// The layer as it is seen: perhaps as a folded block.
std::string seen_title(const Look& look, const studio::Exhibit& exhibit, int node) {
    const scene::Folding& folding = exhibit.stage.folding();
    const auto block = folding.seen_as(exhibit.view, node);
    if (!block) return studio::layer_title(exhibit.architecture(), node, look.language);
    return studio::block_title(folding.blocks()[static_cast<std::size_t>(*block)], look.language);
}

std::string of_wire(const Look& look, const studio::Exhibit& exhibit, const scene::Wire& wire) {
    return look.words(Message(wire.ranks > 1 ? texts.legend_arc : texts.legend_wire,
                              seen_title(look, exhibit, wire.source),
                              seen_title(look, exhibit, wire.target)));
}

/// How far a sweep is, and what it is at.
std::string of_sweep(const Look& look, const studio::Exhibit& exhibit, const nn::Unit& unit) {
    const nn::Architecture& architecture = exhibit.architecture();
    const int length = scene::sweep_length(architecture.nodes[static_cast<std::size_t>(unit.node)].output);
    const int done = nn::index_of(architecture, unit) % length + 1;
    return look.words(Message(texts.swept, done, length)) + blank(look) +
           studio::sentence_of(exhibit, unit, look.language);
}

std::string words_of(const Frame& frame) {
    const Look& look = frame.look;
    const studio::Exhibit& exhibit = frame.studio.exhibit();
    const studio::Stage& stage = exhibit.stage;
    if (exhibit.view.sweep && exhibit.selected()) return of_sweep(look, exhibit, *exhibit.selected());
    if (const studio::Caption* caption = captioned(frame.studio)) return of_caption(look, exhibit, *caption);
    if (stage.pointed_wire()) return of_wire(look, exhibit, *stage.pointed_wire());
    if (!stage.pointed_at() && stage.pointed_edge()) return of_edge(look, exhibit, *stage.pointed_edge());
    if (!stage.focus()) return look.words(texts.legend_point);
    const scene::Edges& edges = stage.edges();
    const bool lines = edges.scale.meaning == nn::EdgeMeaning::Weighted && edges.scale.strongest > 0;
    const bool in_inspector = exhibit.selected() == stage.focus() && !stage.pointed_at() &&
                              !frame.studio.places.sheet && frame.studio.settings.panels;
    return in_inspector && lines ? look.words(lines_in_words(edges.view))
                                 : of_unit(look, exhibit, *stage.focus());
}

/// Leaves so many lines. @return whether that are all
bool shorten_lines(std::string& lines, int most) {
    std::size_t end = 0;
    for (int i = 0; i < most; ++i) {
        end = lines.find('\n', end);
        if (end == std::string::npos) return true;
        ++end;
    }
    lines = lines.substr(0, end - 1) + "…";
    return false;
}

}  // namespace

void sentence(Frame& frame, float left, float width) {
    const Look& look = frame.look;
    const std::string words = words_of(frame);
    ImFont* font = look.fonts.body;
    const ImVec2 corner = ImGui::GetWindowPos();
    const float room = ImGui::GetWindowHeight() - look.px(9);
    std::string lines = wrapped(font, font->FontSize, width, words);
    if (text_size(font, font->FontSize, lines.c_str()).y > room) {
        font = look.fonts.small;
        lines = wrapped(font, font->FontSize, width, words);
    }
    const int most = std::max(1, static_cast<int>(room / font->FontSize));
    const bool cut = !shorten_lines(lines, most);
    const float height = text_size(font, font->FontSize, lines.c_str()).y;
    ImGui::SetCursorScreenPos({left, std::round(corner.y + 0.5f * (ImGui::GetWindowHeight() - height))});
    wrapped_with_terms(look, font, look.colours.text, width, lines);
    if (cut)
        explain(look, wrapped(look.fonts.body, look.fonts.body->FontSize, look.px(kTipWidth), words).c_str());
}

}  // namespace convoscope::look
