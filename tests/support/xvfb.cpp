#include "support/xvfb.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <stdexcept>

extern char** environ;

namespace convoscope::test {
namespace {

constexpr int patience = 30'000;  // ms that the server may take on a busy machine; it takes 100

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
    return line;
}

/// What the server writes to the pipe: its display number and a line's end. Empty when it ends or takes too
/// long.
std::string read_line(int pipe) {
    std::string line;
    for (pollfd ready{pipe, POLLIN, 0}; poll(&ready, 1, patience) == 1;) {
        char letter = 0;
        if (read(pipe, &letter, 1) != 1) return {};
        if (letter == '\n') return line;
        line += letter;
    }
    return {};
}

}  // namespace

void run_program(const std::vector<std::string>& arguments) {
    std::vector<char*> words;
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    pid_t child = -1;
    if (const int error = posix_spawnp(&child, words[0], nullptr, nullptr, words.data(), environ))
        throw std::runtime_error("cannot run " + arguments[0] + " (" + std::strerror(error) +
                                 "); install it");
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(joined(arguments) + " failed");
}

Xvfb::Xvfb(const std::string& screen, bool opengl) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    const std::string write_end = std::to_string(ends[1]);
    const pid_t parent = getpid();
    server_ = fork();
    if (server_ == 0) {
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves no server behind
        if (getppid() != parent) _exit(1);
        execlp("Xvfb", "Xvfb", "-displayfd", write_end.c_str(), "-screen", "0", screen.c_str(),
               opengl ? "+extension" : "-extension", "GLX", "-nolisten", "tcp", "-noreset", "-nocursor", "-r",
               nullptr);
        _exit(127);
    }
    close(ends[1]);
    const std::string number = read_line(ends[0]);
    close(ends[0]);
    if (number.empty()) {
        kill(server_, SIGKILL);
        waitpid(server_, nullptr, 0);
        throw std::runtime_error("Xvfb does not start; install xvfb");
    }
    display_ = ":" + number;
    variable_.emplace("DISPLAY", display_);
}

Xvfb::~Xvfb() {
    kill(server_, SIGTERM);  // it removes its lock file and socket
    waitpid(server_, nullptr, 0);
}

void Xvfb::set_dots_per_inch(int dots) const {
    Display* connection = XOpenDisplay(display_.c_str());
    if (!connection) throw std::runtime_error("cannot connect to " + display_);
    // Where a desktop's settings go: toolkits and GLFW read Xft.dpi from the root window.
    const std::string resources = "Xft.dpi:\t" + std::to_string(dots) + "\n";
    XChangeProperty(connection, DefaultRootWindow(connection), XA_RESOURCE_MANAGER, XA_STRING, 8,
                    PropModeReplace, reinterpret_cast<const unsigned char*>(resources.data()),
                    static_cast<int>(resources.size()));
    XCloseDisplay(connection);
}

RgbPicture Xvfb::look(int x, int y, int width, int height) const {
    const std::unique_ptr<Display, int (*)(Display*)> connection(XOpenDisplay(display_.c_str()),
                                                                 XCloseDisplay);
    if (!connection) throw std::runtime_error("cannot connect to " + display_);
    Display* display = connection.get();
    if (x < 0 || y < 0 || x + width > DisplayWidth(display, DefaultScreen(display)) ||
        y + height > DisplayHeight(display, DefaultScreen(display)))
        throw std::runtime_error("the screen is smaller than that");  // Xlib would end the test
    XImage* image = XGetImage(display, DefaultRootWindow(display), x, y, static_cast<unsigned>(width),
                              static_cast<unsigned>(height), AllPlanes, ZPixmap);
    if (!image) throw std::runtime_error("cannot look at " + display_);
    RgbPicture picture{width, height, {}};
    picture.rgb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column) {
            const unsigned long pixel = XGetPixel(image, column, row);  // 0xRRGGBB on a screen of 24 bits
            for (const int shift : {16, 8, 0})
                picture.rgb.push_back(static_cast<unsigned char>(pixel >> shift));
        }
    XDestroyImage(image);
    return picture;
}

void Xvfb::xdotool(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "xdotool");
    run_program(arguments);
}

}  // namespace convoscope::test
