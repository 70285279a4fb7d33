#include "platform/recording.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "platform/texts.h"

namespace convoscope::platform {
namespace {

using Json = nlohmann::ordered_json;  // so that a line begins with its kind

constexpr std::size_t largest_recording = std::size_t{64}
                                          << 20;  // bytes; an hour of a fast mouse is half of it

constexpr std::pair<EventKind, const char*> kinds[] = {
    {EventKind::PointerMove, "pointer_move"},
    {EventKind::PointerButton, "pointer_button"},
    {EventKind::PointerLeave, "pointer_leave"},
    {EventKind::Scroll, "scroll"},
    {EventKind::Key, "key"},
    {EventKind::Text, "text"},
    {EventKind::Drop, "drop"},
    {EventKind::Focus, "focus"},
    {EventKind::Resize, "resize"},
    {EventKind::Scale, "scale"},
    {EventKind::Refresh, "refresh"},
    {EventKind::Close, "close"},
};
constexpr std::pair<PointerButton, const char*> buttons[] = {{PointerButton::Left, "left"},
                                                             {PointerButton::Right, "right"},
                                                             {PointerButton::Middle, "middle"},
                                                             {PointerButton::Other, "other"}};
constexpr std::pair<Action, const char*> actions[] = {
    {Action::Press, "press"}, {Action::Release, "release"}, {Action::Repeat, "repeat"}};
constexpr std::pair<bool Modifiers::*, const char*> modifier_names[] = {{&Modifiers::shift, "shift"},
                                                                        {&Modifiers::control, "control"},
                                                                        {&Modifiers::alt, "alt"},
                                                                        {&Modifiers::super, "super"}};

template <typename Value, std::size_t count>
const char* name_of(const std::pair<Value, const char*> (&table)[count], Value value) {
    for (const auto& [known, name] : table)
        if (known == value) return name;
    return "";
}

template <typename Value, std::size_t count>
Value value_of(const std::pair<Value, const char*> (&table)[count], const std::string& name) {
    for (const auto& [value, known] : table)
        if (name == known) return value;
    throw Error(texts.unknown_name, name);
}

Json modifiers_json(const Modifiers& modifiers) {
    Json names = Json::array();
    for (const auto& [member, name] : modifier_names)
        if (modifiers.*member) names.push_back(name);
    return names;
}

Event event_of(const Json& json) {
    Event event;
    event.kind = value_of(kinds, json.at("kind").get<std::string>());
    event.time = json.at("time").get<double>();
    event.x = json.value("x", event.x);
    event.y = json.value("y", event.y);
    event.button = value_of(buttons, json.value("button", std::string("left")));
    event.action = value_of(actions, json.value("action", std::string("release")));
    for (const std::string& name : json.value("modifiers", std::vector<std::string>()))
        event.modifiers.*value_of(modifier_names, name) = true;
    event.scroll_x = json.value("scroll_x", event.scroll_x);
    event.scroll_y = json.value("scroll_y", event.scroll_y);
    event.key = json.value("key", event.key);
    event.character = json.value("character", event.character);
    event.files = json.value("files", event.files);
    event.focused = json.value("focused", event.focused);
    event.width = json.value("width", event.width);
    event.height = json.value("height", event.height);
    return event;
}

}  // namespace

std::string to_json(const Event& event) {
    Json json = {{"kind", name_of(kinds, event.kind)}, {"time", event.time}};
    const auto add_place = [&] {
        json["x"] = event.x;
        json["y"] = event.y;
    };
    const auto add_action = [&] {
        json["action"] = name_of(actions, event.action);
        if (event.modifiers != Modifiers()) json["modifiers"] = modifiers_json(event.modifiers);
    };
    switch (event.kind) {
        case EventKind::PointerMove:
            add_place();
            break;
        case EventKind::PointerButton:
            add_place();
            json["button"] = name_of(buttons, event.button);
            add_action();
            break;
        case EventKind::Scroll:
            add_place();
            json["scroll_x"] = event.scroll_x;
            json["scroll_y"] = event.scroll_y;
            break;
        case EventKind::Key:
            json["key"] = event.key;
            add_action();
            break;
        case EventKind::Text:
            json["character"] = event.character;
            break;
        case EventKind::Drop:
            add_place();
            json["files"] = event.files;
            break;
        case EventKind::Focus:
            json["focused"] = event.focused;
            break;
        case EventKind::Resize:
            json["width"] = event.width;
            json["height"] = event.height;
            break;
        case EventKind::PointerLeave:
        case EventKind::Scale:
        case EventKind::Refresh:
        case EventKind::Close:
            break;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);  // a path need not be UTF-8
}

Event parse_event(std::string_view text, const std::string& name, int line) {
    try {
        return event_of(Json::parse(text));
    } catch (const Error& error) {
        throw Error(texts.cannot_read_event, name, line, error.message());
    } catch (const std::exception& error) {  // the parser's
        throw Error(texts.cannot_read_event, name, line, error.what());
    }
}

std::vector<Event> load_recording(const std::filesystem::path& path) {
    const std::string bytes = read_file(path, largest_recording);
    std::vector<Event> events;
    std::string_view rest = bytes;
    for (int number = 1; !rest.empty(); ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        events.push_back(parse_event(line, path.string(), number));
        if (events.size() > 1 && events.back().time < events[events.size() - 2].time)
            throw Error(texts.cannot_read_event, path, number, texts.time_goes_back);
    }
    return events;
}

void save_recording(std::span<const Event> events, const std::filesystem::path& path) {
    std::string lines;
    for (const Event& event : events) lines.append(to_json(event)).append("\n");
    write_file(path, lines);
}

std::vector<Event> Playback::take(Seconds now) {
    std::vector<Event> due;
    while (!finished() && next_time() <= now) due.push_back(events_[next_++]);
    return due;
}

}  // namespace convoscope::platform
