#pragma once

#include <imgui.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/look.h"

/// The glossary: every technical word on the screen, and one plain sentence for each. What draws words with
/// the helpers here underlines those that it has with dots, and they explain themselves when pointed at.
namespace convoscope::ui {

struct Term {
    std::string_view id;
    /// All forms under which it stands on the screen, the usual one first: "weight|weights".
    Text forms;
    /// One sentence that a pupil of fifteen understands.
    Text sentence;
    /// A small picture below it: fills `from` to `to`. Null: none.
    void (*picture)(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to) = nullptr;
};

/// All there are.
std::span<const Term> terms();
/// Its usual form: "convolution".
std::string_view name_of(const Term& term, Language language);
/// The one with this id; null where there is none.
const Term* term_called(std::string_view id);

/// A term among words.
struct FoundTerm {
    std::size_t begin = 0;  ///< bytes
    std::size_t end = 0;
    const Term* term = nullptr;
};
/// The terms among these words, in their order, each once, none over another: whole words in English,
/// whatever the case of A to Z; in Chinese the longest that fits. Sizes as "16 × 10 × 10" are the term
/// "shape".
std::vector<FoundTerm> terms_in(std::string_view words, Language language);

/// Explains a term in a tooltip.
void explain_term(const Look& look, const Term& term);

/// A dotted line: what stands above it explains itself when pointed at.
void dotted(const Look& look, ImVec2 from, float width, ImU32 colour);
/// Dots under the terms among words that stand at `at` in one line, and what they mean where the mouse is on
/// them: the present window's words.
void mark_terms(const Look& look, ImFont* font, float size, ImVec2 at, ImU32 colour, std::string_view words);
/// Draws words in one line at a place of the screen, their terms marked.
void line_with_terms(const Look& look, ImFont* font, ImVec2 at, ImU32 colour, const std::string& words);
/// The same as the next item, wrapped.
/// @param width  pixels
void wrapped_with_terms(const Look& look, ImFont* font, ImU32 colour, float width, const std::string& words);

}  // namespace convoscope::ui
