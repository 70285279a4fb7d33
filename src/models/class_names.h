#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convoscope::models {

/// Names of classes as programs write them into one text, in the classes' order: a list or an object with
/// numbers as keys in JSON (["cat", "dog"], {"0": "cat", "1": "dog"}) or as Python prints it ({0: 'cat', 1:
/// 'dog'}), or one a line, or with commas between them. None where it is nothing of these, or one is empty,
/// too long or not one line of text.
std::vector<std::string> parse_class_names(std::string_view text);

}  // namespace convoscope::models
