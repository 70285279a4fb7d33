// What is asked of units by command: pins, pages, edges, and the numbers as a file.

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/file.h"
#include "features/ask/ask.h"
#include "features/ask/pages.h"
#include "features/ask/texts.h"
#include "features/ask/zoom.h"
#include "nn/address.h"
#include "studio/selection.h"
#include "studio/texts.h"

namespace convoscope::ask {
namespace {

using scene::EdgeView;
using studio::Command;
using studio::Group;
using studio::Studio;

/// One thing after the other: the presentation, what runs, the mark, the pins and the inspector.
void let_go(Studio& studio, const std::string&) {
    scene::ViewState& view = studio.view();
    if (studio.presenting) {
        studio.run("show.present");
    } else if (view.sweep || view.pulse >= 0) {
        if (view.sweep) end_sweep(studio);
        view.pulse = -1;
    } else if (view.mark) {
        view.mark.reset();
    } else {
        studio::clear_selection(studio);
        view.inspected_layer.clear();
    }
}

template <bool Add>
void select(Studio& studio, const std::string& address) {
    const auto [exhibit, unit] = studio::unit_called(studio, address);
    studio::select(studio, exhibit, unit, Add);
    studio.exhibits()[exhibit]->view.page = scene::kUnitPage;
}

const Page& following(const Page& page) {
    const auto place = std::ranges::find(pages(), &page);
    return std::next(place) == pages().end() ? *pages().front() : **std::next(place);
}

void next_page(Studio& studio, const std::string&) {
    if (!inspector_is_open(studio))
        studio::inspect(studio, studio::asked_layer(studio));
    else
        studio.view().page = following(open_page(studio)).id;
}

void turn_to_page(Studio& studio, const std::string& id) {
    if (!page_called(id)) throw Error(studio::texts.wrong_argument, "inspector.page", id, page_ids());
    studio.view().page = id;
}

/// By what name the view has the zoom of the page that is open.
std::string open_zoom(const Studio& studio) {
    return zoom_name(open_page(studio).id, studio::asked_node(studio).name);
}

const Text* refuse_unselected(const Studio& studio) {
    return studio.exhibit().selected() ? nullptr : &studio::texts.nothing_selected;
}

const Text* refuse_without_numbers(const Studio& studio) {
    const Page& page = open_page(studio);
    const bool some =
        inspector_is_open(studio) && page.csv && (!page.of_reading || studio.exhibit().numbers());
    return some ? nullptr : &texts.no_numbers_to_save;
}

void save_numbers(Studio& studio, const std::string&) {
    studio.file_request =
        studio::FileRequest{.saving = true,
                            .title = texts.dialog_save_numbers,
                            .name = open_page(studio).file_name(studio) + ".csv",
                            .types = {{texts.types_csv, {".csv"}}},
                            .done = [](Studio& then, const std::filesystem::path& path, int, int) {
                                if (const Text* why = refuse_without_numbers(then)) throw Error(*why);
                                write_file(path, open_page(then).csv(then));
                            }};
}

/// Where no neuron shows its edges, what was chosen is said, and how to see it.
void tell_edges(Studio& studio, const Text& first, const Text& second, bool second_is_on) {
    if (studio.exhibit().stage.focus() || studio.exhibit().selected()) return;
    studio.notify(Message(texts.edges_to_come, second_is_on ? second : first));
}

void switch_value(Studio& studio, const std::string&) {
    EdgeView::Value& value = studio.view().edges.value;
    value = value == EdgeView::Value::Weight ? EdgeView::Value::Contribution : EdgeView::Value::Weight;
    tell_edges(studio, texts.edges_weight, texts.edges_contribution, value == EdgeView::Value::Contribution);
}

void switch_direction(Studio& studio, const std::string&) {
    EdgeView::Direction& direction = studio.view().edges.direction;
    direction = direction == EdgeView::Direction::Incoming ? EdgeView::Direction::Outgoing
                                                           : EdgeView::Direction::Incoming;
    tell_edges(studio, texts.edges_incoming, texts.edges_outgoing,
               direction == EdgeView::Direction::Outgoing);
}

void switch_amount(Studio& studio, const std::string&) {
    bool& strongest = studio.view().edges.strongest;
    strongest = !strongest;
    tell_edges(studio, texts.edges_all, texts.edges_strongest, strongest);
}

/// Commands that switch the edges between two ways.
std::vector<Command> edge_commands() {
    return {
        {.id = "edges.value",
         .title = texts.key_edge_value,
         .group = Group::Ask,
         .keys = {{'W'}},
         .run = switch_value},
        {.id = "edges.direction",
         .title = texts.key_edge_direction,
         .group = Group::Ask,
         .keys = {{'O'}},
         .run = switch_direction},
        {.id = "edges.strongest",
         .title = texts.key_strongest,
         .group = Group::Ask,
         .keys = {{'X'}},
         .run = switch_amount},
    };
}

std::vector<Command> unit_commands() {
    return {
        {.id = "unit.select",
         .title = texts.pin,
         .group = Group::Ask,
         .run = select<false>,
         .argument = Command::Argument::Required,
         .argument_hint = "ADDRESS"},
        {.id = "unit.pin",
         .title = texts.pin_more,
         .group = Group::Ask,
         .run = select<true>,
         .argument = Command::Argument::Required,
         .argument_hint = "ADDRESS"},
        {.id = "unit.unpin",
         .title = texts.unpin,
         .group = Group::Ask,
         .run =
             [](Studio& studio, const std::string& address) {
                 const auto [exhibit, unit] = studio::unit_called(studio, address);
                 studio::unpin(studio, unit, exhibit);
             },
         .argument = Command::Argument::Required,
         .argument_hint = "ADDRESS"},
        {.id = "unit.go_there",
         .title = texts.key_go_there,
         .group = Group::View,
         .keys = {{'G'}},
         .run = [](Studio& studio, const std::string&) { studio::go_to_selection(studio); },
         .refuses = refuse_unselected},
    };
}

std::vector<Command> page_commands() {
    return {
        {.id = "layer.inspect",
         .title = texts.inspect_layer,
         .group = Group::Ask,
         .run = [](Studio& studio,
                   const std::string& name) { studio::inspect(studio, studio::layer_called(studio, name)); },
         .argument = Command::Argument::Required,
         .argument_hint = "LAYER"},
        {.id = "inspector.next_page",
         .title = texts.key_page,
         .group = Group::Ask,
         .keys = {{'I'}},
         .run = next_page,
         .also = texts.also_page},
        {.id = "inspector.page",
         .title = texts.open_page,
         .group = Group::Ask,
         .run = turn_to_page,
         .argument = Command::Argument::Required,
         .argument_hint = page_ids().c_str()},
        {.id = "inspector.fit",
         .title = texts.key_fit,
         .group = Group::Ask,
         .run = [](Studio& studio, const std::string&) { studio.view().zoom.erase(open_zoom(studio)); },
         .refuses =
             [](const Studio& studio) {
                 return studio.view().zoom.contains(open_zoom(studio)) ? nullptr : &texts.nothing_zoomed;
             }},
    };
}

std::vector<Command> last_commands() {
    return {
        {.id = "unit.let_go",
         .title = texts.key_let_go,
         .group = Group::Ask,
         .keys = {{studio::kKeyEscape}},
         .run = let_go},
        {.id = "file.save_numbers",
         .title = texts.key_save_numbers,
         .group = Group::File,
         .keys = {{'D', studio::kControl}},
         .run = save_numbers,
         .refuses = refuse_without_numbers},
    };
}

}  // namespace

std::vector<Command> commands() {
    return studio::all_rows({unit_commands(), page_commands(), edge_commands(), last_commands()});
}

}  // namespace convoscope::ask
