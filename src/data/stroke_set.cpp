#include "data/stroke_set.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "canvas/files.h"
#include "canvas/raster.h"

namespace convoscope::data {

StrokeSet load_stroke_set(const std::filesystem::path& path, const canvas::PreprocessOptions& options) {
    StrokeSet set;
    set.drawings = canvas::load_drawings(path);
    canvas::Rasteriser rasteriser;
    for (std::size_t i = 0; i < set.drawings.size(); ++i) {
        const canvas::Drawing& drawing = set.drawings[i];
        if (!drawing.label)
            throw Error("cannot use '" + path.string() + "' as a labelled set: drawing " + std::to_string(i) +
                        " (from 0) has no \"label\"");
        const canvas::Picture seen = canvas::preprocess(rasteriser.update(drawing), options).centred;
        set.images.width = seen.width;
        set.images.height = seen.height;
        std::ranges::transform(seen.ink, std::back_inserter(set.images.pixels),
                               [](float ink) { return static_cast<std::uint8_t>(std::lround(ink * 255)); });
        set.images.labels.push_back(static_cast<std::uint8_t>(*drawing.label));
    }
    return set;
}

}  // namespace convoscope::data
