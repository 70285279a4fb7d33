#include "platform/desktop/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "platform/texts.h"

namespace convoscope::platform {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPiece = 1 << 16;
constexpr std::size_t kLongestLine = 1000;

// A sanitizer's shadow of the memory is larger than any limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

  private:
    int number_;
};

struct Ends {
    Descriptor ours;
    Descriptor the_childs;
};

/// Sockets and no pipes: writing to a child that has gone is then an error, not a signal to us.
Ends connected() {
    std::array<int, 2> pair{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        throw Error(texts.cannot_start_child, std::strerror(errno));
    Ends ends{Descriptor(pair[0]), Descriptor(pair[1])};
    fcntl(ends.ours.get(), F_SETFL, O_NONBLOCK);
    return ends;
}

template <typename Resource>
void limit(Resource resource, rlim_t most) {
    const rlimit both{most, most};
    setrlimit(resource, &both);
}

/// A process that runs, killed where it is left.
class Child {
  public:
    Child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
          const ChildLimits& limits)
        : in_(connected()), out_(connected()), err_(connected()) {
        const std::string name = program.string();
        std::vector<char*> words{const_cast<char*>(name.c_str())};
        for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        process_ = fork();
        if (process_ < 0) throw Error(texts.cannot_start_child, std::strerror(errno));
        if (process_ == 0) become(name.c_str(), words.data(), limits);
        for (Ends* ends : {&in_, &out_, &err_}) ends->the_childs.close();
    }
    ~Child() {
        if (process_ <= 0) return;
        kill(process_, SIGKILL);
        wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Feeds and reads it until it has closed both outputs. @return false when it went beyond a limit
    bool converse(std::string_view input, const ChildLimits& limits);
    /// @return its exit status; -1: it was killed
    int wait() {
        int status = 0;
        while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    std::string output;
    std::string error;

  private:
    /// In the child, which shares nothing with other threads any more: system calls alone.
    [[noreturn]] void become(const char* program, char** words, const ChildLimits& limits) const {
        dup2(in_.the_childs.get(), STDIN_FILENO);
        dup2(out_.the_childs.get(), STDOUT_FILENO);
        dup2(err_.the_childs.get(), STDERR_FILENO);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        if (kLimitsMemory) limit(RLIMIT_AS, limits.memory);
        limit(RLIMIT_CPU, static_cast<rlim_t>(limits.seconds));
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_FSIZE, 0);
        execv(program, words);
        _exit(127);
    }
    void feed(std::string_view& input);
    static void read_from(Descriptor& from, std::string& to, std::size_t most);

    Ends in_, out_, err_;
    pid_t process_ = -1;
};

void Child::feed(std::string_view& input) {
    const ssize_t sent = send(in_.ours.get(), input.data(), std::min(input.size(), kPiece), MSG_NOSIGNAL);
    if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
    // One that does not want all of it may still answer.
    if (input.empty() || (sent < 0 && errno != EAGAIN && errno != EINTR)) in_.ours.close();
}

void Child::read_from(Descriptor& from, std::string& to, std::size_t most) {
    std::array<char, kPiece> piece;
    const ssize_t got = read(from.get(), piece.data(), piece.size());
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) from.close();
    if (got > 0) to.append(piece.data(), std::min(static_cast<std::size_t>(got), most - to.size()));
}

bool Child::converse(std::string_view input, const ChildLimits& limits) {
    const auto end = Clock::now() + std::chrono::seconds(limits.seconds);
    if (input.empty()) in_.ours.close();
    while (out_.ours.is_open() || err_.ours.is_open()) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) return false;
        std::array<pollfd, 3> ends{{{in_.ours.get(), POLLOUT, 0},
                                    {out_.ours.get(), POLLIN, 0},
                                    {err_.ours.get(), POLLIN, 0}}};  // closed ones are -1: passed over
        if (poll(ends.data(), ends.size(), static_cast<int>(left)) < 0 && errno != EINTR) return false;
        if (ends[0].revents != 0) feed(input);
        if (ends[1].revents != 0) read_from(out_.ours, output, limits.output + 1);
        if (ends[2].revents != 0) read_from(err_.ours, error, kLongestLine);
        if (output.size() > limits.output) return false;
    }
    return true;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::filesystem::path this_program() { return "/proc/self/exe"; }

std::string run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                      std::string_view input, const ChildLimits& limits) {
    Child child(program, arguments, limits);
    if (!child.converse(input, limits)) throw Error(texts.child_died);
    const int status = child.wait();
    if (status == 127) throw Error(texts.cannot_start_child, program.string());
    const std::string line = first_line(child.error);
    if (status == 1 && !line.empty()) throw Error(Message::verbatim(line));
    if (status != 0) throw Error(texts.child_died);
    return std::move(child.output);
}

}  // namespace convoscope::platform
