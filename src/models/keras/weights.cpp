#include "models/keras/weights.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "base/error.h"
#include "models/keras/texts.h"
#include "models/raw_tensor.h"

namespace convoscope::models::keras {
namespace {

constexpr std::size_t kMostWeights = 64;  // of one layer

/// A file's weights, each of which several layers may claim to be theirs.
class Shelf {
  public:
    explicit Shelf(const Content& content)
        : content_(content),
          budget_(std::make_shared<Budget>(content.size())),
          looks_(std::make_shared<Looks>()) {}

    Looks& looks() const { return *looks_; }

    Weight weight_at(const std::string& path) const {
        return {content_.shape(path), [content = &content_, budget = budget_, path] {
                    GraphTensor tensor = content->tensor(path);
                    if (!budget->spend(tensor.size() * sizeof(float)))
                        throw Error(texts.too_often, budget->all());
                    return tensor;
                }};
    }

  private:
    const Content& content_;
    std::shared_ptr<Budget> budget_;
    std::shared_ptr<Looks> looks_;
};

bool has_part(const std::string& name, const std::string& part) {
    return ("/" + name).find("/" + part + "/") != std::string::npos;
}

/// The number behind a group's name: "conv2d" has 0, "conv2d_12" has 12, those of other names have none.
std::optional<unsigned> number_of(const std::string& group, const std::string& stem) {
    if (group == stem) return 0;
    if (!group.starts_with(stem + "_")) return std::nullopt;
    unsigned number = 0;
    const char* end = group.data() + group.size();
    const auto [after, bad] = std::from_chars(group.data() + stem.size() + 1, end, number);
    return bad == std::errc() && after == end ? std::optional(number) : std::nullopt;
}

/// The group of a layer among `groups`, those of its network.
std::string group_of(const Content& content, const std::string& folder, const Place& place, Looks& looks) {
    const std::string stem = snake_case(place.layer->class_name);
    std::vector<std::pair<unsigned, std::string>> of_class;
    looks.take(content.groups(folder).size());
    for (const std::string& group : content.groups(folder)) {
        if (content.text(folder + "/" + group + "/vars", "name") == place.layer->name) return group;
        if (const auto number = number_of(group, stem)) of_class.emplace_back(*number, group);
    }
    std::ranges::sort(of_class);
    std::size_t index = 0;
    std::size_t all = 0;
    for (const Layer& layer : place.network->layers) {
        if (layer.class_name != place.layer->class_name) continue;
        if (&layer == place.layer) index = all;
        ++all;
    }
    if (all == of_class.size()) return of_class[index].second;
    return index == 0 ? stem : stem + "_" + std::to_string(index);
}

}  // namespace

std::string snake_case(const std::string& class_name) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    std::string snake;
    for (std::size_t i = 0; i < class_name.size(); ++i) {
        const char c = class_name[i];
        const bool before_word = i + 1 < class_name.size() && is_lower(class_name[i + 1]);
        const bool after_word = i > 0 && is_lower(class_name[i - 1]);
        if (i > 0 && is_upper(c) && (before_word || after_word)) snake += '_';
        snake += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return snake;
}

void Looks::take(std::size_t count) {
    if (count > left_) throw Error(texts.too_many_names);
    left_ -= count;
}

std::vector<std::size_t> belonging_to(const Path& path, const std::vector<std::string>& names, Looks& looks) {
    looks.take(names.size());
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (has_part(names[i], path.back().layer->name)) found.push_back(i);
    if (path.size() == 1) return found;
    // Layers of two inner networks may have one name: the outer one then stands before it.
    std::vector<std::size_t> within;
    for (const std::size_t i : found)
        if (has_part(names[i], path[path.size() - 2].layer->name)) within.push_back(i);
    return within.empty() ? found : within;
}

WeightsOf weights_of_h5(const Content& content) {
    return [&content, shelf = Shelf(content)](const Path& path) {
        const std::string group = "/model_weights/" + path.front().layer->name;
        const std::vector<std::string> names = content.texts(group, "weight_names");
        std::vector<Weight> weights;
        const auto add = [&](std::size_t i) {
            if (weights.size() < kMostWeights) weights.push_back(shelf.weight_at(group + "/" + names[i]));
        };
        // Keras 3.0 wrote names without layers: an inner network then had one layer with weights.
        const auto has_layer = [](const std::string& name) { return name.find('/') != std::string::npos; };
        if (path.size() == 1 || std::ranges::none_of(names, has_layer)) {
            shelf.looks().take(names.size());  // many layers may be called alike
            for (std::size_t i = 0; i < names.size(); ++i) add(i);
        } else {
            for (const std::size_t i : belonging_to(path, names, shelf.looks())) add(i);
        }
        return weights;
    };
}

WeightsOf weights_of_store(const Content& content) {
    return [&content, shelf = Shelf(content)](const Path& path) {
        std::string group;
        for (const Place& place : path) {
            std::string folder = group + "/layers";
            if (content.groups(folder).empty()) folder = group + "/_layer_checkpoint_dependencies";
            group = folder + "/" + group_of(content, folder, place, shelf.looks());
        }
        std::vector<Weight> weights;
        for (std::size_t i = 0; i < kMostWeights; ++i) {
            const std::string dataset = group + "/vars/" + std::to_string(i);
            if (!content.has(dataset)) break;
            weights.push_back(shelf.weight_at(dataset));
        }
        return weights;
    };
}

}  // namespace convoscope::models::keras
