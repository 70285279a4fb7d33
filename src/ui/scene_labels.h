#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nn/forward.h"
#include "scene/camera.h"
#include "scene/layout.h"
#include "ui/look.h"

namespace convoscope::ui {

struct SceneLabelsState {
    const nn::Architecture* architecture = nullptr;
    const scene::Layout* layout = nullptr;
    std::span<const float> heights;  ///< of the layout's blocks
    scene::Camera camera;
    scene::Viewport stage;          ///< ImGui pixels
    std::span<const float> output;  ///< the last layer's values as shown
    std::vector<float> magnitudes;  ///< a layer's largest shown magnitude, by node
    nn::Verdict verdict;
    std::string unit;  ///< address of the unit pointed at; empty: none
    float value = 0;
    scene::Vector3 unit_position = scene::Vector3::Zero();
    /// Other pinned units: their words and places.
    struct Pin {
        std::string words;
        scene::Vector3 position;
    };
    std::vector<Pin> pins;
    std::string edge;                       ///< what the edge says that the pointer is on; empty: none
    std::optional<scene::Vector2> pointer;  ///< over the stage
};

/// Where a layer's caption stands; it can be clicked.
struct CaptionPlace {
    int node = 0;
    scene::Viewport place;  ///< ImGui pixels
};

/// Words in the scene: each layer's name and shape at its left end, the output's classes and their
/// probabilities, the unit and the edge pointed at, the pins. They stand upright and keep their size; drawn
/// behind the panels.
/// @return where the captions stand
std::vector<CaptionPlace> scene_labels(const Look& look, const SceneLabelsState& state);

}  // namespace convoscope::ui
