#include "ui/ticks.h"

#include <cmath>

#include "base/number.h"

namespace convoscope::ui {

std::vector<float> ticks(float low, float high, int most) {
    std::vector<float> all;
    const double span = static_cast<double>(high) - static_cast<double>(low);
    if (!(span > 0) || !std::isfinite(span)) return all;
    const double power = std::pow(10.0, std::floor(std::log10(span / most)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power < step && span / (factor * power) <= most - 1) step = factor * power;
    // A little tolerance: an end that is round is one of them.
    const double first = std::ceil(static_cast<double>(low) / step - 1e-6);
    const double last = std::floor(static_cast<double>(high) / step + 1e-6);
    for (double i = first; i <= last; ++i) all.push_back(static_cast<float>(i * step) + 0.0f);  // -0 is 0
    return all;
}

std::string tick_words(float value) { return significant(static_cast<double>(value), 4); }

}  // namespace convoscope::ui
