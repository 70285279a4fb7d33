#include "data/idx.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    return fuzz::read_or_refuse([&] { data::parse_idx(fuzz::bytes_of(data, size), "fuzzed"); });
}
