#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "base/grouped.h"
#include "base/number.h"
#include "features/explain/about_set.h"
#include "features/explain/chart.h"
#include "features/explain/silence.h"
#include "features/explain/silence_texts.h"
#include "features/explain/trying.h"
#include "nn/address.h"
#include "studio/words.h"
#include "ui/lines.h"

/// What the data set says of parts that are off: the accuracy now, and that without each part alone.
namespace convoscope::explain_shown {
namespace {

using explain::Ablation;
using explain::Switch;
using explain::SwitchKind;
using explain::Without;
using features::Frame;

constexpr double kLeastReach = 0.005;  // of the bars: what is less than that is chance, and looks it

constexpr float kNames = 0.53f;  // of the width of a line

/// The bars of all parts have one scale.
struct Scale {
    double drop = kLeastReach;
    double rise = 0;
};

/// A part that was tried, as a line of the chart.
struct Part {
    const Without& found;
    nn::Unit unit;  ///< of a map the one in its middle
    std::string words;
    Switch off;
};

double drop_of(const Ablation& all, const Without& one) { return all.accuracy() - all.accuracy(one); }

/// One accuracy as a bar, its number behind it.
void accuracy_line(Explaining& explaining, const char* words, const Ablation& found, double with_all,
                   bool dimmed) {
    const ui::Look& look = explaining.frame.look;
    const float size = look.fonts.body->FontSize;
    const float height = std::round(1.4f * size);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float names = std::floor(0.34f * explaining.width);
    const float number = ui::text_size(look.fonts.body, size, "100.00 (−00.00)").x + look.px(6);
    const float room = explaining.width - names - number;
    const ImU32 colour = dimmed ? look.colours.quiet : look.colours.text;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float top = at.y + std::round(0.5f * (height - size));
    ui::add_text(list, look.fonts.body, size, {at.x, top}, colour,
                 ui::shortened(look.fonts.body, size, names, words, ui::Keep::Beginning).c_str());
    const ImVec2 bar{at.x + names, at.y + std::round(0.25f * height)};
    const float bottom = at.y + std::round(0.75f * height);
    list.AddRectFilled(bar, {bar.x + room, bottom}, look.colours.bar_track, look.px(1));
    if (found.pictures > 0) {
        list.AddRectFilled(bar, {bar.x + room * static_cast<float>(found.accuracy()), bottom},
                           ui::with_alpha(look.colours.accent, dimmed ? 0.4f : 1.0f), look.px(1));
        std::string value = fixed(100 * found.accuracy(), 2);
        const double change = found.accuracy() - with_all;
        if (with_all > 0) value += (change < 0 ? " (−" : " (+") + fixed(100 * std::abs(change), 2) + ")";
        ui::add_text(list, look.fonts.body, size, {bar.x + room + look.px(6), top}, colour, value.c_str());
    }
    ImGui::Dummy({explaining.width, height});
}

nn::Unit unit_of(const nn::Architecture& architecture, const std::string& address) {
    if (const auto unit = nn::parse_address(architecture, address)) return *unit;
    const auto map = explain::parse_map(architecture, address);
    if (!map) return {};
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(map->node)].output;
    return {map->node, map->map, shape.height / 2, shape.width / 2};
}

Part part_of(const Explaining& explaining, const Without& found) {
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    const Language language = explaining.frame.look.language;
    const nn::Unit unit = unit_of(architecture, found.address);
    const bool flat = architecture.nodes[static_cast<std::size_t>(unit.node)].output.is_flat();
    if (flat)
        return {found,
                unit,
                studio::place_words(architecture, unit, language),
                {SwitchKind::Unit, found.address, {}, 0}};
    return {found,
            unit,
            explaining.frame.words(Message(silence_texts.map_name,
                                           studio::layer_title(architecture, unit.node, language), unit.map)),
            {SwitchKind::Map, found.address, {}, 0}};
}

/// The bar and the number of a line.
void drop_bar(const ui::Look& look, ImVec2 at, float width, float height, double drop, const Scale& scale) {
    const float size = look.fonts.body->FontSize;
    const float number = ui::text_size(look.fonts.body, size, "−00.00").x + look.px(6);
    const float room = width - number;
    const auto share = [&](double value) {
        return room * static_cast<float>(value / (scale.drop + scale.rise));
    };
    const float zero = at.x + share(scale.rise);
    const float end = zero + share(drop);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled({std::min(zero, end), at.y + std::round(0.22f * height)},
                       {std::max(zero, end), at.y + std::round(0.78f * height)},
                       drop > 0 ? warm_colour(look.theme) : cold_colour(look.theme), look.px(1));
    list.AddLine({zero, at.y}, {zero, at.y + height}, look.colours.panel_line);
    const std::string words = (drop > 0 ? "−" : drop < 0 ? "+" : "") + fixed(100 * std::abs(drop), 2);
    ui::add_text(list, look.fonts.body, size,
                 {at.x + width - ui::text_size(look.fonts.body, size, words.c_str()).x,
                  at.y + std::round(0.5f * (height - size))},
                 look.colours.text, words.c_str());
}

/// The eye before a line: what is off has it closed.
void eye(Explaining& explaining, const Part& part, bool off, float height) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton("##eye", {height, height})) toggle(frame, part.off);
    const bool hovered = ImGui::IsItemHovered();
    const float side = std::round(0.62f * height);
    const float inset = std::round(0.5f * (height - side));
    ui::add_mark(*ImGui::GetWindowDrawList(), off ? ui::Mark::EyeClosed : ui::Mark::Eye,
                 {at.x + inset, at.y + inset}, side,
                 hovered ? look.colours.text
                 : off   ? look.colours.accent
                         : look.colours.quiet);
    ui::explain(look, frame.words(off ? silence_texts.tip_on : silence_texts.tip_off));
}

