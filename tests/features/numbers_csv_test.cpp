#include "features/ask/numbers_csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "canvas/files.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "scene/pick.h"
#include "studio/exhibit.h"
#include "support/bundled.h"

namespace convoscope::ask {
namespace {

using Row = std::vector<std::string>;

/// The rows behind the heading, every one with as many fields as that.
std::vector<Row> rows_of(const std::string& csv, const std::string& heading) {
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, heading);
    const auto count = 1 + std::ranges::count(heading, ',');
    std::vector<Row> rows;
    while (std::getline(lines, line)) {
        Row row;
        std::istringstream fields(line + ",");
        for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
        EXPECT_EQ(std::ssize(row), count) << line;
        row.resize(static_cast<std::size_t>(count));
        rows.push_back(row);
    }
    EXPECT_TRUE(csv.ends_with("\n"));
    return rows;
}

float number(const std::string& field) { return std::stof(field); }

/// A bundled model that has read one of the sample drawings.
class Read {
  public:
    explicit Read(const std::string& name) : exhibit_(test::bundled_model(name)) { read(3); }
    const nn::Model& model() const { return exhibit_.model(); }
    const nn::Architecture& architecture() const { return exhibit_.model().architecture; }
    const nn::Workspace& workspace() const { return exhibit_.workspace(); }
    std::size_t layers() const { return architecture().nodes.size(); }
    std::size_t index(const std::string& address) const {
        const auto unit = nn::parse_address(architecture(), address);
        EXPECT_TRUE(unit) << address;
        return static_cast<std::size_t>(nn::index_of(architecture(), unit.value_or(nn::Unit{})));
    }

  private:
    void read(int drawing) {
        Runner runner(0);
        exhibit_.read_to_the_end(
            canvas::Canvas(canvas::load_drawing(test::assets() / "drawings" / "digits.jsonl", drawing)), {},
            runner);
    }

    studio::Exhibit exhibit_;
};

class NumbersCsv : public ::testing::TestWithParam<std::string> {
  protected:
    Read read_{GetParam()};
};

/// What one unit's table says.
struct UnitTable {
    std::map<std::string, float> value;               ///< of the parts that are there once
    std::map<std::string, std::vector<float>> many;   ///< of all parts, in order
    std::map<std::string, std::set<std::string>> of;  ///< the units that a part names
    double largest = 0;                               ///< of all numbers: what rounding is measured by

