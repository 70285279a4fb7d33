#pragma once

#include <algorithm>
#include <cmath>

#include "nn/architecture.h"

/// The non-linearities that are functions of one number, all but Softmax: y = f(x), with a node's alpha and
/// beta where the formula has them. Named and defined as ONNX has them (https://onnx.ai/onnx/operators);
/// ScaledTanh: LeCun et al. 1998, appendix A.
namespace convoscope::nn {

/// @tparam Real  float or double
template <class Real>
Real bend(Activation activation, Real alpha, Real beta, Real x) {
    const Real one = 1;
    switch (activation) {
        case Activation::Identity:
        case Activation::Softmax:
            return x;
        case Activation::Relu:
            return std::max(x, Real(0));
        case Activation::Tanh:
            return std::tanh(x);
        case Activation::ScaledTanh:
            return Real(1.7159) * std::tanh(Real(2.0 / 3.0) * x);
        case Activation::Sigmoid:
            return one / (one + std::exp(-x));
        case Activation::LeakyRelu:
            return x < 0 ? alpha * x : x;
        case Activation::Clip:  // alpha <= y <= beta
            return std::min(std::max(x, alpha), beta);
        case Activation::Elu:
            return x < 0 ? alpha * std::expm1(x) : x;
        case Activation::Selu:  // beta is ONNX's gamma
            return beta * (x < 0 ? alpha * std::expm1(x) : x);
        case Activation::HardSigmoid:
            return std::clamp(alpha * x + beta, Real(0), one);
        case Activation::HardSwish:
            return x * std::clamp(x / 6 + Real(0.5), Real(0), one);
        case Activation::Softplus:  // log(1 + e^x), which never overflows
            return std::max(x, Real(0)) + std::log1p(std::exp(-std::abs(x)));
        case Activation::Softsign:
            return x / (one + std::abs(x));
        case Activation::Swish:  // x sigmoid(alpha x)
            return x / (one + std::exp(-alpha * x));
        case Activation::Gelu:  // alpha 0: with the error function; else by its tanh approximation
            return alpha == 0
                       ? x / 2 * (one + std::erf(x * Real(0.70710678118654752)))
                       : x / 2 *
                             (one + std::tanh(Real(0.79788456080286536) * (x + Real(0.044715) * x * x * x)));
        case Activation::Exp:
            return std::exp(x);
        case Activation::Log:
            return std::log(x);
        case Activation::Sqrt:
            return std::sqrt(x);
        case Activation::Abs:
            return std::abs(x);
        case Activation::Negative:
            return -x;
        case Activation::Reciprocal:
            return one / x;
        case Activation::Floor:
            return std::floor(x);
        case Activation::Ceil:
            return std::ceil(x);
        case Activation::Erf:
            return std::erf(x);
    }
    return x;
}

/// dy/dx, where y = bend(x). At a corner: that from the left, as PyTorch has it of ReLU (0 at 0).
template <class Real>
Real bend_slope(Activation activation, Real alpha, Real beta, Real x, Real y) {
    const Real one = 1;
    const auto sigmoid = [](Real z) { return Real(1) / (Real(1) + std::exp(-z)); };
    switch (activation) {
        case Activation::Identity:
        case Activation::Softmax:
            return one;
        case Activation::Relu:
            return x > 0 ? one : Real(0);
        case Activation::Tanh:
            return one - y * y;
        case Activation::ScaledTanh:
            return Real(2.0 / 3.0) * (Real(1.7159) - y * y / Real(1.7159));
        case Activation::Sigmoid:
            return y * (one - y);
        case Activation::LeakyRelu:
            return x > 0 ? one : alpha;
        case Activation::Clip:
            return x > alpha && x < beta ? one : Real(0);
        case Activation::Elu:
            return x > 0 ? one : y + alpha;
        case Activation::Selu:
            return x > 0 ? beta : y + alpha * beta;
        case Activation::HardSigmoid:
            return y > 0 && y < one ? alpha : Real(0);
        case Activation::HardSwish:
            return x <= -3 ? Real(0) : x >= 3 ? one : x / 3 + Real(0.5);
        case Activation::Softplus:
            return sigmoid(x);
        case Activation::Softsign: {
            const Real distance = one + std::abs(x);
            return one / (distance * distance);
        }
        case Activation::Swish: {
            const Real gate = sigmoid(alpha * x);
            return gate + alpha * y * (one - gate);
        }
        case Activation::Gelu: {
            if (alpha == 0)
                return (one + std::erf(x * Real(0.70710678118654752))) / 2 +
                       x * Real(0.39894228040143268) * std::exp(-x * x / 2);
            const Real inner = Real(0.79788456080286536) * (x + Real(0.044715) * x * x * x);
            const Real bent = std::tanh(inner);
            const Real slope = Real(0.79788456080286536) * (one + Real(3 * 0.044715) * x * x);
            return (one + bent) / 2 + x / 2 * (one - bent * bent) * slope;
        }
        case Activation::Exp:
            return y;
        case Activation::Log:
            return one / x;
        case Activation::Sqrt:
            return one / (2 * y);
        case Activation::Abs:
            return x > 0 ? one : x < 0 ? -one : Real(0);
        case Activation::Negative:
            return -one;
        case Activation::Reciprocal:
            return -y * y;
        case Activation::Floor:
        case Activation::Ceil:
            return 0;
        case Activation::Erf:  // 2 / sqrt(pi)
            return Real(1.1283791670955126) * std::exp(-x * x);
    }
    return one;
}

/// Of a node's non-linearity.
inline float bend(const Node& node, float x) { return bend(node.activation, node.alpha, node.beta, x); }

}  // namespace convoscope::nn
