#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/grouped.h"
#include "base/number.h"
#include "features/explain/chart.h"
#include "features/explain/confuses.h"
#include "features/explain/confuses_texts.h"
#include "studio/words.h"
#include "ui/lines.h"

/// Below the confusion matrix: the classes one by one, and whether the network is as sure as it is right.
namespace convoscope::explain_shown {
namespace {

using features::Frame;
using Bin = train::Evaluation::Bin;

constexpr float kNameShare = 0.24f;  // of the page's width
constexpr float kChartHeight = 168;  // points
constexpr float kFew = 0.01f;  // a bin with fewer of all answers than that is drawn paler: it may be chance

/// A share as a bar with its number behind it.
void share_bar(const ui::Look& look, ImVec2 at, float width, float height, std::optional<double> share) {
    const float size = look.fonts.small->FontSize;
    const float number = ui::text_size(look.fonts.small, size, "100.0").x + look.px(5);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float top = at.y + std::round(0.25f * height);
    const float bottom = at.y + std::round(0.75f * height);
    const float room = width - number;
    list.AddRectFilled({at.x, top}, {at.x + room, bottom}, look.colours.bar_track, look.px(1));
    const std::string words = share ? fixed(100 * *share, 1) : "–";
    if (share)
        list.AddRectFilled({at.x, top}, {at.x + room * static_cast<float>(*share), bottom}, look.colours.bar,
                           look.px(1));
    ui::add_text(list, look.fonts.small, size,
                 {at.x + width - ui::text_size(look.fonts.small, size, words.c_str()).x,
                  at.y + std::round(0.5f * (height - size))},
                 look.colours.text, words.c_str());
}

/// Where the diagram is on the screen.
struct Area {
    ImVec2 at;
    ImVec2 size;
    ImVec2 place(double across, double up) const {
        return {at.x + static_cast<float>(across) * size.x, at.y + static_cast<float>(1 - up) * size.y};
    }
};

void bars(const ui::Look& look, const Area& area, const train::Evaluation& all) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto count = static_cast<double>(all.bins.size());
    for (std::size_t i = 0; i < all.bins.size(); ++i) {
        const Bin& bin = all.bins[i];
        if (bin.count == 0) continue;
        const auto in_bin = static_cast<double>(bin.count);
        const double right = static_cast<double>(bin.correct) / in_bin;
        const double sure = bin.probability / in_bin;
        const bool few = in_bin < static_cast<double>(kFew) * static_cast<double>(all.count);
        const float alpha = few ? 0.45f : 1.0f;
        const double left = static_cast<double>(i) / count;
        const double end = static_cast<double>(i + 1) / count;
        const ImVec2 high = area.place(left, right);
        const ImVec2 low = area.place(end, 0);
        list.AddRectFilled({high.x + 1, high.y}, {low.x - 1, low.y}, ui::with_alpha(look.colours.bar, alpha));
        const ImVec2 from = area.place(left, std::max(right, sure));
        const ImVec2 to = area.place(end, std::min(right, sure));
        list.AddRectFilled(
            {from.x + 1, from.y}, {to.x - 1, to.y},
            ui::with_alpha(sure > right ? warm_colour(look.theme) : cold_colour(look.theme), 0.75f * alpha));
    }
}

void bin_tip(const Frame& frame, const Area& area, const train::Evaluation& all) {
    const auto count = static_cast<int>(all.bins.size());
    const float share = (ImGui::GetIO().MousePos.x - area.at.x) / area.size.x;
    const int index = std::clamp(static_cast<int>(share * static_cast<float>(count)), 0, count - 1);
    const Bin& bin = all.bins[static_cast<std::size_t>(index)];
    const std::string low = fixed(100.0 * index / count, 0);
    const std::string high = fixed(100.0 * (index + 1) / count, 0);
    const std::string words =
        bin.count == 0
            ? frame.words(Message(confuses_texts.bin_empty, low, high))
            : frame.words(
                  Message(confuses_texts.bin_tip, low, high, grouped(bin.count),
                          fixed(100 * static_cast<double>(bin.correct) / static_cast<double>(bin.count), 1)));
    ui::explain(frame.look, words.c_str());
}

/// The reliability diagram, as the next item.
void diagram(Explaining& explaining, const train::Evaluation& all) {
    const Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const float line = look.fonts.small->FontSize;
    const Area area{ImGui::GetCursorScreenPos(), {explaining.width, look.px(kChartHeight)}};
    ImGui::InvisibleButton("##reliability", {area.size.x, area.size.y + 1.3f * line});
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(area.place(0, 1), area.place(1, 0), look.colours.field, look.px(2));
    for (const double up : {0.25, 0.5, 0.75})
        list.AddLine(area.place(0, up), area.place(1, up), look.colours.panel_line);
    bars(look, area, all);
    list.AddLine(area.place(0, 0), area.place(1, 1), look.colours.accent, look.px(1.5f));
    const float below = area.at.y + area.size.y + 0.15f * line;
    const std::string left = frame.words(Message(confuses_texts.sure_at, 0));
    const std::string right = frame.words(Message(confuses_texts.sure_at, 100));
    const std::string top = frame.words(Message(confuses_texts.right_at, 100));
    ui::add_text(list, look.fonts.small, line, {area.at.x, below}, look.colours.quiet, left.c_str());
    ui::add_text(list, look.fonts.small, line,
                 {area.at.x + area.size.x - ui::text_size(look.fonts.small, line, right.c_str()).x, below},
                 look.colours.quiet, right.c_str());
    ui::add_text(list, look.fonts.small, line, {area.at.x + look.px(4), area.at.y + look.px(3)},
                 look.colours.quiet, top.c_str());
    if (hovered) bin_tip(frame, area, all);
}

}  // namespace

