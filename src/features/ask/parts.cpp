#include "features/ask/parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/number.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "scene/edges.h"
#include "studio/selection.h"
#include "ui/cells.h"
#include "ui/terms.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kHistogramHeight = 64;
constexpr float kBesideLink = 24;  ///< what stands at the end of its line

void histogram(Inspecting& inspecting, const nn::Statistics& statistics, const scene::Ramp& ramp,
               const scene::Range& range) {
    const Look& look = inspecting.look;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = look.px(kHistogramHeight);
    ImGui::InvisibleButton("##histogram", {inspecting.width, height});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(from, {from.x + inspecting.width, from.y + height}, look.colours.bar_track);
    const int bins = static_cast<int>(statistics.histogram.size());
    const int most = *std::max_element(statistics.histogram.begin(), statistics.histogram.end());
    const float step = inspecting.width / static_cast<float>(bins);
    const float width = statistics.maximum - statistics.minimum;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (int bin = 0; bin < bins; ++bin) {
        const int count = statistics.histogram[static_cast<std::size_t>(bin)];
        // Roots: a layer of mostly zeros would else be one bar and nothing.
        const float share = most > 0 ? std::sqrt(static_cast<float>(count) / static_cast<float>(most)) : 0;
        const float x = from.x + static_cast<float>(bin) * step;
        const float low = statistics.minimum + width * static_cast<float>(bin) / static_cast<float>(bins);
        const float high = low + width / static_cast<float>(bins);
        const ImU32 colour = packed(scene::look_up(ramp, range, 0.5f * (low + high)));
        const float top = from.y + height * (1 - 0.94f * share);
        if (count > 0) {
            list.AddRectFilled({x, std::min(top, from.y + height - 2)}, {x + step - 1, from.y + height},
                               colour);
            list.AddRect({x, std::min(top, from.y + height - 2)}, {x + step - 1, from.y + height},
                         look.colours.panel_line);
        }
        if (ImGui::IsItemHovered() && mouse.x >= x && mouse.x < x + step)
            ImGui::SetTooltip("%s", inspecting
                                        .words(Message(texts.histogram_help, count,
                                                       significant(static_cast<double>(low), 4),
                                                       significant(static_cast<double>(high), 4)))
                                        .c_str());
    }
    const float small = look.fonts.small->FontSize;
    const std::string left = short_number(statistics.minimum);
    const std::string right = short_number(statistics.maximum);
    const ImVec2 below = ImGui::GetCursorScreenPos();
    add_text(list, look.fonts.small, small, below, look.colours.quiet, left.c_str());
    add_text(list, look.fonts.small, small,
             {below.x + inspecting.width - text_size(look.fonts.small, small, right.c_str()).x, below.y},
             look.colours.quiet, right.c_str());
    ImGui::Dummy({inspecting.width, small});
}

}  // namespace

void section(Inspecting& inspecting, const Text& title) {
    if (!std::exchange(inspecting.at_top, false)) ImGui::Dummy({0, inspecting.look.px(4)});
    const Look& look = inspecting.look;
    wrapped_with_terms(look, look.fonts.strong, look.colours.text, inspecting.width, inspecting.words(title));
}

