#include "data/idx.h"

#include <zlib.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "data/texts.h"

namespace convoscope::data {
namespace {

constexpr std::size_t largest = std::size_t{1}
                                << 30;  // bytes, packed or unpacked; EMNIST's largest file has 640 MB

constexpr std::size_t kFirstPiece = 1 << 16;

/// Bytes one after the other, unpacked on the way where they are gzipped, so that no more is unpacked than is
/// asked for.
class Source {
  public:
    Source(std::string_view bytes, const std::string& origin) : rest_(bytes), origin_(origin) {
        packed_ = bytes.starts_with("\x1f\x8b");
        if (!packed_) return;
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        const int expect_gzip = 16;
        if (inflateInit2(&stream_, MAX_WBITS + expect_gzip) != Z_OK) fail(texts.no_memory);
    }
    ~Source() {
        if (packed_) inflateEnd(&stream_);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    /// The next `count` bytes, fewer where there are no more.
    std::vector<std::uint8_t> take(std::size_t count) {
        std::vector<std::uint8_t> taken;
        while (taken.size() < count) {
            const std::size_t before = taken.size();
            // Grows with what is there, not with what is claimed.
            taken.resize(std::min(count, std::max(2 * before, kFirstPiece)));
            const std::size_t got = fill(taken.data() + before, taken.size() - before);
            taken.resize(before + got);
            if (got == 0) break;
        }
        return taken;
    }

    [[noreturn]] void fail(const Message& why) const { throw Error(texts.cannot_read_idx, origin_, why); }

  private:
    std::size_t fill(std::uint8_t* to, std::size_t count) {
        if (!packed_) {
            count = std::min(count, rest_.size());
            std::copy_n(rest_.begin(), count, to);
            rest_.remove_prefix(count);
            return count;
        }
        stream_.next_out = to;
        stream_.avail_out = static_cast<uInt>(count);
        while (!ended_ && stream_.avail_out > 0) {
            const int status = inflate(&stream_, Z_NO_FLUSH);
            ended_ = status == Z_STREAM_END;
            if (ended_ && stream_.avail_in > 0) fail(texts.bytes_follow_gzip);
            if (status == Z_BUF_ERROR) fail(texts.gzip_ends_early);
            if (!ended_ && status != Z_OK) fail(texts.gzip_damaged);
        }
        return count - stream_.avail_out;
    }

    std::string_view rest_;
    std::string origin_;
    bool packed_ = false;
    bool ended_ = false;
    z_stream stream_{};
};

std::size_t read_dimension(Source& source) {
    const std::vector<std::uint8_t> bytes = source.take(4);
    if (bytes.size() < 4) source.fail(texts.ends_within_header);
    return std::size_t{bytes[0]} << 24 | std::size_t{bytes[1]} << 16 | std::size_t{bytes[2]} << 8 | bytes[3];
}

std::string to_idx(const Idx& idx) {
    std::string bytes("\0\0\x08", 3);
    bytes += static_cast<char>(idx.dimensions.size());
    for (const std::size_t dimension : idx.dimensions)
        for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(dimension >> shift & 255);
    return bytes.append(idx.values.begin(), idx.values.end());
}

/// Without a name or a time: the same bytes give the same file.
std::string gzipped(const std::string& bytes, const std::filesystem::path& path) {
    z_stream stream{};
    const int write_gzip = 16, most_memory = 9;
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + write_gzip, most_memory,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw Error(texts.cannot_pack, path);
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);  // all of it: there is room for the worst case
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

Idx parse_idx(std::string_view bytes, const std::string& origin) {
    Source source(bytes, origin);
    const std::vector<std::uint8_t> magic = source.take(4);
    if (magic.size() < 4) source.fail(texts.ends_within_header);
    if (magic[0] != 0 || magic[1] != 0) source.fail(texts.wrong_beginning);
    if (magic[2] != 8) source.fail({texts.wrong_type, magic[2]});
    if (magic[3] == 0) source.fail(texts.no_dimensions);
    Idx idx;
    std::size_t expected = 1;
    for (int i = 0; i < magic[3]; ++i) {
        idx.dimensions.push_back(read_dimension(source));
        if (idx.dimensions.back() == 0) source.fail({texts.empty_dimension, i + 1});
        if (idx.dimensions.back() > largest / expected) source.fail(texts.too_many_values);
        expected *= idx.dimensions.back();
    }
    idx.values = source.take(expected);
    if (idx.values.size() < expected) source.fail({texts.too_few_values, expected, idx.values.size()});
    if (!source.take(1).empty()) source.fail({texts.bytes_follow, expected});
    return idx;
}

Idx load_idx(const std::filesystem::path& path) { return parse_idx(read_file(path, largest), path.string()); }

LabelledImages load_idx_images(const std::filesystem::path& images, const std::filesystem::path& labels) {
    Idx pictures = load_idx(images);
    if (pictures.dimensions.size() != 3) throw Error(texts.no_pictures, images, pictures.dimensions.size());
    Idx names = load_idx(labels);
    if (names.dimensions.size() != 1) throw Error(texts.no_labels, labels, names.dimensions.size());
    if (pictures.dimensions[0] != names.dimensions[0])
        throw Error(texts.counts_differ, labels, images, names.dimensions[0], pictures.dimensions[0]);
    LabelledImages set;
    set.height = static_cast<int>(pictures.dimensions[1]);
    set.width = static_cast<int>(pictures.dimensions[2]);
    set.pixels = std::move(pictures.values);
    set.labels = std::move(names.values);
    return set;
}

void save_idx_images(const LabelledImages& set, const std::filesystem::path& images,
                     const std::filesystem::path& labels) {
    const auto save = [](const Idx& idx, const std::filesystem::path& path) {
        write_file(path, gzipped(to_idx(idx), path));
    };
    save({{set.count(), static_cast<std::size_t>(set.height), static_cast<std::size_t>(set.width)},
          set.pixels},
         images);
    save({{set.count()}, set.labels}, labels);
}

}  // namespace convoscope::data
