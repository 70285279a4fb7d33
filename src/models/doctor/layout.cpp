#include "models/doctor/layout.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <tuple>

namespace convoscope::models::doctor {
namespace {

// The numbers below are costs: guesses, in proportion to how rare such networks are among public ones.

struct Size {
    std::int64_t rows;
    double cost;
};
/// MNIST's 28; LeNet's and CIFAR's 32; ImageNet's 224; and what people resize to.
constexpr Size kSizes[] = {{28, 0}, {32, 0.3}, {24, 1.6}, {16, 1.6}, {20, 1.8},  {64, 1.4},
                           {14, 2}, {8, 2},    {56, 2.2}, {96, 2.2}, {128, 2.1}, {224, 1.5}};

enum class Padding { None, Same, SameFirst, One, Two };
enum class Striding { Single, EvenKernels, All, AllButFirst, WhereChannelsGrow, EverySecond };

struct PoolKind {
    PoolStep step;
    double cost;
};
const PoolKind kPools[] = {
    {{true, {2, 2}, {2, 2}, {0, 0}, false, true}, 0},   {{false, {2, 2}, {2, 2}, {0, 0}, false, true}, 0.9},
    {{true, {3, 3}, {2, 2}, {0, 0}, false, true}, 1.5}, {{true, {2, 2}, {2, 2}, {0, 0}, true, true}, 1.6},
    {{true, {3, 3}, {2, 2}, {1, 1}, false, true}, 1.7}, {{true, {3, 3}, {3, 3}, {0, 0}, false, true}, 1.9},
    {{true, {4, 4}, {4, 4}, {0, 0}, false, true}, 2.2}};

constexpr std::size_t kMostHeld = 400;  ///< layouts at once: of two hundred layers each has some 30 kB

using Mask = std::vector<bool>;

struct Masked {
    Mask pools;
    double cost;
};

class LayoutSearch {
  public:
    LayoutSearch(const Chain& chain, const Evidence& evidence) : chain_(chain), evidence_(evidence) {
        for (const Stage& stage : chain.convs) {
            const Layer& layer = *stage.front();
            const auto slot = evidence.slots.find(layer.name);
            slots_.push_back(slot == evidence.slots.end() ? Slot() : slot->second);
            if (stands_for_pool(layer)) {
                slots_.back().pool = {0, 3};
                has_strided_pool_ = true;
            }
            const auto geometry = evidence.geometries.find(layer.name);
            known_.push_back(geometry == evidence.geometries.end() ? std::nullopt
                                                                   : std::optional(geometry->second));
            all_known_ = all_known_ && known_.back();
            odd_ = odd_ && layer.rows % 2 == 1;
            three_ = three_ && layer.rows <= 3;
        }
    }

    std::vector<Layout> run(std::size_t most) {
        for (const Masked& mask : masks())
            for (const PoolKind& pool : kPools) {
                if (&pool != kPools && std::ranges::none_of(mask.pools, [](bool one) { return one; })) break;
                for (const auto& padding : paddings())
                    for (const auto& striding : stridings())
                        for (const Size& size : kSizes) {
                            try_one(mask, pool, padding, striding, size);
                            if (found_.size() > kMostHeld) keep_best(most);
                        }
            }
        keep_best(most);
        return std::move(found_);
    }

  private:
    std::size_t count() const { return chain_.convs.size(); }
    const Layer& layer(std::size_t i) const { return *chain_.convs[i].front(); }
    // Pools
    std::vector<Masked> masks() const {
        const std::vector<std::pair<Mask, double>> usual = usual_masks();
        std::vector<Masked> all;
        const auto add = [&](const Mask& mask) { all.push_back({mask, mask_cost(mask, usual)}); };
        if (count() <= 6) {
            for (unsigned bits = 0; bits < 1u << count(); ++bits) {
                Mask mask(count());
                for (std::size_t i = 0; i < count(); ++i) mask[i] = (bits >> i & 1) != 0;
                add(mask);
            }
        } else {
            for (const auto& one : usual) add(as_known(one.first));
        }
        return all;
    }
    Mask as_known(Mask mask) const {
        for (std::size_t i = 0; i < count(); ++i)
            if (slots_[i].pool.is_known()) mask[i] = slots_[i].pool.with < slots_[i].pool.without;
        return mask;
    }
    std::vector<std::pair<Mask, double>> usual_masks() const {
        const std::size_t n = count();
        const double none = has_strided_pool_ ? 0 : evidence_.has_pool ? 1.8 : 0.9;
        std::vector<std::pair<Mask, double>> usual{{Mask(n, true), 0}, {Mask(n, false), none}};
        Mask block(n, false);
        Mask second(n, false);
        Mask first(n, false);
        Mask last(n, false);
        Mask not_last(n, true);
        for (std::size_t i = 0; i < n; ++i) {
            block[i] = i + 1 == n || layer(i + 1).out != layer(i).out;
            second[i] = i % 2 == 1;
        }
        first.front() = true;
        last.back() = true;
        not_last.back() = false;
        usual.insert(usual.end(), {{block, 0.2}, {second, 0.4}, {not_last, 0.5}, {last, 0.8}, {first, 1.2}});
        return usual;
    }
    /// Where nothing is known, usual patterns are likelier.
    double mask_cost(const Mask& mask, const std::vector<std::pair<Mask, double>>& usual) const {
        double cost = 0;
        for (std::size_t i = 0; i < count(); ++i)
            cost += mask[i] ? slots_[i].pool.with : slots_[i].pool.without;
        double pattern = 1.6;
        for (const auto& [one, its] : usual)
            if (as_known(one) == as_known(mask)) pattern = std::min(pattern, its);
        return cost + pattern;
    }

