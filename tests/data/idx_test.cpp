#include "data/idx.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "base/file.h"
#include "support/allocation_counter.h"
#include "support/error_line.h"
#include "support/folder.h"
#include "support/mutate.h"

namespace convoscope::data {
namespace {

using test::error_line;

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 255);
    return bytes;
}

std::string idx(const std::vector<std::uint32_t>& dimensions, const std::string& values) {
    std::string bytes("\0\0\x08", 3);
    bytes += static_cast<char>(dimensions.size());
    for (const std::uint32_t dimension : dimensions) bytes += big_endian(dimension);
    return bytes + values;
}

std::string gzip(std::string bytes) {
    z_stream stream{};
    const int gzip_header = 16, memory = 8;
    deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + gzip_header, memory, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return packed;
}

/// Two pictures, 2 high and 3 wide.
std::string two_pictures() { return idx({2, 2, 3}, "abcdefghijkl"); }
std::string two_labels() { return idx({2}, std::string("\x04\x02")); }

TEST(IdxTest, ReadsDimensionsAndValuesPackedOrNot) {
    for (const std::string& bytes : {two_pictures(), gzip(two_pictures())}) {
        const Idx read = parse_idx(bytes, "a test");
        EXPECT_EQ(read.dimensions, (std::vector<std::size_t>{2, 2, 3}));
        EXPECT_EQ(std::string(read.values.begin(), read.values.end()), "abcdefghijkl");
    }
}

TEST(IdxTest, ReadsWhatIsLargerThanOneBlock) {
    std::string values;
    for (std::uint32_t i = 0; i < 1'500'000; ++i) values += big_endian(i * 2654435761U);
    const Idx read = parse_idx(gzip(idx({6'000'000}, values)), "a test");
    EXPECT_EQ(std::string(read.values.begin(), read.values.end()), values);
}

TEST(IdxTest, RefusesEveryLieWithOneLine) {
    const std::string good = two_pictures(), packed = gzip(good);
    std::string damaged = packed;
    damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1);  // the checksum
    const std::pair<std::string, const char*> lies[] = {
        {"", "ends within its header"},
        {"abc", "ends within its header"},
        {good.substr(0, 9), "ends within its header"},
        {"Hello, this is a text", "two zero bytes"},
        {std::string("\0\0\x0d\x03", 4) + good.substr(4), "type 13"},
        {idx({}, "a"), "no dimensions"},
        {idx({2, 0, 3}, ""), "dimension 2 is 0"},
        {idx({0xffffffff, 0xffffffff, 0xffffffff}, "a"), "more than 1 GiB"},
        {idx({0x40000001}, "a"), "more than 1 GiB"},
        {idx({0x40000000}, "a"), "but it has 1"},
        {good.substr(0, good.size() - 1), "claims 12 values but it has 11"},
        {good + "m", "bytes follow"},
        {gzip(good + "m"), "bytes follow"},
        {packed + "m", "bytes follow its gzip data"},
        {packed.substr(0, packed.size() - 1), "end too early"},
        {packed.substr(0, packed.size() / 2), "end too early"},
        {packed.substr(0, 2), "end too early"},
        {damaged, "damaged"},
        {gzip(good.substr(0, 20)), "claims 12 values but it has 4"},
    };
    for (const auto& [bytes, complaint] : lies) {
        const std::string line = error_line([&lie = bytes] { parse_idx(lie, "x.idx"); });
        EXPECT_NE(line.find(complaint), std::string::npos) << line << " (expected: " << complaint << ')';
        EXPECT_NE(line.find("'x.idx'"), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    }
}

TEST(IdxTest, UnpacksNoMoreThanTheHeaderClaims) {
    const std::string bomb = gzip(idx({4}, std::string(std::size_t{16} << 20, 'a')));
    EXPECT_NE(error_line([&] { parse_idx(bomb, "x"); }).find("bytes follow the 4 values"), std::string::npos);
}

