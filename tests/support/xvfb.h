#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "support/environment.h"
#include "support/picture.h"

namespace convoscope::test {

/// Runs a program and waits for it.
/// @param arguments the program, found on the PATH, and what it is given
/// @throws std::runtime_error when it cannot be started or does not exit with 0
void run_program(const std::vector<std::string>& arguments);

/// An X server of its own without a screen, Xvfb, on a display that was free; $DISPLAY names it while it
/// lives. It has no window manager: a window has no frame and lies at (0, 0), and keys go to the window that
/// the pointer is in until a window takes the focus. A key that is held is not repeated. It ends with this
/// object, or with the test when that crashes.
class Xvfb {
  public:
    /// @param screen width x height x depth
    /// @param opengl whether it has GLX
    /// @throws std::runtime_error when it does not start, naming the package to install
    explicit Xvfb(const std::string& screen = "1280x800x24", bool opengl = true);
    ~Xvfb();
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;

    const std::string& display() const { return display_; }  ///< ":99"

    /// Sends input as a user would, with xdotool: xdotool({"mousemove", "10", "20", "click", "1"}). It has
    /// arrived at the server when this returns.
    void xdotool(std::vector<std::string> arguments) const;

    /// What is on the screen now, in a rectangle of it.
    /// @throws std::runtime_error when the rectangle is not all on the screen
    RgbPicture look(int x, int y, int width, int height) const;

    /// The pixel density that programs see which start from now on: 96 is a content scale of 1, 192 of 2.
    void set_dots_per_inch(int dots) const;

  private:
    pid_t server_ = -1;
    std::string display_;
    std::optional<SetVariable> variable_;
};

}  // namespace convoscope::test
