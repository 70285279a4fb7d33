#include "models/npz_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "models/archive.h"
#include "models/foreign.h"
#include "models/safetensors.h"
#include "models/weights_file.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/places.h"

namespace convoscope::models {
namespace {

using namespace test;
using Shape = std::vector<std::int64_t>;

const std::vector<float> kEighths{0, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f};

std::filesystem::path fixture(const std::string& name) { return test::fixtures("models") / "numpy" / name; }
Weights read(const std::string& name) {
    return std::get<Weights>(read_numpy(bytes_of(fixture(name))).content);
}

/// An .npy of version 1.0 with this header.
std::string npy(const std::string& header, const std::string& numbers) {
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 255);
    bytes += static_cast<char>(header.size() >> 8);
    return bytes + header + numbers;
}
std::string error_of(const std::string& bytes) {
    return test::error_line([&] { read_numpy({"a.npy", bytes, nullptr}); });
}

class NumpyArchiveTest : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    }
};

TEST_F(NumpyArchiveTest, ReadsEveryKindOfNumber) {
    EXPECT_TRUE(is_numpy(bytes_of(fixture("kinds.npz")).bytes));
    const ForeignFile file = read_numpy(bytes_of(fixture("kinds.npz")));
    EXPECT_EQ(file.format, "NumPy .npz");
    EXPECT_EQ(file.skipped.size(), 1u) << "the words";
    const auto& weights = std::get<Weights>(file.content);
    EXPECT_EQ(weights.tensors.size(), 11u);
    for (const char* name : {"f2", "f4", "f8", "big", "fortran"}) {
        EXPECT_EQ(tensor(weights, name).shape, (Shape{2, 3})) << name;
        EXPECT_EQ(tensor(weights, name).values, kEighths) << name;
    }
    for (const char* name : {"bigint", "i8", "u1"})
        EXPECT_EQ(tensor(weights, name).integers, (Shape{0, 1, 2, 3, 4, 5})) << name;
    EXPECT_EQ(tensor(weights, "flag").integers, (Shape{0, 0, 0, 1, 1, 1}));
    EXPECT_EQ(tensor(weights, "scalar").shape, Shape{});
    EXPECT_EQ(tensor(weights, "scalar").values, std::vector<float>{1.5f});
    EXPECT_EQ(tensor(weights, "empty").shape, (Shape{0, 3}));
}

TEST_F(NumpyArchiveTest, ReadsCompressedOnes) {
    const Weights weights = read("compressed.npz");
    EXPECT_EQ(tensor(weights, "W1").values, std::vector<float>(2000, 0.5f));
    EXPECT_EQ(tensor(weights, "b1").shape, (Shape{1, 20}));
}

TEST_F(NumpyArchiveTest, RefusesPickledObjects) {
    EXPECT_NE(test::error_line([] { read("objects.npz"); }).find("pickled"), std::string::npos);
}

TEST(NumpyTest, ReadsSingleArraysOfEveryVersion) {
    for (const char* name : {"single.npy", "version2.npy", "version3.npy"}) {
        const Weights weights = read(name);
        ASSERT_EQ(weights.tensors.size(), 1u);
        EXPECT_EQ(weights.tensors[0].second.values, kEighths);
    }
    EXPECT_EQ(read("single.npy").tensors[0].first, "single");
}

TEST(NumpyTest, DamageIsAnError) {
    EXPECT_EQ(error_of(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "abc")), "");
    EXPECT_EQ(error_of(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3L,), }", "abc")), "");
    for (const char* header : {
             "{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }",
             "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807), "
             "}",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 9223372036854775807), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }",
             "{'descr': '|u1', 'fortran_order': Maybe, 'shape': (3,), }",
             "{'descr': '|u1', 'fortran_order': False, }",
             "{'descr': '', 'fortran_order': False, 'shape': (3,), }",
             "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }",
             "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }",
             "{'descr': '|u1', 'fortran_order': False, 'shape': (3,",
             "{",
             "",
         })
        EXPECT_NE(error_of(npy(header, "abc")), "") << header;
    EXPECT_NE(error_of("\x93NUMPY"), "");
    EXPECT_NE(error_of(""), "");
    const std::string many(40 * 2, '1');
    std::string axes;
    for (int i = 0; i < 40; ++i) axes += "1,";
    EXPECT_NE(error_of(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + axes + "), }", "abc")),
              "");
}

TEST(NumpyTest, AMutatedFileIsEitherAFileOrAnError) {
    EXPECT_GT(read_mutations(bytes_of(fixture("single.npy")).bytes, 20000, 5, read_numpy), 1000);
    if (Archive::available()) {
        EXPECT_GT(read_mutations(bytes_of(fixture("kinds.npz")).bytes, 5000, 6, read_numpy), 100);
        read_mutations(bytes_of(fixture("compressed.npz")).bytes, 5000, 7, read_numpy);
    }
}

TEST_F(NumpyArchiveTest, ReadsARealFile) {
    if (test::data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const auto file = read_numpy(bytes_of(test::data_folder() / "models" / "npz" / "mlp.npz"));
    const auto& weights = std::get<Weights>(file.content);
    ASSERT_EQ(weights.tensors.size(), 4u);
    EXPECT_EQ(weights.tensors[0].first, "W1");
    EXPECT_EQ(weights.tensors[0].second.shape, (Shape{784, 128}));
}

// safetensors of other programs
std::string safetensors(const std::vector<OutgoingTensor>& tensors) {
    struct Sink final : ByteSink {
        std::string bytes;
        void write(std::string_view more) override { bytes += more; }
    } sink;
    write_safetensors({{"format", "pt"}}, tensors, sink);
    return sink.bytes;
}

TEST(WeightsFileTest, ReadsEveryKindOfNumber) {
    const std::string bytes =
        safetensors({{"half", "F16", {2}, std::string_view("\x00\x3c\x00\xc0", 4)},
                     {"brain", "BF16", {2}, std::string_view("\x80\x3f\x00\xc0", 4)},
                     {"double", "F64", {1}, std::string_view("\0\0\0\0\0\0\xf8\x3f", 8)},
                     {"single", "F32", {1, 2}, std::string_view("\0\0\x80\x3f\0\0\0\xc0", 8)},
                     {"whole", "I8", {2}, std::string_view("\x01\xfe", 2)}});
    const ForeignFile file = read_safetensors({"a.safetensors", bytes, nullptr});
    EXPECT_EQ(file.producer, "pytorch");
    const auto& weights = std::get<Weights>(file.content);
    for (const char* name : {"half", "brain", "single"})
        EXPECT_EQ(tensor(weights, name).values, (std::vector<float>{1, -2})) << name;
    EXPECT_EQ(tensor(weights, "double").values, std::vector<float>{1.5f});
    EXPECT_EQ(tensor(weights, "whole").integers, (Shape{1, -2}));
    EXPECT_EQ(tensor(weights, "single").shape, (Shape{1, 2}));
    EXPECT_GT(read_mutations(bytes, 20000, 8, read_safetensors), 100);
}

TEST(WeightsFileTest, NothingInItIsAnError) {
    EXPECT_THROW(read_safetensors({"a.safetensors", safetensors({}), nullptr}), Error);
    EXPECT_THROW(read_safetensors({"a.safetensors", "", nullptr}), Error);
}

}  // namespace
}  // namespace convoscope::models
