#include "models/doctor/residual.h"

#include <algorithm>
#include <map>
#include <memory>

#include "models/doctor/layers.h"
#include "models/doctor/plan.h"
#include "models/doctor/texts.h"

namespace convoscope::models::doctor {
namespace {

/// What a candidate's graph is made of, kept alive by it.
struct Residual {
    std::vector<Layer> layers;
    std::map<std::string, const Layer*> by_name;
    std::map<std::string, const Normalisation*> normalisations;

    const Layer* layer(const std::string& name) const {
        const auto found = by_name.find(name);
        return found == by_name.end() ? nullptr : found->second;
    }
};

/// "layer1.0": its number and that of its block.
struct BlockName {
    int layer = 0;
    int block = 0;
    std::string text() const { return "layer" + std::to_string(layer) + "." + std::to_string(block); }
};

std::shared_ptr<const Residual> residual_of(const Weights& weights) {
    auto residual = std::make_shared<Residual>();
    residual->layers = group(weights).layers;
    for (Layer& layer : residual->layers) {
        fill(layer);
        residual->by_name[layer.name] = &layer;
        if (layer.normalisation) residual->normalisations[layer.normalisation->name] = &*layer.normalisation;
    }
    return residual;
}

/// How a network begins.
struct Stem {
    std::int64_t stride = 1;
    bool pools = false;
    const char* name;
    double cost;
};
constexpr Stem kStems[] = {{1, false, "stride 1", 0},
                           {2, true, "stride 2, max 3x3/2", 0},
                           {2, false, "stride 2", 1.2},
                           {1, true, "stride 1, max 3x3/2", 1.2}};

class Builder {
  public:
    explicit Builder(const Residual& of) : of_(of) {}

    /// Nothing when a layer that has to be there is not, or one is left over.
    std::optional<Steps> run(const Stem& stem) {
        steps_.clear();
        used_ = 0;
        failed_ = false;
        const Layer* first = layer("conv1");
        if (!first) return std::nullopt;
        convolve("conv1", stem.stride, steps_);
        normalise("bn1", steps_);
        activate("relu", steps_);
        if (stem.pools) steps_.push_back({PoolStep{true, {3, 3}, {2, 2}, {1, 1}, false, true}, "maxpool"});
        int blocks = 0;
        for (BlockName name{1, 0}; of_.layer(name.text() + ".conv1"); name = {name.layer + 1, 0})
            for (; of_.layer(name.text() + ".conv1"); ++name.block, ++blocks) block(name);
        if (blocks == 0) return std::nullopt;
        steps_.push_back({AdaptivePoolStep{}, "avgpool"});
        steps_.push_back({FlattenStep{}, ""});
        const Layer* last = of_.layer("fc") ? of_.layer("fc") : of_.layer("linear");
        if (!last || failed_ || used_ + 1 != of_.layers.size()) return std::nullopt;
        steps_.push_back({LinearStep{last}, last->name});
        return std::move(steps_);
    }

  private:
    const Layer* layer(const std::string& name) const {
        const Layer* one = of_.layer(name);
        return one && one->is_conv ? one : nullptr;
    }
    /// Padded so that only its stride makes the maps smaller.
    void convolve(const std::string& name, std::int64_t stride, Steps& to) {
        const Layer* conv = layer(name);
        failed_ = failed_ || !conv;
        if (!conv) return;
        ++used_;
        const Pair padding{(conv->rows - 1) / 2, (conv->columns - 1) / 2};
        to.push_back({ConvStep{conv, {stride, stride}, padding, padding, {1, 1}}, name});
    }
    /// Some do without.
    void normalise(const std::string& name, Steps& to) const {
        const auto found = of_.normalisations.find(name);
        if (found != of_.normalisations.end()) to.push_back({NormaliseStep{found->second, 1e-5}, name});
    }
    static void activate(const std::string& name, Steps& to) { to.push_back({ActivateStep{}, name}); }

    void block(const BlockName& name) {
        const std::string prefix = name.text() + ".";
        const bool narrows = name.layer > 1 && name.block == 0;
        const bool is_bottleneck = of_.layer(prefix + "conv3") != nullptr;
        const int count = is_bottleneck ? 3 : 2;
        Steps own;
        for (int i = 1; i <= count; ++i) {
            const std::string number = std::to_string(i);
            const bool strides = narrows && i == (is_bottleneck ? 2 : 1);
            convolve(prefix + "conv" + number, strides ? 2 : 1, own);
            normalise(prefix + "bn" + number, own);
            if (i < count) activate(prefix + "relu" + number, own);
        }
        Steps other;  // nothing: what came in is added as it is
        for (const char* const side : {"downsample", "shortcut"}) {
            if (!of_.layer(prefix + side + ".0")) continue;
            convolve(prefix + side + ".0", narrows ? 2 : 1, other);
            normalise(prefix + side + ".1", other);
        }
        steps_.push_back({SumStep{{std::move(own), std::move(other)}}, prefix + "add"});
        activate(prefix + "relu", steps_);
    }

    const Residual& of_;
    Steps steps_;
    std::size_t used_ = 0;  ///< convolutions
    bool failed_ = false;
};

/// What such networks are trained on: MNIST's pictures, the same with a border, CIFAR's, ImageNet's.
std::vector<std::int64_t> sizes_for(std::int64_t channels, std::int64_t kernel) {
    if (kernel > 5)
        return channels == 1 ? std::vector<std::int64_t>{28, 224, 32} : std::vector<std::int64_t>{224, 32};
    return channels == 1 ? std::vector<std::int64_t>{28, 32} : std::vector<std::int64_t>{32, 28};
}

}  // namespace

std::vector<Candidate> residual_networks(const Weights& weights) {
    const auto of = residual_of(weights);
    const Layer* first = of->layer("conv1");
    if (!first || !of->layer("layer1.0.conv1")) return {};
    std::vector<Candidate> all;
    for (const Stem& stem : kStems) {
        const auto steps = Builder(*of).run(stem);
        if (!steps) return {};
        double size_cost = 0;
        for (const std::int64_t size : sizes_for(first->in, first->rows)) {
            const Extent input{first->in, size, size, false};
            if (!extent_after(*steps, input)) continue;
            const bool usual_stem = (first->rows > 5) == (stem.stride == 2 && stem.pools);
            Candidate one;
            one.cost = stem.cost + size_cost + (usual_stem ? 0 : 1.5);
            size_cost += 0.6;
            one.graph = [of, steps = *steps, input] { return write_graph(steps, input); };
            const std::string picture = text_of(input);
            one.guesses = {{"input", picture, Message(texts.input, picture)},
                           {"order", "residual", Message(texts.order, texts.order_of_residual)},
                           {"stem", stem.name, Message(texts.stem, stem.name)},
                           {"activation", "relu", Message(texts.activation, "relu")}};
            all.push_back(std::move(one));
        }
    }
    std::ranges::stable_sort(all, {}, &Candidate::cost);
    return all;
}

}  // namespace convoscope::models::doctor
