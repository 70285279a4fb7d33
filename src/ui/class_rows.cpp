#include "ui/class_rows.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace convoscope::ui {
namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool has(std::string_view name, std::string_view query) {
    const auto same = [](char a, char b) { return lowered(a) == lowered(b); };
    return query.empty() ||
           std::search(name.begin(), name.end(), query.begin(), query.end(), same) != name.end();
}

}  // namespace

std::vector<int> shown_classes(std::span<const std::string> names, std::span<const float> probabilities,
                               std::string_view query) {
    assert(names.size() == probabilities.size());
    std::vector<int> shown(names.size());
    std::iota(shown.begin(), shown.end(), 0);
    if (!are_many(names.size())) return shown;
    std::erase_if(shown, [&](int index) { return !has(names[static_cast<std::size_t>(index)], query); });
    const auto most = shown.begin() + static_cast<std::ptrdiff_t>(std::min(kBestClasses, shown.size()));
    const auto rank = [&](int index) {
        return std::pair(-probabilities[static_cast<std::size_t>(index)], index);
    };
    std::ranges::partial_sort(shown, most, {}, rank);
    shown.erase(most, shown.end());
    return shown;
}

}  // namespace convoscope::ui
