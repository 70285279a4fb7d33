#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "canvas/drawing.h"
#include "studio/studio.h"
#include "support/environment.h"
#include "support/picture.h"
#include "support/program.h"
#include "support/temporary_folder.h"

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

/// The program in this process, without a window: the same events that a window has lead to the same frames,
/// on a clock of the test's own, so that nothing has to be waited for. Only one lives at a time. What only a
/// real window shows (the system's events, sleeping, being killed) is tested in tests/e2e.
class OpenWindow {
  public:
    /// @param arguments  "--fresh", or a file to open
    explicit OpenWindow(const std::vector<std::string>& arguments = {});
    ~OpenWindow();
    OpenWindow(const OpenWindow&) = delete;
    OpenWindow& operator=(const OpenWindow&) = delete;

    studio::Studio& studio() const;

    /// Presses and lets go, as xdotool calls keys: "ctrl+z", "question", "F12".
    void key(const std::string& name) const;
    /// Down, or up again; "shift" and the like hold for what follows.
    void key_down(const std::string& name) const;
    void key_up(const std::string& name) const;
    /// Types what is ASCII, a key and a character each.
    void type(const std::string& words) const;
    /// Types into what takes text, and ends with Enter. @return whether `done` came to hold
    bool type_line(const std::string& text, const std::function<bool()>& done) const;

    void move(Place to) const;
    /// Out of the window, so that nothing is pointed at.
    void leave() const;
    void press(Place at, int button = 1) const;
    void move_along(const Path& path) const;
    void release(int button = 1) const;
    void drag(const Path& path, int button = 1) const {
        press(path.front(), button);
        move_along(Path(path.begin() + 1, path.end()));
        release(button);
    }
    /// Buttons as X11 numbers them: 4 and 5 are the wheel.
    void click(Place at, int button = 1) const;
    void resize(int width, int height) const;
    void drop(const std::filesystem::path& file) const;

    /// Draws frames until nothing moves any more and all is kept; what goes on by itself, as a sweep, is
    /// given a second.
    void wait_for_rest() const;
    /// Lets the clock go on, drawing frames as they are wanted.
    void pass(double seconds) const;
    /// What it shows a frame later: what moves goes on while one looks.
    RgbPicture look() const;
    RgbPicture look_at_rest() const {
        wait_for_rest();
        return look();
    }

    int width() const;
    int height() const;
    bool is_alive() const;
    /// Asks it to end with Ctrl+Q.
    Outcome quit();

  private:
    struct Running;
    std::unique_ptr<Running> running_;
};

/// The clock of the window that is open goes on; none is, and nothing happens.
void let_time_pass(double seconds);

/// What in a real window would be told to xdotool, for the same tests.
class Hands {
  public:
    explicit Hands(const OpenWindow* const& window) : window_(window) {}
    /// {"type", WORDS}, {"keydown", NAME}, {"keyup", NAME}
    void xdotool(const std::vector<std::string>& words) const;

  private:
    const OpenWindow* const& window_;
};

/// A folder that is the current one, and a state folder of its own in it.
class WindowTest : public ::testing::Test {
  protected:
    WindowTest();
    ~WindowTest() override;

    std::filesystem::path file(const std::string& name) const { return folder_ / name; }
    std::filesystem::path state_file(const std::string& name) const {
        return folder_ / "state" / "convoscope" / name;
    }
    OpenWindow open(const std::vector<std::string>& arguments = {}) const { return OpenWindow(arguments); }
    /// The drawing as the program keeps it for its next start; blank while there is none.
    canvas::Drawing kept_drawing(int slot = 0) const;
    /// The drawing that is kept, which `wanted` has to like.
    canvas::Drawing await_drawing(const std::function<bool(const canvas::Drawing&)>& wanted,
                                  int slot = 0) const;

    static Pad find_pad(const OpenWindow& window);
    /// Finds a place of the stage where the pointer is on a unit that is not yet explained, and leaves it
    /// there. The view is the flat one.
    /// @param from  down from there; the middle of the stage while there is no inspector
    static Place point_at_a_unit(const OpenWindow& window, Place from = {776, 400});
    /// The middle of a layer's caption.
    static Place place_of_caption(const OpenWindow& window, const std::string& layer);
    /// The strokes of a 7 on the pad, one mouse move every few pixels.
    static Path seven(const Pad& pad);

    /// Saves with a key and the dialog that it opens.
    void save_as(const OpenWindow& window, const std::string& key, const std::string& name) const;

    /// What `convoscope render` makes of these options at the window's size.
    RgbPicture rendered(const OpenWindow& window, std::vector<std::string> options) const;

    TemporaryFolder folder_;
    std::filesystem::path before_;
    SetVariable state_{"XDG_STATE_HOME", (folder_ / "state").string()};
    SetVariable software_{"LIBGL_ALWAYS_SOFTWARE", "1"};
    SetVariable language_{"LC_ALL", "C"};
    const OpenWindow* const& present_;
    Hands screen_{present_};
};

/// The contract between the window's pixels and those of `convoscope render`: at most 2 levels of difference
/// in 99.9 % of them.
void expect_same_pixels(const RgbPicture& window, const RgbPicture& file, const std::string& what);

}  // namespace convoscope::test
