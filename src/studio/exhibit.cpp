#include "studio/exhibit.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "base/error.h"
#include "nn/address.h"
#include "nn/layer_pass.h"
#include "studio/texts.h"

namespace convoscope::studio {
namespace {

/// Multiplications and additions of a pass that fits into a frame beside everything else: a few milliseconds
/// on one core.
constexpr std::int64_t kMostInFrame = 10'000'000;
/// A reading that is so far done is brought to its end although there is newer ink, so that something shows
/// while one draws.
constexpr float kWorthFinishing = 0.5f;

void judge(const nn::Architecture& architecture, const nn::Workspace& workspace, Reading& reading) {
    const auto output = workspace.output();
    reading.probabilities.assign(output.begin(), output.end());
    reading.verdict = nn::judge(architecture, reading.probabilities);
}

}  // namespace

ForwardJob::ForwardJob(nn::ModelPtr model, nn::Workspace workspace, Reading reading,
                       std::function<void(int, nn::Workspace&)> layer, int threads)
    : model_(std::move(model)),
      result_(new Result{std::move(workspace), std::move(reading)}),
      layer_(std::move(layer)),
      threads_(threads) {
    if (layer_) layer_(0, result_->workspace);
}

bool ForwardJob::end_layer() {
    if (layer_) layer_(next_, result_->workspace);
    return ++next_ < static_cast<int>(model_->architecture.nodes.size());
}

bool ForwardJob::step() {
    if (threads_ > 1) {
        if (!workers_) workers_ = std::make_unique<Workers>(threads_);
        nn::forward_layer(*model_, next_, result_->workspace, *workers_);
        return end_layer();
    }
    const nn::LayerPass layer(*model_, next_, result_->workspace, 1);
    layer.compute(next_block_);
    if (++next_block_ < layer.blocks()) return true;
    next_block_ = 0;
    return end_layer();
}

float ForwardJob::progress() const {
    return static_cast<float>(next_) / static_cast<float>(model_->architecture.nodes.size());
}

ForwardJob::Result ForwardJob::result() {
    judge(model_->architecture, result_->workspace, result_->reading);
    return std::move(*result_);
}

canvas::PreprocessOptions preprocessing_for(const nn::InputSpec& input, canvas::PreprocessOptions chosen) {
    if (input.preprocessing == nn::Preprocessing::Fit) {
        chosen.box = canvas::kNetworkPicture;
        chosen.centre = false;
    }
    return chosen;
}

canvas::PhotoOptions photo_options_for(const nn::InputSpec& input) {
    return {.channels = input.shape.channels,
            .height = input.shape.height,
            .width = input.shape.width,
            .seen = input.seen,
            .dark_ink = input.is_ink_dark()};
}

Exhibit::Exhibit(nn::ModelPtr model)
    : stage(model),
      own_model_(model),
      model_(std::move(model)),
      class_mean_(nn::class_mean(*model_)),
      slow_(nn::multiply_adds(model_->architecture) > kMostInFrame),
      workspace_(std::make_shared<nn::Workspace>(model_->architecture)) {
    const nn::InputSpec& spec = model_->architecture.input;
    const nn::Shape& input = spec.shape;
    const int side = canvas::kNetworkPicture;
    const bool takes_any_size = is_for_photos() || spec.placement != nn::Placement::Pad;
    const bool too_small = !takes_any_size && (input.height < side || input.width < side);
    if ((input.channels != 1 && input.channels != 3) || too_small)
        throw Error(texts.cannot_draw_for, model_->name, nn::shape_words(input, " x "), side);
    reading_.probabilities.assign(model_->architecture.classes.size(), 0.0f);
}

void Exhibit::take_the_place_of(const Exhibit& before) {
    view = before.view;
    steps_revision_ = before.steps_revision_ + 1;
    serial_ = before.serial_ + 1;
    stage.take_the_place_of(before.stage);
}

void Exhibit::alter(Alteration alteration) {
    alteration_ = std::move(alteration);
    ++alteration_revision_;
    const nn::ModelPtr& next = alteration_.model ? alteration_.model : own_model_;
    if (next == model_) return;
    model_ = next;
    class_mean_ = nn::class_mean(*model_);
    stage.compute_with(model_);
}

void Exhibit::prepare(const canvas::Canvas& canvas, const canvas::PreprocessOptions& preprocessing) {
    wanted_.drawing_revision = canvas.revision();
    prepared_alteration_ = alteration_revision_;
    wanted_.preprocessing = preprocessing;
    if (is_for_photos()) {
        steps_ = {};
        steps_.drawn = rasteriser_.update(canvas.drawing());
        seen_ = &photo_view_.update(canvas.drawing(), photo_options_for(architecture().input));
        steps_.blank = photo_view_.blank();
    } else {
        steps_ = canvas::preprocess(rasteriser_.update(canvas.drawing()), preprocessing);
    }
    ++steps_revision_;
    wanted_.blank = steps_.blank;
    wanted_.verdict = {};
    wanted_.probabilities.assign(model_->architecture.classes.size(), 0.0f);
    ++wanted_.revision;
}

bool Exhibit::read(const canvas::Canvas& canvas, const canvas::PreprocessOptions& chosen, Runner& runner) {
    const canvas::PreprocessOptions preprocessing = preprocessing_for(architecture().input, chosen);
    const bool taken = take_result();
    if (wanted_.drawing_revision != canvas.revision() || !(wanted_.preprocessing == preprocessing) ||
        prepared_alteration_ != alteration_revision_) {
        prepare(canvas, preprocessing);
        if (!slow_ || wanted_.blank) {
            read_now();
            return true;
        }
    }
    const bool outdated = reading_.revision != wanted_.revision;
    const bool may_start = !pending_.active() || pending_.progress() < kWorthFinishing;
    if (slow_ && outdated && started_revision_ != wanted_.revision && may_start) start_job(runner);
    return taken;
}

void Exhibit::read_to_the_end(const canvas::Canvas& canvas, const canvas::PreprocessOptions& chosen,
                              Runner& runner) {
    read(canvas, chosen, runner);
    while (pending_.active()) {
        runner.run_for(std::chrono::milliseconds(10));
        if (runner.threads() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        read(canvas, chosen, runner);
    }
}

void Exhibit::load(nn::Workspace& workspace) const {
    load_unaltered(workspace.input());
    if (alteration_.input) alteration_.input(workspace.input());
}

void Exhibit::load_unaltered(std::span<float> target) const {
    const nn::InputSpec& input = architecture().input;
    if (is_for_photos()) {
        nn::load_colours(input, seen_->planes, target);
        return;
    }
    const canvas::Picture& picture = steps_.centred;
    nn::load_input(input, picture.ink, picture.height, picture.width, target);
}

void Exhibit::run(nn::Workspace& workspace) const {
    if (!alteration_.layer) return nn::forward(*model_, workspace);
    alteration_.layer(0, workspace);
    for (int node = 1; node < static_cast<int>(architecture().nodes.size()); ++node) {
        nn::forward_layer(*model_, node, workspace);
        alteration_.layer(node, workspace);
    }
}

void Exhibit::read_now() {
    pending_.cancel();
    reading_ = wanted_;
    if (reading_.blank) return;  // no page is shown to the network, so none is misread as a digit
    load(*workspace_);
    run(*workspace_);
    judge(architecture(), *workspace_, reading_);
}

void Exhibit::start_job(Runner& runner) {
    nn::Workspace workspace(model_->architecture);
    load(workspace);
    started_revision_ = wanted_.revision;
    pending_ =
        runner.start(ForwardJob(model_, std::move(workspace), wanted_, alteration_.layer, runner.threads()));
}

bool Exhibit::take_result() {
    auto result = pending_.take();
    if (!result) return false;
    workspace_ = std::make_shared<nn::Workspace>(std::move(result->workspace));
    reading_ = std::move(result->reading);
    return true;
}

std::optional<nn::Unit> Exhibit::selected() const {
    if (view.selection.empty()) return std::nullopt;
    return nn::parse_address(architecture(), view.selection);
}

const nn::Calculation* Exhibit::calculation() const {
    const auto unit = selected();
    if (!unit || !numbers()) return nullptr;
    if (!calculation_ || calculation_->unit != *unit || calculated_revision_ != reading_.revision) {
        calculation_ = nn::calculate(*model_, *workspace_, *unit);
        calculated_revision_ = reading_.revision;
        against_mean_.reset();
    }
    return &*calculation_;
}

const nn::Calculation* Exhibit::calculation_against_mean() const {
    const nn::Calculation* own = calculation();
    const int last = static_cast<int>(architecture().nodes.size()) - 1;
    if (!own || own->unit.node != last || !class_mean_ || class_mean_->negligible) return own;
    if (!against_mean_) against_mean_ = nn::against_mean(*own, *class_mean_);
    return &*against_mean_;
}

nn::Calculation Exhibit::calculation_of(const nn::Unit& unit) const {
    nn::Calculation own = nn::calculate(*model_, *workspace_, unit);
    const int last = static_cast<int>(architecture().nodes.size()) - 1;
    if (unit.node != last || !class_mean_ || class_mean_->negligible) return own;
    return nn::against_mean(std::move(own), *class_mean_);
}

}  // namespace convoscope::studio
