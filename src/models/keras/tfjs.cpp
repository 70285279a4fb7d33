#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>
#include <utility>

#include "base/error.h"
#include "models/keras/finish.h"
#include "models/keras/reader.h"
#include "models/keras/texts.h"
#include "models/raw_tensor.h"

/// TensorFlow.js's layers models: the same JSON, and weights one after the other in files that are named
/// there.
namespace convoscope::models::keras {
namespace {

constexpr std::size_t kMostShards = 1000;
constexpr std::size_t kMostBytes = std::size_t{4} << 30;
constexpr std::size_t kMostWeights = 20000;

/// A weight of the manifest.
struct Entry {
    std::string name;
    std::vector<std::int64_t> shape;
    std::size_t count = 1;
    std::string stored;  ///< "float32", "float16", "uint8", "uint16", "int32", "bool"
    double scale = 1;    ///< of whole numbers that stand for others
    double minimum = 0;
    std::size_t shards = 0;  ///< which group's bytes
    std::size_t offset = 0;  ///< in them
};

std::size_t width_of(const Entry& entry) {
    static constexpr struct {
        const char* name;
        std::size_t width;
    } kTypes[] = {{"float32", 4}, {"int32", 4}, {"float16", 2}, {"uint16", 2}, {"uint8", 1}, {"bool", 1}};
    for (const auto& type : kTypes)
        if (entry.stored == type.name) return type.width;
    throw Error(texts.quantised, entry.name, entry.stored);
}

Entry parse_entry(const Json& json) {
    const Message what(texts.config);
    as_object(json, what);
    Entry entry;
    entry.name = one_line(as_string(member(json, "name", what), what));
    entry.stored = one_line(as_string(member(json, "dtype", what), what));
    const auto shape = shape_of(member(json, "shape", what));
    if (!shape) throw Error(texts.wrong_setting, texts.config, "shape");
    entry.shape = *shape;
    for (const std::int64_t extent : entry.shape) {
        if (extent < 0 || (extent != 0 && entry.count > kMostBytes / static_cast<std::size_t>(extent)))
            throw Error(texts.wrong_setting, texts.config, "shape");
        entry.count *= static_cast<std::size_t>(extent);
    }
    const auto quantisation = json.find("quantization");
    if (quantisation == json.end() || !quantisation->is_object()) return entry;
    entry.stored = one_line(as_string(member(*quantisation, "dtype", what), what));
    for (const auto& [key, to] : {std::pair{"scale", &entry.scale}, std::pair{"min", &entry.minimum}})
        if (quantisation->contains(key) && (*quantisation)[key].is_number())
            *to = (*quantisation)[key].get<double>();
    return entry;
}

float from_half(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const int fraction = bits & 1023;
    const float sign = bits & 0x8000 ? -1.0f : 1.0f;
    if (exponent == 31) return fraction ? std::nanf("") : sign * INFINITY;
    if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), -24);
    return sign * std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
}

template <class T>
T value_at(const char* bytes) {
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    return value;
}

GraphTensor tensor_of(const Entry& entry, const std::string& bytes) {
    GraphTensor tensor;
    tensor.shape = entry.shape;
    tensor.values.resize(entry.count);
    const std::size_t width = width_of(entry);
    const auto unpacked = [&](double whole) {
        return static_cast<float>(whole * entry.scale + entry.minimum);
    };
    for (std::size_t i = 0; i < entry.count; ++i) {
        const char* at = bytes.data() + entry.offset + i * width;
        float& value = tensor.values[i];
        if (entry.stored == "float32") value = value_at<float>(at);
        if (entry.stored == "float16") value = from_half(value_at<std::uint16_t>(at));
        if (entry.stored == "uint16") value = unpacked(value_at<std::uint16_t>(at));
        if (entry.stored == "uint8" || entry.stored == "bool") value = unpacked(value_at<std::uint8_t>(at));
        if (entry.stored == "int32") value = static_cast<float>(value_at<std::int32_t>(at));
    }
    return tensor;
}

