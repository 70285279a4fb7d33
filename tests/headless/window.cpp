#include "headless/window.h"

#include <array>
#include <map>
#include <stdexcept>

#include "app/autosave.h"
#include "app/offscreen.h"
#include "app/picture_request.h"
#include "canvas/files.h"
#include "support/bundled.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

using platform::Event;
using platform::EventKind;

constexpr double kFrame = 1.0 / 60;
constexpr double kLongest = 30;  ///< seconds of the test's own clock until rest
constexpr double kGoesOn = 0.1;  ///< that what goes on by itself is given

/// The window that is open: there is one at a time.
const OpenWindow*& present() {
    static const OpenWindow* window = nullptr;
    return window;
}

struct NamedKey {
    int code = 0;
    unsigned character = 0;  ///< what it types; 0: nothing
    bool shift = false;      ///< to be held for it
};

/// @throws std::runtime_error for a name that no test uses yet
NamedKey key_named(const std::string& name) {
    static const std::map<std::string, NamedKey> kNames{{"Escape", {256}},
                                                        {"Return", {257}},
                                                        {"Tab", {258}},
                                                        {"BackSpace", {259}},
                                                        {"Right", {262}},
                                                        {"Left", {263}},
                                                        {"Down", {264}},
                                                        {"Up", {265}},
                                                        {"Prior", {266}},
                                                        {"Next", {267}},
                                                        {"Page_Up", {266}},
                                                        {"Page_Down", {267}},
                                                        {"Home", {268}},
                                                        {"F1", {290}},
                                                        {"F12", {301}},
                                                        {"shift", {340}},
                                                        {"ctrl", {341}},
                                                        {"alt", {342}},
                                                        {"space", {' ', ' '}},
                                                        {"slash", {'/', '/'}},
                                                        {"question", {'/', '?', true}},
                                                        {"bracketleft", {'[', '['}},
                                                        {"bracketright", {']', ']'}}};
    if (const auto found = kNames.find(name); found != kNames.end()) return found->second;
    if (name.size() == 1 && std::isalnum(static_cast<unsigned char>(name[0])))
        return {std::toupper(static_cast<unsigned char>(name[0])), static_cast<unsigned>(name[0])};
    if (name.size() == 1) return {name[0], static_cast<unsigned>(name[0])};
    throw std::runtime_error("no key is called " + name);
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

struct OpenWindow::Running {
    explicit Running(const std::vector<std::string>& arguments)
        : offscreen(bundled_model("lenet5"), {}, 1280, 800) {
        const bool fresh = !arguments.empty() && arguments.front() == "--fresh";
        studio::Studio& studio = offscreen.app().studio();
        if (fresh) {
            autosave.start_fresh(offscreen.app());
        } else {
            autosave.load_settings(offscreen.app());
            if (auto left = autosave.load_drawing()) studio.canvas.replace(*std::move(left));
        }
    }

    Event event(EventKind kind) const {
        Event made;
        made.kind = kind;
        made.time = now;
        made.x = pointer.x;
        made.y = pointer.y;
        made.modifiers = modifiers;
        return made;
    }
    void send(const Event& made) { offscreen.handle(made); }

    void draw() {
        app::App& app = offscreen.app();
        offscreen.draw(now);
        if (const auto request = app.take_picture_request())
            app::answer(*request, app, offscreen.imgui(), offscreen.surface(), now);
        autosave.update(app, now);
    }
    bool wants_frame() {
        const auto next = offscreen.app().next_frame_time();
        return offscreen.imgui().has_more() || offscreen.app().wants_frame() || (next && *next <= now) ||
               (autosave.due() && *autosave.due() <= now);
    }
    bool kept() const { return !autosave.due(); }

    app::Offscreen offscreen;
    app::Autosave autosave;
    double now = 0;
    Place pointer{-100, -100};
    platform::Modifiers modifiers;
    bool ended = false;
};

OpenWindow::OpenWindow(const std::vector<std::string>& arguments)
    : running_(std::make_unique<Running>(arguments)) {
    present() = this;
    wait_for_rest();
}

OpenWindow::~OpenWindow() {
    if (present() == this) present() = nullptr;
}

studio::Studio& OpenWindow::studio() const { return running_->offscreen.app().studio(); }

void OpenWindow::key_down(const std::string& name) const {
    const NamedKey key = key_named(name);
    platform::Modifiers& held = running_->modifiers;
    if (name == "shift") held.shift = true;
    if (name == "ctrl") held.control = true;
    if (name == "alt") held.alt = true;
    Event press = running_->event(EventKind::Key);
    press.key = key.code;
    press.action = platform::Action::Press;
    press.modifiers.shift = press.modifiers.shift || key.shift;
    running_->send(press);
    if (key.character == 0 || held.control || held.alt) return;
    Event text = running_->event(EventKind::Text);
    text.character = key.character;
    running_->send(text);
}

void OpenWindow::key_up(const std::string& name) const {
    platform::Modifiers& held = running_->modifiers;
    if (name == "shift") held.shift = false;
    if (name == "ctrl") held.control = false;
    if (name == "alt") held.alt = false;
    Event release = running_->event(EventKind::Key);
    release.key = key_named(name).code;
    running_->send(release);
}

void OpenWindow::key(const std::string& name) const {
    std::vector<std::string> parts{""};
    for (const char sign : name)
        if (sign == '+' && !parts.back().empty())
            parts.emplace_back();
        else
            parts.back() += sign;
    for (const std::string& part : parts) key_down(part);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) key_up(*part);
    wait_for_rest();
}