void draw_classes(Explaining& explaining, const Confuses& state) {
    const Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const float size = look.fonts.small->FontSize;
    const float height = std::round(1.4f * size);
    const float name = std::floor(kNameShare * explaining.width);
    const float gap = look.px(10);
    const float each = std::floor(0.5f * (explaining.width - name - gap));
    const std::vector<std::string> classes =
        studio::class_words(explaining.exhibit.architecture(), look.language);
    heading(explaining, frame.words(confuses_texts.by_class));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImVec2 at = ImGui::GetCursorScreenPos();
    const float first = at.x + name;
    const float second = first + each + gap;
    ui::add_text(list, look.fonts.small, size, {first, at.y}, look.colours.quiet,
                 frame.words(confuses_texts.recall));
    ui::add_text(list, look.fonts.small, size, {second, at.y}, look.colours.quiet,
                 frame.words(confuses_texts.precision));
    for (const int index : state.shown) {
        at.y += height;
        const auto place = static_cast<std::size_t>(index);
        const explain::ClassScore& score = state.readings->classes[place];
        const std::string words =
            ui::shortened(look.fonts.small, size, name - look.px(4), classes[place], ui::Keep::Beginning);
        ui::add_text(list, look.fonts.small, size, {at.x, at.y + std::round(0.5f * (height - size))},
                     look.colours.text, words.c_str());
        share_bar(look, {first, at.y}, each, height, score.recall());
        share_bar(look, {second, at.y}, each, height, score.precision());
    }
    ImGui::Dummy({explaining.width, height * static_cast<float>(state.shown.size() + 1)});
    remark(explaining, frame.words(confuses_texts.by_class_help));
}

void draw_calibration(Explaining& explaining, const Confuses& state) {
    const Frame& frame = explaining.frame;
    heading(explaining, frame.words(confuses_texts.calibration));
    if (!state.readings->probabilities)
        return statement(explaining, frame.words(confuses_texts.no_probabilities));
    const train::Evaluation& all = state.readings->evaluation;
    diagram(explaining, all);
    double sure = 0;
    for (const Bin& bin : all.bins) sure += bin.probability;
    const bool too_sure = sure > static_cast<double>(all.correct);
    statement(explaining, frame.words(Message(too_sure ? confuses_texts.too_sure : confuses_texts.too_modest,
                                              significant(100 * all.calibration_error(), 2))));
    remark(explaining, frame.words(confuses_texts.calibration_help));
}

}  // namespace convoscope::explain_shown
