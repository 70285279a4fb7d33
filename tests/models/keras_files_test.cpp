// Real files of Keras's, read and run on real pictures.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "data/mnist.h"
#include "models/graph_interpreter.h"
#include "models/keras/reader.h"
#include "support/data.h"

namespace convoscope::models::keras {
namespace {

constexpr std::size_t kPictures = 100;

struct Example {
    const char* file;
    const char* format;
    double mean, deviation;  ///< of the pixels, as it was trained with
    std::size_t right;       ///< of kPictures, at least
};

void PrintTo(const Example& example, std::ostream* out) { *out << example.file; }

ForeignFile read_example(const std::filesystem::path& path) {
    ForeignBytes bytes{path.filename().string(), read_file(path, 1 << 30), {}};
    const Hdf5Reader here = [](std::string_view hdf5) { return plain_hdf5(hdf5); };
    return path.extension() == ".h5" ? read_keras_h5(std::move(bytes), here)
                                     : read_keras_zip(std::move(bytes), here);
}

class KerasFiles : public testing::TestWithParam<Example> {};

TEST_P(KerasFiles, ReadsDigits) {
    const std::filesystem::path folder = test::data_folder();
    if (folder.empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    if (!hdf5_available() || !Archive::available()) GTEST_SKIP() << "built without HDF5 or libzip";
    const Example& example = GetParam();
    const ForeignFile file = read_example(folder / "models" / "keras" / example.file);
    EXPECT_EQ(file.format, example.format);
    EXPECT_TRUE(file.producer.starts_with("keras 3.")) << file.producer;
    ASSERT_FALSE(file.skipped.empty());
    EXPECT_EQ(file.skipped.back().in(Language::English).find("the optimizer's state: "), 0u);
    const Graph& graph = std::get<Graph>(file.content);
    ASSERT_EQ(graph.inputs.size(), 1u);
    ASSERT_EQ(graph.inputs.front().shape.size(), 4u);
    EXPECT_EQ(graph.inputs.front().shape[3], 1);

    const data::LabelledImages set = data::load_mnist_half(folder / "mnist", "t10k");
    test::GraphInterpreter run(graph);
    std::size_t right = 0;
    for (std::size_t i = 0; i < kPictures; ++i) {
        test::Array picture{{1, 28, 28, 1}, {}};
        for (const std::uint8_t pixel : set.image(i))
            picture.values.push_back((pixel / 255.0 - example.mean) / example.deviation);
        const test::Array result = run({picture});
        EXPECT_EQ(result.shape, (std::vector<std::int64_t>{1, 10}));
        right += std::ranges::max_element(result.values) - result.values.begin() == set.labels[i];
    }
    EXPECT_GE(right, example.right);
}

// The nested one was trained with digits mirrored and turned by up to 72 degrees: it reads 0.935 itself.
INSTANTIATE_TEST_SUITE_P(Of, KerasFiles,
                         testing::Values(Example{"conv-dropout.h5", "Keras 3", 0.1307, 0.3081, 95},
                                         Example{"conv-dropout.keras", "Keras 3", 0.1307, 0.3081, 95},
                                         Example{"conv-functional.keras", "Keras 3", 0, 1, 95},
                                         Example{"nested-sequential.keras", "Keras 3", 0, 1, 90}),
                         [](const testing::TestParamInfo<Example>& example) {
                             std::string name = example.param.file;
                             std::ranges::replace_if(
                                 name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
                                 '_');
                             return name;
                         });

}  // namespace
}  // namespace convoscope::models::keras
