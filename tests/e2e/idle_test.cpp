// A window in which nothing happens costs no processor time. This measures a resource and not a speed: it is
// the same on a busy machine.

#include "e2e/process.h"

#include <chrono>
#include <thread>

#include "e2e/window.h"
#include "support/patience.h"

namespace convoscope::test {
namespace {

class Idle : public WindowTest {
  protected:
    /// Less than 2 % of a core over three seconds, after it had two to come to rest in.
    static void expect_idle(OpenWindow& window) {
        std::this_thread::sleep_for(std::chrono::seconds(2));
        window.wait_for_rest();
        const double before = processor_seconds(window.program().process());
        std::this_thread::sleep_for(std::chrono::seconds(3));
        EXPECT_LT(processor_seconds(window.program().process()) - before, 0.02 * 3);
    }
};

TEST_F(Idle, JustOpened) {
    OpenWindow window = open();
    expect_idle(window);
}

TEST_F(Idle, WithADrawingAndThePointerOnAUnit) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    window.key("3");
    point_at_a_unit(window);
    expect_idle(window);
}

TEST_F(Idle, InTheMiddleOfAStroke) {
    OpenWindow window = open();
    window.press({100, 120});
    window.move({180, 160});
    expect_idle(window);
}

TEST_F(Idle, UnderHelpAndUnderADialog) {
    OpenWindow window = open();
    window.key("question");
    expect_idle(window);
    window.key("Escape");
    window.key("ctrl+o");
    expect_idle(window);
}

// A notice goes away by itself, without an event, and then the window rests again.
TEST_F(Idle, AfterANotice) {
    OpenWindow window = open();
    window.leave();
    const RgbPicture before = window.look_at_rest();
    window.key("F12");
    EXPECT_TRUE(eventually([&] { return share_beyond(8, before, window.look()) > 0.001; }));
    EXPECT_TRUE(eventually([&] { return share_beyond(0, before, window.look()) == 0; }));
    expect_idle(window);
}

}  // namespace
}  // namespace convoscope::test
