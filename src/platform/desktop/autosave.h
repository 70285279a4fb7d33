#pragma once

#include <filesystem>

namespace convoscope::platform {

/// This instance's place for its drawing and its settings: the first of `drawing-0.jsonl`, `drawing-1.jsonl`,
/// ... that no living instance holds. An instance that crashed or was killed holds none (its lock goes with
/// the process), so that the next one to start takes its slot and finds its drawing.
///
/// Write the files with write_file(). Hold the slot as long as the window lives.
class AutosaveSlot {
  public:
    static constexpr int most = 16;

    /// @param folder platform::state_folder(), or another that exists
    /// @throws Error when the folder cannot be written to, or all slots are held: go on without autosave then
    explicit AutosaveSlot(std::filesystem::path folder);
    ~AutosaveSlot();
    AutosaveSlot(AutosaveSlot&& other) noexcept;
    AutosaveSlot& operator=(AutosaveSlot&& other) noexcept;
    AutosaveSlot(const AutosaveSlot&) = delete;
    AutosaveSlot& operator=(const AutosaveSlot&) = delete;

    int index() const { return index_; }
    /// The drawing of this instance. Not there before it was saved for the first time.
    std::filesystem::path drawing() const;
    /// The settings of this instance: `settings.json`, `settings-1.json`, ... Not there before they were
    /// saved for the first time.
    std::filesystem::path settings() const;
    /// Those that an instance without its own starts with: the first one's, to be read alone.
    std::filesystem::path first_settings() const;

  private:
    std::filesystem::path folder_;
    int index_ = -1;
    int lock_ = -1;  ///< file descriptor of the lock file, -1 when moved from
};

}  // namespace convoscope::platform
