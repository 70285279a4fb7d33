#include "models/doctor/plan.h"

#include <algorithm>

namespace convoscope::models::doctor {
namespace {

constexpr std::int64_t kLargest = 4096;  // rows, columns

/// How often a window fits, as PyTorch and ONNX count.
std::int64_t windows(std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t before,
                     std::int64_t after, std::int64_t dilation, bool ceil) {
    const std::int64_t room = size + before + after - dilation * (kernel - 1) - 1;
    if (room < 0 || stride < 1) return 0;
    std::int64_t count = room / stride + 1;
    // One that lies in the padding behind alone does not count.
    if (ceil && room % stride != 0 && count * stride < size + before) ++count;
    return count;
}

class Measure {
  public:
    std::optional<Extent> operator()(const ConvStep& step) const {
        const Layer& layer = *step.layer;
        if (at.flat || at.channels != layer.in * layer.groups) return std::nullopt;
        return with(layer.out,
                    windows(at.rows, layer.rows, step.stride[0], step.before[0], step.after[0],
                            step.dilation[0], false),
                    windows(at.columns, layer.columns, step.stride[1], step.before[1], step.after[1],
                            step.dilation[1], false));
    }
    std::optional<Extent> operator()(const LinearStep& step) const {
        if (!at.flat || at.channels != step.layer->in) return std::nullopt;
        return Extent{step.layer->out, 1, 1, true};
    }
    std::optional<Extent> operator()(const NormaliseStep& step) const {
        if (at.channels != static_cast<std::int64_t>(step.of->size())) return std::nullopt;
        return at;
    }
    std::optional<Extent> operator()(const ActivateStep& step) const {
        const auto slopes = step.slope ? static_cast<std::int64_t>(step.slope->size()) : 1;
        return slopes == 1 || slopes == at.channels ? std::optional(at) : std::nullopt;
    }
    std::optional<Extent> operator()(const PoolStep& step) const {
        if (at.flat) return std::nullopt;
        return with(
            at.channels,
            windows(at.rows, step.kernel[0], step.stride[0], step.padding[0], step.padding[0], 1, step.ceil),
            windows(at.columns, step.kernel[1], step.stride[1], step.padding[1], step.padding[1], 1,
                    step.ceil));
    }
    std::optional<Extent> operator()(const AdaptivePoolStep& step) const {
        // Parts that overlap or differ in size are no pool of ONNX's.
        if (at.flat || step.size[0] < 1 || step.size[1] < 1 || at.rows % step.size[0] != 0 ||
            at.columns % step.size[1] != 0)
            return std::nullopt;
        return with(at.channels, step.size[0], step.size[1]);
    }
    std::optional<Extent> operator()(const FlattenStep&) const {
        return Extent{at.flat ? at.channels : at.channels * at.rows * at.columns, 1, 1, true};
    }
    std::optional<Extent> operator()(const SumStep& step) const {
        std::optional<Extent> first;
        for (const Steps& branch : step.branches) {
            const auto one = extent_after(branch, at);
            if (!one || (first && !(*first == *one))) return std::nullopt;
            first = one;
        }
        return first;
    }

    Extent at;

  private:
    static std::optional<Extent> with(std::int64_t channels, std::int64_t rows, std::int64_t columns) {
        if (rows < 1 || columns < 1 || rows > kLargest || columns > kLargest) return std::nullopt;
        return Extent{channels, rows, columns, false};
    }
};

}  // namespace

std::optional<Extent> extent_after(const Steps& steps, Extent extent) {
    for (const Step& step : steps) {
        const auto next = std::visit(Measure{extent}, step.what);
        if (!next) return std::nullopt;
        extent = *next;
    }
    return extent;
}

}  // namespace convoscope::models::doctor
