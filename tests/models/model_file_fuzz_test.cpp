#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "models/bytes.h"
#include "models/model_file.h"
#include "nn/forward.h"
#include "nn/initialise.h"
#include "nn/networks.h"

namespace convoscope::models {
namespace {

using namespace nn;
using test::parse_model;
using test::serialise_model;

/// One to eight random changes of bytes: set, flip a bit, remove, repeat a part, swap digits in the header.
std::string mutated(std::string bytes, Random& random) {
    const auto position = [&] {
        // Most of the interest lies in the header.
        const std::size_t limit =
            random.below(4) == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), 2500);
        return static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(limit)));
    };
    const std::uint32_t changes = 1 + random.below(8);
    for (std::uint32_t change = 0; change < changes && bytes.size() > 1; ++change) {
        const std::size_t at = position();
        switch (random.below(6)) {
            case 0:
                bytes[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
                break;
            case 2:
                bytes.erase(at, 1 + random.below(16));
                break;
            case 3:
                bytes.insert(at, bytes.substr(position(), 1 + random.below(64)));
                break;
            case 4:
                bytes.resize(at + 1);
                break;
            default: {
                const auto digit = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                                                [](char c) { return c >= '0' && c <= '9'; });
                if (digit != bytes.end()) *digit = static_cast<char>('0' + random.below(10));
            }
        }
    }
    return bytes;
}

TEST(ModelFileFuzzTest, AMutatedFileIsEitherAModelOrAnError) {
    Model model = empty_model(test::odd_network());
    initialise(model, 3);
    const std::string bytes = serialise_model(model);
    Random random(2024);
    int read = 0;
    int refused = 0;
    for (int round = 0; round < 2000; ++round) {
        const std::string spoilt = mutated(bytes, random);
        try {
            const Model parsed = parse_model(spoilt, "mutated.safetensors");
            Workspace workspace(parsed.architecture);  // what was read is safe to run
            forward(parsed, workspace);
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
            ++refused;
        }
    }
    // Both happen: the mutations are neither harmless nor hopeless.
    EXPECT_GT(read, 20);
    EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace convoscope::models