void line(Explaining& explaining, const Part& part, const Ablation& all, const Scale& scale) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const float size = look.fonts.body->FontSize;
    const float height = std::round(1.4f * size);
    const bool off = is_off(frame.studio, part.off);
    ImGui::PushID(part.found.address.c_str());
    eye(explaining, part, off, height);
    ImGui::SameLine(0, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = explaining.width - height;
    const bool clicked = ImGui::InvisibleButton("##line", {width, height});
    ImGui::PopID();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) {
        list.AddRectFilled(at, {at.x + width, at.y + height}, look.colours.field_hover, look.px(2));
        frame.pointed = part.unit;
        ui::explain(look,
                    frame
                        .words(Message(silence_texts.row_tip, fixed(100 * all.accuracy(part.found), 2),
                                       fixed(100 * all.accuracy(), 2), all.pictures, part.found.changed))
                        .c_str());
    }
    if (clicked)
        frame.intents.run("unit.pin", nn::format_address(explaining.exhibit.architecture(), part.unit));
    const float names = std::floor(kNames * width);
    ui::add_text(list, look.fonts.body, size, {at.x + look.px(2), at.y + std::round(0.5f * (height - size))},
                 off ? look.colours.quiet : look.colours.text,
                 ui::shortened(look.fonts.body, size, names - look.px(6), part.words, ui::Keep::End).c_str());
    drop_bar(look, {at.x + names, at.y}, width - names, height, drop_of(all, part.found), scale);
}

void lines(Explaining& explaining, const Silence& state) {
    const Ablation& all = state.each.found;
    std::vector<std::size_t> order(all.without.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!state.options.in_order)
        std::ranges::stable_sort(order, {}, [&](std::size_t at) { return all.without[at].correct; });
    Scale scale;
    for (const Without& one : all.without) {
        scale.drop = std::max(scale.drop, drop_of(all, one));
        scale.rise = std::max(scale.rise, -drop_of(all, one));
    }
    const float height = std::round(1.4f * explaining.frame.look.fonts.body->FontSize);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(order.size()), height);
    while (clipper.Step())
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
            line(explaining, part_of(explaining, all.without[order[static_cast<std::size_t>(row)]]), all,
                 scale);
    ImGui::PopStyleVar();
}

}  // namespace

void draw_accuracy(Explaining& explaining, const Silence& state) {
    const Frame& frame = explaining.frame;
    heading(explaining, frame.words(Message(silence_texts.accuracy, data_set(frame.studio).set->words())));
    accuracy_line(explaining, frame.words(silence_texts.everything_on), state.everything.found, 0,
                  !state.everything.whole);
    if (trying(frame.studio).silenced.switches.empty()) return;
    const AblationRun& now = state.without;
    accuracy_line(explaining, frame.words(silence_texts.as_it_is), now.found,
                  state.everything.found.accuracy(), !now.whole);
    if (!now.whole && now.found.pictures > 0)
        remark(explaining,
               frame.words(Message(silence_texts.so_far, grouped(static_cast<long long>(now.found.pictures)),
                                   grouped(static_cast<long long>(now.found.all)))));
}

void draw_each(Explaining& explaining, const Silence& state) {
    Frame& frame = explaining.frame;
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    if (state.parts.empty()) return;
    const bool maps =
        !architecture.nodes[static_cast<std::size_t>(unit_of(architecture, state.parts.front()).node)]
             .output.is_flat();
    heading(explaining, frame.words(maps ? silence_texts.which_maps : silence_texts.which_units));
    if (!state.each.latest) {
        ImGui::BeginDisabled(state.wanted_anyway);
        const std::string words =
            frame.words(Message(silence_texts.try_all, grouped(static_cast<long long>(state.parts.size()))));
        if (ImGui::Button((words + "###try").c_str(), {explaining.width, 0}))
            frame.intents.run("explain.try_all");
        ImGui::EndDisabled();
        return;
    }
    const Text labels[] = {silence_texts.strongest_first, silence_texts.in_order};
    const int chosen =
        features::choice(frame, "##order", labels, state.options.in_order ? 1 : 0, explaining.width);
    if (chosen >= 0 && (chosen == 1) != state.options.in_order) frame.intents.run("explain.order");
    const Ablation& found = state.each.found;
    if (!state.each.whole)
        remark(explaining,
               frame.words(Message(silence_texts.so_far, grouped(static_cast<long long>(found.pictures)),
                                   grouped(static_cast<long long>(found.all)))));
    if (found.pictures > 0) lines(explaining, state);
    ImGui::Dummy({explaining.width, frame.look.px(2)});
    remark(explaining, frame.words(silence_texts.which_help));
}

}  // namespace convoscope::explain_shown
