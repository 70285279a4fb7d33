#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <new>
#include <span>
#include <vector>

namespace convoscope::test {

/// Floats that end where memory ends: a kernel that reads or writes one value too many is killed, where a
/// sanitizer may not see it (it does not look into masked instructions). Aligned to no more than a float,
/// unless asked for.
class Fenced {
  public:
    explicit Fenced(std::size_t count, float value = NAN) : Fenced(std::vector<float>(count, value)) {}
    /// `alignment`: the values begin at a multiple of it, and up to as many bytes lie behind them.
    explicit Fenced(const std::vector<float>& values, std::size_t alignment = sizeof(float))
        : count_(values.size()) {
        const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        const std::size_t bytes = (count_ * sizeof(float) + alignment - 1) / alignment * alignment;
        const std::size_t pages = (bytes + page - 1) / page;
        size_ = (pages + 1) * page;
        void* memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) throw std::bad_alloc();
        memory_ = static_cast<std::byte*>(memory);
        mprotect(memory_ + pages * page, page, PROT_NONE);
        begin_ = reinterpret_cast<float*>(memory_ + pages * page - bytes);
        std::copy(values.begin(), values.end(), begin_);
    }
    ~Fenced() { munmap(memory_, size_); }
    Fenced(const Fenced&) = delete;
    Fenced& operator=(const Fenced&) = delete;

    float* data() { return begin_; }
    const float* data() const { return begin_; }
    std::size_t size() const { return count_; }
    float& operator[](std::size_t index) { return begin_[index]; }
    const float& operator[](std::size_t index) const { return begin_[index]; }
    const float* begin() const { return begin_; }
    const float* end() const { return begin_ + count_; }

  private:
    std::size_t count_;
    std::size_t size_ = 0;
    std::byte* memory_ = nullptr;
    float* begin_ = nullptr;
};

}  // namespace convoscope::test
