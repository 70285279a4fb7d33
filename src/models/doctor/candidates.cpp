#include "models/doctor/candidates.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include "models/doctor/exact.h"
#include "models/doctor/layout.h"
#include "models/doctor/texts.h"

namespace convoscope::models::doctor {
namespace {

constexpr std::size_t kMost = 64;
constexpr std::size_t kMostLayouts = 40;

// Costs as in layout.cpp.

enum class Where {
    AsKnown,
    Everywhere,
    NotBeforeDepthwise,
    NotAfterDepthwise,
    AsListed,
    LinearOnly,
    ConvolutionsOnly,
    Nowhere
};

/// All that is chosen beside the layout.
struct Choices {
    std::size_t layout = 0;
    ActivateStep activate;
    Where where = Where::AsKnown;
    bool normalise_after = false;  ///< other than is known or usual
    bool channels_last = false;
    double cost = 0;
};

struct Option {
    ActivateStep activate;
    double cost;
};

const char* name_of(NonLinearity how) {
    switch (how) {
        case NonLinearity::Relu:
            return "relu";
        case NonLinearity::LeakyRelu:
            return "leakyrelu";
        case NonLinearity::Elu:
            return "elu";
        case NonLinearity::Tanh:
            return "tanh";
        case NonLinearity::Sigmoid:
            return "sigmoid";
        case NonLinearity::Softplus:
            return "softplus";
        case NonLinearity::PRelu:
            return "prelu";
        case NonLinearity::Relu6:
            return "relu6";
    }
    return "";
}

/// What one set of weights is known to be; what candidates share.
struct Case {
    Chain chain;
    Evidence evidence;
    std::vector<Layout> layouts;

    Slot slot(const Layer& layer) const {
        const auto found = evidence.slots.find(layer.name);
        return found == evidence.slots.end() ? Slot() : found->second;
    }
    bool is_depthwise(std::size_t i) const {
        return i < chain.convs.size() && chain.convs[i].front()->groups > 1 &&
               chain.convs[i].front()->in == 1;
    }
};

/// The steps of a candidate.
class Builder {
  public:
    Builder(const Case& of, const Choices& choices)
        : case_(of), layout_(of.layouts[choices.layout]), choices_(choices) {}

    Steps run() {
        Steps steps;
        for (std::size_t i = 0; i < case_.chain.convs.size(); ++i) stage(i, steps);
        if (layout_.adaptive) steps.push_back({*layout_.adaptive, ""});
        steps.push_back({FlattenStep{choices_.channels_last}, ""});
        for (const Layer* linear : case_.chain.linears) {
            steps.push_back({LinearStep{linear}, linear->name});
            if (linear != case_.chain.linears.back()) behind(*linear, acts(*linear, 0, false), {}, steps);
        }
        return steps;
    }

