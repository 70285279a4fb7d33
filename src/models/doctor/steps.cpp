#include "models/doctor/choices.h"

namespace convoscope::models::doctor {
namespace {

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

}  // namespace

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

Steps steps_of(const Case& of, const Choices& choices) { return Builder(of, choices).run(); }

}  // namespace convoscope::models::doctor
