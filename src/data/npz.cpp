#include "data/npz.h"

#include <zlib.h>

#include <bit>
#include <cassert>
#include <cstdint>
#include <set>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "data/texts.h"

namespace convoscope::data {
namespace {

constexpr std::uint64_t kLimit = std::uint64_t{1} << 32;  // sizes and offsets have 32 bits
constexpr std::size_t kMostArrays = 65535;                // their number has 16
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kBeforeHeader = 10;  // of an .npy: magic, version, the header's length

constexpr std::size_t kLocalHeader = 30;  // of the zip's three records, without the names in them
constexpr std::size_t kCentralHeader = 46;
constexpr std::size_t kEnd = 22;

/// Appends `bytes` bytes of `number`, the lowest first.
void put(std::string& text, std::uint64_t number, int bytes) {
    for (int byte = 0; byte < bytes; ++byte) text += static_cast<char>(number >> 8 * byte & 255);
}

/// All of an .npy file before its values.
std::string npy_header(const NpzArray& array) {
    std::string shape;
    for (const int extent : array.shape) shape += std::to_string(extent) + ", ";
    if (array.shape.size() > 1) shape.resize(shape.size() - 2);  // Python writes (3,) but (3, 4)
    if (array.shape.size() == 1) shape.pop_back();
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    const std::size_t unpadded = kBeforeHeader + header.size() + 1;
    header.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
    header += '\n';
    std::string result("\x93NUMPY\x01\x00", 8);
    put(result, header.size(), 2);
    return result + header;
}

std::string npy_file(const NpzArray& array) {
    std::string bytes = npy_header(array);
    bytes.reserve(bytes.size() + array.values.size_bytes());
    for (const float value : array.values) put(bytes, std::bit_cast<std::uint32_t>(value), 4);
    return bytes;
}

/// What the zip says of a file twice: before its bytes, and in the directory at its end.
std::string description(const std::string& name, std::string_view bytes) {
    const uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    std::string text;
    put(text, 20, 2);      // version needed: 2.0
    put(text, 0x0800, 2);  // flags: names in UTF-8
    put(text, 0, 2);       // method: stored
    put(text, 0, 2);       // time: midnight,
    put(text, 0x0021, 2);  // date: 1 January 1980, the earliest; so that equal values make equal files
    put(text, crc, 4);
    put(text, bytes.size(), 4);  // packed
    put(text, bytes.size(), 4);
    put(text, name.size(), 2);
    put(text, 0, 2);  // no extra field
    return text;
}

void check(const std::filesystem::path& path, std::span<const NpzArray> arrays) {
    std::set<std::string_view> names;
    std::uint64_t size = kEnd;
    for (const NpzArray& array : arrays) {
        if (!names.insert(array.name).second) throw Error(texts.same_array, path, array.name);
        size += npy_header(array).size() + array.values.size_bytes() + kLocalHeader + kCentralHeader +
                2 * (array.name.size() + 4);
    }
    if (size >= kLimit || arrays.size() > kMostArrays)
        throw Error(texts.npz_too_large, path, kMostArrays, arrays.size());
}

}  // namespace

void write_npz(const std::filesystem::path& path, std::span<const NpzArray> arrays) {
    check(path, arrays);
    std::string zip;
    std::string directory;
    for (const NpzArray& array : arrays) {
        [[maybe_unused]] std::size_t count = 1;
        for (const int extent : array.shape) count *= static_cast<std::size_t>(extent);
        assert(count == array.values.size());
        const std::string name = array.name + ".npy";
        const std::string bytes = npy_file(array);
        const std::string described = description(name, bytes);
        put(directory, 0x02014b50, 4);
        put(directory, 20, 2);  // made by version 2.0 on MS-DOS: no file permissions
        directory += described;
        put(directory, 0, 2);  // no comment
        put(directory, 0, 2);  // on disk 0
        put(directory, 0, 2);  // internal attributes
        put(directory, 0, 4);  // external attributes
        put(directory, zip.size(), 4);
        directory += name;
        put(zip, 0x04034b50, 4);
        zip += described + name + bytes;
    }
    const std::size_t start = zip.size();
    zip += directory;
    put(zip, 0x06054b50, 4);
    put(zip, 0, 4);  // this disk is 0, as is the directory's
    put(zip, arrays.size(), 2);
    put(zip, arrays.size(), 2);
    put(zip, directory.size(), 4);
    put(zip, start, 4);
    put(zip, 0, 2);  // no comment
    write_file(path, zip);
}

void write_npy(const std::filesystem::path& path, const NpzArray& array) {
    write_file(path, npy_file(array));
}

}  // namespace convoscope::data
