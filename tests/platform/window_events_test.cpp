#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/desktop/window.h"
#include "support/xvfb.h"

namespace convoscope::platform {
namespace {

using Place = std::pair<int, int>;

/// A window on a server of its own, and what it has received.
class WindowEvents : public ::testing::Test {
  protected:
    void SetUp() override {
        xvfb_.xdotool({"search", "--sync", "--onlyvisible", "--name", "^Events$", "windowfocus"});
    }

    /// Takes events until one came that `wanted` likes, and gives it. The
    /// time limit only ends a test that has failed.
    template <typename Wanted>
    Event await(const Wanted& wanted) {
        for (const Seconds end = window_.now() + 20; window_.now() < end;) {
            const std::vector<Event> taken = window_.take_events();
            received_.insert(received_.end(), taken.begin(), taken.end());
            const auto found = std::find_if(received_.begin(), received_.end(), wanted);
            if (found != received_.end()) return *found;
            window_.wait(0.1);
        }
        ADD_FAILURE() << "the event does not come";
        return {};
    }

    static auto moved_to(Place place) {
        return [=](const Event& event) {
            return event.kind == EventKind::PointerMove && event.x == place.first && event.y == place.second;
        };
    }
    static auto of_kind(EventKind kind) {
        return [=](const Event& event) { return event.kind == kind; };
    }

    void move_to(Place place) {
        xvfb_.xdotool({"mousemove", std::to_string(place.first), std::to_string(place.second)});
        await(moved_to(place));
        received_.clear();
    }

