// No words for people in src outside the texts.h of its folders.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/places.h"
#include "texts/literals.h"

namespace convoscope {
namespace {

namespace fs = std::filesystem;

/// Words that are for no person, or the same for all of them. `words` is a part of the literal.
struct Exception {
    const char* file;
    const char* words;
};
constexpr Exception kExceptions[] = {
    {"cli/commands/train.cpp", " --placement any --model "},            // of a command as one types it
    {"cli/commands/render.cpp", "  convoscope render flat.png --do "},  // the same
    {"cli/commands/window.cpp", " classify seven.png"},
    {"features/ask/numbers_csv.cpp", "sum of exponentials"},   // of a file: the same in every language
    {"gl/debug.cpp", "an unknown error"},                      // of a debug build, for whoever works on it
    {"gl/shader.cpp", "precision highp float"},                // GLSL
    {"models/pytorch/reader.cpp", "PyTorch "},                 // a format's name
    {"models/pytorch/reader.cpp", "version https://git-lfs"},  // of a file: what it begins with
    {"nn/zoo.cpp", "ankle boot"},                              // a class of a model: its file has the name
    {"render/value_textures.cpp", "unit values"},              // a GL object's name in a debugger
};

bool is_excepted(const std::string& file, const std::string& words) {
    return std::ranges::any_of(kExceptions, [&](const Exception& exception) {
        return file == exception.file && words.find(exception.words) != std::string::npos;
    });
}

std::string contents(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool is_source(const fs::path& path) {
    const std::string name = path.filename().string();
    return (name.ends_with(".h") || name.ends_with(".cpp")) && !name.ends_with("texts.h");
}

fs::path root() { return test::source_folder() / "src"; }

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root()))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

class Source : public testing::TestWithParam<std::string> {};

TEST_P(Source, HasItsWordsInTexts) {
    for (const auto& entry : fs::recursive_directory_iterator(root() / GetParam())) {
        if (!entry.is_regular_file() || !is_source(entry.path())) continue;
        const std::string file = entry.path().lexically_relative(root()).generic_string();
        for (const Literal& literal : literals_of(contents(entry.path())))
            EXPECT_FALSE(is_for_people(literal) && !is_excepted(file, literal.words))
                << "src/" << file << ":" << literal.line << " has words for people: \"" << literal.words
                << "\"\nMove them into the folder's texts.h; or, where nobody reads them, list them above.";
    }
}

std::string name_of(const testing::TestParamInfo<std::string>& folder) { return folder.param; }

INSTANTIATE_TEST_SUITE_P(Of, Source, testing::ValuesIn(folders()), name_of);

}  // namespace
}  // namespace convoscope
