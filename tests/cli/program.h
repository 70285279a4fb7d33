#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/places.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace convoscope::test {

inline Outcome convoscope(const std::vector<std::string>& arguments) {
    return outcome_of(program(), arguments);
}

/// Exit status, nothing on stdout, and on stderr one line "convoscope: ..." that has `words` in it.
inline void expect_failure(const std::vector<std::string>& arguments, int status,
                           const std::vector<std::string>& words) {
    const Outcome outcome = convoscope(arguments);
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("convoscope: ")) << outcome.err;
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
    EXPECT_TRUE(outcome.err.ends_with("\n"));
    for (const std::string& word : words) EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
}

/// One JSON value a line, nothing on stderr, exit status 0.
inline std::vector<nlohmann::json> json_lines(const std::vector<std::string>& arguments) {
    const Outcome outcome = convoscope(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    std::vector<nlohmann::json> values;
    std::istringstream lines(outcome.out);
    for (std::string line; std::getline(lines, line);) values.push_back(nlohmann::json::parse(line));
    return values;
}

/// A 7 and a 1 with labels, and a canvas without ink, one drawing a line.
inline const char* const kThreeDrawings =
    R"({"version":1,"canvas":[280,280],"strokes":[[[80,70],[130,68],[200,70],[180,110],[150,160],[130,220]]],"label":7})"
    "\n"
    R"({"version":1,"canvas":[280,280],"strokes":[[[150,50],[146,120],[140,230]]],"label":1})"
    "\n"
    R"({"version":1,"canvas":[280,280],"strokes":[],"label":0})"
    "\n";

/// The two files of MNIST's `half` ("train" or "t10k") with `count` pictures of 28x28: a bar whose place
/// tells the label.
inline void write_idx(const ScratchFolder& folder, const std::string& half, int count) {
    const auto number = [](int value) {
        return std::string{static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                           static_cast<char>(value >> 8), static_cast<char>(value)};
    };
    std::string images = std::string("\0\0\x08\x03", 4) + number(count) + number(28) + number(28);
    std::string labels = std::string("\0\0\x08\x01", 4) + number(count);
    for (int i = 0; i < count; ++i) {
        const int label = i % 10;
        for (int pixel = 0; pixel < 28 * 28; ++pixel) {
            const int row = pixel / 28 - 4 - 2 * label;
            images.push_back(row == 0 || row == 1 ? static_cast<char>(155 + i % 100) : '\0');
        }
        labels.push_back(static_cast<char>(label));
    }
    folder.write(half + "-images-idx3-ubyte", images);
    folder.write(half + "-labels-idx1-ubyte", labels);
}

}  // namespace convoscope::test
