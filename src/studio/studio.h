#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields_json.h"
#include "base/job.h"
#include "base/message.h"
#include "canvas/canvas.h"
#include "canvas/preprocess.h"
#include "studio/command.h"
#include "studio/exhibit.h"
#include "studio/file_request.h"
#include "studio/history.h"
#include "studio/parts.h"
#include "studio/settings.h"

namespace convoscope::studio {

/// A picture to be made of what is seen; the shell makes it after the frame.
struct PictureRequest {
    std::filesystem::path path;
    int width = 0;  ///< pixels; 0: as large as the window is
    int height = 0;
};

/// Where a part of a layer's caption stands; it can be clicked.
struct Caption {
    enum class Part { Name, Eye, Fold };

    int node = 0;
    scene::Viewport place;  ///< framebuffer pixels
    Part part = Part::Name;
    int block = -1;  ///< of the network's blocks: the caption is of it, folded or open; -1: of the layer
};

/// Where things are on the surface, framebuffer pixels, as the last frame had them.
struct Places {
    int surface_width = 1280;
    int surface_height = 720;
    float density = 1;        ///< of the monitor
    float scale = 1;          ///< pixels a point: density times the interface's own, as far as the panels fit
    float largest_scale = 4;  ///< that they have room for
    scene::Viewport pad;      ///< where ink is drawn; stays while the panels are hidden: a stroke goes on
    scene::Viewport stage;    ///< what the panels leave for the scene
    float bar = 0;            ///< height of one class's bar in the answer, pixels
    float digit = 0;          ///< height of the output's names in the scene, pixels
    scene::Viewport floating{0, 0, 0, 0};  ///< a panel that lies on the stage, while presenting
    std::vector<Caption> captions;         ///< of the first exhibit's layers
    bool sheet =
        false;  ///< the inspector is a low sheet below the stage, just above the bar with the sentence
    bool blocked = false;  ///< a dialog, a menu or the key table lies over everything: no drawing, no turning

    bool on_stage(const scene::Vector2& pixel) const {
        return stage.contains(pixel) && !floating.contains(pixel);
    }
};

/// The pointer over the stage.
struct Pointing {
    std::optional<scene::Vector2> at;  ///< framebuffer pixels; nothing while it is outside of the window
    bool dragging = false;             ///< a button is down and the pointer has moved since, or ink flows
    /// Where the stage was clicked. The panels may have moved the scene under the pointer since: until the
    /// pointer moves it points at nothing, and a second click is about the same unit.
    std::optional<scene::Vector2> clicked_at;
    bool ignored = false;  ///< something plays in the scene: the pointer says nothing
    int held_layer = -1;   ///< the layer that folding and hiding are about until the pointer moves
};

/// A key that was pressed and the command that it ran, for those who watch.
struct PressedKey {
    Key key{0};
    std::string command;  ///< its id; empty: it has none
    double time = 0;      ///< seconds
};

/// A part of the studio that outlives the session, an object of its own in the settings' file, or of what is
/// seen, one in saved views.
struct Kept {
    const char* name;
    fields::Json (*write)(const Studio& studio);
    /// @throws Error naming `origin`
    void (*read)(Studio& studio, const fields::Json& json, const std::string& origin);
};

/// What a studio is made of.
struct Setup {
    nn::ModelPtr model;
    Settings settings;
    CommandTable commands;
    /// Ways to open a file, the first that takes it is the one (feature.h).
    std::vector<bool (*)(Studio& studio, const std::filesystem::path& path)> openers;
    /// Each waits for the long work that a feature's commands have begun (feature.h).
    std::vector<void (*)(Studio& studio)> finishers;
    std::vector<Kept> seen;        ///< what features add to saved views
    std::filesystem::path assets;  ///< models/ and drawings/
    int threads = 0;               ///< for long work; 0: none, it advances between frames
    std::function<void()> wake;  ///< from any thread: long work is done, and a window that sleeps should look
    /// The plain form of an HDF5 file's bytes (models/keras/hdf5.h).
    std::function<std::string(std::string_view bytes)> plain_hdf5;
};

/// Everything that the program is about, and all that its features share: the drawing, the exhibits,
/// settings, commands. Features read it while they draw and change it through commands and intents. No
/// window, no ImGui, no GL.
class Studio {
  public:
    /// @throws Error when the model cannot take a drawing
    explicit Studio(Setup setup);

