#pragma once

#include <optional>
#include <vector>

#include "scene/layout.h"
#include "scene/palette.h"
#include "scene/shown_values.h"
#include "scene/view_state.h"

namespace convoscope::scene {

/// Everything besides the values that decides what a unit looks like. None of it is in a texture: all of it
/// reaches the shader as uniforms or with the faces.
struct Painting {
    /// Units [first, last) of one layer that are still to be computed: painted as holes, not as zeros.
    struct Pending {
        int node = 0;
        int first = 0;
        int last = 0;
        bool operator==(const Pending&) const = default;
    };

    Scaling scaling;
    Palette palette = Palette::Original;
    Theme theme = Theme::Dark;
    std::optional<Range> mark;  ///< see ViewState::mark: units of other colours are dimmed
    std::optional<Pending> pending;
    float pulse = -1;             ///< see ViewState::pulse
    std::vector<int> ranks = {};  ///< by node: when the pulse reaches it (Layout::ranks); empty: one by one
    /// The input's maps are red, green and blue, and each is painted in its colour.
    bool colours = false;

    bool operator==(const Painting&) const = default;

    bool is_pending(int node, int unit) const {
        return pending && pending->node == node && unit >= pending->first && unit < pending->last;
    }
    /// How much of its value a layer shows: 1, or less where the pulse is arriving or has not been.
    float level(int node) const;
};

/// Whether the network is shown pictures in colour: its input has three channels, red, green and blue.
bool shows_colours(const nn::Architecture& architecture);

/// What the view asks for. Layers and units that this network does not have are passed over.
Painting painting_of(const ViewState& view, Theme theme, const nn::Architecture& architecture,
                     const Layout& layout);

/// In a folded layer: the unit of largest magnitude among those at this one's row and column. In any other
/// layer: the unit itself.
int strongest_unit(const Layout& layout, const ShownValues& values, int node, int unit);

/// Ends of the scale of a block: those of its map, or of its whole layer where that is folded.
Range range_of(const ShownValues& values, const Block& block, const Scaling& scaling);

/// A layer's values as they are painted: as far as the pulse and the sweep have come.
std::vector<float> shown_values(const ShownValues& values, const Painting& painting, int node);

/// How far each block's top has risen: only blocks with a rise (the output's bars) do.
std::vector<float> block_heights(const Layout& layout, const ShownValues& values, const Painting& painting);

}  // namespace convoscope::scene
