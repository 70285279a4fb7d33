#include "models/keras/reader.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "models/keras/content.h"
#include "models/keras/finish.h"
#include "models/keras/texts.h"
#include "models/keras/translate.h"

namespace convoscope::models::keras {
namespace {

constexpr const char* kConfig = "config.json";
constexpr const char* kWeights = "model.weights.h5";
constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kSmall = std::size_t{1} << 20;  // a zip's members may have it however small the zip is

std::size_t count_below(const Content& content, std::string_view group) {
    std::size_t count = 0;
    for (const std::string& path : content.paths()) count += path.starts_with(group);
    return count;
}

/// "dropout, random_flip": the first of them.
std::string names_of(const std::vector<std::string>& names) {
    std::string line;
    for (std::size_t i = 0; i < names.size() && i < kMostNamed; ++i) line += (i > 0 ? ", " : "") + names[i];
    return names.size() > kMostNamed ? line + ", ..." : line;
}

/// Whether a file without a network's description is still one of Keras's: of save_weights().
bool holds_weights(const Content& content) {
    return !content.texts("/", "layer_names").empty() || content.has_group("/model_weights") ||
           content.has_group("/layers") || content.has_group("/_layer_checkpoint_dependencies");
}

/// A member of a zip as JSON; an empty object where there is none.
Json json_member(const Archive& archive, const char* name, std::size_t limit) {
    if (!archive.has(name)) return Json::object();
    return parse_json_object(archive.read(name, limit), texts.config, kMostJson);
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? one_line(found->get<std::string>()) : "";
}

}  // namespace

int major_version(const std::string& version) { return version.starts_with("3.") ? 3 : 2; }

ForeignFile finish(const std::string& format, const Json& description, const std::string& version,
                   const WeightsOf& weights_of, std::size_t optimizer) {
    const Network network = parse_network(description);
    Translation translation = translate(network, weights_of, major_version(version));
    ForeignFile file;
    file.format = format;
    // TensorFlow.js says its own name there.
    if (!version.empty()) file.producer = version.starts_with("tfjs") ? version : "keras " + version;
    file.content = std::move(translation.graph);
    if (!translation.training.empty())
        file.skipped.emplace_back(texts.training_alone, names_of(translation.training));
    if (optimizer > 0)
        file.skipped.emplace_back(
            texts.optimizer, optimizer == 1 ? Message(texts.one_tensor) : Message(texts.tensors, optimizer));
    return file;
}

ForeignFile read_keras_h5(ForeignBytes file, const Hdf5Reader& hdf5) {
    std::string plain = hdf5(file.bytes);
    file.bytes = {};
    const Content content(std::move(plain));
    const std::string config = content.text("/", "model_config");
    if (config.empty()) throw Error(holds_weights(content) ? texts.weights_alone : texts.no_keras_h5);
    const std::string version = one_line(content.text("/", "keras_version"));
    return finish("Keras " + std::to_string(major_version(version)),
                  parse_json_object(config, texts.config, kMostJson), version, weights_of_h5(content),
                  count_below(content, "/optimizer_weights/"));
}

bool is_keras_zip(const Archive& archive) {
    return archive.has(kWeights) || (archive.has(kConfig) && archive.has("metadata.json"));
}

ForeignFile read_keras_zip(ForeignBytes file, const Hdf5Reader& hdf5) {
    std::string weights;
    Json config;
    std::string version;
    {
        const std::size_t limit = file.bytes.size() * kZipTimesLarger + kSmall;
        const Archive archive(file.bytes);
        if (!archive.has(kConfig)) throw Error(texts.no_keras_zip, kConfig);
        if (!archive.has(kWeights)) {
            for (const std::string& name : archive.names())
                if (name.find(".weights.") != std::string::npos)
                    throw Error(texts.other_weights_file, one_line(name));
            throw Error(texts.no_keras_zip, kWeights);
        }
        config = json_member(archive, kConfig, limit);
        version = text_of(json_member(archive, "metadata.json", limit), "keras_version");
        weights = archive.read(kWeights, limit);
    }
    file.bytes = {};
    std::string plain = hdf5(weights);
    weights = {};
    const Content content(std::move(plain));
    return finish("Keras " + std::to_string(major_version(version)), config, version,
                  weights_of_store(content), count_below(content, "/optimizer/"));
}

}  // namespace convoscope::models::keras
