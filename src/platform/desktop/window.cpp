#include "platform/desktop/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <cctype>

#include <array>
#include <utility>

#include "base/error.h"
#include "gl/debug.h"
#include "gl/load.h"
#include "platform/desktop/raster_threads.h"
#include "platform/texts.h"

namespace convoscope::platform {

/// GLFW itself, the window and its cursors: taken down together, in this order reversed.
struct Window::State {
    GLFWwindow* window = nullptr;
    std::array<GLFWcursor*, 6> cursors = {};
    std::vector<Event> events;
    double pointer_x = 0;  ///< where the last move went
    double pointer_y = 0;

    State();
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    static State& of(GLFWwindow* window) { return *static_cast<State*>(glfwGetWindowUserPointer(window)); }
    Event& note(EventKind kind);
    void take_pointer_events();
    void take_window_events();
};

/// Appends an event of this kind, received now, with the pointer where it was then: glfwGetCursorPos would
/// give where it is by now, which on X11 is the place of an event that is still to come.
Event& Window::State::note(EventKind kind) {
    Event& event = events.emplace_back();
    event.kind = kind;
    event.time = glfwGetTime();
    const bool has_place = kind == EventKind::PointerMove || kind == EventKind::PointerButton ||
                           kind == EventKind::Scroll || kind == EventKind::Drop;
    if (has_place) {
        event.x = pointer_x;
        event.y = pointer_y;
    }
    return event;
}

namespace {

/// What GLFW says.
Message last_problem() {
    const char* description = nullptr;
    glfwGetError(&description);
    return description ? Message::verbatim(description) : Message(texts.no_reason);
}

Modifiers modifiers_of(int bits) {
    return {.shift = (bits & GLFW_MOD_SHIFT) != 0,
            .control = (bits & GLFW_MOD_CONTROL) != 0,
            .alt = (bits & GLFW_MOD_ALT) != 0,
            .super = (bits & GLFW_MOD_SUPER) != 0};
}

PointerButton button_of(int button) {
    switch (button) {
        case GLFW_MOUSE_BUTTON_LEFT:
            return PointerButton::Left;
        case GLFW_MOUSE_BUTTON_RIGHT:
            return PointerButton::Right;
        case GLFW_MOUSE_BUTTON_MIDDLE:
            return PointerButton::Middle;
        default:
            return PointerButton::Other;
    }
}

Action action_of(int action) {
    return action == GLFW_PRESS ? Action::Press : action == GLFW_REPEAT ? Action::Repeat : Action::Release;
}

void give_hints(const WindowOptions& options) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);  // macOS gives no other
    glfwWindowHint(GLFW_SAMPLES, 0);  // what needs smooth edges smooths them in its shader
    glfwWindowHint(GLFW_SRGB_CAPABLE, GLFW_FALSE);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "convoscope");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "convoscope");
#ifndef NDEBUG
    glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, GLFW_TRUE);
#endif
}

int standard_shape(Cursor cursor) {
    switch (cursor) {
        case Cursor::Arrow:
            return GLFW_ARROW_CURSOR;
        case Cursor::Crosshair:
            return GLFW_CROSSHAIR_CURSOR;
        case Cursor::Hand:
            return GLFW_HAND_CURSOR;
        case Cursor::Text:
            return GLFW_IBEAM_CURSOR;
        case Cursor::ResizeHorizontal:
            return GLFW_HRESIZE_CURSOR;
        case Cursor::ResizeVertical:
            return GLFW_VRESIZE_CURSOR;
    }
    return GLFW_ARROW_CURSOR;
}

/// The key by what is printed on it: where GLFW gives its place on a US keyboard, the user's layout says
/// which letter that is ("Z" is where it is written, on a German keyboard too). Keys that print no ASCII keep
/// their place.
int key_on_layout(int key, int code) {
    if (key < GLFW_KEY_SPACE || key > GLFW_KEY_GRAVE_ACCENT) return key;
    const char* name = glfwGetKeyName(key, code);
    const bool ascii = name && name[0] > ' ' && name[0] < 127 && name[1] == '\0';
    return ascii ? std::toupper(static_cast<unsigned char>(name[0])) : key;
}

}  // namespace

Window::State::State() {
    if (!glfwInit()) throw Error(texts.no_window, last_problem());
}

Window::State::~State() {
    for (GLFWcursor* cursor : cursors)
        if (cursor) glfwDestroyCursor(cursor);
    if (window) glfwDestroyWindow(window);
    glfwTerminate();
}

