// What is opened and saved.

#include <algorithm>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "canvas/pixels.h"
#include "features/keep/keep.h"
#include "features/keep/texts.h"
#include "studio/activations_file.h"
#include "studio/saved_view.h"
#include "studio/texts.h"

namespace convoscope::keep {
namespace {

namespace fs = std::filesystem;
using studio::Command;
using studio::FileRequest;
using studio::FileType;
using studio::Group;
using studio::kControl;
using studio::kShift;
using studio::Studio;

const FileType kDrawings{texts.types_drawings, {".jsonl"}};
const FileType kViews{texts.types_views, {".json"}};
const FileType kPictures{texts.types_pictures, {".png", ".jpg", ".jpeg", ".bmp"}};
const FileType kPng{texts.types_pictures, {".png"}};

const Text* refuse_blank(const Studio& studio) {
    return studio.canvas.drawing().blank() ? &texts.nothing_to_save : nullptr;
}

/// A command that asks where to save, or saves at once where its argument says where.
template <void (*Save)(Studio&, const fs::path&)>
void ask_to_save(Studio& studio, const std::string& argument, const Text& title, const char* name,
                 const FileType& type) {
    if (!argument.empty()) {
        Save(studio, argument);
        return;
    }
    studio.file_request =
        FileRequest{.saving = true,
                    .title = title,
                    .name = name,
                    .types = {type},
                    .done = [](Studio& then, const fs::path& path, int, int) { Save(then, path); }};
}

void save_strokes(Studio& studio, const fs::path& path) {
    canvas::save_drawings({&studio.canvas.drawing(), 1}, path);
}
void save_picture(Studio& studio, const fs::path& path) {
    canvas::save_png(studio.exhibit().steps().drawn, path);
}
void save_view(Studio& studio, const fs::path& path) {
    const canvas::Drawing& drawing = studio.canvas.drawing();
    studio::save_view(
        {studio.view(), studio.settings, studio.exhibit().model().name,
         drawing.blank() ? std::nullopt : std::optional(drawing), studio::features_seen(studio)},
        path);
}
void save_activations(Studio& studio, const fs::path& path) {
    const nn::Workspace* numbers = studio.exhibit().numbers();
    if (!numbers) throw Error(texts.nothing_to_save);
    studio::save_activations(studio.exhibit().model(), *numbers, path);
}

void ask_to_open(Studio& studio, const std::string& argument) {
    if (!argument.empty()) {
        studio.open(argument);
        return;
    }
    FileType all{texts.types_known, {}};
    for (const FileType* type : {&kDrawings, &kPictures, &kViews})
        all.extensions.insert(all.extensions.end(), type->extensions.begin(), type->extensions.end());
    all.extensions.push_back(".safetensors");
    studio.file_request = FileRequest{
        .title = texts.dialog_open, .types = {all}, .done = [](Studio& then, const fs::path& path, int, int) {
            then.open(path);
        }};
}

void screenshot(Studio& studio, const std::string& argument) {
    std::error_code ignored;
    fs::path path = argument;
    for (int number = 1; argument.empty() && (number == 1 || fs::exists(path, ignored)); ++number)
        path = "convoscope-" + std::to_string(number) + ".png";
    studio.picture = studio::PictureRequest{path, 0, 0};
}

void picture_of_any_size(Studio& studio, const std::string&) {
    studio.file_request = FileRequest{.saving = true,
                                      .title = texts.dialog_picture,
                                      .name = "convoscope.png",
                                      .types = {kPng},
                                      .sized = true,
                                      .width = 2 * studio.places.surface_width,
                                      .height = 2 * studio.places.surface_height,
                                      .done = [](Studio& then, const fs::path& path, int width, int height) {
                                          then.picture = studio::PictureRequest{path, width, height};
                                      }};
}

/// Whether it is a stroke file: JSON whose first object has strokes; or JSON of another kind, or no JSON.
enum class Content { Strokes, OtherJson, Other };
Content content_of(const fs::path& path) {
    const std::string beginning = beginning_of_file(path, 64 << 10);
    const std::size_t first = beginning.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || beginning[first] != '{') return Content::Other;
    const std::string line = beginning.substr(first, beginning.find('\n', first) - first);
    // A saved view may have a drawing in it, with its strokes.
    const std::size_t strokes = line.find("\"strokes\"");
    return strokes != std::string::npos && line.find("\"drawing\"") > strokes ? Content::Strokes
                                                                              : Content::OtherJson;
}

/// What cannot be read, and an empty file, are left to load_drawing(), which says so.
bool may_be_picture(const fs::path& path) {
    const std::string beginning = beginning_of_file(path, 16);
    return beginning.empty() || canvas::looks_like_picture(beginning);
}

void open_view(Studio& studio, const fs::path& path) {
    studio::SavedView saved = studio::load_view(path, studio.settings);
    const bool another = !saved.model.empty() && saved.model != studio.exhibit().model().name;
    if (another && !studio.perform("model.show", saved.model))
        studio.notify(Message(texts.state_of_another_model, saved.model));
    studio.glide();
    studio.view() = std::move(saved.view);
    studio.settings = std::move(saved.settings);
    if (saved.drawing) studio.canvas.replace(*std::move(saved.drawing));
    studio::see_features(studio, saved.features, path.string());
}

void open_strokes(Studio& studio, const fs::path& path) {
    auto drawings = canvas::load_drawings(path);
    if (drawings.empty()) throw Error(studio::texts.cannot_open, path, texts.no_drawing);
    if (drawings.size() > 1) studio.notify(Message(texts.one_of_many, drawings.size()));
    studio.canvas.replace(std::move(drawings.front()));
}

}  // namespace