bool folding_section(Inspecting& inspecting, const Text& title, const char* id, bool open) {
    const Look& look = inspecting.look;
    const auto& folds = inspecting.frame.studio.parts.of<State>().folds;
    if (const auto kept = folds.find(id); kept != folds.end()) open = kept->second;
    if (!std::exchange(inspecting.at_top, false)) ImGui::Dummy({0, look.px(2)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = look.fonts.strong->FontSize;
    const bool clicked = ImGui::InvisibleButton(id, {inspecting.width, line + look.px(2)});
    if (clicked)
        inspecting.frame.intents.change([id = std::string(id), wanted = !open](studio::Studio& studio) {
            studio.parts.of<State>().folds[id] = wanted;
        });
    const ImU32 colour = ImGui::IsItemHovered() ? look.colours.accent : look.colours.text;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float half = std::round(0.22f * line);
    const ImVec2 middle{at.x + half, std::round(at.y + 0.55f * line)};
    if (open)
        list.AddTriangleFilled({middle.x - half, middle.y - 0.5f * half},
                               {middle.x + half, middle.y - 0.5f * half}, {middle.x, middle.y + 0.7f * half},
                               look.colours.quiet);
    else
        list.AddTriangleFilled({middle.x - 0.5f * half, middle.y - half}, {middle.x + 0.7f * half, middle.y},
                               {middle.x - 0.5f * half, middle.y + half}, look.colours.quiet);
    line_with_terms(look, look.fonts.strong, {at.x + 2 * half + look.px(6), at.y}, colour,
                    inspecting.words(title));
    return open;
}

void statement(Inspecting& inspecting, const std::string& words) {
    const Look& look = inspecting.look;
    inspecting.at_top = false;
    wrapped_with_terms(look, look.fonts.body, look.colours.text, inspecting.width, words);
}

void remark(Inspecting& inspecting, const std::string& words) {
    const Look& look = inspecting.look;
    wrapped_with_terms(look, look.fonts.small, look.colours.quiet, inspecting.width, words);
}

void figure(Inspecting& inspecting, const std::string& words, const std::string& number, bool strong) {
    const Look& look = inspecting.look;
    ImFont* font = strong ? look.fonts.strong : look.fonts.body;
    const float size = font->FontSize;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    line_with_terms(look, font, at, strong ? look.colours.text : look.colours.quiet, words);
    add_text(list, font, size, {at.x + inspecting.width - text_size(font, size, number.c_str()).x, at.y},
             look.colours.text, number.c_str());
    ImGui::Dummy({inspecting.width, size});
}

float little_scale(const Look& look, ImVec2 at, float width, const scene::Ramp& ramp,
                   const scene::Range& range) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float thick = look.px(3);
    constexpr int kSteps = 16;
    for (int i = 0; i < kSteps; ++i) {
        const auto end = [&](int step) { return at.x + width * static_cast<float>(step) / kSteps; };
        const auto colour = [&](int step) {
            return packed(ramp[static_cast<std::size_t>(255 * step / kSteps)]);
        };
        list.AddRectFilledMultiColor({end(i), at.y}, {end(i + 1), at.y + thick}, colour(i), colour(i + 1),
                                     colour(i + 1), colour(i));
    }
    const float small = look.fonts.small->FontSize;
    const float size = 0.9f * small;
    const std::string low = short_number(range.low);
    const std::string high = short_number(range.high);
    const float below = at.y + thick + look.px(1);
    add_text(list, look.fonts.small, size, {at.x, below}, look.colours.quiet, low.c_str());
    add_text(list, look.fonts.small, size,
             {at.x + width - text_size(look.fonts.small, size, high.c_str()).x, below}, look.colours.quiet,
             high.c_str());
    return thick + look.px(1) + small;
}

void over_unit(Inspecting& inspecting, const nn::Unit& unit, bool clicked, const std::string& words) {
    inspecting.frame.pointed = unit;
    ImGui::SetTooltip("%s", words.c_str());
    if (clicked) go_to(inspecting, unit);
}

bool unit_link(Inspecting& inspecting, const nn::Unit& unit, const std::string& id, bool in_layer) {
    const Look& look = inspecting.look;
    std::string words = in_layer ? inspecting.place_in_layer(unit) : inspecting.place(unit);
    const float size = look.fonts.body->FontSize;
    const float room = inspecting.width - look.px(kBesideLink);
    if (text_size(look.fonts.body, size, words.c_str()).x > room)
        words = nn::format_address(inspecting.state.architecture(), unit);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 extent = text_size(look.fonts.body, size, words.c_str());
    if (ImGui::InvisibleButton(id.c_str(), {std::max(1.0f, extent.x), size})) go_to(inspecting, unit);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) {
        inspecting.frame.pointed = unit;
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    add_text(list, look.fonts.body, size, at, look.colours.accent, words.c_str());
    if (hovered)
        list.AddLine({at.x, at.y + extent.y}, {at.x + extent.x, at.y + extent.y}, look.colours.accent);
    return hovered;
}

ImU32 sign_colour(const Look& look, float value) {
    return packed(scene::edge_colour(value >= 0, look.theme));
}

void bar(Inspecting& inspecting, float from, float to, const scene::Range& scale, ImU32 colour, float width) {
    const Look& look = inspecting.look;
    const float height = look.fonts.body->FontSize;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, height});
    const auto place = [&](float value) {
        const float share = (value - scale.low) / std::max(1e-20f, scale.high - scale.low);
        return std::round(at.x + std::clamp(share, 0.0f, 1.0f) * width);
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float inset = std::round(0.15f * height);
    const float left = std::min(place(from), place(to));
    const float right = std::max({place(from), place(to), left + 1});
    list.AddRectFilled({left, at.y + inset}, {right, at.y + height - inset}, colour);
    if (scale.low <= 0 && scale.high >= 0)
        list.AddLine({place(0), at.y}, {place(0), at.y + height}, look.colours.quiet);
}