TEST(IdxTest, TakesNoMoreMemoryThanItHolds) {
    const auto peak = [](const std::string& bytes) {
        const std::size_t before = test::live_bytes();
        test::forget_peak();
        EXPECT_NE(error_line([&] { parse_idx(bytes, "fuzzed"); }), "");
        return test::peak_bytes() - before;
    };
    EXPECT_LT(peak(idx({1 << 30}, "few")), 100'000u);
    const std::string millions = idx({1 << 30}, std::string(3 << 20, 'x'));
    EXPECT_LT(peak(millions), 4 * millions.size() + 100'000);
    EXPECT_LT(peak(gzip(millions)), 4 * millions.size() + 100'000);
}

TEST(IdxMutationTest, ParsesOrRefusesButNeverBreaks) {
    std::mt19937 random(8);
    int parsed = 0;
    for (const std::string& valid : {two_pictures(), gzip(two_pictures()), two_labels()}) {
        for (int i = 0; i < 2000; ++i) {
            try {
                const Idx read = parse_idx(test::mutate(valid, random), "a test");
                std::size_t count = 1;
                for (const std::size_t dimension : read.dimensions) count *= dimension;
                EXPECT_EQ(read.values.size(), count);
                ++parsed;
            } catch (const Error&) {
            }
        }
    }
    EXPECT_GT(parsed, 100);
    EXPECT_LT(parsed, 5000);
}

class IdxFilesTest : public test::FolderTest {};

TEST_F(IdxFilesTest, PicturesAndLabelsBelongTogether) {
    write_file(folder_ / "pictures", two_pictures());
    write_file(folder_ / "labels.gz", gzip(two_labels()));
    const LabelledImages set = load_idx_images(folder_ / "pictures", folder_ / "labels.gz");
    ASSERT_EQ(set.count(), 2U);
    EXPECT_EQ(set.height, 2);
    EXPECT_EQ(set.width, 3);
    EXPECT_EQ(set.labels, (std::vector<std::uint8_t>{4, 2}));
    EXPECT_EQ(std::string(set.image(1).begin(), set.image(1).end()), "ghijkl");
}

TEST_F(IdxFilesTest, RefusesWhatDoesNotBelongTogether) {
    write_file(folder_ / "pictures", two_pictures());
    write_file(folder_ / "labels", two_labels());
    write_file(folder_ / "three", idx({3}, "abc"));
    const auto line = [&](const char* pictures, const char* labels) {
        return error_line([&] { load_idx_images(folder_ / pictures, folder_ / labels); });
    };
    EXPECT_EQ(line("pictures", "labels"), "");
    EXPECT_NE(line("pictures", "three").find("3 labels for 2 pictures"), std::string::npos);
    EXPECT_NE(line("labels", "labels").find("pictures have 3"), std::string::npos);
    EXPECT_NE(line("pictures", "pictures").find("labels have 1"), std::string::npos);
    EXPECT_NE(line("pictures", "absent"), "");
}

TEST_F(IdxFilesTest, ReadsWhatItWrote) {
    LabelledImages set;
    set.height = 2;
    set.width = 3;
    set.pixels.resize(600 * 6);
    set.labels.resize(600);
    for (std::size_t i = 0; i < set.pixels.size(); ++i) set.pixels[i] = static_cast<std::uint8_t>(i * i);
    for (std::size_t i = 0; i < set.labels.size(); ++i) set.labels[i] = static_cast<std::uint8_t>(i);
    save_idx_images(set, folder_ / "pictures", folder_ / "labels");
    const LabelledImages read = load_idx_images(folder_ / "pictures", folder_ / "labels");
    EXPECT_EQ(read.height, 2);
    EXPECT_EQ(read.width, 3);
    EXPECT_EQ(read.pixels, set.pixels);
    EXPECT_EQ(read.labels, set.labels);
    EXPECT_TRUE(read_file(folder_ / "labels", 10'000).starts_with("\x1f\x8b"));
}

TEST_F(IdxFilesTest, SaysThatItCannotWrite) {
    const std::string line = error_line([&] {
        save_idx_images({1, 1, 1, {5}, {0}}, folder_ / "absent" / "pictures", folder_ / "labels");
    });
    EXPECT_NE(line.find("absent"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
}

}  // namespace
}  // namespace convoscope::data
