#pragma once

#include <cstddef>
#include <memory>

#include "app/headless.h"
#include "data/own_digits.h"
#include "features/explain/data_set.h"
#include "support/places.h"

namespace convoscope::test {

inline constexpr std::size_t kSmallSet = 200;

/// The explanations tell of the first of the program's own digits, twenty of each.
inline void give_small_set(Headless& headless) {
    data::LabelledImages images = data::load_own_digits(assets());
    images.labels.resize(kSmallSet);
    images.pixels.resize(kSmallSet * images.image_size());
    auto& own = headless.part<explain_shown::DataSet>();
    own.set = data::NamedSet{
        Message::verbatim("small"), {}, std::make_shared<const data::LabelledImages>(std::move(images))};
    own.classes = headless.studio().exhibit().architecture().classes;
    own.revision = 1;
}

}  // namespace convoscope::test
