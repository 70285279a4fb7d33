#include "models/pytorch/modules.h"

#include <optional>

#include "base/error.h"
#include "models/pytorch/script.h"
#include "models/pytorch/tensors.h"
#include "models/pytorch/texts.h"

namespace convoscope::models::pytorch {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kMostInList = 16;    // of an attribute: kernel sizes have two numbers
constexpr std::size_t kLongestWord = 200;  // of an attribute

std::optional<std::vector<std::int64_t>> short_list(const Pickle& pickle, Ref ref) {
    const auto* sequence = pickle.as<Sequence>(ref);
    if (!sequence || sequence->items.size() > kMostInList) return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (const Ref item : sequence->items) {
        const auto* number = pickle.as<std::int64_t>(item);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

std::optional<ModuleAttribute> attribute(const Pickle& pickle, Ref ref) {
    if (const auto* flag = pickle.as<bool>(ref)) return *flag;
    if (const auto* number = pickle.as<std::int64_t>(ref)) return *number;
    if (const auto* number = pickle.as<double>(ref)) return *number;
    if (const auto* word = pickle.as<Characters>(ref)) return std::string(word->text.substr(0, kLongestWord));
    // A function, as in `self.act = F.relu`: its name tells.
    if (const auto* global = pickle.as<Global>(ref)) return global->name.substr(0, kLongestWord);
    if (auto numbers = short_list(pickle, ref)) return std::move(*numbers);
    return std::nullopt;
}

class Walker {
  public:
    Walker(const Pickle& pickle, Steps& steps, TakenApart& to) : pickle_(pickle), steps_(steps), to_(to) {}

    void walk(Ref ref, const std::string& path, std::size_t depth, Module& module) {
        if (depth > kDeepest || path.size() > kLongestPath) throw Error(texts.too_complex);
        steps_.take(8 + path.size() / 16);
        module.class_name = std::string(pickle_.maker(ref).substr(0, kLongestWord));
        const Ref state = std::get<Object>(pickle_[ref]).state;
        const bool script = is_script_module(pickle_, ref);
        steps_.take(pickle_.entries(state).size());
        if (script)
            tensors(state, path);
        else
            for (const char* kind : {"_parameters", "_buffers"})
                if (const Ref* found = pickle_.find(state, kind)) tensors(*found, path);
        attributes(state, module);
        if (const Ref* found = script ? &state : pickle_.find(state, "_modules"))
            children(*found, path, depth, module);
    }

  private:
    void tensors(Ref dictionary, const std::string& path) {
        for (const auto& [name, value] : pickle_.entries(dictionary)) {
            steps_.take(1 + (path.size() + pickle_.text(name).size()) / 16);
            if (recipe_of(pickle_, value))
                to_.tensors.emplace_back(path + std::string(pickle_.text(name)), value);
        }
    }
    void attributes(Ref state, Module& module) {
        for (const auto& [key, value] : pickle_.entries(state)) {
            const std::string_view name = pickle_.text(key);
            if (name.empty() || name.starts_with('_') || name.size() > kLongestWord) continue;
            steps_.take(4);
            if (auto found = attribute(pickle_, value))
                module.attributes[std::string(name)] = std::move(*found);
        }
    }
    void children(Ref dictionary, const std::string& path, std::size_t depth, Module& module) {
        for (const auto& [key, value] : pickle_.entries(dictionary)) {
            steps_.take();
            if (!is_module(pickle_, value, steps_) && !is_script_module(pickle_, value)) continue;
            const std::string name(pickle_.text(key).substr(0, kLongestWord));
            to_.names.push_back(path + name);
            module.children.emplace_back(name, Module());
            walk(value, path + name + ".", depth + 1, module.children.back().second);
        }
    }

    const Pickle& pickle_;
    Steps& steps_;
    TakenApart& to_;
};

}  // namespace

void Steps::take(std::size_t count) {
    if (count > left_) throw Error(texts.too_complex);
    left_ -= count;
}

bool is_module(const Pickle& pickle, Ref ref, Steps& steps) {
    const auto* object = pickle.as<Object>(ref);
    if (!object) return false;
    steps.take(1 + pickle.entries(object->state).size() / 4);
    return pickle.find(object->state, "_modules") && pickle.find(object->state, "_parameters");
}

bool is_script_module(const Pickle& pickle, Ref ref) { return pickle.maker(ref).starts_with(kScriptPrefix); }

TakenApart take_apart(const Pickle& pickle, Ref ref, Steps& steps) {
    TakenApart result;
    Walker(pickle, steps, result).walk(ref, "", 0, result.module);
    return result;
}

}  // namespace convoscope::models::pytorch
