#include "models/pytorch/contents.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/error.h"
#include "models/class_names.h"
#include "models/json_reader.h"
#include "models/pytorch/tensors.h"
#include "models/pytorch/texts.h"

namespace convoscope::models::pytorch {
namespace {

constexpr std::size_t kDeepest = 8;     // state dicts lie one or two deep
constexpr std::size_t kMostNotes = 20;  // lines about what was passed over
constexpr std::size_t kMostFound = 10000;
constexpr std::size_t kMostOfALayer = 4;  // tensors: weight, bias, and two more
constexpr std::size_t kMostClasses = 1000;

using Child = std::pair<std::string, Ref>;

/// A value that may be the network.
struct Found {
    Ref ref = 0;
    std::vector<Child> path;  ///< from the root, without it
    std::size_t tensors = 0;
    bool is_module = false;
    bool of_layers = false;  ///< its children hold the tensors: {"conv1": {"weight": ...}}
    bool doubtful = false;   ///< an optimiser's, an average
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// "model_ema" has the word, "schema" has not.
bool has_word(const std::string& name, const std::string& word) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::size_t at = 0; (at = name.find(word, at)) != std::string::npos; ++at) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_letter(name[at - 1])) && (end == name.size() || !is_letter(name[end])))
            return true;
    }
    return false;
}

bool is_doubtful(std::string_view key) {
    const std::string name = lower(key);
    for (const char* part : {"optim", "sched", "momentum", "teacher", "average", "exp_avg"})
        if (name.find(part) != std::string::npos) return true;
    return has_word(name, "ema") || has_word(name, "grad") || has_word(name, "grads");
}

bool names_a_network(std::string_view key) {
    return is_any(lower(key),
                  {"state_dict", "model", "model_state_dict", "model_state", "net", "network", "weights",
                   "params", "model_dict", "state", "module", "net_state_dict", "model_weights"});
}

class Finder {
  public:
    explicit Finder(const Pickle& pickle) : pickle_(pickle) {}

    Contents run() {
        std::vector<Child> path;
        look_at(pickle_.root, path, false);
        if (found_.empty()) throw Error(texts.no_tensors);
        const Found& best = *std::ranges::max_element(
            found_, {}, [](const Found& one) { return std::pair(!one.doubtful, one.tensors); });
        take(best);
        note_what_lay_beside(best);
        take_classes();
        return std::move(contents_);
    }

  private:
    std::string name_of(Ref key) const {
        if (const auto* number = pickle_.as<std::int64_t>(key)) return std::to_string(*number);
        return std::string(pickle_.text(key).substr(0, 400));
    }
    /// What lies in a value, by its keys or numbers.
    std::vector<Child> children(Ref ref) {
        std::vector<Child> result;
        const auto add = [&](const Entries& entries) {
            for (const auto& [key, value] : entries) {
                result.emplace_back(name_of(key), value);
                steps_.take(1 + result.back().first.size() / 8);
            }
        };
        const auto* object = pickle_.as<Object>(ref);
        const auto& items = object ? object->items : pickle_.items(ref);
        steps_.take(items.size() + 1);
        for (std::size_t i = 0; i < items.size(); ++i) result.emplace_back(std::to_string(i), items[i]);
        add(pickle_.entries(ref));
        if (object && pickle_.maker(ref) != "collections.OrderedDict") add(pickle_.entries(object->state));
        return result;
    }
    bool can_hold_some(Ref ref) const {
        return pickle_.as<Dictionary>(ref) || pickle_.as<Object>(ref) || pickle_.as<Sequence>(ref);
    }
    std::size_t tensors_in(const std::vector<Child>& all) {
        return static_cast<std::size_t>(std::ranges::count_if(
            all, [&](const Child& one) { return recipe_of(pickle_, one.second).has_value(); }));
    }

    void look_at(Ref ref, std::vector<Child>& path, bool doubtful) {
        steps_.take();
        if (path.size() > kDeepest || !can_hold_some(ref) || recipe_of(pickle_, ref)) return;
        if (is_module(pickle_, ref, steps_) || is_script_module(pickle_, ref)) {
            const std::size_t count = take_apart(pickle_, ref, steps_).tensors.size();
            if (count > 0) remember({ref, path, count, true, false, doubtful});
            return;
        }
        const std::vector<Child> all = children(ref);
        const std::size_t count = tensors_in(all);
        if (count > 0) remember({ref, path, count, false, false, doubtful});
        const std::size_t before = found_.size();
        for (const Child& one : all) {
            path.push_back(one);
            look_at(one.second, path, doubtful || is_doubtful(one.first));
            path.pop_back();
        }
        look_for_layers(ref, path, before, doubtful);
    }
    void remember(Found found) {
        if (found_.size() >= kMostFound) throw Error(texts.too_complex);
        found_.push_back(std::move(found));
    }
    /// {"conv1": {"weight": ..., "bias": ...}, "fc": {...}}: layers that each have a dictionary.
    void look_for_layers(Ref ref, const std::vector<Child>& path, std::size_t before, bool doubtful) {
        std::size_t tensors = 0;
        std::size_t layers = 0;
        for (std::size_t i = before; i < found_.size(); ++i) {
            const Found& one = found_[i];
            if (one.path.size() != path.size() + 1) continue;
            if (one.is_module || one.tensors > kMostOfALayer || names_a_network(one.path.back().first))
                return;
            if (one.doubtful) continue;
            tensors += one.tensors;
            ++layers;
        }
        if (layers >= 2) remember({ref, path, tensors, false, true, doubtful});
    }

