#pragma once

#include <random>
#include <string>

namespace convoscope::test {

/// `bytes` with a few things wrong with it: bytes changed, taken out, put in, doubled, or the end cut off.
/// The same for the same random state.
inline std::string mutate(std::string bytes, std::mt19937& random) {
    const auto below = [&](std::size_t limit) { return limit ? random() % limit : 0; };
    const std::size_t count = 1 + below(2);
    for (std::size_t i = 0; i < count && !bytes.empty(); ++i) {
        const std::size_t place = below(bytes.size());
        switch (below(7)) {
            case 0:
                bytes[place] = static_cast<char>(below(256));
                break;
            case 1:
                bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
                break;
            case 2:
                bytes[place] = "\0\xff\x7f-9[]{}\""[below(10)];
                break;
            case 3:
                bytes.erase(place, 1 + below(8));
                break;
            case 4:
                bytes.insert(place, 1 + below(8), static_cast<char>(below(256)));
                break;
            case 5:
                bytes.insert(place, bytes.substr(below(bytes.size()), below(40)));
                break;
            default:
                bytes.resize(place);
                break;
        }
    }
    return bytes;
}

}  // namespace convoscope::test
