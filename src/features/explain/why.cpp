#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/number.h"
#include "explain/ledger.h"
#include "features/explain/commands.h"
#include "features/explain/texts.h"
#include "features/explain/views.h"
#include "nn/address.h"
#include "studio/texts.h"
#include "studio/words.h"
#include "ui/lines.h"
#include "ui/terms.h"

/// The ledger: everything that a logit is the sum of, the strongest first.
namespace convoscope::explain_shown {
namespace {

using explain::Contribution;
using explain::Ledger;
using features::Frame;
using studio::Studio;

constexpr std::size_t kMostLines = 24;
constexpr float kNegligible = 0.005f;  ///< a mean that no number shown would tell of

/// The page's own.
struct Why {
    std::optional<int> against;  ///< the class that the target is compared with
    std::optional<Ledger> ledger;
    Message why_not;     ///< there is none
    nn::ModelPtr model;  ///< what it is of
    std::uint64_t reading = 0;
    explain::Target target;
    std::optional<int> of_against;
};

bool is_logit(const nn::Architecture& architecture, const explain::Target& target) {
    return target.unit.node + 1 == static_cast<int>(architecture.nodes.size());
}

void advance(Studio& studio) {
    Why& why = studio.parts.of<Why>();
    const studio::Exhibit& exhibit = studio.exhibit();
    if (!exhibit.numbers()) return;
    const explain::Target target = asked_target(exhibit);
    std::optional<int> against = is_logit(exhibit.architecture(), target) ? why.against : std::nullopt;
    if (against && *against == nn::index_of(exhibit.architecture(), target.unit)) against.reset();
    const bool same = why.model == exhibit.model_pointer() && why.reading == exhibit.reading().revision &&
                      why.target == target && why.of_against == against;
    if (same) return;
    why.model = exhibit.model_pointer();
    why.reading = exhibit.reading().revision;
    why.target = target;
    why.of_against = against;
    why.ledger.reset();
    try {
        why.ledger = explain::ledger(exhibit.model(), exhibit.workspace(), target, against);
    } catch (const Error& error) {
        why.why_not = error.message();
    }
}

/// A number at the right end, a bar from the middle for its sign and strength, and words before them.
struct Line {
    std::string words;
    float value = 0;
    float most = 1;  ///< the strongest line's magnitude
    bool strong = false;
};

float bar_line(Explaining& explaining, const Line& line, bool hovered, ImVec2 at) {
    const ui::Look& look = explaining.frame.look;
    ImFont* font = line.strong ? look.fonts.strong : look.fonts.body;
    const float size = font->FontSize;
    const float height = std::round(1.35f * size);
    const float number_width = ui::text_size(look.fonts.strong, size, "-000.00").x;
    const float bars = std::floor(0.34f * explaining.width);
    const float right = at.x + explaining.width;
    const float zero = right - number_width - 0.5f * bars;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (hovered) list.AddRectFilled(at, {right, at.y + height}, look.colours.field_hover, look.px(2));
    const scene::Ramp ramp = scene::make_contribution_ramp(look.theme);
    const float reach = 0.5f * bars * std::clamp(line.value / line.most, -1.0f, 1.0f);
    const ImU32 colour = ui::packed(line.value < 0 ? ramp.front() : ramp.back());
    list.AddRectFilled({std::min(zero, zero + reach), at.y + 0.22f * height},
                       {std::max(zero, zero + reach), at.y + 0.78f * height}, colour, look.px(1));
    list.AddLine({zero, at.y}, {zero, at.y + height}, look.colours.panel_line);
    const float room = explaining.width - number_width - bars - look.px(6);
    const std::string words = ui::shortened(font, size, room, line.words, ui::Keep::End);
    const float top = at.y + 0.5f * (height - size);
    ui::add_text(list, font, size, {at.x, top}, look.colours.text, words.c_str());
    const std::string number = fixed(static_cast<double>(line.value), 2);
    ui::add_text(list, font, size, {right - ui::text_size(font, size, number.c_str()).x, top},
                 look.colours.text, number.c_str());
    return height;
}

void plain_line(Explaining& explaining, const Line& line) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = bar_line(explaining, line, false, at);
    ImGui::Dummy({explaining.width, height});
}

void contribution_line(Explaining& explaining, const Contribution& one, const std::string& words, float most,
                       int index) {
    Frame& frame = explaining.frame;
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(index);
    const float height = std::round(1.35f * frame.look.fonts.body->FontSize);
    const bool clicked = ImGui::InvisibleButton("##line", {explaining.width, height});
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    bar_line(explaining, {words, one.value, most, false}, hovered, at);
    if (hovered) frame.pointed = one.unit;
    if (clicked) frame.intents.run("unit.pin", nn::format_address(architecture, one.unit));
}

/// "Why 3, and not [all classes]": the class that it is taken against.
void against_part(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const Why& why = frame.studio.parts.of<Why>();
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    if (!is_logit(architecture, why.target)) return;
    const std::vector<std::string> classes = studio::class_words(architecture, frame.look.language);
    const auto own = static_cast<std::size_t>(nn::index_of(architecture, why.target.unit));
    if (own >= classes.size()) return;
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(frame.words(Message(texts.why_and_not, classes[own])).c_str());
    ImGui::SameLine();
    ImGui::SetNextItemWidth(-1);
    const char* shown = why.of_against ? classes[static_cast<std::size_t>(*why.of_against)].c_str()
                                       : frame.words(texts.why_alone);
    if (!ImGui::BeginCombo("##against", shown)) return;
    const auto choose = [&](std::optional<int> index) {
        frame.intents.change([index](Studio& studio) { studio.parts.of<Why>().against = index; });
    };
    if (ImGui::Selectable(frame.words(texts.why_alone), !why.of_against)) choose(std::nullopt);
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (i != own && ImGui::Selectable(classes[i].c_str(), why.of_against == static_cast<int>(i)))
            choose(static_cast<int>(i));
    ImGui::EndCombo();
}

void draw(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const Why& why = frame.studio.parts.of<Why>();
    against_part(explaining);
    if (!why.ledger) {
        if (!why.why_not.empty()) statement(explaining, frame.words(Message(texts.why_not_sum, why.why_not)));
        return;
    }
    const Ledger& ledger = *why.ledger;
    std::vector<Contribution> lines = ledger.contributions;
    std::erase_if(lines, [](const Contribution& one) { return one.value == 0; });
    std::ranges::stable_sort(lines, [](const Contribution& a, const Contribution& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    const float strongest = lines.empty() ? 0 : std::abs(lines.front().value);
    const float most = std::max({strongest, std::abs(ledger.bias), 1e-12f});
    statement(explaining,
              frame.words(Message(texts.why_sum, target_words(frame.studio, why.target),
                                  significant(static_cast<double>(ledger.value - ledger.mean), 4))));
    plain_line(explaining, {frame.words(texts.why_bias), ledger.bias, most, false});
    const std::size_t shown = std::min(lines.size(), kMostLines);
    const bool one_layer = std::ranges::all_of(
        lines, [&](const Contribution& one) { return one.unit.node == lines.front().unit.node; });
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    if (one_layer && !lines.empty())
        remark(explaining,
               frame.words(Message(texts.why_layer, studio::layer_title(architecture, lines.front().unit.node,
                                                                        frame.look.language))));
    for (std::size_t i = 0; i < shown; ++i) {
        const auto words = one_layer ? studio::place_in_layer_words : studio::place_words;
        contribution_line(explaining, lines[i], words(architecture, lines[i].unit, frame.look.language), most,
                          static_cast<int>(i));
    }
    float rest = 0;
    for (std::size_t i = shown; i < lines.size(); ++i) rest += lines[i].value;
    if (shown < lines.size())
        plain_line(explaining,
                   {frame.words(Message(texts.why_rest, lines.size() - shown)), rest, most, false});
    plain_line(explaining, {frame.words(texts.why_total), ledger.value - ledger.mean,
                            std::max(most, std::abs(ledger.value - ledger.mean)), true});
    if (why.of_against) {
        const auto classes = studio::class_words(explaining.exhibit.architecture(), frame.look.language);
        const auto own =
            static_cast<std::size_t>(nn::index_of(explaining.exhibit.architecture(), why.target.unit));
        remark(explaining, frame.words(Message(texts.why_difference_help, classes[own],
                                               classes[static_cast<std::size_t>(*why.of_against)])));
    } else {
        remark(explaining, frame.words(texts.why_help));
    }
}

}  // namespace

const View why_view{
    .id = "why", .tab = texts.why_tab, .question = texts.why_question, .draw = draw, .advance = advance};

}  // namespace convoscope::explain_shown
