#include "ui/scene_labels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "ui/answer_panel.h"
#include "ui/layer_captions.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr float kLoneDigit = 18;
constexpr float kLeastDigit = 9;  ///< points; smaller ones are not drawn
constexpr float kLargestDigit = 84;
constexpr float kLeastName = 12;  ///< where names of one row would be smaller, they stand in two

/// An output unit's place on the stage.
struct Slot {
    float left = 0;
    float right = 0;
    bool visible = false;

    float room() const { return std::abs(right - left); }
};

bool is_wide(const scene::Block& block) { return block.pitch > 2 * scene::kUnitPitch; }

Slot slot_of(const SceneLabelsState& state, const scene::Block& block) {
    const float half = is_wide(block) ? block.half().x() : 0.5f * block.pitch;
    const scene::Vector3 left = state.camera.project(block.centre - scene::Vector3(half, 0, 0), state.stage);
    const scene::Vector3 right = state.camera.project(block.centre + scene::Vector3(half, 0, 0), state.stage);
    return {left.x(), right.x(), left.z() > 0};
}

/// How the classes are named: all in one size, so that a long name seems no less likely than a short one.
struct Naming {
    float size_to_room = 1.15f;  ///< the letters' height, by their unit's width: digits fill it
    int rows = 1;                ///< 2: every other name stands lower, and has its neighbour's room as well
};

Naming naming_of(const Look& look, const SceneLabelsState& state, float room) {
    constexpr float kMeasured = 100;
    float widest = 0;
    for (const std::string& name : state.architecture->classes)
        widest = std::max(widest, text_size(look.fonts.large, kMeasured, name.c_str()).x / kMeasured);
    Naming naming;
    if (widest * naming.size_to_room <= 1) return naming;
    naming.size_to_room = 0.95f / widest;
    if (naming.size_to_room * room >= look.px(kLeastName)) return naming;
    return {1.9f / widest, 2};
}

/// One class of the output: its name before or over its unit, its probability over its bar.
void output_label(const Look& look, const SceneLabelsState& state, const Naming& naming,
                  const scene::Block& block, float height, int index, ImDrawList& list) {
    const bool wide = is_wide(block);
    const scene::Vector3 half = block.half();
    const Slot slot = slot_of(state, block);
    if (!slot.visible) return;
    const std::string& name = state.architecture->classes[index];
    const bool winner = state.verdict.kind == nn::VerdictKind::Class && state.verdict.best == index;
    float size = std::min(slot.room() * naming.size_to_room, look.px(kLargestDigit));
    if (size < look.px(kLeastDigit)) {  // no room for all of them: the winner alone is named
        if (!winner) return;
        size = look.px(kLoneDigit);
    }
    const bool doubt = state.verdict.kind == nn::VerdictKind::Unsure;
    const float probability = state.output[index];
    ImU32 colour = look.colours.scene_quiet;
    if (winner) colour = look.colours.scene_text;
    if (doubt && probability > 0.15f) colour = look.colours.scene_text;
    const float dim = winner || (doubt && probability > 0.15f) ? 1.0f : 0.72f;

    const ImVec2 extent = text_size(look.fonts.large, size, name.c_str());
    const float middle = 0.5f * (slot.left + slot.right);
    const float lower = naming.rows == 2 && index % 2 == 1 ? extent.y : 0;
    if (wide) {
        // The front's lower edge; from far above, the front is the edge nearest to the viewer.
        const scene::Vector3 foot =
            state.camera.project(block.centre + scene::Vector3(0, -half.y(), half.z()), state.stage);
        add_scene_text(look, list, look.fonts.large, size,
                       {middle - 0.5f * extent.x, foot.y() + 0.02f * size + lower}, with_alpha(colour, dim),
                       name.c_str());
    } else {
        const scene::Vector3 head =
            state.camera.project(block.centre + scene::Vector3(0, half.y(), 0), state.stage);
        add_text(list, look.fonts.large, size,
                 {middle - 0.5f * extent.x, head.y() - extent.y - look.px(2) - lower},
                 with_alpha(colour, dim), name.c_str());
    }
    if (!wide || probability < 0.005f || state.verdict.kind == nn::VerdictKind::Blank) return;
    const std::string percent = percent_words(probability);
    const scene::Vector3 tip =
        state.camera.project(block.centre + scene::Vector3(0, half.y() + height, -half.z()), state.stage);
    const float number = std::clamp(slot.room() * (winner ? 0.69f : 0.46f), look.px(10), look.px(30));
    const ImVec2 wide_number = text_size(look.fonts.large, number, percent.c_str());
    add_scene_text(look, list, look.fonts.large, number,
                   {middle - 0.5f * wide_number.x, tip.y() - wide_number.y - look.px(2)},
                   with_alpha(colour, dim), percent.c_str());
}

