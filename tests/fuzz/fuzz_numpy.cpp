#include "fuzz/fuzz.h"
#include "fuzz/networks.h"
#include "fuzz/zip.h"
#include "models/npz_reader.h"

/// .npy and .npz.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    fuzz::read_as_zip(fuzz::bytes_of(data, size), [](const std::string& bytes) {
        fuzz::read_or_refuse([&] { fuzz::make_networks(models::read_numpy(fuzz::file_of(bytes))); });
    });
    return 0;
}