bool open(Studio& studio, const fs::path& path) {
    const std::string extension = path.extension().string();
    switch (content_of(path)) {
        case Content::Strokes:
            open_strokes(studio, path);
            return true;
        case Content::OtherJson:
            open_view(studio, path);
            return true;
        case Content::Other:
            break;
    }
    if (extension == ".jsonl")
        open_strokes(studio, path);
    else if (extension == ".json")
        open_view(studio, path);
    else if (may_be_picture(path))
        studio.canvas.replace(canvas::load_drawing(path));
    else
        return false;
    return true;
}

void notify_saved(Studio& studio, const fs::path& path) {
    std::error_code ignored;
    studio.notify(Message(texts.saved, fs::absolute(path, ignored)));
}

namespace {

constexpr auto kOptional = Command::Argument::Optional;

std::vector<Command> drawing_commands() {
    return {
        {.id = "file.open",
         .title = texts.key_open,
         .group = Group::File,
         .keys = {{'O', kControl}},
         .run = ask_to_open,
         .argument = kOptional,
         .argument_hint = "FILE"},
        {.id = "file.save",
         .title = texts.key_save,
         .group = Group::File,
         .keys = {{'S', kControl}},
         .run =
             [](Studio& studio, const std::string& argument) {
                 ask_to_save<save_strokes>(studio, argument, texts.dialog_save, "drawing.jsonl", kDrawings);
             },
         .refuses = refuse_blank,
         .argument = kOptional,
         .argument_hint = "FILE.jsonl"},
        {.id = "file.save_picture",
         .title = texts.key_save_picture,
         .group = Group::File,
         .keys = {{'E', kControl}},
         .run =
             [](Studio& studio, const std::string& argument) {
                 ask_to_save<save_picture>(studio, argument, texts.dialog_save_picture, "drawing.png", kPng);
             },
         .refuses = refuse_blank,
         .argument = kOptional,
         .argument_hint = "FILE.png"},
    };
}

std::vector<Command> view_commands() {
    return {
        {.id = "file.save_view",
         .title = texts.key_save_view,
         .group = Group::File,
         .keys = {{'S', kControl | kShift}},
         .run =
             [](Studio& studio, const std::string& argument) {
                 ask_to_save<save_view>(studio, argument, texts.dialog_save_view, "view.json", kViews);
             },
         .argument = kOptional,
         .argument_hint = "FILE.json"},
        {.id = "file.save_activations",
         .title = texts.key_save_activations,
         .group = Group::File,
         .keys = {{'A', kControl | kShift}},
         .run =
             [](Studio& studio, const std::string& argument) {
                 ask_to_save<save_activations>(studio, argument, texts.dialog_save_activations,
                                               "activations.npz", {texts.types_npz, {".npz"}});
             },
         .refuses = refuse_blank,
         .argument = kOptional,
         .argument_hint = "FILE.npz"},
        {.id = "file.screenshot",
         .title = texts.key_screenshot,
         .group = Group::File,
         .keys = {{studio::kKeyF12}},
         .run = screenshot,
         .argument = kOptional,
         .argument_hint = "FILE.png",
         .also = texts.also_screenshot},
        {.id = "file.picture",
         .title = texts.key_picture,
         .group = Group::File,
         .keys = {{studio::kKeyF12, kShift}},
         .run = picture_of_any_size,
         .also = texts.also_picture},
    };
}

}  // namespace

std::vector<Command> commands() { return studio::all_rows({drawing_commands(), view_commands()}); }

}  // namespace convoscope::keep