/// Words on a small plate, above and to the right of a place, but within the stage.
void plate(const Look& look, const SceneLabelsState& state, const scene::Vector2& at, const char* words,
           bool strong, ImDrawList& list) {
    ImFont* font = strong ? look.fonts.strong : look.fonts.small;
    const ImVec2 extent = text_size(font, font->FontSize, words);
    const float pad = look.px(6);
    ImVec2 from{at.x() + look.px(14), at.y() - extent.y - look.px(22)};
    from.x =
        std::clamp(from.x, state.stage.x + pad,
                   std::max(state.stage.x + pad, state.stage.x + state.stage.width - extent.x - 3 * pad));
    from.y = std::max(from.y, state.stage.y + pad);
    const ImVec2 low{from.x - pad, from.y - 0.5f * pad};
    const ImVec2 high{from.x + extent.x + pad, from.y + extent.y + 0.5f * pad};
    list.AddRectFilled(low, high, with_alpha(look.colours.panel, 0.92f), look.px(4));
    list.AddRect(low, high, strong ? look.colours.panel_line : with_alpha(look.colours.accent, 0.6f),
                 look.px(4));
    add_text(list, font, font->FontSize, from, look.colours.text, words);
}

void plate_in_space(const Look& look, const SceneLabelsState& state, const scene::Vector3& position,
                    const char* words, bool strong, ImDrawList& list) {
    const scene::Vector3 at = state.camera.project(position, state.stage);
    if (at.z() > 0) plate(look, state, at.head<2>(), words, strong, list);
}

void unit_label(const Look& look, const SceneLabelsState& state, ImDrawList& list) {
    char line[160];
    std::snprintf(line, sizeof line, text(Text::LegendValue), state.unit.c_str(),
                  static_cast<double>(state.value));
    plate_in_space(look, state, state.unit_position, line, true, list);
}

}  // namespace

std::vector<CaptionPlace> scene_labels(const Look& look, const SceneLabelsState& state) {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    const ImVec2 from{state.stage.x, state.stage.y};
    list.PushClipRect(from, {from.x + state.stage.width, from.y + state.stage.height});
    std::vector<CaptionPlace> captions = layer_captions(look, state, list);
    const scene::LayerPlace& last = state.layout->layers.back();
    if (last.presence >= 1 && last.block_count == static_cast<int>(state.architecture->classes.size())) {
        const scene::Block& first = state.layout->blocks[last.first_block];
        const Naming naming = naming_of(look, state, slot_of(state, first).room());
        for (int i = 0; i < last.block_count; ++i) {
            const int block = last.first_block + i;
            output_label(look, state, naming, state.layout->blocks[block],
                         state.heights.empty() ? 0 : state.heights[block], i, list);
        }
    }
    for (const SceneLabelsState::Pin& pin : state.pins)
        plate_in_space(look, state, pin.position, pin.words.c_str(), false, list);
    if (!state.unit.empty()) unit_label(look, state, list);
    if (!state.edge.empty() && state.pointer)
        plate(look, state, *state.pointer, state.edge.c_str(), true, list);
    list.PopClipRect();
    return captions;
}

}  // namespace convoscope::ui
