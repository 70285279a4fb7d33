#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "models/graph.h"
#include "models/model_file.h"
#include "support/mutate.h"

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

inline models::ForeignBytes bytes_of(const std::filesystem::path& path) {
    return {path.filename().string(), read_file(path, std::size_t{64} << 20), nullptr};
}

inline const models::GraphTensor& tensor(const models::Weights& weights, const std::string& name) {
    static const models::GraphTensor none;
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
            read({"mutated", mutate(bytes, random), nullptr});
            ++whole;
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
        }
    }
    return whole;
}

}  // namespace convoscope::test
