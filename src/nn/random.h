#pragma once

#include <cstdint>

namespace convoscope::nn {

/// splitmix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): 64 bits of
/// state, the same numbers from the same seed with every compiler and standard library, unlike those of
/// <random>.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// Uniform over all 64-bit integers.
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        return mixed ^ (mixed >> 31);
    }

    /// Uniform in [0, 1), in steps of 2^-53.
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    /// Uniform in [low, high).
    double between(double low, double high) { return low + (high - low) * unit(); }

    /// Uniform in 0 .. count-1, `count` at least 1 (multiply and shift; the bias, below count / 2^32, is of
    /// no matter).
    std::uint32_t below(std::uint32_t count) {
        return static_cast<std::uint32_t>(((next() >> 32) * count) >> 32);
    }

  private:
    std::uint64_t state_;
};

}  // namespace convoscope::nn
