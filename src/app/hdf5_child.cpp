#include "app/hdf5_child.h"

#include <string>

#include "platform/desktop/child.h"

namespace convoscope::app {
namespace {

/// The program itself and its libraries, before it has read anything.
constexpr std::uint64_t kProgram = std::uint64_t{1} << 30;

}  // namespace

models::keras::Hdf5Reader hdf5_in_child(Language language) {
    return [language](std::string_view bytes) {
        const std::uint64_t most = models::keras::most_of_hdf5(bytes.size());
        platform::ChildLimits limits;
        limits.memory = kProgram + 4 * bytes.size() + 2 * most;
        limits.output = 2 * most;
        return platform::run_child(platform::this_program(),
                                   {"hdf5", "--language", std::string(code_of(language))}, bytes, limits);
    };
}

}  // namespace convoscope::app