void statistics(Inspecting& inspecting, const nn::Statistics& statistics, const scene::Ramp& ramp,
                const scene::Range& range) {
    if (statistics.count == 0) return;
    const auto number = [](double value) { return significant(value, 3); };
    remark(inspecting,
           inspecting.words(Message(texts.statistics_line, number(static_cast<double>(statistics.minimum)),
                                    number(static_cast<double>(statistics.maximum)), number(statistics.mean),
                                    number(statistics.deviation))));
    histogram(inspecting, statistics, ramp, range);
}

const Text& name_of(nn::Activation activation) {
    static constexpr std::array kNames{
        texts.name_identity, texts.name_relu,       texts.name_tanh,         texts.name_scaled_tanh,
        texts.name_sigmoid,  texts.name_softmax,    texts.name_leaky_relu,   texts.name_clip,
        texts.name_elu,      texts.name_selu,       texts.name_hard_sigmoid, texts.name_hard_swish,
        texts.name_softplus, texts.name_softsign,   texts.name_swish,        texts.name_gelu,
        texts.name_exp,      texts.name_log,        texts.name_sqrt,         texts.name_abs,
        texts.name_negative, texts.name_reciprocal, texts.name_floor,        texts.name_ceil,
        texts.name_erf};
    return kNames[static_cast<std::size_t>(activation)];
}

int choice(Inspecting& inspecting, const char* id, std::span<const Text> labels, int chosen) {
    return features::choice(inspecting.frame, id, labels, chosen, inspecting.width);
}

void go_to(Inspecting& inspecting, const nn::Unit& unit) {
    const bool add = ImGui::GetIO().KeyCtrl;
    inspecting.frame.intents.change(
        [unit, add](studio::Studio& studio) { studio::select(studio, unit, add); });
}

GridPart lay_out(const Grid& grid, float gap) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 cursor = ImGui::GetCursorPos();
    const ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 low = list.GetClipRectMin();
    const ImVec2 high = list.GetClipRectMax();
    ImGui::Dummy({static_cast<float>(grid.columns) * grid.step.x - gap,
                  static_cast<float>(grid.rows) * grid.step.y - gap});
    ImGui::SetCursorPos(cursor);
    const auto piece = [](float place, float step, int count) {
        return std::clamp(static_cast<int>(std::floor(place / step)), 0, count);
    };
    return {piece(low.x - from.x, grid.step.x, grid.columns),
            piece(high.x - from.x + grid.step.x, grid.step.x, grid.columns),
            piece(low.y - from.y, grid.step.y, grid.rows),
            piece(high.y - from.y + grid.step.y, grid.step.y, grid.rows)};
}

scene::Ramp activation_ramp(const Inspecting& inspecting) {
    return scene::make_ramp(inspecting.state.view().palette, inspecting.look.theme,
                            scene::body_of(inspecting.state.view()));
}

MapShape map_shape(const nn::Shape& shape) {
    if (!shape.is_flat()) return {shape.channels, shape.height, shape.width};
    const int columns =
        std::min(shape.channels, std::max(10, static_cast<int>(std::ceil(std::sqrt(2.0 * shape.channels)))));
    return {1, (shape.channels + columns - 1) / columns, columns};
}

}  // namespace convoscope::ask
