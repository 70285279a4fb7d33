#include "platform/desktop/fonts.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "platform/texts.h"

namespace convoscope::platform {
namespace {

namespace fs = std::filesystem;

constexpr int deepest = 5;  // subfolders; Debian's Inter lies two below /usr/share/fonts

/// The names that hold this weight, best first: static fonts as Inter's releases and Debian call them, then
/// the variable font's names (Inter 4, Inter 3, Google Fonts), whose default instance is Regular.
std::vector<std::string> file_names(FontWeight weight) {
    std::vector<std::string> styles;
    switch (weight) {
        case FontWeight::Regular:
            styles = {"Regular", "Medium"};
            break;
        case FontWeight::Medium:
            styles = {"Medium", "SemiBold", "Regular"};
            break;
        case FontWeight::SemiBold:
            styles = {"SemiBold", "Medium", "Bold", "Regular"};
            break;
    }
    std::vector<std::string> names;
    for (const std::string& style : styles)
        for (const char* ending : {".otf", ".ttf"}) names.push_back("Inter-" + style + ending);
    for (const char* variable : {"InterVariable.ttf", "Inter-V.ttf", "Inter-roman.var.ttf", "Inter.ttf",
                                 "Inter.ttc", "Inter[opsz,wght].ttf", "Inter[slnt,wght].ttf",
                                 "Inter-VariableFont_opsz,wght.ttf", "Inter-VariableFont_slnt,wght.ttf"})
        names.emplace_back(variable);
    return names;
}

/// The file in and below `folder` whose name comes first in `names`; of two with one name, that of the
/// shorter path.
std::optional<fs::path> best_below(const fs::path& folder, const std::vector<std::string>& names) {
    std::optional<fs::path> best;
    auto best_rank = names.end();
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (entry.depth() >= deepest) entry.disable_recursion_pending();
        const auto rank = std::find(names.begin(), names.end(), entry->path().filename().string());
        if (rank == names.end() || rank > best_rank) continue;
        std::error_code ignored;
        if (!entry->is_regular_file(ignored)) continue;
        const auto order = [](const fs::path& path) {
            return std::pair(path.native().size(), path.native());
        };
        if (rank < best_rank || order(entry->path()) < order(*best)) {
            best = entry->path();
            best_rank = rank;
        }
    }
    return best;
}

void add_split(std::vector<fs::path>& folders, std::string_view list, const char* below) {
    while (!list.empty()) {
        const auto end = std::min(list.find(':'), list.size());
        if (end > 0) folders.push_back(fs::path(list.substr(0, end)) / below);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

const char* environment(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? value : nullptr;
}

}  // namespace

std::vector<fs::path> font_folders() {
    std::vector<fs::path> folders;
    const char* home = environment("HOME");
    if (const char* data = environment("XDG_DATA_HOME"))
        folders.push_back(fs::path(data) / "fonts");
    else if (home)
        folders.push_back(fs::path(home) / ".local" / "share" / "fonts");
    if (home) {
        folders.push_back(fs::path(home) / ".fonts");
        folders.push_back(fs::path(home) / "Library" / "Fonts");
    }
    const char* system = environment("XDG_DATA_DIRS");
    add_split(folders, system ? system : "/usr/local/share:/usr/share", "fonts");
    for (const char* usual : {"/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts"})
        if (std::find(folders.begin(), folders.end(), usual) == folders.end()) folders.emplace_back(usual);
    return folders;
}

std::optional<fs::path> find_font(FontWeight weight, std::span<const fs::path> folders) {
    const std::vector<std::string> names = file_names(weight);
    for (const fs::path& folder : folders)
        if (auto found = best_below(folder, names)) return found;
    return std::nullopt;
}

std::optional<fs::path> find_chinese_font(std::span<const fs::path> folders) {
    // As Debian, Google, Adobe, Apple and Microsoft call them, best first.
    static const std::vector<std::string> kNames{"wqy-microhei.ttc",
                                                 "NotoSansSC-Regular.otf",
                                                 "NotoSansSC-Regular.ttf",
                                                 "NotoSansCJKsc-Regular.otf",
                                                 "NotoSansCJK-Regular.ttc",
                                                 "SourceHanSansSC-Regular.otf",
                                                 "SourceHanSansCN-Regular.otf",
                                                 "wqy-zenhei.ttc",
                                                 "DroidSansFallbackFull.ttf",
                                                 "PingFang.ttc",
                                                 "Hiragino Sans GB.ttc",
                                                 "msyh.ttc"};
    for (const fs::path& folder : folders)
        if (auto found = best_below(folder, kNames)) return found;
    return std::nullopt;
}

std::optional<fs::path> find_chinese_font() { return find_chinese_font(font_folders()); }

std::optional<fs::path> find_font(FontWeight weight) {
    std::vector<fs::path> folders = font_folders();
    if (const char* named = environment("CONVOSCOPE_FONT")) {
        std::error_code ignored;
        if (fs::is_regular_file(named, ignored)) return named;
        if (!fs::is_directory(named, ignored)) throw Error(texts.no_such_font, named);
        folders.insert(folders.begin(), named);
    }
    return find_font(weight, folders);
}

}  // namespace convoscope::platform