void OpenWindow::type(const std::string& words) const {
    for (const char sign : words) {
        const std::string name = sign == ' ' ? "space" : sign == '/' ? "slash" : std::string(1, sign);
        key_down(name);
        key_up(name);
    }
    wait_for_rest();
}

bool OpenWindow::type_line(const std::string& text, const std::function<bool()>& done) const {
    type(text);
    key("Return");
    wait_for_rest();
    return done();
}

void OpenWindow::move_along(const Path& path) const {
    for (const Place place : path) {
        running_->pointer = place;
        if (place.x < 0 || place.y < 0 || place.x >= width() || place.y >= height())
            running_->send(running_->event(EventKind::PointerLeave));
        else
            running_->send(running_->event(EventKind::PointerMove));
        running_->now += kFrame / 4;
    }
    wait_for_rest();
}

void OpenWindow::move(Place to) const { move_along({to}); }
void OpenWindow::leave() const { move({width() + 20, height() + 20}); }

void OpenWindow::press(Place at, int button) const {
    move(at);
    if (button > 3) {
        Event turn = running_->event(EventKind::Scroll);
        turn.scroll_y = button == 4 ? 1 : -1;
        running_->send(turn);
        wait_for_rest();
        return;
    }
    static constexpr std::array kButtons{platform::PointerButton::Left, platform::PointerButton::Middle,
                                         platform::PointerButton::Right};
    Event down = running_->event(EventKind::PointerButton);
    down.button = kButtons[static_cast<std::size_t>(button) - 1];
    down.action = platform::Action::Press;
    running_->send(down);
    wait_for_rest();
}

void OpenWindow::release(int button) const {
    if (button > 3) return;
    static constexpr std::array kButtons{platform::PointerButton::Left, platform::PointerButton::Middle,
                                         platform::PointerButton::Right};
    Event up = running_->event(EventKind::PointerButton);
    up.button = kButtons[static_cast<std::size_t>(button) - 1];
    running_->send(up);
    wait_for_rest();
}

void OpenWindow::click(Place at, int button) const {
    press(at, button);
    release(button);
}

void OpenWindow::resize(int width, int height) const {
    running_->offscreen.resize(width, height);
    Event resized = running_->event(EventKind::Resize);
    resized.width = width;
    resized.height = height;
    running_->send(resized);
    wait_for_rest();
}

void OpenWindow::drop(const std::filesystem::path& file) const {
    Event dropped = running_->event(EventKind::Drop);
    dropped.files = {file.string()};
    running_->send(dropped);
    wait_for_rest();
}

void OpenWindow::pass(double seconds) const {
    for (const double end = running_->now + seconds; running_->now < end; running_->now += kFrame)
        if (running_->wants_frame()) running_->draw();
}

void OpenWindow::wait_for_rest() const {
    if (!is_alive()) throw std::runtime_error("the program has ended");
    int quiet = 0;  // as in the window, a few frames more let the interface's own small reactions finish
    for (const double end = running_->now + kLongest; quiet < 3 || !running_->kept();
         running_->now += kFrame) {
        const bool wanted = running_->wants_frame();
        quiet = wanted ? 0 : quiet + 1;
        if (wanted || quiet <= 3) running_->draw();
        const bool goes_on = studio().view().sweep || studio().view().pulse >= 0;
        if (goes_on && running_->now > end - kLongest + kGoesOn) return;
        if (running_->now > end) throw std::runtime_error("the program never comes to rest");
    }
}

