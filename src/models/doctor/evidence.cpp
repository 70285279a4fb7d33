#include "models/doctor/evidence.h"

#include <algorithm>
#include <set>

namespace convoscope::models::doctor {
namespace {

using Kind = Meaning::Kind;

/// How much speaks against what modules' names or a Sequential's numbers say. Guesses of ours, in proportion
/// to how often such networks were found among public ones.
constexpr double kAgainstClass = 3;    // of a pickled module's own list
constexpr double kAgainstName = 1;     // "relu1" stands behind conv1
constexpr double kAgainstNumber = 1;   // "conv1.1" lies between
constexpr double kAgainstNoGap = 0.8;  // nothing lies between "0" and "1"

/// A module without submodules.
struct Leaf {
    std::string path;
    Meaning meaning;
    bool in_list = false;  ///< of modules, whose numbers are only numbers
};

bool is_number(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
std::string last_of(const std::string& path) { return path.substr(path.rfind('.') + 1); }

void add_leaves(const Module& module, const std::string& path, std::vector<Leaf>& to) {
    for (const auto& [name, child] : module.children) {
        const std::string whole = path.empty() ? name : path + "." + name;
        if (child.children.empty())
            to.push_back({whole, meaning_of(child), module.class_name.ends_with("container.ModuleList")});
        else
            add_leaves(child, whole, to);
    }
}

/// The names that a state dict's _metadata has, without those that only hold others.
std::vector<Leaf> leaves_of_names(const std::vector<std::string>& modules) {
    std::set<std::string> parents;
    for (const std::string& one : modules) parents.insert(parent_of(one));
    std::vector<Leaf> leaves;
    for (const std::string& one : modules)
        if (!parents.contains(one)) leaves.push_back({one, meaning_of_name(one), false});
    return leaves;
}

/// Where there are no such names: the numbers that a Sequential's layers leave out.
std::vector<Leaf> leaves_of_numbers(const std::vector<std::string>& layers) {
    constexpr int kWidest = 12;
    std::vector<Leaf> leaves;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        leaves.push_back({layers[i], {}, false});
        if (i + 1 == layers.size() || parent_of(layers[i]) != parent_of(layers[i + 1])) continue;
        const std::string here = last_of(layers[i]);
        const std::string next = last_of(layers[i + 1]);
        if (!is_number(here) || !is_number(next) || here.size() > 6 || next.size() > 6) continue;
        const int end = std::min(std::stoi(next), std::stoi(here) + kWidest);
        const std::string parent = parent_of(layers[i]);
        for (int number = std::stoi(here) + 1; number < end; ++number)
            leaves.push_back({(parent.empty() ? "" : parent + ".") + std::to_string(number), {}, false});
    }
    return leaves;
}

/// What lies between one layer and the next.
struct Between {
    std::vector<const Leaf*> known;
    int unknown = 0;  ///< modules of a Sequential of which nothing but their being there is known
    int unknown_before_normalisation = 0;
    bool next_is_sibling = false;
    bool numbered = false;
};

class Gatherer {
  public:
    Gatherer(const Weights& weights, const Chain& chain) : chain_(chain) {
        std::set<std::string> tensors;
        for (const auto& one : weights.tensors) tensors.insert(one.first);
        std::vector<std::string> named;
        for (const Layer& layer : chain.layers) {
            // "0.weight" is of a Sequential; W1 and W2 are numbers of something else.
            if (tensors.contains(layer.name + ".weight")) named.push_back(layer.name);
            layers_.insert(layer.name);
            if (layer.normalisation) {
                named.push_back(layer.normalisation->name);
                normalisations_.insert(layer.normalisation->name);
            }
        }
        if (weights.root)
            add_leaves(*weights.root, "", leaves_);
        else if (!weights.modules.empty())
            leaves_ = leaves_of_names(weights.modules);
        else
            leaves_ = leaves_of_numbers(named);
        by_class_ = weights.root.has_value();
    }

    Evidence run() {
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            const Leaf& leaf = leaves_[i];
            const Meaning& meaning = leaf.meaning;
            if (layers_.contains(leaf.path)) {
                evidence_.slots[leaf.path] = slot(leaf, between(i));
                if (meaning.geometry) evidence_.geometries[leaf.path] = *meaning.geometry;
            } else if (normalisations_.contains(leaf.path)) {
                if (meaning.kind == Kind::Normalise) evidence_.epsilons[leaf.path] = meaning.epsilon;
            } else {
                anywhere(meaning);
            }
        }
        return std::move(evidence_);
    }