    void take(const Found& best) {
        if (best.is_module) {
            TakenApart apart = take_apart(pickle_, best.ref, steps_);
            contents_.tensors = std::move(apart.tensors);
            contents_.modules = std::move(apart.names);
            contents_.root = std::move(apart.module);
            contents_.kind =
                is_script_module(pickle_, best.ref) ? Contents::Kind::Script : Contents::Kind::WholeModule;
        } else {
            take_entries(best.ref, "", best.of_layers);
            take_metadata(best.ref);
            contents_.kind = best.path.empty() ? Contents::Kind::StateDict : Contents::Kind::Checkpoint;
        }
        take_averages_away();
        while (strip("module.", "module") || strip("_orig_mod.", "_orig_mod")) {
        }
    }
    /// A quantised layer has its tensors in a tuple: (weight, bias).
    bool is_packed(Ref ref) const {
        const auto& items = pickle_.items(ref);
        if (items.empty()) return false;
        const auto recipe = recipe_of(pickle_, items[0]);
        return recipe && recipe->maker.ends_with("_rebuild_qtensor");
    }
    void take_entries(Ref ref, const std::string& before, bool of_layers) {
        for (const auto& [name, value] : children(ref)) {
            if (recipe_of(pickle_, value))
                contents_.tensors.emplace_back(before + name, value);
            else if (is_packed(value))
                throw Error(texts.quantised, one_line(before + name));
            else if (of_layers && can_hold_some(value))
                take_entries(value, before + name + ".", false);
        }
    }
    /// A state dict's _metadata, which torch/nn/modules/module.py puts into the OrderedDict's own attributes.
    void take_metadata(Ref ref) {
        const auto* object = pickle_.as<Object>(ref);
        const Ref* metadata = object ? pickle_.find(object->state, "_metadata") : nullptr;
        if (!metadata) return;
        steps_.take(pickle_.entries(*metadata).size());
        for (const auto& entry : pickle_.entries(*metadata))
            if (std::string name = name_of(entry.first); !name.empty())
                contents_.modules.push_back(std::move(name));
    }
    /// "ema.conv1.weight" beside "conv1.weight".
    void take_averages_away() {
        auto& tensors = contents_.tensors;
        const auto is_average = [](const auto& one) {
            const std::string first = lower(one.first.substr(0, one.first.find('.')));
            return first == "ema" || first == "model_ema" || first == "ema_model" || first == "n_averaged";
        };
        const auto count = static_cast<std::size_t>(std::ranges::count_if(tensors, is_average));
        if (count == 0 || count == tensors.size()) return;
        std::erase_if(tensors, is_average);
        contents_.skipped.emplace_back(texts.averages, count);
    }
    /// Takes a wrapper's name away where all have it. @return whether they had
    bool strip(const std::string& prefix, const std::string& wrapper) {
        const auto has = [&](const auto& one) { return one.first.starts_with(prefix); };
        if (contents_.tensors.empty() || !std::ranges::all_of(contents_.tensors, has)) return false;
        for (auto& one : contents_.tensors) one.first.erase(0, prefix.size());
        std::erase(contents_.modules, wrapper);
        for (std::string& one : contents_.modules)
            if (one.starts_with(prefix)) one.erase(0, prefix.size());
        auto& root = contents_.root;
        if (root && root->children.size() == 1 && root->children[0].first == wrapper)
            root = Module(std::move(root->children[0].second));
        return true;
    }

    void note_what_lay_beside(const Found& best) {
        Ref at = pickle_.root;
        std::size_t more = 0;
        for (const Child& step : best.path) {
            for (const Child& one : children(at)) {
                if (one == step) continue;
                if (contents_.skipped.size() >= kMostNotes)
                    ++more;
                else
                    note(one);
            }
            at = step.second;
        }
        if (more > 0) contents_.skipped.emplace_back(texts.and_more, more);
    }
    void note(const Child& one) {
        std::size_t tensors = 0;
        for (const Found& other : found_)
            if (std::ranges::find(other.path, one) != other.path.end() && !other.of_layers)
                tensors += other.tensors;
        if (tensors > 0)
            contents_.skipped.emplace_back(texts.beside_tensors, one_line(one.first), tensors);
        else
            contents_.skipped.emplace_back(texts.beside, one_line(one.first));
    }

    void take_classes() {
        for (const auto& [key, value] : children(pickle_.root)) {
            if (!is_any(lower(key), {"classes", "class_names", "labels", "label_names"})) continue;
            std::vector<std::string> names;
            for (const Ref item : pickle_.items(value))
                if (pickle_.as<Characters>(item) && is_class_name(pickle_.text(item)))
                    names.emplace_back(pickle_.text(item));
            if (names.size() == pickle_.items(value).size() && names.size() <= kMostClasses)
                contents_.classes = std::move(names);
        }
    }

    const Pickle& pickle_;
    Steps steps_;
    std::vector<Found> found_;
    Contents contents_;
};

}  // namespace

Contents find_network(const Pickle& pickle) { return Finder(pickle).run(); }

}  // namespace convoscope::models::pytorch
