#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "models/doctor/candidates.h"
#include "models/examiner.h"
#include "models/lowering.h"
#include "models/showing.h"

/// Finds out by trying what a file does not say: which of the networks that it may be it is, and how drawings
/// are to be shown to it.
namespace convoscope::models {

/// One network that the file may be, shown drawings in one way.
struct Attempt {
    std::string network;  ///< key_of() its guesses; empty where the file says all of it
    std::vector<doctor::Guess> guesses;
    Showing shown;
    int right = 0;            ///< digits that it reads
    bool is_unusual = false;  ///< the picture is not placed as such an input is likely to want it
};

/// Names a network among those that a file may be.
std::string key_of(const std::vector<doctor::Guess>& guesses);

/// What somebody wants instead of what reads best.
struct Choice {
    std::string network;  ///< as in Attempt
    Showing shown;
    std::vector<std::string> classes = {};  ///< their names, one an output; empty: nobody chose any
};

/// What a trial came to.
struct TrialResult {
    Lowered network;  ///< its input as it is to be shown
    Attempt chosen;
    /// The file is an export of Convoscope's own: what it is shown, its classes and the like are the file's,
    /// and it is tried only where somebody chose otherwise.
    bool says_all = false;
    int of = 0;                     ///< how many digits it was tried on; 0: it was not tried
    std::vector<Attempt> attempts;  ///< all that were carried through, best first
    /// The best attempt with each network that the file may be, those that were tried first, then the
    /// likeliest; these have `right` -1. Empty where the file says all.
    std::vector<Attempt> networks;
};

/// Tries each possible network in each way until the time is over, the likeliest first, a few pictures a
/// step.
class Trial {
  public:
    /// @param time    that the steps may take together; what is best by then counts
    /// @param choice  counts where the file may be that network, and its input can be shown that
    Trial(ForeignFile file, const Exam& exam, std::chrono::milliseconds time, std::optional<Choice> choice);

    /// Some milliseconds' work. @return whether there is more
    /// @throws Error when the file makes no network
    bool step();
    /// When there is no more to do.
    TrialResult result();

    /// Attempts that were carried through so far, a network's being tried as well.
    int tried() const { return static_cast<int>(attempts_.size() + own_.size()); }
    /// The same with those that may follow, of the network that is being tried.
    int planned() const { return tried() + static_cast<int>(plan_.size() - next_) + (looking_ ? 1 : 0); }

  private:
    using Clock = std::chrono::steady_clock;

    /// A network and what is known of it, before anything is tried.
    struct Possible {
        std::vector<doctor::Guess> guesses;
        std::function<Graph()> graph;  ///< null: the file is one
        int glanced = -1;              ///< pictures that it read at a glance
    };
    struct Best {
        Lowered network;
        Attempt attempt;
    };

    void find_possible();
    bool advance();
    void try_all();
    bool begin_network();
    void make_plan();
    bool begin_look();
    void end_look();
    void end_network();
    void end_glances();
    void plan_more();
    void settle_without_digits();
    Clock::duration spent() const { return spent_ + (Clock::now() - step_start_); }
    bool time_is_over() const { return spent() > time_; }
    bool is_enough() const;
    double worth(const Attempt& attempt) const;
    std::vector<Attempt> networks() const;

    ForeignFile file_;
    const Exam& exam_;
    std::chrono::milliseconds time_;
    std::optional<Choice> choice_;
    Clock::duration spent_{};  ///< in the steps before
    Clock::time_point step_start_;
    Workers workers_;

    std::vector<Possible> possible_;
    std::vector<std::size_t> order_;  ///< of possible_, in which they are tried
    std::size_t at_ = 0;              ///< in it
    bool glancing_ = false;
    bool no_digits_ = false;           ///< the outputs can be none, and so can those of the other networks
    bool says_all_ = false;            ///< as in TrialResult
    std::size_t carried_through_ = 0;  ///< networks

    std::unique_ptr<Lowered> network_;  ///< the one that is being tried
    std::unique_ptr<Examiner> examiner_;
    std::vector<Showing> plan_;
    std::size_t next_ = 0;  ///< in it
    bool planned_more_ = false;
    bool looking_ = false;
    std::vector<Attempt> own_;  ///< with this network, until they are among attempts_

    std::optional<Best> best_;
    bool asked_ = false;  ///< the best one was shown something
    std::optional<Error> refusal_;
    std::vector<Attempt> attempts_;
};

}  // namespace convoscope::models
