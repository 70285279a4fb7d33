#include <algorithm>
#include <cmath>
#include <string>

#include "features/look/captions.h"
#include "features/look/look.h"
#include "features/look/texts.h"
#include "studio/selection.h"
#include "ui/lines.h"
#include "ui/terms.h"

/// Each layer's title and what it has, beside its left end, with marks that hide and fold it; a hidden layer
/// leaves a thin line that brings it back. What the pointer is on is lit.
namespace convoscope::look {
namespace {

using features::Frame;
using namespace ui;
using studio::Caption;
using Part = studio::Caption::Part;

constexpr float kTipWidth = 340;
constexpr float kTick = 5;          ///< of a bracket's ends
constexpr float kBracketGap = 6;    ///< between its name and its line
constexpr float kQuietMark = 0.6f;  ///< alpha of a mark that is not pointed at

/// A caption's parts that can be clicked, the marks before the words.
std::vector<Caption> parts_of(const Look& look, const LayerCaption& caption) {
    const scene::Viewport whole = place_of(look, caption);
    const float side = mark_side(look);
    const float step = marks_width(look, caption) / static_cast<float>(caption.marks());
    const float line = first_font(look, caption)->FontSize;
    const float words = caption.first_width();
    // A thin line's end is at its right.
    const float tail = caption.stub ? look.px(27) : 0;
    const float start = caption.right - tail - words - marks_width(look, caption);
    const float reach = 0.5f * (step - side);  // a mark answers a little around itself
    std::vector<Caption> parts;
    const auto mark = [&](Part part, float x) {
        parts.push_back({caption.node,
                         {x - reach, whole.y - reach, side + 2 * reach, line + 2 * reach},
                         part,
                         caption.block});
    };
    mark(caption.bracket ? Part::Fold : Part::Eye, start);
    if (caption.marks() > 1) mark(Part::Fold, start + step);
    if (caption.stub)  // all of it brings the layer back
        parts.front().place = whole;
    else
        parts.push_back({caption.node, whole, Part::Name, caption.block});
    return parts;
}

/// The part that is pointed at.
const Caption* lit_part(const std::vector<Caption>& parts, const std::optional<scene::Vector2>& pointer) {
    if (!pointer) return nullptr;
    for (const Caption& part : parts)
        if (part.place.contains(*pointer)) return &part;
    return nullptr;
}

void draw_marks(const Look& look, const LayerCaption& caption, const std::vector<Caption>& parts,
                const Caption* lit, ImDrawList& list) {
    const float side = mark_side(look);
    const float line = first_font(look, caption)->FontSize;
    const scene::Viewport whole = place_of(look, caption);
    for (const Caption& part : parts) {
        if (part.part == Part::Name) continue;
        Mark mark = caption.stub ? Mark::EyeClosed : Mark::Eye;
        if (part.part == Part::Fold) mark = caption.folded ? Mark::Unfold : Mark::Fold;
        const bool is_lit = lit && lit->part == part.part;
        const ImU32 colour = is_lit ? look.colours.accent : with_alpha(look.colours.scene_quiet, kQuietMark);
        const float reach = caption.stub ? 0 : 0.5f * (part.place.width - side);
        add_mark(
            list, mark,
            {std::round(part.place.x + reach), std::round(whole.y + 0.5f * (line - side) + 0.06f * line)},
            side, colour);
    }
}

void draw_words(const Look& look, const LayerCaption& caption, const Caption* lit, ImDrawList& list) {
    ImFont* font = first_font(look, caption);
    const float line = font->FontSize;
    const scene::Viewport whole = place_of(look, caption);
    const std::string& first = caption.first_line();
    const float tail = caption.stub ? look.px(27) : 0;
    const float words = caption.first_width();
    ImU32 colour = caption.stub ? with_alpha(look.colours.scene_quiet, kQuietMark) : look.colours.scene_text;
    if (lit && (caption.stub || lit->part == Part::Name)) colour = look.colours.accent;
    add_scene_text(look, list, font, line, {caption.right - tail - words, whole.y}, colour, first.c_str());
    if (caption.stub) {
        const float y = std::round(whole.y + 0.5f * whole.height) + 0.5f;
        list.AddLine({caption.right - look.px(22), y}, {caption.right, y}, colour,
                     std::max(1.0f, look.scale));
    }
    if (caption.bracket) {
        const float x = std::round(caption.right + look.px(kBracketGap)) + 0.5f;
        const ImU32 quiet = lit ? look.colours.accent : with_alpha(look.colours.scene_quiet, kQuietMark);
        const float thick = std::max(1.0f, look.scale);
        const ImVec2 corners[] = {{x + look.px(kTick), caption.first},
                                  {x, caption.first},
                                  {x, caption.last},
                                  {x + look.px(kTick), caption.last}};
        list.AddPolyline(corners, 4, quiet, 0, thick);
    }
    if (!caption.two_lines()) return;
    add_scene_text(look, list, look.fonts.small, look.fonts.small->FontSize,
                   {caption.right - caption.widths.below, whole.y + line}, look.colours.scene_quiet,
                   caption.second_line().c_str());
}

/// What the caption's words mean, a line each.
std::string terms_of(const Frame& frame, const LayerCaption& caption) {
    const Look& look = frame.look;
    ImFont* font = look.fonts.body;
    std::string all;
    for (const FoundTerm& found : terms_in(caption.title + " · " + caption.below, look.language))
        all += wrapped(font, font->FontSize, look.px(kTipWidth),
                       look.words(Message(texts.term_line, std::string(name_of(*found.term, look.language)),
                                          found.term->sentence))) +
               "\n";
    return all;
}

std::string help(const Frame& frame, const studio::Exhibit& exhibit, const LayerCaption& caption, Part part) {
    const auto with_key = [&](const Text& text, const char* command) {
        return frame.words(Message(text, caption.title)) + "  (" + frame.studio.commands().key_of(command) +
               ")";
    };
    if (caption.block >= 0 && !caption.stub && part != Part::Eye)
        return frame.words(
            Message(caption.bracket ? texts.block_close : texts.block_open, caption.title, caption.below));
    if (part == Part::Name) {
        const std::string& name = exhibit.architecture().nodes[static_cast<std::size_t>(caption.node)].name;
        return terms_of(frame, caption) +
               frame.words(Message(texts.layer_help, caption.title, caption.below, name));
    }
    if (caption.stub) return frame.words(Message(texts.caption_show, caption.title));
    if (part == Part::Eye) return with_key(texts.caption_hide, "layer.hide");
    return with_key(caption.folded ? texts.caption_unfold : texts.caption_fold, "layer.fold");
}

/// What a panel that lies on the stage leaves of it.
scene::Viewport free_part(const Frame& frame, const studio::Exhibit& exhibit) {
    scene::Viewport free = exhibit.stage.viewport();
    const scene::Viewport& floating = frame.studio.places.floating;
    const float taken = floating.width > 0 ? std::max(0.0f, floating.x + floating.width - free.x) : 0;
    free.x += taken;
    free.width -= taken;
    return free;
}

}  // namespace

void layer_captions(Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list) {
    const Look& look = frame.look;
    const bool asked = &exhibit == &frame.studio.exhibit();
    const auto pointer = frame.studio.pointed_place();
    for (const LayerCaption& caption : place_captions(look, exhibit, free_part(frame, exhibit))) {
        const std::vector<Caption> parts = parts_of(look, caption);
        const Caption* lit = lit_part(parts, pointer);
        draw_marks(look, caption, parts, lit, list);
        draw_words(look, caption, lit, list);
        if (lit) ImGui::SetTooltip("%s", help(frame, exhibit, caption, lit->part).c_str());
        if (asked) frame.captions.insert(frame.captions.end(), parts.begin(), parts.end());
    }
}

bool click_on_caption(studio::Studio& studio, const scene::Vector2& at) {
    for (const Caption& caption : studio.places.captions) {
        if (!caption.place.contains(at)) continue;
        if (caption.block >= 0 && caption.part != Part::Eye) {
            const auto& blocks = studio.exhibit().stage.folding().blocks();
            studio.perform("block.fold", blocks[static_cast<std::size_t>(caption.block)].name);
            return true;
        }
        if (caption.part == Part::Name) return false;
        const std::string& layer =
            studio.exhibit().architecture().nodes[static_cast<std::size_t>(caption.node)].name;
        const bool hidden = scene::display_of(studio.view(), layer) == scene::LayerDisplay::Hidden;
        studio.perform(hidden                      ? "layer.show"
                       : caption.part == Part::Eye ? "layer.hide"
                                                   : "layer.fold",
                       layer);
        return true;
    }
    return false;
}

}  // namespace convoscope::look
