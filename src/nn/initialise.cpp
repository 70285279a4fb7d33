#include "nn/initialise.h"

#include <algorithm>
#include <cmath>

#include "nn/ops/operator.h"
#include "nn/random.h"

namespace convoscope::nn {

namespace {

void fill(const Architecture& architecture, Random& random, std::vector<Parameters>& all) {
    for (std::size_t index = 0; index < all.size(); ++index) {
        const Node& node = architecture.nodes[index];
        Parameters& parameters = all[index];
        if (parameters.weight.empty()) continue;
        std::fill(parameters.bias.begin(), parameters.bias.end(), 0.0f);
        if (!node.op->is_weighted()) {  // a norm or a scale: changes nothing yet
            std::fill(parameters.weight.begin(), parameters.weight.end(), 1.0f);
            std::fill(parameters.mean.begin(), parameters.mean.end(), 0.0f);
            std::fill(parameters.variance.begin(), parameters.variance.end(), 1.0f);
            continue;
        }
        const std::size_t rows = static_cast<std::size_t>(node.channels);
        const std::size_t row_size = parameters.weight.size() / rows;
        const std::size_t kernels = node.connections.empty() ? 1 : node.connections.size() / rows;
        const std::size_t kernel_size = row_size / kernels;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto exists = [&](std::size_t kernel) {
                return node.connections.empty() || node.connections[row * kernels + kernel] == 1;
            };
            std::size_t fan_in = 0;
            for (std::size_t kernel = 0; kernel < kernels; ++kernel)
                if (exists(kernel)) fan_in += kernel_size;
            const double numerator = node.activation == Activation::Relu ? 6.0 : 3.0;
            const double limit = std::sqrt(numerator / static_cast<double>(fan_in));
            float* to = parameters.weight.data() + row * row_size;
            for (std::size_t kernel = 0; kernel < kernels; ++kernel)
                for (std::size_t weight = 0; weight < kernel_size; ++weight)
                    *to++ = exists(kernel) ? static_cast<float>(random.between(-limit, limit)) : 0.0f;
        }
    }
}

}  // namespace

void initialise(Model& model, std::uint64_t seed) {
    Random random(seed);
    model.edit([&](std::vector<Parameters>& parameters) { fill(model.architecture, random, parameters); });
}

}  // namespace convoscope::nn
