#include "fuzz/fuzz.h"
#include "fuzz/networks.h"
#include "models/model_file.h"
#include "models/weights_file.h"

/// A file of our own, and one of another program's: whichever it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    const std::string bytes = fuzz::bytes_of(data, size);
    fuzz::read_or_refuse([&] {
        MemorySource source(bytes);
        fuzz::run_if_small(models::read_model(source, "fuzzed"));
    });
    return fuzz::read_or_refuse([&] { fuzz::make_networks(models::read_safetensors(fuzz::file_of(bytes))); });
}
