#include "models/doctor/layers.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace convoscope::models::doctor {
namespace {

constexpr std::size_t kMostTensors = 4000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

enum class Role { Unknown, Matrix, Bias, Scale, Shift, Mean, Variance, None };

Role role_of(const std::string& word) {
    static const std::map<std::string, Role> roles{{"weight", Role::Matrix},
                                                   {"weights", Role::Matrix},
                                                   {"w", Role::Matrix},
                                                   {"kernel", Role::Matrix},
                                                   {"kernels", Role::Matrix},
                                                   {"filter", Role::Matrix},
                                                   {"filters", Role::Matrix},
                                                   {"depthwise_kernel", Role::Matrix},
                                                   {"bias", Role::Bias},
                                                   {"biases", Role::Bias},
                                                   {"b", Role::Bias},
                                                   {"gamma", Role::Scale},
                                                   {"scale", Role::Scale},
                                                   {"beta", Role::Shift},
                                                   {"shift", Role::Shift},
                                                   {"running_mean", Role::Mean},
                                                   {"moving_mean", Role::Mean},
                                                   {"mean", Role::Mean},
                                                   {"running_var", Role::Variance},
                                                   {"moving_variance", Role::Variance},
                                                   {"moving_var", Role::Variance},
                                                   {"var", Role::Variance},
                                                   {"variance", Role::Variance},
                                                   {"num_batches_tracked", Role::None}};
    const auto found = roles.find(word);
    return found == roles.end() ? Role::Unknown : found->second;
}

struct Named {
    std::string key;  ///< the layer's name
    Role role = Role::Unknown;
};

/// "fc1.weight" is the Matrix of "fc1"; so is "fc1_w"; "W1" is that of "1".
Named named(std::string name) {
    if (const auto colon = name.rfind(':'); colon != std::string::npos) name.resize(colon);  // "kernel:0"
    const auto separator = name.find_last_of("./");
    const std::string prefix = separator == std::string::npos ? "" : name.substr(0, separator);
    const std::string last = separator == std::string::npos ? name : name.substr(separator + 1);
    if (const Role role = role_of(lower(last)); role != Role::Unknown) return {prefix, role};
    for (std::size_t begin = 0; begin < last.size();) {
        if (!is_letter(last[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < last.size() && is_letter(last[end])) ++end;
        const Role role = role_of(lower(last.substr(begin, end - begin)));
        if (role != Role::Unknown) {
            std::string rest = last.substr(0, begin) + last.substr(end);
            while (!rest.empty() && (rest.back() == '_' || rest.back() == '-')) rest.pop_back();
            while (!rest.empty() && (rest.front() == '_' || rest.front() == '-')) rest.erase(0, 1);
            return {prefix.empty() ? rest : prefix + "." + rest, role};
        }
        begin = end;
    }
    return {name, Role::Unknown};
}

/// A vector, be it a row or a column.
bool is_vector(const GraphTensor& tensor) {
    return tensor.shape.size() == 1 ||
           (tensor.shape.size() == 2 && (tensor.shape[0] == 1 || tensor.shape[1] == 1));
}
bool is_matrix(const GraphTensor& tensor) {
    return (tensor.shape.size() == 2 && !is_vector(tensor)) || tensor.shape.size() == 4;
}

/// All vectors and at most one matrix of one name.
struct Group {
    std::string name;
    const GraphTensor* matrix = nullptr;
    std::vector<std::pair<Role, const GraphTensor*>> vectors;

    const GraphTensor* vector(Role role) const {
        for (const auto& [each, tensor] : vectors)
            if (each == role) return tensor;
        return nullptr;
    }
};

class Grouping {
  public:
    explicit Grouping(const Weights& weights) {
        for (const auto& [name, tensor] : weights.tensors) add(name, tensor);
    }

    Layers run() {
        for (const Group& group : groups_) {
            if (group.matrix)
                add_layer(group);
            else if (group.vector(Role::Mean) && group.vector(Role::Variance))
                normalisations_.emplace_back(normalisation(group), result_.layers.size());
            else
                leftover(group);
        }
        for (const auto& [one, place] : normalisations_) attach(one, place);
        return std::move(result_);
    }

  private:
    void add(const std::string& name, const GraphTensor& tensor) {
        if (tensor.values.empty() || groups_.size() > kMostTensors) return;  // counters, quantised weights
        Named found = named(name);
        if (found.role == Role::None) return;
        if (!is_vector(tensor) && !is_matrix(tensor)) {
            result_.ignored.push_back(name);
            return;
        }
        Group& group = group_of(found, is_matrix(tensor));
        if (is_matrix(tensor))
            group.matrix = &tensor;
        else
            group.vectors.emplace_back(found.role == Role::Matrix ? Role::Scale : found.role, &tensor);
    }
    /// A second matrix of one name is a layer of its own.
    Group& group_of(const Named& found, bool matrix) {
        const auto known = by_key_.find(found.key);
        if (known != by_key_.end() && found.role != Role::Unknown &&
            !(matrix && groups_[known->second].matrix))
            return groups_[known->second];
        by_key_[found.key] = groups_.size();
        groups_.push_back({found.key, nullptr, {}});
        return groups_.back();
    }

    void add_layer(const Group& group) {
        Layer layer;
        layer.name = group.name;
        layer.weight = group.matrix;
        layer.is_conv = group.matrix->shape.size() == 4;
        layer.bias = group.vector(Role::Bias);
        if (!layer.bias) layer.bias = group.vector(Role::Unknown);
        if (!layer.bias) layer.bias = group.vector(Role::Shift);
        result_.layers.push_back(layer);
    }
    static Normalisation normalisation(const Group& group) {
        Normalisation one;
        one.name = group.name;
        one.scale = group.vector(Role::Scale);
        one.shift = group.vector(Role::Bias) ? group.vector(Role::Bias) : group.vector(Role::Shift);
        one.mean = group.vector(Role::Mean);
        one.variance = group.vector(Role::Variance);
        return one;
    }
    /// A vector without a matrix of its name: the bias of the one before, or the slope of a PReLU.
    void leftover(const Group& group) {
        Layer* before = result_.layers.empty() ? nullptr : &result_.layers.back();
        if (before && group.vectors.size() == 1) {
            const auto& [role, tensor] = group.vectors[0];
            const auto size = static_cast<std::int64_t>(tensor->size());
            const auto& shape = before->weight->shape;
            if (role == Role::Scale && !before->slope &&
                (size == 1 || size == shape.front() || size == shape.back())) {
                before->slope = tensor;
                return;
            }
            if (role != Role::Scale && !before->bias && (size == shape.front() || size == shape.back())) {
                before->bias = tensor;
                return;
            }
        }
        result_.ignored.push_back(group.name);
    }

    /// Which side the outputs are on is not known yet, but a bias has as many.
    static bool may_have_outputs(const Layer& layer, std::int64_t size) {
        if (layer.bias) return static_cast<std::int64_t>(layer.bias->size()) == size;
        return layer.weight->shape.front() == size || layer.weight->shape.back() == size;
    }
    /// To the layer of the same number ("bn2", "conv2"), else to the one before, else to the nearest.
    void attach(const Normalisation& one, std::size_t place) {
        Layer* best = nullptr;
        int best_rank = 0;
        for (std::size_t i = 0; i < result_.layers.size(); ++i) {
            Layer& layer = result_.layers[i];
            const auto size = static_cast<std::int64_t>(one.size());
            if (layer.normalisation || !may_have_outputs(layer, size)) continue;
            const bool before = i < place;
            int rank = before ? 2000 + static_cast<int>(i) : 1000 - static_cast<int>(i);
            if (i + 1 == place) rank = 6000;
            const std::string digits = digits_of(one.name);
            if (!digits.empty() && digits == digits_of(layer.name) && stem_of(one.name) != "" &&
                stem_of(layer.name) != "")
                rank = 8000;
            if (!best || rank > best_rank) {
                best = &layer;
                best_rank = rank;
            }
        }
        if (best)
            best->normalisation = one;
        else
            result_.ignored.push_back(one.name);
    }

    std::vector<Group> groups_;
    std::map<std::string, std::size_t> by_key_;
    std::vector<std::pair<Normalisation, std::size_t>> normalisations_;  ///< and how many layers stood before
    Layers result_;
};

}  // namespace

Layers group(const Weights& weights) { return Grouping(weights).run(); }

void fill(Layer& layer, const Sides& sides) {
    const auto& shape = layer.weight->shape;
    layer.groups = 1;
    layer.inputs_first = layer.is_conv ? sides.conv_inputs_first : sides.linear_inputs_first;
    if (!layer.is_conv) {
        layer.out = shape[layer.inputs_first ? 1 : 0];
        layer.in = shape[layer.inputs_first ? 0 : 1];
        return;
    }
    layer.out = shape[layer.inputs_first ? 3 : 0];
    layer.in = shape[layer.inputs_first ? 2 : 1];
    layer.rows = shape[layer.inputs_first ? 0 : 2];
    layer.columns = shape[layer.inputs_first ? 1 : 3];
}

bool stands_for_pool(const Layer& layer) {
    const std::string stem = stem_of(layer.name);
    return layer.is_conv &&
           (stem.find("pool") != std::string::npos || stem.find("down") != std::string::npos);
}

bool comes_before(const std::string& a, const std::string& b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            std::size_t i_end = i;
            std::size_t j_end = j;
            while (i_end < a.size() && is_digit(a[i_end])) ++i_end;
            while (j_end < b.size() && is_digit(b[j_end])) ++j_end;
            while (i + 1 < i_end && a[i] == '0') ++i;
            while (j + 1 < j_end && b[j] == '0') ++j;
            if (i_end - i != j_end - j) return i_end - i < j_end - j;
            const int order = a.compare(i, i_end - i, b, j, j_end - j);
            if (order != 0) return order < 0;
            i = i_end;
            j = j_end;
            continue;
        }
        if (a[i] != b[j]) return a[i] < b[j];
        ++i;
        ++j;
    }
    return a.size() - i < b.size() - j;
}

std::string stem_of(const std::string& name) {
    std::string last = lower(name.substr(name.find_last_of("./") + 1));
    std::erase_if(last, [](char c) { return is_digit(c) || c == '_'; });
    return last;
}

std::string parent_of(const std::string& name) {
    const auto dot = name.find_last_of("./");
    return dot == std::string::npos ? "" : name.substr(0, dot);
}

std::string digits_of(const std::string& name) {
    std::string last = name.substr(name.find_last_of("./") + 1);
    std::erase_if(last, [](char c) { return !is_digit(c); });
    return last;
}

}  // namespace convoscope::models::doctor
