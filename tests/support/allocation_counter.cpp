#include "support/allocation_counter.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> count{0};
std::atomic<std::size_t> live{0};
std::atomic<std::size_t> peak{0};

void* counted(void* pointer) noexcept {
    ++count;
    if (!pointer) return pointer;
    const std::size_t now = live += malloc_usable_size(pointer);
    std::size_t before = peak;
    while (before < now && !peak.compare_exchange_weak(before, now)) {
    }
    return pointer;
}

void release(void* pointer) noexcept {
    live -= pointer ? malloc_usable_size(pointer) : 0;
    std::free(pointer);
}

void* allocate(std::size_t size) noexcept { return counted(std::malloc(size ? size : 1)); }

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
    const std::size_t step = static_cast<std::size_t>(alignment);
    return counted(std::aligned_alloc(step, (size + step) / step * step));
}

void* or_throw(void* pointer) {
    if (!pointer) throw std::bad_alloc();
    return pointer;
}

}  // namespace

std::size_t convoscope::test::allocations() { return count; }
std::size_t convoscope::test::live_bytes() { return live; }
std::size_t convoscope::test::peak_bytes() { return peak; }
void convoscope::test::forget_peak() { peak = live.load(); }

// All forms: those of a sanitizer's library do not call each other, and would not match.
void* operator new(std::size_t size) { return or_throw(allocate(size)); }
void* operator new[](std::size_t size) { return or_throw(allocate(size)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return or_throw(allocate(size, alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return or_throw(allocate(size, alignment));
}
void operator delete(void* pointer) noexcept { release(pointer); }
void operator delete[](void* pointer) noexcept { release(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { release(pointer); }
void operator delete[](void* pointer, std::size_t) noexcept { release(pointer); }
void operator delete(void* pointer, const std::nothrow_t&) noexcept { release(pointer); }
void operator delete[](void* pointer, const std::nothrow_t&) noexcept { release(pointer); }
void operator delete(void* pointer, std::align_val_t) noexcept { release(pointer); }
void operator delete[](void* pointer, std::align_val_t) noexcept { release(pointer); }
void operator delete(void* pointer, std::size_t, std::align_val_t) noexcept { release(pointer); }
void operator delete[](void* pointer, std::size_t, std::align_val_t) noexcept { release(pointer); }
