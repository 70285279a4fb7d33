#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "explain/ablation.h"
#include "features/explain/views.h"

/// "What can it do without?": parts of the network are switched off.
namespace convoscope::explain_shown {

/// What is chosen on the page.
struct SilenceOptions {
    bool in_order = false;  ///< the parts as the network has them, else the most missed first
};
constexpr auto describe(const SilenceOptions*) {
    return fields::object(fields::field("in_order", &SilenceOptions::in_order));
}

/// A set read without something, as far as it has come.
struct AblationRun {
    explain::Ablation found;  ///< no pictures: nothing is known yet
    bool whole = false;
    Pending<explain::AblationJob> pending;
    std::shared_ptr<const explain::Latest<explain::Ablation>> latest;

    void start(Runner& runner, explain::AblationJob job);
    /// What has come since. @return whether anything has
    /// @throws Error as the job
    bool follow();
};

struct Silence {
    SilenceOptions options;
    nn::ModelPtr model;              ///< of which all runs are,
    std::uint64_t data = 0;          ///< and of which set
    explain::Silenced silenced;      ///< what `without` is of
    std::vector<std::string> parts;  ///< that can be tried one by one
    bool wanted_anyway = false;      ///< although they are many
    Message why_not;                 ///< the set cannot be read
    AblationRun everything;          ///< nothing is off
    AblationRun without;             ///< all that is off now; none: not started
    AblationRun each;                ///< each of `parts` alone
};

/// "map conv2/9": as `explain.silence` takes it.
std::string switch_argument(const explain::Switch& off);
bool is_off(const studio::Studio& studio, const explain::Switch& off);
/// A click on it switches it off, or on again.
void toggle(features::Frame& frame, const explain::Switch& off);

// Parts of the page, as next items.
void draw_accuracy(Explaining& explaining, const Silence& state);
void draw_each(Explaining& explaining, const Silence& state);

}  // namespace convoscope::explain_shown
