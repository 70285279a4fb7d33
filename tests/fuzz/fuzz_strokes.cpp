#include "canvas/files.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "fuzz/fuzz.h"
#include "fuzz/scratch_file.h"

/// A stroke file, and what the network would see of each of its drawings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    return fuzz::read_or_refuse([&] {
        canvas::Rasteriser rasteriser(canvas::kNetworkPicture);
        for (const canvas::Drawing& drawing :
             canvas::load_drawings(fuzz::scratch_file(fuzz::bytes_of(data, size)))) {
            canvas::preprocess(rasteriser.update(drawing));
            if (canvas::parse_drawing(canvas::to_json(drawing), "written") != drawing) __builtin_trap();
        }
    });
}
