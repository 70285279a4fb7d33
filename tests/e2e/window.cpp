#include "e2e/window.h"

#include <sstream>
#include <stdexcept>

#include "canvas/files.h"
#include "e2e/process.h"
#include "support/patience.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

/// What a program found on the PATH prints.
Outcome outcome_of_tool(std::vector<std::string> arguments) { return outcome_of("/usr/bin/env", arguments); }

/// With a script the program starts without its welcome: tests begin at rest.
std::vector<std::string> at_rest(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--do", "draw.pen"});
    return arguments;
}

}  // namespace

Path line(Place from, Place to, int count) {
    Path path;
    for (int i = 0; i < count; ++i) {
        const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 0;
        path.push_back({static_cast<int>(std::lround(from.x + share * (to.x - from.x))),
                        static_cast<int>(std::lround(from.y + share * (to.y - from.y)))});
    }
    return path;
}

OpenWindow::OpenWindow(const Xvfb& screen, const std::filesystem::path& folder,
                       const std::vector<std::string>& arguments, Place at)
    : screen_(screen), program_(test::program(), at_rest(arguments), folder.string()), at_(at) {
    find_window();
    if (at.x != 0 || at.y != 0)
        screen_.xdotool({"windowmove", "--sync", window_, std::to_string(at.x), std::to_string(at.y)});
    take_keyboard();
    wait_for_rest();
}

void OpenWindow::find_window() {
    const bool found = eventually([&] {
        if (program_.has_ended()) return true;
        std::istringstream numbers(
            outcome_of_tool({"xdotool", "search", "--onlyvisible", "--all", "--pid",
                             std::to_string(program_.process()), "--name", "Convoscope"})
                .out);
        return static_cast<bool>(numbers >> window_);
    });
    if (program_.has_ended()) throw std::runtime_error("the program ended: " + program_.finish().err);
    if (!found) throw std::runtime_error("no window of the program comes up");
}

void OpenWindow::take_keyboard() const { screen_.xdotool({"windowfocus", "--sync", window_}); }

void OpenWindow::key(const std::string& name) const { screen_.xdotool({"key", name}); }

bool OpenWindow::type_line(const std::string& text, const std::function<bool()>& done) const {
    screen_.xdotool({"type", text});
    wait_for_rest();
    screen_.xdotool({"keydown", "Return"});
    const bool came = eventually(done);
    screen_.xdotool({"keyup", "Return"});
    return came;
}

void OpenWindow::move(Place to) const { move_along({to}); }

void OpenWindow::leave() const { move({width_ + 20, height_ + 20}); }

void OpenWindow::press(Place at, int button) const {
    move(at);
    screen_.xdotool({"mousedown", std::to_string(button)});
}

void OpenWindow::move_along(const Path& path) const {
    std::vector<std::string> words;
    for (const Place place : path)
        words.insert(words.end(),
                     {"mousemove", std::to_string(at_.x + place.x), std::to_string(at_.y + place.y)});
    screen_.xdotool(words);
}

void OpenWindow::release(int button) const { screen_.xdotool({"mouseup", std::to_string(button)}); }

void OpenWindow::click(Place at, int button) const {
    move(at);
    wait_for_rest();  // what lies under the pointer is found out by the frame that follows
    const std::string number = std::to_string(button);
    screen_.xdotool({"mousedown", number});
    if (button <= 3) wait_for_rest();  // nobody is quicker than a frame; the wheel has no button to hold
    screen_.xdotool({"mouseup", number});
}

void OpenWindow::resize(int width, int height) {
    screen_.xdotool({"windowsize", "--sync", window_, std::to_string(width), std::to_string(height)});
    width_ = width;
    height_ = height;
}

void OpenWindow::wait_for_rest() const {
    if (!eventually([&] { return !is_alive() || is_at_rest(program_.process()); }))
        throw std::runtime_error("the program never comes to rest");
    if (!is_alive()) throw std::runtime_error("the program has ended");
}

RgbPicture OpenWindow::look() const { return screen_.look(at_.x, at_.y, width_, height_); }

