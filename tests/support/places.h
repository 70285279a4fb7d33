#pragma once

#include <filesystem>
#include <string>

/// Where things are on this machine. Only places.cpp is compiled with their paths, so that ccache knows every
/// other test source in whatever folder the checkout is.
namespace convoscope::test {

std::filesystem::path source_folder();  ///< the checkout
std::filesystem::path build_folder();
std::string program();  ///< the built program
std::string python();   ///< python3, or empty

inline std::filesystem::path assets() { return source_folder() / "assets"; }
/// Kept files of one folder of tests: tests/<folder>/fixtures.
inline std::filesystem::path fixtures(const std::string& folder) {
    return source_folder() / "tests" / folder / "fixtures";
}
/// The drawings that come with the program.
inline std::string sample_drawings() { return (assets() / "drawings" / "digits.jsonl").string(); }

}  // namespace convoscope::test
