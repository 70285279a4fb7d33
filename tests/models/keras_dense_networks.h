#pragma once

#include "models/keras_single_layers.h"

/// Networks of Dense layers without biases, to see in which order weights are read.
namespace convoscope::test {

/// x (n, in) times kernel (in, out)
inline Array times(const Array& x, const Array& kernel) {
    Array y{{x.shape[0], kernel.shape[1]}, {}};
    each_index(y.shape, [&](const Extents& at) {
        double sum = 0;
        for (std::int64_t k = 0; k < kernel.shape[0]; ++k)
            sum += x.values[place(x.shape, {at[0], k})] * kernel.values[place(kernel.shape, {k, at[1]})];
        y.values.push_back(sum);
    });
    return y;
}

inline Array sum(Array x, const Array& y) {
    for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] += y.values[i];
    return x;
}

inline Array run(const models::ForeignFile& file, const Array& x) {
    const models::Graph graph = graph_of(file);
    return GraphInterpreter(graph)({x});
}

inline nlohmann::json dense(const std::string& name) { return layer("Dense", name, {{"use_bias", false}}); }

inline const Array kX = pattern({2, 3}, 1);
inline const Array kFirst = pattern({3, 3}, 2);
inline const Array kSecond = pattern({3, 3}, 3);

}  // namespace convoscope::test
