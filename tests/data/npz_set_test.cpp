#include "data/npz_set.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "support/error_line.h"
#include "support/folder.h"
#include "support/mutate.h"
#include "support/places.h"

namespace convoscope::data {
namespace {

class NpzSetTest : public test::FolderTest {};

TEST(NpzSet, IsReadAsNumPyWroteIt) {
    for (const char* name : {"deflated.npz", "stored.npz"}) {
        const LabelledImages set = load_npz_test(test::fixtures("data") / name);
        EXPECT_EQ(set.count(), 3u) << name;
        EXPECT_EQ(set.height, 4) << name;
        EXPECT_EQ(set.width, 5) << name;
        EXPECT_EQ(set.channels, 1) << name;
        EXPECT_EQ(set.labels, (std::vector<std::uint8_t>{7, 0, 9})) << name;
        ASSERT_EQ(set.pixels.size(), 60u) << name;
        for (std::size_t i = 0; i < 60; ++i) EXPECT_EQ(set.pixels[i], i) << name;
    }
}

TEST(NpzSet, OthersAreOneLine) {
    const auto line = [](const char* name) {
        return test::error_line([&] { load_npz_test(test::fixtures("data") / name); });
    };
    EXPECT_NE(line("floats.npz").find("'x_test' is not of unsigned bytes"), std::string::npos)
        << line("floats.npz");
    EXPECT_NE(line("flat.npz").find("3 dimensions"), std::string::npos) << line("flat.npz");
    EXPECT_NE(line("no_labels.npz").find("no array 'y_test'"), std::string::npos) << line("no_labels.npz");
    EXPECT_NE(line("nowhere.npz").find("nowhere.npz"), std::string::npos);
}

/// Whatever is wrong with it, it is an Error or a set whose pictures are all there.
TEST_F(NpzSetTest, DamagedFilesAreErrors) {
    std::mt19937 random(1);
    for (const char* name : {"deflated.npz", "stored.npz"}) {
        const std::string whole = read_file(test::fixtures("data") / name, 1 << 20);
        for (int i = 0; i < 500; ++i) {
            write_file(folder_ / "x.npz", test::mutate(whole, random));
            try {
                const LabelledImages set = load_npz_test(folder_ / "x.npz");
                EXPECT_EQ(set.pixels.size(), set.count() * set.image_size());
            } catch (const Error&) {
            }
        }
        for (std::size_t length = 0; length < whole.size(); length += 7) {
            write_file(folder_ / "x.npz", whole.substr(0, length));
            EXPECT_THROW(load_npz_test(folder_ / "x.npz"), Error) << length;
        }
    }
}

}  // namespace
}  // namespace convoscope::data
