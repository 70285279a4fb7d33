#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace convoscope::keep {

/// One line of a folder's list.
struct Entry {
    std::string name;  ///< without the folder
    bool is_folder = false;
    std::uintmax_t size = 0;  ///< bytes, of a file

    bool operator==(const Entry&) const = default;
};

/// What is in a folder: folders first, each kind by name, without hidden ones.
/// @param extensions  with their dots, small letters: only files that have one of them; empty: all
/// @throws Error when it cannot be read
std::vector<Entry> list_folder(const std::filesystem::path& folder,
                               const std::vector<std::string>& extensions);

/// "~/x" as the shell understands it; another path seen from `folder`.
std::filesystem::path resolved(const std::string& typed, const std::filesystem::path& folder);
/// $HOME, or the present folder.
std::filesystem::path home_folder();
/// "drawing.jsonl", or "drawing-2.jsonl" where that is taken in the folder, and so on.
std::string free_name(const std::filesystem::path& folder, const std::string& name);
/// "12 KB": for people.
std::string size_words(std::uintmax_t bytes);

}  // namespace convoscope::keep