  private:
    void anywhere(const Meaning& meaning) {
        if (meaning.kind == Kind::Activate && meaning.activate && !evidence_.activation)
            evidence_.activation = meaning.activate;
        if (meaning.kind == Kind::Activate && !meaning.activate) evidence_.has_nameless_activation = true;
        if (meaning.kind == Kind::Pool) {
            evidence_.has_pool = true;
            if (meaning.pool && !evidence_.pooling) evidence_.pooling = meaning.pool;
        }
        if (meaning.kind == Kind::AdaptivePool) evidence_.has_global_pool = true;
    }

    Between between(std::size_t i) const {
        Between result;
        const std::string parent = parent_of(leaves_[i].path);
        result.numbered = is_number(last_of(leaves_[i].path)) && !leaves_[i].in_list;
        for (std::size_t j = i + 1; j < leaves_.size(); ++j) {
            const Leaf& leaf = leaves_[j];
            const bool sibling = parent_of(leaf.path) == parent;
            if (layers_.contains(leaf.path)) {
                result.next_is_sibling = sibling;
                break;
            }
            if (normalisations_.contains(leaf.path)) {
                result.unknown_before_normalisation = result.unknown + static_cast<int>(result.known.size());
                continue;
            }
            if (leaf.meaning.kind != Kind::Unknown)
                result.known.push_back(&leaf);
            else if (sibling && is_number(last_of(leaf.path)))
                ++result.unknown;
        }
        return result;
    }

    Slot slot(const Leaf& leaf, const Between& between) const {
        Slot slot;
        const auto layer = std::ranges::find(chain_.layers, leaf.path, &Layer::name);
        const bool is_conv = layer->is_conv;
        const bool in_sequence =
            between.numbered && (by_class_ || between.unknown > 0 || between.next_is_sibling);
        for (const Leaf* one : between.known) use(one->meaning, in_sequence && by_class_, slot);
        if (between.known.empty() && between.numbered && !by_class_) count(between, is_conv, slot);
        if (by_class_ && between.numbered && between.next_is_sibling) {
            if (!slot.activation.is_known()) slot.activation.with = kAgainstClass;
            if (!slot.pool.is_known()) slot.pool.with = kAgainstClass;
        }
        slot.activation_before_normalisation = between.unknown_before_normalisation > 0;
        slot.of_branch = in_sequence || !between.known.empty();
        if (!is_conv) slot.pool = {0, kAgainstClass};
        return slot;
    }
    static void use(const Meaning& meaning, bool certain, Slot& slot) {
        const double against = certain ? kAgainstClass : kAgainstName;
        if (meaning.kind == Kind::Activate) {
            slot.activation.without = against;
            if (!slot.activate) slot.activate = meaning.activate;
        }
        if (meaning.kind == Kind::Pool) {
            slot.pool.without = against;
            if (!slot.pooling) slot.pooling = meaning.pool;
        }
        if (meaning.kind == Kind::AdaptivePool) slot.global_pool = true;
    }
    /// Nameless modules: the first is an activation, the second a pool; a third drops out.
    static void count(const Between& between, bool is_conv, Slot& slot) {
        if (between.unknown == 0) {
            if (!between.next_is_sibling) return;
            slot.activation.with = is_conv ? kAgainstNoGap : kAgainstNoGap / 2;
            slot.pool.with = 2 * kAgainstNoGap;
            return;
        }
        slot.activation.without = kAgainstNumber;
        if (between.unknown == 1)
            slot.pool.with = between.next_is_sibling ? kAgainstNumber : kAgainstNumber / 2;
        else
            slot.pool.without = 0.6 * kAgainstNumber;
    }

    const Chain& chain_;
    std::set<std::string> layers_;
    std::set<std::string> normalisations_;
    std::vector<Leaf> leaves_;
    bool by_class_ = false;
    Evidence evidence_;
};

}  // namespace

Evidence gather(const Weights& weights, const Chain& chain) { return Gatherer(weights, chain).run(); }

}  // namespace convoscope::models::doctor
