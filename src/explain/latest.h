#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace convoscope::explain {

/// What a job hands over on its way, to one who watches from another thread: the newest alone.
template <typename Value>
class Latest {
  public:
    void put(Value value) {
        const std::lock_guard lock(mutex_);
        value_ = value;
        news_ = std::move(value);
    }
    /// As new where nothing was put yet.
    Value get() const {
        const std::lock_guard lock(mutex_);
        return value_;
    }
    /// What was put since the last call; nothing where that was nothing.
    std::optional<Value> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(news_, std::nullopt);
    }

  private:
    mutable std::mutex mutex_;
    Value value_{};
    std::optional<Value> news_;
};

}  // namespace convoscope::explain
