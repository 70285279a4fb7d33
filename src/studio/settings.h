#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/fields.h"
#include "base/text.h"
#include "scene/palette.h"

namespace convoscope {

constexpr auto names_of(Language) {
    return std::array{fields::named(Language::English, "en"), fields::named(Language::Chinese, "zh")};
}

namespace studio {

/// How the program looks, whatever it shows. What belongs to one capability stands in that feature's own
/// settings.
struct Settings {
    scene::Theme theme = scene::Theme::Dark;
    float interface_scale = 1;         ///< on top of the monitor's own
    bool panels = true;                ///< else the stage alone
    bool motion = true;                ///< else everything jumps to where it will be
    bool relief = true;                ///< a unit's height follows its value
    bool glow = true;                  ///< strong units light the plate beneath them
    std::optional<Language> language;  ///< nothing: the system's
    float left_width = 272;            ///< of the left column, points
    float right_width = 348;           ///< of the right one, where it is open
    float sheet_height = 280;          ///< of what stands below the stage instead in a narrow window
    std::map<std::string, bool> open;  ///< sections of the left column, by id; absent ones are open

    bool operator==(const Settings&) const = default;
};

constexpr auto describe(const Settings*) {
    using fields::Between;
    using fields::field;
    return fields::object(
        field("theme", &Settings::theme),
        field("interface_scale", &Settings::interface_scale, Between{0.5, 4}),
        field("panels", &Settings::panels), field("motion", &Settings::motion),
        field("relief", &Settings::relief), field("glow", &Settings::glow),
        field("language", &Settings::language), field("left_width", &Settings::left_width, Between{120, 800}),
        field("right_width", &Settings::right_width, Between{120, 2000}),
        field("sheet_height", &Settings::sheet_height, Between{80, 2000}), field("open", &Settings::open));
}

}  // namespace studio
}  // namespace convoscope