    // Convolutions
    std::vector<std::pair<Padding, double>> paddings() const {
        if (all_known_) return {{Padding::None, 0}};
        return {{Padding::None, 0},
                {Padding::Same, three_ ? 0.1 : 0.4},
                {Padding::SameFirst, 0.7},
                {Padding::One, 1.0},
                {Padding::Two, 1.2}};
    }
    std::vector<std::pair<Striding, double>> stridings() const {
        if (all_known_) return {{Striding::Single, 0}};
        std::vector<std::pair<Striding, double>> all{{Striding::Single, 0},
                                                     {Striding::All, 1.0},
                                                     {Striding::AllButFirst, 1.5},
                                                     {Striding::WhereChannelsGrow, 1.9},
                                                     {Striding::EverySecond, 2.0}};
        if (!odd_) all.push_back({Striding::EvenKernels, 0.5});
        return all;
    }
    std::int64_t stride(std::size_t i, Striding striding) const {
        const std::int64_t kernel = layer(i).rows;
        if (stands_for_pool(layer(i))) return kernel % 2 == 0 ? kernel : 2;
        if (kernel == 1) return 1;
        switch (striding) {
            case Striding::Single:
                return 1;
            case Striding::EvenKernels:
                return kernel % 2 == 0 ? 2 : 1;
            case Striding::All:
                return 2;
            case Striding::AllButFirst:
                return i > 0 ? 2 : 1;
            case Striding::WhereChannelsGrow:
                return i > 0 && layer(i).out > layer(i - 1).out ? 2 : 1;
            case Striding::EverySecond:
                return i % 2 == 1 ? 2 : 1;
        }
        return 1;
    }
    /// Padding above and below (left and right) for so many rows (columns).
    std::pair<std::int64_t, std::int64_t> pad(std::size_t i, Padding padding, std::int64_t kernel,
                                              std::int64_t stride, std::int64_t size) const {
        const bool covers = kernel == size && kernel > 3;  // it is meant to leave one pixel
        const bool same = padding == Padding::Same || (padding == Padding::SameFirst && i == 0);
        if (kernel == 1 || covers || (stands_for_pool(layer(i)) && kernel % 2 == 0)) return {0, 0};
        if (same && layer(i).inputs_first) {
            // TensorFlow's SAME depends on the size, and what is odd goes behind.
            const std::int64_t windows = (size + stride - 1) / stride;
            const std::int64_t all = std::max<std::int64_t>((windows - 1) * stride + kernel - size, 0);
            return {all / 2, all - all / 2};
        }
        const std::int64_t each = same                      ? (kernel - 1) / 2
                                  : padding == Padding::One ? 1
                                  : padding == Padding::Two ? 2
                                                            : 0;
        return {each, each};
    }
    Geometry geometry(std::size_t i, Padding padding, Striding striding, const Extent& at) const {
        if (known_[i]) return *known_[i];
        Geometry result;
        const std::int64_t by = stride(i, striding);
        result.stride = {by, by};
        result.groups = layer(i).groups;
        std::tie(result.before[0], result.after[0]) = pad(i, padding, layer(i).rows, by, at.rows);
        std::tie(result.before[1], result.after[1]) = pad(i, padding, layer(i).columns, by, at.columns);
        return result;
    }

