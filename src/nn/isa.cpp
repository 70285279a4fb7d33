#include "nn/isa.h"

#include <cassert>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/words.h"
#include "nn/texts.h"

// CONVOSCOPE_BASELINE is the name of the baseline's namespace; CONVOSCOPE_X86 says that the others are there
// (CMakeLists.txt).
namespace convoscope::nn::kernels {
namespace CONVOSCOPE_BASELINE {
extern const Kernels kernels;
}
#ifdef CONVOSCOPE_X86
namespace avx2 {
extern const Kernels kernels;
}
namespace avx512 {
extern const Kernels kernels;
}
#endif
}  // namespace convoscope::nn::kernels

namespace convoscope::nn {
namespace {

/// Null when this program has none.
const kernels::Kernels* find_kernels(Isa isa) {
    switch (isa) {
        case Isa::Baseline:
            return &kernels::CONVOSCOPE_BASELINE::kernels;
#ifdef CONVOSCOPE_X86
        case Isa::Avx2:
            return &kernels::avx2::kernels;
        case Isa::Avx512:
            return &kernels::avx512::kernels;
#else
        case Isa::Avx2:
        case Isa::Avx512:
            return nullptr;
#endif
    }
    return nullptr;
}

/// Whether the processor has it and the operating system keeps its registers.
bool runs(Isa isa) {
#ifdef CONVOSCOPE_X86
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    switch (isa) {
        case Isa::Baseline:
            return true;
        case Isa::Avx2:
            return avx2;
        case Isa::Avx512:
            return avx2 && __builtin_cpu_supports("avx512f");
    }
#endif
    return isa == Isa::Baseline;
}

Isa choose_default() {
    const char* wanted = std::getenv("CONVOSCOPE_ISA");
    return wanted && *wanted ? find_isa(wanted) : available_isas().back();
}

}  // namespace

const char* name_of(Isa isa) {
    const kernels::Kernels* found = find_kernels(isa);
    return found ? found->name : isa == Isa::Avx2 ? "avx2" : "avx512";
}

std::vector<Isa> available_isas() {
    std::vector<Isa> isas;
    for (const Isa isa : {Isa::Baseline, Isa::Avx2, Isa::Avx512})
        if (find_kernels(isa) && runs(isa)) isas.push_back(isa);
    return isas;
}

Isa find_isa(std::string_view name) {
    std::vector<std::string> names;
    for (const Isa isa : available_isas()) {
        if (name == name_of(isa)) return isa;
        names.emplace_back(name_of(isa));
    }
    throw Error(texts.no_isa, name, joined(names));
}

Isa default_isa() {
    static const Isa isa = choose_default();
    return isa;
}

const kernels::Kernels& kernels_of(Isa isa) {
    const kernels::Kernels* found = find_kernels(isa);
    assert(found && runs(isa));
    return *found;
}

}  // namespace convoscope::nn
