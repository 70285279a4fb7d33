#include "features/explain/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/lines.h"

namespace convoscope::explain_shown {
namespace {

constexpr float kHeight = 132;       ///< points
constexpr float kNamedFrom = 0.25f;  ///< a curve that comes so high has its class's name

/// The point of each class's curve where its name stands: its highest; -1: nowhere.
int highest(const Chart& chart, std::size_t index) {
    const auto& points = chart.probabilities;
    const auto best =
        std::ranges::max_element(points, {}, [index](const std::vector<float>& all) { return all[index]; });
    return best == points.end() || (*best)[index] < kNamedFrom ? -1 : static_cast<int>(best - points.begin());
}

struct Area {
    ImVec2 at;
    ImVec2 size;
    ImVec2 place(float across, float up) const { return {at.x + across * size.x, at.y + (1 - up) * size.y}; }
};

void grid(const ui::Look& look, ImDrawList& list, const Area& area) {
    list.AddRectFilled(area.at, {area.at.x + area.size.x, area.at.y + area.size.y}, look.colours.field,
                       look.px(2));
    for (const float up : {0.0f, 0.5f, 1.0f})
        list.AddLine(area.place(0, up), area.place(1, up), look.colours.panel_line);
}

void curves(const ui::Look& look, ImDrawList& list, const Area& area, const Chart& chart) {
    const auto& points = chart.probabilities;
    if (points.size() < 2) return;
    const float step = 1.0f / static_cast<float>(points.size() - 1);
    std::vector<ImVec2> line(points.size());
    for (std::size_t index = 0; index < points.front().size(); ++index) {
        const bool named = highest(chart, index) >= 0;
        for (std::size_t i = 0; i < points.size(); ++i)
            line[i] = area.place(step * static_cast<float>(i), std::clamp(points[i][index], 0.0f, 1.0f));
        const ImU32 colour = named ? class_colour(static_cast<int>(index), look.theme) : look.colours.quiet;
        list.AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, look.px(named ? 2.0f : 1.0f));
    }
}

/// Each name above the highest point of its curve; of two that would meet the later moves aside.
void names(const ui::Look& look, ImDrawList& list, const Area& area, const Chart& chart) {
    const auto& points = chart.probabilities;
    if (points.size() < 2) return;
    const float size = look.fonts.strong->FontSize;
    std::vector<ImVec2> taken;
    for (std::size_t index = 0; index < points.front().size() && index < chart.classes.size(); ++index) {
        const int at = highest(chart, index);
        if (at < 0) continue;
        const auto point = static_cast<std::size_t>(at);
        const std::string name =
            ui::shortened(look.fonts.strong, size, look.px(70), chart.classes[index], ui::Keep::Beginning);
        const float width = ui::text_size(look.fonts.strong, size, name.c_str()).x;
        const float across = static_cast<float>(at) / static_cast<float>(points.size() - 1);
        ImVec2 place = area.place(across, std::min(points[point][index], 1.0f));
        place.x = std::clamp(place.x - 0.5f * width, area.at.x, area.at.x + area.size.x - width);
        place.y = std::clamp(place.y - 1.1f * size, area.at.y, area.at.y + area.size.y - size);
        for (const ImVec2& other : taken)
            if (std::abs(other.x - place.x) < 1.3f * width && std::abs(other.y - place.y) < size)
                place.y += size;
        taken.push_back(place);
        ui::add_text(list, look.fonts.strong, size, place, class_colour(static_cast<int>(index), look.theme),
                     name.c_str());
    }
}

}  // namespace

ImU32 class_colour(int index, scene::Theme theme) {
    // Ten hues that stay apart on both grounds, in Okabe and Ito's order as far as that goes.
    static constexpr std::array<std::array<int, 3>, 10> kDark{{{86, 180, 233},
                                                               {230, 159, 0},
                                                               {0, 190, 140},
                                                               {240, 228, 66},
                                                               {90, 130, 255},
                                                               {240, 110, 50},
                                                               {220, 130, 190},
                                                               {160, 220, 110},
                                                               {190, 150, 255},
                                                               {210, 180, 150}}};
    const auto& colour = kDark[static_cast<std::size_t>(index) % kDark.size()];
    const double share = theme == scene::Theme::Dark ? 1.0 : 0.68;
    const auto part = [share](int value) { return static_cast<int>(share * value); };
    return IM_COL32(part(colour[0]), part(colour[1]), part(colour[2]), 255);
}

/// Of the ramp's ends a little less than the strongest, which is pale on dark ground.
static ImU32 contribution_colour(scene::Theme theme, float sign) {
    const scene::Ramp ramp = scene::make_contribution_ramp(theme);
    return ui::packed(scene::look_up(ramp, {-1, 1}, 0.62f * sign));
}
ImU32 warm_colour(scene::Theme theme) { return contribution_colour(theme, 1); }
ImU32 cold_colour(scene::Theme theme) { return contribution_colour(theme, -1); }

std::optional<float> draw_chart(Explaining& explaining, const char* id, const Chart& chart) {
    const ui::Look& look = explaining.frame.look;
    const float line = look.fonts.small->FontSize;
    const Area area{ImGui::GetCursorScreenPos(), {explaining.width, look.px(kHeight)}};
    ImGui::InvisibleButton(id, {area.size.x, area.size.y + 1.3f * line});
    const bool held = ImGui::IsItemActive();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    grid(look, list, area);
    for (const ChartFlip& flip : chart.flips)
        list.AddLine(area.place(flip.at, 0), area.place(flip.at, 1),
                     ui::with_alpha(class_colour(flip.to, look.theme), 0.7f), look.px(1));
    list.PushClipRect(area.at, {area.at.x + area.size.x, area.at.y + area.size.y}, true);
    curves(look, list, area, chart);
    names(look, list, area, chart);
    list.PopClipRect();
    if (chart.dimmed)
        list.AddRectFilled(area.at, {area.at.x + area.size.x, area.at.y + area.size.y},
                           ui::with_alpha(look.colours.panel, 0.45f));
    if (chart.here)
        list.AddLine(area.place(*chart.here, 0), area.place(*chart.here, 1), look.colours.text,
                     look.px(1.5f));
    const float below = area.at.y + area.size.y + 0.15f * line;
    ui::add_text(list, look.fonts.small, line, {area.at.x, below}, look.colours.quiet, chart.left.c_str());
    const float width = ui::text_size(look.fonts.small, line, chart.right.c_str()).x;
    ui::add_text(list, look.fonts.small, line, {area.at.x + area.size.x - width, below}, look.colours.quiet,
                 chart.right.c_str());
    if (!held) return std::nullopt;
    return std::clamp((ImGui::GetIO().MousePos.x - area.at.x) / area.size.x, 0.0f, 1.0f);
}

}  // namespace convoscope::explain_shown
