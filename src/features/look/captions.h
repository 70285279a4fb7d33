#pragma once

#include <limits>
#include <string>
#include <vector>

#include "features/frame.h"

/// Where the words beside the layers go: at the left end of each, upright, within the stage and never on a
/// map. caption_words.cpp has what they say, captions.cpp their places, layer_captions.cpp draws them.
namespace convoscope::look {

inline constexpr float kGap = 14;         ///< points between a caption and its layer
inline constexpr float kStageMargin = 8;  ///< and between it and the stage's border
inline constexpr float kBracketGap = 10;  ///< between a bracket and the captions beside it
inline constexpr float kStubLine = 22;    ///< of a hidden layer

/// How much a caption says; each form is smaller than the one before.
enum class CaptionForm {
    Whole,  ///< the title, and below it what the layer has
    Small,  ///< the same in small letters
    TitleAlone,
    NameAlone,  ///< the short name
};

/// A layer's words, and where they stand.
struct LayerCaption {
    int node = 0;
    std::string title;
    std::string brief;  ///< its short name: as in addresses, or what its operator is called for short
    std::string below;
    std::string maximum;  ///< goes on from `below` where there is room; empty: known beforehand
    /// Of the words, pixels (measure()).
    struct Widths {
        float strong = 0;  ///< the title in strong letters; all else in small ones
        float title = 0;
        float brief = 0;
        float below = 0;  ///< the second line
    };
    Widths widths;
    CaptionForm form = CaptionForm::Whole;
    bool stub = false;   ///< of a hidden layer: a thin line with its greyed title
    bool folds = false;  ///< its maps can be laid on one another
    bool folded = false;
    int block = -1;        ///< it is of this block (Stage::folding); -1: of the layer
    bool crowded = false;  ///< another branch stands at its layer's left
    bool bracket = false;  ///< beside the captions of a block that is open
    float right = 0;       ///< where it ends, framebuffer pixels
    float middle = 0;      ///< its height
    float left_end = 0;    ///< of the layer
    float right_end = 0;   ///< of the layer
    float top = 0;         ///< of the layer
    float first = 0;       ///< of a bracket: the heights that it spans
    float last = 0;
    bool followed = false;  ///< another branch stands at its layer's right
    /// Of a branch: where the next one, or the stage, ends it: above the layer the caption goes no farther.
    float lane_end = std::numeric_limits<float>::infinity();

    bool two_lines(CaptionForm as) const { return as <= CaptionForm::Small && !stub && !bracket; }
    bool two_lines() const { return two_lines(form); }
    int marks() const { return folds && !stub && !bracket ? 2 : 1; }
    const std::string& first_line() const { return form == CaptionForm::NameAlone ? brief : title; }
    std::string second_line() const { return below + maximum; }
    float first_width(CaptionForm as) const {
        if (as == CaptionForm::NameAlone) return widths.brief;
        return as == CaptionForm::Whole && !stub ? widths.strong : widths.title;
    }
    float first_width() const { return first_width(form); }
};

/// Of all layers and folded blocks, by node, without a place yet.
std::vector<LayerCaption> captions_of(const ui::Look& look, const studio::Exhibit& exhibit);
/// Of the blocks that are open, inner ones first.
std::vector<LayerCaption> brackets_of(const ui::Look& look, const studio::Exhibit& exhibit);
/// The largest form in which all of these captions take no more than their share of the stage.
CaptionForm form_for(const ui::Look& look, const std::vector<LayerCaption>& captions, float stage_width);
/// To be called when its words have changed: they are measured once, and compared with many.
void measure(const ui::Look& look, LayerCaption& caption);

/// In what a caption is written.
ImFont* first_font(const ui::Look& look, const LayerCaption& caption);
float mark_side(const ui::Look& look);
/// Pixels of the marks before the title, with what parts them from it.
float marks_width(const ui::Look& look, const LayerCaption& caption);
float width_in(const ui::Look& look, const LayerCaption& caption, CaptionForm form);
float width_of(const ui::Look& look, const LayerCaption& caption);
float height_of(const ui::Look& look, const LayerCaption& caption);
scene::Viewport place_of(const ui::Look& look, const LayerCaption& caption);

/// The captions of an exhibit's layers, at the left end of each, else at its right end, else above it; of
/// branches that stand side by side never beyond the next one. And brackets beside those of open blocks. One
/// that finds no place is not among them.
/// @param free  what panels leave of the exhibit's stage
std::vector<LayerCaption> place_captions(const ui::Look& look, const studio::Exhibit& exhibit,
                                         const scene::Viewport& free);

}  // namespace convoscope::look
