#include "studio/saved_view.h"

#include <algorithm>

#include "base/fields_json.h"
#include "base/file.h"
#include "canvas/files.h"
#include "scene/texts.h"
#include "studio/studio.h"
#include "studio/texts.h"

namespace convoscope::studio {
namespace {

using fields::Json;

constexpr std::size_t kLargestView = 64 << 20;  // drawings may lie on pictures
/// What of the settings belongs to the picture that was seen.
constexpr const char* kSeen[] = {"theme", "interface_scale", "panels", "motion"};

Json seen_of(const Json& json) {
    Json seen = Json::object();
    for (const char* key : kSeen)
        if (json.contains(key)) seen[key] = json[key];
    return seen;
}

/// Whether anything in it is what a view says.
bool is_view(const Json& json) {
    scene::ViewState whole;
    whole.preset = scene::Preset::Stage;
    whole.mark = scene::Range{};
    whole.pace = 1;
    whole.folded_blocks.emplace();
    Json known = fields::to_json(whole);
    for (const char* key : kSeen) known[key] = nullptr;
    return std::ranges::any_of(known.items(),
                               [&](const auto& field) { return json.contains(field.key()); }) ||
           json.contains("drawing");
}

}  // namespace

fields::Json features_seen(const Studio& studio) {
    Json features = Json::object();
    for (const Kept& part : studio.seen()) features[part.name] = part.write(studio);
    return features;
}

void see_features(Studio& studio, const fields::Json& features, const std::string& origin) {
    for (const Kept& part : studio.seen()) {
        const bool said = features.is_object() && features.contains(part.name);
        part.read(studio, said ? features[part.name] : Json::object(), origin);
    }
}

void save_view(const SavedView& saved, const std::filesystem::path& path) {
    Json json = fields::to_json(saved.view);
    json["version"] = 1;
    json.update(seen_of(fields::to_json(saved.settings)));
    if (!saved.model.empty()) json["model"] = saved.model;
    if (saved.features.is_object() && !saved.features.empty()) json["features"] = saved.features;
    if (saved.drawing) json["drawing"] = Json::parse(canvas::to_json(*saved.drawing));
    write_file(path, json.dump(2) + "\n");
}

SavedView load_view(const std::filesystem::path& path, const Settings& settings) {
    const std::string origin = path.string();
    const Json json = fields::parse(read_file(path, kLargestView));
    if (json.is_discarded()) throw Error(scene::texts.cannot_use_view, origin, texts.not_json);
    SavedView saved;
    if (json.is_object() && !is_view(json))
        throw Error(scene::texts.cannot_use_view, origin, texts.not_a_view);
    saved.view = scene::read_view_state(json, origin);
    saved.settings = settings;
    fields::read(seen_of(json), origin, saved.settings, scene::texts.cannot_use_view);
    if (json.contains("model")) {
        if (!json["model"].is_string())
            throw Error(scene::texts.cannot_use_view, origin, texts.model_must_be_name);
        saved.model = json["model"].get<std::string>();
    }
    if (json.contains("features")) saved.features = json["features"];
    if (json.contains("drawing")) saved.drawing = canvas::parse_drawing(json["drawing"].dump(), origin);
    return saved;
}

}  // namespace convoscope::studio
