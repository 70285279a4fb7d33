#include "app/hdf5_child.h"

#include <string>

namespace convoscope::app {
namespace {

/// The program itself and its libraries, before it has read anything.
constexpr std::uint64_t kProgram = std::uint64_t{1} << 30;

}  // namespace

platform::ChildLimits limits_of_hdf5(std::uint64_t file_size) {
    const std::uint64_t most = models::keras::most_of_hdf5(file_size);
    platform::ChildLimits limits;
    limits.memory = kProgram + 4 * file_size + 2 * most;
    limits.output = 2 * most;
    return limits;
}

models::keras::Hdf5Reader hdf5_in_child(Language language) {
    return [language](std::string_view bytes) {
        return platform::run_child(platform::this_program(),
                                   {"hdf5", "--language", std::string(code_of(language))}, bytes,
                                   limits_of_hdf5(bytes.size()));
    };
}

}  // namespace convoscope::app
