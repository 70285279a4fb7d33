#include "features/draw/draw.h"

#include <algorithm>

#include "base/error.h"
#include "base/number.h"
#include "base/words.h"
#include "features/draw/gallery.h"
#include "features/draw/texts.h"

namespace convoscope::draw {
namespace {

using studio::Command;
using studio::Group;
using studio::Studio;

constexpr float kPenStep = 1.15f;

const Text* refuse_blank(const Studio& studio) {
    return studio.shown_canvas().drawing().blank() ? &texts.nothing_drawn : nullptr;
}

/// What is seen goes: what is drawn for demonstration hides the user's drawing, which stays.
void clear(Studio& studio, const std::string&) {
    if (!studio.ghost) studio.canvas.clear();
}

void set_pen(Studio& studio, float share) {
    studio.parts.of<Settings>().pen_share = std::clamp(share, kThinnestPen, kThickestPen);
}

/// One of the samples by its number, or the next one.
void show_sample(Studio& studio, const std::string& argument) {
    if (argument.empty()) {
        take_sample(studio, studio.parts.of<State>().sample + 1);
        return;
    }
    const auto number = parsed_number(argument);
    if (!number || *number < 0 || *number > 1e6) throw Error(texts.no_sample, argument);
    take_sample(studio, static_cast<int>(*number));
}

void tell_left_out(Studio& studio) {
    const canvas::PreprocessOptions& taken = studio.preprocessing;
    std::vector<std::string> left_out;
    const auto name = [&](bool is_taken, const Text& text) {
        if (!is_taken) left_out.emplace_back(text.in(studio.language()));
    };
    name(taken.crop, texts.step_cropped);
    name(taken.scale, texts.step_scaled);
    name(taken.centre, texts.step_centred);
    if (left_out.empty())
        studio.clear_notice();
    else
        studio.notify(Message(texts.steps_left_out, joined(left_out)));
}

/// A command that leaves a step out, or takes it again.
template <bool canvas::PreprocessOptions::*Step>
Command step_command(const char* id, const Text& title, int key) {
    return {.id = id,
            .title = title,
            .group = Group::Draw,
            .keys = {{key}},
            .run =
                [](Studio& studio, const std::string&) {
                    studio.preprocessing.*Step = !(studio.preprocessing.*Step);
                    tell_left_out(studio);
                },
            .is_on = [](const Studio& studio) { return studio.preprocessing.*Step; }};
}

void set_width(Studio& studio, const std::string& argument) {
    const auto share = parsed_number(argument);
    if (!share) throw Error(texts.no_pen_width, argument);
    set_pen(studio, static_cast<float>(*share));
}

std::vector<Command> drawing_commands() {
    using studio::kControl;
    using studio::kShift;
    return {
        {.id = "draw.clear",
         .title = texts.key_clear,
         .group = Group::Draw,
         .keys = {{'C'}},
         .run = clear,
         .refuses = refuse_blank},
        {.id = "draw.undo",
         .title = texts.key_undo,
         .group = Group::Draw,
         .keys = {{'Z', kControl}},
         .run = [](Studio& studio, const std::string&) { studio.canvas.undo(); },
         .refuses =
             [](const Studio& studio) {
                 return studio.canvas.can_undo() || studio.canvas.stroke_open() ? nullptr
                                                                                : &texts.nothing_to_undo;
             },
         .repeats = true},
        {.id = "draw.redo",
         .title = texts.key_redo,
         .group = Group::Draw,
         .keys = {{'Y', kControl}, {'Z', kControl | kShift}},
         .run = [](Studio& studio, const std::string&) { studio.canvas.redo(); },
         .refuses =
             [](const Studio& studio) { return studio.canvas.can_redo() ? nullptr : &texts.nothing_to_redo; },
         .repeats = true},
    };
}

std::vector<Command> pen_commands() {
    return {
        {.id = "draw.pen",
         .title = texts.key_pen,
         .group = Group::Draw,
         .keys = {{'P'}},
         .run = [](Studio& studio, const std::string&) { studio.parts.of<State>().eraser = false; },
         .is_on = [](const Studio& studio) { return !studio.parts.of<State>().eraser; }},
        {.id = "draw.eraser",
         .title = texts.key_eraser,
         .group = Group::Draw,
         .keys = {{'E'}},
         .run = [](Studio& studio, const std::string&) { studio.parts.of<State>().eraser = true; },
         .is_on = [](const Studio& studio) { return studio.parts.of<State>().eraser; }},
        {.id = "draw.wider",
         .title = texts.key_wider,
         .group = Group::Draw,
         .keys = {{']'}},
         .run = [](Studio& studio,
                   const std::string&) { set_pen(studio, studio.parts.of<Settings>().pen_share * kPenStep); },
         .repeats = true},
        {.id = "draw.narrower",
         .title = texts.key_narrower,
         .group = Group::Draw,
         .keys = {{'['}},
         .run = [](Studio& studio,
                   const std::string&) { set_pen(studio, studio.parts.of<Settings>().pen_share / kPenStep); },
         .repeats = true},
        {.id = "draw.width",
         .title = texts.pen_width,
         .group = Group::Draw,
         .run = set_width,
         .argument = Command::Argument::Required,
         .argument_hint = "0.03-0.25"},
    };
}

std::vector<Command> input_commands() {
    return {
        {.id = "draw.sample",
         .title = texts.key_sample,
         .group = Group::Draw,
         .keys = {{'N'}},
         .run = show_sample,
         .argument = Command::Argument::Optional,
         .argument_hint = "NUMBER"},
        {.id = "draw.gallery",
         .title = texts.key_gallery,
         .group = Group::Draw,
         .keys = {{'N', studio::kShift}},
         .run = [](Studio& studio, const std::string&) { toggle_gallery(studio); },
         .is_on = [](const Studio& studio) { return studio.parts.of<Gallery>().open; }},
        step_command<&canvas::PreprocessOptions::crop>("draw.crop", texts.key_crop, '7'),
        step_command<&canvas::PreprocessOptions::scale>("draw.scale", texts.key_scaling, '8'),
        step_command<&canvas::PreprocessOptions::centre>("draw.centre", texts.key_centring, '9'),
    };
}

canvas::Point to_canvas(const Studio& studio, const studio::PointerEvent& event) {
    const canvas::Drawing& drawing = studio.canvas.drawing();
    const scene::Viewport& pad = studio.places.pad;
    return {(event.at.x() - pad.x) / std::max(1.0f, pad.width) * drawing.width,
            (event.at.y() - pad.y) / std::max(1.0f, pad.height) * drawing.height,
            static_cast<float>(event.time - studio.parts.of<State>().stroke_start)};
}

}  // namespace

bool pointer(Studio& studio, const studio::PointerEvent& event) {
    using Kind = studio::PointerEvent::Kind;
    State& state = studio.parts.of<State>();
    if (event.kind == Kind::Press) {
        if (!(studio.settings.panels || studio.presenting) || !studio.places.pad.contains(event.at))
            return false;
        // The right button, and the flat end of a tablet's pen (which comes as the middle button), erase.
        const bool erase = state.eraser || event.button != studio::PointerEvent::Button::Left;
        state.stroke_start = event.time;
        const float width = studio.parts.of<Settings>().pen_share * studio.canvas.drawing().height;
        studio.canvas.begin_stroke(to_canvas(studio, event), width, erase);
        state.inking = true;
        studio.pointing.dragging = true;
        return true;
    }
    if (!state.inking) return false;
    if (event.kind == Kind::Move) studio.canvas.extend_stroke(to_canvas(studio, event));
    if (event.kind == Kind::Release) {
        studio.canvas.end_stroke();
        state.inking = false;
        studio.pointing.dragging = false;
    }
    return event.kind == Kind::Move || event.kind == Kind::Release;
}

void advance(Studio& studio) {
    advance_gallery(studio);
    State& state = studio.parts.of<State>();
    const canvas::Canvas& canvas = studio.shown_canvas();
    const studio::Exhibit& exhibit = studio.exhibit();
    const int height = std::max(1, static_cast<int>(studio.places.pad.height));
    const bool same_exhibit = state.exhibit == exhibit.serial();
    if (height == state.height && state.drawing_revision == canvas.revision() && same_exhibit) return;
    if (height != state.height) state.rasteriser = canvas::Rasteriser(height);
    state.height = height;
    state.drawing_revision = canvas.revision();
    state.exhibit = exhibit.serial();
    canvas::Drawing drawing = canvas.drawing();  // its pixels are shared
    if (!exhibit.is_for_photos()) drawing.photo = nullptr;
    if (drawing.photo) drawing.base = nullptr;
    if (state.photo != drawing.photo) ++state.photo_revision;
    state.photo = drawing.photo;
    state.ink = state.rasteriser.update(drawing);
    ++state.ink_revision;
}

features::Feature feature() {
    return {.id = "draw",
            .title = texts.draw_digit,
            .texts = all_of(texts),
            .commands = studio::all_rows({drawing_commands(), pen_commands(), input_commands()}),
            .kept = {studio::kept<Settings>("draw")},
            .sections = {pad_section(), steps_section()},
            .overlay = gallery_overlay(),
            .labels = sum_in_scene,
            .names =
                [](const Studio& studio, const features::Tell& tell) {
                    for (const std::string& name : studio.parts.of<Gallery>().samples.names)
                        tell(name, false);
                },
            .advance = advance,
            .pointer = pointer};
}

}  // namespace convoscope::draw
