#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "features/read/read.h"
#include "scene/painting.h"
#include "studio/words.h"

namespace convoscope::read {
namespace {

using features::Frame;
using namespace ui;

/// See Scene::larger.
float larger_by(const studio::Places& places) {
    constexpr float kLeastHeight = 571;  ///< points; a window of these has no room for a larger interface
    const float most = static_cast<float>(places.surface_height) / (kLeastHeight * places.density);
    const float now = places.scale / places.density;
    return most <= 1 ? 0 : std::clamp((now - 1) / (most - 1), 0.0f, 1.0f);
}

/// What the labels need of an exhibit.
struct Scene {
    Scene(const studio::Studio& studio, const studio::Exhibit& exhibit)
        : classes(studio::class_words(exhibit.architecture(), studio.language())),
          camera(exhibit.stage.camera()),
          stage(exhibit.stage.viewport()),
          larger(larger_by(studio.places)) {
        const int node = static_cast<int>(exhibit.architecture().nodes.size()) - 1;
        const scene::Painting painting = scene::painting_of(exhibit.view, studio.settings.theme,
                                                            exhibit.architecture(), exhibit.stage.layout());
        output = scene::shown_values(exhibit.stage.values(), painting, node);
        if (painting.level(node) == 1) verdict = exhibit.reading().verdict;  // no answer before the pulse
    }

    std::vector<std::string> classes;  ///< in words
    const scene::Camera& camera;
    const scene::Viewport& stage;
    /// The interface: 0 is of the monitor's own size, 1 the largest that the window has room for.
    float larger = 0;
    std::vector<float> output;  ///< the last layer's values as shown
    nn::Verdict verdict;
};

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

Slot slot_of(const Scene& state, const scene::Block& block) {
    const float half = is_wide(block) ? block.half().x() : 0.5f * block.pitch;
    const scene::Vector3 left = state.camera.project(block.centre - scene::Vector3(half, 0, 0), state.stage);
    const scene::Vector3 right = state.camera.project(block.centre + scene::Vector3(half, 0, 0), state.stage);
    return {left.x(), right.x(), left.z() > 0};
}

/// How the classes are named: all in one size, so that a long name seems no less likely than a short one.
struct Naming {
    float size_to_room = 1;  ///< the letters' height, by their unit's width
    int rows = 1;            ///< 2: every other name stands lower, and has its neighbour's room as well
};

/// Digits fill their unit the more the larger the interface is: what that takes from the stage never makes
/// them smaller.
float digits_to_room(float larger) { return 1.0f + 0.5f * larger; }

Naming naming_of(const Look& look, const Scene& state, float room) {
    constexpr float kMeasured = 100;
    float widest = 0;
    for (const std::string& name : state.classes)
        widest = std::max(widest, text_size(look.fonts.large, kMeasured, name.c_str()).x / kMeasured);
    Naming naming{digits_to_room(state.larger)};
    if (widest * naming.size_to_room <= 1) return naming;
    naming.size_to_room = 0.95f / widest;
    if (naming.size_to_room * room >= look.px(kLeastName)) return naming;
    return {1.9f / widest, 2};
}

/// The letters of the classes' names, where their units are so wide; 0: no room for all of them.
float name_size(const Look& look, const Naming& naming, float room) {
    const float size = std::min(room * naming.size_to_room, look.px(kLargestDigit));
    return size < look.px(kLeastDigit) ? 0 : size;
}

/// One class of the output: its name before or over its unit, its probability over its bar.
/// @return where what hangs under its name begins
ImVec2 output_label(const Look& look, const Scene& state, const Naming& naming, const scene::Block& block,
                    float height, int index, ImDrawList& list) {
    const bool wide = is_wide(block);
    const scene::Vector3 half = block.half();
    const Slot slot = slot_of(state, block);
    const ImVec2 nothing{slot.left, -1};
    if (!slot.visible) return nothing;
    const std::string& name = state.classes[index];
    const bool winner = state.verdict.kind == nn::VerdictKind::Class && state.verdict.best == index;
    float size = name_size(look, naming, slot.room());
    const bool alone = size == 0;  // there is no room for all names: the winner has one
    if (alone) {
        if (!winner) return nothing;
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
    const float lower = !alone && naming.rows == 2 && index % 2 == 1 ? extent.y : 0;
    ImVec2 below = nothing;
    if (wide) {
        // The front's lower edge; from far above, the front is the edge nearest to the viewer.
        const scene::Vector3 foot =
            state.camera.project(block.centre + scene::Vector3(0, -half.y(), half.z()), state.stage);
        add_scene_text(look, list, look.fonts.large, size,
                       {middle - 0.5f * extent.x, foot.y() + 0.02f * size + lower}, with_alpha(colour, dim),
                       name.c_str());
        below.y = foot.y() + 1.02f * size + (!alone && naming.rows == 2 ? extent.y : 0);
    } else {
        const scene::Vector3 head =
            state.camera.project(block.centre + scene::Vector3(0, half.y(), 0), state.stage);
        add_text(list, look.fonts.large, size,
                 {middle - 0.5f * extent.x, head.y() - extent.y - look.px(2) - lower},
                 with_alpha(colour, dim), name.c_str());
    }
    if (!wide || probability < 0.005f || state.verdict.kind == nn::VerdictKind::Blank) return below;
    const std::string percent = percent_words(probability);
    const scene::Vector3 tip =
        state.camera.project(block.centre + scene::Vector3(0, half.y() + height, -half.z()), state.stage);
    const float number = std::clamp(slot.room() * (winner ? 0.69f : 0.46f), look.px(10), look.px(30));
    const ImVec2 wide_number = text_size(look.fonts.large, number, percent.c_str());
    add_scene_text(look, list, look.fonts.large, number,
                   {middle - 0.5f * wide_number.x, tip.y() - wide_number.y - look.px(2)},
                   with_alpha(colour, dim), percent.c_str());
    return below;
}

}  // namespace

void output_labels(Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list) {
    const Scene scene(frame.studio, exhibit);
    const scene::LayerPlace& last = exhibit.stage.layout().layers.back();
    const std::size_t classes = exhibit.architecture().classes.size();
    if (last.presence < 1 || last.block_count != static_cast<int>(classes)) return;
    const std::vector<scene::Block>& blocks = exhibit.stage.layout().blocks;
    const std::vector<float>& heights = exhibit.stage.heights();
    const Naming naming = naming_of(
        frame.look, scene, slot_of(scene, blocks[static_cast<std::size_t>(last.first_block)]).room());
    if (&exhibit == &frame.studio.exhibit())
        frame.digit = name_size(frame.look, naming,
                                slot_of(scene, blocks[static_cast<std::size_t>(last.first_block)]).room());
    for (int i = 0; i < last.block_count; ++i) {
        const auto block = static_cast<std::size_t>(last.first_block + i);
        const ImVec2 below = output_label(frame.look, scene, naming, blocks[block],
                                          heights.empty() ? 0 : heights[block], i, list);
        if (below.y >= 0)
            weight_picture(frame, exhibit, i, below, slot_of(scene, blocks[block]).room(), list);
    }
}

}  // namespace convoscope::read
