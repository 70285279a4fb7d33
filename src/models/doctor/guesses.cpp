#include "models/doctor/choices.h"
#include "models/doctor/texts.h"

namespace convoscope::models::doctor {
namespace {

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
        tell_normalisation();
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
    void tell_normalisation() {
        for (const Layer& layer : case_.chain.layers) {
            if (!layer.normalisation) continue;
            const bool after = case_.slot(layer).activation_before_normalisation != choices_.normalise_after;
            tell("normalisation", after ? "after" : "before",
                 after ? texts.normalise_after : texts.normalise_before);
            return;
        }
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

}  // namespace

std::string text_of(const Extent& extent) {
    return std::to_string(extent.channels) + "x" + std::to_string(extent.rows) + "x" +
           std::to_string(extent.columns);
}

std::vector<Guess> guesses_of(const Case& of, const Choices& choices) { return Teller(of, choices).run(); }

}  // namespace convoscope::models::doctor
