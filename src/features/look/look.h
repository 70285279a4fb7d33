#pragma once

#include <string>

#include "features/feature.h"

/// How the network is seen: views and camera, colours and their legend, themes, captions, folding and hiding.
namespace convoscope::look {

features::Feature feature();

/// Turns, moves and zooms.
bool pointer(studio::Studio& studio, const studio::PointerEvent& event);

std::vector<studio::Command> view_commands();
std::vector<studio::Command> show_commands();

void top_bar(features::Frame& frame);
void tool_bar(features::Frame& frame);
void legend_bar(features::Frame& frame);
void layer_captions(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

/// A click on a caption's mark hides, shows or folds its layer, one on a block's caption opens or folds the
/// block. @return whether it is one of these
bool click_on_caption(studio::Studio& studio, const scene::Vector2& at);

/// Pixels to leave at the left of the widest layer for its caption, on a stage of this width.
float captions_width(const ui::Look& look, const studio::Exhibit& exhibit, float stage_width);

}  // namespace convoscope::look
