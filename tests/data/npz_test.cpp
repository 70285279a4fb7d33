#include "data/npz.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <bit>
#include <numeric>

#include "base/file.h"
#include "support/error_line.h"
#include "support/folder.h"
#include "support/places.h"
#include "support/program.h"

namespace convoscope::data {
namespace {

using test::error_line;

/// Reads a zip of stored files byte by byte, and complains about all that is not as it should be.
class Zip {
  public:
    struct Entry {
        std::string name;
        std::string bytes;
    };

    explicit Zip(std::string bytes) : bytes_(std::move(bytes)) {
        const std::size_t end = bytes_.size() - 22;
        EXPECT_EQ(number(end, 4), 0x06054b50u);
        EXPECT_EQ(number(end + 8, 2), number(end + 10, 2));
        EXPECT_EQ(number(end + 20, 2), 0u);
        std::size_t at = number(end + 16, 4);
        EXPECT_EQ(at + number(end + 12, 4), end) << "the directory ends where the end begins";
        std::size_t next_local = 0;
        for (std::size_t left = number(end + 10, 2); left > 0; --left) {
            EXPECT_EQ(number(at, 4), 0x02014b50u);
            const std::size_t local = number(at + 42, 4);
            EXPECT_EQ(local, next_local) << "no gaps";
            entries_.push_back(entry_at(local));
            // What both records say is the same; it begins at 6 and at 4.
            EXPECT_EQ(bytes_.substr(at + 6, 26), bytes_.substr(local + 4, 26));
            const std::size_t name = number(at + 28, 2);
            EXPECT_EQ(bytes_.substr(at + 46, name), entries_.back().name);
            at += 46 + name;
            next_local = local + 30 + name + entries_.back().bytes.size();
        }
        EXPECT_EQ(at, end);
    }

    const std::vector<Entry>& entries() const { return entries_; }

  private:
    std::size_t number(std::size_t at, std::size_t count) const {
        std::size_t result = 0;
        for (std::size_t byte = count; byte-- > 0;)
            result = result << 8 | static_cast<unsigned char>(bytes_.at(at + byte));
        return result;
    }

    Entry entry_at(std::size_t at) const {
        EXPECT_EQ(number(at, 4), 0x04034b50u);
        EXPECT_EQ(number(at + 8, 2), 0u) << "stored";
        const std::size_t size = number(at + 22, 4);
        EXPECT_EQ(number(at + 18, 4), size);
        const std::size_t name = number(at + 26, 2);
        EXPECT_EQ(number(at + 28, 2), 0u);
        Entry entry{bytes_.substr(at + 30, name), bytes_.substr(at + 30 + name, size)};
        EXPECT_EQ(entry.bytes.size(), size);
        EXPECT_EQ(number(at + 14, 4), crc32(0, reinterpret_cast<const Bytef*>(entry.bytes.data()),
                                            static_cast<uInt>(entry.bytes.size())));
        return entry;
    }

