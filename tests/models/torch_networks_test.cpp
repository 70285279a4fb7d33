// Networks exported from PyTorch, one an operator and some random graphs: every layer's values and gradients,
// and all weights' gradients, are those that PyTorch computes (fixtures/make_torch_networks.py).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>

#include "models/doctor/candidates.h"
#include "models/foreign.h"
#include "models/lowering.h"
#include "models/npz_reader.h"
#include "models/onnx/reader.h"
#include "models/pytorch/reader.h"
#include "nn/backward.h"
#include "nn/networks.h"
#include "support/places.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;
using Numbers = std::vector<float>;
using Arrays = std::map<std::string, Numbers>;

constexpr double kTolerance = 1e-4;

fs::path folder() { return test::fixtures("models") / "torch_networks"; }

std::vector<std::string> networks(const char* ending) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder()))
        if (entry.path().extension() == ending) names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
}

Arrays expected_of(const std::string& name) {
    Arrays arrays;
    const ForeignFile file = read_numpy(test::foreign_file(folder() / (name + ".npz")));
    for (const auto& [key, tensor] : std::get<Weights>(file.content).tensors) arrays[key] = tensor.values;
    return arrays;
}

/// The file's own output is the last layer's: a softmax that it does not have is not put on top.
void leave_out_own_softmax(Lowered& lowered) {
    if (!lowered.output.before) return;
    nn::Architecture architecture = lowered.model.architecture;
    architecture.nodes.back().activation = nn::Activation::Identity;
    lowered.model = nn::Model(std::move(architecture), lowered.model.parameters());
    lowered.output.before = false;
}

/// One forward and one backward pass.
struct Pass {
    Lowered lowered;
    nn::Workspace workspace;
    nn::Gradients gradients;
    nn::BackwardWorkspace backward;

    Pass(Lowered of, const Arrays& expected)
        : lowered(std::move(of)),
          workspace(lowered.model.architecture),
          gradients(lowered.model.architecture),
          backward(lowered.model.architecture) {
        load_input(lowered.input, expected.at("input"), workspace.input());
        nn::forward(lowered.model, workspace);
        nn::backward(lowered.model, workspace, output_gradient(expected.at("gradient.output")), gradients,
                     backward, nn::InputGradient::Compute);
    }

    /// d(loss) / d(the last layer's activations), in our order; of log p: 1 / p times that of p.
    Numbers output_gradient(const Numbers& of_file) const {
        Numbers result(workspace.output().size());
        for (std::size_t i = 0; i < of_file.size(); ++i) {
            const std::size_t place =
                lowered.output.order.empty() ? i : static_cast<std::size_t>(lowered.output.order[i]);
            result[place] += lowered.output.log ? of_file[i] / workspace.output()[place] : of_file[i];
        }
        return result;
    }
};

/// What a layer's numbers are among those of PyTorch's: in storage order, or moved.
struct Match {
    std::string key;
    bool moved = false;
};

