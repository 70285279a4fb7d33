#include "canvas/files.h"
#include "fuzz/fuzz.h"

/// A picture that is dropped on the canvas.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    return fuzz::read_or_refuse(
        [&] { canvas::to_drawing(canvas::decode_picture(fuzz::bytes_of(data, size), "fuzzed")); });
}
