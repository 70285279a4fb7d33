#include <algorithm>
#include <cctype>

#include "models/doctor/evidence.h"

namespace convoscope::models::doctor {
namespace {

using Kind = Meaning::Kind;

constexpr std::int64_t kLargest = 1024;  // of kernels, strides, paddings

/// One number or two; nothing when it is neither, or out of all proportion.
std::optional<Pair> pair_of(const Module& module, const char* name) {
    const auto found = module.attributes.find(name);
    if (found == module.attributes.end()) return std::nullopt;
    std::optional<Pair> pair;
    if (const auto* one = std::get_if<std::int64_t>(&found->second)) pair = Pair{*one, *one};
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&found->second)) {
        if (list->size() == 1) pair = Pair{(*list)[0], (*list)[0]};
        if (list->size() == 2) pair = Pair{(*list)[0], (*list)[1]};
    }
    if (!pair) return std::nullopt;
    for (const std::int64_t extent : *pair)
        if (extent < 0 || extent > kLargest) return std::nullopt;
    return pair;
}

template <typename T>
T attribute(const Module& module, const char* name, T otherwise) {
    const auto found = module.attributes.find(name);
    if (found == module.attributes.end()) return otherwise;
    const T* value = std::get_if<T>(&found->second);
    return value ? *value : otherwise;
}

std::optional<Geometry> geometry_of(const Module& module) {
    const auto stride = pair_of(module, "stride");
    const auto kernel = pair_of(module, "kernel_size");
    if (!stride) return std::nullopt;
    Geometry geometry;
    geometry.stride = *stride;
    geometry.dilation = pair_of(module, "dilation").value_or(Pair{1, 1});
    geometry.groups = attribute<std::int64_t>(module, "groups", 1);
    if (attribute<std::string>(module, "padding_mode", "zeros") != "zeros") return std::nullopt;
    if (const auto padding = pair_of(module, "padding")) {
        geometry.before = geometry.after = *padding;
    } else if (attribute<std::string>(module, "padding", "") == "same" && kernel) {
        for (int axis = 0; axis < 2; ++axis) {
            const std::int64_t all = geometry.dilation[axis] * ((*kernel)[axis] - 1);
            geometry.before[axis] = all / 2;
            geometry.after[axis] = all - all / 2;
        }
    }
    return geometry;
}

std::optional<PoolStep> pool_of(const Module& module, bool is_max) {
    const auto kernel = pair_of(module, "kernel_size");
    if (!kernel) return std::nullopt;
    PoolStep step;
    step.is_max = is_max;
    step.kernel = *kernel;
    step.stride = pair_of(module, "stride").value_or(*kernel);
    step.padding = pair_of(module, "padding").value_or(Pair{0, 0});
    step.ceil = attribute(module, "ceil_mode", false);
    step.counts_padding = attribute(module, "count_include_pad", true);
    const auto dilation = pair_of(module, "dilation").value_or(Pair{1, 1});
    if (dilation != Pair{1, 1}) return std::nullopt;
    return step;
}

std::optional<ActivateStep> activation_of(const Module& module, const std::string& name) {
    using enum NonLinearity;
    if (name == "ReLU") return ActivateStep{Relu};
    if (name == "ReLU6") return ActivateStep{Relu6};
    if (name == "Tanh") return ActivateStep{Tanh};
    if (name == "Sigmoid") return ActivateStep{Sigmoid};
    if (name == "Softplus") return ActivateStep{Softplus};
    if (name == "PReLU") return ActivateStep{PRelu};
    if (name == "LeakyReLU") return ActivateStep{LeakyRelu, attribute(module, "negative_slope", 0.01)};
    if (name == "ELU") return ActivateStep{Elu, attribute(module, "alpha", 1.0)};
    return std::nullopt;
}

bool has(const std::string& text, std::initializer_list<const char*> parts) {
    return std::ranges::any_of(parts, [&](const char* part) { return text.find(part) != std::string::npos; });
}

