#pragma once

#include <optional>

#include "explain/scramble.h"
#include "explain/silenced.h"
#include "explain/transform.h"
#include "studio/studio.h"

namespace convoscope::explain_shown {

/// What is tried on the network on show. It lasts while the explanations are open.
struct Trying {
    explain::Changes changes;  ///< of what the network sees, and of one hidden layer
    int scrambled = 0;         ///< how many layers from the top are drawn at random anew
    explain::Silenced silenced;
    bool operator==(const Trying&) const = default;
};
constexpr auto describe(const Trying*) {
    return fields::object(fields::field("changes", &Trying::changes),
                          fields::field("silenced", &Trying::silenced),
                          fields::field("scrambled", &Trying::scrambled, fields::Between{0, 1000}));
}

/// It, and what the exhibit has of it.
struct Tried {
    Trying now;
    Trying applied;
    nn::ModelPtr applied_to;                      ///< null: nothing is
    std::optional<explain::Scrambler> scrambler;  ///< of `applied_to`
};

const Trying& trying(const studio::Studio& studio);
/// Changes it.
Trying& trying(studio::Studio& studio);
/// Once a frame: brings the exhibit to what is tried. Another model begins without.
void apply_trying(studio::Studio& studio);

}  // namespace convoscope::explain_shown
