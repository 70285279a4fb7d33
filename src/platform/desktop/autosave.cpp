#include "platform/desktop/autosave.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"
#include "platform/texts.h"

namespace convoscope::platform {
namespace {

std::filesystem::path numbered(const std::filesystem::path& folder, int index, const char* ending) {
    return folder / ("drawing-" + std::to_string(index) + ending);
}

int lock_without_waiting(int file) {
    int result = 0;
    do result = flock(file, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    return result;
}

}  // namespace

AutosaveSlot::AutosaveSlot(std::filesystem::path folder) : folder_(std::move(folder)) {
    for (int index = 0; index < most; ++index) {
        // The lock file stays when the slot is given back: deleting it would let two instances lock two files
        // of one name.
        const std::filesystem::path path = numbered(folder_, index, ".lock");
        const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0 && lock_without_waiting(file) == 0) {
            index_ = index;
            lock_ = file;
            return;
        }
        const int why = errno;
        if (file >= 0) close(file);
        if (file < 0 || why != EWOULDBLOCK) throw Error(texts.cannot_lock, path, std::strerror(why));
    }
    throw Error(texts.all_places_held, most, folder_);
}

AutosaveSlot::~AutosaveSlot() {
    if (lock_ >= 0) close(lock_);
}

AutosaveSlot::AutosaveSlot(AutosaveSlot&& other) noexcept
    : folder_(std::move(other.folder_)),
      index_(std::exchange(other.index_, -1)),
      lock_(std::exchange(other.lock_, -1)) {}

AutosaveSlot& AutosaveSlot::operator=(AutosaveSlot&& other) noexcept {
    std::swap(folder_, other.folder_);
    std::swap(index_, other.index_);
    std::swap(lock_, other.lock_);
    return *this;
}

std::filesystem::path AutosaveSlot::drawing() const { return numbered(folder_, index_, ".jsonl"); }

std::filesystem::path AutosaveSlot::settings() const {
    return index_ == 0 ? first_settings() : folder_ / ("settings-" + std::to_string(index_) + ".json");
}

std::filesystem::path AutosaveSlot::first_settings() const { return folder_ / "settings.json"; }

}  // namespace convoscope::platform
