#include "app/state_file.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"

namespace convoscope::app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestState = 64 << 20;  // drawings may lie on pictures

}  // namespace

void save_state(const SavedState& state, const std::filesystem::path& path) {
    Json json = Json::parse(scene::to_json(state.view));
    if (!state.model.empty()) json["model"] = state.model;
    if (state.drawing) json["drawing"] = Json::parse(canvas::to_json(*state.drawing));
    write_file(path, json.dump(2) + "\n");
}

SavedState load_state(const std::filesystem::path& path) {
    const std::string text = read_file(path, kLargestState);
    SavedState state;
    state.view = scene::parse_view_state(text, path.string());
    const Json json = Json::parse(text);
    if (json.contains("model")) {
        if (!json["model"].is_string())
            throw Error("cannot use the view in '" + path.string() + "': 'model' must be a name");
        state.model = json["model"].get<std::string>();
    }
    if (json.contains("drawing"))
        state.drawing = canvas::parse_drawing(json["drawing"].dump(), path.string());
    return state;
}

}  // namespace convoscope::app
