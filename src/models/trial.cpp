#include "models/trial.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "models/architecture_json.h"
#include "models/doctor/tensor_uses.h"
#include "models/json_reader.h"
#include "models/photo_showings.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

constexpr std::chrono::milliseconds kStep{8};
constexpr std::size_t kGlance = 20;   ///< pictures that rank many possible networks
constexpr double kGoodEnough = 0.97;  ///< nothing else is tried any more
/// An unusual way of showing has to read more by this share, lest chance chooses it.
constexpr double kUnusual = 0.03;
constexpr std::size_t kFinalists = 4;
constexpr std::size_t kRangesOfOthers = 3;  ///< with which other ways of showing are tried
constexpr std::size_t kMostNetworks = 8;    ///< that are told of
constexpr int kRefused = -2;
constexpr double kReadsAny = 0.3;  ///< the share from which on what a network reads is more than chance

/// Says which tensor does not fit, where that can be told.
[[noreturn]] void refuse(const Weights& weights) {
    const auto misfit = doctor::misfit_of(weights);
    if (!misfit) throw Error(texts.no_network_fits);
    throw Error(texts.tensor_does_not_fit, one_line(misfit->name), misfit->found, misfit->wanted,
                one_line(misfit->before));
}

/// What one of Convoscope's own exports says of itself. A temperature is in its graph, but for one that ends
/// before the softmax.
/// @return whether the file says that, and of this network
bool take_options(const std::string& options, Lowered& network) {
    nn::Architecture& architecture = network.model.architecture;
    const float temperature = architecture.temperature;
    if (options.empty() || !read_options(options, architecture)) return false;
    if (!network.output.before) architecture.temperature = temperature;
    return true;
}

}  // namespace

std::string key_of(const std::vector<doctor::Guess>& guesses) {
    std::string key;
    for (const doctor::Guess& guess : guesses)
        key += (key.empty() ? "" : "; ") + guess.what + ": " + guess.value;
    return key;
}

Trial::Trial(ForeignFile file, const Exam& exam, std::chrono::milliseconds time, std::optional<Choice> choice)
    : file_(std::move(file)), exam_(exam), time_(time), choice_(std::move(choice)) {}

bool Trial::step() {
    step_start_ = Clock::now();
    bool more = true;
    while (more && Clock::now() - step_start_ < kStep) more = advance();
    spent_ += Clock::now() - step_start_;
    return more;
}

/// The smallest piece of work there is.
bool Trial::advance() {
    if (possible_.empty()) {
        find_possible();
        return true;
    }
    if (looking_) {
        looking_ = examiner_->advance();
        if (!looking_) end_look();
        return true;
    }
    if (network_) {
        if (begin_look()) return true;
        end_network();
    }
    return begin_network();
}

void Trial::find_possible() {
    if (std::holds_alternative<Graph>(file_.content)) {
        possible_.emplace_back();
    } else {
        for (doctor::Candidate& one : doctor::candidates(std::get<Weights>(file_.content)))
            possible_.push_back({std::move(one.guesses), std::move(one.graph)});
        if (possible_.empty()) refuse(std::get<Weights>(file_.content));
    }
    try_all();
    if (!choice_) return;
    const auto chosen = std::ranges::find(possible_, choice_->network,
                                          [](const Possible& one) { return key_of(one.guesses); });
    if (chosen == possible_.end()) {
        choice_.reset();  // another version of this program named them otherwise
        return;
    }
    order_ = {static_cast<std::size_t>(chosen - possible_.begin())};
    glancing_ = false;
}

