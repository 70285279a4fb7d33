// What is shown of units besides their values: a map being computed, a pulse, layers folded and hidden,
// edges.

#include "headless/asking.h"
#include "headless/patience.h"

namespace convoscope::test {
namespace {

using Json = nlohmann::json;

class Show : public Asking {
  protected:
    void TearDown() override {
        const Outcome outcome = window_.quit();
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
    }
    void draw_a_seven() const { window_.drag(seven(find_pad(window_))); }

    OpenWindow window_ = open();
};

// Half a unit a second: slow enough for the window to come to rest between two of them.
TEST_F(Show, PlayingAMap) {
    draw_a_seven();
    see(window_, {{"selection", "conv1/2/9/9"}, {"pace", 0.5}, {"preset", "stage"}});
    const RgbPicture before = look(window_);
    window_.key("space");
    const Json begun = saved_view(window_);
    EXPECT_EQ(begun["sweep"], true);
    const std::string first = begun["selection"];
    EXPECT_TRUE(first.starts_with("conv1/2/0/")) << first;
    EXPECT_GT(stage_change(before, window_.look()), 0.002);  // what is not yet computed is dark
    EXPECT_TRUE(comes_to_see(window_, [&](const Json& view) {
        const std::string now = view["selection"];
        return now != first && now.starts_with("conv1/2/");
    }));

    window_.key("space");
    const Json paused = saved_view(window_);
    EXPECT_EQ(paused["sweep"], true);
    window_.pass(3);  // longer than a unit takes
    EXPECT_EQ(saved_view(window_)["selection"], paused["selection"]);
    window_.key("space");
    EXPECT_TRUE(
        comes_to_see(window_, [&](const Json& view) { return view["selection"] != paused["selection"]; }));

    window_.key("Escape");
    const Json ended = saved_view(window_);
    EXPECT_EQ(ended["sweep"], false);
    EXPECT_NE(ended["selection"], "");
    window_.key("Escape");
    EXPECT_EQ(selection(window_), "");
}

TEST_F(Show, PlayingEndsWithTheMap) {
    see(window_, {{"selection", "pool2/3/1/1"}, {"pace", 20}, {"preset", "stage"}});
    window_.key("space");
    EXPECT_TRUE(comes_to_see(window_, [](const Json& view) {
        return view["selection"] != "pool2/3/1/1" && view["sweep"] == true;
    }));
    // What was pinned before is pinned again.
    EXPECT_TRUE(comes_to_see(window_, [](const Json& view) {
        return view["selection"] == "pool2/3/1/1" && view["sweep"] == false;
    }));
}

TEST_F(Show, APulse) {
    draw_a_seven();
    const RgbPicture before = look(window_);
    window_.key("v");
    EXPECT_TRUE(eventually([&] { return share_beyond(16, before, window_.look()) > 0.01; }));
    EXPECT_TRUE(looks_again_like(window_, before));
    // One that is stopped leaves nothing behind that goes on moving.
    window_.key("v");
    window_.key("Escape");
    EXPECT_TRUE(looks_again_like(window_, before));
    EXPECT_EQ(saved_view(window_)["pulse"], -1.0);
}

TEST_F(Show, LayersAreFoldedAndHidden) {
    draw_a_seven();
    select(window_, "conv1/2/9/9");
    const RgbPicture before = look(window_, "r");
    const RgbPicture folded = look(window_, "f");
    EXPECT_EQ(saved_view(window_)["layers"], Json({{"conv1", "folded"}}));
    EXPECT_GT(stage_change(before, folded), 0.01);
    window_.key("f");
    EXPECT_EQ(saved_view(window_)["layers"], Json::object());
    EXPECT_TRUE(looks_again_like(window_, before));

    const RgbPicture hidden = look(window_, "h");
    EXPECT_EQ(saved_view(window_)["layers"], Json({{"conv1", "hidden"}}));
    EXPECT_GT(stage_change(before, hidden), 0.01);
    EXPECT_GT(stage_change(folded, hidden), 0.01);
    window_.key("shift+h");
    EXPECT_EQ(saved_view(window_)["layers"], Json::object());
    EXPECT_TRUE(looks_again_like(window_, before));
}

TEST_F(Show, EdgesTellAsTheyAreTold) {
    draw_a_seven();
    select(window_, "fc1/17");
    const RgbPicture before = look(window_, "r");
    const Json usual = saved_view(window_)["edges"];
    EXPECT_EQ(usual, Json({{"value", "contribution"}, {"direction", "incoming"}, {"strongest", true}}));
    const std::vector<std::pair<std::string, Json>> changes{
        {"w", {{"value", "weight"}}}, {"o", {{"direction", "outgoing"}}}, {"x", {{"strongest", false}}}};
    for (const auto& [key, change] : changes) {
        Json wanted = usual;
        wanted.update(change);
        const RgbPicture changed = look(window_, key);
        EXPECT_GT(stage_change(before, changed), 0.002) << key;
        EXPECT_EQ(saved_view(window_)["edges"], wanted);
        window_.key(key);
        EXPECT_TRUE(looks_again_like(window_, before)) << key;
    }
}

}  // namespace
}  // namespace convoscope::test