  private:
    void stage(std::size_t i, Steps& steps) const {
        const Geometry& is = layout_.convs[i];
        const Stage& stage = case_.chain.convs[i];
        const Layer& first = *stage.front();
        const bool last = i + 1 == case_.chain.convs.size() && case_.chain.linears.empty();
        const bool active = !last && acts(first, i, true);
        const auto& pool = layout_.pools[i];
        const auto conv = [&](const Layer* layer) {
            return Step{ConvStep{layer, is.stride, is.before, is.after, is.dilation}, layer->name};
        };
        if (stage.size() == 1) {
            steps.push_back(conv(&first));
            behind(first, active, pool, steps);
            return;
        }
        const bool of_branch = case_.slot(first).of_branch;
        SumStep sum;
        for (const Layer* layer : stage) {
            Steps branch{conv(layer)};
            if (of_branch) behind(*layer, active, pool, branch);
            sum.branches.push_back(std::move(branch));
        }
        steps.push_back({std::move(sum), ""});
        if (!of_branch) behind(first, active, pool, steps);
    }
    /// What stands behind a layer: normalisation, activation, pool.
    void behind(const Layer& layer, bool active, const std::optional<PoolStep>& pool, Steps& steps) const {
        const Slot slot = case_.slot(layer);
        const bool after = slot.activation_before_normalisation != choices_.normalise_after;
        const auto normalise = [&] {
            if (!layer.normalisation) return;
            const auto epsilon = case_.evidence.epsilons.find(layer.normalisation->name);
            const double usual = layer.inputs_first ? 1e-3 : 1e-5;  // Keras's and PyTorch's
            steps.push_back(
                {NormaliseStep{&*layer.normalisation,
                               epsilon == case_.evidence.epsilons.end() ? usual : epsilon->second},
                 layer.normalisation->name});
        };
        if (!after) normalise();
        if (active) {
            ActivateStep how = slot.activate ? *slot.activate : choices_.activate;
            if (layer.slope) how = ActivateStep{NonLinearity::PRelu, 0, layer.slope};
            if (how.how == NonLinearity::PRelu && !how.slope)
                how = ActivateStep{NonLinearity::LeakyRelu, 0.25};
            steps.push_back({how, layer.name.empty() ? "" : layer.name + "." + name_of(how.how)});
        }
        if (after) normalise();
        if (pool) steps.push_back({*pool, layer.name.empty() ? "" : layer.name + ".pool"});
    }
    bool acts(const Layer& layer, std::size_t i, bool conv) const {
        const Choice& choice = case_.slot(layer).activation;
        switch (choices_.where) {
            case Where::AsKnown:
                return choice.with <= choice.without && !stands_for_pool(layer);
            case Where::Everywhere:
                return true;
            case Where::NotBeforeDepthwise:
                if (!conv) return true;
                if (stands_for_pool(layer)) return false;
                return layer.rows > 1 || !case_.is_depthwise(i + 1) ||
                       parent_of(case_.chain.convs[i + 1].front()->name) != parent_of(layer.name);
            case Where::NotAfterDepthwise:
                return !conv || !case_.is_depthwise(i) || i + 1 == case_.chain.convs.size();
            case Where::AsListed:
                return choice.with < choice.without;
            case Where::LinearOnly:
                return !conv;
            case Where::ConvolutionsOnly:
                return conv;
            case Where::Nowhere:
                return false;
        }
        return true;
    }

