// What may be taken of memory because of a file: the multiple of its size that the reader's header states.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "models/archive.h"
#include "models/doctor/candidates.h"
#include "models/foreign.h"
#include "models/keras_networks.h"
#include "models/npz_reader.h"
#include "models/pytorch/reader.h"
#include "models/weights_file.h"
#include "support/allocation_counter.h"
#include "support/error_line.h"
#include "support/places.h"
#include "support/temporary_folder.h"

namespace convoscope::models {
namespace {

struct Outcome {
    std::string line;  ///< of the Error; empty: it was read
    std::size_t peak;  ///< bytes beside the file's own
};

template <typename Read>
Outcome outcome_of(const std::string& bytes, const Read& read) {
    test::error_line([&] { read(test::foreign(bytes.substr(0, bytes.size() / 2))); });  // what libraries keep
    ForeignBytes file = test::foreign(bytes);
    const std::size_t before = test::live_bytes();
    test::forget_peak();
    std::string line = test::error_line([&] { read(std::move(file)); });
    return {std::move(line), test::peak_bytes() - before};
}

/// Zips whose members are packed a thousand times smaller, made by Python.
class PackedFiles : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!Archive::available()) GTEST_SKIP() << "built without libzip";
        if (test::python().empty()) GTEST_SKIP() << "no Python";
    }
    /// @param members  a Python expression: a dictionary of names and bytes
    static std::string zipped(const std::string& members) {
        const test::TemporaryFolder folder;
        write_file(folder / "make.py",
                   "import io, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w', "
                   "zipfile.ZIP_DEFLATED) as z:\n    for name, data in (" +
                       members + ").items(): z.writestr(name, data)\n");
        const std::string command = test::python() + " '" + (folder / "make.py").string() + "' '" +
                                    (folder / "made.zip").string() + "'";
        EXPECT_EQ(std::system(command.c_str()), 0);
        return read_file(folder / "made.zip", 1 << 24);
    }
    template <typename Read>
    static void expect_refused(const std::string& members, const Read& read) {
        const std::string bytes = zipped(members);
        ASSERT_LT(bytes.size(), 100'000u);
        const Outcome outcome = outcome_of(bytes, read);
        EXPECT_NE(outcome.line.find("unpacks to more than"), std::string::npos) << outcome.line;
        // Twice: a string that grows holds its old bytes while it copies them.
        EXPECT_LT(outcome.peak, 2 * (16 * bytes.size() + (1 << 20)) + (1 << 18));
    }
};

TEST_F(PackedFiles, OfNumpy) {
    expect_refused(
        "{'w.npy': b'\\x93NUMPY\\1\\0\\x46\\0' + b\"{'descr':'<f4','fortran_order':False,"
        "'shape':(16000000,)}\".ljust(70) + bytes(64000000)}",
        read_numpy);
}

TEST_F(PackedFiles, OfPytorch) {
    const std::string real = (test::fixtures("models") / "pytorch" / "state_dict_zip.pth").string();
    expect_refused("{n: bytes(16000000) if '/data/' in n else zipfile.ZipFile('" + real +
                       "').read(n) for n in zipfile.ZipFile('" + real + "').namelist()}",
                   pytorch::read_pytorch);
}

TEST_F(PackedFiles, OfKeras) {
    const auto read = [](ForeignBytes file) {
        return keras::read_keras_zip(std::move(file), [](std::string_view) { return std::string(); });
    };
    expect_refused("{'config.json': b'{}', 'model.weights.h5': bytes(64000000)}", read);
    expect_refused("{'config.json': b' ' * 64000000, 'model.weights.h5': b''}", read);
}

TEST(Memory, OfSafetensorsIsEightTimesItsData) {
    constexpr std::size_t count = 1 << 20;
    std::string header = R"({"w":{"dtype":"U8","shape":[)" + std::to_string(count) +
                         R"(],"data_offsets":[0,)" + std::to_string(count) + "]}}";
    const std::uint64_t length = header.size();
    const std::string bytes =
        std::string(reinterpret_cast<const char*>(&length), sizeof length) + header + std::string(count, 1);
    const Outcome outcome = outcome_of(bytes, read_safetensors);
    EXPECT_EQ(outcome.line, "");
    EXPECT_LT(outcome.peak, 8 * bytes.size() + (1 << 16));
}

TEST(Memory, OfSafetensorsIsBoundedByItsHeader) {
    std::string header = R"({"__metadata__":{)";
    for (int i = 0; i < 20'000; ++i) header += "\"" + std::to_string(i) + "\":\"\",";
    header.back() = '}';
    header += '}';
    const std::uint64_t length = header.size();
    const Outcome outcome = outcome_of(
        std::string(reinterpret_cast<const char*>(&length), sizeof length) + header, read_safetensors);
    EXPECT_NE(outcome.line, "") << "there are no tensors";
    EXPECT_LT(outcome.peak, 60 * header.size());
}

/// Names tell which weights are a layer's: layers of one name would each have a copy of the same.
TEST(Memory, OfKerasCountsWeightsThatLayersShare) {
    nlohmann::json layers = nlohmann::json::array({test::input({nullptr, 64})});
    for (int i = 0; i < 1000; ++i)
        layers.push_back(test::layer("Dense", "d", {{"use_bias", false}, {"activation", "linear"}}));
    const std::string plain =
        test::h5_container(test::sequential(layers), "2.9.0", {{"d/kernel:0", test::pattern({64, 64}, 1)}});
    const Outcome outcome = outcome_of(plain, [](ForeignBytes file) {
        return keras::read_keras_h5(std::move(file),
                                    [](std::string_view bytes) { return std::string(bytes); });
    });
    EXPECT_NE(outcome.line.find("share so many weights"), std::string::npos) << outcome.line;
    // Beside the weights, the network's JSON: some sixty bytes for each of its own.
    EXPECT_LT(outcome.peak, (16 + 60) * plain.size() + (1 << 20));
}

TEST(Memory, OfTheDoctorIsBounded) {
    Weights weights;  // there are thousands of ways in which they fit
    for (int i = 0; i < 100; ++i)
        weights.tensors.push_back({"c" + std::to_string(i), {{1, 1, 1, 1}, {0.5f}, {}}});
    const std::size_t before = test::live_bytes();
    test::forget_peak();
    EXPECT_FALSE(doctor::candidates(weights).empty());
    EXPECT_LT(test::peak_bytes() - before, 12u << 20);
}

}  // namespace
}  // namespace convoscope::models
