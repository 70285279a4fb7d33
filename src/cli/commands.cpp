#include "cli/commands.h"

/// All commands in the order of the help page, the window first: a line each, for NAME_command() in a file of
/// commands/.
// clang-format off
#define CONVOSCOPE_COMMANDS(each) \
    each(window) \
    each(classify) \
    each(evaluate) \
    each(doubt) \
    each(sweep) \
    each(flip) \
    each(confusion) \
    each(ablate) \
    each(inspect) \
    each(import) \
    each(commands) \
    each(render) \
    each(activations) \
    each(maximize) \
    each(explain) \
    each(ledger) \
    each(train) \
    each(export) \
    each(bench) \
    each(hdf5)
// clang-format on

namespace convoscope::cli {

#define CONVOSCOPE_DECLARE(name) Command name##_command();
CONVOSCOPE_COMMANDS(CONVOSCOPE_DECLARE)
#undef CONVOSCOPE_DECLARE

std::vector<Command> all_commands() {
#define CONVOSCOPE_CALL(name) name##_command(),
    return {CONVOSCOPE_COMMANDS(CONVOSCOPE_CALL)};
#undef CONVOSCOPE_CALL
}

}  // namespace convoscope::cli