/// A name alone, with no folder in it.
bool is_plain(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.size() < 256 &&
           name.find_first_of(std::string("/\\:\0", 4)) == std::string::npos;
}

class Manifest {
  public:
    Manifest(const Json& manifest, const ForeignBytes& file) {
        for (const Json& group : as_array(manifest, texts.config)) read_group(group, file);
        for (const Entry& entry : entries_) names_.push_back(entry.name);
        std::size_t size = file.bytes.size();
        for (const std::string& bytes : bytes_) size += bytes.size();
        budget_ = Budget(size);
    }

    std::vector<Weight> weights_of(const Path& path) const {
        std::vector<Weight> weights;
        for (const std::size_t i : belonging_to(path, names_, looks_)) {
            const Entry& entry = entries_[i];
            weights.push_back({entry.shape, [this, &entry] {
                                   // Several layers may claim it to be theirs.
                                   if (!budget_.spend(entry.count * sizeof(float)))
                                       throw Error(texts.too_often, budget_.all());
                                   return tensor_of(entry, bytes_[entry.shards]);
                               }});
        }
        return weights;
    }

  private:
    void read_group(const Json& group, const ForeignBytes& file) {
        as_object(group, texts.config);
        std::size_t needed = 0;
        for (const Json& json : as_array(member(group, "weights", texts.config), texts.config)) {
            if (entries_.size() >= kMostWeights) throw Error(texts.too_large, kMostWeights);
            Entry entry = parse_entry(json);
            entry.shards = bytes_.size();
            entry.offset = needed;
            const std::size_t size = entry.count * width_of(entry);
            if (size > kMostBytes - needed) throw Error(texts.unpacks_too_large, kMostBytes);
            needed += size;
            entries_.push_back(std::move(entry));
        }
        std::string bytes;
        for (const Json& shard : as_array(member(group, "paths", texts.config), texts.config)) {
            std::string name = as_string(shard, texts.config);
            if (name.starts_with("./")) name.erase(0, 2);  // as TensorFlow.js itself writes it
            if (!is_plain(name) || !file.beside) throw Error(texts.bad_shard, one_line(name));
            if (shards_.size() >= kMostShards) throw Error(texts.too_large, kMostShards);
            // Each once: a small file could else be read any number of times.
            if (!shards_.insert(name).second) throw Error(texts.shard_twice, one_line(name));
            bytes += file.beside(name, needed - bytes.size());
            if (bytes.size() > needed) break;
        }
        if (bytes.size() != needed) throw Error(texts.short_shards, bytes.size(), needed);
        bytes_.push_back(std::move(bytes));
    }

    std::vector<Entry> entries_;
    std::vector<std::string> names_;
    std::vector<std::string> bytes_;  ///< of each group's files, one after the other
    std::set<std::string> shards_;    ///< their names
    mutable Budget budget_{0};        ///< for tensors
    mutable Looks looks_;
};

}  // namespace

bool is_tfjs(std::string_view json) {
    return json.find("\"modelTopology\"") != std::string_view::npos ||
           json.find("\"weightsManifest\"") != std::string_view::npos;
}

ForeignFile read_tfjs(ForeignBytes file) {
    const Json json = parse_json_object(file.bytes, texts.config, kMostJson);
    file.bytes = {};
    const auto topology = json.find("modelTopology");
    if (json.value("format", Json()) == "graph-model" ||
        (topology != json.end() && topology->is_object() && topology->contains("node")))
        throw Error(texts.tfjs_graph);
    if (topology == json.end() || !topology->is_object()) throw Error(texts.no_tfjs, "modelTopology");
    if (!json.contains("weightsManifest")) throw Error(texts.no_tfjs, "weightsManifest");
    const Json& description = topology->contains("model_config") ? (*topology)["model_config"] : *topology;
    const Json version = topology->value("keras_version", Json());
    const Manifest manifest(json["weightsManifest"], file);
    return finish(
        "TensorFlow.js", description, version.is_string() ? one_line(version.get<std::string>()) : "",
        [&](const Path& path) { return manifest.weights_of(path); }, 0);
}

}  // namespace convoscope::models::keras
