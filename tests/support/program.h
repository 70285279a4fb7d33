#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

extern char** environ;

namespace convoscope::test {

/// How the program ended.
struct Outcome {
    int status = -1;  ///< exit status, or 128 + the signal that killed it
    std::string out;
    std::string err;
};

/// A program that runs, its stdout and stderr read through pipes.
class RunningProgram {
  public:
    /// @param folder  the program's current folder; empty: the test's own
    RunningProgram(const std::string& program, const std::vector<std::string>& arguments,
                   const std::string& folder = "") {
        std::array<int, 2> out{};
        std::array<int, 2> err{};
        if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
        if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
        std::vector<char*> words{const_cast<char*>(program.c_str())};
        for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        const int failure = posix_spawn(&process_, program.c_str(), &actions, nullptr, words.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(out[1]);
        close(err[1]);
        out_ = out[0];
        err_ = err[0];
        if (failure != 0) throw std::runtime_error("cannot start " + program);
    }
    ~RunningProgram() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            waitpid(process_, nullptr, 0);
        }
        close(out_);
        close(err_);
    }
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    pid_t process() const { return process_; }
    void send(int signal) { kill(process_, signal); }
    /// Whether it has ended, without waiting for it.
    bool has_ended() const {
        siginfo_t info{};
        return waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
               info.si_pid != 0;
    }

    /// Reads until stderr holds a whole line; false when it ended before.
    bool wait_for_error_line() {
        while (outcome_.err.find('\n') == std::string::npos)
            if (!read_some()) return false;
        return true;
    }

    Outcome finish() {
        while (read_some()) {
        }
        int status = 0;
        waitpid(process_, &status, 0);
        process_ = -1;
        outcome_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return outcome_;
    }

  private:
    /// False when both pipes have ended.
    bool read_some() {
        std::array<pollfd, 2> pipes{{{out_open_ ? out_ : -1, POLLIN, 0}, {err_open_ ? err_ : -1, POLLIN, 0}}};
        if (!out_open_ && !err_open_) return false;
        poll(pipes.data(), pipes.size(), -1);
        if (pipes[0].revents != 0) out_open_ = read_into(out_, outcome_.out);
        if (pipes[1].revents != 0) err_open_ = read_into(err_, outcome_.err);
        return true;
    }
    static bool read_into(int from, std::string& text) {
        std::array<char, 4096> buffer;
        const ssize_t count = read(from, buffer.data(), buffer.size());
        if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    pid_t process_ = -1;
    int out_ = -1;
    int err_ = -1;
    bool out_open_ = true;
    bool err_open_ = true;
    Outcome outcome_;
};

inline Outcome outcome_of(const std::string& program, const std::vector<std::string>& arguments) {
    return RunningProgram(program, arguments).finish();
}

}  // namespace convoscope::test
