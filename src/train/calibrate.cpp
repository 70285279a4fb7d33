#include "train/calibrate.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "nn/forward.h"
#include "train/doubt.h"
#include "train/show.h"

namespace convoscope::train {

namespace {

/// The logits of every picture, count x classes.
std::vector<float> read_logits(const nn::Model& model, const Part& part, Workers& workers) {
    const int last = static_cast<int>(model.architecture.nodes.size()) - 1;
    const std::size_t classes = model.architecture.classes.size();
    std::vector<float> logits(part.count * classes);
    constexpr std::size_t a_piece = 256;
    workers.run(static_cast<int>((part.count + a_piece - 1) / a_piece), [&](int piece) {
        nn::Workspace workspace(model.architecture);
        const std::size_t first = static_cast<std::size_t>(piece) * a_piece;
        for (std::size_t i = first; i < std::min(part.count, first + a_piece); ++i) {
            show(model.architecture.input, part, i, workspace.input());
            nn::forward(model, workspace);
            std::ranges::copy(workspace.pre_activations(last),
                              logits.begin() + static_cast<long>(i * classes));
        }
    });
    return logits;
}

/// Mean of -ln(softmax(logits * sharpness)[label]).
double mean_loss(const std::vector<float>& logits, const Part& part, double sharpness) {
    const std::size_t classes = logits.size() / part.count;
    double sum = 0;
    for (std::size_t i = 0; i < part.count; ++i) {
        const float* row = &logits[i * classes];
        const double largest = *std::max_element(row, row + classes);
        double total = 0;
        for (std::size_t k = 0; k < classes; ++k) total += std::exp(sharpness * (row[k] - largest));
        sum += std::log(total) - sharpness * (row[part.label(i)] - largest);
    }
    return sum / static_cast<double>(part.count);
}

}  // namespace

float fit_temperature(const nn::Model& model, std::span<const HeldOut> sets, Workers& workers) {
    std::vector<std::vector<float>> logits;
    for (const HeldOut& set : sets) {
        check_fits(set.part, model.architecture);
        logits.push_back(read_logits(model, set.part, workers));
    }
    const auto loss = [&](double log_temperature) {
        double sum = 0;
        for (std::size_t i = 0; i < sets.size(); ++i)
            sum += sets[i].weight * mean_loss(logits[i], sets[i].part, std::exp(-log_temperature));
        return sum;
    };

    // The loss is convex in 1 / temperature and so has one valley: golden section (Kiefer 1953).
    constexpr double golden = 1.0 / std::numbers::phi;
    double low = std::log(0.05);
    double high = std::log(20.0);
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double at_left = loss(left);
    double at_right = loss(right);
    while (high - low > 1e-4) {
        if (at_left < at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = loss(left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = loss(right);
        }
    }
    return static_cast<float>(std::exp(0.5 * (low + high)));
}

float fit_threshold(const nn::Model& model, std::span<const HeldOut> sets, Workers& workers) {
    constexpr double kept = 0.993;
    const std::size_t classes = model.architecture.classes.size();
    float threshold = 0.9f;
    for (const HeldOut& set : sets) {
        const std::vector<float> logits = read_logits(model, set.part, workers);
        std::vector<float> sure;
        for (std::size_t i = 0; i < logits.size(); i += classes) {
            const float largest = *std::max_element(&logits[i], &logits[i] + classes);
            double total = 0;
            for (std::size_t k = i; k < i + classes; ++k)
                total += std::exp((logits[k] - largest) / model.architecture.temperature);
            sure.push_back(static_cast<float>(1 / total));
        }
        threshold = std::min(threshold, threshold_keeping(std::move(sure), kept));
    }
    return std::max(threshold, 0.3f);
}

}  // namespace convoscope::train