    canvas::Canvas canvas;
    /// What is shown and read in its place while something is being demonstrated: it is neither kept nor can
    /// it be undone. Its revisions are none that the canvas ever has.
    std::optional<canvas::Canvas> ghost;
    const canvas::Canvas& shown_canvas() const { return ghost ? *ghost : canvas; }
    canvas::PreprocessOptions preprocessing;  ///< the steps that the user wants to be taken
    Settings settings;
    History history;  ///< of addresses
    Places places;
    Pointing pointing;
    std::optional<FileRequest>
        file_request;  ///< set by whoever needs a file; shown and answered by the file dialog
    std::optional<PictureRequest> picture;
    bool presenting = false;  ///< for a class: the stage, the pad and the answer, and nothing else
    PressedKey pressed;
    bool going_there =
        false;  ///< the camera goes to the selected unit as soon as the panels have their places
    bool quit = false;
    bool fonts_changed = false;  ///< text may have new glyphs
    Parts parts;                 ///< what each feature keeps

    /// The exhibits; the first is the one that keys, pages and the pen's answer are about.
    Exhibit& exhibit() { return *exhibits_.front(); }
    const Exhibit& exhibit() const { return *exhibits_.front(); }
    std::vector<std::unique_ptr<Exhibit>>& exhibits() { return exhibits_; }
    const std::vector<std::unique_ptr<Exhibit>>& exhibits() const { return exhibits_; }
    scene::ViewState& view() { return exhibit().view; }
    const scene::ViewState& view() const { return exhibit().view; }
    /// Another model takes the exhibit's place; the drawing stays, the camera glides on.
    /// @throws Error when it cannot take a drawing; everything is then as it was
    void show_model(nn::ModelPtr model);

    const CommandTable& commands() const { return commands_; }
    /// Runs a command.
    /// @throws Error when there is none of this id, when it cannot be done now, when its argument is missing
    /// or wrong, or
    ///         when it fails
    void run(std::string_view id, const std::string& argument = {});
    /// The same for keys and buttons: what goes wrong becomes a notice. @return whether it was done
    bool perform(std::string_view id, const std::string& argument = {});
    bool can_run(std::string_view id, const std::string& argument = {}) const;
    /// Why it cannot be done now; null: it can, or there is no such command.
    const Text* why_not(std::string_view id, const std::string& argument = {}) const;

    /// Waits for long work that commands have begun: a model that is being opened.
    /// @throws Error when it fails
    void finish();

    /// Opens whatever the file is: a drawing, a saved view, a model.
    /// @throws Error when nothing can be made of it
    void open(const std::filesystem::path& path);
    const std::filesystem::path& assets() const { return assets_; }
    const std::vector<Kept>& seen() const { return seen_; }
    const std::function<std::string(std::string_view)>& plain_hdf5() const { return plain_hdf5_; }

    Language language() const { return settings.language.value_or(system_language_); }
    /// A message in the language of the moment.
    std::string words(const Message& message) const { return message.in(language()); }

    /// Tells the user something for a few seconds.
    void notify(Message message);
    void clear_notice() { notice_ = {}; }
    const Message& notice() const { return notice_; }
    /// When the notice goes away; nothing: there is none.
    std::optional<double> notice_end() const;

    /// The moment of the present frame or event, seconds.
    double now() const { return now_; }
    void set_now(double now);

    /// Readings are brought up to date. @return whether something changed
    bool read();
    /// The same, waiting for what takes long; everything is shown as it will be.
    void settle();
    Runner& runner() { return *runner_; }
    const Runner& runner() const { return *runner_; }

    /// The scene glides from where it is to what the view will say, where motion is on.
    void glide();
    /// Where the pointer points at the scene; nothing while it is over a panel, drags, or was just clicked.
    std::optional<scene::Vector2> pointed_place() const;

    /// Something that is seen has changed: a frame is wanted.
    void touch() {
        touched_ = true;
        ++changes_;
    }
    /// Raised with every touch().
    std::uint64_t changes() const { return changes_; }
    bool take_touched() { return std::exchange(touched_, false); }
    bool touched() const { return touched_; }

  private:
    CommandTable commands_;
    std::vector<bool (*)(Studio&, const std::filesystem::path&)> openers_;
    std::vector<void (*)(Studio&)> finishers_;
    std::vector<Kept> seen_;
    std::filesystem::path assets_;
    std::function<std::string(std::string_view)> plain_hdf5_;
    Language system_language_;
    Message notice_;
    double notice_until_ = 0;
    double now_ = 0;
    bool touched_ = true;
    std::uint64_t changes_ = 1;
    std::unique_ptr<Runner> runner_;  // after it, what its jobs belong to
    std::vector<std::unique_ptr<Exhibit>> exhibits_;
};

}  // namespace convoscope::studio
