#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convoscope::models {

/// Whether it may be a class's name, wherever that comes from: not empty, at most 200 bytes of UTF-8, and one
/// line of text.
bool is_class_name(std::string_view name);

/// Names as somebody types them or programs write them into one text, in the classes' order: a list or an
/// object with numbers as keys in JSON (["cat", "dog"], {"0": "cat", "1": "dog"}) or as Python prints it ({0:
/// 'cat', 1: 'dog'}), or one a line, or with commas between them ("cat, dog"; Chinese ones count as well).
/// They may be any text; none where it is nothing of these.
std::vector<std::string> split_class_names(std::string_view text);
/// The same; none, too, where one is no is_class_name().
std::vector<std::string> parse_class_names(std::string_view text);
/// What split_class_names() makes these of: with commas, or a list as JSON where a name has some itself.
std::string class_names_text(const std::vector<std::string>& names);

}  // namespace convoscope::models
