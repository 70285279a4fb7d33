// Units asked for: pointed at, pinned, found, walked to; and what the inspector says of them.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "features/find/find.h"
#include "headless/asking.h"
#include "headless/patience.h"

namespace convoscope::test {
namespace {

using Json = nlohmann::json;

class Ask : public Asking {
  protected:
    void TearDown() override {
        const Outcome outcome = window_.quit();
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
    }
    void draw_a_seven() const { window_.drag(seven(find_pad(window_))); }
    /// An inspector is open, so that a pin does not make the stage narrower under the pointer.
    Place point_beside_an_inspector() const {
        window_.key("i");
        return point_at_a_unit(window_, {kBeside, 400});
    }
    void click_with(const std::string& modifier, Place at) const {
        screen_.xdotool({"keydown", modifier});
        window_.click(at);
        screen_.xdotool({"keyup", modifier});
        window_.wait_for_rest();
    }
    /// The selection, and that it is the only pin.
    std::string only_pin() {
        const Json view = saved_view(window_);
        EXPECT_EQ(view["pins"], Json::array({view["selection"]}));
        return view["selection"];
    }

    OpenWindow window_ = open();
};

TEST_F(Ask, PointingTellsOfAUnitAndLeavingTakesItBack) {
    draw_a_seven();
    const RgbPicture before = look(window_);
    const Place first = point_at_a_unit(window_);
    const RgbPicture pointed = window_.look_at_rest();
    EXPECT_GT(share_beyond(16, before, pointed), 0.0005);
    EXPECT_GT(legend_change(before, pointed), 0.01);
    EXPECT_EQ(share_beyond(0, before, look(window_)), 0);
    // Another unit, other words.
    window_.move({first.x, first.y + 60});
    const RgbPicture another = window_.look_at_rest();
    EXPECT_GT(legend_change(pointed, another), 0.0005);
    EXPECT_EQ(selection(window_), "");
}

TEST_F(Ask, AClickPinsAndASecondOneLetsGo) {
    const RgbPicture before = look(window_);
    const Place unit = point_at_a_unit(window_);
    window_.click(unit);
    EXPECT_NE(only_pin(), "");
    EXPECT_GT(inspector_change(before, window_.look_at_rest()), 0.05);
    // The inspector has moved the stage, but the pointer is where it was.
    window_.click(unit);
    const Json view = saved_view(window_);
    EXPECT_EQ(view["selection"], "");
    EXPECT_EQ(view["pins"], Json::array());
    EXPECT_TRUE(looks_again_like(window_, before)) << "the inspector stays";
}

TEST_F(Ask, ClicksWithControlPinMore) {
    const Place first = point_beside_an_inspector();
    window_.click(first);
    const std::string one = only_pin();
    const Place second = point_at_a_unit(window_, {kBeside, first.y + 40});
    click_with("ctrl", second);
    const Json two = saved_view(window_);
    EXPECT_NE(two["selection"], one);
    EXPECT_EQ(two["pins"], Json({one, two["selection"]}));
    // Without Control the selected pin moves, the other one stays.
    const Place third = point_at_a_unit(window_, {kBeside, second.y + 40});
    window_.click(third);
    const Json moved = saved_view(window_);
    EXPECT_NE(moved["selection"], two["selection"]);
    EXPECT_EQ(moved["pins"], Json({one, moved["selection"]}));

    window_.key("Escape");
    const Json none = saved_view(window_);
    EXPECT_EQ(none["selection"], "");
    EXPECT_EQ(none["pins"], Json::array());
}

TEST_F(Ask, ADragPinsNothing) {
    const Place unit = point_at_a_unit(window_);
    window_.drag(line(unit, {unit.x + 60, unit.y + 10}, 8));
    const Json view = saved_view(window_);
    EXPECT_EQ(view["selection"], "");
    EXPECT_FALSE(view.contains("preset"));  // it turned the view
}

// A pinned unit stays pinned when the pointer clicks twice on something else.
TEST_F(Ask, ACaptionClickedTwiceLetsGoOfNoUnit) {
    select(window_, "conv2/9/3/4");
    window_.key("1");
    const RgbPicture before = look(window_);
    const Place caption = place_of_caption(window_, "pool2");
    window_.move(caption);
    ASSERT_GT(share_beyond(16, before, window_.look_at_rest()), 0) << "it answers";
    window_.click(caption);
    EXPECT_EQ(saved_view(window_)["inspected_layer"], "pool2");
    window_.click(caption);
    const Json view = saved_view(window_);
    EXPECT_EQ(view["inspected_layer"], "pool2");
    EXPECT_EQ(view["selection"], "conv2/9/3/4");
}

// Beside a layer's caption there is nothing else at its height that answers to the pointer.
TEST_F(Ask, AClickOnACaptionOpensItsLayer) {
    const RgbPicture before = look(window_);
    window_.click(place_of_caption(window_, "pool2"));
    const Json view = saved_view(window_);
    EXPECT_EQ(view["selection"], "");
    EXPECT_EQ(view["inspected_layer"], "pool2");
    EXPECT_EQ(view["page"], "layer");
    const RgbPicture page = look(window_);
    EXPECT_GT(inspector_change(before, page), 0.05);
    window_.key("i");
    EXPECT_EQ(saved_view(window_)["page"], "weights");
    EXPECT_GT(inspector_change(page, look(window_)), 0.01);
    window_.key("Escape");
    EXPECT_EQ(saved_view(window_)["inspected_layer"], "");
    EXPECT_TRUE(looks_again_like(window_, before));
}

/// What a CSV of a unit says, by its first column.
struct UnitNumbers {
    std::map<std::string, double> values;  ///< "sum", "bias", ...
    std::size_t terms = 0;
    double terms_sum = 0;
    double largest = 0;  ///< of the terms: what rounding is measured by
    std::string unit;
};

UnitNumbers unit_numbers(const std::filesystem::path& path) {
    std::ifstream stream(path);
    UnitNumbers numbers;
    std::string row;
    std::getline(stream, row);
    EXPECT_EQ(row, "part,unit,activation,weight,value");
    while (std::getline(stream, row)) {
        std::vector<std::string> fields;
        std::istringstream words(row);
        for (std::string field; std::getline(words, field, ',');) fields.push_back(field);
        if (fields.size() != 5) {
            ADD_FAILURE() << row;
            continue;
        }
        const double value = std::stod(fields[4]);
        if (fields[0] != "term") {
            numbers.values[fields[0]] = value;
            if (fields[0] == "activation") numbers.unit = fields[1];
            continue;
        }
        EXPECT_NEAR(std::stod(fields[2]) * std::stod(fields[3]), value, 1e-6 * std::abs(value)) << row;
        ++numbers.terms;
        numbers.terms_sum += value;
        numbers.largest = std::max(numbers.largest, std::abs(value));
    }
    return numbers;
}

TEST_F(Ask, TheInspectorFollowsTheDrawing) {
    const Pad pad = find_pad(window_);
    select(window_, "fc1/17");
    RgbPicture before = look(window_);
    double sum = 0;
    for (const Path& stroke : {seven(pad), line(pad.at(0.3, 0.55), pad.at(0.8, 0.5), 20)}) {
        window_.drag(stroke);
        const RgbPicture after = look(window_);
        EXPECT_GT(inspector_change(before, after), 0.005);
        const std::string name = "numbers-of-" + std::to_string(stroke.size()) + ".csv";
        save_as(window_, "ctrl+d", name);
        UnitNumbers numbers = unit_numbers(file(name));
        EXPECT_EQ(numbers.unit, "fc1/17");
        EXPECT_EQ(numbers.terms, 400u);
        const double rounding = 1e-5 * std::max(1.0, numbers.largest);
        EXPECT_NEAR(numbers.terms_sum, numbers.values["sum"], rounding);
        EXPECT_NEAR(numbers.values["sum"] + numbers.values["bias"], numbers.values["pre-activation"],
                    rounding);
        EXPECT_EQ(numbers.values["activation"], std::max(0.0, numbers.values["pre-activation"]));
        EXPECT_NE(numbers.values["sum"], sum);
        sum = numbers.values["sum"];
        before = look(window_);
    }
}

TEST_F(Ask, TheSearchFindsAUnitAndGoesThere) {
    const RgbPicture before = look(window_);
    EXPECT_TRUE(saved_view(window_).contains("preset"));
    ASSERT_TRUE(looks_again_like(window_, before));
    const RgbPicture line_open = look(window_, "slash");
    EXPECT_GT(stage_change(before, line_open), 0.01);
    enter(window_, "fc1/17");
    const Json view = saved_view(window_);
    EXPECT_EQ(view["selection"], "fc1/17");
    EXPECT_FALSE(view.contains("preset"));
    EXPECT_GT(stage_change(before, look(window_)), 0.02);

    window_.key("ctrl+f");
    window_.wait_for_rest();
    enter(window_, "digit 3");
    EXPECT_EQ(only_pin(), "output/3");
    // What is not found selects nothing, and the line stays.
    window_.key("slash");
    window_.wait_for_rest();
    screen_.xdotool({"type", "fc9/"});
    const RgbPicture nothing = window_.look_at_rest();
    window_.key("Return");
    EXPECT_LT(share_beyond(8, cut(nothing, 272, 0, 660, 450), cut(window_.look_at_rest(), 272, 0, 660, 450)),
              0.002);
    window_.key("Escape");
    EXPECT_EQ(selection(window_), "output/3");
}

// What buttons say finds what they do, in either language.
TEST_F(Ask, TheSearchFindsACommandByTheWordsOnItsButton) {
    const auto found = [&](const std::string& query) {
        window_.studio().run("find.open", query);
        window_.wait_for_rest();
        std::vector<std::string> commands;
        for (const find::Result& result : window_.studio().parts.of<find::State>().results)
            if (!result.unit) commands.push_back(result.command);
        window_.key("Escape");
        return commands;
    };
    using Commands = std::vector<std::string>;
    EXPECT_EQ(found("sweep"), Commands{"unit.play"});
    EXPECT_EQ(found("Chinese"), Commands{"language.choose"});
    EXPECT_EQ(found("中文"), Commands{"language.choose"});
    EXPECT_EQ(found("bigger letters"), Commands{"show.larger"});
    EXPECT_EQ(found("export picture"), Commands{"file.picture"});
    EXPECT_EQ(found("no such thing"), Commands{});
}

// The model changes under the open line: what was found in the other one is found no more.
TEST_F(Ask, TheSearchAnswersForTheModelThatIsThere) {
    window_.studio().run("find.open", "class coat");
    window_.wait_for_rest();
    EXPECT_TRUE(window_.studio().parts.of<find::State>().results.empty());
    window_.studio().run("model.show", "fashion");
    window_.wait_for_rest();
    EXPECT_EQ(window_.studio().parts.of<find::State>().results.size(), 1u);
    window_.studio().run("model.show", "lenet5");
    window_.wait_for_rest();
    EXPECT_TRUE(window_.studio().parts.of<find::State>().results.empty());
    window_.key("Escape");
}

// The arrows choose among what was found, and Enter takes that.
TEST_F(Ask, TheSearchsListIsWalked) {
    window_.key("slash");
    window_.wait_for_rest();
    screen_.xdotool({"type", "conv2/9/3"});
    window_.wait_for_rest();
    const RgbPicture first = window_.look();
    for (int i = 0; i < 2; ++i) {
        screen_.xdotool({"keydown", "Down"});
        window_.wait_for_rest();
        screen_.xdotool({"keyup", "Down"});
    }
    EXPECT_GT(share_beyond(8, first, window_.look_at_rest()), 0.002);
    enter(window_, "");
    EXPECT_EQ(selection(window_), "conv2/9/3/2");  // nothing is drawn: they stand in storage order
}

TEST_F(Ask, WhatIsTypedIntoTheSearchIsNoCommand) {
    draw_a_seven();
    await_drawing([](const canvas::Drawing& kept) { return kept.strokes.size() == 1; });
    const RgbPicture before = look(window_);
    window_.key("slash");
    window_.wait_for_rest();
    screen_.xdotool({"type", "c2lvh"});
    window_.wait_for_rest();
    window_.key("Escape");
    EXPECT_TRUE(looks_again_like(window_, before));
    EXPECT_EQ(kept_drawing().strokes.size(), 1u);
    EXPECT_EQ(selection(window_), "");
    window_.key("c");  // now it is one again
    await_drawing([](const canvas::Drawing& kept) { return kept.strokes.empty(); });
}

TEST_F(Ask, KeysWalk) {
    select(window_, "conv2/9/3/4");
    const auto after = [&](const std::string& key) {
        window_.key(key);
        return only_pin();
    };
    EXPECT_EQ(after("Right"), "conv2/9/3/5");
    EXPECT_EQ(after("Down"), "conv2/9/4/5");
    EXPECT_EQ(after("shift+Right"), "conv2/10/4/5");
    EXPECT_TRUE(after("Page_Up").starts_with("pool2/10/2/"));
    EXPECT_TRUE(after("Page_Down").starts_with("conv2/10/"));
    EXPECT_EQ(after("shift+Left").substr(0, 8), "conv2/9/");
}

TEST_F(Ask, AnArrowBeginsAtTheAnswer) {
    draw_a_seven();
    window_.wait_for_rest();
    window_.key("Left");
    EXPECT_EQ(only_pin(), "output/7");
    window_.key("Left");
    EXPECT_EQ(only_pin(), "output/6");
}

TEST_F(Ask, KeysGoBackAndForward) {
    select(window_, "conv2/9/3/4");
    window_.key("Right");
    window_.key("Down");
    EXPECT_EQ(only_pin(), "conv2/9/4/5");
    window_.key("BackSpace");
    EXPECT_EQ(only_pin(), "conv2/9/3/5");
    window_.key("alt+Left");
    EXPECT_EQ(only_pin(), "conv2/9/3/4");
    window_.key("alt+Left");  // there is nothing before
    EXPECT_EQ(only_pin(), "conv2/9/3/4");
    window_.key("alt+Right");
    EXPECT_EQ(only_pin(), "conv2/9/3/5");
    window_.key("Up");  // another way: what was ahead is forgotten
    window_.key("alt+Right");
    EXPECT_EQ(only_pin(), "conv2/9/2/5");
}

TEST_F(Ask, AClickOnAColourMarksTheUnitsThatHaveIt) {
    draw_a_seven();
    // Near the bright end of the legend's scale.
    const Place ink{static_cast<int>(window_.studio().places.stage.x) + 172, 779};
    const RgbPicture before = look(window_);
    window_.click(ink);
    const Json mark = saved_view(window_)["mark"];
    EXPECT_LT(mark[0], 0.95);
    EXPECT_GT(mark[1], 0.95);
    EXPECT_GT(stage_change(before, look(window_)), 0.0005);
    window_.click(ink);
    EXPECT_FALSE(saved_view(window_).contains("mark"));
    EXPECT_TRUE(looks_again_like(window_, before));
}

TEST_F(Ask, ANumberThatIsTypedIsNoCommand) {
    draw_a_seven();
    await_drawing([](const canvas::Drawing& kept) { return kept.strokes.size() == 1; });
    for (int i = 0; i < 3; ++i) window_.key("s");
    ASSERT_EQ(saved_view(window_)["scale"], "fixed");
    click_with("ctrl", {388, 778});  // the field of the scale's upper end
    screen_.xdotool({"type", "2c5"});
    window_.wait_for_rest();
    screen_.xdotool({"keydown", "Return"});
    window_.wait_for_rest();
    screen_.xdotool({"keyup", "Return"});
    const Json view = saved_view(window_);
    EXPECT_EQ(view["fixed"], Json({0.0, 25.0}));
    EXPECT_EQ(view["preset"], "stage");  // "2" and "5" are keys of other views
    EXPECT_EQ(kept_drawing().strokes.size(), 1u);
}

}  // namespace
}  // namespace convoscope::test
