#include "platform/recording.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "support/temporary_folder.h"

namespace convoscope::platform {
namespace {

std::vector<Event> one_of_each() {
    return {
        {.kind = EventKind::PointerMove, .time = 0.125, .x = 10.5, .y = -3},
        {.kind = EventKind::PointerButton,
         .time = 0.25,
         .x = 1,
         .y = 2,
         .button = PointerButton::Right,
         .action = Action::Press,
         .modifiers = {.shift = true, .super = true}},
        {.kind = EventKind::PointerLeave, .time = 0.25},
        {.kind = EventKind::Scroll, .time = 0.3, .x = 5, .y = 6, .scroll_x = -1, .scroll_y = 0.1},
        {.kind = EventKind::Key,
         .time = 0.4,
         .action = Action::Repeat,
         .modifiers = {.control = true, .alt = true},
         .key = 90},
        {.kind = EventKind::Text, .time = 0.45, .character = 0x6570},
        {.kind = EventKind::Drop, .time = 0.5, .x = 7, .y = 8, .files = {"/a b/\"sieben\".png", "ü"}},
        {.kind = EventKind::Focus, .time = 0.6, .focused = true},
        {.kind = EventKind::Resize, .time = 0.7, .width = 800, .height = 600},
        {.kind = EventKind::Scale, .time = 0.8},
        {.kind = EventKind::Refresh, .time = 0.9},
        {.kind = EventKind::Close, .time = 1.0 / 3},
    };
}

TEST(Recording, KeepsEveryKindOfEvent) {
    for (const Event& event : one_of_each())
        EXPECT_EQ(parse_event(to_json(event), "here", 1), event) << to_json(event);
}

TEST(Recording, ALineReadsWell) {
    EXPECT_EQ(to_json(one_of_each()[1]),
              R"({"kind":"pointer_button","time":0.25,"x":1.0,"y":2.0,"button":"right","action":"press",)"
              R"("modifiers":["shift","super"]})");
}

TEST(Recording, IgnoresWhatItDoesNotKnow) {
    const Event event =
        parse_event(R"({"kind": "pointer_move", "time": 2, "x": 4, "pressure": 0.5})", "here", 1);
    EXPECT_EQ(event, (Event{.kind = EventKind::PointerMove, .time = 2, .x = 4}));
}

TEST(Recording, APathThatIsNotUtf8DoesNotStopIt) {
    const Event drop{.kind = EventKind::Drop, .files = {"caf\xe9.png"}};
    EXPECT_EQ(parse_event(to_json(drop), "here", 1).files.size(), 1u);
}

TEST(Recording, RefusesWhatIsNoEventAndNamesTheLine) {
    const test::TemporaryFolder folder;
    for (const char* bad :
         {"nonsense", "[]", "7", "{\"kind\": \"move\", \"time\": 1}", "{\"kind\": \"close\"}",
          "{\"kind\": \"close\", \"time\": \"soon\"}", "{\"kind\": \"close\", \"time\": 0.5}",
          "{\"kind\": \"key\", \"time\": 9, \"modifiers\": [\"hyper\"]}", "{\"kind\": \"clo"}) {
        write_file(folder / "r.jsonl", "{\"kind\": \"refresh\", \"time\": 1}\n\n" + std::string(bad) + "\n");
        try {
            load_recording(folder / "r.jsonl");
            ADD_FAILURE() << bad;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("r.jsonl', line 3"), std::string::npos) << error.what();
        }
    }
    EXPECT_THROW(load_recording(folder / "absent"), Error);
}

TEST(Recording, GoesToAFileAndBack) {
    const test::TemporaryFolder folder;
    std::vector<Event> events = one_of_each();
    events.back().time = 2;
    save_recording(events, folder / "r.jsonl");
    EXPECT_EQ(load_recording(folder / "r.jsonl"), events);
    write_file(folder / "empty.jsonl", "");
    EXPECT_TRUE(load_recording(folder / "empty.jsonl").empty());
}

TEST(Playback, GivesEachEventOnceWhenItIsDue) {
    Playback playback({{.kind = EventKind::Refresh, .time = 1},
                       {.kind = EventKind::Focus, .time = 2},
                       {.kind = EventKind::Close, .time = 3}});
    EXPECT_TRUE(playback.take(0.5).empty());
    EXPECT_EQ(playback.next_time(), 1);
    EXPECT_EQ(playback.take(2).size(), 2u);
    EXPECT_FALSE(playback.finished());
    EXPECT_TRUE(playback.take(2).empty());
    EXPECT_EQ(playback.take(10).front().kind, EventKind::Close);
    EXPECT_TRUE(playback.finished());
    EXPECT_TRUE(playback.take(10).empty());
}

}  // namespace
}  // namespace convoscope::platform
