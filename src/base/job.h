#pragma once

#include <atomic>
#include <chrono>
#include <concepts>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace convoscope {

/// Long work in small steps: a slow forward pass, statistics over many values, a data set read, a network
/// trained. A type with these three is a job:
///
///     bool step();            // does a piece of some milliseconds; whether there is more to do
///     float progress() const; // 0 .. 1, after any step
///     Result result();        // when there is no more to do
///
/// All three are called on one thread at a time, never by the one who started it. step() and result() may
/// throw.
template <typename Job>
concept IsJob = requires(Job job, const Job& constant) {
    { job.step() } -> std::same_as<bool>;
    { constant.progress() } -> std::convertible_to<float>;
    job.result();
};

namespace job_details {

/// What the one who asked and the runner share of a job.
class Work {
  public:
    virtual ~Work() = default;
    /// One step. @return whether there is more to do
    bool advance() noexcept;
    std::atomic<bool> cancelled{false};
    std::atomic<bool> done{false};  ///< set last: what came out is there
    std::atomic<float> progress{0};
    std::exception_ptr failure;

  protected:
    virtual bool step() = 0;
    virtual void finish() = 0;
    virtual float measure() const = 0;
};

template <IsJob Job>
class WorkOf final : public Work {
  public:
    using Result = decltype(std::declval<Job>().result());
    explicit WorkOf(Job job) : job_(std::move(job)) {}
    std::optional<Result> result;

  private:
    bool step() override { return job_.step(); }
    void finish() override { result.emplace(job_.result()); }
    float measure() const override { return job_.progress(); }
    Job job_;
};

}  // namespace job_details

/// What was started and may be done some day. Destroying it, or giving it another job, cancels the one it
/// had: between two steps, without waiting.
template <typename Job>
class Pending {
  public:
    using Result = typename job_details::WorkOf<Job>::Result;

    Pending() = default;
    explicit Pending(std::shared_ptr<job_details::WorkOf<Job>> work) : work_(std::move(work)) {}
    Pending(Pending&& other) noexcept : work_(std::move(other.work_)) {}
    Pending& operator=(Pending&& other) noexcept {
        cancel();
        work_ = std::move(other.work_);
        return *this;
    }
    ~Pending() { cancel(); }

    /// There is a job that was neither cancelled nor taken.
    bool active() const { return work_ != nullptr; }
    bool done() const { return work_ && work_->done; }
    float progress() const { return work_ ? work_->progress.load() : 0.0f; }
    void cancel() {
        if (work_) work_->cancelled = true;
        work_.reset();
    }
    /// The whole result, once, when it is done; before that nothing.
    /// @throws what the job threw
    std::optional<Result> take() {
        if (!done()) return std::nullopt;
        const auto work = std::move(work_);
        if (work->failure) std::rethrow_exception(work->failure);
        return std::move(work->result);
    }

  private:
    std::shared_ptr<job_details::WorkOf<Job>> work_;
};

/// Drives jobs: on threads, or, where there are none (a browser), some milliseconds a frame. Several jobs
/// take turns, step by step, so that a short one never waits for a long one.
class Runner {
  public:
    /// @param threads  0: jobs advance in run_for() alone
    /// @param wake     called from any thread whenever a job is done: a window that sleeps has something to
    /// show
    explicit Runner(int threads, std::function<void()> wake = {});
    /// Cancels what still runs, and waits for the steps that are under way.
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    template <IsJob Job>
    Pending<Job> start(Job job) {
        auto work = std::make_shared<job_details::WorkOf<Job>>(std::move(job));
        enqueue(work);
        return Pending<Job>(std::move(work));
    }

    /// Without threads: advances the jobs until the time is over or nothing is left to do; at least one step.
    /// With threads: nothing.
    void run_for(std::chrono::microseconds time);
    /// Something is still to be done: without threads, another frame is wanted.
    bool busy() const;
    int threads() const { return static_cast<int>(threads_.size()); }

  private:
    using WorkPtr = std::shared_ptr<job_details::Work>;

    void enqueue(WorkPtr work);
    void work_on_thread();
    /// One step of the first in the queue, with the lock let go meanwhile.
    void advance_first(std::unique_lock<std::mutex>& lock);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<WorkPtr> queue_;
    int running_ = 0;
    bool stopping_ = false;
    std::function<void()> wake_;
    std::vector<std::thread> threads_;
};

/// How many threads the program may use: $CONVOSCOPE_THREADS where it is set (0: none, everything runs on the
/// one there is), else one a core.
int allowed_threads();

}  // namespace convoscope
