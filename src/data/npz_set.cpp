#include "data/npz_set.h"

#include <zlib.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "data/texts.h"

namespace convoscope::data {
namespace {

constexpr std::size_t kLargest = std::size_t{1} << 30;  // of the file
constexpr std::size_t kEnd = 22;                        // of the zip's records, without the names in them
constexpr std::size_t kCentralHeader = 46;
constexpr std::size_t kLocalHeader = 30;
constexpr std::size_t kMostComment = 65535;
constexpr std::size_t kMostUnpacked = 1032;  // bytes that a deflated one can stand for

/// A file of the zip: where its bytes are, and how they are packed.
struct Entry {
    std::string_view packed;
    std::size_t size = 0;  ///< unpacked
    unsigned method = 0;   ///< 0: as it is; 8: deflated
};

/// Bytes whose places are looked at before they are read.
class Zip {
  public:
    Zip(std::string_view bytes, const std::filesystem::path& path) : bytes_(bytes), path_(path) {}

    /// @throws Error when there is none of this name
    std::string unpacked(const std::string& name) const {
        const std::optional<Entry> entry = find(name + ".npy");
        if (!entry) throw Error(texts.no_npz_array, path_, name);
        if (entry->method == 0 && entry->packed.size() == entry->size) return std::string(entry->packed);
        if (entry->method != 8 || entry->size / kMostUnpacked > entry->packed.size()) damaged();
        std::string unpacked(entry->size, '\0');
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(entry->packed.data()));
        stream.avail_in = static_cast<uInt>(entry->packed.size());
        stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
        stream.avail_out = static_cast<uInt>(unpacked.size());
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) damaged();
        const int status = inflate(&stream, Z_FINISH);
        const bool whole = status == Z_STREAM_END && stream.avail_out == 0;
        inflateEnd(&stream);
        if (!whole) damaged();
        return unpacked;
    }

    [[noreturn]] void damaged() const { throw Error(texts.damaged_npz, path_); }

  private:
    std::size_t number(std::size_t at, std::size_t count) const {
        if (at > bytes_.size() || bytes_.size() - at < count) damaged();
        std::size_t result = 0;
        for (std::size_t byte = count; byte-- > 0;)
            result = result << 8 | static_cast<unsigned char>(bytes_[at + byte]);
        return result;
    }
    std::string_view part(std::size_t at, std::size_t count) const {
        if (at > bytes_.size() || bytes_.size() - at < count) damaged();
        return bytes_.substr(at, count);
    }
    /// Where the record at the zip's end begins: a comment may follow it.
    std::size_t end() const {
        const std::size_t at = bytes_.rfind(std::string_view("PK\x05\x06", 4));
        const std::size_t left = at == std::string_view::npos ? 0 : bytes_.size() - at;
        if (left < kEnd || left > kEnd + kMostComment) damaged();
        return at;
    }
    std::optional<Entry> find(const std::string& name) const {
        const std::size_t last = end();
        std::size_t at = number(last + 16, 4);
        for (std::size_t left = number(last + 10, 2); left > 0; --left) {
            if (number(at, 4) != 0x02014b50) damaged();
            const std::size_t length = number(at + 28, 2);
            if (part(at + kCentralHeader, length) == name) return entry_at(at);
            at += kCentralHeader + length + number(at + 30, 2) + number(at + 32, 2);
        }
        return std::nullopt;
    }
    /// @param at  of its record in the directory
    Entry entry_at(std::size_t at) const {
        const std::size_t local = number(at + 42, 4);
        if (number(local, 4) != 0x04034b50) damaged();
        const std::size_t first = local + kLocalHeader + number(local + 26, 2) + number(local + 28, 2);
        return {part(first, number(at + 20, 4)), number(at + 24, 4),
                static_cast<unsigned>(number(at + 10, 2))};
    }

    std::string_view bytes_;
    const std::filesystem::path& path_;
};

/// Unsigned bytes in C order.
struct Array {
    std::vector<std::size_t> shape;
    std::string values;
};

/// "(10000, 28, 28)"
std::optional<std::vector<std::size_t>> parse_shape(std::string_view text) {
    std::vector<std::size_t> shape;
    while (!text.empty() && text.front() != ')') {
        if (text.front() == ' ' || text.front() == ',' || text.front() == '(') {
            text.remove_prefix(1);
            continue;
        }
        std::uint32_t extent = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), extent);
        if (error != std::errc()) return std::nullopt;
        shape.push_back(extent);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return text.empty() ? std::nullopt : std::optional(shape);
}

/// What follows `key` in the dictionary that NumPy writes.
std::string_view after(std::string_view header, std::string_view key) {
    const std::size_t at = header.find(key);
    return at == std::string_view::npos ? std::string_view() : header.substr(at + key.size());
}

Array read_array(const Zip& zip, const std::filesystem::path& path, const std::string& name) {
    std::string bytes = zip.unpacked(name);
    const auto at = [&](std::size_t place) {
        return std::size_t{place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U};
    };
    if (!bytes.starts_with("\x93NUMPY")) zip.damaged();
    const std::size_t first = at(6) == 1 ? 10 : 12;  // version 1 has 16 bits for the length, the others 32
    const std::size_t length = at(8) | at(9) << 8 | (first == 12 ? at(10) << 16 | at(11) << 24 : 0);
    if (bytes.size() < first || bytes.size() - first < length) zip.damaged();
    const std::string_view header = std::string_view(bytes).substr(first, length);
    if (!after(header, "'descr': ").starts_with("'|u1'") ||
        !after(header, "'fortran_order': ").starts_with("False"))
        throw Error(texts.no_npz_bytes, path, name);
    const auto shape = parse_shape(after(header, "'shape': "));
    if (!shape) zip.damaged();
    std::size_t count = 1;
    for (const std::size_t extent : *shape) {
        if (extent != 0 && count > kLargest / extent) zip.damaged();
        count *= extent;
    }
    if (bytes.size() - first - length != count) zip.damaged();
    bytes.erase(0, first + length);
    return {*shape, std::move(bytes)};
}

}  // namespace

LabelledImages load_npz_test(const std::filesystem::path& path) {
    const std::string bytes = read_file(path, kLargest);
    const Zip zip(bytes, path);
    const Array pictures = read_array(zip, path, "x_test");
    const Array labels = read_array(zip, path, "y_test");
    const bool fit = pictures.shape.size() == 3 && labels.shape.size() == 1 && labels.shape[0] > 0 &&
                     pictures.shape[0] == labels.shape[0] && !pictures.values.empty();
    if (!fit) throw Error(texts.no_npz_set, path);
    LabelledImages images;
    images.height = static_cast<int>(pictures.shape[1]);
    images.width = static_cast<int>(pictures.shape[2]);
    images.pixels.assign(pictures.values.begin(), pictures.values.end());
    images.labels.assign(labels.values.begin(), labels.values.end());
    return images;
}

}  // namespace convoscope::data
