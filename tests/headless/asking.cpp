#include "headless/asking.h"

#include <fstream>

#include "base/error.h"
#include "headless/patience.h"

namespace convoscope::test {
namespace {

/// A first window is 1280 x 800; the left column takes 272 of it, the inspector 348, and what lies above and
/// below the stage 40 and 52.
RgbPicture stage_of(const RgbPicture& picture) { return cut(picture, 280, 44, 640, 700); }
RgbPicture inspector_of(const RgbPicture& picture) { return cut(picture, 940, 44, 336, 700); }
RgbPicture legend_of(const RgbPicture& picture) { return cut(picture, 500, 752, 700, 44); }

}  // namespace

nlohmann::json Asking::saved_view(const OpenWindow& window) {
    const std::string path = file("seen-" + std::to_string(++saved_) + ".json");
    window.studio().run("file.save_view", path);
    std::ifstream stream(path);
    return nlohmann::json::parse(stream);
}

bool Asking::comes_to_see(const OpenWindow& window,
                          const std::function<bool(const nlohmann::json&)>& wanted) {
    return eventually([&] { return wanted(saved_view(window)); }, 120);
}

void Asking::enter(const OpenWindow& window, const std::string& text) const {
    window.type(text);
    window.key("Return");
    window.wait_for_rest();
}

void Asking::select(const OpenWindow& window, const std::string& address) const {
    window.studio().run("unit.select", address);
    window.studio().run("unit.go_there");
    window.wait_for_rest();
}

void Asking::open_file(const OpenWindow& window, const std::string& name) const {
    try {
        window.studio().run("file.open", file(name));
    } catch (const Error& error) {
        window.studio().notify(error.message());
    }
    window.wait_for_rest();
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
