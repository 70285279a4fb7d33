#include "features/explain/trying.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "explain/changer.h"
#include "explain/hidden_noise.h"

namespace convoscope::explain_shown {
namespace {

/// Not the seed that a network's training began with: those weights would be akin to what it has learned.
constexpr std::uint64_t kScramble = 2018;

void change(studio::Alteration& alteration, const explain::Changes& changes,
            const nn::Architecture& architecture) {
    if (!explain::is_neutral(changes))
        alteration.input = [changer = std::make_shared<explain::Changer>(architecture.input),
                            changes](std::span<float> input) { changer->apply(changes, input, input); };
    const int noisy = architecture.find(changes.noisy_layer);
    if (changes.layer_noise > 0 && noisy >= 0)
        // Each copy of it has a noise of its own: a job that was cancelled may still be under way.
        alteration.layer = [noise = explain::HiddenNoise(), changes, noisy](
                               int node, nn::Workspace& workspace) mutable {
            if (node == noisy) noise.add(changes.layer_noise, changes.seed, noisy, workspace);
        };
}

/// After all else: what is off stays off, whatever the weights and the noise are.
void silence(studio::Alteration& alteration, const explain::Silenced& silenced, const nn::ModelPtr& own) {
    if (silenced.switches.empty()) return;
    const nn::ModelPtr before = alteration.model ? alteration.model : own;
    const auto silencer = std::make_shared<const explain::Silencer>(before, silenced);
    if (silencer->model() != before) alteration.model = silencer->model();
    alteration.layer = [silencer, other = std::move(alteration.layer)](int node, nn::Workspace& workspace) {
        if (other) other(node, workspace);
        silencer->mend(node, workspace);
    };
}

}  // namespace

const Trying& trying(const studio::Studio& studio) { return studio.parts.of<Tried>().now; }
Trying& trying(studio::Studio& studio) { return studio.parts.of<Tried>().now; }

void apply_trying(studio::Studio& studio) {
    Tried& tried = studio.parts.of<Tried>();
    studio::Exhibit& exhibit = studio.exhibit();
    if (tried.applied_to && tried.applied_to != exhibit.own_model()) {
        tried.now = tried.applied = {};
        tried.applied_to.reset();
        tried.scrambler.reset();
    }
    if (tried.now == tried.applied) return;
    if (!tried.scrambler) tried.scrambler.emplace(exhibit.own_model(), kScramble);
    studio::Alteration alteration;
    // A saved view may be of a network with more layers.
    tried.now.scrambled = std::min(tried.now.scrambled, static_cast<int>(tried.scrambler->layers().size()));
    if (tried.now.scrambled > 0) alteration.model = tried.scrambler->scrambled(tried.now.scrambled);
    change(alteration, tried.now.changes, exhibit.architecture());
    silence(alteration, tried.now.silenced, exhibit.own_model());
    exhibit.alter(std::move(alteration));
    tried.applied = tried.now;
    tried.applied_to = exhibit.own_model();
    studio.touch();
}

}  // namespace convoscope::explain_shown
