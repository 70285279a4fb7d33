#include "e2e/asking.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "e2e/patience.h"

namespace convoscope::test {
namespace {

/// A first window is 1280 x 800; the left column takes 272 of it, the inspector 348, and what lies above and
/// below the stage 40 and 52.
RgbPicture stage_of(const RgbPicture& picture) { return cut(picture, 280, 44, 640, 700); }
RgbPicture inspector_of(const RgbPicture& picture) { return cut(picture, 940, 44, 336, 700); }
RgbPicture legend_of(const RgbPicture& picture) { return cut(picture, 500, 752, 700, 44); }

}  // namespace

nlohmann::json Asking::saved_view(const OpenWindow& window) {
    const std::string name = "seen-" + std::to_string(++saved_) + ".json";
    save_as(window, "ctrl+shift+s", name);
    std::ifstream stream(file(name));
    return nlohmann::json::parse(stream);
}

bool Asking::comes_to_see(const OpenWindow& window,
                          const std::function<bool(const nlohmann::json&)>& wanted) {
    return eventually([&] { return wanted(saved_view(window)); }, std::chrono::seconds(120));
}

void Asking::enter(const OpenWindow& window, const std::string& text) const {
    // Lines open in the upper half; a notice below may come and go.
    const auto upper_half = [&] { return cut(window.look(), 272, 0, 1008, 450); };
    screen_.xdotool({"type", text});
    window.wait_for_rest();
    const RgbPicture typed = upper_half();
    screen_.xdotool({"keydown", "Return"});
    const bool closed = eventually([&] { return share_beyond(8, typed, upper_half()) > 0.003; });
    screen_.xdotool({"keyup", "Return"});
    if (!closed) throw std::runtime_error("Enter does nothing to '" + text + "'");
    window.wait_for_rest();
}

void Asking::select(const OpenWindow& window, const std::string& address) const {
    window.wait_for_rest();
    window.key("slash");
    window.wait_for_rest();
    enter(window, address);
}

void Asking::open_file(const OpenWindow& window, const std::string& name) const {
    window.wait_for_rest();
    window.key("ctrl+o");
    window.wait_for_rest();
    enter(window, name);
}

void Asking::see(const OpenWindow& window, const nlohmann::json& view) {
    const std::string name = "to-see-" + std::to_string(++saved_) + ".json";
    std::ofstream(file(name)) << view;
    open_file(window, name);
}

RgbPicture Asking::look(const OpenWindow& window, const std::string& key) {
    if (!key.empty()) window.key(key);
    window.leave();
    return window.look_at_rest();
}

bool Asking::looks_again_like(const OpenWindow& window, const RgbPicture& before) {
    return eventually([&] { return share_beyond(0, before, look(window)) == 0; });
}

double Asking::stage_change(const RgbPicture& before, const RgbPicture& after) {
    return share_beyond(16, stage_of(before), stage_of(after));
}

double Asking::inspector_change(const RgbPicture& before, const RgbPicture& after) {
    return share_beyond(16, inspector_of(before), inspector_of(after));
}

double Asking::legend_change(const RgbPicture& before, const RgbPicture& after) {
    return share_beyond(16, legend_of(before), legend_of(after));
}

}  // namespace convoscope::test
