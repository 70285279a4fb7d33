#include "app/features.h"

#include "app/shell.h"
#include "features/ask/ask.h"
#include "features/draw/draw.h"
#include "features/find/find.h"
#include "features/keep/keep.h"
#include "features/look/look.h"
#include "features/models/models.h"
#include "features/read/read.h"

namespace convoscope::app {

std::vector<features::Feature> all_features() {
    return {
        models_shown::feature(),  // before keep, which takes every file for a picture in the end
        keep::feature(),         draw::feature(), read::feature(), look::feature(),
        find::feature(),         ask::feature(),  shell(),
    };
}

}  // namespace convoscope::app
