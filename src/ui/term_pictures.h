#pragma once

#include "ui/look.h"

/// The small pictures of the glossary, each within `from` and `to`.
namespace convoscope::ui {

void relu_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to);
void tanh_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to);
void sigmoid_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to);
/// Sums of classes at the left, the shares that they become at the right.
void softmax_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to);

}  // namespace convoscope::ui
