#include "features/ask/measure.h"

#include <utility>

#include "features/ask/ask.h"
#include "features/ask/pages.h"
#include "studio/selection.h"

namespace convoscope::ask {
namespace {

using studio::Exhibit;
using studio::Studio;

/// Values that are counted within a frame: a millisecond or two.
constexpr std::size_t kMostInFrame = std::size_t{1} << 18;

MeasuredKey key_of(const Studio& studio) {
    const Exhibit& exhibit = studio.exhibit();
    const Page& page = open_page(studio);
    if (!inspector_is_open(studio) || !page.values) return {};
    if (page.of_reading && !exhibit.numbers()) return {};
    return {&exhibit.model(), studio::asked_layer(studio), &page,
            page.of_reading ? exhibit.reading().revision : 0};
}

}  // namespace

MeasureJob::MeasureJob(std::span<const float> values, nn::Activation activation,
                       std::shared_ptr<const void> owner)
    : values_(values), activation_(activation), statistics_(values, 32, std::move(owner)) {}

bool MeasureJob::step() { return statistics_.step(); }

Measured MeasureJob::result() { return {statistics_.result(), nn::dead_units(activation_, values_)}; }

void Measurement::follow(Studio& studio) {
    if (auto measured = pending_.take()) measured_ = std::move(measured);
    const MeasuredKey key = key_of(studio);
    if (key_ == key) return;
    key_ = key;
    measured_.reset();
    pending_.cancel();
    if (!key.model) return;
    const Exhibit& exhibit = studio.exhibit();
    const auto values = key.page->values(exhibit, key.node);
    const nn::Node& node = exhibit.architecture().nodes[static_cast<std::size_t>(key.node)];
    const auto activation = key.page->of_reading ? node.activation : nn::Activation::Identity;
    // Activations that the next reading would write over must be counted now; they are of small networks.
    const bool stay = !key.page->of_reading || exhibit.is_slow();
    const auto owner = key.page->of_reading ? std::shared_ptr<const void>(exhibit.shared_workspace())
                                            : std::shared_ptr<const void>(exhibit.model_pointer());
    MeasureJob job(values, activation, owner);
    if (stay && values.size() > kMostInFrame) {
        pending_ = studio.runner().start(std::move(job));
        return;
    }
    while (job.step()) {
    }
    measured_ = job.result();
}

const Measured* Measurement::of(const Studio& studio) const {
    return measured_ && key_ == key_of(studio) ? &*measured_ : nullptr;
}

}  // namespace convoscope::ask
