#include "base/words.h"

namespace convoscope {

std::string joined(std::span<const std::string> words) {
    std::string all;
    for (const std::string& word : words) {
        if (!all.empty()) all += ", ";
        all += word;
    }
    return all;
}

}  // namespace convoscope
