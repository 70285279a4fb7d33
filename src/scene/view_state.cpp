#include "scene/view_state.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"

namespace convoscope::scene {
namespace {

using Json = nlohmann::json;

template <typename Value, std::size_t Count>
using Names = std::array<std::pair<Value, std::string_view>, Count>;

constexpr Names<Preset, 5> kPresets{{{Preset::Stage, "stage"},
                                     {Preset::Original, "original"},
                                     {Preset::Flat, "flat"},
                                     {Preset::Side, "side"},
                                     {Preset::Answer, "answer"}}};
constexpr Names<Arrangement, 3> kArrangements{
    {{Arrangement::Stage, "stage"}, {Arrangement::Original, "original"}, {Arrangement::Flat, "flat"}}};
constexpr Names<Palette, 4> kPalettes{{{Palette::Original, "original"},
                                       {Palette::Signed, "signed"},
                                       {Palette::Even, "even"},
                                       {Palette::Grey, "grey"}}};
constexpr Names<Scale, 2> kScales{{{Scale::Layer, "layer"}, {Scale::Map, "map"}}};
constexpr Names<Theme, 2> kThemes{{{Theme::Dark, "dark"}, {Theme::Light, "light"}}};

template <typename Value, std::size_t Count>
std::string_view name_in(const Names<Value, Count>& names, Value value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value) return name;
    return {};
}

template <typename Value, std::size_t Count>
std::optional<Value> value_in(const Names<Value, Count>& names, std::string_view name) {
    for (const auto& [value, candidate] : names)
        if (candidate == name) return value;
    return std::nullopt;
}

/// Reads keys of one JSON object; each complaint names the file and the key.
class Reader {
  public:
    Reader(const Json& object, const std::string& origin) : object_(object), origin_(origin) {
        if (!object.is_object()) complain("it is not a JSON object");
    }

    template <typename Value, std::size_t Count>
    void read(const char* key, const Names<Value, Count>& names, Value& target) const {
        if (!object_.contains(key)) return;
        const auto value =
            object_[key].is_string() ? value_in(names, object_[key].get<std::string>()) : std::nullopt;
        if (!value) complain(std::string("'") + key + "' has a value that this version does not know");
        target = *value;
    }

    void read(const char* key, float& target, float low, float high) const {
        if (!object_.contains(key)) return;
        const Json& value = object_[key];
        if (!value.is_number() || !(value.get<double>() >= low && value.get<double>() <= high))
            complain(std::string("'") + key + "' must be a number from " + std::to_string(low) + " to " +
                     std::to_string(high));
        target = value.get<float>();
    }

    void read(const char* key, bool& target) const {
        if (!object_.contains(key)) return;
        if (!object_[key].is_boolean()) complain(std::string("'") + key + "' must be true or false");
        target = object_[key].get<bool>();
    }

    void read(const char* key, std::string& target) const {
        if (!object_.contains(key)) return;
        if (!object_[key].is_string()) complain(std::string("'") + key + "' must be text");
        target = object_[key].get<std::string>();
    }

    [[noreturn]] void complain(const std::string& why) const {
        throw Error("cannot use the view in '" + origin_ + "': " + why);
    }

  private:
    const Json& object_;
    const std::string& origin_;
};

constexpr float kFar = 1e6f;

void read_camera(const Json& json, const std::string& origin, Camera& camera) {
    const Reader reader(json, origin);
    reader.read("x", camera.target.x(), -kFar, kFar);
    reader.read("y", camera.target.y(), -kFar, kFar);
    reader.read("z", camera.target.z(), -kFar, kFar);
    reader.read("distance", camera.distance, 1, kFar);
    reader.read("yaw", camera.yaw, -360, 360);
    reader.read("pitch", camera.pitch, -90, 90);
    reader.read("field_of_view", camera.field_of_view, 5, 120);
}

}  // namespace

std::optional<Preset> preset_named(std::string_view name) { return value_in(kPresets, name); }
std::string_view name_of(Preset preset) { return name_in(kPresets, preset); }

std::string to_json(const ViewState& state) {
    Json json = {{"version", 1},
                 {"home", name_in(kPresets, state.home)},
                 {"arrangement", name_in(kArrangements, state.arrangement)},
                 {"selection", state.selection},
                 {"palette", name_in(kPalettes, state.palette)},
                 {"scale", name_in(kScales, state.scale)},
                 {"theme", name_in(kThemes, state.theme)},
                 {"interface_scale", state.interface_scale},
                 {"panels", state.panels},
                 {"motion", state.motion},
                 {"camera",
                  {{"x", state.camera.target.x()},
                   {"y", state.camera.target.y()},
                   {"z", state.camera.target.z()},
                   {"distance", state.camera.distance},
                   {"yaw", state.camera.yaw},
                   {"pitch", state.camera.pitch},
                   {"field_of_view", state.camera.field_of_view}}}};
    if (state.preset) json["preset"] = name_of(*state.preset);
    return json.dump(2) + "\n";
}

ViewState parse_view_state(std::string_view text, const std::string& origin) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        throw Error("cannot use the view in '" + origin + "': it is not JSON; save one with Ctrl+Shift+S");
    ViewState state;
    const Reader reader(json, origin);
    reader.read("home", kPresets, state.home);
    reader.read("arrangement", kArrangements, state.arrangement);
    reader.read("palette", kPalettes, state.palette);
    reader.read("scale", kScales, state.scale);
    reader.read("theme", kThemes, state.theme);
    reader.read("selection", state.selection);
    reader.read("interface_scale", state.interface_scale, 0.5f, 4.0f);
    reader.read("panels", state.panels);
    reader.read("motion", state.motion);
    if (json.contains("camera")) {
        read_camera(json["camera"], origin, state.camera);
        state.preset.reset();
    }
    if (json.contains("preset")) {
        Preset preset{};
        reader.read("preset", kPresets, preset);
        state.preset = preset;
    }
    return state;
}

}  // namespace convoscope::scene
