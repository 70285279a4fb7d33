#include "cli/commands.h"

namespace convoscope::cli {

// A file of commands/ each.
Command window_command();
Command classify_command();
Command evaluate_command();
Command doubt_command();
Command inspect_command();
Command commands_command();
Command render_command();
Command activations_command();
Command train_command();
Command bench_command();

std::vector<Command> all_commands() {
    return {
        window_command(),   classify_command(), evaluate_command(),    doubt_command(), inspect_command(),
        commands_command(), render_command(),   activations_command(), train_command(), bench_command(),
    };
}

}  // namespace convoscope::cli
