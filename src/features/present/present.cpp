#include "features/present/present.h"

#include "features/present/texts.h"

namespace convoscope::present {
namespace {

using studio::Command;
using studio::Group;
using studio::Studio;

void present(Studio& studio, const std::string&) {
    studio.glide();
    studio.presenting = !studio.presenting;
    if (studio.presenting)
        studio.notify(Message(texts.started, studio.commands().key_of("unit.let_go"),
                              studio.commands().key_of("show.present")));
    else
        studio.clear_notice();
}

template <Blank Screen>
void blank(Studio& studio, const std::string&) {
    Blank& now = studio.parts.of<State>().blank;
    now = now == Screen ? Blank::None : Screen;
}

std::vector<Command> commands() {
    return {
        {.id = "show.present",
         .title = texts.key_present,
         .group = Group::Show,
         .keys = {{studio::kKeyF5}},
         .run = present,
         .is_on = [](const Studio& studio) { return studio.presenting; }},
        {.id = "show.black",
         .title = texts.key_black,
         .group = Group::Show,
         .keys = {{'B'}},
         .run = blank<Blank::Black>},
        {.id = "show.white",
         .title = texts.key_white,
         .group = Group::Show,
         .keys = {{'B', studio::kShift}},
         .run = blank<Blank::White>},
    };
}

}  // namespace

features::Feature feature() {
    return {.id = "present",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = commands(),
            .overlay = features::Overlay{
                .is_open = [](const Studio& studio) { return studio.parts.of<State>().blank != Blank::None; },
                .draw = draw_blank,
                .close = [](Studio& studio) { studio.parts.of<State>().blank = Blank::None; },
                .any_key_closes = true},
            .over = draw_over,
            .next_frame = end_of_strip};
}

}  // namespace convoscope::present