    const Case& case_;
    const Layout& layout_;
    const Choices& choices_;
};

/// Activations, the likeliest first.
std::vector<Option> activations(const Case& of) {
    using enum NonLinearity;
    const Chain& chain = of.chain;
    const bool lenet = !chain.convs.empty() && chain.convs[0][0]->out == 6 && chain.convs[0][0]->rows == 5;
    const bool by_hand = chain.convs.empty() && chain.linears.front()->inputs_first;  // x W, of NumPy alone
    std::vector<Option> all{{{Relu}, 0},
                            {{Tanh},
                             lenet     ? 0.3
                             : by_hand ? 0.6
                                       : 0.9},
                            {{Sigmoid},
                             by_hand ? 0.2
                             : lenet ? 0.5
                                     : 1.1},
                            {{LeakyRelu, 0.01}, 1.0},
                            {{Elu, 1.0}, 1.3}};
    auto known = of.evidence.activation;
    for (const auto& [name, slot] : of.evidence.slots)
        if (!known && slot.activate) known = slot.activate;
    if (known && known->how != PRelu) {
        for (Option& one : all) one.cost += 2;
        std::erase_if(all, [&](const Option& one) { return one.activate.how == known->how; });
        all.insert(all.begin(), {*known, 0});
    }
    // Who calls it "activation" means to try several, newer ones first.
    if (!known && of.evidence.has_nameless_activation)
        for (Option& one : all) one.cost = one.activate.how == Elu ? 0.25 : one.cost / 3;
    std::ranges::stable_sort(all, {}, &Option::cost);
    return all;
}

std::vector<std::pair<Where, double>> places(const Case& of) {
    double against_everywhere = 0;
    bool is_listed = false;
    bool depthwise = false;
    bool in_blocks = false;  // which hold a convolution of one pixel and one of each map alone
    for (const Layer& layer : of.chain.layers) {
        const Choice choice = of.slot(layer).activation;
        against_everywhere += choice.with > choice.without ? choice.with : 0;
        is_listed = is_listed || choice.with < choice.without;
        if (stands_for_pool(layer)) against_everywhere += 0.6;
    }
    for (std::size_t i = 1; i < of.chain.convs.size(); ++i) {
        const std::string parent = parent_of(of.chain.convs[i].front()->name);
        depthwise = depthwise || of.is_depthwise(i);
        in_blocks = in_blocks || (of.is_depthwise(i) && !parent.empty() &&
                                  parent == parent_of(of.chain.convs[i - 1].front()->name));
    }
    std::vector<std::pair<Where, double>> all{{Where::AsKnown, 0}, {Where::Everywhere, against_everywhere}};
    if (depthwise) all.emplace_back(Where::NotBeforeDepthwise, in_blocks ? 0.1 : 0.3);
    if (depthwise) all.emplace_back(Where::NotAfterDepthwise, 0.4);
    if (is_listed) all.emplace_back(Where::AsListed, 1.5);
    all.emplace_back(Where::ConvolutionsOnly, 1.8);
    all.emplace_back(Where::LinearOnly, 2.2);
    all.emplace_back(Where::Nowhere, 3);
    return all;
}

std::vector<Choices> all_choices(const Case& of) {
    const bool normalises =
        std::ranges::any_of(of.chain.layers, [](const Layer& one) { return one.normalisation.has_value(); });
    const bool inputs_first = of.chain.layers.front().inputs_first;
    std::vector<Choices> all;
    for (std::size_t i = 0; i < of.layouts.size(); ++i) {
        const Extent& end = of.layouts[i].end;
        const bool flattens = !of.chain.convs.empty() && end.channels > 1 && end.rows * end.columns > 1;
        for (const Option& option : activations(of))
            for (const auto& [where, place_cost] : places(of))
                for (const bool after : {false, true})
                    for (const bool other_order : {false, true}) {
                        if ((after && !normalises) || (other_order && !flattens)) continue;
                        double cost = of.layouts[i].cost + option.cost + place_cost + (after ? 0.9 : 0);
                        if (other_order) cost += inputs_first ? 1.0 : 2.5;
                        all.push_back({i, option.activate, where, after,
                                       flattens && other_order != inputs_first, cost});
                    }
    }
    std::ranges::stable_sort(all, {}, &Choices::cost);
    return all;
}

std::string text_of(const Extent& extent) {
    return std::to_string(extent.channels) + "x" + std::to_string(extent.rows) + "x" +
           std::to_string(extent.columns);
}

/// What two candidates must not have in common altogether.
std::string signature(const Steps& steps) {
    struct Teller {
        std::ostringstream text;
        void operator()(const ConvStep& is) {
            text << "c" << is.layer;
            for (const Pair& pair : {is.stride, is.before, is.after, is.dilation})
                text << ' ' << pair[0] << ' ' << pair[1];
        }
        void operator()(const LinearStep& is) { text << "l" << is.layer; }
        void operator()(const NormaliseStep& is) { text << "n" << is.of << is.epsilon; }
        void operator()(const ActivateStep& is) {
            text << "a" << static_cast<int>(is.how) << is.alpha << is.slope;
        }
        void operator()(const PoolStep& is) {
            text << "p" << is.is_max << is.ceil << is.counts_padding;
            for (const Pair& pair : {is.kernel, is.stride, is.padding})
                text << ' ' << pair[0] << ' ' << pair[1];
        }
        void operator()(const AdaptivePoolStep& is) {
            text << "g" << is.is_max << is.size[0] << ' ' << is.size[1];
        }
        void operator()(const FlattenStep& is) { text << "f" << is.channels_last; }
        void operator()(const SumStep& is) {
            for (const Steps& branch : is.branches) text << "(" << signature(branch) << ")";
        }
    } teller;
    for (const Step& step : steps) std::visit(teller, step.what);
    return teller.text.str();
}

class Teller {
  public:
    Teller(const Case& of, const Choices& choices)
        : case_(of), layout_(of.layouts[choices.layout]), choices_(choices) {}

    std::vector<Guess> run() {
        const std::string picture = text_of(layout_.input);
        tell("input", picture, Message(texts.input, picture));
        if (case_.chain.is_reordered) tell("order", "names", Message(texts.order, texts.order_of_names));
        if (!case_.chain.convs.empty()) tell_convolutions();
        if (!case_.chain.convs.empty()) tell_pools();
        tell_activation();
        const bool normalises = std::ranges::any_of(
            case_.chain.layers, [](const Layer& one) { return one.normalisation.has_value(); });
        if (normalises)
            tell("normalisation", choices_.normalise_after ? "after" : "before",
                 choices_.normalise_after ? texts.normalise_after : texts.normalise_before);
        if (!case_.chain.convs.empty() && layout_.end.rows * layout_.end.columns > 1)
            tell("flatten", choices_.channels_last ? "channels-last" : "channels-first",
                 choices_.channels_last ? texts.flatten_pixels : texts.flatten_maps);
        return std::move(guesses_);
    }

