#include "features/read/read.h"

#include "features/read/texts.h"
#include "studio/words.h"

namespace convoscope::read {

features::Feature feature() {
    return {.id = "read",
            .title = texts.reads,
            .texts = all_of(texts),
            .sections = {answer_section()},
            .labels = output_labels,
            .names = [](const studio::Studio& studio, const features::Tell& tell) {
                for (const auto& exhibit : studio.exhibits())
                    for (const std::string& name :
                         studio::class_words(exhibit->architecture(), studio.language()))
                        tell(name, true);
                tell(texts.blank.in(studio.language()), true);
                tell(texts.unsure.in(studio.language()), true);
            }};
}

}  // namespace convoscope::read
