#pragma once

#include <cstddef>
#include <cstdint>

/// The arithmetic of every operation, on raw arrays: the boundary between networks and instruction sets.
///
/// The sources in this folder are compiled once for each instruction set (see CMakeLists.txt), each time into
/// a namespace of its own, and each time end in one Kernels: a table of functions. nn/isa.h picks a table at
/// run time. The functions know shapes and pointers, nothing of models and workspaces. None allocates; each
/// is checked against nn/reference.h, for every instruction set that the machine has.
///
/// A danger, and the rule that keeps it away. What is inline or a template in a header (std::max, std::exp,
/// a member function, ...) may be compiled out of line in every source that uses it, and the linker keeps one
/// copy for the whole program, whichever it likes. If that is the copy of a source compiled for AVX-512, a
/// processor without it meets an illegal instruction in the middle of, say, the JSON parser. Hence the
/// sources of this folder use nothing of the standard library but types and C functions, this header has
/// no inline functions, and their own helpers are in unnamed namespaces. A test looks through the object
/// files for symbols that break the rule.
///
/// Arrays are [channels][height][width], contiguous, with nothing behind their ends that could be read.
/// "adds" means += to what is there; all else is overwritten. No two arrays overlap unless said so.
namespace convoscope::nn::kernels {

/// Floats in the longest vectors; packed rows are as many times as long, whatever the instruction set.
inline constexpr int kPackedStep = 16;

struct Extent {
    int channels = 0;
    int height = 0;
    int width = 0;
};

/// A convolution's or a pooling's geometry.
struct Window {
    Extent input;
    Extent output;
    int kernel_height = 0;
    int kernel_width = 0;
    int stride = 1;
    int padding = 0;
    const std::uint8_t* connections =
        nullptr;  ///< [output channels][input channels], 1 where a kernel exists
};

/// A convolution of any geometry.
struct Convolution {
    Extent input;
    Extent output;
    int kernel_height = 0;
    int kernel_width = 0;
    int row_stride = 1;
    int column_stride = 1;
    int row_dilation = 1;
    int column_dilation = 1;
    int top = 0;  ///< padding
    int left = 0;
    int groups = 1;
};

/// A part of a layer: of each of the maps [first_map, last_map) the units [first_place, last_place), row by
/// row.
struct Block {
    int first_map = 0;
    int last_map = 0;
    int first_place = 0;
    int last_place = 0;
};

/// Where conv_product's blocks may begin: at multiples of these many places.
inline constexpr int kProductStep = 96;

/// "Packed" weights are a layer's weight matrix [outputs][inputs * kernel height * kernel width] (for a
/// linear layer [outputs][inputs]) transposed, each row of the result filled up with zeros to whole vectors:
/// [inputs * kernel height * kernel width][packed_row(outputs)]. A vector loaded from it has the weights from
/// one input to neighbouring outputs. Packed biases are [packed_row(outputs)].
struct Kernels {
    const char* name;  ///< as in `bench --json`: "sse2", "avx2", ...
    int width;         ///< floats in a vector

    /// Transposes [rows][columns] to [columns][to_step]; what is behind `rows` in each row of `to` becomes 0.
    void (*pack)(int rows, int columns, const float* from, float* to, int to_step);

    /// Floats of scratch that conv_forward needs. Scratch is aligned to 64 bytes.
    std::size_t (*conv_forward_scratch)(const Window&);
    /// Kernels that do not exist have weights of zero.
    void (*conv_forward)(const Window&, const float* input, const float* packed_weight,
                         const float* packed_bias, float* scratch, float* output);
    /// The block's part of it, as a matrix product: for many maps and for every geometry. first_place is a
    /// multiple of kProductStep, last_place one, too, or where a map ends. Whatever the blocks, a unit's
    /// value is the same, bit for bit. Weights as they are, [out][in / groups][kernel height][kernel width].
    void (*conv_product)(const Convolution&, const Block&, const float* input, const float* weight,
                         const float* bias, float* output);
    /// The same of maps [first_map, last_map) where each hears one map alone: as many groups as maps below.
    void (*conv_depthwise)(const Convolution&, int first_map, int last_map, const float* input,
                           const float* weight, const float* bias, float* output);
    /// Floats of scratch that conv_weight_gradient and conv_input_gradient need.
    std::size_t (*conv_backward_scratch)(const Window&);
    /// Adds d(loss)/d(weight) and d(loss)/d(bias). weight_gradient [out][in][kernel height][kernel width];
    /// kernels that do not exist get nothing.
    void (*conv_weight_gradient)(const Window&, const float* input, const float* output_gradient,
                                 float* scratch, float* weight_gradient, float* bias_gradient);
    /// weight [out][in][kernel height][kernel width].
    void (*conv_input_gradient)(const Window&, const float* weight, const float* output_gradient,
                                float* scratch, float* input_gradient);

    void (*max_pool_forward)(const Window&, const float* input, float* output);
    void (*max_pool_backward)(const Window&, const float* input, const float* output_gradient,
                              float* input_gradient);
    void (*average_pool_forward)(const Window&, const float* input, float* output);
    void (*average_pool_backward)(const Window&, const float* output_gradient, float* input_gradient);

    /// Floats of scratch that linear_forward and linear_input_gradient need.
    std::size_t (*linear_scratch)(int inputs, int outputs);
    void (*linear_forward)(int inputs, int outputs, const float* input, const float* packed_weight,
                           const float* packed_bias, float* scratch, float* output);
    /// The same of weights as they are, [outputs][inputs]: without a second copy of them, and without leaving
    /// out the inputs that are zero.
    void (*linear_forward_unpacked)(int inputs, int outputs, const float* input, const float* weight,
                                    const float* bias, float* output);
    /// Adds d(loss)/d(weight) and d(loss)/d(bias). weight_gradient [outputs][inputs].
    void (*linear_weight_gradient)(int inputs, int outputs, const float* input, const float* output_gradient,
                                   float* weight_gradient, float* bias_gradient);
    /// weight [outputs][inputs].
    void (*linear_input_gradient)(int inputs, int outputs, const float* weight, const float* output_gradient,
                                  float* scratch, float* input_gradient);

    /// output = f(input), both of `count` values.
    void (*relu)(std::size_t count, const float* input, float* output);
    void (*tanh)(std::size_t count, const float* input, float* output);
    void (*scaled_tanh)(std::size_t count, const float* input, float* output);
    void (*sigmoid)(std::size_t count, const float* input, float* output);
    void (*softmax)(float temperature, std::size_t count, const float* input, float* output);
    /// From d(loss)/d(activations) to d(loss)/d(pre-activations), in place. All that they need to know of the
    /// pre-activations is in `output`, the activations.
    void (*relu_backward)(std::size_t count, const float* output, float* gradient);
    void (*tanh_backward)(std::size_t count, const float* output, float* gradient);
    void (*scaled_tanh_backward)(std::size_t count, const float* output, float* gradient);
    void (*sigmoid_backward)(std::size_t count, const float* output, float* gradient);
    void (*softmax_backward)(float temperature, std::size_t count, const float* output, float* gradient);

    /// Does `rounds` times 12 * `width` multiply-adds with nothing to load or store: the processor's peak.
    /// @return a value that depends on them all, so that none is left out
    float (*multiply_add_loop)(long rounds);
};

}  // namespace convoscope::nn::kernels