    test::Xvfb xvfb_;
    Window window_{{.title = "Events", .size = {600, 400}}};
    std::vector<Event> received_;
};

// The window sleeps until all 300 moves are sent: a program that asks for the position once a frame would see
// one. XWarpPointer, which xdotool uses, makes one event a call; the server may melt a real mouse's moves
// together before it delivers them.
TEST_F(WindowEvents, ATypedCharacterComesBesideItsKey) {
    xvfb_.xdotool({"type", "q"});
    await([](const Event& event) { return event.kind == EventKind::Key && event.key == 'Q'; });
    const Event text = await([](const Event& event) { return event.kind == EventKind::Text; });
    EXPECT_EQ(text.character, static_cast<unsigned>('q'));
}

TEST_F(WindowEvents, TheClipboardIsReadBack) {
    window_.set_clipboard("数字 3");
    EXPECT_EQ(window_.clipboard(), "数字 3");
}

TEST_F(WindowEvents, NoMoveBetweenTwoFramesIsLost) {
    move_to({5, 5});
    std::vector<Place> path;
    std::vector<std::string> words;
    for (int i = 0; i < 300; ++i) {
        path.emplace_back(20 + i, 30 + (i * 7) % 100);
        words.insert(words.end(),
                     {"mousemove", std::to_string(path.back().first), std::to_string(path.back().second)});
    }
    xvfb_.xdotool(words);
    await(moved_to(path.back()));

    std::vector<Place> seen;
    Seconds last = 0;
    for (const Event& event : received_) {
        if (event.kind != EventKind::PointerMove) continue;
        seen.emplace_back(static_cast<int>(event.x), static_cast<int>(event.y));
        EXPECT_GE(event.time, last);
        last = event.time;
    }
    EXPECT_EQ(seen, path);
    EXPECT_LE(last, window_.now());
}

TEST_F(WindowEvents, AStrokeKeepsItsOrder) {
    move_to({50, 60});
    xvfb_.xdotool({"mousedown", "1", "mousemove", "70", "80", "mousemove", "90", "100", "mouseup", "1"});
    await([](const Event& event) {
        return event.kind == EventKind::PointerButton && event.action == Action::Release;
    });
    std::vector<std::tuple<EventKind, double, double>> order;
    for (const Event& event : received_)
        if (event.kind == EventKind::PointerMove || event.kind == EventKind::PointerButton)
            order.emplace_back(event.kind, event.x, event.y);
    const std::vector<std::tuple<EventKind, double, double>> expected = {{EventKind::PointerButton, 50, 60},
                                                                         {EventKind::PointerMove, 70, 80},
                                                                         {EventKind::PointerMove, 90, 100},
                                                                         {EventKind::PointerButton, 90, 100}};
    EXPECT_EQ(order, expected);
}

TEST_F(WindowEvents, ButtonsAndTheirModifiers) {
    move_to({50, 60});
    xvfb_.xdotool({"keydown", "shift", "click", "3", "keyup", "shift"});
    const Event press = await(of_kind(EventKind::PointerButton));
    EXPECT_EQ(press.button, PointerButton::Right);
    EXPECT_EQ(press.action, Action::Press);
    EXPECT_EQ(press.modifiers, (Modifiers{.shift = true}));
    received_.clear();
    xvfb_.xdotool({"click", "2"});
    EXPECT_EQ(await(of_kind(EventKind::PointerButton)).button, PointerButton::Middle);
}

TEST_F(WindowEvents, TheWheelScrollsAtThePointer) {
    move_to({50, 60});
    xvfb_.xdotool({"click", "4"});
    const Event up = await(of_kind(EventKind::Scroll));
    EXPECT_EQ(up.scroll_y, 1);
    EXPECT_EQ(up.scroll_x, 0);
    EXPECT_EQ(up.x, 50);
    EXPECT_EQ(up.y, 60);
}

TEST_F(WindowEvents, KeysAndTheirModifiers) {
    move_to({50, 60});
    xvfb_.xdotool({"key", "ctrl+z"});
    const Event press =
        await([](const Event& event) { return event.kind == EventKind::Key && event.key == GLFW_KEY_Z; });
    EXPECT_EQ(press.action, Action::Press);
    EXPECT_EQ(press.modifiers, (Modifiers{.control = true}));
}

TEST_F(WindowEvents, AMoveOutOfTheWindow) {
    move_to({50, 60});
    xvfb_.xdotool({"mousemove", "1000", "700"});
    await(of_kind(EventKind::PointerLeave));
}

TEST_F(WindowEvents, ANewSize) {
    received_.clear();
    xvfb_.xdotool({"search", "--name", "^Events$", "windowsize", "--sync", "500", "300"});
    const Event resize =
        await([](const Event& event) { return event.kind == EventKind::Resize && event.width == 500; });
    EXPECT_EQ(resize.height, 300);
    EXPECT_EQ(window_.framebuffer_size(), (Size{500, 300}));
}

TEST_F(WindowEvents, TheKeyboardComesAndGoes) {
    await([](const Event& event) { return event.kind == EventKind::Focus && event.focused; });
    Window* window = &window_;
    glfwHideWindow(window->handle());
    await([](const Event& event) { return event.kind == EventKind::Focus && !event.focused; });
}

// No tool sends these to a window without a window manager: GLFW's callbacks are called as GLFW would.
TEST_F(WindowEvents, DroppedFilesAndACloseRequest) {
    const GLFWdropfun drop = glfwSetDropCallback(window_.handle(), nullptr);
    const GLFWwindowclosefun close = glfwSetWindowCloseCallback(window_.handle(), nullptr);
    const GLFWwindowcontentscalefun scale = glfwSetWindowContentScaleCallback(window_.handle(), nullptr);
    const GLFWwindowrefreshfun refresh = glfwSetWindowRefreshCallback(window_.handle(), nullptr);
    ASSERT_TRUE(drop && close && scale && refresh);
    const char* files[] = {"/a/seven.png", "/b/zwölf.jsonl"};
    drop(window_.handle(), 2, files);
    close(window_.handle());
    scale(window_.handle(), 2, 2);
    refresh(window_.handle());
    EXPECT_EQ(await(of_kind(EventKind::Drop)).files,
              (std::vector<std::string>{"/a/seven.png", "/b/zwölf.jsonl"}));
    await(of_kind(EventKind::Close));
    await(of_kind(EventKind::Scale));
    await(of_kind(EventKind::Refresh));
}

}  // namespace
}  // namespace convoscope::platform
