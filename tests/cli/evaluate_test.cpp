#include <gtest/gtest.h>

#include "cli/program.h"
#include "support/data.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

void expect_schema(const nlohmann::json& result, long count) {
    EXPECT_EQ(result.size(), 5u);
    EXPECT_GE(result["ece"], 0.0);
    EXPECT_LE(result["ece"], 1.0);
    EXPECT_EQ(result["count"], count);
    EXPECT_TRUE(result["seconds"].is_number());
    ASSERT_EQ(result["confusion"].size(), 10u);
    long total = 0;
    long right = 0;
    for (int truth = 0; truth < 10; ++truth) {
        ASSERT_EQ(result["confusion"][truth].size(), 10u);
        for (const long cell : result["confusion"][truth]) total += cell;
        right += result["confusion"][truth][truth].get<long>();
    }
    EXPECT_EQ(total, count);
    EXPECT_DOUBLE_EQ(result["accuracy"], static_cast<double>(right) / static_cast<double>(count));
}

TEST(Evaluate, IdxFilesByFolderAndByName) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const auto by_folder = json_lines({"evaluate", "--data", folder.file(""), "--json"});
    ASSERT_EQ(by_folder.size(), 1u);
    expect_schema(by_folder[0], 30);
    for (int truth = 0; truth < 10; ++truth) {
        long row = 0;
        for (const long cell : by_folder[0]["confusion"][truth]) row += cell;
        EXPECT_EQ(row, 3);
    }
    const auto by_name =
        json_lines({"evaluate", "--images", folder.file("t10k-images-idx3-ubyte"), "--labels",
                    folder.file("t10k-labels-idx1-ubyte"), "--json", "--threads", "1"});
    EXPECT_EQ(by_name.at(0)["confusion"], by_folder[0]["confusion"]);
}

TEST(Evaluate, StrokeFiles) {
    const ScratchFolder folder;
    const std::string three = kThreeDrawings;
    const std::string two = three.substr(0, three.find("\n", three.find("\n") + 1) + 1);
    const auto lines = json_lines({"evaluate", "--strokes", folder.write("two.jsonl", two), "--json"});
    expect_schema(lines.at(0), 2);
    EXPECT_EQ(lines[0]["accuracy"], 1.0);
}

TEST(Evaluate, DrawingsAreReadWhereverTheyArePut) {
    const ScratchFolder folder;
    const std::string three = kThreeDrawings;
    const std::string two =
        folder.write("two.jsonl", three.substr(0, three.find("\n", three.find("\n") + 1) + 1));
    for (const std::string how : {"drawn", "large", "any"}) {
        const auto lines = json_lines({"evaluate", "--strokes", two, "--placement", how, "--json"});
        expect_schema(lines.at(0), 2);
        EXPECT_EQ(lines[0]["accuracy"], 1.0) << how;
    }
    // Where nothing is cropped, scaled or centred, what is small and in a corner is not read.
    const std::string samples = sample_drawings();
    const auto accuracy = [&samples](const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"evaluate", "--strokes", samples, "--placement", "any", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return json_lines(arguments).at(0)["accuracy"].get<double>();
    };
    EXPECT_EQ(accuracy({}), 1.0);
    EXPECT_LT(accuracy({"--without", "crop,scale,centre"}), 1.0);
    expect_failure({"evaluate", "--data", folder.file(""), "--without", "crop"}, 2, {"--strokes"});
    expect_failure({"evaluate", "--strokes", two, "--placement", "upside-down"}, 2, {"upside-down"});
    expect_failure({"evaluate", "--data", folder.file(""), "--placement", "any"}, 2, {"--strokes"});
}

TEST(Evaluate, APartOfASet) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const auto lines =
        json_lines({"evaluate", "--data", folder.file(""), "--first", "12", "--count", "11", "--json"});
    expect_schema(lines.at(0), 11);
    expect_schema(json_lines({"evaluate", "--data", folder.file(""), "--first", "12", "--json"}).at(0), 18);
    expect_failure({"evaluate", "--data", folder.file(""), "--first", "30"}, 1, {"30"});
}

TEST(Evaluate, ForPeopleThereIsATable) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const Outcome outcome = convoscope({"evaluate", "--data", folder.file("")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("30 pictures"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("true \\ read"), std::string::npos) << outcome.out;
}

TEST(Evaluate, BadSetsAreOneLine) {
    const ScratchFolder folder;
    expect_failure({"evaluate", "--data", folder.file("nowhere")}, 1, {"nowhere"});
    expect_failure({"evaluate", "--strokes", folder.write("no.jsonl", "text\n")}, 1, {"no.jsonl"});
    write_idx(folder, "t10k", 30);
    write_idx(folder, "train", 20);
    expect_failure({"evaluate", "--images", folder.file("t10k-images-idx3-ubyte"), "--labels",
                    folder.file("train-labels-idx1-ubyte")},
                   1, {"20"});
    std::filesystem::resize_file(folder.file("t10k-images-idx3-ubyte"), 5000);
    expect_failure({"evaluate", "--data", folder.file("")}, 1, {"t10k-images"});
}

TEST(Evaluate, TheBundledModelReadsMnist) {
    const auto data = data_folder();
    if (data.empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const auto lines = json_lines({"evaluate", "--data", (data / "mnist").string(), "--json"});
    expect_schema(lines.at(0), 10000);
    EXPECT_GE(lines[0]["accuracy"], 0.990);
}

}  // namespace
}  // namespace convoscope::test