/// From the likeliest on.
void Trial::try_all() {
    order_.resize(possible_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    at_ = 0;
    glancing_ = order_.size() > 1 && !exam_.labels.empty();
}

bool Trial::begin_network() {
    if (glancing_ && (at_ == order_.size() || 2 * spent() > time_)) end_glances();
    if (at_ == order_.size()) return false;
    if (!glancing_ && best_ &&
        (no_digits_ || is_enough() || time_is_over() || carried_through_ >= kFinalists))
        return false;
    Possible& one = possible_[order_[at_++]];
    try {
        network_ =
            std::make_unique<Lowered>(one.graph ? lower(one.graph(), file_.classes)
                                                : lower(std::get<Graph>(file_.content), file_.classes));
    } catch (const Error& error) {
        if (!refusal_) refusal_ = error;
        one.glanced = kRefused;
        return true;
    }
    if (choice_ && !fits(choice_->shown, network_->model.architecture.input.shape)) {
        choice_.reset();  // settings may say anything
        network_.reset();
        try_all();
        return true;
    }
    says_all_ = take_options(file_.options, *network_);
    examiner_ = std::make_unique<Examiner>(network_->model, exam_, workers_);
    if (!examiner_->can_read_digits()) {
        no_digits_ = true;
        glancing_ = false;  // there is nothing to tell them by: this one is as likely as any
    }
    make_plan();
    return true;
}

/// What the network is shown. Nothing where it cannot be asked, the file says what it is shown, or somebody
/// shows it photographs.
void Trial::make_plan() {
    plan_.clear();
    next_ = 0;
    planned_more_ = glancing_;
    const bool shows_photographs = choice_ && choice_->shown.preprocessing == nn::Preprocessing::Photo;
    const bool is_said = says_all_ && !choice_;
    if (!examiner_->can_be_asked() || is_said || shows_photographs) return;
    Showing shown = usual_showing(network_->model.architecture.input.shape);
    if (choice_) plan_.push_back(choice_->shown);
    for (const InputRange& range : usual_ranges().first(glancing_ ? 2 : usual_ranges().size())) {
        shown.range = range;
        if (!choice_ || shown != choice_->shown) plan_.push_back(shown);
    }
}

bool Trial::begin_look() {
    if (next_ > 0 && time_is_over()) return false;
    if (next_ == plan_.size() && next_ > 0 && !planned_more_) plan_more();
    if (next_ == plan_.size()) return false;
    examiner_->begin(plan_[next_++], glancing_ ? kGlance : exam_.labels.size());
    looking_ = true;
    return true;
}

/// Other ways of placing the picture, where the usual one does not do.
void Trial::plan_more() {
    planned_more_ = true;
    std::vector<Attempt> best = own_;
    std::ranges::stable_sort(best, std::ranges::greater(), &Attempt::right);
    if (static_cast<double>(best.front().right) >= kGoodEnough * static_cast<double>(exam_.labels.size()))
        return;
    best.resize(std::min(best.size(), kRangesOfOthers));
    for (Showing other : other_showings(network_->model.architecture.input.shape))
        for (const Attempt& attempt : best) {
            other.range = attempt.shown.range;
            plan_.push_back(other);
        }
}

void Trial::end_look() {
    Possible& one = possible_[order_[at_ - 1]];
    if (glancing_) {
        one.glanced = std::max(one.glanced, examiner_->right());
        return;
    }
    const Showing& shown = plan_[next_ - 1];
    Showing usual = usual_showing(network_->model.architecture.input.shape);
    usual.range = shown.range;
    own_.push_back({key_of(one.guesses), one.guesses, shown, examiner_->right(), shown != usual});
}

void Trial::end_network() {
    examiner_.reset();
    const std::unique_ptr<Lowered> network = std::move(network_);
    const Possible& one = possible_[order_[at_ - 1]];
    if (glancing_) {
        if (one.glanced >= kGoodEnough * kGlance) end_glances();
        return;
    }
    ++carried_through_;
    if (own_.empty()) {  // it was not asked
        const nn::InputSpec& input = network->model.architecture.input;
        Showing shown = says_all_ ? showing_of(input) : usual_showing(input.shape);
        if (choice_) shown = choice_->shown;
        if (!best_) best_ = Best{std::move(*network), {key_of(one.guesses), one.guesses, shown, 0}};
        return;
    }
    const auto best = std::ranges::max_element(own_, {}, [this](const Attempt& a) { return worth(a); });
    if (!asked_ || worth(*best) > worth(best_->attempt)) best_ = Best{std::move(*network), *best};
    asked_ = true;
    attempts_.insert(attempts_.end(), own_.begin(), own_.end());
    own_.clear();
}

/// Those that read most come first, of equal ones the likelier; those that were not looked at stay behind the
/// ones that read any.
void Trial::end_glances() {
    glancing_ = false;
    at_ = 0;
    const auto score = [this](std::size_t i) {
        const int glanced = possible_[i].glanced;
        return glanced == kRefused ? -1 : std::max(glanced, 0);
    };
    std::ranges::stable_sort(order_, std::ranges::greater(), score);
}

double Trial::worth(const Attempt& attempt) const {
    if (choice_ && attempt.shown == choice_->shown) return std::numeric_limits<double>::infinity();
    const double penalty = attempt.is_unusual ? kUnusual * static_cast<double>(exam_.labels.size()) : 0;
    return attempt.right - penalty;
}

bool Trial::is_enough() const {
    return asked_ && best_->attempt.right >= kGoodEnough * static_cast<double>(exam_.labels.size());
}

std::vector<Attempt> Trial::networks() const {
    if (std::holds_alternative<Graph>(file_.content)) return {};
    std::vector<Attempt> all;
    for (const Possible& one : possible_) {
        if (one.glanced == kRefused) continue;
        all.push_back({key_of(one.guesses), one.guesses, {}, -1});
        for (const Attempt& attempt : attempts_)
            if (attempt.network == all.back().network && attempt.right > all.back().right)
                all.back() = attempt;
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &Attempt::right);
    all.resize(std::min(all.size(), kMostNetworks));
    return all;
}

/// Of networks that read no digits whatever they are, the likeliest counts and not the luckiest; and how
/// photographs are shown is not a matter of digits.
void Trial::settle_without_digits() {
    Attempt& chosen = best_->attempt;
    const double share = asked_ ? chosen.right / static_cast<double>(exam_.labels.size()) : 0;
    if (choice_ || says_all_ || share >= kReadsAny) return;
    const auto likeliest =
        std::ranges::find_if(possible_, [](const Possible& one) { return one.glanced != kRefused; });
    if (likeliest != possible_.end() && key_of(likeliest->guesses) != chosen.network) {
        Lowered network = lower(likeliest->graph(), file_.classes);
        const Showing shown = usual_showing(network.model.architecture.input.shape);
        best_ = Best{std::move(network), {key_of(likeliest->guesses), likeliest->guesses, shown, 0}};
        for (const Attempt& attempt : attempts_)
            if (attempt.network == chosen.network && attempt.right > chosen.right) chosen = attempt;
    }
    const nn::Model& model = best_->network.model;
    if (!seems_for_photographs(model.architecture.input.shape, share)) return;
    const PhotoShowing usual = usual_photo_showing(model);
    chosen.shown = usual.shown;
    chosen.right = 0;
    chosen.guesses.push_back({"shown", usual.id, Message(texts.shown_as, usual.words)});
    asked_ = false;
    attempts_.clear();
}

TrialResult Trial::result() {
    if (!best_) throw refusal_ ? *refusal_ : Error(texts.no_network_fits);
    settle_without_digits();
    TrialResult result;
    std::ranges::stable_sort(attempts_, std::ranges::greater(), &Attempt::right);
    result.networks = networks();
    result.attempts = std::move(attempts_);
    result.says_all = says_all_;
    result.of = asked_ ? static_cast<int>(exam_.labels.size()) : 0;
    result.network = std::move(best_->network);
    result.chosen = std::move(best_->attempt);
    apply(result.chosen.shown, result.network.model.architecture.input);
    return result;
}

}  // namespace convoscope::models
