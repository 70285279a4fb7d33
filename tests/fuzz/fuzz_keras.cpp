#include <algorithm>

#include "fuzz/fuzz.h"
#include "fuzz/networks.h"
#include "fuzz/zip.h"
#include "models/keras/reader.h"

namespace {

using namespace convoscope;

/// HDF5 itself is read by another process: what that hands back (models/keras/hdf5.h) stands in its place
/// here.
std::string handed_back(std::string_view bytes) { return std::string(bytes); }

/// As many numbers as are asked for, whatever they are called.
std::string shard(const std::string&, std::size_t limit) {
    constexpr std::size_t kMost = 1 << 16;
    if (limit > kMost) throw Error(Message::verbatim("too large"));
    std::string bytes(limit, '\0');
    for (std::size_t i = 0; i < limit; ++i) bytes[i] = static_cast<char>(i % 4 == 3 ? 0x3d : i);
    return bytes;
}

models::ForeignFile read(const std::string& bytes) {
    if (bytes.starts_with(fuzz::kLocalHeader))
        return models::keras::read_keras_zip(fuzz::file_of(bytes), handed_back);
    if (bytes.starts_with('{')) return models::keras::read_tfjs({"fuzzed", bytes, shard});
    return models::keras::read_keras_h5(fuzz::file_of(bytes), handed_back);
}

}  // namespace

/// A .keras, a model.json, or what an .h5 was made plain to: by how it begins.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::read_as_zip(fuzz::bytes_of(data, size), [](const std::string& bytes) {
        fuzz::read_or_refuse([&] { fuzz::make_networks(read(bytes)); });
    });
    return 0;
}
