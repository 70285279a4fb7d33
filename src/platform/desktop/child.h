#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace convoscope::platform {

/// What a process may use before it is ended.
struct ChildLimits {
    std::uint64_t memory = std::uint64_t{1} << 30;  ///< bytes of address space (not under a sanitizer)
    std::uint64_t output = std::uint64_t{1} << 30;  ///< bytes that it may write to stdout
    int seconds = 20;                               ///< of its own time, and by the clock
};

/// This very program, to be started anew.
std::filesystem::path this_program();

/// Runs a program with bytes on its stdin, and hands over what it writes to stdout: for work on foreign files
/// with libraries that may crash on them. It gets no signals of ours blocked, leaves no core, writes no file.
/// @throws Error the line that it wrote to stderr, when it ended with another status than 0; that the file is
/// damaged, when it was killed or went beyond its limits; when it cannot be started
std::string run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                      std::string_view input, const ChildLimits& limits);

}  // namespace convoscope::platform
