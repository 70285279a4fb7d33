#include "app/monkey.h"

#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "canvas/files.h"
#include "features/find/find.h"
#include "features/keep/keep.h"
#include "studio/key.h"
#include "support/bundled.h"
#include "support/mutate.h"

namespace convoscope::test {
namespace {

namespace fs = std::filesystem;
using platform::Action;
using platform::Event;
using platform::EventKind;

constexpr std::size_t kNotes = 60;

/// Files of all kinds that the window opens, and each of them broken.
std::vector<std::string> write_files(const fs::path& folder, Headless& headless, std::mt19937& random) {
    studio::Studio& studio = headless.studio();
    studio.open(assets() / "drawings" / "digits.jsonl");
    headless.settle();
    studio.run("file.save", (folder / "strokes.jsonl").string());
    studio.run("file.save_picture", (folder / "picture.png").string());
    studio.run("file.save_view", (folder / "view.json").string());
    studio.run("draw.clear");
    fs::copy_file(assets() / "models" / "mlp.safetensors", folder / "model.safetensors");
    std::vector<std::string> files;
    for (const char* name : {"strokes.jsonl", "picture.png", "view.json", "model.safetensors"}) {
        files.push_back((folder / name).string());
        const std::string whole = read_file(files.back(), 1 << 24);
        for (int i = 0; i < 3; ++i) {
            const std::string broken = (folder / ("broken" + std::to_string(i) + "-" + name)).string();
            std::ofstream(broken, std::ios::binary) << mutate(whole, random);
            files.push_back(broken);
        }
    }
    std::ofstream(folder / "empty.png").close();
    files.push_back((folder / "empty.png").string());
    files.push_back((folder / "absent.jsonl").string());
    files.push_back(folder.string());
    return files;
}

/// Small, so that the many frames cost little; large enough for every panel to have its place.
Headless::Options options() {
    Headless::Options options;
    options.width = 480;
    options.height = 300;
    options.settings.motion = true;
    options.settings.language = Language::English;
    return options;
}

}  // namespace

Monkey::Monkey(std::uint32_t seed)
    : seed_(seed),
      random_(seed),
      before_(fs::current_path().string()),
      home_("HOME", folder_.path().string()),
      headless_(bundled_model("lenet5"), options()) {
    fs::current_path(folder_.path());
    files_ = write_files(folder_.path(), headless_, random_);
}

Monkey::~Monkey() {
    std::error_code ignored;
    fs::current_path(before_, ignored);
}

void Monkey::play(long events) {
    for (const long end = played_ + events; played_ < end;) {
        do_something();
        if (below(3) == 0) frame();
    }
    frame();
}

std::string Monkey::last_events() const {
    std::string all;
    for (const std::string& note : notes_) all += note + "\n";
    return all;
}

void Monkey::note(const std::string& what) {
    ++played_;
    notes_.push_back(std::to_string(played_) + ": " + what);
    if (notes_.size() > kNotes) notes_.pop_front();
}

void Monkey::frame() {
    stay_in_folder();
    notes_.back() += ", frame";
    if (below(20) == 0) headless_.wait(below(4));  // notices go away, things come to rest
    headless_.frame();
    headless_.app().take_picture_request();  // a window would write it
    headless_.studio().quit = false;
}

/// Whatever the dialog would save or open is in the monkey's own folder.
void Monkey::stay_in_folder() {
    auto& state = headless_.part<keep::State>();
    if (state.name.find_first_of("/~") != std::string::npos || state.name.starts_with(".."))
        state.name.clear();
    if (state.open && state.folder != folder_.path()) keep::enter_folder(headless_.studio(), folder_.path());
    headless_.part<keep::Settings>().folder = folder_.path().string();
}

void Monkey::do_something() {
    const int what = below(100);
    if (what < 34)
        pointer();
    else if (what < 42)
        ink();
    else if (what < 62)
        key();
    else if (what < 76)
        type();
    else if (what < 84)
        overlay();
    else if (what < 95)
        command();
    else if (what < 97)
        resize();
    else
        drop();
}

void Monkey::pointer() {
    Event event;
    event.kind = EventKind::PointerMove;
    const int what = below(10);
    if (what < 7) {
        // Sometimes far, sometimes a hand's tremor: clicks must happen, too.
        const bool far = below(3) == 0;
        x_ = far ? anywhere(headless_.surface().width) : x_ + below(9) - 4;
        y_ = far ? anywhere(headless_.surface().height) : y_ + below(9) - 4;
    }
    event.x = x_;
    event.y = y_;
    if (what >= 3 && what < 7) {
        event.kind = EventKind::PointerButton;
        event.button = static_cast<platform::PointerButton>(below(8) < 5 ? 0 : below(4));
        const unsigned bit = 1u << static_cast<unsigned>(event.button);
        event.action = (down_ & bit) != 0 ? Action::Release : Action::Press;
        event.modifiers = modifiers_of(below(4) == 0 ? below(8) : 0);
        down_ ^= bit;
    } else if (what == 8) {
        event.kind = EventKind::Scroll;
        event.scroll_y = below(9) - 4;
        event.scroll_x = below(3) - 1;
    } else if (what == 9) {
        event.kind = below(2) == 0 ? EventKind::PointerLeave : EventKind::Focus;
        event.focused = below(2) == 0;
    }
    note("pointer " + std::to_string(static_cast<int>(event.kind)) + " at " + std::to_string(x_) + " " +
         std::to_string(y_) + " button " + std::to_string(static_cast<int>(event.button)) + " " +
         std::to_string(static_cast<int>(event.action)));
    headless_.give(event);
}

void Monkey::ink() {
    const scene::Viewport& pad = headless_.studio().places.pad;
    x_ = pad.x + 0.01 * pad.width * below(100);
    y_ = pad.y + 0.01 * pad.height * below(100);
    Event event;
    event.kind = EventKind::PointerMove;
    event.x = x_;
    event.y = y_;
    note("pointer onto the pad");
    headless_.give(event);
    if (below(2) != 0) return;
    frame();
    event.kind = EventKind::PointerButton;
    event.action = (down_ & 1u) != 0 ? Action::Release : Action::Press;
    down_ ^= 1u;
    note("button on the pad");
    headless_.give(event);
}

void Monkey::key() {
    static constexpr int kKeys[] = {256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266, 267,
                                    268, 269, 290, 301, 335, 340, 341, ' ', '[', ']', '/', ','};
    int code = below(3) == 0 ? kKeys[below(static_cast<int>(std::size(kKeys)))] : 'A' + below(26);
    int modifiers = 0;
    if (below(3) == 0) modifiers = below(8);
    if (below(4) == 0) {  // those that undo, redo and paste
        code = "ZYZYVCXA"[below(8)];
        modifiers = studio::kControl;
    }
    note("key " + std::to_string(code) + " with " + std::to_string(modifiers));
    press_key(code, modifiers);
}

void Monkey::press_key(int code, int modifiers) {
    headless_.give_key(code, modifiers, true);
    if (below(4) != 0) frame();
    headless_.give_key(code, modifiers, false);
}

void Monkey::type() {
    static constexpr const char* kWords[] = {
        "conv1",   "c3/2/4/4",  "max",       "3",          "a",    "undo", "fc1/7",         "-1e9",
        "0x",      "..",        "nan",       "9999999999", "\xE5", " ",    "strokes.jsonl", "out.png",
        "out.npz", "view.json", "output/10", "%s%n",       "##",   "###"};
    const std::string words = kWords[below(static_cast<int>(std::size(kWords)))];
    note("type " + words);
    for (const char letter : words) headless_.give_character(static_cast<unsigned char>(letter));
    if (below(3) != 0) return;
    const auto character = static_cast<unsigned>(below(2) == 0 ? below(0x3000) + 0x80 : below(0x30000));
    note("type character " + std::to_string(character));
    headless_.give_character(character);
}

/// Opens the search line or a dialog, or closes what is open.
void Monkey::overlay() {
    static constexpr std::pair<int, int> kOpeners[] = {
        {'/', 0},
        {'O', studio::kControl},
        {'S', studio::kControl},
        {'S', studio::kControl | studio::kShift},
        {301, studio::kShift},
        {256, 0},
        {256, 0},
        {257, 0},
    };
    const auto& [code, modifiers] = kOpeners[below(static_cast<int>(std::size(kOpeners)))];
    note("overlay key " + std::to_string(code) + " with " + std::to_string(modifiers));
    press_key(code, modifiers);
    frame();
    if (code != '/') return;
    frame();  // the line has the keyboard now
}

void Monkey::command() {
    static constexpr const char* kArguments[] = {"",         "1",      "0.1",  "conv1",   "conv1/0/3/3",
                                                 "output/3", "lenet5", "mlp",  "zh",      "en",
                                                 "light",    "-5",     "1e30", "nothing", "fc1"};
    const auto all = headless_.studio().commands().all();
    const std::string id = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))].id;
    // Where a file's name may follow, none does.
    const std::string argument = id.starts_with("file.") || id == "model.open"
                                     ? ""
                                     : kArguments[below(static_cast<int>(std::size(kArguments)))];
    note("command " + id + " " + argument);
    headless_.studio().perform(id, argument);
}

void Monkey::resize() {
    const int width = below(8) == 0 ? 1 + below(1200) : 360 + 60 * below(4);
    const int height = below(8) == 0 ? 1 + below(800) : 240 + 40 * below(4);
    note("resize to " + std::to_string(width) + " x " + std::to_string(height));
    headless_.resize(width, height, below(6) == 0 ? 2 : 1);
}

void Monkey::drop() {
    const std::string& file = files_[static_cast<std::size_t>(below(static_cast<int>(files_.size())))];
    note("drop " + file);
    headless_.drop({file});
}

}  // namespace convoscope::test
