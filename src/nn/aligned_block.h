#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace convoscope::nn {

/// Gives a std::vector a whole cache line's alignment, which is also that of the widest SIMD registers.
template <class T>
struct AlignedAllocator {
    using value_type = T;
    static constexpr std::align_val_t kAlignment{64};

    AlignedAllocator() = default;
    template <class Other>
    AlignedAllocator(const AlignedAllocator<Other>&) {}

    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kAlignment)); }
    void deallocate(T* pointer, std::size_t) { ::operator delete(pointer, kAlignment); }
    bool operator==(const AlignedAllocator&) const { return true; }
};

using AlignedBlock = std::vector<float, AlignedAllocator<float>>;

/// `count` floats, rounded up to whole cache lines.
constexpr std::size_t aligned_size(std::size_t count) { return (count + 15) / 16 * 16; }

}  // namespace convoscope::nn
