#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace convoscope {

/// Threads that share out numbered pieces of work. The caller's thread works too, so that one thread means
/// none besides.
class Workers {
  public:
    /// @param threads  0: as many as the program may use (allowed_threads()), where none besides the
    /// caller's counts as one
    explicit Workers(int threads = 0);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    int threads() const { return static_cast<int>(threads_.size()) + 1; }

    /// Calls work(0) .. work(pieces - 1), each once, in any order and on any thread; returns when all are
    /// done. An exception thrown by a piece is thrown again here, when the others have ended.
    void run(int pieces, const std::function<void(int)>& work);

  private:
    void serve();
    void take_pieces(std::unique_lock<std::mutex>& lock);

    std::mutex mutex_;
    std::condition_variable work_arrived_;
    std::condition_variable work_done_;
    const std::function<void(int)>* work_ = nullptr;
    int pieces_ = 0;
    int next_piece_ = 0;
    int unfinished_ = 0;
    bool closing_ = false;
    std::exception_ptr failure_;
    std::vector<std::thread> threads_;
};

}  // namespace convoscope
