#include "app/autosave.h"

#include <cstdio>
#include <utility>

#include "app/texts.h"
#include "base/error.h"
#include "base/fields_json.h"
#include "base/file.h"
#include "canvas/files.h"
#include "platform/desktop/paths.h"

namespace convoscope::app {
namespace {

using fields::Json;

constexpr double kSaveEvery = 0.1;  ///< seconds
constexpr std::size_t kLargestSettings = 1 << 20;

/// What is kept of the view for the next start: how things look, not what was being asked.
scene::ViewState kept(scene::ViewState view) {
    const scene::ViewState fresh;
    view.selection = fresh.selection;
    view.pins = fresh.pins;
    view.inspected_layer = fresh.inspected_layer;
    view.layers = fresh.layers;
    view.folded_blocks = fresh.folded_blocks;
    view.sweep = fresh.sweep;
    view.pulse = fresh.pulse;
    view.mark = fresh.mark;
    view.zoom = fresh.zoom;
    return view;
}

/// Settings are a saved view with the program's own beside it, and each feature's under its name.
std::string settings_text(const App& app) {
    const studio::Studio& studio = app.studio();
    Json json = fields::to_json(kept(studio.view()));
    json.update(fields::to_json(studio.settings));
    for (const features::Feature& feature : app.features())
        for (const studio::Kept& part : feature.kept) json[part.name] = part.write(studio);
    // Names out of files and paths may be no UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void read_settings(App& app, const std::string& text, const std::string& origin) {
    studio::Studio& studio = app.studio();
    const Json json = fields::parse(text);
    if (json.is_discarded()) throw Error(base::texts.cannot_use_settings, origin, base::texts.not_json);
    scene::ViewState view = scene::read_view_state(json, origin);
    studio::Settings settings;
    fields::read(json, origin, settings);
    for (const features::Feature& feature : app.features())
        for (const studio::Kept& part : feature.kept)
            if (json.contains(part.name)) part.read(studio, json[part.name], origin);
    studio.view() = std::move(view);
    studio.settings = std::move(settings);
}

}  // namespace

Autosave::Autosave() {
    try {
        slot_.emplace(platform::state_folder());
    } catch (const Error& error) {
        tell(Message(texts.not_kept, error.message()));
    }
}

void Autosave::load_settings(App& app) {
    if (!slot_) return;
    const bool own = std::filesystem::exists(slot_->settings());
    const std::filesystem::path path = own ? slot_->settings() : slot_->first_settings();
    if (!std::filesystem::exists(path)) return;
    try {
        const std::string text = read_file(path, kLargestSettings);
        read_settings(app, text, path.string());
        if (own) saved_settings_ = text;
    } catch (const Error& error) {
        if (own) put_unreadable_aside(path, error.message());
        // else it is another window's to say so
    }
}

std::optional<canvas::Drawing> Autosave::load_drawing() {
    if (!slot_ || !std::filesystem::exists(slot_->drawing())) return std::nullopt;
    try {
        const auto drawings = canvas::load_drawings(slot_->drawing());
        if (!drawings.empty()) return drawings.front();
    } catch (const Error& error) {
        put_unreadable_aside(slot_->drawing(), error.message());
    }
    return std::nullopt;
}

void Autosave::start_fresh(const App& app) {
    fresh_ = true;
    saved_settings_ = settings_text(app);
}

void Autosave::tell(const Message& line) {
    std::fprintf(stderr, "convoscope: %s\n", line.in(system_language()).c_str());
    troubles_.push_back(line);
}

/// So that the next save does not overwrite it.
void Autosave::put_unreadable_aside(const std::filesystem::path& path, const Message& why) {
    std::filesystem::path aside = path;
    aside += ".unreadable";
    std::error_code ignored;
    std::filesystem::rename(path, aside, ignored);
    tell(Message(texts.put_aside, why, aside));
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
    if (app.studio().changes() == checked_ && app.studio().canvas.revision() == saved_revision_) return;
    if (now - last_check_ < kSaveEvery) {
        due_ = last_check_ + kSaveEvery;
        return;
    }
    last_check_ = now;
    checked_ = app.studio().changes();
    flush(app);
}

void Autosave::flush(const App& app) {
    if (!slot_) return;
    try {
        save_drawing(app);
        save_settings(app);
    } catch (const Error& error) {
        tell(Message(texts.no_longer_kept, error.message()));
        slot_.reset();
    }
}

void Autosave::save_drawing(const App& app) {
    const std::uint64_t revision = app.studio().canvas.revision();
    if (revision == saved_revision_) return;
    const canvas::Drawing& drawing = app.studio().canvas.drawing();
    if (std::exchange(fresh_, false)) put_previous_drawing_aside();
    write_file(slot_->drawing(), canvas::to_json(drawing) + "\n");
    saved_revision_ = revision;
}

void Autosave::save_settings(const App& app) {
    std::string text = settings_text(app);
    if (text == saved_settings_) return;
    write_file(slot_->settings(), text);
    saved_settings_ = std::move(text);
}

}  // namespace convoscope::app
