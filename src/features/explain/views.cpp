#include "features/explain/views.h"

#include <algorithm>
#include <array>

#include "features/explain/texts.h"
#include "studio/words.h"
#include "ui/terms.h"

namespace convoscope::explain_shown {

std::span<const View* const> views() {
    static constexpr std::array kViews{&why_view, &heat_maps_view, &break_view, &silence_view,
                                       &confuses_view};
    return kViews;
}

const View* view_called(std::string_view id) {
    const auto found = std::ranges::find(views(), id, &View::id);
    return found == views().end() ? nullptr : *found;
}

const View* open_view(const studio::Studio& studio) { return view_called(studio.view().explanation); }

std::string view_ids() {
    std::string ids;
    for (const View* view : views()) ids += (ids.empty() ? "" : "|") + std::string(view->id);
    return ids;
}

explain::Target asked_target(const studio::Exhibit& exhibit) {
    if (const auto unit = exhibit.selected(); unit && unit->node > 0) return {*unit, true};
    return explain::winner(exhibit.architecture(), exhibit.workspace());
}

std::string target_words(const studio::Studio& studio, const explain::Target& target) {
    const nn::Architecture& architecture = studio.exhibit().architecture();
    const bool is_output = target.unit.node + 1 == static_cast<int>(architecture.nodes.size());
    const auto index = static_cast<std::size_t>(nn::index_of(architecture, target.unit));
    if (is_output && index < architecture.classes.size())
        return studio.words(Message(texts.logit_of_class,
                                    studio::class_words(architecture.classes[index], studio.language())));
    return studio.words(
        Message(texts.sum_of_unit, studio::place_words(architecture, target.unit, studio.language())));
}

void heading(Explaining& explaining, const std::string& words) {
    const ui::Look& look = explaining.frame.look;
    ImGui::Dummy({0, look.px(2)});
    ui::wrapped_with_terms(look, look.fonts.strong, look.colours.text, explaining.width, words);
}

void statement(Explaining& explaining, const std::string& words) {
    const ui::Look& look = explaining.frame.look;
    ui::wrapped_with_terms(look, look.fonts.body, look.colours.text, explaining.width, words);
}

void remark(Explaining& explaining, const std::string& words) {
    const ui::Look& look = explaining.frame.look;
    ui::wrapped_with_terms(look, look.fonts.small, look.colours.quiet, explaining.width, words);
}

}  // namespace convoscope::explain_shown
