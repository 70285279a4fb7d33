#pragma once

#include <functional>
#include <optional>

#include "features/frame.h"

namespace convoscope::features {

/// Two ways of which one is chosen, side by side: a command switches from one to the other.
struct Pair {
    const char* command;
    const Text& first;
    const Text& second;
    bool second_is_on = false;
};

/// A button that opens a menu below it.
struct MenuButton {
    const char* id;
    const Text& label;
    std::optional<ui::Mark> mark = {};
    bool mark_alone = false;
    bool strong = false;  ///< a title: in the strong font, without a field
    const Text* help = nullptr;
    std::string words = {};  ///< instead of the label, where it is in no table: a name
};

/// What stands in a bar, from left to right. The same function fills it twice: first it is only measured,
/// with more or fewer words, then what fits is drawn.
class BarRow {
  public:
    /// @param draws  else it only measures
    BarRow(Frame& frame, bool draws) : frame_(frame), draws_(draws) {}

    bool draws() const { return draws_; }
    /// Pixels from the first to the last.
    float width() const { return width_; }

    /// As wide as its words need, or as its size says where that is more.
    void command(CommandButton button);
    void pair(const Pair& pair);
    /// @param fill  draws the lines of the menu
    void menu(const MenuButton& button, const std::function<void()>& fill);
    /// Anything of this width, which `draw` draws at the cursor.
    void item(float width, const std::function<void()>& draw);
    /// Points besides those that are between any two.
    void space(float points) { space_ += frame_.look.px(points); }

  private:
    Frame& frame_;
    bool draws_;
    float width_ = 0;
    float space_ = 0;
    bool begun_ = false;
};

/// Fills a bar with as much as fits: `fill` gets how little there is room for, 0 for everything.
/// @param width   pixels
/// @param levels  how many there are; the last is drawn whether it fits or not
/// @return the one that was drawn
int fill_bar(Frame& frame, float width, int levels, const std::function<void(BarRow& row, int level)>& fill);

}  // namespace convoscope::features
