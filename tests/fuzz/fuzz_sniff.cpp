#include "fuzz/fuzz.h"
#include "models/sniff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace convoscope;
    const models::FileKind kind = models::kind_of(fuzz::file_of(data, size));
    return fuzz::read_or_refuse([&] { models::explain_refusal(kind); });
}
