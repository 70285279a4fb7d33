#include "explain/class_of.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/number.h"
#include "explain/change_texts.h"

namespace convoscope::explain {

int class_of(const nn::Model& model, std::string_view name) {
    const auto& classes = model.architecture.classes;
    const auto found = std::ranges::find(classes, name);
    if (found != classes.end()) return static_cast<int>(found - classes.begin());
    const auto number = parsed_number(name);
    if (number && *number >= 0 && *number < static_cast<double>(classes.size()) &&
        *number == std::floor(*number))
        return static_cast<int>(*number);
    std::string names;
    constexpr std::size_t kNamed = 10;
    for (std::size_t k = 0; k < std::min(kNamed, classes.size()); ++k)
        names += (names.empty() ? "" : ", ") + classes[k];
    if (classes.size() > kNamed) names += ", ...";
    throw Error(change_texts.no_such_class, name, model.name, names);
}

}  // namespace convoscope::explain
