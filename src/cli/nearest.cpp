#include "cli/nearest.h"

#include <algorithm>
#include <vector>

namespace convoscope::cli {

int edit_distance(std::string_view a, std::string_view b) {
    // Three rows of the table: before[j] is the distance of a's first i - 1 characters to b's first j.
    std::vector<int> row_before_last(b.size() + 1), before(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) before[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int replaced = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, before[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], row_before_last[j - 2] + 1);
        }
        std::swap(row_before_last, before);
        std::swap(before, row);
    }
    return before[b.size()];
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
    constexpr std::size_t kLeastBeginning = 3;
    const std::string* best = nullptr;
    int best_distance = 0;
    for (const std::string& candidate : candidates) {
        const bool begins = word.size() >= kLeastBeginning && candidate.starts_with(word);
        const int distance = begins ? 0 : edit_distance(word, candidate);
        const int allowed = std::max(1, static_cast<int>(candidate.size()) / 3);
        if (distance > allowed || (best && distance >= best_distance)) continue;
        best = &candidate;
        best_distance = distance;
    }
    return best ? std::optional(*best) : std::nullopt;
}

}  // namespace convoscope::cli
