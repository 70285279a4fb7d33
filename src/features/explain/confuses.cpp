#include "features/explain/confuses.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/grouped.h"
#include "base/number.h"
#include "canvas/files.h"
#include "canvas/paper.h"
#include "features/explain/about_set.h"
#include "features/explain/commands.h"
#include "features/explain/confuses_texts.h"
#include "studio/texts.h"
#include "studio/words.h"

namespace convoscope::explain_shown {
namespace {

using explain::Readings;
using features::Frame;
using studio::Studio;

constexpr std::size_t kMostShown = 20;  // classes of the matrix
constexpr float kGrid = 176;            // points, of a grid that scrolls
constexpr float kCanvas = 280;          // canvas units, the longer side of a picture

ReadingsOf wanted(const Studio& studio) { return {studio.exhibit().own_model(), data_set(studio).revision}; }

/// Those that occur; of more than fit those with the most pictures, in their order.
std::vector<int> classes_to_show(const Readings& readings) {
    std::vector<int> shown;
    for (std::size_t i = 0; i < readings.classes.size(); ++i)
        if (readings.classes[i].pictures > 0 || readings.classes[i].read_so > 0)
            shown.push_back(static_cast<int>(i));
    if (shown.size() <= kMostShown) return shown;
    std::ranges::stable_sort(shown, std::ranges::greater(), [&](int index) {
        return readings.classes[static_cast<std::size_t>(index)].pictures;
    });
    shown.resize(kMostShown);
    std::ranges::sort(shown);
    return shown;
}

/// The most frequent mistake; where there is none, what is right of the first class.
Cell worst_cell(const Readings& readings, const std::vector<int>& shown) {
    Cell worst{shown.empty() ? 0 : shown.front(), shown.empty() ? 0 : shown.front()};
    std::size_t most = 0;
    for (const int truth : shown)
        for (const int read : shown) {
            const std::size_t count = readings.cell(truth, read).size();
            if (truth == read || count <= most) continue;
            most = count;
            worst = {truth, read};
        }
    return worst;
}

bool has_class(const Readings& readings, int index) {
    return index >= 0 && index < static_cast<int>(readings.classes.size());
}

void list_cell(Confuses& state, const data::LabelledImages& images) {
    const Readings& readings = *state.readings;
    const auto& chosen = state.options.cell;
    const bool valid = chosen && has_class(readings, chosen->truth) && has_class(readings, chosen->read);
    state.listed = valid ? *chosen : worst_cell(readings, state.shown);
    state.examples = Thumbnails("confuses-cell", ++state.revision, images,
                                readings.cell(state.listed.truth, state.listed.read));
}

void take(Confuses& state, Readings readings, const data::LabelledImages& images) {
    state.readings = std::move(readings);
    state.of = state.asked;
    state.why_not = {};
    state.shown = classes_to_show(*state.readings);
    state.best_of.clear();
    std::vector<std::uint32_t> best;
    for (const int truth : state.shown)
        for (const int read : state.shown) {
            const auto cell = state.readings->cell(truth, read);
            state.best_of.push_back(cell.empty() ? -1 : static_cast<int>(best.size()));
            if (!cell.empty()) best.push_back(cell.front());
        }
    state.best = Thumbnails("confuses-best", ++state.revision, images, best);
    state.mistakes = Thumbnails("confuses-mistakes", ++state.revision, images, state.readings->mistakes);
    list_cell(state, images);
}

void advance(Studio& studio) {
    Confuses& state = studio.parts.of<Confuses>();
    const DataSet& data = follow_data_set(studio);
    if (!data.set) {
        state.pending.cancel();
        state.readings.reset();
        state.of = state.asked = {};
        return;
    }
    try {
        if (auto readings = state.pending.take()) {
            take(state, std::move(*readings), *data.set->images);
            studio.touch();
        }
    } catch (const Error& error) {
        state.readings.reset();
        state.of = state.asked;
        state.why_not = error.message();
        studio.touch();
    }
    const ReadingsOf next = wanted(studio);
    if (state.of == next || (state.pending.active() && state.asked == next)) return;
    state.readings.reset();
    state.asked = next;
    state.pending = studio.runner().start(
        explain::ReadSetJob(next.model, data.part(), std::max(1, studio.runner().threads())));
}

bool has_news(const Studio& studio) {
    return studio.parts.of<Confuses>().pending.done() || data_set(studio).pending.done();
}
bool is_busy(const Studio& studio) {
    return studio.parts.of<Confuses>().pending.active() || data_set(studio).pending.active();
}
void leave(Studio& studio) { studio.parts.of<Confuses>().pending.cancel(); }

std::vector<std::string> names(const Explaining& explaining) {
    return studio::class_words(explaining.exhibit.architecture(), explaining.frame.look.language);
}

/// Pictures in rows; a click puts one on the canvas.
/// @param mistakes  what each was taken for stands below it, else how sure it was
void grid(Explaining& explaining, const char* id, const Thumbnails& pictures, bool mistakes) {
    Frame& frame = explaining.frame;
    const Confuses& state = frame.studio.parts.of<Confuses>();
    const std::vector<std::string> classes = names(explaining);
    const auto words = [&](std::uint32_t picture) {
        const std::string& truth = classes[static_cast<std::size_t>(state.readings->truth[picture])];
        const std::string& read =
            classes[static_cast<std::size_t>(state.readings->evaluation.pictures[picture].read)];
        const std::string sure = sureness(state, picture);
        const bool percent = state.readings->probabilities;
        std::string below = percent ? frame.words(Message(confuses_texts.percent, sure)) : sure;
        // Only digits are so short that a pair of them stands below a picture.
        if (mistakes && truth.size() + read.size() <= 4)
            below = frame.words(Message(confuses_texts.mistake, truth, read));
        return ThumbnailWords{
            std::move(below),
            frame.words(Message(percent ? confuses_texts.picture_tip : confuses_texts.picture_tip_value,
                                picture, truth, read, sure))};
    };
    if (const auto clicked =
            draw_grid(explaining, id, pictures, words, example_shown(frame.studio), frame.look.px(kGrid)))
        frame.intents.run("explain.example", std::to_string(*clicked));
}

void listed_part(Explaining& explaining, const Confuses& state) {
    const Frame& frame = explaining.frame;
    const std::vector<std::string> classes = names(explaining);
    const std::size_t count = state.readings->cell(state.listed.truth, state.listed.read).size();
    const std::string& truth = classes[static_cast<std::size_t>(state.listed.truth)];
    const std::string& read = classes[static_cast<std::size_t>(state.listed.read)];
    heading(explaining, frame.words(state.listed.truth == state.listed.read
                                        ? Message(confuses_texts.right_pictures, truth, count)
                                        : Message(confuses_texts.cell_pictures, truth, read, count)));
    if (count > state.examples.count())
        remark(explaining, frame.words(Message(confuses_texts.first_of_them, state.examples.count())));
    grid(explaining, "##cell", state.examples, false);
    if (count > 0) remark(explaining, frame.words(confuses_texts.click_picture));
}

void mistakes_part(Explaining& explaining, const Confuses& state) {
    const Frame& frame = explaining.frame;
    const std::size_t count = state.readings->mistakes.size();
    if (count == 0) return statement(explaining, frame.words(confuses_texts.no_mistakes));
    heading(explaining,
            frame.words(Message(confuses_texts.mistakes, grouped(static_cast<long long>(count)))));
    if (count > state.mistakes.count())
        remark(explaining, frame.words(Message(confuses_texts.first_of_them, state.mistakes.count())));
    grid(explaining, "##mistakes", state.mistakes, true);
}

void draw(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const Confuses& state = frame.studio.parts.of<Confuses>();
    if (!set_is_there(explaining)) return;
    const DataSet& data = data_set(frame.studio);
    if (state.pending.active()) remark_progress(explaining, state.pending.progress());
    if (!state.readings) {
        if (!state.why_not.empty())
            statement(explaining, frame.words(Message(confuses_texts.cannot_read, state.why_not)));
        return;
    }
    // Of another network than the one on show: its classes may be others.
    if (state.readings->classes.size() != explaining.exhibit.architecture().classes.size()) return;
    const train::Evaluation& all = state.readings->evaluation;
    statement(explaining,
              frame.words(Message(confuses_texts.accuracy, data.set->words(), fixed(100 * all.accuracy(), 2),
                                  grouped(static_cast<long long>(all.count - all.correct)))));
    const Text labels[] = {confuses_texts.pictures, confuses_texts.counts};
    const int chosen =
        features::choice(frame, "##cells", labels, state.options.counts ? 1 : 0, explaining.width);
    if (chosen >= 0 && (chosen == 1) != state.options.counts) frame.intents.run("explain.counts");
    draw_matrix(explaining, state);
    listed_part(explaining, state);
    mistakes_part(explaining, state);
    draw_classes(explaining, state);
    draw_calibration(explaining, state);
}

/// "4 9": of the pictures that are 4 those that were read as 9; classes by their numbers.
void choose_cell(Studio& studio, const std::string& argument) {
    const std::size_t blank = argument.find(' ');
    const auto truth = parsed_number(argument.substr(0, blank));
    const auto read = blank == std::string::npos ? std::nullopt : parsed_number(argument.substr(blank + 1));
    const auto count = static_cast<double>(studio.exhibit().architecture().classes.size());
    const auto is_class = [count](const std::optional<double>& number) {
        return number && *number >= 0 && *number < count && *number == std::floor(*number);
    };
    if (!is_class(truth) || !is_class(read))
        throw Error(studio::texts.wrong_argument, "explain.cell", argument,
                    "0-" + std::to_string(static_cast<long>(count) - 1));
    studio.view().explanation = confuses_view.id;
    Confuses& state = studio.parts.of<Confuses>();
    state.options.cell = Cell{static_cast<int>(*truth), static_cast<int>(*read)};
    const DataSet& data = data_set(studio);
    if (state.readings && data.set && state.of.data == data.revision) list_cell(state, *data.set->images);
}

/// A picture as ink, and, in colour, as a photograph for those networks that see one.
canvas::Drawing drawing_of(const data::LabelledImages& images, std::size_t index) {
    const auto image = images.image(index);
    const std::size_t plane = images.plane_size();
    const float longer = static_cast<float>(std::max(images.width, images.height));
    canvas::Drawing drawing;
    drawing.width = kCanvas * static_cast<float>(images.width) / longer;
    drawing.height = kCanvas * static_cast<float>(images.height) / longer;
    drawing.label = images.labels[index];
    if (images.channels == 1) {
        auto ink = std::make_shared<canvas::Picture>(images.width, images.height);
        train::to_ink(image, ink->ink);
        drawing.base = std::move(ink);
    }
    canvas::Pixels pixels{images.width, images.height, {}};
    auto photo = std::make_shared<canvas::Photo>(canvas::Photo{images.width, images.height, {}, {}});
    for (std::size_t i = 0; i < plane; ++i) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const std::size_t from = images.channels == 3 ? channel : 0;
            photo->rgb.push_back(image[from * plane + i]);
            pixels.rgba.push_back(photo->rgb.back());
        }
        pixels.rgba.push_back(255);
    }
    photo->png = canvas::encode_png(photo->rgb, images.width, images.height, 3);
    drawing.photo = std::move(photo);
    if (!drawing.base) drawing.base = std::make_shared<canvas::Picture>(canvas::ink_of(pixels));
    return drawing;
}

