#include "ui/terms.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/lines.h"
#include "ui/term_pictures.h"
#include "ui/texts.h"

namespace convoscope::ui {
namespace {

constexpr float kTipWidth = 300;  ///< points
constexpr float kPictureHeight = 84;

constexpr std::array kTerms{
    Term{"network", texts.network, texts.network_means},
    Term{"unit", texts.unit, texts.unit_means},
    Term{"layer", texts.layer, texts.layer_means},
    Term{"input", texts.input, texts.input_means},
    Term{"output", texts.output, texts.output_means},
    Term{"class", texts.class_, texts.class_means},
    Term{"convolution", texts.convolution, texts.convolution_means},
    Term{"pooling", texts.pooling, texts.pooling_means},
    Term{"linear", texts.linear, texts.linear_means},
    Term{"map", texts.map, texts.map_means},
    Term{"kernel", texts.kernel, texts.kernel_means},
    Term{"patch", texts.patch, texts.patch_means},
    Term{"product", texts.product, texts.product_means},
    Term{"weight", texts.weight, texts.weight_means},
    Term{"bias", texts.bias, texts.bias_means},
    Term{"pre-activation", texts.pre_activation, texts.pre_activation_means},
    Term{"activation", texts.activation, texts.activation_means},
    Term{"relu", texts.relu, texts.relu_means, relu_picture},
    Term{"tanh", texts.tanh, texts.tanh_means, tanh_picture},
    Term{"sigmoid", texts.sigmoid, texts.sigmoid_means, sigmoid_picture},
    Term{"non-linearity", texts.nonlinearity, texts.nonlinearity_means, relu_picture},
    Term{"logit", texts.logit, texts.logit_means},
    Term{"softmax", texts.softmax, texts.softmax_means, softmax_picture},
    Term{"temperature", texts.temperature, texts.temperature_means},
    Term{"probability", texts.probability, texts.probability_means},
    Term{"contribution", texts.contribution, texts.contribution_means},
    Term{"edge", texts.edge, texts.edge_means},
    Term{"receptive-field", texts.field, texts.field_means},
    Term{"stride", texts.stride, texts.stride_means},
    Term{"padding", texts.padding, texts.padding_means},
    Term{"shape", texts.shape, texts.shape_means},
    Term{"scale", texts.scale, texts.scale_means},
    Term{"exponential", texts.exponential, texts.exponential_means},
    Term{"deviation", texts.deviation, texts.deviation_means},
    Term{"mean", texts.mean, texts.mean_means},
    Term{"histogram", texts.histogram, texts.histogram_means},
    Term{"silent", texts.silent, texts.silent_means},
    Term{"skip", texts.skip, texts.skip_means},
    Term{"pulse", texts.pulse, texts.pulse_means},
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view first_form(std::string_view forms) { return forms.substr(0, forms.find('|')); }

/// Where the form that begins at `begin` ends; 0: it does not begin there. A name goes on with digits: conv2.
std::size_t end_of(std::string_view words, std::size_t begin, std::string_view form) {
    if (words.size() - begin < form.size()) return 0;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (lowered(words[begin + i]) != lowered(form[i])) return 0;
    std::size_t end = begin + form.size();
    if (is_letter(form.front()) && begin > 0 && (is_letter(words[begin - 1]) || words[begin - 1] == '-'))
        return 0;
    if (!is_letter(form.back())) return end;
    while (end < words.size() && is_digit(words[end])) ++end;
    return end < words.size() && is_letter(words[end]) ? 0 : end;
}

/// The longest form of any term that begins here.
FoundTerm term_at(std::string_view words, std::size_t begin, Language language) {
    FoundTerm found;
    for (const Term& term : kTerms)
        for (std::string_view forms = term.forms.in(language); !forms.empty();) {
            const std::string_view form = first_form(forms);
            forms.remove_prefix(std::min(forms.size(), form.size() + 1));
            if (const std::size_t end = end_of(words, begin, form); end > found.end)
                found = {begin, end, &term};
        }
    return found;
}

/// Whole numbers with crosses between them: "16 × 10 × 10".
FoundTerm shape_at(std::string_view words, std::size_t begin) {
    static constexpr std::string_view kTimes = " × ";
    const auto digits = [&](std::size_t at) {
        while (at < words.size() && is_digit(words[at])) ++at;
        return at;
    };
    const bool goes_on = begin > 0 && (is_digit(words[begin - 1]) || words[begin - 1] == '.');
    std::size_t end = goes_on ? begin : digits(begin);
    int numbers = end > begin ? 1 : 0;
    while (numbers > 0 && words.substr(end, kTimes.size()) == kTimes) {
        const std::size_t next = digits(end + kTimes.size());
        if (next == end + kTimes.size()) break;
        end = next;
        ++numbers;
    }
    const bool decimal = end + 1 < words.size() && words[end] == '.' && is_digit(words[end + 1]);
    return numbers > 1 && !decimal ? FoundTerm{begin, end, term_called("shape")} : FoundTerm{};
}

/// The terms of one line that are not among `seen`, which grows by them.
void mark(const Look& look, ImFont* font, float size, ImVec2 at, ImU32 colour, std::string_view words,
          std::vector<const Term*>& seen) {
    for (const FoundTerm& found : terms_in(words, look.language)) {
        if (std::ranges::find(seen, found.term) != seen.end()) continue;
        seen.push_back(found.term);
        const std::string before(words.substr(0, found.begin));
        const std::string own(words.substr(found.begin, found.end - found.begin));
        const float left = at.x + text_size(font, size, before.c_str()).x;
        const float width = text_size(font, size, own.c_str()).x;
        dotted(look, {left, at.y + 0.98f * size}, width, with_alpha(colour, 0.7f));
        if (ImGui::IsWindowHovered() && !tips_wait(look) &&
            ImGui::IsMouseHoveringRect({left, at.y}, {left + width, at.y + 1.1f * size}))
            explain_term(look, *found.term);
    }
}

}  // namespace

void dotted(const Look& look, ImVec2 from, float width, ImU32 colour) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float dot = std::max(1.0f, std::round(look.scale));
    const float y = std::round(from.y);
    for (float x = std::round(from.x); x + dot <= from.x + width; x += 3 * dot)
        list.AddRectFilled({x, y}, {x + dot, y + dot}, colour);
}

std::span<const Term> terms() { return kTerms; }

std::string_view name_of(const Term& term, Language language) { return first_form(term.forms.in(language)); }

const Term* term_called(std::string_view id) {
    const auto found = std::ranges::find(kTerms, id, &Term::id);
    return found == kTerms.end() ? nullptr : &*found;
}

std::vector<FoundTerm> terms_in(std::string_view words, Language language) {
    std::vector<FoundTerm> all;
    for (std::size_t at = 0; at < words.size();) {
        const FoundTerm found = is_digit(words[at]) ? shape_at(words, at) : term_at(words, at, language);
        if (found.term) {
            const bool again = std::ranges::find(all, found.term, &FoundTerm::term) != all.end();
            if (!again) all.push_back(found);
            at = found.end;
            continue;
        }
        ++at;
    }
    return all;
}

void explain_term(const Look& look, const Term& term) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(12), look.px(8)));
    ImGui::BeginTooltip();
    ImGui::PushFont(look.fonts.strong);
    const std::string_view name = name_of(term, look.language);
    ImGui::TextUnformatted(name.data(), name.data() + name.size());
    ImGui::PopFont();
    ImFont* font = look.fonts.body;
    const std::string sentence = term.sentence.in(look.language);
    ImGui::TextUnformatted(wrapped(font, font->FontSize, look.px(kTipWidth), sentence).c_str());
    if (term.picture) {
        const ImVec2 from = ImGui::GetCursorScreenPos();
        const ImVec2 size{look.px(kTipWidth), look.px(kPictureHeight)};
        ImGui::Dummy(size);
        term.picture(look, *ImGui::GetWindowDrawList(), from, {from.x + size.x, from.y + size.y});
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void mark_terms(const Look& look, ImFont* font, float size, ImVec2 at, ImU32 colour, std::string_view words) {
    std::vector<const Term*> seen;
    mark(look, font, size, at, colour, words, seen);
}

void line_with_terms(const Look& look, ImFont* font, ImVec2 at, ImU32 colour, const std::string& words) {
    add_text(*ImGui::GetWindowDrawList(), font, font->FontSize, at, colour, words.c_str());
    mark_terms(look, font, font->FontSize, at, colour, words);
}

void wrapped_with_terms(const Look& look, ImFont* font, ImU32 colour, float width, const std::string& words) {
    const float size = font->FontSize;
    const std::string lines = wrapped(font, size, width, words);
    ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(text_size(font, size, lines.c_str()));
    if (!ImGui::IsItemVisible()) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::vector<const Term*> seen;
    for (std::size_t begin = 0; begin <= lines.size();) {
        const std::size_t end = std::min(lines.find('\n', begin), lines.size());
        const std::string line = lines.substr(begin, end - begin);
        add_text(list, font, size, at, colour, line.c_str());
        mark(look, font, size, at, colour, line, seen);
        at.y += size;
        begin = end + 1;
    }
}

}  // namespace convoscope::ui
