#include "features/find/search.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/number.h"
#include "features/find/query.h"
#include "features/find/texts.h"
#include "nn/statistics.h"
#include "studio/words.h"

namespace convoscope::find {

namespace {

/// Whether `word` is the beginning of a query word, in any language.
bool means(const std::string& word, const Text& keyword) {
    const auto begins = [&](const char* full) { return std::string_view(full).starts_with(word); };
    return begins(keyword.english) || begins(keyword.chinese);
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

/// The first word, and the rest without the blanks between them.
std::pair<std::string, std::string> first_word(const std::string& text) {
    const std::size_t end = text.find_first_of(" \t\r\n");
    if (end == std::string::npos) return {text, ""};
    return {text.substr(0, end), trimmed(text.substr(end))};
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts{""};
    for (const char c : text)
        if (c == '/')
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

/// The number that these characters write as an address has it; nothing when they write none.
std::optional<int> address_number(const std::string& text) {
    if (text.empty() || text.size() > 9 || (text.size() > 1 && text[0] == '0') ||
        text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stoi(text);
}

/// Some units of one layer: [first, last) on each of its axes.
struct Block {
    int node = 0;
    int first[3] = {};  ///< map, row, column
    int last[3] = {};

    void fix(int axis, int value) {
        first[axis] = value;
        last[axis] = value + 1;
    }
};

class Search {
  public:
    Search(const nn::Model& model, const nn::Workspace* workspace, std::size_t most)
        : architecture_(model.architecture), workspace_(workspace), most_(most) {
        for (int index = 0; index < layers(); ++index)
            titles_.push_back({lowered(studio::layer_title(architecture_, index, Language::English)),
                               lowered(studio::layer_title(architecture_, index, Language::Chinese))});
    }

    std::vector<Found> run(const std::string& query) {
        if (query.empty())
            suggest();
        else {
            find_addresses(query);
            find_origins(query);
            find_classes(query);
            find_by_word(query);
        }
        return std::move(result_);
    }

  private:
    using Units = std::vector<nn::Unit>;

    const nn::Node& node(int index) const { return architecture_.nodes[static_cast<std::size_t>(index)]; }
    int layers() const { return static_cast<int>(architecture_.nodes.size()); }

    /// The unit's activation; numbers that are none come last.
    float strength(const nn::Unit& unit) const {
        if (workspace_ == nullptr) return 0;
        const float value =
            workspace_->activations(unit.node)[static_cast<std::size_t>(nn::index_of(architecture_, unit))];
        return std::isnan(value) ? -std::numeric_limits<float>::infinity() : value;
    }

    bool full() const { return result_.size() >= most_; }

    void add(const nn::Unit& unit) {
        const int index = nn::index_of(architecture_, unit);
        if (full() || !taken_.emplace(unit.node, index).second) return;
        std::string words = nn::format_address(architecture_, unit);
        if (unit.node == layers() - 1) {
            const std::string& called = architecture_.classes[static_cast<std::size_t>(index)];
            if (called != std::to_string(index)) words += " (" + called + ")";
        }
        if (workspace_ != nullptr) {
            const float value = workspace_->activations(unit.node)[static_cast<std::size_t>(index)];
            words += " = " + significant(static_cast<double>(value) + 0.0, 3);  // -0 is 0
        }
        result_.push_back({unit, std::move(words)});
    }

    void add_all(const Units& units) {
        for (const nn::Unit& unit : units) add(unit);
    }

    Block layer_block(int index) const {
        const nn::Shape& shape = node(index).output;
        return {index, {0, 0, 0}, {shape.channels, shape.height, shape.width}};
    }

    static Units units_of(const Block& block) {
        Units units;
        for (int map = block.first[0]; map < block.last[0]; ++map)
            for (int row = block.first[1]; row < block.last[1]; ++row)
                for (int column = block.first[2]; column < block.last[2]; ++column)
                    units.push_back({block.node, map, row, column});
        return units;
    }

    /// Strongest first, and as they were where they are equally strong.
    Units sorted(Units units) const {
        std::ranges::stable_sort(
            units, [this](const nn::Unit& a, const nn::Unit& b) { return strength(a) > strength(b); });
        return units;
    }

    nn::Unit strongest(const Block& block) const {
        const Units units = units_of(block);
        return *std::ranges::max_element(  // the first of them
            units, [this](const nn::Unit& a, const nn::Unit& b) { return strength(a) < strength(b); });
    }

    /// Layers of this name or title; else those whose name or title begins so; else imported ones in whose
    /// file's name it stands.
    std::vector<int> layers_called(const std::string& name) const {
        std::vector<int> whole;
        std::vector<int> begun;
        std::vector<int> inside;
        for (int index = 0; index < layers(); ++index) {
            const auto& [english, chinese] = titles_[static_cast<std::size_t>(index)];
            const std::string origin = lowered(node(index).origin);
            const std::string called[] = {lowered(node(index).name), english, chinese};
            if (origin == name || std::ranges::find(called, name) != std::end(called)) whole.push_back(index);
            if (std::ranges::any_of(called, [&](const auto& one) { return one.starts_with(name); }))
                begun.push_back(index);
            if (origin.find(name) != std::string::npos) inside.push_back(index);
        }
        return !whole.empty() ? whole : !begun.empty() ? begun : inside;
    }

    void suggest() {
        for (int index = layers() - 1; index >= 0; --index) add(strongest(layer_block(index)));
    }

    /// The strongest unit of each map; in a flat layer, of each unit.
    void add_layer(int index) {
        Units units;
        for (int map = 0; map < node(index).output.channels; ++map) {
            Block block = layer_block(index);
            block.fix(0, map);
            units.push_back(strongest(block));
        }
        add_all(sorted(std::move(units)));
    }

    /// All of a single one, the strongest unit of each of several.
    void add_layers(const std::vector<int>& found) {
        if (found.size() == 1) return add_layer(found[0]);
        for (const int index : found) add(strongest(layer_block(index)));
    }

    void find_addresses(const std::string& query) {
        const std::vector<std::string> parts = split(query);
        if (parts[0].empty()) return;
        const std::vector<int> found = layers_called(parts[0]);
        if (parts.size() > 1)
            for (const int index : found) add_within(index, parts);
        else
            add_layers(found);
        if (parts.size() > 1 || found.size() != 1) return;
        for (int index = 0; index < layers(); ++index)  // "conv1" is also the beginning of "conv10"
            if (lowered(node(index).name).starts_with(parts[0])) add(strongest(layer_block(index)));
    }

    /// Layers by what their file calls them, which may have slashes as addresses have; names of ours and
    /// titles have none.
    void find_origins(const std::string& query) {
        if (query.find('/') != std::string::npos) add_layers(layers_called(query));
    }

    /// The units of one layer whose address begins with `parts`, the last of which may go on.
    void add_within(int index, const std::vector<std::string>& parts) {
        const std::size_t axes = node(index).output.is_flat() ? 1 : 3;
        if (parts.size() - 1 > axes) return;
        Block block = layer_block(index);
        const int axis = static_cast<int>(parts.size()) - 2;
        for (int before = 0; before < axis; ++before) {
            const auto number = address_number(parts[static_cast<std::size_t>(before) + 1]);
            if (!number || *number >= block.last[before]) return;
            block.fix(before, *number);
        }
        const std::string& last = parts.back();
        if (last.empty()) return axis == 0 ? add_layer(index) : add_all(sorted(units_of(block)));
        const auto number = address_number(last);
        if (!number) return;
        if (*number < block.last[axis]) {
            Block exact = block;
            exact.fix(axis, *number);
            add_all(sorted(units_of(exact)));
        }
        for (int value = 0; value < block.last[axis] && !full(); ++value) {
            if (value == *number || !std::to_string(value).starts_with(last)) continue;
            Block begun = block;
            begun.fix(axis, value);
            add(strongest(begun));
        }
    }

    /// The output units of the class called so, then of those whose name begins so: of all, where it is
    /// empty.
    void find_classes(const std::string& name) {
        const Units units = units_of(layer_block(layers() - 1));
        for (const bool whole : {true, false})
            for (std::size_t index = 0; index < architecture_.classes.size(); ++index) {
                const std::string& of_class = architecture_.classes[index];
                for (const std::string& called :
                     {lowered(of_class), lowered(studio::class_words(of_class, Language::Chinese))})
                    if (whole ? called == name : called.starts_with(name)) add(units[index]);
            }
    }

    void find_by_word(const std::string& query) {
        const auto [word, rest] = first_word(query);
        if (means(word, texts.strongest))
            add_ranked(rest,
                       [this](const nn::Unit& a, const nn::Unit& b) { return strength(a) > strength(b); });
        if (means(word, texts.weakest))
            add_ranked(rest,
                       [this](const nn::Unit& a, const nn::Unit& b) { return strength(a) < strength(b); });
        if (means(word, texts.silent) || means(word, texts.dead)) add_silent(rest);
        if (means(word, texts.digit) || means(word, texts.class_word)) find_classes(rest);
    }

    /// What "[neurons] [in] [LAYER]" means: a layer's units, or those of all layers but the input.
    Units meant(std::string rest) const {
        for (const Text& between : {texts.neurons, texts.units, texts.in_word}) {
            const auto [word, after] = first_word(rest);
            if (!word.empty() && means(word, between)) rest = after;
        }
        Units units;
        for (const int index : layers_called(rest)) {
            if (rest.empty() && index == 0) continue;
            const Units more = units_of(layer_block(index));
            units.insert(units.end(), more.begin(), more.end());
        }
        return units;
    }

    template <class Before>
    void add_ranked(const std::string& rest, Before before) {
        if (workspace_ == nullptr) return;
        Units units = meant(rest);
        std::ranges::stable_sort(units, before);
        add_all(units);
    }

    void add_silent(const std::string& rest) {
        if (workspace_ == nullptr) return;
        for (const nn::Unit& unit : meant(rest))
            if (nn::is_dead(node(unit.node).activation, strength(unit))) add(unit);
    }

    const nn::Architecture& architecture_;
    const nn::Workspace* workspace_;
    std::size_t most_;
    std::vector<std::pair<std::string, std::string>> titles_;  ///< of the layers, in English and Chinese
    std::vector<Found> result_;
    std::set<std::pair<int, int>> taken_;  ///< what result_ has: layer, index
};

}  // namespace

std::vector<Found> search(const std::string& query, const nn::Model& model, const nn::Workspace* workspace,
                          std::size_t most) {
    return Search(model, workspace, most).run(in_english_order(lowered(trimmed(query))));
}

}  // namespace convoscope::find