void show_example(Studio& studio, const std::string& argument) {
    const DataSet& data = data_set(studio);
    if (!data.set) throw Error(confuses_texts.not_read);
    const data::LabelledImages& images = *data.set->images;
    const auto index = parsed_number(argument);
    if (!index || *index < 0 || *index != std::floor(*index) || *index >= static_cast<double>(images.count()))
        throw Error(confuses_texts.no_picture, argument, images.count());
    studio.canvas.replace(drawing_of(images, static_cast<std::size_t>(*index)));
    Confuses& state = studio.parts.of<Confuses>();
    state.example = static_cast<std::uint32_t>(*index);
    state.canvas_with_it = studio.canvas.revision();
}

}  // namespace

std::optional<std::uint32_t> example_shown(const Studio& studio) {
    const Confuses& state = studio.parts.of<Confuses>();
    if (state.canvas_with_it != studio.canvas.revision()) return std::nullopt;
    return state.example;
}

std::string sureness(const Confuses& state, std::uint32_t picture) {
    const auto value = static_cast<double>(state.readings->evaluation.pictures[picture].probability);
    return state.readings->probabilities ? fixed(100 * value, 1) : significant(value, 3);
}

std::vector<studio::Command> confuses_commands() {
    using studio::Command;
    return {{.id = "explain.cell",
             .title = confuses_texts.command_cell,
             .group = studio::Group::Ask,
             .run = choose_cell,
             .argument = Command::Argument::Required,
             .argument_hint = "4 9"},
            {.id = "explain.counts",
             .title = confuses_texts.command_counts,
             .group = studio::Group::Ask,
             .run =
                 [](Studio& studio, const std::string&) {
                     ConfusesOptions& options = studio.parts.of<Confuses>().options;
                     options.counts = !options.counts;
                     studio.view().explanation = confuses_view.id;
                 },
             .is_on = [](const Studio& studio) { return studio.parts.of<Confuses>().options.counts; }},
            {.id = "explain.example",
             .title = confuses_texts.command_example,
             .group = studio::Group::Ask,
             .run = show_example,
             .argument = Command::Argument::Required,
             .argument_hint = "NUMBER"}};
}

const View confuses_view{.id = "confuses",
                         .tab = confuses_texts.tab,
                         .question = confuses_texts.question,
                         .draw = draw,
                         .advance = advance,
                         .has_news = has_news,
                         .leave = leave,
                         .is_busy = is_busy,
                         .needs_drawing = false};

}  // namespace convoscope::explain_shown
