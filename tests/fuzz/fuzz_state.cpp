#include "fuzz/fuzz.h"
#include "fuzz/scratch_file.h"
#include "platform/recording.h"
#include "studio/saved_view.h"

/// A saved view, which settings' files are too (app/autosave.cpp), and a recording.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    const std::filesystem::path path = fuzz::scratch_file(fuzz::bytes_of(data, size));
    fuzz::read_or_refuse([&] { studio::load_view(path); });
    return fuzz::read_or_refuse([&] { platform::load_recording(path); });
}
