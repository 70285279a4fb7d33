#include "data/idx.h"

#include <zlib.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"

namespace convoscope::data {
namespace {

constexpr std::size_t largest = std::size_t{1}
                                << 30;  // bytes, packed or unpacked; EMNIST's largest file has 640 MB

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
        if (inflateInit2(&stream_, MAX_WBITS + expect_gzip) != Z_OK) fail("no memory is left to unpack it");
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
            taken.resize(std::min(
                count,
                before + (std::size_t{1} << 22)));  // grows with what is there, not with what is claimed
            const std::size_t got = fill(taken.data() + before, taken.size() - before);
            taken.resize(before + got);
            if (got == 0) break;
        }
        return taken;
    }

    [[noreturn]] void fail(const std::string& why) const {
        throw Error("cannot read '" + origin_ + "' as IDX: " + why);
    }

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
            if (ended_ && stream_.avail_in > 0) fail("bytes follow its gzip data");
            if (status == Z_BUF_ERROR) fail("its gzip data end too early; copy or download it again");
            if (!ended_ && status != Z_OK) fail("its gzip data are damaged; copy or download it again");
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
    if (bytes.size() < 4) source.fail("it ends within its header");
    return std::size_t{bytes[0]} << 24 | std::size_t{bytes[1]} << 16 | std::size_t{bytes[2]} << 8 | bytes[3];
}

}  // namespace

Idx parse_idx(std::string_view bytes, const std::string& origin) {
    Source source(bytes, origin);
    const std::vector<std::uint8_t> magic = source.take(4);
    if (magic.size() < 4) source.fail("it ends within its header");
    if (magic[0] != 0 || magic[1] != 0)
        source.fail("it does not begin with two zero bytes; name an IDX file, as MNIST has it");
    if (magic[2] != 8)
        source.fail("its values are of type " + std::to_string(magic[2]) +
                    "; only 8, unsigned bytes, is supported");
    if (magic[3] == 0) source.fail("it has no dimensions");
    Idx idx;
    std::size_t expected = 1;
    for (int i = 0; i < magic[3]; ++i) {
        idx.dimensions.push_back(read_dimension(source));
        if (idx.dimensions.back() == 0) source.fail("dimension " + std::to_string(i + 1) + " is 0");
        if (idx.dimensions.back() > largest / expected)
            source.fail("its header claims more than 1 GiB of values");
        expected *= idx.dimensions.back();
    }
    idx.values = source.take(expected);
    if (idx.values.size() < expected)
        source.fail("its header claims " + std::to_string(expected) + " values but it has " +
                    std::to_string(idx.values.size()));
    if (!source.take(1).empty())
        source.fail("bytes follow the " + std::to_string(expected) + " values that its header claims");
    return idx;
}

Idx load_idx(const std::filesystem::path& path) { return parse_idx(read_file(path, largest), path.string()); }

LabelledImages load_idx_images(const std::filesystem::path& images, const std::filesystem::path& labels) {
    Idx pictures = load_idx(images);
    if (pictures.dimensions.size() != 3)
        throw Error("cannot use '" + images.string() + "' as pictures: it has " +
                    std::to_string(pictures.dimensions.size()) +
                    " dimensions; pictures have 3 (count, height, width)");
    Idx names = load_idx(labels);
    if (names.dimensions.size() != 1)
        throw Error("cannot use '" + labels.string() + "' as labels: it has " +
                    std::to_string(names.dimensions.size()) + " dimensions; labels have 1");
    if (pictures.dimensions[0] != names.dimensions[0])
        throw Error("cannot use '" + labels.string() + "' for '" + images.string() + "': it has " +
                    std::to_string(names.dimensions[0]) + " labels for " +
                    std::to_string(pictures.dimensions[0]) + " pictures");
    LabelledImages set;
    set.height = static_cast<int>(pictures.dimensions[1]);
    set.width = static_cast<int>(pictures.dimensions[2]);
    set.pixels = std::move(pictures.values);
    set.labels = std::move(names.values);
    return set;
}

}  // namespace convoscope::data
