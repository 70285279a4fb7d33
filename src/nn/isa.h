#pragma once

#include <string_view>
#include <vector>

#include "nn/kernels/table.h"

namespace convoscope::nn {

/// The instruction sets that the kernels are compiled for, the slowest first. The program runs on any
/// processor of its kind: what it has is found out when it starts.
enum class Isa {
    Baseline,  ///< what every processor of the kind has: "sse2", "neon"; elsewhere "plain" C++
    Avx2,      ///< with FMA
    Avx512
};

/// As `bench --json` reports it: "sse2", "avx2", "avx512".
const char* name_of(Isa isa);

/// What this program has kernels for and this processor can run, the slowest first. Never empty.
std::vector<Isa> available_isas();

/// @throws Error when there is none of this name, or this processor lacks it
Isa find_isa(std::string_view name);

/// The fastest, or the one that the environment variable CONVOSCOPE_ISA names.
/// @throws Error as find_isa
Isa default_isa();

/// @param isa  one of available_isas()
const kernels::Kernels& kernels_of(Isa isa);

}  // namespace convoscope::nn
