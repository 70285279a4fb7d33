#pragma once

#include <optional>
#include <vector>

#include "features/ask/ask.h"
#include "features/frame.h"
#include "nn/calculation.h"
#include "studio/words.h"

namespace convoscope::ask {

/// What the inspector shows in one frame. References live as long as the frame.
struct InspectorState {
    const studio::Exhibit& exhibit;
    std::optional<nn::Unit> unit;                  ///< the selected pin
    const nn::Calculation* calculation = nullptr;  ///< of that unit; null while nothing is drawn
    const nn::Workspace* workspace = nullptr;      ///< of the drawing; null while nothing is drawn
    int node = 0;                                  ///< whose Layer and Weights pages are open
    const Measured* measured = nullptr;            ///< of what the open page shows; null while there is none

    const nn::Model& model() const { return exhibit.model(); }
    const nn::Architecture& architecture() const { return exhibit.architecture(); }
    const scene::ViewState& view() const { return exhibit.view; }
    /// The scale of a layer's activations: of those layers alone that a page shows, for some scales look at
    /// every value.
    scene::Range range(int of_node) const {
        const int size = architecture().nodes[static_cast<std::size_t>(of_node)].output.size();
        return exhibit.stage.values().range(of_node, scene::scaling_of(view()), 0, size);
    }
    const std::vector<nn::Unit>& pins() const { return exhibit.stage.pins(); }
};

/// What a part of the inspector needs to draw itself.
struct Inspecting {
    Inspecting(features::Frame& of_frame, const InspectorState& of_state, float of_width)
        : frame(of_frame), look(of_frame.look), state(of_state), width(of_width) {}

    features::Frame& frame;
    const ui::Look& look;
    const InspectorState& state;
    float width;          ///< pixels to fill
    bool at_top = false;  ///< of a column: the next heading needs no room above it

    const char* words(const Text& text) const { return look.words(text); }
    std::string words(const Message& message) const { return look.words(message); }
    /// Where a unit stands: "Convolution 2, map 10, row 5, column 5", and without the layer.
    std::string place(const nn::Unit& unit) const {
        return studio::place_words(state.architecture(), unit, look.language);
    }
    std::string place_in_layer(const nn::Unit& unit) const {
        return studio::place_in_layer_words(state.architecture(), unit, look.language);
    }
    std::string filled(const Text& text, const std::string& argument) const {
        return look.words(Message(text, argument));
    }
};

}  // namespace convoscope::ask
