#pragma once

#include "features/explain/data_set.h"
#include "features/explain/views.h"

namespace convoscope::explain_shown {

/// Says that the data set is being read, or why there is none. @return whether there is one
bool set_is_there(Explaining& explaining);
/// "42 %" of what is being made, as a remark.
void remark_progress(Explaining& explaining, float progress);

}  // namespace convoscope::explain_shown
