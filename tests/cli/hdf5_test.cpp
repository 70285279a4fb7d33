// HDF5 files in a process of their own: whole ones, and hundreds that are damaged.
#include <random>

#include "app/hdf5_child.h"
#include "base/error.h"
#include "cli/program.h"
#include "models/hdf5_file.h"
#include "models/keras/content.h"
#include "platform/desktop/child.h"
#include "support/data.h"
#include "support/mutate.h"

namespace convoscope::test {
namespace {

/// As Keras writes them, in small.
std::string whole_file() {
    return hdf5_file([](hid_t file) {
        write_text(file, "model_config", "{}", true, H5T_STR_NULLTERM);
        const hid_t group = H5Gcreate2(file, "model_weights", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        write_texts(group, "layer_names", {"dense"}, false);
        write_floats(group, "kernel", std::vector<float>(64, 0.5f));
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        const hsize_t chunk = 64;
        H5Pset_chunk(properties, 1, &chunk);
        H5Pset_deflate(properties, 9);
        const std::vector<float> values(256, 0.25f);
        write_dataset(group, "compressed", {256}, H5T_IEEE_F32LE, values.data(), H5T_NATIVE_FLOAT,
                      properties);
        H5Pclose(properties);
        H5Gclose(group);
    });
}

/// The built program: the tests' own is no Convoscope.
std::string in_child(std::string_view bytes) {
    return platform::run_child(program(), {"hdf5"}, bytes, app::limits_of_hdf5(bytes.size()));
}

TEST(Hdf5, AWholeFileIsThePlainOneOfThisProcess) {
    const std::string bytes = whole_file();
    EXPECT_EQ(in_child(bytes), models::keras::plain_hdf5(bytes));
    const models::keras::Content content(in_child(bytes));
    EXPECT_EQ(content.text("/", "model_config"), "{}");
    EXPECT_EQ(content.tensor("/model_weights/compressed").values, std::vector<float>(256, 0.25f));
}

TEST(Hdf5, WhatIsNoneIsOneLine) {
    for (const std::string& bytes : {std::string(), std::string("no HDF5"), whole_file().substr(0, 300)}) {
        try {
            in_child(bytes);
            ADD_FAILURE() << "it was read";
        } catch (const Error& error) {
            EXPECT_STREQ(error.what(), "its HDF5 data are damaged or cut short: copy it again");
        }
    }
    EXPECT_NE(outcome_of(program(), {"hdf5", "--language", "zh"}).err.find("HDF5 \u6570\u636e"),
              std::string::npos);
}

TEST(Hdf5, ItIsOnNoPageOfHelp) {
    EXPECT_EQ(convoscope({"--help"}).out.find("hdf5"), std::string::npos);
    EXPECT_EQ(convoscope({"--help", "--language", "zh"}).out.find("hdf5"), std::string::npos);
}

void read_or_refuse(const std::string& spoilt) {
    try {
        const models::keras::Content content(in_child(spoilt));
        for (const std::string& path : content.paths()) content.tensor(path);
    } catch (const Error& error) {
        const std::string line = error.what();
        EXPECT_FALSE(line.empty());
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    }
}

TEST(Hdf5, DamageIsNeverMoreThanALine) {
    const std::string whole = whole_file();
    std::mt19937 random(5);
    for (int round = 0; round < 150; ++round) {
        // Damage at the front, where the structure is; a file's length must stay for the rest to be looked
        // at.
        std::string spoilt = whole;
        for (int i = 0; i < 4; ++i)
            spoilt[random() % std::min<std::size_t>(spoilt.size(), 3000)] = static_cast<char>(random() % 256);
        read_or_refuse(spoilt);
        if (round % 4 == 0) read_or_refuse(mutate(whole, random));
    }
}

TEST(Hdf5, DamageToARealFileIsNeverMoreThanALine) {
    if (data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const std::string whole = read_file(data_folder() / "models" / "keras" / "conv-dropout.h5", 1 << 24);
    std::mt19937 random(6);
    for (int round = 0; round < 80; ++round) {
        std::string spoilt = whole;
        for (int i = 0; i < 8; ++i) spoilt[random() % 12000] = static_cast<char>(random() % 256);
        read_or_refuse(spoilt);
    }
}

}  // namespace
}  // namespace convoscope::test
