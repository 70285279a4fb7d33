#include "app/autosave.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "platform/paths.h"

namespace convoscope::app {
namespace {

using Json = nlohmann::json;

constexpr double kSaveEvery = 0.1;
constexpr std::size_t kLargestSettings = 1 << 20;

/// What is kept for the next start: how things look, not what was being asked.
Settings kept(Settings settings) {
    scene::ViewState& view = settings.view;
    const scene::ViewState fresh;
    view.selection = fresh.selection;
    view.pins = fresh.pins;
    view.inspected_layer = fresh.inspected_layer;
    view.layers = fresh.layers;
    view.sweep = fresh.sweep;
    view.pulse = fresh.pulse;
    view.mark = fresh.mark;
    return settings;
}

/// Settings are a saved view with the interface's own under "interface".
std::string settings_text(const Settings& settings) {
    Json json = Json::parse(scene::to_json(settings.view));
    json["interface"] = {{"pen_share", settings.pen_share},
                         {"panel_width", settings.panels.width},
                         {"inspector_width", settings.panels.inspector_width},
                         {"steps_open", settings.panels.steps_open},
                         {"answer_open", settings.panels.answer_open}};
    return json.dump(2) + "\n";
}

void read_interface(const Json& json, Settings& settings) {
    if (!json.contains("interface") || !json["interface"].is_object()) return;
    const Json& interface = json["interface"];
    const auto number = [&](const char* key, float low, float high, float& target) {
        if (interface.contains(key) && interface[key].is_number())
            target = std::clamp(interface[key].get<float>(), low, high);
    };
    const auto flag = [&](const char* key, bool& target) {
        if (interface.contains(key) && interface[key].is_boolean()) target = interface[key].get<bool>();
    };
    number("pen_share", ui::kThinnestPen, ui::kThickestPen, settings.pen_share);
    number("panel_width", 120, 800, settings.panels.width);
    number("inspector_width", 120, 2000, settings.panels.inspector_width);
    flag("steps_open", settings.panels.steps_open);
    flag("answer_open", settings.panels.answer_open);
}

}  // namespace

Autosave::Autosave() {
    try {
        slot_.emplace(platform::state_folder());
    } catch (const Error& error) {
        tell("the drawing will not be kept: " + std::string(error.what()));
    }
}

Settings Autosave::load_settings() {
    Settings settings;
    if (!slot_ || !std::filesystem::exists(slot_->settings())) return settings;
    try {
        const std::string text = read_file(slot_->settings(), kLargestSettings);
        settings.view = scene::parse_view_state(text, slot_->settings().string());
        read_interface(Json::parse(text), settings);
    } catch (const Error& error) {
        put_unreadable_aside(slot_->settings(), error.what());
        return {};
    }
    return settings;
}

std::optional<canvas::Drawing> Autosave::load_drawing() {
    if (!slot_ || !std::filesystem::exists(slot_->drawing())) return std::nullopt;
    try {
        const auto drawings = canvas::load_drawings(slot_->drawing());
        if (!drawings.empty()) return drawings.front();
    } catch (const Error& error) {
        put_unreadable_aside(slot_->drawing(), error.what());
    }
    return std::nullopt;
}

void Autosave::start_fresh(const Settings& settings) {
    fresh_ = true;
    saved_settings_ = settings;
}

void Autosave::tell(const std::string& line) {
    std::fprintf(stderr, "convoscope: %s\n", line.c_str());
    troubles_.push_back(line);
}

/// So that the next save does not overwrite it.
void Autosave::put_unreadable_aside(const std::filesystem::path& path, const std::string& why) {
    std::filesystem::path aside = path;
    aside += ".unreadable";
    std::error_code ignored;
    std::filesystem::rename(path, aside, ignored);
    tell(why + "; it was kept as '" + aside.string() + "'");
}

void Autosave::put_previous_drawing_aside() const {
    std::filesystem::path previous = slot_->drawing();
    previous.replace_extension(".previous.jsonl");
    std::error_code ignored;
    std::filesystem::rename(slot_->drawing(), previous, ignored);
}

void Autosave::update(const App& app, double now) {
    if (!slot_) return;
    due_.reset();
    const bool changed =
        app.session().canvas().revision() != saved_revision_ || kept(app.settings()) != saved_settings_;
    if (!changed) return;
    if (now - last_save_ < kSaveEvery) {
        due_ = last_save_ + kSaveEvery;
        return;
    }
    last_save_ = now;
    flush(app);
}

void Autosave::flush(const App& app) {
    if (!slot_) return;
    try {
        save_drawing(app);
        save_settings(app);
    } catch (const Error& error) {
        tell("the drawing is no longer kept: " + std::string(error.what()));
        slot_.reset();
    }
}

void Autosave::save_drawing(const App& app) {
    const std::uint64_t revision = app.session().canvas().revision();
    if (revision == saved_revision_) return;
    const canvas::Drawing& drawing = app.session().canvas().drawing();
    if (std::exchange(fresh_, false)) put_previous_drawing_aside();
    write_file(slot_->drawing(), canvas::to_json(drawing) + "\n");
    saved_revision_ = revision;
}

void Autosave::save_settings(const App& app) {
    const Settings settings = kept(app.settings());
    if (settings == saved_settings_) return;
    write_file(slot_->settings(), settings_text(settings));
    saved_settings_ = settings;
}

}  // namespace convoscope::app
