#include "studio/studio.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "studio/texts.h"

namespace convoscope::studio {
namespace {

constexpr double kNoticeSeconds = 5;

}  // namespace

Studio::Studio(Setup setup)
    : settings(std::move(setup.settings)),
      commands_(std::move(setup.commands)),
      openers_(std::move(setup.openers)),
      finishers_(std::move(setup.finishers)),
      seen_(std::move(setup.seen)),
      assets_(std::move(setup.assets)),
      plain_hdf5_(std::move(setup.plain_hdf5)),
      system_language_(convoscope::system_language()),
      runner_(std::make_unique<Runner>(setup.threads, std::move(setup.wake))) {
    exhibits_.push_back(std::make_unique<Exhibit>(std::move(setup.model)));
    settle();
}

void Studio::show_model(nn::ModelPtr model) {
    auto next = std::make_unique<Exhibit>(std::move(model));
    const Exhibit& before = exhibit();
    next->take_the_place_of(before);
    if (settings.motion) next->stage.glide_from(before.stage, now_);
    next->read(shown_canvas(), preprocessing, *runner_);
    next->stage.show(next->numbers(), false);
    exhibits_.front() = std::move(next);
    pointing.held_layer = -1;
    places.captions.clear();  // their layers are the other network's
    touch();
}

void Studio::run(std::string_view id, const std::string& argument) {
    const Command* command = commands_.find(id);
    if (!command) throw Error(texts.no_such_command, id);
    if (command->argument == Command::Argument::Required && argument.empty())
        throw Error(texts.needs_argument, id, command->argument_hint);
    if (command->argument == Command::Argument::None && !argument.empty())
        throw Error(texts.takes_no_argument, id, argument);
    if (const Text* why = why_not(id, argument)) throw Error(texts.refused_command, command->title, *why);
    touch();
    command->run(*this, argument);
    if (command->group == Group::Draw) ghost.reset();  // from here on the drawing is the user's
}

bool Studio::perform(std::string_view id, const std::string& argument) {
    try {
        run(id, argument);
        return true;
    } catch (const Error& error) {
        notify(error.message());
        return false;
    }
}

bool Studio::can_run(std::string_view id, const std::string& argument) const {
    return commands_.find(id) && !why_not(id, argument);
}

const Text* Studio::why_not(std::string_view id, const std::string& argument) const {
    const Command* command = commands_.find(id);
    if (!command) return nullptr;
    const Text* why = command->refuses ? command->refuses(*this) : nullptr;
    if (!why && argument.empty() && command->refuses_alone) why = command->refuses_alone(*this);
    return why;
}

void Studio::finish() {
    for (const auto& finisher : finishers_) finisher(*this);
}

void Studio::open(const std::filesystem::path& path) {
    touch();
    for (const auto& opener : openers_)
        if (opener(*this, path)) return;
    throw Error(texts.cannot_open, path, texts.unknown_file);
}

void Studio::notify(Message message) {
    notice_ = std::move(message);
    notice_until_ = now_ + kNoticeSeconds;
    touch();
}

std::optional<double> Studio::notice_end() const {
    return notice_.empty() ? std::nullopt : std::optional(notice_until_);
}

void Studio::set_now(double now) {
    now_ = now;
    if (!notice_.empty() && now >= notice_until_) clear_notice();
}

bool Studio::read() {
    bool changed = false;
    for (const auto& exhibit : exhibits_) {
        if (!exhibit->read(shown_canvas(), preprocessing, *runner_)) continue;
        exhibit->stage.show(exhibit->numbers(), false);
        changed = true;
    }
    return changed;
}

void Studio::settle() {
    for (const auto& exhibit : exhibits_) {
        exhibit->read_to_the_end(shown_canvas(), preprocessing, *runner_);
        exhibit->stage.show(exhibit->numbers(), true);
    }
}

void Studio::glide() {
    if (!settings.motion) return;
    for (const auto& exhibit : exhibits_) exhibit->stage.glide_from_here(now_);
}

std::optional<scene::Vector2> Studio::pointed_place() const {
    const bool points = pointing.at && !pointing.ignored && !places.blocked && !pointing.dragging &&
                        !pointing.clicked_at && places.on_stage(*pointing.at);
    return points ? pointing.at : std::nullopt;
}

}  // namespace convoscope::studio
