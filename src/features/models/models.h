#pragma once

#include <map>
#include <string>
#include <vector>

#include "features/feature.h"

/// Which network is shown: the bundled ones by name, files, and the way back.
namespace convoscope::models_shown {

struct Settings {
    std::vector<std::string> recent;  ///< files of models that were opened, the latest first
    bool operator==(const Settings&) const = default;
};
constexpr auto describe(const Settings*) {
    return fields::object(fields::field("recent", &Settings::recent));
}

struct State {
    /// How each model was seen when another took its place: choosing it again undoes that.
    std::map<const nn::Model*, scene::ViewState> views;
    std::vector<nn::ModelPtr> shown;  ///< the last few before the present one, the last one last
};

features::Feature feature();
void draw_menu(features::Frame& frame);
/// The title of the window: which model is shown, and a menu of the others.
void title(features::Frame& frame);
/// @param model  a bundled model's name, or a file
/// @throws Error when it is neither, or cannot be drawn for; the present one then stays
void show(studio::Studio& studio, const std::string& model);

}  // namespace convoscope::models_shown