RgbPicture OpenWindow::look() const {
    running_->now += kFrame;
    running_->draw();
    const gl::Pixels pixels = running_->offscreen.read_pixels();
    RgbPicture picture{pixels.width, pixels.height, {}};
    for (std::size_t i = 0; i + 3 < pixels.rgba.size(); i += 4)
        picture.rgb.insert(picture.rgb.end(), pixels.rgba.begin() + static_cast<std::ptrdiff_t>(i),
                           pixels.rgba.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    return picture;
}

int OpenWindow::width() const { return running_->offscreen.surface().width; }
int OpenWindow::height() const { return running_->offscreen.surface().height; }
bool OpenWindow::is_alive() const { return running_ && !running_->ended; }

Outcome OpenWindow::quit() {
    key("ctrl+q");
    if (!studio().quit) throw std::runtime_error("Ctrl+Q does not end it");
    running_->autosave.flush(running_->offscreen.app());
    running_.reset();
    if (present() == this) present() = nullptr;
    return {0, "", ""};
}

void let_time_pass(double seconds) {
    if (present()) present()->pass(seconds);
}

void Hands::xdotool(const std::vector<std::string>& words) const {
    if (words.size() != 2) throw std::runtime_error("two words are understood");
    if (words[0] == "type")
        window_->type(words[1]);
    else if (words[0] == "keydown")
        window_->key_down(words[1]);
    else if (words[0] == "keyup")
        window_->key_up(words[1]);
    else
        throw std::runtime_error("not understood: " + words[0]);
    window_->wait_for_rest();
}

WindowTest::WindowTest() : before_(std::filesystem::current_path()), present_(present()) {
    std::filesystem::current_path(folder_.path());
}

WindowTest::~WindowTest() {
    std::error_code ignored;
    std::filesystem::current_path(before_, ignored);
}

canvas::Drawing WindowTest::kept_drawing(int slot) const {
    if (present()) present()->wait_for_rest();
    const auto path = state_file("drawing-" + std::to_string(slot) + ".jsonl");
    if (!std::filesystem::exists(path)) return {};
    return canvas::load_drawing(path);
}

canvas::Drawing WindowTest::await_drawing(const std::function<bool(const canvas::Drawing&)>& wanted,
                                          int slot) const {
    const canvas::Drawing drawing = kept_drawing(slot);
    EXPECT_TRUE(wanted(drawing)) << "the kept drawing is " << canvas::to_json(drawing);
    return drawing;
}

Pad WindowTest::find_pad(const OpenWindow& window) {
    const scene::Viewport& pad = window.studio().places.pad;
    return {pad.x, pad.y, pad.width};
}

Place WindowTest::point_at_a_unit(const OpenWindow& window, Place from) {
    window.leave();
    const auto before = window.studio().exhibit().stage.focus();
    // From the answer to the input something comes within a few steps.
    for (Place place = from; place.y < 700; place.y += 20) {
        window.move(place);
        const auto& pointed = window.studio().exhibit().stage.pointed_at();
        if (pointed && pointed != before) return place;
    }
    throw std::runtime_error("nothing on the stage answers to the pointer");
}

Place WindowTest::place_of_caption(const OpenWindow& window, const std::string& layer) {
    for (const studio::Caption& caption : window.studio().places.captions)
        if (caption.part == studio::Caption::Part::Name &&
            window.studio().exhibit().architecture().nodes[static_cast<std::size_t>(caption.node)].name ==
                layer)
            return {static_cast<int>(caption.place.x + 0.5f * caption.place.width),
                    static_cast<int>(caption.place.y + 0.5f * caption.place.height)};
    throw std::runtime_error("no caption of " + layer);
}

Path WindowTest::seven(const Pad& pad) {
    Path path = line(pad.at(0.28, 0.24), pad.at(0.72, 0.24), 24);
    const Path down = line(pad.at(0.72, 0.24), pad.at(0.46, 0.8), 31);
    path.insert(path.end(), down.begin() + 1, down.end());
    return path;
}

void WindowTest::save_as(const OpenWindow& window, const std::string& key, const std::string& name) const {
    window.key(key);
    if (!window.type_line(name, [&] { return std::filesystem::exists(file(name)); }))
        throw std::runtime_error(key + " saves no " + name);
    window.wait_for_rest();
}

RgbPicture WindowTest::rendered(const OpenWindow& window, std::vector<std::string> options) const {
    const std::string picture = file("rendered.png");
    options.insert(options.begin(), {"render", picture, "--size",
                                     std::to_string(window.width()) + "x" + std::to_string(window.height())});
    const Outcome outcome = outcome_of(program(), options);
    if (outcome.status != 0) throw std::runtime_error("render fails: " + outcome.err);
    return load_picture(picture);
}

void expect_same_pixels(const RgbPicture& window, const RgbPicture& file, const std::string& what) {
    EXPECT_LE(share_beyond(2, window, file), 0.001) << what;
}

}  // namespace convoscope::test
