#include "fuzz/fuzz.h"
#include "fuzz/networks.h"
#include "fuzz/zip.h"
#include "models/pytorch/reader.h"

/// Both formats: state dicts, checkpoints, whole modules, TorchScript.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    fuzz::read_as_zip(fuzz::bytes_of(data, size), [](const std::string& bytes) {
        fuzz::read_or_refuse(
            [&] { fuzz::make_networks(models::pytorch::read_pytorch(fuzz::file_of(bytes))); });
    });
    return 0;
}
