#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "models/graph.h"

/// What the fuzz targets share. Each defines LLVMFuzzerTestOneInput (https://llvm.org/docs/LibFuzzer.html).
namespace convoscope::fuzz {

inline std::string bytes_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The bytes as a file. Every other file is there too, with the same bytes.
inline models::ForeignBytes file_of(const std::string& bytes) {
    return {"fuzzed", bytes, [bytes](const std::string&, std::size_t limit) {
                if (bytes.size() > limit) throw Error(Message::verbatim("too large"));
                return bytes;
            }};
}
inline models::ForeignBytes file_of(const std::uint8_t* data, std::size_t size) {
    return file_of(bytes_of(data, size));
}

/// Runs `read`, which may throw an Error of one line and nothing else.
template <class Read>
int read_or_refuse(Read read) {
    try {
        read();
    } catch (const Error& error) {
        for (const Language language : {Language::English, Language::Chinese})
            if (error.in(language).find('\n') != std::string::npos) __builtin_trap();
    }
    return 0;
}

}  // namespace convoscope::fuzz
