#include "data/stroke_set.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>

#include "base/error.h"
#include "canvas/files.h"
#include "canvas/raster.h"
#include "data/texts.h"

namespace convoscope::data {

std::vector<canvas::Drawing> load_labelled_drawings(const std::filesystem::path& path) {
    std::vector<canvas::Drawing> drawings = canvas::load_drawings(path);
    for (std::size_t i = 0; i < drawings.size(); ++i)
        if (!drawings[i].label) throw Error(texts.no_label, path, i);
    return drawings;
}

LabelledImages to_images(std::span<const canvas::Drawing> drawings,
                         const canvas::PreprocessOptions& options) {
    LabelledImages images;
    images.width = images.height = canvas::kNetworkPicture;
    canvas::Rasteriser rasteriser;
    for (const canvas::Drawing& drawing : drawings) {
        assert(drawing.label);
        const canvas::Picture seen = canvas::preprocess(rasteriser.update(drawing), options).centred;
        std::ranges::transform(seen.ink, std::back_inserter(images.pixels),
                               [](float ink) { return static_cast<std::uint8_t>(std::lround(ink * 255)); });
        images.labels.push_back(static_cast<std::uint8_t>(*drawing.label));
    }
    return images;
}

}  // namespace convoscope::data