Meaning activation(std::optional<ActivateStep> how) {
    Meaning meaning;
    meaning.kind = Kind::Activate;
    meaning.activate = how;
    return meaning;
}

}  // namespace

Meaning meaning_of(const Module& module) {
    const std::string name = module.class_name.substr(module.class_name.rfind('.') + 1);
    const bool is_torchs = module.class_name.starts_with("torch.nn.");
    Meaning meaning;
    if (!module.children.empty()) {
        meaning.kind = Kind::Container;
    } else if (!is_torchs) {
        return meaning_of_name(name);
    } else if (name == "Conv2d") {
        meaning.kind = Kind::Conv;
        meaning.geometry = geometry_of(module);
    } else if (name == "Linear") {
        meaning.kind = Kind::Linear;
    } else if (name == "BatchNorm1d" || name == "BatchNorm2d" || name == "SyncBatchNorm") {
        meaning.kind = Kind::Normalise;
        meaning.epsilon = attribute(module, "eps", 1e-5);
    } else if (auto how = activation_of(module, name)) {
        return activation(how);
    } else if (name == "MaxPool2d" || name == "AvgPool2d") {
        meaning.kind = Kind::Pool;
        meaning.pool = pool_of(module, name == "MaxPool2d");
    } else if (name == "AdaptiveAvgPool2d" || name == "AdaptiveMaxPool2d") {
        meaning.kind = Kind::AdaptivePool;
        if (const auto size = pair_of(module, "output_size"))
            meaning.adaptive = AdaptivePoolStep{name == "AdaptiveMaxPool2d", *size};
    } else if (name == "Flatten") {
        meaning.kind = Kind::Flatten;
    } else if (name.starts_with("Dropout") || name.find("Dropout") != std::string::npos ||
               name == "Identity" || name.find("Softmax") != std::string::npos || name.ends_with("Loss")) {
        meaning.kind = Kind::Nothing;
    } else if (name == "Sequential") {
        meaning.kind = Kind::Nothing;  // an empty one
    } else if (name == "GELU" || name == "SiLU" || name == "Hardswish" || name == "Mish" || name == "SELU") {
        return activation(std::nullopt);
    }
    return meaning;
}

Meaning meaning_of_name(const std::string& path) {
    std::string name = path.substr(path.rfind('.') + 1);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    using enum NonLinearity;
    Meaning meaning;
    const bool numbered_s =
        name.size() >= 2 && name[0] == 's' &&
        std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (has(name, {"leaky"})) return activation(ActivateStep{LeakyRelu, 0.01});
    if (has(name, {"prelu"})) return activation(ActivateStep{PRelu});
    // "relu6" by name may as well be the sixth.
    if (has(name, {"relu"})) return activation(ActivateStep{Relu});
    if (has(name, {"softmax", "soft_max", "drop", "flat", "view", "reshape", "identity", "loss", "criterion",
                   "quant"})) {
        meaning.kind = Kind::Nothing;
    } else if (has(name, {"gap", "adaptive", "global"})) {
        meaning.kind = Kind::AdaptivePool;
        meaning.adaptive = AdaptivePoolStep{};
    } else if (has(name, {"pool", "subsampl", "maxp"}) || numbered_s || name == "mp" || name == "down") {
        meaning.kind = Kind::Pool;
        if (has(name, {"avg", "average", "mean"})) meaning.pool = PoolStep{false};
    } else if (has(name, {"tanh"})) {
        return activation(ActivateStep{Tanh});
    } else if (has(name, {"sigm"})) {
        return activation(ActivateStep{Sigmoid});
    } else if (name.starts_with("elu")) {
        return activation(ActivateStep{Elu, 1.0});
    } else if (has(name, {"act", "nonlin", "gelu", "silu", "swish", "mish"})) {
        return activation(std::nullopt);
    }
    return meaning;
}

}  // namespace convoscope::models::doctor
