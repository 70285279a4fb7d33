// HDF5 files made plain, and what a file may not do.
#include <gtest/gtest.h>

#include "base/file.h"
#include "models/hdf5_file.h"
#include "models/keras/content.h"
#include "models/keras/hdf5.h"
#include "support/error_line.h"
#include "support/temporary_folder.h"

namespace convoscope::models::keras {
namespace {

using test::hdf5_file;
using test::write_dataset;
using test::write_floats;
using test::write_text;
using test::write_texts;

Content read(const std::string& bytes) {
    EXPECT_TRUE(begins_like_hdf5(bytes));
    return Content(plain_hdf5(bytes));
}

TEST(KerasHdf5, NumbersOfEveryWidth) {
    const std::vector<double> values{1, -2, 0.5, 8, 5, 6};
    const std::string bytes = hdf5_file([&](hid_t file) {
        const hid_t half = H5Tcopy(H5T_IEEE_F32LE);  // as NumPy's float16 is written
        H5Tset_fields(half, 15, 10, 5, 0, 10);
        H5Tset_size(half, 2);
        H5Tset_ebias(half, 15);
        const std::vector<hsize_t> shape{2, 3};
        write_dataset(file, "half", shape, half, values.data(), H5T_NATIVE_DOUBLE);
        write_dataset(file, "float", shape, H5T_IEEE_F32LE, values.data(), H5T_NATIVE_DOUBLE);
        write_dataset(file, "double", shape, H5T_IEEE_F64BE, values.data(), H5T_NATIVE_DOUBLE);
        write_dataset(file, "byte", shape, H5T_STD_I8LE, values.data(), H5T_NATIVE_DOUBLE);
        write_dataset(file, "one", {}, H5T_STD_I64LE, values.data() + 3, H5T_NATIVE_DOUBLE);
        H5Tclose(half);
    });
    const Content content = read(bytes);
    EXPECT_EQ(content.paths(), (std::vector<std::string>{"/byte", "/double", "/float", "/half", "/one"}));
    for (const char* path : {"/half", "/float", "/double"}) {
        const GraphTensor tensor = content.tensor(path);
        EXPECT_EQ(tensor.shape, (std::vector<std::int64_t>{2, 3}));
        EXPECT_EQ(std::vector<double>(tensor.values.begin(), tensor.values.end()), values) << path;
    }
    EXPECT_EQ(content.tensor("/byte").values, (std::vector<float>{1, -2, 0, 8, 5, 6}));
    EXPECT_EQ(content.tensor("/one").values, std::vector<float>{8});
    EXPECT_TRUE(content.shape("/one").empty());
}

TEST(KerasHdf5, TextsOfEveryKind) {
    const std::string bytes = hdf5_file([](hid_t file) {
        write_text(file, "variable", "{\"a\": \"\u56fe\"}", true, H5T_STR_NULLTERM);
        write_text(file, "null_padded", "fixed", false, H5T_STR_NULLPAD);
        write_text(file, "space_padded", "fixed", false, H5T_STR_SPACEPAD);
        const hid_t group = H5Gcreate2(file, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        write_texts(group, "variable", {"a", "bc"}, true);
        write_texts(group, "fixed", {"kernel:0", "bias:0"}, false);
        write_texts(group, "split0", {"a"}, false);
        write_texts(group, "split1", {"b"}, true);
        const hid_t inner = H5Gcreate2(group, "inner", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Gclose(inner);
        H5Gclose(group);
    });
    const Content content = read(bytes);
    EXPECT_EQ(content.text("/", "variable"), "{\"a\": \"\u56fe\"}");
    EXPECT_EQ(content.text("/", "null_padded"), "fixed");
    EXPECT_EQ(content.text("/", "space_padded"), "fixed");
    EXPECT_EQ(content.text("/", "none"), "");
    EXPECT_EQ(content.texts("/group", "variable"), (std::vector<std::string>{"a", "bc"}));
    EXPECT_EQ(content.texts("/group", "fixed"), (std::vector<std::string>{"kernel:0", "bias:0"}));
    EXPECT_EQ(content.texts("/group", "split"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(content.groups("/"), std::vector<std::string>{"group"});
    EXPECT_EQ(content.groups("/group"), std::vector<std::string>{"inner"});
}

TEST(KerasHdf5, OnlyHardLinksAreFollowed) {
    const std::string bytes = hdf5_file([](hid_t file) {
        write_floats(file, "real", {1});
        H5Lcreate_soft("/real", file, "soft", H5P_DEFAULT, H5P_DEFAULT);
        H5Lcreate_external("/etc/passwd", "/real", file, "external", H5P_DEFAULT, H5P_DEFAULT);
        const hid_t group = H5Gcreate2(file, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Lcreate_hard(file, "/", group, "circle", H5P_DEFAULT, H5P_DEFAULT);
        H5Gclose(group);
    });
    EXPECT_EQ(read(bytes).paths(), std::vector<std::string>{"/real"});
}

TEST(KerasHdf5, NoOtherFileIsRead) {
    const test::TemporaryFolder folder;
    const std::string secret = (folder / "secret").string();
    write_file(secret, std::string_view("four"));
    const std::string bytes = hdf5_file([&](hid_t file) {
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_external(properties, secret.c_str(), 0, 4);
        write_dataset(file, "outside", {1}, H5T_IEEE_F32LE, nullptr, 0, properties);
        H5Pclose(properties);
    });
    const std::string line = test::error_line([&] { plain_hdf5(bytes); });
    EXPECT_NE(line.find("'/outside' in its HDF5 data lies in another file"), std::string::npos) << line;
}

/// Zeros, compressed as far as that goes.
std::string compressed(hsize_t count) {
    return hdf5_file([&](hid_t file) {
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        const hsize_t chunk = std::min<hsize_t>(count, 1 << 16);
        H5Pset_chunk(properties, 1, &chunk);
        H5Pset_deflate(properties, 9);
        const std::vector<float> zeros(count, 0.0f);
        write_dataset(file, "zeros", {count}, H5T_IEEE_F32LE, zeros.data(), H5T_NATIVE_FLOAT, properties);
        H5Pclose(properties);
    });
}

TEST(KerasHdf5, CompressedDataAreBounded) {
    EXPECT_EQ(read(compressed(100000)).tensor("/zeros").values.size(), 100000u);
    const std::string bomb = compressed(4 << 20);
    EXPECT_LT(bomb.size(), 100000u);
    EXPECT_NE(test::error_line([&] { plain_hdf5(bomb); }).find("unpack to more than"), std::string::npos);
    // A dataset that was never written to takes no room in the file.
    const std::string empty = hdf5_file([](hid_t file) {
        write_dataset(file, "huge", {1u << 30, 1u << 30, 1u << 30}, H5T_IEEE_F32LE, nullptr, 0);
    });
    EXPECT_NE(test::error_line([&] { plain_hdf5(empty); }).find("unpack to more than"), std::string::npos);
}

TEST(KerasHdf5, DepthIsBounded) {
    const auto nested = [](int depth) {
        return hdf5_file([&](hid_t file) {
            std::string path;
            for (int i = 0; i < depth; ++i) {
                path += "/g";
                H5Gclose(H5Gcreate2(file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
            }
        });
    };
    EXPECT_NO_THROW(plain_hdf5(nested(32)));
    EXPECT_THROW(plain_hdf5(nested(34)), Error);
}

TEST(KerasHdf5, WhatIsNoneIsAnError) {
    EXPECT_FALSE(begins_like_hdf5("PK\x03\x04"));
    const std::string whole = hdf5_file([](hid_t file) { write_floats(file, "a", {1, 2, 3}); });
    for (const std::string& bytes : {std::string(), std::string("no HDF5"), whole.substr(0, 200)})
        EXPECT_NE(test::error_line([&] { plain_hdf5(bytes); }).find("damaged"), std::string::npos);
}

}  // namespace
}  // namespace convoscope::models::keras
