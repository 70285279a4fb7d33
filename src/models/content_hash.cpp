#include "models/content_hash.h"

#include <algorithm>

namespace convoscope::models {

std::uint64_t content_hash(std::string_view bytes) {
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&](std::uint64_t word) { hash = (hash ^ word) * prime; };
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        std::uint64_t word = 0;  // little-endian on every machine: the number outlives the session
        for (std::size_t i = 0; i < std::min<std::size_t>(8, bytes.size() - at); ++i)
            word |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
        add(word);
        hash ^= hash >> 32;  // what is high in a word would not reach what is low in the hash
    }
    add(bytes.size());
    return hash;
}

}  // namespace convoscope::models
