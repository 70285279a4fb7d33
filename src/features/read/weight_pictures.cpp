// Where the answer hears the picture itself, each class's weights are a picture, too: what that class looks
// for. It hangs under the class's bar.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "features/read/read.h"
#include "nn/ops/operator.h"
#include "scene/palette.h"

namespace convoscope::read {
namespace {

using namespace ui;

constexpr float kLeastPicture = 14;  ///< points; smaller ones are not drawn
constexpr float kGap = 6;

/// The layer whose picture the last one hears; null where it hears no picture.
const nn::Node* heard_picture(const nn::Architecture& architecture) {
    const nn::Node& last = architecture.output();
    if (last.inputs.size() != 1 || last.op != &nn::ops::linear) return nullptr;
    const nn::Node& heard = architecture.nodes[static_cast<std::size_t>(last.inputs.front())];
    return heard.inputs.empty() && heard.output.channels == 1 && !heard.output.is_flat() ? &heard : nullptr;
}

std::vector<scene::Colour> paint(std::span<const float> weights, float largest, scene::Theme theme) {
    const scene::Ramp ramp = scene::make_weight_ramp(theme);
    std::vector<scene::Colour> pixels;
    pixels.reserve(weights.size());
    for (const float weight : weights) pixels.push_back(scene::look_up(ramp, {-largest, largest}, weight));
    return pixels;
}

}  // namespace

void weight_picture(features::Frame& frame, const studio::Exhibit& exhibit, int index, ImVec2 top_left,
                    float width, ImDrawList& list) {
    const nn::Node* heard = heard_picture(exhibit.architecture());
    if (!heard || width < frame.look.px(kLeastPicture)) return;
    const auto& all = exhibit.model().parameters().back().weight;
    const auto size = static_cast<std::size_t>(heard->output.size());
    const std::span<const float> own(all.data() + static_cast<std::size_t>(index) * size, size);
    const std::uint64_t revision = exhibit.serial() * 2 + (frame.look.theme == scene::Theme::Light ? 1 : 0);
    const auto place =
        reinterpret_cast<std::uintptr_t>(&exhibit);  // two side by side have pictures of their own
    const ImTextureID texture = frame.pictures.texture(
        "class-weights-" + std::to_string(place) + "-" + std::to_string(index), revision,
        [&] {
            float largest = 1e-6f;
            for (const float weight : all) largest = std::max(largest, std::abs(weight));
            return paint(own, 0.6f * largest, frame.look.theme);
        },
        heard->output.width, heard->output.height);
    const float height =
        width * static_cast<float>(heard->output.height) / static_cast<float>(heard->output.width);
    const float top = top_left.y + frame.look.px(kGap);
    list.AddImage(texture, {top_left.x, top}, {top_left.x + width, top + height});
}

}  // namespace convoscope::read
