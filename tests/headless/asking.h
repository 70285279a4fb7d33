#pragma once

#include <nlohmann/json.hpp>

#include "headless/window.h"

namespace convoscope::test {

/// A window that is asked about units, and the means to see what it is asked: it saves what is seen, and the
/// file tells.
class Asking : public WindowTest {
  protected:
    /// What is seen now, as file.save_view saves it: selection, pins, layers, edges, camera, drawing and all.
    nlohmann::json saved_view(const OpenWindow& window);
    std::string selection(const OpenWindow& window) { return saved_view(window)["selection"]; }
    /// Saves until what is seen is as wanted: for what goes on by itself.
    bool comes_to_see(const OpenWindow& window, const std::function<bool(const nlohmann::json&)>& wanted);

    /// Types into the line that is open and ends with Enter.
    void enter(const OpenWindow& window, const std::string& text) const;
    /// Selects a unit and goes there.
    void select(const OpenWindow& window, const std::string& address) const;
    /// Opens a file.
    void open_file(const OpenWindow& window, const std::string& name) const;
    /// Opens a view that is all defaults but for these keys.
    void see(const OpenWindow& window, const nlohmann::json& view);

    /// The window's picture, nothing pointed at. With `key`: after that key.
    static RgbPicture look(const OpenWindow& window, const std::string& key = "");
    /// Waits until the window's picture is this one again; a notice goes by itself.
    static bool looks_again_like(const OpenWindow& window, const RgbPicture& before);
    /// The share of the stage's pixels (as wide as it is beside an inspector) that differ clearly.
    static double stage_change(const RgbPicture& before, const RgbPicture& after);
    /// The same of the column at the right, where the inspector stands.
    static double inspector_change(const RgbPicture& before, const RgbPicture& after);
    /// Of the legend's line, right of the colour scale.
    static double legend_change(const RgbPicture& before, const RgbPicture& after);

    /// A column of the stage beside an inspector where units lie, not the gaps between maps.
    static constexpr int kBeside = 650;

  private:
    int saved_ = 0;
};

}  // namespace convoscope::test
