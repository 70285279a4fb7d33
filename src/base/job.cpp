#include "base/job.h"

#include <algorithm>
#include <cstdlib>

namespace convoscope {

bool job_details::Work::advance() noexcept {
    try {
        const bool more = step();
        progress = measure();
        if (more) return true;
        finish();
    } catch (...) {
        failure = std::current_exception();
    }
    done = true;
    return false;
}

Runner::Runner(int threads, std::function<void()> wake) : wake_(std::move(wake)) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work_on_thread(); });
}

Runner::~Runner() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const WorkPtr& work : queue_) work->cancelled = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Runner::enqueue(WorkPtr work) {
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(work));
    }
    changed_.notify_one();
}

void Runner::advance_first(std::unique_lock<std::mutex>& lock) {
    const WorkPtr work = std::move(queue_.front());
    queue_.pop_front();
    if (work->cancelled) return;
    ++running_;
    lock.unlock();
    const bool more = work->advance();
    if (!more && wake_) wake_();
    lock.lock();
    --running_;
    if (more && !work->cancelled && !stopping_) queue_.push_back(work);
}

void Runner::work_on_thread() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (queue_.empty())
            changed_.wait(lock);
        else
            advance_first(lock);
    }
}

void Runner::run_for(std::chrono::microseconds time) {
    if (!threads_.empty()) return;
    const auto end = std::chrono::steady_clock::now() + time;
    std::unique_lock lock(mutex_);
    do
        if (!queue_.empty()) advance_first(lock);
    while (!queue_.empty() && std::chrono::steady_clock::now() < end);
}

bool Runner::busy() const {
    const std::lock_guard lock(mutex_);
    return running_ > 0 || std::ranges::any_of(queue_, [](const WorkPtr& work) { return !work->cancelled; });
}

int allowed_threads() {
    if (const char* set = std::getenv("CONVOSCOPE_THREADS"); set && *set)
        return std::clamp(std::atoi(set), 0, 1024);
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace convoscope
