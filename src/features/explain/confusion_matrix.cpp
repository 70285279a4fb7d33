#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/explain/chart.h"
#include "features/explain/confuses.h"
#include "features/explain/confuses_texts.h"
#include "studio/words.h"
#include "ui/lines.h"

/// The confusion matrix, with pictures or numbers in its cells.
namespace convoscope::explain_shown {
namespace {

using features::Frame;

constexpr float kLongestName = 64;  // points, beside a row
constexpr float kLargestCell = 60;
constexpr float kStrongest = 0.75f;  // of a cell's tint

/// Where everything is.
struct Matrix {
    ImVec2 at;  ///< of the first cell
    float side;
    float names;  ///< width of what stands before a row
    std::size_t count;
    bool numbered;  ///< names do not fit above columns: numbers do
    ImVec2 cell(std::size_t row, std::size_t column) const {
        return {at.x + side * static_cast<float>(column), at.y + side * static_cast<float>(row)};
    }
};

float width_of(const ui::Look& look, const std::string& words) {
    return ui::text_size(look.fonts.small, look.fonts.small->FontSize, words.c_str()).x;
}

/// A class before its row: with its number where that stands above the column.
std::string row_name(const Matrix& matrix, const std::string& name, int index) {
    return matrix.numbered ? std::to_string(index) + " " + name : name;
}

Matrix arrange(const Explaining& explaining, const Confuses& state, const std::vector<std::string>& classes) {
    const ui::Look& look = explaining.frame.look;
    Matrix matrix{ImGui::GetCursorScreenPos(), 0, 0, state.shown.size(), false};
    const auto room = [&] {
        return std::floor((explaining.width - matrix.names) / static_cast<float>(matrix.count));
    };
    for (int pass = 0; pass < 2; ++pass) {
        float widest = 0;
        float longest = 0;
        for (const int index : state.shown) {
            const std::string& name = classes[static_cast<std::size_t>(index)];
            widest = std::max(widest, width_of(look, name));
            longest = std::max(longest, width_of(look, row_name(matrix, name, index)));
        }
        matrix.names = std::min(longest, look.px(kLongestName)) + look.px(6);
        matrix.side = std::min(room(), look.px(kLargestCell));
        matrix.numbered = widest > matrix.side;
    }
    matrix.at.x += matrix.names;
    matrix.at.y += std::round(1.3f * look.fonts.small->FontSize);
    return matrix;
}

void names(const Explaining& explaining, const Confuses& state, const Matrix& matrix,
           const std::vector<std::string>& classes) {
    const ui::Look& look = explaining.frame.look;
    const float size = look.fonts.small->FontSize;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < matrix.count; ++i) {
        const int index = state.shown[i];
        const std::string& name = classes[static_cast<std::size_t>(index)];
        const std::string above = matrix.numbered ? std::to_string(index) : name;
        const std::string before = ui::shortened(look.fonts.small, size, matrix.names - look.px(5),
                                                 row_name(matrix, name, index), ui::Keep::Beginning);
        const ImVec2 top = matrix.cell(0, i);
        const ImVec2 left = matrix.cell(i, 0);
        ui::add_text(list, look.fonts.small, size,
                     {top.x + std::round(0.5f * (matrix.side - width_of(look, above))), top.y - 1.2f * size},
                     look.colours.quiet, above.c_str());
        ui::add_text(
            list, look.fonts.small, size,
            {left.x - look.px(6) - width_of(look, before), left.y + std::round(0.5f * (matrix.side - size))},
            look.colours.quiet, before.c_str());
    }
}

/// Right is the accent's, wrong the warm colour's, by its share of all pictures of its class.
ImU32 tint(const ui::Look& look, bool right, double share, double most_wrong) {
    if (right) return ui::with_alpha(look.colours.accent, 0.22f * static_cast<float>(share));
    if (share <= 0) return IM_COL32(0, 0, 0, 0);
    const auto strength = static_cast<float>(std::sqrt(share / most_wrong));
    return ui::with_alpha(warm_colour(look.theme), kStrongest * std::max(0.12f, strength));
}

double share_of(const Confuses& state, const Cell& cell) {
    const long all = state.readings->classes[static_cast<std::size_t>(cell.truth)].pictures;
    const auto count = static_cast<double>(state.readings->cell(cell.truth, cell.read).size());
    return all == 0 ? 0 : count / static_cast<double>(all);
}

double largest_mistake(const Confuses& state) {
    double most = 0;
    for (const int truth : state.shown)
        for (const int read : state.shown)
            if (truth != read) most = std::max(most, share_of(state, {truth, read}));
    return most;
}

std::string tip_of(const Frame& frame, const Confuses& state, const Cell& cell,
                   const std::vector<std::string>& classes) {
    const std::string& truth = classes[static_cast<std::size_t>(cell.truth)];
    const std::string& read = classes[static_cast<std::size_t>(cell.read)];
    const std::size_t count = state.readings->cell(cell.truth, cell.read).size();
    const long all = state.readings->classes[static_cast<std::size_t>(cell.truth)].pictures;
    const std::string share = fixed(100 * share_of(state, cell), 1);
    if (count == 0) return frame.words(Message(confuses_texts.cell_none, truth, read));
    if (cell.truth == cell.read)
        return frame.words(Message(confuses_texts.cell_right, truth, count, all, share));
    return frame.words(Message(confuses_texts.cell_wrong, truth, read, count, all, share));
}

void count_in_cell(const ui::Look& look, ImVec2 at, float side, std::size_t count) {
    const std::string words = std::to_string(count);
    const float size = look.fonts.small->FontSize;
    // A long number gets smaller; one that nobody could read is left to the tip.
    const float fitting = size * std::min(1.0f, (side - look.px(2)) / width_of(look, words));
    if (fitting < 0.6f * size) return;
    const ImVec2 extent = ui::text_size(look.fonts.small, fitting, words.c_str());
    ui::add_text(*ImGui::GetWindowDrawList(), look.fonts.small, fitting,
                 {at.x + std::round(0.5f * (side - extent.x)), at.y + std::round(0.5f * (side - extent.y))},
                 look.colours.text, words.c_str());
}

}  // namespace

