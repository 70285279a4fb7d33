#include "models/doctor/exact.h"

#include <algorithm>

namespace convoscope::models::doctor {
namespace {

using Kind = Meaning::Kind;

/// Sizes of pictures that are tried where any would do, or one of many.
constexpr std::int64_t kSizes[] = {28, 32, 24, 16, 20, 64, 14, 8, 56, 96, 128, 224};

class Follower {
  public:
    explicit Follower(const Chain& chain) : chain_(chain) {}

    /// @return whether all modules are known
    bool follow(const Module& module, const std::string& path) {
        if (module.children.empty()) return leaf(module, path);
        if (!module.class_name.ends_with("container.Sequential")) certain = false;
        return std::ranges::all_of(module.children, [&](const auto& child) {
            return follow(child.second, path.empty() ? child.first : path + "." + child.first);
        });
    }

    Steps steps;
    bool certain = true;
    bool flattened = false;

  private:
    const Layer* layer(const std::string& path, bool conv) const {
        const auto found = std::ranges::find(chain_.layers, path, &Layer::name);
        return found != chain_.layers.end() && found->is_conv == conv ? &*found : nullptr;
    }
    const Normalisation* normalisation(const std::string& path) const {
        for (const Layer& one : chain_.layers)
            if (one.normalisation && one.normalisation->name == path) return &*one.normalisation;
        return nullptr;
    }
    void add(Step step) { steps.push_back(std::move(step)); }

    bool leaf(const Module& module, const std::string& path) {
        const Meaning meaning = meaning_of(module);
        switch (meaning.kind) {
            case Kind::Conv: {
                const Layer* conv = layer(path, true);
                if (!conv || !meaning.geometry || meaning.geometry->groups != conv->groups) return false;
                const Geometry& is = *meaning.geometry;
                add({ConvStep{conv, is.stride, is.before, is.after, is.dilation}, path});
                return true;
            }
            case Kind::Linear: {
                const Layer* linear = layer(path, false);
                if (!linear) return false;
                if (!flattened) add({FlattenStep{}, ""});  // certain or not, it cannot go on otherwise
                flattened = true;
                add({LinearStep{linear}, path});
                return true;
            }
            case Kind::Normalise: {
                const Normalisation* one = normalisation(path);
                if (one) add({NormaliseStep{one, meaning.epsilon}, path});
                return one != nullptr;
            }
            case Kind::Activate: {
                // A slope is kept with the layer before it.
                if (!meaning.activate || meaning.activate->how == NonLinearity::PRelu) return false;
                add({*meaning.activate, path});
                return true;
            }
            case Kind::Pool:
                if (meaning.pool) add({*meaning.pool, path});
                return meaning.pool.has_value();
            case Kind::AdaptivePool:
                if (meaning.adaptive) add({*meaning.adaptive, path});
                return meaning.adaptive.has_value();
            case Kind::Flatten:
                if (!flattened) add({FlattenStep{}, path});
                flattened = true;
                return true;
            case Kind::Nothing:
                return true;
            default:
                return false;
        }
    }

    const Chain& chain_;
};

/// Whether every layer is there, and where they are somebody's own, an activation between any two.
bool is_whole(const Steps& steps, const Chain& chain, bool certain) {
    std::size_t layers = 0;
    std::size_t activations = 0;
    for (const Step& step : steps) {
        layers +=
            std::holds_alternative<ConvStep>(step.what) || std::holds_alternative<LinearStep>(step.what);
        activations += std::holds_alternative<ActivateStep>(step.what);
    }
    if (layers != chain.layers.size()) return false;
    // One activation that is listed once may be used anywhere.
    const bool begins_with_it = std::holds_alternative<ActivateStep>(steps.front().what);
    return certain || (!begins_with_it && activations + 1 >= layers);
}

}  // namespace

std::optional<InOrder> in_order_of_modules(const Module& root, const Chain& chain) {
    Follower follower(chain);
    if (!follower.follow(root, "") || !is_whole(follower.steps, chain, follower.certain)) return std::nullopt;
    if (!follower.flattened) follower.steps.push_back({FlattenStep{}, ""});
    InOrder result{std::move(follower.steps), {}, follower.certain};
    if (chain.convs.empty()) {
        const std::int64_t inputs = chain.linears.front()->in;
        for (const std::int64_t channels : {1, 3})
            for (std::int64_t side = 2; channels * side * side <= inputs; ++side)
                if (channels * side * side == inputs) {
                    result.input = {channels, side, side, false};
                    return result;
                }
        return std::nullopt;
    }
    for (const std::int64_t size : kSizes) {
        result.input = {chain.channels, size, size, false};
        if (extent_after(result.steps, result.input)) return result;
    }
    return std::nullopt;
}

}  // namespace convoscope::models::doctor
