#include "models/pytorch/script.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "base/number.h"

namespace convoscope::models::pytorch {
namespace {

using Arguments = std::vector<std::string_view>;

constexpr std::size_t kMostArguments = 16;
constexpr std::size_t kMostCode = 4 << 20;  // of all classes together

/// "torch.nn.modules.conv.Conv2d"
std::string usual_name(const std::string& name) {
    std::string words = name.substr(kScriptPrefix.size());
    for (std::size_t at = 0; (at = words.find("___torch_mangle_", at)) != std::string::npos;) {
        const std::size_t dot = words.find('.', at);
        words.erase(at, dot == std::string::npos ? dot : dot + 1 - at);
    }
    return words;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    return text;
}

/// What stands between the brackets of the first call of `function` ("torch.conv2d").
std::optional<Arguments> arguments_of(std::string_view code, const std::string& function) {
    const std::size_t found = code.find(function + "(");
    if (found == std::string_view::npos) return std::nullopt;
    code.remove_prefix(found + function.size() + 1);
    Arguments arguments;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < code.size() && arguments.size() < kMostArguments; ++i) {
        const char c = code[i];
        if (c == '(' || c == '[') ++depth;
        if (depth == 0 && (c == ',' || c == ')')) {
            arguments.push_back(trimmed(code.substr(begin, i - begin)));
            begin = i + 1;
            if (c == ')') return arguments;
        }
        if (c == ')' || c == ']') --depth;
    }
    return std::nullopt;
}

std::optional<std::int64_t> integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<ModuleAttribute> attribute(std::string_view text) {
    if (text == "True" || text == "False") return text == "True";
    if (const auto number = integer(text)) return *number;
    if (!text.starts_with('[')) {
        const auto number = parsed_number(text);
        return number ? std::optional<ModuleAttribute>(*number) : std::nullopt;
    }
    std::vector<std::int64_t> list;
    text = text.substr(1, text.size() - 2);
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const auto number = integer(trimmed(text.substr(0, comma)));
        if (!number || list.size() >= kMostArguments) return std::nullopt;
        list.push_back(*number);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return list.empty() ? std::nullopt : std::optional<ModuleAttribute>(std::move(list));
}

/// Which argument of which function is which attribute of torch.nn's module.
struct Place {
    const char* function;
    std::size_t argument;
    const char* attribute;
};
constexpr Place kPlaces[] = {{"torch._convolution", 3, "stride"},
                             {"torch._convolution", 4, "padding"},
                             {"torch._convolution", 5, "dilation"},
                             {"torch._convolution", 8, "groups"},
                             {"torch.conv2d", 3, "stride"},
                             {"torch.conv2d", 4, "padding"},
                             {"torch.conv2d", 5, "dilation"},
                             {"torch.conv2d", 6, "groups"},
                             {"torch.max_pool2d", 1, "kernel_size"},
                             {"torch.max_pool2d", 2, "stride"},
                             {"torch.max_pool2d", 3, "padding"},
                             {"torch.max_pool2d", 4, "dilation"},
                             {"torch.max_pool2d", 5, "ceil_mode"},
                             {"torch.avg_pool2d", 1, "kernel_size"},
                             {"torch.avg_pool2d", 2, "stride"},
                             {"torch.avg_pool2d", 3, "padding"},
                             {"torch.avg_pool2d", 4, "ceil_mode"},
                             {"torch.avg_pool2d", 5, "count_include_pad"},
                             {"torch.leaky_relu", 1, "negative_slope"},
                             {"torch.leaky_relu_", 1, "negative_slope"},
                             {"torch.elu", 1, "alpha"},
                             {"torch.elu_", 1, "alpha"},
                             {"torch.batch_norm", 7, "eps"},
                             {"torch.adaptive_avg_pool2d", 1, "output_size"},
                             {"torch.adaptive_max_pool2d", 1, "output_size"}};

class Explainer {
  public:
    explicit Explainer(const CodeOf& code_of) : code_of_(code_of) {}

    void explain(Module& module) {
        const std::string name = module.class_name;
        if (name.starts_with(kScriptPrefix)) {
            module.class_name = usual_name(name);
            if (module.class_name.starts_with("torch.nn.modules.") && module.children.empty())
                add_attributes(class_code(name), module);
        }
        for (auto& child : module.children) explain(child.second);
    }

  private:
    static void add_attributes(std::string_view code, Module& module) {
        for (const Place& place : kPlaces) {
            const auto arguments = arguments_of(code, place.function);
            if (!arguments || arguments->size() <= place.argument) continue;
            if (auto value = attribute((*arguments)[place.argument]))
                module.attributes[place.attribute] = std::move(*value);
        }
        // Defaults are left out.
        if (module.class_name.ends_with(".Conv2d") && !code.empty())
            module.attributes.emplace("stride", std::int64_t{1});
    }
    /// What stands from its "class NAME(Module):" to the next one.
    std::string_view class_code(const std::string& name) {
        const std::size_t dot = name.rfind('.');
        std::string path = name.substr(0, dot);
        for (char& c : path)
            if (c == '.') c = '/';
        if (path.find("..") != std::string::npos) return {};
        auto found = files_.find(path);
        if (found == files_.end()) {
            std::string code = read_ < kMostCode ? code_of_(path + ".py") : "";
            read_ += code.size();
            found = files_.emplace(path, std::move(code)).first;
        }
        const std::string_view code = found->second;
        const std::size_t begin = code.find("class " + name.substr(dot + 1) + "(");
        if (begin == std::string_view::npos) return {};
        return code.substr(begin, code.find("\nclass ", begin) - begin);
    }

    const CodeOf& code_of_;
    std::map<std::string, std::string> files_;
    std::size_t read_ = 0;
};

}  // namespace

void explain_script(Module& module, const CodeOf& code_of) { Explainer(code_of).explain(module); }

}  // namespace convoscope::models::pytorch