void draw_matrix(Explaining& explaining, const Confuses& state) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const std::vector<std::string> classes =
        studio::class_words(explaining.exhibit.architecture(), look.language);
    if (state.shown.empty()) return;
    const Matrix matrix = arrange(explaining, state, classes);
    const auto across = matrix.side * static_cast<float>(matrix.count);
    const ImVec2 begin = ImGui::GetCursorScreenPos();
    ImGui::Dummy({explaining.width, matrix.at.y - begin.y});
    ImGui::SetCursorScreenPos(matrix.at);
    const bool clicked = ImGui::InvisibleButton("##matrix", {across, across});
    const bool hovered = ImGui::IsItemHovered();
    names(explaining, state, matrix, classes);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(matrix.at, {matrix.at.x + across, matrix.at.y + across}, look.colours.paper);
    const double most = largest_mistake(state);
    for (std::size_t row = 0; row < matrix.count; ++row)
        for (std::size_t column = 0; column < matrix.count; ++column) {
            const Cell cell{state.shown[row], state.shown[column]};
            const ImVec2 at = matrix.cell(row, column);
            const ImVec2 end{at.x + matrix.side - 1, at.y + matrix.side - 1};
            list.AddRectFilled(at, end, tint(look, row == column, share_of(state, cell), most));
            const std::size_t count = state.readings->cell(cell.truth, cell.read).size();
            const int best = state.best_of[row * matrix.count + column];
            if (count > 0 && state.options.counts) count_in_cell(look, at, matrix.side, count);
            if (best >= 0 && !state.options.counts)
                state.best.draw(frame, static_cast<std::size_t>(best), at, end);
            if (cell == state.listed) list.AddRect(at, end, look.colours.accent, 0, 0, look.px(2));
        }
    list.AddRect(matrix.at, {matrix.at.x + across, matrix.at.y + across}, look.colours.panel_line);
    if (hovered) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto place = [&](float value) {
            return static_cast<std::size_t>(
                std::clamp(static_cast<int>(value / matrix.side), 0, static_cast<int>(matrix.count) - 1));
        };
        const std::size_t row = place(mouse.y - matrix.at.y);
        const std::size_t column = place(mouse.x - matrix.at.x);
        const Cell cell{state.shown[row], state.shown[column]};
        const ImVec2 at = matrix.cell(row, column);
        list.AddRect(at, {at.x + matrix.side - 1, at.y + matrix.side - 1}, look.colours.text);
        if (!ui::tips_wait(look)) ui::tip(look, tip_of(frame, state, cell, classes).c_str());
        if (clicked)
            frame.intents.run("explain.cell", std::to_string(cell.truth) + " " + std::to_string(cell.read));
    }
    ImGui::SetCursorScreenPos({begin.x, matrix.at.y + across});
    ImGui::Dummy({explaining.width, look.px(2)});
    if (state.shown.size() < state.readings->classes.size())
        remark(explaining, frame.words(Message(confuses_texts.some_classes, state.readings->classes.size(),
                                               state.shown.size())));
    remark(explaining, frame.words(confuses_texts.matrix_help));
}

}  // namespace convoscope::explain_shown
