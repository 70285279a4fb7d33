#include "base/grouped.h"

namespace convoscope {

std::string grouped(long long value) {
    std::string text = std::to_string(value);
    for (int i = static_cast<int>(text.size()) - 3; i > (value < 0 ? 1 : 0); i -= 3) text.insert(i, ",");
    return text;
}

}  // namespace convoscope
