#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "nn/architecture.h"

/// Classes that many networks are trained to tell apart, for files that do not name theirs.
namespace convoscope::models {

struct ClassSet {
    const char* id;          ///< "fashion": the same in every language
    Text title;              ///< "Fashion-MNIST's clothes"
    std::string_view names;  ///< by commas, "_" for a blank; empty: too many to be listed here
};

std::span<const ClassSet> class_sets();
/// Null: there is none.
const ClassSet* class_set(std::string_view id);
std::vector<std::string> names_of(const ClassSet& set);

/// The share of digits from which on a network is one for digits, and that up to which it does no better than
/// by chance.
inline constexpr double kReadsDigits = 0.5;
inline constexpr double kReadsNone = 0.25;

struct Seeming {
    const ClassSet* set;
    bool is_likely;  ///< else it is one of several that it may be
};

/// What a network's classes seem to be.
/// @param share  of digits that it reads, 0 to 1
std::optional<Seeming> seeming_classes(const nn::Shape& input, std::size_t outputs, double share);

}  // namespace convoscope::models
