#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace convoscope::nn {

/// Gives a std::vector a whole cache line's alignment, which is also that of the widest SIMD registers, and
/// zeros as the system hands them out: a page of a large block costs nothing until something is written to
/// it. A vector with it is sized once, when it is empty: what it would grow by later is not set to zero.
template <class T>
struct AlignedAllocator {
    using value_type = T;
    static constexpr std::size_t kAlignment = 64;

    AlignedAllocator() = default;
    template <class Other>
    AlignedAllocator(const AlignedAllocator<Other>&) {}

    T* allocate(std::size_t count) {
        // The address that calloc() gave stands before the aligned one.
        constexpr std::size_t kBefore = kAlignment + sizeof(void*);
        void* const whole =
            count > (SIZE_MAX - kBefore) / sizeof(T) ? nullptr : std::calloc(count * sizeof(T) + kBefore, 1);
        if (!whole) throw std::bad_alloc();
        const auto address = (reinterpret_cast<std::uintptr_t>(whole) + kBefore) / kAlignment * kAlignment;
        T* const aligned = reinterpret_cast<T*>(address);
        reinterpret_cast<void**>(aligned)[-1] = whole;
        return aligned;
    }
    void deallocate(T* pointer, std::size_t) { std::free(reinterpret_cast<void**>(pointer)[-1]); }
    /// The zeros are there.
    template <class U>
    void construct(U*) noexcept {}
    template <class U, class... Values>
    void construct(U* place, Values&&... values) {
        ::new (static_cast<void*>(place)) U(std::forward<Values>(values)...);
    }
    bool operator==(const AlignedAllocator&) const { return true; }
};

using AlignedBlock = std::vector<float, AlignedAllocator<float>>;

/// `count` floats, rounded up to whole cache lines.
constexpr std::size_t aligned_size(std::size_t count) { return (count + 15) / 16 * 16; }

}  // namespace convoscope::nn
