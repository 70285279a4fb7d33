#include "models/sniff.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "models/archive.h"
#include "models/foreign.h"
#include "models/sniff_texts.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/mutate.h"
#include "support/temporary_folder.h"

namespace convoscope::models {
namespace {

using namespace std::string_literals;

FileKind kind(const std::string& bytes) { return kind_of(test::foreign(bytes)); }
std::string refusal(FileKind kind) {
    return test::error_line([&] { explain_refusal(kind); });
}

/// A zip with files of these names, which Python writes.
std::string zip_of(const std::vector<std::string>& names) {
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "a.zip").string();
    std::string command =
        "python3 -c \"import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\n"
        "for n in sys.argv[2:]: z.writestr(n, b'x')\nz.close()\" " +
        path;
    for (const std::string& name : names) command += " " + name;
    EXPECT_EQ(std::system(command.c_str()), 0);
    return read_file(path, 1 << 20);
}

TEST(SniffTest, KnowsSignatures) {
    EXPECT_EQ(kind(""), FileKind::Empty);
    EXPECT_EQ(kind("\x2\0\0\0\0\0\0\0{}"s), FileKind::Safetensors);
    EXPECT_EQ(kind("\x89HDF\r\n\x1a\n...."s), FileKind::Hdf5);
    EXPECT_EQ(kind(std::string(2048, '\0') + "\x89HDF\r\n\x1a\n"), FileKind::Hdf5);
    EXPECT_EQ(kind(std::string(100, '\0') + "\x89HDF\r\n\x1a\n"), FileKind::Unknown);
    EXPECT_EQ(kind("MATLAB 7.3 MAT-file" + std::string(493, ' ') + "\x89HDF\r\n\x1a\n"), FileKind::Matlab);
    EXPECT_EQ(kind("MATLAB 5.0 MAT-file, Platform"), FileKind::Matlab);
    EXPECT_EQ(kind("\x93NUMPY\x01"), FileKind::Npy);
    EXPECT_EQ(kind("\x1c\0\0\0TFL3\x14\0"s), FileKind::TensorFlowLite);
    EXPECT_EQ(kind("\x89PNG\r\n\x1a\n"), FileKind::Picture);
    EXPECT_EQ(kind("\xff\xd8\xff\xe0\0\x10JFIF"s), FileKind::Picture);
    EXPECT_EQ(kind("\0\0\x08\x03\0\0\xea\x60"s), FileKind::DataSet);
    EXPECT_EQ(kind("\x1f\x8b\x08"), FileKind::Compressed);
    EXPECT_EQ(kind(std::string(257, 'a') + "ustar"), FileKind::Compressed);
    EXPECT_EQ(kind("\xde\xad\0\0"s), FileKind::Unknown);
    EXPECT_EQ(kind("\0"s), FileKind::Unknown);
}

TEST(SniffTest, KnowsTexts) {
    EXPECT_EQ(kind("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
              FileKind::GitLfsPointer);
    EXPECT_EQ(kind("\n\n<!DOCTYPE html>\n<html lang=\"en\">"), FileKind::WebPage);
    EXPECT_EQ(kind("<HTML><head>"), FileKind::WebPage);
    EXPECT_EQ(kind("{\"format\": \"layers-model\", \"modelTopology\": {}}"), FileKind::TensorFlowJs);
    EXPECT_EQ(kind("{\"class_name\": \"Sequential\", \"config\": {}}"), FileKind::KerasLayers);
    EXPECT_EQ(kind("{\"cells\": [], \"nbformat\": 4}"), FileKind::Program);
    EXPECT_EQ(kind("{\"label\": 7}"), FileKind::Text);
    EXPECT_EQ(kind("\"\"\"A net.\"\"\"\nimport torch\n"), FileKind::Program);
    EXPECT_EQ(kind("from torch import nn\n"), FileKind::Program);
    EXPECT_EQ(kind("0.5,0.25\n"), FileKind::Text);
    EXPECT_EQ(kind("\xe7\xbd\x91\xe7\xbb\x9c\n"), FileKind::Text);
}

TEST(SniffTest, KnowsPickles) {
    EXPECT_EQ(kind("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03."),
              FileKind::PyTorchLegacy);
    EXPECT_EQ(kind("\x80\x04\x95\x40\0\0\0\0\0\0\0\x8c\x1esklearn.neural_network"s), FileKind::ScikitLearn);
    EXPECT_EQ(kind("\x80\x04\x95\x40\0\0\0\0\0\0\0}\x94."s), FileKind::Pickle);
}

TEST(SniffTest, KnowsZipsByWhatIsInside) {
    if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    EXPECT_EQ(kind(zip_of({"metadata.json", "config.json", "model.weights.h5"})), FileKind::Keras);
    EXPECT_EQ(kind(zip_of({"net/data.pkl", "net/data/0", "net/version"})), FileKind::PyTorch);
    EXPECT_EQ(kind(zip_of({"net/data.pkl", "net/code/__torch__.py"})), FileKind::TorchScript);
    EXPECT_EQ(kind(zip_of({"net/data.pkl", "net/constants.pkl"})), FileKind::TorchScript);
    EXPECT_EQ(kind(zip_of({"net/archive_format", "net/models/model.json"})), FileKind::TorchExport);
    EXPECT_EQ(kind(zip_of({"arr_0.npy", "b.npy"})), FileKind::Npz);
    EXPECT_EQ(kind(zip_of({"a.npy", "readme.txt"})), FileKind::Zip);
    EXPECT_EQ(kind("PK\x03\x04 and no more"), FileKind::BrokenZip);
}

/// A field of a protobuf message: bytes of fewer than 128.
std::string field(int number, const std::string& bytes) {
    return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} + bytes;
}

TEST(SniffTest, KnowsProtobufMessages) {
    const std::string graph = field(7, field(1, field(1, "x") + field(2, "y") + field(4, "Relu")));
    const std::string onnx = "\x08\x08" + field(2, "pytorch") + graph + field(8, "\x10\x11");
    EXPECT_EQ(kind(onnx), FileKind::Onnx);
    EXPECT_EQ(kind(onnx.substr(0, onnx.size() - 10)), FileKind::Onnx);  // cut short
    EXPECT_EQ(kind("\x08\x01" + field(2, field(1, "meta") + field(2, "graph"))), FileKind::TensorFlow);
    EXPECT_EQ(
        kind(field(1, field(1, "x") + field(2, "Placeholder")) + field(1, field(1, "y") + field(2, "Relu"))),
        FileKind::TensorFlow);
    EXPECT_EQ(kind("\x08\x01\x08\x02\x10\x01" + field(9, "12345678")), FileKind::OnnxTensor);
    EXPECT_EQ(kind(field(1, "LeNet") + "\xa2\x06\x02\x0a\0"s), FileKind::Caffe);
    EXPECT_EQ(kind("\x08\x04" + field(2, "\x0a\0"s) + "\xa2\x1f\x02\x0a\0"s), FileKind::CoreMl);
    EXPECT_EQ(kind("\x08\x01"), FileKind::Unknown);
}

TEST(SniffTest, EveryKindIsReadOrExplained) {
    for (int i = 0; i <= static_cast<int>(FileKind::Unknown); ++i) {
        const auto one = static_cast<FileKind>(i);
        EXPECT_EQ(refusal(one).empty(), one <= FileKind::TensorFlowJs) << i;
    }
    EXPECT_EQ(refusal(FileKind::Empty), sniff_texts.empty.english);
    EXPECT_EQ(refusal(FileKind::Unknown), sniff_texts.unknown.english);
    EXPECT_NE(refusal(FileKind::GitLfsPointer).find("git lfs pull"), std::string::npos);
    EXPECT_NE(refusal(FileKind::BrokenZip), "");
}

TEST(SniffTest, RealFilesAreWhatTheirFoldersSay) {
    namespace fs = std::filesystem;
    const fs::path folder = test::data_folder() / "models";
    if (!fs::exists(folder)) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const bool zips = Archive::available();
    std::size_t seen = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string name = entry.path().filename().string();
        const std::string extension = entry.path().extension().string();
        const FileKind found = kind_of(test::foreign_file(entry.path()));
        std::optional<FileKind> wanted;
        if (name == "git-lfs-pointer.pth")
            wanted = FileKind::GitLfsPointer;
        else if (name == "lenet-legacy.pt")
            wanted = FileKind::PyTorchLegacy;
        else if (name == "torchscript.pt")
            wanted = FileKind::TorchScript;
        else if (extension == ".pt" || extension == ".pth")
            wanted = FileKind::PyTorch;
        else if (extension == ".onnx")
            wanted = FileKind::Onnx;
        else if (extension == ".pb")
            wanted = FileKind::OnnxTensor;
        else if (extension == ".h5")
            wanted = FileKind::Hdf5;
        else if (extension == ".keras")
            wanted = FileKind::Keras;
        else if (extension == ".npz")
            wanted = FileKind::Npz;
        else if (extension == ".md")
            wanted = FileKind::Text;
        if (!wanted) continue;
        ++seen;
        const bool is_zip = *wanted == FileKind::Keras || *wanted == FileKind::Npz ||
                            *wanted == FileKind::PyTorch || *wanted == FileKind::TorchScript;
        EXPECT_EQ(found, is_zip && !zips ? FileKind::BrokenZip : *wanted) << name;
    }
    EXPECT_GE(seen, 25u);
}

TEST(SniffTest, NothingThrows) {
    std::mt19937 random(5);
    const std::string seeds[] = {"\x08\x08" + field(2, "pytorch") + field(7, field(1, field(1, "x"))),
                                 field(1, field(1, "x") + field(2, "Placeholder")),
                                 "PK\x03\x04",
                                 "{\"modelTopology\": {}}",
                                 "\x02\0\0\0\0\0\0\0{}"s,
                                 std::string(300, '\x80')};
    for (int round = 0; round < 5000; ++round)
        EXPECT_NO_THROW(kind(test::mutate(seeds[random() % std::size(seeds)], random)));
}

}  // namespace
}  // namespace convoscope::models
