#include "ui/plate.h"

#include <algorithm>

namespace convoscope::ui {

void plate(const Look& look, const scene::Viewport& stage, const scene::Vector2& at, const char* words,
           bool strong, ImDrawList& list) {
    ImFont* font = strong ? look.fonts.strong : look.fonts.small;
    const ImVec2 extent = text_size(font, font->FontSize, words);
    const float pad = look.px(6);
    ImVec2 from{at.x() + look.px(14), at.y() - extent.y - look.px(22)};
    from.x = std::clamp(from.x, stage.x + pad,
                        std::max(stage.x + pad, stage.x + stage.width - extent.x - 3 * pad));
    from.y = std::max(from.y, stage.y + pad);
    const ImVec2 low{from.x - pad, from.y - 0.5f * pad};
    const ImVec2 high{from.x + extent.x + pad, from.y + extent.y + 0.5f * pad};
    list.AddRectFilled(low, high, with_alpha(look.colours.panel, 0.92f), look.px(4));
    list.AddRect(low, high, strong ? look.colours.panel_line : with_alpha(look.colours.accent, 0.6f),
                 look.px(4));
    add_text(list, font, font->FontSize, from, look.colours.text, words);
}

void plate_in_space(const Look& look, const scene::Camera& camera, const scene::Viewport& stage,
                    const scene::Vector3& position, const char* words, bool strong, ImDrawList& list) {
    const scene::Vector3 at = camera.project(position, stage);
    if (at.z() > 0) plate(look, stage, at.head<2>(), words, strong, list);
}

}  // namespace convoscope::ui