void Window::State::take_pointer_events() {
    glfwSetCursorPosCallback(window, [](GLFWwindow* from, double x, double y) {
        State& state = of(from);
        state.pointer_x = x;
        state.pointer_y = y;
        state.note(EventKind::PointerMove);
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* from, int button, int action, int bits) {
        Event& event = of(from).note(EventKind::PointerButton);
        event.button = button_of(button);
        event.action = action_of(action);
        event.modifiers = modifiers_of(bits);
    });
    glfwSetScrollCallback(window, [](GLFWwindow* from, double right, double up) {
        Event& event = of(from).note(EventKind::Scroll);
        event.scroll_x = right;
        event.scroll_y = up;
    });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* from, int entered) {
        if (!entered) of(from).note(EventKind::PointerLeave);
    });
    glfwSetDropCallback(window, [](GLFWwindow* from, int count, const char** paths) {
        of(from).note(EventKind::Drop).files.assign(paths, paths + count);
    });
    glfwGetCursorPos(window, &pointer_x, &pointer_y);  // a button may come before the first move
}

void Window::State::take_window_events() {
    glfwSetKeyCallback(window, [](GLFWwindow* from, int key, int code, int action, int bits) {
        Event& event = of(from).note(EventKind::Key);
        event.key = key_on_layout(key, code);
        event.action = action_of(action);
        event.modifiers = modifiers_of(bits);
    });
    glfwSetCharCallback(window, [](GLFWwindow* from, unsigned character) {
        of(from).note(EventKind::Text).character = character;
    });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* from, int focused) {
        of(from).note(EventKind::Focus).focused = focused != 0;
    });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* from, int width, int height) {
        Event& event = of(from).note(EventKind::Resize);
        event.width = width;
        event.height = height;
    });
    glfwSetWindowContentScaleCallback(
        window, [](GLFWwindow* from, float, float) { of(from).note(EventKind::Scale); });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* from) { of(from).note(EventKind::Refresh); });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* from) { of(from).note(EventKind::Close); });
}

Window::Window(const WindowOptions& options) : state_(std::make_unique<State>()) {
    give_hints(options);
    GLFWwindow* window =
        glfwCreateWindow(options.size.width, options.size.height, options.title.c_str(), nullptr, nullptr);
    if (!window) throw Error(texts.no_opengl_window, last_problem());
    state_->window = window;
    glfwSetWindowUserPointer(window, state_.get());
    state_->take_pointer_events();
    state_->take_window_events();
    glfwMakeContextCurrent(window);
    gl::load(glfwGetProcAddress);
    gl::watch_errors();
    spread_raster_threads();
    set_vsync(options.vsync);
}

Window::~Window() = default;

GLFWwindow* Window::handle() const { return state_->window; }

Size Window::framebuffer_size() const {
    Size size;
    glfwGetFramebufferSize(state_->window, &size.width, &size.height);
    return size;
}

Size Window::size() const {
    Size size;
    glfwGetWindowSize(state_->window, &size.width, &size.height);
    return size;
}

float Window::content_scale() const {
    float across = 1.0f;
    float down = 1.0f;
    glfwGetWindowContentScale(state_->window, &across, &down);
    return down > 0.0f ? down : 1.0f;
}

void Window::poll() { glfwPollEvents(); }

void Window::wait(Seconds timeout) {
    if (timeout > 0)
        glfwWaitEventsTimeout(timeout);
    else
        glfwPollEvents();
}

void Window::wait_forever() { glfwWaitEvents(); }

void Window::wake() { glfwPostEmptyEvent(); }

std::vector<Event> Window::take_events() { return std::exchange(state_->events, {}); }

Seconds Window::now() const { return glfwGetTime(); }

void Window::swap() { glfwSwapBuffers(state_->window); }

void Window::set_vsync(bool on) { glfwSwapInterval(on ? 1 : 0); }

std::string Window::clipboard() const {
    const char* words = glfwGetClipboardString(state_->window);
    return words ? words : "";
}

void Window::set_clipboard(const std::string& words) {
    glfwSetClipboardString(state_->window, words.c_str());
}

void Window::set_title(const std::string& title) { glfwSetWindowTitle(state_->window, title.c_str()); }

void Window::set_cursor(Cursor cursor) {
    GLFWcursor*& made = state_->cursors[static_cast<std::size_t>(cursor)];
    if (!made) made = glfwCreateStandardCursor(standard_shape(cursor));
    glfwSetCursor(state_->window, made);  // null, where the theme has no such cursor, is the arrow
}

void Window::show() { glfwShowWindow(state_->window); }

bool Window::close_requested() const { return glfwWindowShouldClose(state_->window) != 0; }

void Window::request_close(bool close) {
    glfwSetWindowShouldClose(state_->window, close ? GLFW_TRUE : GLFW_FALSE);
}

}  // namespace convoscope::platform
