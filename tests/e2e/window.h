#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "canvas/drawing.h"
#include "support/environment.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/xvfb.h"

namespace convoscope::test {

struct Place {
    int x = 0;  ///< pixels of the window, right
    int y = 0;  ///< down
};
using Path = std::vector<Place>;

/// So many places from one to the other, both included.
Path line(Place from, Place to, int count);

/// Where the canvas's pad is in a window.
struct Pad {
    double left = 0;
    double top = 0;
    double side = 0;

    /// @param across, down  shares (0 .. 1) of the pad
    Place at(double across, double down) const {
        return {static_cast<int>(std::lround(left + across * side)),
                static_cast<int>(std::lround(top + down * side))};
    }
};

/// The built program with its window, its current folder a given one, used with the mouse and the keyboard as
/// someone would. The window is the only one that has the keyboard until another takes it (take_keyboard).
class OpenWindow {
  public:
    /// Starts it and waits until its first frame is shown.
    /// @param at  where the window goes on the screen
    OpenWindow(const Xvfb& screen, const std::filesystem::path& folder,
               const std::vector<std::string>& arguments = {}, Place at = {});

    void take_keyboard() const;
    /// Presses and lets go: "ctrl+z", "question", "F12".
    void key(const std::string& name) const;
    /// Types into what takes text, and ends with Enter, which is held until `done`: Dear ImGui 1.86 looks at
    /// keys once a frame.
    /// @return whether `done` came to hold
    bool type_line(const std::string& text, const std::function<bool()>& done) const;

    void move(Place to) const;
    /// Out of the window, so that nothing is pointed at. The screen must be larger than the window.
    void leave() const;
    void press(Place at, int button = 1) const;
    void move_along(const Path& path) const;
    void release(int button = 1) const;
    void drag(const Path& path, int button = 1) const {
        press(path.front(), button);
        move_along(Path(path.begin() + 1, path.end()));
        release(button);
    }
    void click(Place at, int button = 1) const;
    void resize(int width, int height);

    /// Waits until all that it was told is done and nothing moves any more.
    void wait_for_rest() const;
    /// What it shows now.
    RgbPicture look() const;
    /// What it shows when it has come to rest.
    RgbPicture look_at_rest() const {
        wait_for_rest();
        return look();
    }

    int width() const { return width_; }
    int height() const { return height_; }
    RunningProgram& program() { return program_; }
    bool is_alive() const { return !program_.has_ended(); }
    /// Asks it to end with Ctrl+Q.
    Outcome quit();

  private:
    void find_window();

    const Xvfb& screen_;
    RunningProgram program_;
    std::string window_;  ///< its X11 number
    Place at_;
    int width_ = 1280;
    int height_ = 800;
};

/// A screen, a folder that is the program's current one, and a state folder of its own in it.
class WindowTest : public ::testing::Test {
  protected:
    std::filesystem::path file(const std::string& name) const { return folder_ / name; }
    std::filesystem::path state_file(const std::string& name) const {
        return folder_ / "state" / "convoscope" / name;
    }
    OpenWindow open(const std::vector<std::string>& arguments = {}) const {
        return OpenWindow(screen_, folder_.path(), arguments);
    }
    /// The drawing as the program keeps it for its next start; blank while there is none.
    canvas::Drawing kept_drawing(int slot = 0) const;
    /// Waits until `wanted` likes the drawing that is kept; fails the test when that does not come.
    canvas::Drawing await_drawing(const std::function<bool(const canvas::Drawing&)>& wanted,
                                  int slot = 0) const;

    /// Finds the pad by drawing on it, and takes that stroke back: where pixels and the drawing's units meet
    /// in two points, they meet everywhere.
    Pad find_pad(const OpenWindow& window) const;
    /// Finds a place of the stage where the pointer is on a unit that is not yet explained, and leaves it
    /// there. The view is the flat one.
    /// @param from  down from there; the middle of the stage while there is no inspector
    static Place point_at_a_unit(const OpenWindow& window, Place from = {776, 400});
    /// The strokes of a 7 on the pad, one mouse move every few pixels.
    static Path seven(const Pad& pad);

    /// Saves with a key and the dialog that it opens.
    void save_as(const OpenWindow& window, const std::string& key, const std::string& name) const;

    /// What `convoscope render` makes of these options at the window's size.
    RgbPicture rendered(const OpenWindow& window, std::vector<std::string> options) const;

    Xvfb screen_{"1400x900x24"};
    TemporaryFolder folder_;
    SetVariable state_{"XDG_STATE_HOME", (folder_ / "state").string()};
    SetVariable no_wayland_{"WAYLAND_DISPLAY", std::nullopt};
};

/// The contract between the window's pixels and those of `convoscope render`: at most 2 levels of difference
/// in 99.9 % of them. Where it does not hold, both are kept in the build's folder e2e-actual.
/// @param what  one word for the pictures' names
void expect_same_pixels(const RgbPicture& window, const RgbPicture& file, const std::string& what);

}  // namespace convoscope::test
