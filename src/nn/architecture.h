#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace convoscope::nn {

/// Limits of a network, so that a lying file cannot make us ask for absurd amounts of memory. They leave room
/// for every classic: VGG-16 has 138 million weights and 15 million units.
inline constexpr std::size_t kMaximumNodes = 1000;
inline constexpr std::size_t kMaximumNameLength = 64;
inline constexpr int kMaximumExtent = 1 << 15;              ///< of a shape, a kernel, a stride
inline constexpr std::int64_t kMaximumUnits = 1LL << 26;    ///< of all layers and their padded inputs
inline constexpr std::int64_t kMaximumWeights = 1LL << 28;  ///< of all layers

/// Extent of one layer's values, stored row by row: index = (channel * height + row) * width + column.
/// A flat layer of n units is {n, 1, 1}.
struct Shape {
    int channels = 0;
    int height = 1;
    int width = 1;

    int size() const { return channels * height * width; }
    bool is_flat() const { return height == 1 && width == 1; }
    bool operator==(const Shape&) const = default;
};

/// "6 × 28 × 28", "28 × 28" of one map, "120" where there are no maps.
/// @param times  between two of them, for terminals that have ASCII alone
std::string shape_words(const Shape& shape, const char* times = " × ");

/// What a layer does with the one that it hears (nn/ops/operator.h).
struct Operator;
namespace ops {
extern const Operator input;
}

/// The non-linearity of a layer. ScaledTanh is LeCun's 1.7159 tanh(2x/3) (LeCun et al. 1998, appendix A).
/// Softmax runs over all of a layer's units and divides by Architecture::temperature first: its
/// pre-activations are the logits, its activations the probabilities. Only the last layer may have it.
enum class Activation { Identity, Relu, Tanh, ScaledTanh, Sigmoid, Softmax };

/// One layer: an operation on the layers before it, and the non-linearity that belongs to it.
struct Node {
    std::string name;  ///< unique; of the characters A-Z a-z 0-9 _ . - and not ending in ".pre"
    const Operator* op = &ops::input;  ///< never null
    std::vector<int> inputs;  ///< indices of earlier nodes; today's operations take exactly one (Input: none)
    Activation activation = Activation::Identity;
    int channels = 0;       ///< output maps of a Conv, units of a Linear; pools keep their input's
    int kernel_height = 0;  ///< Conv and pools
    int kernel_width = 0;
    int stride = 1;
    /// Zeros on each side (average pooling counts them, as PyTorch's default does; max pooling never picks
    /// them). Smaller than a Conv's kernel, at most half of a pool's.
    int padding = 0;
    /// Conv: [channels][input channels], 1 where the kernel exists (LeNet-5's C3 table); empty: all exist.
    std::vector<std::uint8_t> connections;
    Shape output;  ///< set by resolve()
};

/// How a drawing becomes the network's picture (canvas/preprocess.h): as MNIST's digits were made, or cropped
/// and fitted into the whole picture, as Fashion-MNIST's clothes were.
enum class Preprocessing { Mnist, Fit };

/// What the network wants to be shown.
struct InputSpec {
    Shape shape{1, 32, 32};
    float low = 0.0f;   ///< value of empty paper
    float high = 1.0f;  ///< value of full ink
    Preprocessing preprocessing = Preprocessing::Mnist;
};

/// A network without its weights: a list of nodes in an order in which each comes after its inputs.
struct Architecture {
    std::vector<Node> nodes;           ///< the first is the Input, the last the output
    std::vector<std::string> classes;  ///< one name an output unit
    InputSpec input;
    float temperature = 1.0f;   ///< divides the logits before softmax
    float unsure_below = 0.5f;  ///< the verdict is "unsure" when the largest probability is smaller

    /// Checks everything and fills in every Node::output.
    /// @throws Error naming the node and what is wrong with it.
    void resolve();

    /// Index of the node called `name`, or -1.
    int find(const std::string& name) const;
    const Node& output() const { return nodes.back(); }
};

/// Multiplications of one forward pass: what it costs, whatever it runs on.
std::int64_t multiply_adds(const Architecture& architecture);
/// Node `index`'s part of it; 0 for the input.
std::int64_t multiply_adds(const Architecture& architecture, int index);

/// Whether node `index`'s activations can be below 0.
bool can_be_negative(const Architecture& architecture, int index);

/// The layers that hear node `index`, in order; several where it feeds several.
std::vector<int> listeners(const Architecture& architecture, int index);

}  // namespace convoscope::nn
