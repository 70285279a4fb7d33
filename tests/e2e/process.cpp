#include "e2e/process.h"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

namespace convoscope::test {
namespace {

namespace fs = std::filesystem;

/// How often each thread has been given the processor; nothing while one of them has it or waits for it.
using Turns = std::map<std::string, long long>;
std::optional<Turns> turns_of_sleepers(pid_t process) {
    Turns turns;
    std::error_code gone;
    for (const auto& thread : fs::directory_iterator("/proc/" + std::to_string(process) + "/task", gone)) {
        std::ifstream status(thread.path() / "status");
        long long& count = turns[thread.path().filename().string()];
        for (std::string line; std::getline(status, line);) {
            std::istringstream words(line);
            std::string name;
            words >> name;
            if (name == "State:") {
                std::string state;
                words >> state;
                if (state != "S") return std::nullopt;
            } else if (name == "voluntary_ctxt_switches:" || name == "nonvoluntary_ctxt_switches:") {
                long long number = 0;
                words >> number;
                count += number;
            }
        }
    }
    if (gone) return std::nullopt;
    return turns;
}

}  // namespace

double processor_seconds(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text(std::istreambuf_iterator<char>(file), {});
    // proc(5): the second field is the program's name in brackets; utime and stime are the 14th and 15th.
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos)
        throw std::runtime_error("there is no process " + std::to_string(process));
    std::istringstream fields(text.substr(name_end + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    long long user = 0;
    long long system = 0;
    fields >> user >> system;
    return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

bool is_at_rest(pid_t process) {
    const auto before = turns_of_sleepers(process);
    if (!before) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return turns_of_sleepers(process) == before;
}

}  // namespace convoscope::test
