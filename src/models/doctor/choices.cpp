#include "models/doctor/choices.h"

#include <algorithm>

namespace convoscope::models::doctor {
namespace {

// Costs as in layout.cpp.

struct Option {
    ActivateStep activate;
    double cost;
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

}  // namespace

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

}  // namespace convoscope::models::doctor
