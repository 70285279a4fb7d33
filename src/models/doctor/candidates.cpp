#include "models/doctor/candidates.h"

#include <memory>
#include <set>
#include <sstream>

#include "models/doctor/choices.h"
#include "models/doctor/exact.h"
#include "models/doctor/residual.h"
#include "models/doctor/texts.h"

namespace convoscope::models::doctor {
namespace {

constexpr std::size_t kMost = 64;
constexpr std::size_t kMostLayouts = 40;

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

Candidate candidate(std::shared_ptr<const Case> of, Steps steps, const Extent& input, double cost) {
    Candidate one;
    one.cost = cost;
    one.graph = [of = std::move(of), steps = std::move(steps), input] { return write_graph(steps, input); };
    return one;
}

}  // namespace

std::vector<Candidate> candidates(const Weights& weights) {
    if (auto residual = residual_networks(weights); !residual.empty()) return residual;
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
            seen.insert(signature(known->steps) + text_of(known->input));
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
        Steps steps = steps_of(*of, choices);
        const Extent& input = of->layouts[choices.layout].input;
        if (!extent_after(steps, input)) continue;
        if (!seen.insert(signature(steps) + text_of(input)).second) continue;
        result.push_back(candidate(of, std::move(steps), input, choices.cost));
        result.back().guesses = guesses_of(*of, choices);
    }
    return result;
}

}  // namespace convoscope::models::doctor
