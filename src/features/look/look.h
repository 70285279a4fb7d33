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
void legend_bar(features::Frame& frame);
void layer_captions(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

/// Pixels that the widest caption takes at the left of its layer.
float captions_width(const ui::Look& look, const nn::Architecture& architecture);

}  // namespace convoscope::look
