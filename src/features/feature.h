#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "features/frame.h"
#include "studio/command.h"
#include "studio/kept.h"
#include "studio/pointer.h"
#include "studio/studio.h"

/// What a capability is to the rest: a record. A new one is a folder here with a function that returns its
/// record, and one line in app/features.cpp. No feature names another: they meet in the studio.
namespace convoscope::features {

/// A part of the left column.
struct Section {
    const char* id;  ///< in the settings' file: whether it is open
    const Text& (*title)(const studio::Studio& studio);
    bool folds = true;       ///< a click on its title folds it
    bool gives_way = false;  ///< where there is no room for all, it folds by itself
    /// Pixels that it needs below its title in a column of this width, with what follows it.
    float (*least_height)(const Frame& frame, float width);
    /// @param height  pixels that are left of the column
    void (*draw)(Frame& frame, float width, float height);
};

/// Something that lies over everything else and takes the keys while it is open.
struct Overlay {
    bool (*is_open)(const studio::Studio& studio);
    void (*draw)(Frame& frame);
    void (*close)(studio::Studio& studio);  ///< on Esc
    void (*enter)(studio::Studio& studio) =
        nullptr;  ///< on Enter, which Dear ImGui 1.86 may lose between two frames
    bool any_key_closes = false;
    bool scrolls = false;  ///< arrows and Page Up, Page Down are no such key
};

/// The column at the right, open while there is something to inspect.
struct Page {
    bool (*is_open)(const studio::Studio& studio);
    void (*draw)(Frame& frame);
};

/// Takes a name that will be shown, and whether in the large font as well: fonts grow by what it has.
using Tell = std::function<void(const std::string& name, bool large)>;

/// A button that was pressed, or a key.
struct Pressed {
    std::optional<scene::Vector2> at = {};     ///< of a button: framebuffer pixels
    const studio::Command* command = nullptr;  ///< of a key: what it will run
};

/// All of it may be absent but id, title and texts.
struct Feature {
    const char* id;  ///< its folder
    Text title;
    std::vector<Text> texts;  ///< all that it says, for fonts and tests
    std::vector<studio::Command> commands = {};
    std::vector<studio::Kept> kept = {};
    std::vector<studio::Kept> seen = {};  ///< what it adds to saved views

    std::vector<Section> sections = {};
    void (*top)(Frame& frame) = nullptr;     ///< fills the bar above the stage
    void (*tools)(Frame& frame) = nullptr;   ///< fills the slim bar below it: what can be done with the scene
    void (*bottom)(Frame& frame) = nullptr;  ///< fills the bar at the bottom: what is seen, in words
    std::optional<Page> page = {};
    std::optional<Overlay> overlay = {};
    /// Words in the scene of one exhibit, behind the panels.
    void (*labels)(Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list) = nullptr;
    /// Over everything, in the foreground: shows, and takes nothing.
    void (*over)(Frame& frame, ImDrawList& list) = nullptr;
    /// Tells the names in any script that it shows: of files, of classes.
    void (*names)(const studio::Studio& studio, const Tell& tell) = nullptr;
    /// Entries that it adds to its commands' menu, after them.
    void (*menu)(Frame& frame) = nullptr;
    std::optional<studio::Group> menu_group = {};

    /// Once a frame, before anything is drawn: brings to studio.now() what moves or follows.
    void (*advance)(studio::Studio& studio) = nullptr;
    /// When a frame is wanted although nothing happens; nothing: never.
    std::optional<double> (*next_frame)(const studio::Studio& studio) = nullptr;
    /// A press has come, or a key: before anyone takes it.
    void (*before_input)(studio::Studio& studio, const Pressed& pressed) = nullptr;
    /// @return whether it takes the event; of a press: the moves and the release that follow, too
    bool (*pointer)(studio::Studio& studio, const studio::PointerEvent& event) = nullptr;
    /// Opens a file that is one of its kind, or begins to. @return whether it is. @throws Error when it is,
    /// and is bad
    bool (*open)(studio::Studio& studio, const std::filesystem::path& path) = nullptr;
    /// Waits for the long work that its commands have begun. @throws Error when that fails
    void (*finish)(studio::Studio& studio) = nullptr;
};

}  // namespace convoscope::features