    // A whole one
    void try_one(const Masked& mask, const PoolKind& pool, std::pair<Padding, double> padding,
                 std::pair<Striding, double> striding, const Size& size) {
        Layout layout;
        layout.cost = mask.cost + padding.second + striding.second + size.cost;
        if (chain_.channels == 3 && size.rows == 28) layout.cost += 0.6;
        layout.input = layout.end = {chain_.channels, size.rows, size.rows, false};
        bool chose_pool = false;
        for (std::size_t i = 0; i < count(); ++i) {
            layout.convs.push_back(geometry(i, padding.first, striding.first, layout.end));
            const Geometry& one = layout.convs.back();
            auto next = extent_after(
                {{ConvStep{&layer(i), one.stride, one.before, one.after, one.dilation}, ""}}, layout.end);
            layout.pools.emplace_back();
            if (next && mask.pools[i]) {
                chose_pool = chose_pool || !slots_[i].pooling;
                layout.pools.back() = slots_[i].pooling ? *slots_[i].pooling : step_of(pool);
                next = extent_after({{*layout.pools.back(), ""}}, *next);
            }
            if (!next) return;
            layout.end = *next;
        }
        if (chose_pool) layout.cost += pool_cost(pool);
        if (striding.first != Striding::Single) {
            // Strides are there instead of pools, and end in one pixel where nothing else makes one.
            const bool ends_in_one = chain_.linears.empty() && layout.end.rows * layout.end.columns == 1;
            layout.cost += chose_pool ? 0.8 : ends_in_one ? -1.4 : -0.6;
        }
        if (!finish(layout, size)) return;
        layout.cost = std::max(layout.cost, 0.0);
        found_.push_back(std::move(layout));
    }
    /// A pool that is used somewhere is the first choice everywhere.
    PoolStep step_of(const PoolKind& pool) const {
        return evidence_.pooling && &pool == kPools ? *evidence_.pooling : pool.step;
    }
    double pool_cost(const PoolKind& pool) const {
        if (evidence_.pooling) return &pool == kPools ? 0 : pool.cost + 2;
        const bool lenet = layer(0).out == 6 && layer(0).rows == 5;
        return lenet && !pool.step.is_max ? 0.5 : pool.cost;
    }
    /// Whether what is left has the width that the first linear layer wants.
    bool finish(Layout& layout, const Size& size) const {
        const std::int64_t channels = layout.end.channels;
        const std::int64_t wanted = chain_.linears.empty() ? channels : chain_.linears.front()->in;
        const std::int64_t pixels = layout.end.rows * layout.end.columns;
        if (channels * pixels == wanted) {
            if (evidence_.has_global_pool && pixels > 1) layout.cost += 1.5;
            return true;
        }
        if (wanted % channels != 0) return false;
        const std::int64_t parts = wanted / channels;
        std::int64_t side = 1;
        while (side * side < parts) ++side;
        if (side * side != parts) return false;
        layout.adaptive = AdaptivePoolStep{false, {side, side}};
        const auto end = extent_after({{*layout.adaptive, ""}}, layout.end);
        if (!end) return false;
        layout.end = *end;
        layout.cost += (side > 1 ? 1.2 : 0.4) - (evidence_.has_global_pool ? 0.4 : 0);
        // Then any size fits: only usual ones.
        return size.cost < 1 || size.rows == 224;
    }

    /// Those that cost least, each once; of equal ones the first.
    void keep_best(std::size_t most) {
        std::ranges::stable_sort(found_, {}, &Layout::cost);
        std::vector<Layout> result;
        std::set<std::string> seen;
        for (Layout& one : found_) {
            if (result.size() >= most) break;
            if (seen.insert(signature(one)).second) result.push_back(std::move(one));
        }
        found_ = std::move(result);
    }
    static std::string signature(const Layout& layout) {
        std::ostringstream text;
        text << layout.input.rows;
        for (const Geometry& one : layout.convs)
            for (const Pair& pair : {one.stride, one.before, one.after})
                text << ' ' << pair[0] << ' ' << pair[1];
        for (const auto& pool : layout.pools) {
            text << (pool ? 'p' : '-');
            if (pool)
                text << pool->is_max << pool->kernel[0] << pool->stride[0] << pool->padding[0] << pool->ceil;
        }
        if (layout.adaptive) text << 'a' << layout.adaptive->size[0];
        return text.str();
    }

    const Chain& chain_;
    const Evidence& evidence_;
    std::vector<Slot> slots_;
    std::vector<std::optional<Geometry>> known_;
    bool has_strided_pool_ = false;
    bool all_known_ = true;
    bool odd_ = true;
    bool three_ = true;
    std::vector<Layout> found_;
};

/// Of a network of linear layers alone: a square, grey or in colours.
std::vector<Layout> flat_layouts(std::int64_t inputs) {
    std::vector<Layout> all;
    for (const std::int64_t channels : {1, 3}) {
        std::int64_t side = 1;
        while (channels * side * side < inputs && side < 4096) ++side;
        if (channels * side * side != inputs || side < 2) continue;
        Layout layout;
        layout.input = layout.end = {channels, side, side, false};
        all.push_back(layout);
    }
    return all;
}

}  // namespace

std::vector<Layout> layouts(const Chain& chain, const Evidence& evidence, std::size_t most) {
    if (chain.convs.empty())
        return chain.linears.empty() ? std::vector<Layout>() : flat_layouts(chain.linears.front()->in);
    return LayoutSearch(chain, evidence).run(most);
}

}  // namespace convoscope::models::doctor