Outcome OpenWindow::quit() {
    key("ctrl+q");
    if (!eventually([&] { return program_.has_ended(); })) throw std::runtime_error("Ctrl+Q does not end it");
    return program_.finish();
}

canvas::Drawing WindowTest::kept_drawing(int slot) const {
    const auto path = state_file("drawing-" + std::to_string(slot) + ".jsonl");
    if (!std::filesystem::exists(path)) return {};
    return canvas::load_drawing(path);
}

canvas::Drawing WindowTest::await_drawing(const std::function<bool(const canvas::Drawing&)>& wanted,
                                          int slot) const {
    canvas::Drawing drawing;
    const bool came = eventually([&] { return wanted(drawing = kept_drawing(slot)); });
    EXPECT_TRUE(came) << "the kept drawing stays " << canvas::to_json(drawing);
    return drawing;
}

Pad WindowTest::find_pad(const OpenWindow& window) const {
    const Place first{90, 120};
    const Place second{180, 210};
    window.drag({first, second});
    const auto drawing = await_drawing([](const canvas::Drawing& kept) {
        return !kept.strokes.empty() && kept.strokes.back().points.size() == 2;
    });
    if (drawing.strokes.empty()) throw std::runtime_error("a stroke over the left column draws nothing");
    const auto& points = drawing.strokes.back().points;
    const std::size_t before = drawing.strokes.size() - 1;
    window.key("ctrl+z");
    await_drawing([&](const canvas::Drawing& kept) { return kept.strokes.size() == before; });

    Pad pad;
    const double units_a_pixel = (points[1].x - points[0].x) / static_cast<double>(second.x - first.x);
    pad.side = drawing.width / units_a_pixel;
    pad.left = first.x - points[0].x / units_a_pixel;
    pad.top = first.y - points[0].y / units_a_pixel;
    return pad;
}

Place WindowTest::point_at_a_unit(const OpenWindow& window, Place from) {
    window.leave();
    const RgbPicture before = window.look_at_rest();
    // From the answer to the input something comes within a few steps.
    for (Place place = from; place.y < 700; place.y += 20) {
        window.move(place);
        if (share_beyond(16, before, window.look_at_rest()) > 0.0005) return place;
    }
    throw std::runtime_error("nothing on the stage answers to the pointer");
}

Path WindowTest::seven(const Pad& pad) {
    Path path = line(pad.at(0.28, 0.24), pad.at(0.72, 0.24), 24);
    const Path down = line(pad.at(0.72, 0.24), pad.at(0.46, 0.8), 31);
    path.insert(path.end(), down.begin() + 1, down.end());
    return path;
}

void WindowTest::save_as(const OpenWindow& window, const std::string& key, const std::string& name) const {
    window.wait_for_rest();
    window.key(key);
    window.wait_for_rest();
    const bool saved = window.type_line(name, [&] { return std::filesystem::exists(file(name)); });
    if (!saved) throw std::runtime_error(key + " saves no " + name);
    window.wait_for_rest();
}

RgbPicture WindowTest::rendered(const OpenWindow& window, std::vector<std::string> options) const {
    const std::string picture = file("rendered.png");
    options.insert(options.begin(), {"render", picture, "--size",
                                     std::to_string(window.width()) + "x" + std::to_string(window.height())});
    const Outcome outcome = outcome_of(test::program(), options);
    if (outcome.status != 0) throw std::runtime_error("render fails: " + outcome.err);
    return load_picture(picture);
}

void expect_same_pixels(const RgbPicture& window, const RgbPicture& file, const std::string& what) {
    const double beyond = share_beyond(2, window, file);
    if (beyond <= 0.001) return;
    const std::filesystem::path folder = build_folder() / "e2e-actual";
    std::filesystem::create_directories(folder);
    save_picture(window, folder / (what + "-window.png"));
    save_picture(file, folder / (what + "-file.png"));
    ADD_FAILURE() << "the window and the file differ by more than 2 levels in " << 100 * beyond
                  << " % of the pixels; see " << (folder / (what + "-window.png")) << " and -file.png";
}

}  // namespace convoscope::test
