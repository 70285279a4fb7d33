#pragma once

<<<<<<< HEAD
#include <filesystem>
#include <map>
#include <string>
#include <utility>
=======
#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>
>>>>>>> h-torch

#include "base/error.h"
#include "base/file.h"
#include "models/graph.h"
<<<<<<< HEAD
#include "models/model_file.h"

/// Files of other programs, for tests.
namespace convoscope::test {

/// A file and those beside it, from memory.
inline models::ForeignBytes foreign(std::string bytes, std::map<std::string, std::string> others = {}) {
    return {"a model", std::move(bytes),
            [others = std::move(others)](const std::string& name, std::size_t limit) {
                const auto found = others.find(name);
                if (found == others.end() || found->second.size() > limit)
                    throw Error(Message::verbatim("no such file"));
                return found->second;
            }};
}

/// A file on disk, and its folder.
inline models::ForeignBytes foreign_file(const std::filesystem::path& path) {
    return {path.filename().string(), read_file(path, models::kMaximumModelFile),
            [folder = path.parent_path()](const std::string& name, std::size_t limit) {
                return read_file(folder / name, limit);
            }};
}

}  // namespace convoscope::test
=======
#include "support/mutate.h"

/// What the tests of readers of other programs' files share.
namespace convoscope::models::test_foreign {

inline ForeignBytes bytes_of(const std::filesystem::path& path) {
    return {path.filename().string(), read_file(path, std::size_t{64} << 20), nullptr};
}

inline const GraphTensor& tensor(const Weights& weights, const std::string& name) {
    static const GraphTensor none;
    for (const auto& [each, tensor] : weights.tensors)
        if (each == name) return tensor;
    ADD_FAILURE() << "no tensor " << name;
    return none;
}

/// Reads mutations of `bytes`: each is a file or an Error of one line.
/// @return how many were files
template <typename Read>
int read_mutations(const std::string& bytes, int rounds, unsigned seed, const Read& read) {
    std::mt19937 random(seed);
    int whole = 0;
    for (int round = 0; round < rounds; ++round) {
        try {
            read({"mutated", test::mutate(bytes, random), nullptr});
            ++whole;
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
        }
    }
    return whole;
}

}  // namespace convoscope::models::test_foreign
>>>>>>> h-torch
