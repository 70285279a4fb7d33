#pragma once

#include <string>
#include <utility>

#include "base/error.h"

namespace convoscope::test {

/// The line of the Error that `act` throws; empty when it throws none.
template <typename Act>
std::string error_line(Act&& act) {
    try {
        std::forward<Act>(act)();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace convoscope::test
