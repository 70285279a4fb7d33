#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/look/look.h"
#include "features/look/texts.h"

/// Each layer's name, shape and largest value, beside its left end. Where layers stand so close that captions
/// would touch they shrink to one line; where a layer begins beyond the stage its caption lies above it. The
/// one that the pointer is on is lit.
namespace convoscope::look {
namespace {

using features::Frame;
using namespace ui;
using studio::Exhibit;

constexpr float kGap = 14;          ///< points between a caption and its layer
constexpr float kStageMargin = 10;  ///< and between it and the stage's border
constexpr float kTilted = 10;       ///< degrees of yaw from which a layer's left end is a corner, not a side

struct Words {
    std::string name;
    std::string shape;
    std::string maximum;  ///< " · max 3.21", or nothing where the scale is known beforehand
};

struct Caption {
    int node = 0;
    Words words;
    float right = 0;   ///< where it ends
    float middle = 0;  ///< its height
    bool one_line = false;
};

Words words_of(const Look& look, const nn::Node& node, float magnitude, bool folded) {
    if (folded) return {node.name, look.words(Message(texts.layer_folded, node.output.channels)), {}};
    std::string maximum;
    if (magnitude > 0 && node.activation != nn::Activation::Softmax && !node.inputs.empty())
        maximum = look.words(Message(texts.layer_maximum, fixed(static_cast<double>(magnitude), 2)));
    return {node.name, nn::shape_words(node.output), maximum};
}

float name_width(const Look& look, const Words& words) {
    return text_size(look.fonts.strong, look.fonts.strong->FontSize, words.name.c_str()).x;
}

float small_width(const Look& look, const std::string& words) {
    return text_size(look.fonts.small, look.fonts.small->FontSize, words.c_str()).x;
}

float width_of(const Look& look, const Words& words) {
    return std::max(name_width(look, words), small_width(look, words.shape + words.maximum));
}

float two_lines(const Look& look) { return look.fonts.strong->FontSize + look.fonts.small->FontSize; }

/// The corner of the layer's footprint that is farthest to the left as seen now; nothing behind the eye.
std::optional<scene::Vector3> left_corner(const Exhibit& exhibit, const scene::LayerPlace& layer) {
    std::optional<scene::Vector3> leftmost;
    const float y = 0.5f * (layer.low.y() + layer.high.y());
    for (const float x : {layer.low.x(), layer.high.x()})
        for (const float z : {layer.low.z(), layer.high.z()}) {
            const scene::Vector3 corner = exhibit.stage.camera().project({x, y, z}, exhibit.stage.viewport());
            if (corner.z() <= 0) return std::nullopt;
            if (!leftmost || corner.x() < leftmost->x()) leftmost = corner;
        }
    return leftmost;
}

/// The height on the screen of the layer's edge that is farthest up.
float upper_edge(const Exhibit& exhibit, const scene::LayerPlace& layer) {
    float highest = exhibit.stage.camera().project(layer.low, exhibit.stage.viewport()).y();
    for (const float x : {layer.low.x(), layer.high.x()})
        for (const float z : {layer.low.z(), layer.high.z()})
            highest = std::min(
                highest,
                exhibit.stage.camera().project({x, layer.high.y(), z}, exhibit.stage.viewport()).y());
    return highest;
}

std::optional<Caption> place(const Look& look, const Exhibit& exhibit, const scene::LayerPlace& layer) {
    const auto corner = left_corner(exhibit, layer);
    if (!corner) return std::nullopt;
    Caption caption;
    caption.node = layer.node;
    caption.words = words_of(look, exhibit.architecture().nodes[static_cast<std::size_t>(layer.node)],
                             exhibit.stage.values().magnitude(layer.node), layer.folded >= 0.5f);
    caption.right = corner->x() - look.px(kGap);
    const scene::Vector3 middle =
        exhibit.stage.camera().project(0.5f * (layer.low + layer.high), exhibit.stage.viewport());
    caption.middle = std::abs(exhibit.stage.camera().yaw) > kTilted ? corner->y() : middle.y();
    if (caption.right - width_of(look, caption.words) >= exhibit.stage.viewport().x + look.px(kStageMargin))
        return caption;

    caption.one_line = true;
    caption.middle = upper_edge(exhibit, layer) - 0.6f * look.fonts.strong->FontSize;
    caption.right = exhibit.stage.viewport().x + look.px(kStageMargin) + name_width(look, caption.words) +
                    look.px(8) + small_width(look, caption.words.shape);
    return caption;
}

float height_of(const Look& look, const Caption& caption) {
    return caption.one_line ? look.fonts.strong->FontSize : two_lines(look);
}

bool side_by_side(const Look& look, const Caption& a, const Caption& b) {
    return a.right < b.right - width_of(look, b.words) || b.right < a.right - width_of(look, a.words);
}

/// Captions that would touch another become one line each, and those that still would move apart.
void make_room(const Look& look, std::vector<Caption>& captions) {
    for (std::size_t i = 0; i < captions.size(); ++i)
        for (std::size_t j = 0; j < captions.size(); ++j)
            if (i != j && !side_by_side(look, captions[i], captions[j]) &&
                std::abs(captions[i].middle - captions[j].middle) < two_lines(look) - look.px(1))
                captions[i].one_line = true;
    std::sort(captions.begin(), captions.end(),
              [](const Caption& a, const Caption& b) { return a.middle < b.middle; });
    for (std::size_t i = 1; i < captions.size(); ++i) {
        Caption& above = captions[i - 1];
        Caption& below = captions[i];
        const float needed = 0.5f * (height_of(look, above) + height_of(look, below));
        const float missing = needed - (below.middle - above.middle);
        if (missing > 0 && !side_by_side(look, above, below)) below.middle += missing;
    }
}

scene::Viewport place_of(const Look& look, const Caption& caption) {
    const float width = caption.one_line ? name_width(look, caption.words) + look.px(8) +
                                               small_width(look, caption.words.shape)
                                         : width_of(look, caption.words);
    const float height = height_of(look, caption);
    return {caption.right - width, caption.middle - 0.5f * height, width, height};
}

void draw(const Look& look, const Caption& caption, bool lit, ImDrawList& list) {
    const ImU32 name = lit ? look.colours.accent : look.colours.scene_text;
    const float body = look.fonts.strong->FontSize;
    const float small = look.fonts.small->FontSize;
    const Words& words = caption.words;
    if (caption.one_line) {
        const float top = caption.middle - 0.5f * body;
        const float shape = small_width(look, words.shape);
        add_scene_text(look, list, look.fonts.small, small,
                       {caption.right - shape, top + 0.75f * (body - small)}, look.colours.scene_quiet,
                       words.shape.c_str());
        add_scene_text(look, list, look.fonts.strong, body,
                       {caption.right - shape - look.px(8) - name_width(look, words), top}, name,
                       words.name.c_str());
        return;
    }
    const float top = caption.middle - 0.5f * two_lines(look);
    const std::string below = words.shape + words.maximum;
    add_scene_text(look, list, look.fonts.strong, body, {caption.right - name_width(look, words), top}, name,
                   words.name.c_str());
    add_scene_text(look, list, look.fonts.small, small,
                   {caption.right - small_width(look, below), top + body + look.px(1)},
                   look.colours.scene_quiet, below.c_str());
}

}  // namespace

void layer_captions(Frame& frame, const Exhibit& exhibit, ImDrawList& list) {
    const Look& look = frame.look;
    std::vector<Caption> captions;
    for (const scene::LayerPlace& layer : exhibit.stage.layout().layers) {
        if (layer.presence < 1) continue;  // hidden, or on its way
        if (auto caption = place(look, exhibit, layer)) captions.push_back(*std::move(caption));
    }
    make_room(look, captions);
    const bool asked = &exhibit == &frame.studio.exhibit();
    const auto pointer = frame.studio.pointed_place();
    for (const Caption& caption : captions) {
        const scene::Viewport place = place_of(look, caption);
        const bool lit = pointer && place.contains(*pointer);
        draw(look, caption, lit, list);
        if (lit) ImGui::SetTooltip("%s", frame.words(Message(texts.layer_help, caption.words.name)).c_str());
        if (asked) frame.captions.push_back({caption.node, place});
    }
}

float captions_width(const Look& look, const nn::Architecture& architecture) {
    float widest = 0;
    for (const nn::Node& node : architecture.nodes)
        widest = std::max(widest, width_of(look, words_of(look, node, 88.88f, false)));
    return widest + look.px(kGap + kStageMargin);
}

}  // namespace convoscope::look
