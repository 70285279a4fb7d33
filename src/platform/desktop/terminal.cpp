#include "platform/desktop/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace convoscope::platform {

bool errors_go_to_a_terminal() { return isatty(STDERR_FILENO) != 0; }

std::size_t terminal_columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace convoscope::platform
