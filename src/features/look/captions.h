#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/frame.h"

/// Where the words beside the layers go: at the left end of each, upright, within the stage and never on a
/// map. Pure placing; layer_captions.cpp draws them.
namespace convoscope::look {

/// How much a caption says; each form is smaller than the one before.
enum class CaptionForm {
    Whole,  ///< the title, and below it what the layer has
    Small,  ///< the same in small letters
    TitleAlone,
    NameAlone,  ///< the short name, as in addresses
};

/// A layer's words, and where they stand.
struct LayerCaption {
    int node = 0;
    std::string title;
    std::string below;
    std::string name;
    std::string maximum;  ///< goes on from `below` where there is room; empty: known beforehand
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

    bool two_lines() const { return form <= CaptionForm::Small && !stub && !bracket; }
    int marks() const { return folds && !stub && !bracket ? 2 : 1; }
    /// Other programs' names are longer than titles.
    const std::string& first_line() const {
        return form == CaptionForm::NameAlone && name.size() <= title.size() ? name : title;
    }
};

/// In what a caption is written.
ImFont* first_font(const ui::Look& look, const LayerCaption& caption);
float mark_side(const ui::Look& look);
/// Pixels of the marks before the title, with what parts them from it.
float marks_width(const ui::Look& look, const LayerCaption& caption);
float width_of(const ui::Look& look, const LayerCaption& caption);
float height_of(const ui::Look& look, const LayerCaption& caption);
scene::Viewport place_of(const ui::Look& look, const LayerCaption& caption);

/// The captions of an exhibit's layers, at the left end of each, else at its right end, else above it; and
/// brackets beside those of open blocks. One that finds no place is not among them.
/// @param free  what panels leave of the exhibit's stage
std::vector<LayerCaption> place_captions(const ui::Look& look, const studio::Exhibit& exhibit,
                                         const scene::Viewport& free);

}  // namespace convoscope::look
