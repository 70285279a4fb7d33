#include "app/features.h"

#include "app/shell.h"

/// THE list: all capabilities, a line each, by their namespaces. Files that are opened are offered to them in
/// this order: models before keep, which takes every file for a picture in the end.
// clang-format off
#define CONVOSCOPE_FEATURES(each) \
    each(models_shown) \
    each(keep) \
    each(draw) \
    each(read) \
    each(look) \
    each(present) \
    each(find) \
    each(explain_shown) \
    each(ask) \
    each(welcome)
// clang-format on

namespace convoscope {

#define CONVOSCOPE_DECLARE(name) \
    namespace name {             \
    features::Feature feature(); \
    }
CONVOSCOPE_FEATURES(CONVOSCOPE_DECLARE)
#undef CONVOSCOPE_DECLARE

namespace app {

std::vector<features::Feature> all_features() {
#define CONVOSCOPE_CALL(name) name::feature(),
    return {CONVOSCOPE_FEATURES(CONVOSCOPE_CALL) shell()};
#undef CONVOSCOPE_CALL
}

}  // namespace app

}  // namespace convoscope
