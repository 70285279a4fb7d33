#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace convoscope::nn {

/// Limits of a network, so that a lying file cannot make us ask for absurd amounts of memory. They leave room
/// for every classic: VGG-16 has 138 million weights and 15 million units.
inline constexpr std::size_t kMaximumNodes = 1000;
inline constexpr std::size_t kMaximumInputs = 64;  ///< that one layer hears
inline constexpr std::size_t kMaximumNameLength = 64;
inline constexpr std::size_t kMaximumOriginLength = 1000;
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

/// What a layer does with those that it hears (nn/ops/operator.h).
struct Operator;
namespace ops {
extern const Operator input;
}

/// The non-linearity of a layer. ScaledTanh is LeCun's 1.7159 tanh(2x/3) (LeCun et al. 1998, appendix A).
/// Softmax runs over all of a layer's units and divides by Architecture::temperature first: its
/// pre-activations are the logits, its activations the probabilities. Only the last layer may have it. The
/// formulas of the others are in nn/bends.h; some have numbers of their own (Node::alpha, Node::beta).
enum class Activation {
    Identity,
    Relu,
    Tanh,
    ScaledTanh,
    Sigmoid,
    Softmax,
    LeakyRelu,
    Clip,
    Elu,
    Selu,
    HardSigmoid,
    HardSwish,
    Softplus,
    Softsign,
    Swish,
    Gelu,
    Exp,
    Log,
    Sqrt,
    Abs,
    Negative,
    Reciprocal,
    Floor,
    Ceil,
    Erf
};

/// Steps of a window: from one position to the next, or from one of its places to the next. One number is
/// meant for both.
struct Steps {
    int rows = 1;
    int columns = 1;

    Steps() = default;
    Steps(int both) : rows(both), columns(both) {}
    Steps(int of_rows, int of_columns) : rows(of_rows), columns(of_columns) {}
    bool is_even() const { return rows == columns; }
    bool operator==(const Steps&) const = default;
};

/// What is put around a layer before a window slides over it. One number is meant for all sides.
struct Padding {
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;

    Padding() = default;
    Padding(int all) : top(all), left(all), bottom(all), right(all) {}
    Padding(int at_top, int at_left, int at_bottom, int at_right)
        : top(at_top), left(at_left), bottom(at_bottom), right(at_right) {}
    bool is_even() const { return top == left && top == bottom && top == right; }
    bool operator==(const Padding&) const = default;
};

/// "2", "2 × 1" (rows, columns); "1", "0, 1, 1, 0" (top, left, bottom, right).
std::string words_of(const Steps& steps);
std::string words_of(const Padding& padding);

/// One layer: an operation on the layers before it, and the non-linearity that belongs to it.
struct Node {
    std::string name;  ///< unique; of the characters A-Z a-z 0-9 _ . - and not ending in ".pre"
    /// What the file that it was imported from calls it ("/layer1/layer1.0/conv1/Conv"); empty: it was not.
    std::string origin;
    const Operator* op = &ops::input;  ///< never null
    std::vector<int> inputs;  ///< indices of earlier nodes, as many as the operator takes (Input: none)
    Activation activation = Activation::Identity;
    float alpha = 0;  ///< numbers of the non-linearity, where it has any (nn/bends.h)
    float beta = 0;
    std::array<float, 3> numbers{};  ///< of the operator: its file says which
    int channels = 0;                ///< output maps of a Conv, units of a Linear; pools keep their input's
    int kernel_height = 0;           ///< Conv and pools
    int kernel_width = 0;
    Steps stride;
    Steps dilation;  ///< between the places of a window; 1: they are neighbours
    /// Zeros on each side (max pooling never picks them). No window lies in the padding alone.
    Padding padding;
    /// Average pooling: whether padding is counted, as PyTorch's default has it, or the mean is over what is
    /// really there.
    bool counts_padding = true;
    /// Conv: the maps fall into so many groups that hear only their own (torch.nn.Conv2d).
    int groups = 1;
    /// Conv: [channels][input channels], 1 where the kernel exists (LeNet-5's C3 table); empty: all exist.
    std::vector<std::uint8_t> connections;
    std::vector<int> order;    ///< Reorder: the unit below, by index, that each unit is
    std::vector<Shape> heard;  ///< outputs of `inputs`; set by resolve()
    Shape output;              ///< set by resolve(); of a Reorder to be set before
};

/// How a drawing becomes the network's picture (canvas/preprocess.h): as MNIST's digits were made; cropped
/// and fitted into the whole picture, as Fashion-MNIST's clothes were; or the middle of the canvas as it is,
/// with its photograph in colour, for networks that were trained on those.
enum class Preprocessing { Mnist, Fit, Photo };

/// The values that one channel has where the picture is darkest and lightest, or, which is the same to a
/// network, for empty paper and full ink. Where dark ink is meant, `low` is the larger one.
struct ChannelRange {
    float low = 0.0f;
    float high = 1.0f;
    bool operator==(const ChannelRange&) const = default;
};

/// How that picture becomes as large as the network's input: put into its middle, with paper around it, or
/// resized to fill it (nn/placement.h).
enum class Placement { Pad, Resize };

/// What the network wants to be shown.
struct InputSpec {
    Shape shape{1, 32, 32};
    float low = 0.0f;   ///< value of empty paper
    float high = 1.0f;  ///< value of full ink
    Preprocessing preprocessing = Preprocessing::Mnist;
    Placement placement = Placement::Pad;
    bool transposed = false;  ///< its rows are the picture's columns, as in the EMNIST files
    /// One a channel where they differ, as each colour's mean and deviation do; else empty, and all channels
    /// have `low` and `high`.
    std::vector<ChannelRange> channels;
    /// Photo: the share of the picture's shorter side that the network sees of its middle. ImageNet's
    /// networks are shown 224 of 256 pixels.
    float seen = 1.0f;

    ChannelRange range(int channel) const {
        return channels.empty() ? ChannelRange{low, high} : channels[static_cast<std::size_t>(channel)];
    }
    bool is_ink_dark() const { return range(0).low > range(0).high; }
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

/// Layers as textbooks count them: those with weights, norms and scales not among them. LeNet-5 has five,
/// VGG-16 sixteen.
int weighted_layers(const Architecture& architecture);

/// Whether node `index`'s activations can be below 0.
bool can_be_negative(const Architecture& architecture, int index);

/// The layers that hear node `index`, in order; several where it feeds several.
std::vector<int> listeners(const Architecture& architecture, int index);

}  // namespace convoscope::nn
