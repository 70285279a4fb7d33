#include "features/keep/folder.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <system_error>

#include "base/error.h"
#include "base/number.h"
#include "base/texts.h"

namespace convoscope::keep {

namespace fs = std::filesystem;

namespace {

std::string lowered(std::string words) {
    std::ranges::transform(words, words.begin(),
                           [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
    return words;
}

bool fits(const fs::path& file, const std::vector<std::string>& extensions) {
    return extensions.empty() ||
           std::ranges::find(extensions, lowered(file.extension().string())) != extensions.end();
}

}  // namespace

std::vector<Entry> list_folder(const fs::path& folder, const std::vector<std::string>& extensions) {
    std::error_code failure;
    fs::directory_iterator entries(folder, failure);
    if (failure) throw Error(base::texts.cannot_read, folder, failure.message());
    std::vector<Entry> list;
    for (; entries != fs::directory_iterator(); entries.increment(failure)) {
        if (failure) break;
        const fs::path& path = entries->path();
        Entry entry{path.filename().string(), entries->is_directory(failure), 0};
        if (entry.name.starts_with('.') || (!entry.is_folder && !fits(path, extensions))) continue;
        if (!entry.is_folder) entry.size = entries->file_size(failure);
        if (failure) entry.size = 0;
        list.push_back(std::move(entry));
    }
    std::ranges::sort(list, [](const Entry& a, const Entry& b) {
        return a.is_folder != b.is_folder ? a.is_folder : lowered(a.name) < lowered(b.name);
    });
    return list;
}

fs::path home_folder() {
    const char* home = std::getenv("HOME");
    std::error_code ignored;
    return home && *home ? fs::path(home) : fs::current_path(ignored);
}

fs::path resolved(const std::string& typed, const fs::path& folder) {
    if (typed == "~") return home_folder();
    if (typed.starts_with("~/")) return (home_folder() / typed.substr(2)).lexically_normal();
    return (folder / typed).lexically_normal();
}

std::string free_name(const fs::path& folder, const std::string& name) {
    const fs::path whole = name;
    std::error_code ignored;
    std::string free = name;
    for (int number = 2; fs::exists(folder / free, ignored); ++number)
        free = whole.stem().string() + "-" + std::to_string(number) + whole.extension().string();
    return free;
}

std::string size_words(std::uintmax_t bytes) {
    constexpr double kStep = 1000;
    double size = static_cast<double>(bytes);
    if (size < kStep) return std::to_string(bytes) + " B";
    for (const char* unit : {" KB", " MB", " GB"}) {
        size /= kStep;
        if (size < kStep - 0.5) return fixed(size, size < 9.95 ? 1 : 0) + unit;  // 999.5 would be "1000"
    }
    return fixed(size / kStep, 0) + " TB";
}

}  // namespace convoscope::keep