std::vector<std::size_t> by_size(std::span<const float> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

Numbers taken(std::span<const float> values, const std::vector<std::size_t>& order) {
    Numbers result;
    for (const std::size_t place : order) result.push_back(values[place]);
    return result;
}

/// Compares a network's pass with what PyTorch says.
class Comparison {
  public:
    Comparison(const Pass& pass, const Arrays& expected) : pass_(pass), expected_(expected) {}

    void run() {
        check_ends();
        check_layers();
        check_parameters();
    }
    std::size_t layers() const { return found_.size(); }

  private:
    void check_ends() {
        EXPECT_TRUE(test::agree(result_of(pass_.lowered.output, pass_.workspace), expected_.at("output"),
                                kTolerance));
        const Numbers& of_file = expected_.at("gradient.input");
        Numbers ours(of_file.size());
        for (std::size_t i = 0; i < ours.size(); ++i) {
            const auto& order = pass_.lowered.input.order;
            ours[order.empty() ? i : static_cast<std::size_t>(order[i])] = pass_.backward.input_gradient()[i];
        }
        EXPECT_TRUE(test::agree(ours, of_file, kTolerance)) << "the input's gradient";
    }

    /// Each of our layers is one of PyTorch's modules, or a part of one that becomes several; and each module
    /// that does not only move numbers is one of our layers.
    void check_layers() {
        const auto& nodes = pass_.lowered.model.architecture.nodes;
        std::set<std::string> known;
        std::vector<std::string> strangers;
        for (int node = 1; node < static_cast<int>(nodes.size()); ++node) {
            const std::string& origin = pass_.lowered.origins[static_cast<std::size_t>(node)];
            if (check_layer(node))
                known.insert(module_of(origin));
            else if (nodes[static_cast<std::size_t>(node)].op != &nn::ops::reorder)
                strangers.push_back(origin);
        }
        for (const std::string& origin : strangers)
            EXPECT_TRUE(known.contains(module_of(origin))) << origin << " has values that PyTorch has not";
        for (const auto& [key, values] : expected_)
            if (key.starts_with("value.")) {
                EXPECT_TRUE(found_.contains(key) || values == expected_.at("output"))
                    << key << " is no layer's";
            }
    }

    /// "/2/left/Conv" is of module "/2/left".
    static std::string module_of(const std::string& origin) { return origin.substr(0, origin.rfind('/')); }

    bool check_layer(int node) {
        bool any = false;
        // What a non-linearity of its own hears is another layer's value, and what only moves values has
        // them of another: the gradients are there.
        const nn::Operator* op = pass_.lowered.model.architecture.nodes[static_cast<std::size_t>(node)].op;
        const bool made_here = op != &nn::ops::bend && op != &nn::ops::reorder;
        const auto before = pass_.workspace.pre_activations(node);
        for (const Match& match : matches(before)) {
            any = true;
            if (!made_here) continue;
            const auto ours = pass_.backward.pre_activation_gradients(node);
            const Numbers& theirs = expected_.at("gradient" + match.key.substr(match.key.find('.')));
            SCOPED_TRACE(match.key);
            if (match.moved)
                EXPECT_TRUE(test::agree(taken(ours, by_size(before)),
                                        taken(theirs, by_size(expected_.at(match.key))), kTolerance));
            else
                EXPECT_TRUE(test::agree(ours, theirs, kTolerance));
        }
        return !matches(pass_.workspace.activations(node)).empty() || any;
    }

    std::vector<Match> matches(std::span<const float> values) {
        std::vector<Match> exact;
        std::vector<Match> moved;
        for (const auto& [key, array] : expected_) {
            if (!key.starts_with("value.") || array.size() != values.size()) continue;
            if (test::agree(values, array, kTolerance))
                exact.push_back({key, false});
            else if (test::agree(taken(values, by_size(values)), taken(array, by_size(array)), kTolerance))
                moved.push_back({key, true});
        }
        const std::vector<Match>& best = exact.empty() ? moved : exact;
        for (const Match& match : best) found_.insert(match.key);
        return best;
    }

    /// Of the weighted modules, in the order in which they ran.
    void check_parameters() {
        const auto& nodes = pass_.lowered.model.architecture.nodes;
        int number = 0;
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            const nn::Operator* op = nodes[node].op;
            if (!op->has_parameters() || op == &nn::ops::scale) continue;  // a constant of the file's
            SCOPED_TRACE(nodes[node].name);
            const nn::Parameters& ours = pass_.gradients.parameters[node];
            const std::string digits = (number < 10 ? "0" : "") + std::to_string(number);
            ++number;
            ASSERT_TRUE(expected_.contains("weight." + digits));
            const Numbers& weight = expected_.at("weight." + digits);
            // Together: a bias before a softmax, say, has none. Behind a transposition our columns stand in
            // another order, each with its own number.
            Numbers both = ours.weight;
            Numbers theirs = weight;
            if (expected_.contains("bias." + digits)) {
                const Numbers& bias = expected_.at("bias." + digits);
                both.insert(both.end(), ours.bias.begin(), ours.bias.end());
                theirs.insert(theirs.end(), bias.begin(), bias.end());
            }
            EXPECT_TRUE(test::agree(both, theirs, kTolerance) ||
                        test::agree(taken(both, by_size(both)), taken(theirs, by_size(theirs)), kTolerance));
        }
        const auto weights = std::ranges::count_if(
            expected_, [](const auto& entry) { return entry.first.starts_with("weight."); });
        EXPECT_EQ(number, weights);
    }

    const Pass& pass_;
    const Arrays& expected_;
    std::set<std::string> found_;
};

TEST(TorchNetworks, EveryValueAndGradientOfAnOnnxFileIsAsPyTorchHasIt) {
    std::size_t layers = 0;
    const auto names = networks(".onnx");
    EXPECT_GE(names.size(), 107u);
    for (const std::string& name : names) {
        SCOPED_TRACE(name);
        const Arrays expected = expected_of(name);
        try {
            Lowered lowered =
                lower(std::get<Graph>(read_onnx(test::foreign_file(folder() / (name + ".onnx"))).content));
            leave_out_own_softmax(lowered);
            const Pass pass(std::move(lowered), expected);
            Comparison comparison(pass, expected);
            comparison.run();
            layers += comparison.layers();
        } catch (const std::exception& error) {
            ADD_FAILURE() << error.what();
        }
    }
    EXPECT_GE(layers, 250u);
}

/// How many of a file's candidates compute what the file's network does, and whether the first does.
struct Found {
    int candidates = 0;
    bool first = false;
};

Found found_in(const std::string& name) {
    const Arrays expected = expected_of(name.substr(0, name.find('.')));
    const ForeignFile file = pytorch::read_pytorch(test::foreign_file(folder() / (name + ".pth")));
    Found found;
    bool first = true;
    for (const doctor::Candidate& one : doctor::candidates(std::get<Weights>(file.content))) {
        Lowered lowered = lower(one.graph());
        // A candidate ends with raw scores; the file may end with their softmax's logarithms.
        lowered.output.log = name.starts_with("chain-mlp");
        nn::Workspace workspace(lowered.model.architecture);
        if (workspace.input().size() == expected.at("input").size()) {
            load_input(lowered.input, expected.at("input"), workspace.input());
            nn::forward(lowered.model, workspace);
            if (test::agree(result_of(lowered.output, workspace), expected.at("output"), kTolerance)) {
                ++found.candidates;
                found.first = found.first || first;
            }
        }
        first = false;
    }
    return found;
}

TEST(TorchNetworks, AWholeModuleTellsWhichNetworkItIs) {
    int modules = 0;
    for (const std::string& name : networks(".pth")) {
        if (name.ends_with(".state")) continue;
        EXPECT_TRUE(found_in(name).first) << name;
        ++modules;
    }
    EXPECT_EQ(modules, 4);
}

TEST(TorchNetworks, AStateDictsNetworkIsAmongTheCandidates) {
    for (const std::string& name : networks(".pth"))
        if (name.ends_with(".state")) {
            EXPECT_GE(found_in(name).candidates, 1) << name;
        }
}

}  // namespace
}  // namespace convoscope::models