    double sum(const std::string& part) const {
        double sum = 0;
        if (many.contains(part))
            for (const float one : many.at(part)) sum += one;
        return sum;
    }
};

UnitTable table_of(const Read& read, const nn::Unit& unit) {
    const auto calculation = nn::calculate(read.model(), read.workspace(), unit);
    const nn::Node& node = read.architecture().nodes[static_cast<std::size_t>(unit.node)];
    UnitTable table;
    for (const Row& row : rows_of(unit_csv(read.model(), calculation), "part,unit,activation,weight,value")) {
        const float value = number(row[4]);
        table.value[row[0]] = value;
        table.many[row[0]].push_back(value);
        table.largest = std::max<double>(table.largest, std::abs(value));
        if (!row[1].empty()) {
            EXPECT_TRUE(table.of[row[0]].insert(row[1]).second) << row[1] << " is there twice";
        }
        if (row[0] == "term") {
            EXPECT_EQ(number(row[2]) * number(row[3]), value);
            EXPECT_EQ(number(row[2]), read.workspace().activations(calculation.source)[read.index(row[1])]);
        }
        if (row[0] == "winner" || row[0] == "window") {
            EXPECT_EQ(value, read.workspace().activations(node.inputs[0])[read.index(row[1])]);
        }
    }
    return table;
}

void expect_adds_up(const Read& read, const nn::Unit& unit) {
    const nn::Node& node = read.architecture().nodes[static_cast<std::size_t>(unit.node)];
    UnitTable table = table_of(read, unit);
    const double rounding =
        2e-6 * std::max(1.0, table.largest) *
        std::sqrt(static_cast<double>(std::max<std::size_t>(1, table.many["term"].size())));
    const auto at = static_cast<std::size_t>(nn::index_of(read.architecture(), unit));
    const std::string address = nn::format_address(read.architecture(), unit);
    // The last words are the pass's own, to the bit.
    EXPECT_EQ(table.value["activation"], read.workspace().activations(unit.node)[at]);
    EXPECT_EQ(table.of["activation"], std::set<std::string>{address});
    if (node.op == &nn::ops::input) return;
    const float before = table.value["pre-activation"];
    EXPECT_EQ(before, read.workspace().pre_activations(unit.node)[at]);

    if (node.op->is_weighted()) {
        EXPECT_FALSE(table.many["term"].empty());
        EXPECT_NEAR(table.sum("term"), table.value["sum"], rounding);
        EXPECT_NEAR(table.value["sum"] + table.value["bias"], before, rounding);
    } else if (node.op == &nn::ops::average_pool) {
        EXPECT_NEAR(table.sum("window"), table.value["sum"], rounding);
        EXPECT_NEAR(table.value["sum"] / static_cast<float>(node.kernel_width * node.kernel_height), before,
                    rounding);
    } else if (node.op == &nn::ops::max_pool) {
        EXPECT_EQ(table.many["winner"].size(), 1u);
        EXPECT_EQ(table.value["winner"], before);
        for (const float other : table.many["window"]) EXPECT_LE(other, before);
    } else {
        ADD_FAILURE() << "a layer that this test knows nothing of: " << node.name;
    }
    if (table.many["logit"].empty()) return;
    EXPECT_NEAR(table.sum("exponential"), table.value["sum of exponentials"], 1e-5);
    const float own = table.many["exponential"][static_cast<std::size_t>(unit.map)];
    EXPECT_NEAR(own / table.value["sum of exponentials"], table.value["activation"], 1e-6);
    EXPECT_EQ(table.many["logit"][static_cast<std::size_t>(unit.map)], before);
}

TEST_P(NumbersCsv, AUnitsRowsAddUpToWhatThePassFound) {
    std::mt19937 random(7);
    for (std::size_t node = 0; node < read_.layers(); ++node) {
        const int size = read_.architecture().nodes[node].output.size();
        for (int i = 0; i < 12; ++i) {
            const int index = std::uniform_int_distribution(0, size - 1)(random);
            const nn::Unit unit = scene::unit_of(read_.architecture(), static_cast<int>(node), index);
            SCOPED_TRACE(nn::format_address(read_.architecture(), unit));
            expect_adds_up(read_, unit);
        }
    }
}

TEST_P(NumbersCsv, ALayersRowsAreItsUnits) {
    for (std::size_t node = 0; node < read_.layers(); ++node) {
        const int at = static_cast<int>(node);
        const auto rows =
            rows_of(layer_csv(read_.model(), read_.workspace(), at), "unit,pre_activation,activation");
        const auto after = read_.workspace().activations(at);
        const auto before = read_.workspace().pre_activations(at);
        ASSERT_EQ(rows.size(), after.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            EXPECT_EQ(read_.index(rows[i][0]), i);
            EXPECT_EQ(number(rows[i][1]), before[i]);
            EXPECT_EQ(number(rows[i][2]), after[i]);
        }
    }
}

// The weights' table alone computes a unit of the layer.
TEST_P(NumbersCsv, ALayersWeightsComputeItsUnits) {
    for (std::size_t node = 0; node < read_.layers(); ++node) {
        const nn::Node& layer = read_.architecture().nodes[node];
        const nn::Parameters& parameters = read_.model().parameters()[node];
        const auto rows =
            rows_of(weights_csv(read_.model(), static_cast<int>(node)), "weight,to,from,row,column");
        EXPECT_EQ(rows.size(), parameters.weight.size() + parameters.bias.size());
        if (rows.empty()) continue;
        const bool conv = layer.op == &nn::ops::conv;
        const nn::Unit unit{static_cast<int>(node), layer.output.channels / 2,
                            conv ? layer.output.height / 2 : 0, conv ? layer.output.width / 2 : 0};
        SCOPED_TRACE(nn::format_address(read_.architecture(), unit));
        const auto calculation = nn::calculate(read_.model(), read_.workspace(), unit);
        const auto below = read_.workspace().activations(calculation.source);
        double sum = 0;
        double size = 1;
        for (const Row& row : rows) {
            if (std::stoi(row[1]) != unit.map) continue;
            double activation = 1;  // of the bias
            if (conv && !row[2].empty()) {
                const nn::Unit source{calculation.source, std::stoi(row[2]),
                                      calculation.window_row + std::stoi(row[3]),
                                      calculation.window_column + std::stoi(row[4])};
                activation = below[static_cast<std::size_t>(nn::index_of(read_.architecture(), source))];
            } else if (!row[2].empty()) {
                activation = below[std::stoul(row[2])];
            }
            sum += activation * static_cast<double>(number(row[0]));
            size += std::abs(activation * static_cast<double>(number(row[0])));
        }
        EXPECT_NEAR(sum, calculation.pre_activation, 1e-5 * size);
    }
}

std::string name_of(const ::testing::TestParamInfo<std::string>& model) {
    std::string name = model.param;
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(EachModel, NumbersCsv, ::testing::ValuesIn(models::bundled_models(test::assets())),
                         name_of);

}  // namespace
}  // namespace convoscope::ask
