#include "base/workers.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/job.h"

namespace convoscope {

Workers::Workers(int threads) {
    assert(threads >= 0);
    if (threads == 0) threads = std::max(1, allowed_threads());
    threads_.reserve(threads - 1);
    for (int i = 1; i < threads; ++i) threads_.emplace_back([this] { serve(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    work_arrived_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Workers::run(int pieces, const std::function<void(int)>& work) {
    assert(pieces >= 0);
    std::unique_lock lock(mutex_);
    assert(unfinished_ == 0);
    work_ = &work;
    pieces_ = unfinished_ = pieces;
    next_piece_ = 0;
    if (pieces > 1) work_arrived_.notify_all();
    take_pieces(lock);
    work_done_.wait(lock, [this] { return unfinished_ == 0; });
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Workers::serve() {
    std::unique_lock lock(mutex_);
    while (true) {
        work_arrived_.wait(lock, [this] { return closing_ || next_piece_ < pieces_; });
        if (closing_) return;
        take_pieces(lock);
    }
}

void Workers::take_pieces(std::unique_lock<std::mutex>& lock) {
    while (next_piece_ < pieces_) {
        const int piece = next_piece_++;
        const std::function<void(int)>& work = *work_;
        lock.unlock();
        std::exception_ptr failure;
        try {
            work(piece);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure && !failure_) failure_ = failure;
        if (--unfinished_ == 0) work_done_.notify_one();
    }
}

}  // namespace convoscope
