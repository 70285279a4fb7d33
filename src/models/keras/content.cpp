#include "models/keras/content.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

/// Windows' separators came into the names of Keras 2's groups.
std::string with_slashes(std::string path) {
    std::ranges::replace(path, '\\', '/');
    return path;
}

void append(std::vector<std::string>& list, const Json& value) {
    if (value.is_string()) list.push_back(value.get<std::string>());
    if (!value.is_array()) return;
    for (const Json& one : value)
        if (one.is_string()) list.push_back(one.get<std::string>());
}

}  // namespace

Content::Content(std::string container) : bytes_(std::move(container)), attributes_(Json::object()) {
    MemorySource source(bytes_);
    Safetensors contents = parse_safetensors(source);
    for (Tensor& tensor : contents.tensors) {
        const std::string path = with_slashes(tensor.name);
        if (tensor.dtype == "F32" || tensor.dtype == "F64") tensors_.emplace(path, std::move(tensor));
    }
    const Json attributes = parse_json_object(contents.metadata["attributes"], keras::texts.config);
    for (const auto& [path, value] : attributes.items())
        if (value.is_object()) attributes_[with_slashes(path)] = value;
    for (const auto& [path, ignored] : attributes_.items())
        if (const std::size_t slash = path.rfind('/'); slash != std::string::npos && slash + 1 < path.size())
            groups_[path.substr(0, slash)].push_back(path.substr(slash + 1));
}

std::vector<std::string> Content::paths() const {
    std::vector<std::string> all;
    for (const auto& [path, tensor] : tensors_) all.push_back(path);
    return all;
}

const Tensor& Content::find(const std::string& path) const {
    const auto found = tensors_.find(path);
    if (found == tensors_.end()) throw Error(keras::texts.damaged_object, one_line(path));
    return found->second;
}

std::vector<std::int64_t> Content::shape(const std::string& path) const {
    const Tensor& tensor = find(path);
    return {tensor.shape.begin(), tensor.shape.end()};
}

GraphTensor Content::tensor(const std::string& path) const {
    const Tensor& tensor = find(path);
    MemorySource source(bytes_);
    GraphTensor result;
    result.shape.assign(tensor.shape.begin(), tensor.shape.end());
    if (tensor.dtype == "F32") {
        result.values = read_tensor<float>(source, tensor);
    } else {
        const std::vector<double> values = read_tensor<double>(source, tensor);
        result.values.resize(values.size());
        std::ranges::transform(values, result.values.begin(),
                               [](double value) { return static_cast<float>(value); });
    }
    return result;
}

const std::vector<std::string>& Content::groups(const std::string& path) const {
    static const std::vector<std::string> none;
    const auto found = groups_.find(path == "/" ? "" : path);
    return found == groups_.end() ? none : found->second;
}

const Json* Content::attribute(const std::string& path, const std::string& name) const {
    const auto group = attributes_.find(path);
    if (group == attributes_.end()) return nullptr;
    const auto found = group->find(name);
    return found == group->end() ? nullptr : &*found;
}

std::string Content::text(const std::string& path, const std::string& name) const {
    std::vector<std::string> list;
    if (const Json* value = attribute(path, name)) append(list, *value);
    return list.size() == 1 ? list.front() : "";
}

std::vector<std::string> Content::texts(const std::string& path, const std::string& name) const {
    std::vector<std::string> list;
    if (const Json* value = attribute(path, name)) append(list, *value);
    for (int piece = 0; const Json* value = attribute(path, name + std::to_string(piece)); ++piece)
        append(list, *value);
    return list;
}

}  // namespace convoscope::models::keras
