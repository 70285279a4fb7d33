#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "models/graph.h"
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
