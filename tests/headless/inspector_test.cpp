// The inspector's pages: where they stand, and what is seen of them at once.

#include <imgui.h>
#include <imgui_internal.h>

#include <string>

#include "headless/asking.h"

namespace convoscope::test {
namespace {

class Inspector : public Asking {
  protected:
    void select_in(int width, int height, const std::string& address) const {
        window_.resize(width, height);
        window_.drag(seven(find_pad(window_)));
        window_.studio().run("unit.select", address);
        window_.leave();
        window_.wait_for_rest();
    }
    const scene::Viewport& stage() const { return window_.studio().places.stage; }
    /// How far a page of the inspector can be scrolled; negative: it is not open.
    static float scroll_of(const std::string& page) {
        for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
            if (window->Active && std::string(window->Name).starts_with("###right/" + page))
                return window->ScrollMax.y;
        return -1;
    }

    OpenWindow window_ = open();
};

TEST_F(Inspector, ShowsTenClassesWithoutScrolling) {
    select_in(1280, 720, "output/7");
    EXPECT_EQ(scroll_of("unit"), 0);
}

TEST_F(Inspector, StandsBesideTheStageOfAWideWindow) {
    window_.resize(1280, 720);
    window_.wait_for_rest();
    const scene::Viewport before = stage();
    select_in(1280, 720, "conv2/6/5/7");
    EXPECT_EQ(stage().height, before.height);
    EXPECT_LT(stage().width, before.width);
}

TEST_F(Inspector, IsASheetBelowTheStageOfANarrowWindow) {
    for (const auto& [width, height] : {std::pair{800, 600}, std::pair{1024, 768}}) {
        window_.studio().run("unit.let_go");
        window_.resize(width, height);
        window_.wait_for_rest();
        const scene::Viewport before = stage();
        select_in(width, height, "conv2/6/5/7");
        EXPECT_EQ(stage().width, before.width) << width;
        EXPECT_LT(stage().height, before.height) << width;
        EXPECT_GE(stage().height, 0.5f * before.height) << width;
    }
}

TEST_F(Inspector, ZoomsEachLayerAloneUpToALimitAndBack) {
    select_in(1280, 720, "conv1/2/10/10");
    window_.studio().run("inspector.page", "layer");
    window_.wait_for_rest();
    EXPECT_FALSE(window_.studio().can_run("inspector.fit"));
    const Place tiles{1100, 560};
    const auto turn_the_wheel = [&](int times) {
        for (int i = 0; i < times; ++i) window_.click(tiles, 4);
        window_.wait_for_rest();
    };
    turn_the_wheel(25);
    const auto& zoom = window_.studio().view().zoom;
    ASSERT_TRUE(zoom.contains("layer conv1"));
    const float most = zoom.at("layer conv1");
    EXPECT_GT(most, 2);
    turn_the_wheel(10);
    EXPECT_EQ(zoom.at("layer conv1"), most);

    window_.studio().run("layer.inspect", "conv2");
    window_.wait_for_rest();
    EXPECT_FALSE(window_.studio().can_run("inspector.fit"));
    window_.studio().run("layer.inspect", "conv1");
    EXPECT_TRUE(window_.studio().perform("inspector.fit"));
    EXPECT_TRUE(zoom.empty());
}

}  // namespace
}  // namespace convoscope::test