    std::string bytes_;
    std::vector<Entry> entries_;
};

struct Npy {
    std::string header;
    std::vector<float> values;
};

Npy parse_npy(const std::string& bytes) {
    EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
    const std::size_t length =
        static_cast<unsigned char>(bytes.at(8)) + 256u * static_cast<unsigned char>(bytes.at(9));
    EXPECT_EQ((10 + length) % 64, 0u);
    Npy npy{bytes.substr(10, length), {}};
    EXPECT_TRUE(npy.header.ends_with("\n"));
    for (std::size_t at = 10 + length; at < bytes.size(); at += 4) {
        std::uint32_t bits = 0;
        for (std::size_t byte = 4; byte-- > 0;)
            bits = bits << 8 | static_cast<unsigned char>(bytes.at(at + byte));
        npy.values.push_back(std::bit_cast<float>(bits));
    }
    return npy;
}

std::string without_blanks_at_the_end(std::string text) {
    return text.substr(0, text.find_last_not_of(" \n") + 1);
}

const std::vector<float> kMaps = [] {
    std::vector<float> values(2 * 3 * 4);
    std::iota(values.begin(), values.end(), -5.25f);
    return values;
}();
const std::vector<float> kUnits{1e-40f, -0.0f, 3.1415927f};
const std::vector<float> kOne{42};

std::vector<NpzArray> some_arrays() {
    return {
        {"conv1", {2, 3, 4}, kMaps}, {"fc1.pre", {3}, kUnits}, {"nothing", {0, 5}, {}}, {"one", {}, kOne}};
}

class NpzTest : public test::FolderTest {
  protected:
    std::string bytes(const char* name) const { return read_file(folder_ / name, 1 << 20); }
};

TEST_F(NpzTest, AnNpyIsWhatStandsInAnNpz) {
    write_npz(folder_ / "a.npz", some_arrays());
    write_npy(folder_ / "a.npy", some_arrays()[0]);
    EXPECT_EQ(bytes("a.npy"), Zip(bytes("a.npz")).entries()[0].bytes);
}

TEST_F(NpzTest, HoldsEveryBitOfItsArrays) {
    write_npz(folder_ / "a.npz", some_arrays());
    const Zip zip(bytes("a.npz"));
    const std::pair<const char*, const char*> expected[] = {
        {"conv1.npy", "(2, 3, 4)"}, {"fc1.pre.npy", "(3,)"}, {"nothing.npy", "(0, 5)"}, {"one.npy", "()"}};
    ASSERT_EQ(zip.entries().size(), 4u);
    for (std::size_t index = 0; index < 4; ++index) {
        EXPECT_EQ(zip.entries()[index].name, expected[index].first);
        const Npy npy = parse_npy(zip.entries()[index].bytes);
        EXPECT_EQ(without_blanks_at_the_end(npy.header),
                  std::string("{'descr': '<f4', 'fortran_order': False, 'shape': ") + expected[index].second +
                      ", }");
        const auto values = some_arrays()[index].values;
        ASSERT_EQ(npy.values.size(), values.size());
        for (std::size_t value = 0; value < values.size(); ++value)
            EXPECT_EQ(std::bit_cast<std::uint32_t>(npy.values[value]),
                      std::bit_cast<std::uint32_t>(values[value]));
    }
}

TEST_F(NpzTest, TheSameArraysGiveTheSameBytes) {
    write_npz(folder_ / "a.npz", some_arrays());
    write_npz(folder_ / "b.npz", some_arrays());
    EXPECT_EQ(bytes("a.npz"), bytes("b.npz"));
}

TEST_F(NpzTest, HeadersOfEveryLengthArePadded) {
    std::vector<NpzArray> arrays;
    for (std::size_t dimensions = 0; dimensions < 30; ++dimensions)
        arrays.push_back({std::to_string(dimensions), std::vector<int>(dimensions, 1), kOne});
    write_npz(folder_ / "a.npz", arrays);
    const Zip zip(bytes("a.npz"));
    ASSERT_EQ(zip.entries().size(), arrays.size());
    for (const Zip::Entry& entry : zip.entries()) EXPECT_EQ(parse_npy(entry.bytes).values, kOne);
}

TEST_F(NpzTest, RefusesANameTwice) {
    const std::vector<NpzArray> arrays{{"a", {1}, kOne}, {"b", {1}, kOne}, {"a", {1}, kOne}};
    const std::string line = error_line([&] { write_npz(folder_ / "x.npz", arrays); });
    EXPECT_NE(line.find("called 'a'"), std::string::npos) << line;
    EXPECT_NE(line.find("x.npz"), std::string::npos) << line;
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(NpzTest, RefusesWhatPassesTheLimits) {
    const std::vector<float> values(1 << 22);  // 16 MiB, 256 times
    std::vector<NpzArray> arrays;
    for (int index = 0; index < 256; ++index) arrays.push_back({std::to_string(index), {1 << 22}, values});
    const std::string line = error_line([&] { write_npz(folder_ / "x.npz", arrays); });
    EXPECT_NE(line.find("4 GiB"), std::string::npos) << line;
    arrays.clear();
    for (int index = 0; index < 65536; ++index) arrays.push_back({std::to_string(index), {1}, kOne});
    EXPECT_NE(error_line([&] { write_npz(folder_ / "x.npz", arrays); }).find("65535"), std::string::npos);
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(NpzTest, AFolderThatIsNotThereIsOneLine) {
    const std::string line = error_line([&] { write_npz(folder_ / "none" / "x.npz", some_arrays()); });
    EXPECT_NE(line.find("x.npz"), std::string::npos) << line;
}

TEST_F(NpzTest, NumpyOpensIt) {
    const std::string python = test::python();
    if (python.empty() || test::outcome_of(python, {"-c", "import numpy"}).status != 0)
        GTEST_SKIP() << "no python3 with numpy: install python3-numpy";
    write_npz(folder_ / "a.npz", some_arrays());
    const test::Outcome outcome = test::outcome_of(
        python, {"-c",
                 "import numpy, sys\n"
                 "for name, array in numpy.load(sys.argv[1]).items():\n"
                 "    print(name, array.dtype, array.shape, array.flags.c_contiguous,\n"
                 "          *array.view('u4').flatten() if array.ndim else (array[()].view('u4'),))\n",
                 (folder_ / "a.npz").string()});
    std::string expected;
    const char* const shapes[] = {"(2, 3, 4)", "(3,)", "(0, 5)", "()"};
    const std::vector<NpzArray> arrays = some_arrays();
    for (std::size_t index = 0; index < arrays.size(); ++index) {
        expected += arrays[index].name + " float32 " + shapes[index] + " True";
        for (const float value : arrays[index].values)
            expected += " " + std::to_string(std::bit_cast<std::uint32_t>(value));
        expected += "\n";
    }
    EXPECT_EQ(outcome.out, expected) << outcome.err;
}

}  // namespace
}  // namespace convoscope::data
