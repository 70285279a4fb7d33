#include "models/doctor/order.h"

#include <algorithm>
#include <numeric>

namespace convoscope::models::doctor {
namespace {

constexpr std::size_t kMostLayers = 200;
constexpr int kMostTries = 20000;

using Order = std::vector<std::size_t>;

bool fits_its_vectors(const Layer& layer) {
    const auto size = static_cast<std::size_t>(layer.out);
    if (layer.out < 1 || layer.in < 1 || layer.rows < 1 || layer.columns < 1) return false;
    return (!layer.bias || layer.bias->size() == size) &&
           (!layer.normalisation || layer.normalisation->size() == size);
}

/// What has flowed so far.
class Links {
  public:
    /// Puts `layer` behind; false when it does not fit there.
    bool add(Layer& layer) {
        if (!layer.is_conv) return add_linear(layer);
        if (!linears.empty()) return false;
        if (convs.empty())
            channels_ = layer.in;
        else if (!joins(layer)) {
            if (!is_sibling(layer)) return false;
            convs.back().push_back(&layer);
            return true;
        }
        convs.push_back({&layer});
        channels_ = layer.out;
        return true;
    }

    std::vector<Stage> convs;
    std::vector<const Layer*> linears;

  private:
    bool add_linear(const Layer& layer) {
        if (!linears.empty() && linears.back()->out != layer.in) return false;
        if (linears.empty() && !convs.empty() && layer.in % channels_ != 0) return false;
        linears.push_back(&layer);
        return true;
    }
    /// Each map of a depthwise one hears one map; each group of a grouped one its share.
    bool joins(Layer& layer) const {
        layer.groups = 1;
        if (layer.in == channels_) return true;
        const bool depthwise = layer.in == 1 && layer.out % channels_ == 0;
        const bool grouped = channels_ % layer.in == 0 && layer.out % (channels_ / layer.in) == 0;
        if (!depthwise && (!grouped || is_sibling(layer))) return false;
        layer.groups = channels_ / layer.in;
        return true;
    }
    bool is_sibling(const Layer& layer) const {
        const Layer& one = *convs.back().front();
        return one.in == layer.in && one.out == layer.out && one.rows == layer.rows &&
               one.columns == layer.columns && one.groups == 1;
    }

    std::int64_t channels_ = 0;
};

class Search {
  public:
    Search(const std::vector<Layer>& layers, const Sides& sides) {
        chain_.layers = layers;
        for (Layer& layer : chain_.layers) fill(layer, sides);
    }

    bool possible() const { return std::ranges::all_of(chain_.layers, fits_its_vectors); }

    std::optional<Chain> in_order(const Order& order, bool reordered) {
        Links links;
        for (const std::size_t i : order)
            if (!links.add(chain_.layers[i])) return std::nullopt;
        return finished(links, reordered);
    }
    /// Any order, convolutions first, those tried first that come first in `order`.
    std::optional<Chain> in_any_order(const Order& order) {
        tries_ = 0;
        std::vector<bool> used(order.size(), false);
        Links links;
        if (!go_on(order, used, 0, links)) return std::nullopt;
        return finished(links, true);
    }

  private:
    bool go_on(const Order& order, std::vector<bool>& used, std::size_t count, Links& links) {
        if (count == order.size()) return true;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (used[i]) continue;
            if (++tries_ > kMostTries) return false;
            Links next = links;
            if (!next.add(chain_.layers[order[i]])) continue;
            used[i] = true;
            if (go_on(order, used, count + 1, next)) {
                links = next;
                return true;
            }
            used[i] = false;
        }
        return false;
    }
    /// The vectors' elements stay where they are when the chain moves, and so do pointers to them.
    Chain finished(const Links& links, bool reordered) {
        Chain chain = std::move(chain_);
        chain.convs = links.convs;
        chain.linears = links.linears;
        chain.channels = chain.convs.empty() ? 0 : chain.convs.front().front()->in;
        chain.is_reordered = reordered;
        return chain;
    }

    Chain chain_;
    int tries_ = 0;
};

/// For outputs first (positive) or inputs first: where a layer's bias has the size of one of the two alone.
int votes(const std::vector<Layer>& layers, bool conv) {
    int sum = 0;
    for (const Layer& layer : layers) {
        if (layer.is_conv != conv || !layer.bias) continue;
        const auto size = static_cast<std::int64_t>(layer.bias->size());
        const bool first = layer.weight->shape.front() == size;
        const bool last = layer.weight->shape.back() == size;
        if (first != last) sum += first ? 1 : -1;
    }
    return sum;
}

std::vector<Sides> likely_sides(const std::vector<Layer>& layers) {
    const int conv = votes(layers, true);
    const int linear = votes(layers, false);
    std::vector<Sides> all;
    for (const bool second : {false, true})
        for (const bool first : {false, true}) {
            const Sides sides{(conv < 0) != first, (linear < 0) != second};
            if (std::ranges::find(all, sides) == all.end()) all.push_back(sides);
        }
    return all;
}

}  // namespace

std::optional<Chain> put_in_chain(const std::vector<Layer>& layers) {
    if (layers.empty() || layers.size() > kMostLayers) return std::nullopt;
    Order as_in_file(layers.size());
    std::iota(as_in_file.begin(), as_in_file.end(), std::size_t{0});
    Order by_name = as_in_file;
    std::ranges::stable_sort(
        by_name, [&](std::size_t a, std::size_t b) { return comes_before(layers[a].name, layers[b].name); });
    Order convs_first = by_name;
    std::stable_partition(convs_first.begin(), convs_first.end(),
                          [&](std::size_t i) { return layers[i].is_conv; });
    // A picture has one channel or three: whoever hears as many comes first.
    std::stable_partition(convs_first.begin(), convs_first.end(), [&](std::size_t i) {
        const auto& shape = layers[i].weight->shape;
        return layers[i].is_conv && (shape[1] == 1 || shape[1] == 3 || shape[2] == 1 || shape[2] == 3) &&
               stem_of(layers[i].name).find("dw") == std::string::npos;
    });
    std::vector<Sides> all = likely_sides(layers);
    for (const Sides& sides : all) {
        if (!Search(layers, sides).possible()) continue;
        for (const Order& order : {as_in_file, by_name, convs_first})
            if (auto chain = Search(layers, sides).in_order(order, order != as_in_file)) return chain;
    }
    for (const Sides& sides : all)
        if (Search search(layers, sides); search.possible())
            if (auto chain = search.in_any_order(convs_first)) return chain;
    return std::nullopt;
}

}  // namespace convoscope::models::doctor