  private:
    void tell(const char* what, const std::string& value, Message text) {
        guesses_.push_back({what, value, std::move(text)});
    }
    void tell_convolutions() {
        if (case_.evidence.geometries.size() >= case_.chain.layers.size() - case_.chain.linears.size())
            return;
        std::string padding;
        std::string strides;
        for (const Geometry& one : layout_.convs) {
            padding += (padding.empty() ? "" : ",") + std::to_string(one.before[0]);
            if (one.after[0] != one.before[0]) padding += "+" + std::to_string(one.after[0]);
            strides += (strides.empty() ? "" : ",") + std::to_string(one.stride[0]);
        }
        tell("padding", padding, Message(texts.padding, padding));
        tell("stride", strides, Message(texts.stride, strides));
    }
    void tell_pools() {
        std::string behind;
        std::string kind;
        for (std::size_t i = 0; i < layout_.pools.size(); ++i) {
            const auto& pool = layout_.pools[i];
            if (!pool) continue;
            const std::string& name = case_.chain.convs[i].front()->name;
            behind += (behind.empty() ? "" : ", ") + (name.empty() ? std::to_string(i + 1) : name);
            if (kind.empty())
                kind = std::string(pool->is_max ? "max " : "average ") + std::to_string(pool->kernel[0]) +
                       "x" + std::to_string(pool->kernel[1]) + "/" + std::to_string(pool->stride[0]);
        }
        if (behind.empty())
            tell("pool", "none", Message(texts.pools, texts.no_pools));
        else
            tell("pool", kind + ": " + behind,
                 Message(texts.pools, Message(texts.pools_after, kind, behind)));
        if (layout_.adaptive) tell("pool", "global", texts.global_pool);
    }
    void tell_activation() {
        if (case_.chain.layers.size() < 2) return;
        const std::string name = name_of(choices_.activate.how);
        static const std::pair<const char*, Text> kWhere[] = {
            {"", texts.everywhere},
            {":everywhere", texts.everywhere},
            {":not-before-depthwise", texts.not_before_depthwise},
            {":not-after-depthwise", texts.not_after_depthwise},
            {":as-listed", texts.as_listed},
            {":linear-only", texts.linear_only},
            {":convolutions-only", texts.convolutions_only},
            {":nowhere", texts.nowhere},
        };
        const auto& [suffix, words] = kWhere[static_cast<std::size_t>(choices_.where)];
        if (choices_.where == Where::AsKnown)
            tell("activation", name, Message(texts.activation, name));
        else
            tell("activation", name + suffix, Message(texts.activation_where, name, words));
    }

    const Case& case_;
    const Layout& layout_;
    const Choices& choices_;
    std::vector<Guess> guesses_;
};

Candidate candidate(std::shared_ptr<const Case> of, Steps steps, const Extent& input, double cost) {
    Candidate one;
    one.cost = cost;
    one.graph = [of = std::move(of), steps = std::move(steps), input] { return write_graph(steps, input); };
    return one;
}

}  // namespace

std::vector<Candidate> candidates(const Weights& weights) {
    auto chain = put_in_chain(group(weights).layers);
    if (!chain) return {};
    const auto made = std::make_shared<Case>();
    made->chain = std::move(*chain);
    made->evidence = gather(weights, made->chain);
    made->layouts = layouts(made->chain, made->evidence, kMostLayouts);
    const std::shared_ptr<const Case> of = made;
    std::vector<Candidate> result;
    std::set<std::string> seen;
    if (weights.root)
        if (const auto known = in_order_of_modules(*weights.root, of->chain)) {
            seen.insert(signature(known->steps));
            result.push_back(candidate(of, known->steps, known->input, 0));
            auto& guesses = result.back().guesses;
            guesses.push_back({"input", text_of(known->input), Message(texts.input, text_of(known->input))});
            if (!known->is_certain)
                guesses.push_back(
                    {"order", "registration", Message(texts.order, texts.order_of_registration)});
        }
    if (of->layouts.empty()) return result;
    for (const Choices& choices : all_choices(*of)) {
        if (result.size() >= kMost) break;
        Steps steps = Builder(*of, choices).run();
        const Extent& input = of->layouts[choices.layout].input;
        if (!extent_after(steps, input)) continue;
        if (!seen.insert(signature(steps) + text_of(input)).second) continue;
        result.push_back(candidate(of, std::move(steps), input, choices.cost));
        result.back().guesses = Teller(*of, choices).run();
    }
    return result;
}

}  // namespace convoscope::models::doctor
