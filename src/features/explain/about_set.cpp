#include "features/explain/about_set.h"

#include <cmath>

#include "features/explain/confuses_texts.h"
#include "features/explain/texts.h"

namespace convoscope::explain_shown {

bool set_is_there(Explaining& explaining) {
    const features::Frame& frame = explaining.frame;
    const DataSet& data = data_set(frame.studio);
    if (data.set) return true;
    if (data.pending.active())
        remark(explaining, frame.words(confuses_texts.reading_set));
    else
        statement(explaining, frame.words(Message(confuses_texts.no_set, data.why_not)));
    return false;
}

void remark_progress(Explaining& explaining, float progress) {
    remark(explaining,
           explaining.frame.words(Message(texts.being_made, static_cast<int>(std::floor(100 * progress)))));
}

}  // namespace convoscope::explain_shown
