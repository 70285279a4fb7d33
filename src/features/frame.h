#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "studio/studio.h"
#include "ui/look.h"
#include "ui/marks.h"
#include "ui/pictures.h"

namespace convoscope::features {

/// What panels ask for while they draw; done after the frame. Panels change nothing themselves.
class Intents {
  public:
    /// A command, as Studio::perform has it.
    void run(std::string id, std::string argument = {});
    /// What is no command: a border that is dragged, a value between two frames.
    void change(std::function<void(studio::Studio&)> change) { changes_.push_back(std::move(change)); }
    void apply(studio::Studio& studio);
    bool empty() const { return changes_.empty(); }

  private:
    std::vector<std::function<void(studio::Studio&)>> changes_;
};

/// One frame of the interface, as whoever draws in it gets it.
struct Frame {
    const ui::Look& look;
    const studio::Studio& studio;
    ui::Pictures& pictures;
    Intents& intents;
    std::optional<nn::Unit> pointed =
        {};  ///< set to the unit that the mouse is on in a panel, to be marked in the scene
    std::vector<studio::Caption> captions = {};  ///< where whoever draws them put them
    float bar = 0;                       ///< set by whoever draws the answer: the height of a class's bar
    float digit = 0;                     ///< set by whoever draws the output's names: their height
    scene::Viewport pad = {0, 0, 0, 0};  ///< set by whoever draws the pad: pointer events over it become ink

    const char* words(const Text& text) const { return look.words(text); }
    std::string words(const Message& message) const { return look.words(message); }
};

/// A button that runs a command: greyed while that cannot be done, with what it does and its key when pointed
/// at.
struct CommandButton {
    const char* id;  ///< of the command; the widget's identity as well
    const Text& label;
    std::string argument = {};
    const Text* help = nullptr;  ///< said before what the command says of itself
    bool accented = false;       ///< selected in the accent's colour, not in a quiet one
    ImVec2 size{0, 0};
    std::optional<ui::Mark> mark = {};  ///< before the label
    bool mark_alone = false;            ///< instead of it
};
/// Selected where the command's is_on says so. @return whether it was clicked
bool command_button(Frame& frame, const CommandButton& button);
/// Pixels that it takes where `size` leaves that open.
float width_of(const ui::Look& look, const CommandButton& button);

/// A command as a line of a menu: with its key, greyed while it cannot be done; pointed at it says why.
struct CommandItem {
    const char* id;
    std::string argument = {};
    const Text* label = nullptr;  ///< null: the command's title
    bool on = false;              ///< ticked, besides where the command's is_on says so
};
void command_item(Frame& frame, const CommandItem& item);
/// What a command does, its key, and why it cannot be done now, when the last item is pointed at.
void explain_command(const Frame& frame, const char* id, const std::string& argument = {},
                     const Text* help = nullptr);

/// A line to search a model's classes by name. @return what it holds when that has changed
std::optional<std::string> class_search(Frame& frame, std::string query, float width);

/// A button of several of which one is chosen. @return whether it was clicked
bool option_button(Frame& frame, const Text& label, int index, bool chosen, float width);
/// A row of buttons of which one is chosen. @return the one that was clicked, or -1
int choice(Frame& frame, const char* id, std::span<const Text> labels, int chosen, float width);

}  // namespace convoscope::features
