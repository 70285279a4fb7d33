#include "cli/commands/bench_inputs.h"

#include <algorithm>

#include "canvas/files.h"
#include "canvas/raster.h"
#include "cli/inputs.h"
#include "nn/forward.h"
#include "nn/random.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {

namespace {

constexpr int kLargestDrawn = 64 * 64;  ///< values of an input that a drawing fills

std::vector<std::vector<float>> noise_for(const nn::InputSpec& spec) {
    nn::Random random(1);
    const auto area = static_cast<std::size_t>(spec.shape.height * spec.shape.width);
    std::vector<std::vector<float>> inputs(2);
    for (std::vector<float>& input : inputs)
        for (std::size_t i = 0; i < static_cast<std::size_t>(spec.shape.size()); ++i) {
            const nn::ChannelRange range = spec.range(static_cast<int>(i / area));
            input.push_back(static_cast<float>(
                random.between(static_cast<double>(range.low), static_cast<double>(range.high))));
        }
    return inputs;
}

std::vector<std::vector<float>> inputs_of(const nn::InputSpec& spec,
                                          const std::vector<canvas::Picture>& pictures) {
    std::vector<std::vector<float>> inputs;
    for (const canvas::Picture& picture : pictures) {
        inputs.emplace_back(static_cast<std::size_t>(spec.shape.size()));
        nn::load_input(spec, picture.ink, picture.height, picture.width, inputs.back());
    }
    return inputs;
}

}  // namespace

std::vector<canvas::Picture> growing_drawings() {
    canvas::Rasteriser rasteriser;
    std::vector<canvas::Picture> pictures;
    for (const canvas::Drawing& whole :
         canvas::load_drawings(platform::assets_folder() / "drawings" / "digits.jsonl")) {
        canvas::Drawing drawing = whole;
        drawing.strokes.clear();
        for (const canvas::Stroke& stroke : whole.strokes) {
            drawing.strokes.push_back({{}, stroke.width, stroke.erase});
            for (const canvas::Point& point : stroke.points) {
                drawing.strokes.back().points.push_back(point);
                pictures.push_back(canvas::preprocess(rasteriser.update(drawing)).centred);
            }
        }
    }
    return pictures;
}

std::vector<std::vector<float>> growing_inputs(const nn::Model& model) {
    const nn::InputSpec& spec = model.architecture.input;
    return spec.shape.size() > kLargestDrawn ? noise_for(spec) : inputs_of(spec, growing_drawings());
}

std::vector<std::vector<float>> whole_inputs(const nn::Model& model) {
    const nn::InputSpec& spec = model.architecture.input;
    if (spec.shape.size() > kLargestDrawn) return noise_for(spec);
    std::vector<canvas::Picture> pictures;
    for (const canvas::Drawing& drawing :
         canvas::load_drawings(platform::assets_folder() / "drawings" / "digits.jsonl"))
        pictures.push_back(canvas::preprocess(canvas::Rasteriser().update(drawing)).centred);
    return inputs_of(spec, pictures);
}

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

nn::Isa asked_isa(const BenchOptions& options) {
    return options.isa.empty() ? nn::default_isa() : nn::find_isa(options.isa);
}

}  // namespace convoscope::cli
