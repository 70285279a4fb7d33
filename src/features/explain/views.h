#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/text.h"
#include "explain/target.h"
#include "features/frame.h"

/// The pages of explanations, at the right of the stage.
namespace convoscope::explain_shown {

/// One frame of the page that is open.
struct Explaining {
    features::Frame& frame;
    const studio::Exhibit& exhibit;
    float width;  ///< pixels
};

/// A page: a row in a file of its own, and a line in views.cpp.
struct View {
    std::string_view id;  ///< in saved views and for `explain.open`: "why"
    Text tab;
    Text question;  ///< above it: what it answers
    void (*draw)(Explaining& explaining);
    /// Once a frame while it is open: takes what its jobs have done, starts those that are due. May be null.
    void (*advance)(studio::Studio& studio) = nullptr;
    /// A job of its is done that advance() has not taken yet. May be null.
    bool (*has_news)(const studio::Studio& studio) = nullptr;
    /// It is no longer open: what it was trying ends. May be null.
    void (*leave)(studio::Studio& studio) = nullptr;
    /// What it tells of is still being made: its progress is followed, and a picture of it waits. May be
    /// null.
    bool (*is_busy)(const studio::Studio& studio) = nullptr;
    bool needs_drawing = true;  ///< else it is about the network, whatever is drawn
};

/// All there are, in the tabs' order.
std::span<const View* const> views();
/// The one that is open; null: none is.
const View* open_view(const studio::Studio& studio);
const View* view_called(std::string_view id);
/// "why|maps"
std::string view_ids();

/// What is explained: the selected unit's weighted sum, else the winner's logit. Only while something is
/// drawn.
explain::Target asked_target(const studio::Exhibit& exhibit);
/// It in words: "the logit of 3", "Convolution 2: map 10, row 5, column 5".
std::string target_words(const studio::Studio& studio, const explain::Target& target);

// Words on a page, each the next item, as wide as the page, their terms marked.
void heading(Explaining& explaining, const std::string& words);
void statement(Explaining& explaining, const std::string& words);
void remark(Explaining& explaining, const std::string& words);

extern const View heat_maps_view;
extern const View why_view;
extern const View break_view;
extern const View silence_view;
extern const View confuses_view;

}  // namespace convoscope::explain_shown
