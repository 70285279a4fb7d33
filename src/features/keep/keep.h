#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "features/feature.h"
#include "features/keep/folder.h"

/// Files: drawings, pictures, saved views and activations; and the dialog that asks which, for every feature.
namespace convoscope::keep {

struct Settings {
    std::string folder;  ///< where a file was opened or saved last; empty: nowhere yet
    bool operator==(const Settings&) const = default;
};
constexpr auto describe(const Settings*) {
    return fields::object(fields::field("folder", &Settings::folder));
}

/// The file dialog.
struct State {
    bool open = false;
    int openings = 0;  ///< part of its fields' identities, so that what is undone in one never outlives it
    bool just_opened = false;
    studio::FileRequest request;
    std::filesystem::path folder;
    std::vector<Entry> entries;
    std::string name;        ///< chosen or typed: a name in the folder, or a path
    bool all_types = false;  ///< else those of the request alone
    bool entered = false;    ///< Enter was pressed
    std::string replacing;   ///< the file that will be replaced when it is confirmed once more
    Message complaint;       ///< why the last try failed
};

features::Feature feature();
std::vector<studio::Command> commands();

/// Opens the dialog that a feature has asked for.
void advance(studio::Studio& studio);
void draw_dialog(features::Frame& frame);
/// The dialog's steps (dialog.cpp): into a folder; what is typed, as OK does it.
void enter_folder(studio::Studio& studio, const std::filesystem::path& folder);
void accept(studio::Studio& studio);
void close(studio::Studio& studio);
/// The list anew, of the types that are asked for.
void list_again(studio::Studio& studio);

/// Opens a drawing, a picture or a saved view on the canvas.
bool open(studio::Studio& studio, const std::filesystem::path& path);
void notify_saved(studio::Studio& studio, const std::filesystem::path& path);

}  // namespace convoscope::keep
