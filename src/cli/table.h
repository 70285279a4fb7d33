#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/grouped.h"

namespace convoscope::cli {

/// Text in columns as wide as their widest cell.
class Table {
  public:
    /// @param alignment  one character a column: 'l' or 'r'
    explicit Table(std::string alignment);

    /// As many cells as there are columns, or fewer.
    void add(std::vector<std::string> cells);
    /// One line a row, two spaces between columns, none at the end of a line.
    std::string text() const;

  private:
    std::string alignment_;
    std::vector<std::vector<std::string>> rows_;
};

/// How many columns of a terminal UTF-8 text takes: two for each Chinese character.
std::size_t columns_of(std::string_view text);
/// As much of its beginning as fits into so many columns, no character cut.
std::string first_columns(std::string_view text, std::size_t columns);

/// 99.3 for 0.993. Only 1 is 100.
std::string percent(double share, int digits = 1);

}  // namespace convoscope::cli
