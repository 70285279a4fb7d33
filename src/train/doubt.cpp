#include "train/doubt.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "canvas/raster.h"
#include "nn/forward.h"
#include "train/evaluate.h"
#include "train/random.h"
#include "train/texts.h"

namespace convoscope::train {
namespace {

constexpr double kBeginning = 0.4;  ///< share of a digit's ink
constexpr int kPieces = 16;         ///< of the work shared out

void read_piece(const nn::Model& model, std::span<const canvas::Drawing> drawings,
                const canvas::PreprocessOptions& preprocessing, std::span<float> sureness) {
    canvas::Rasteriser rasteriser;
    nn::Workspace workspace(model.architecture);
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const canvas::Steps steps = canvas::preprocess(rasteriser.update(drawings[i]), preprocessing);
        if (steps.blank) continue;
        const canvas::Picture& seen = steps.centred;
        nn::load_input(model.architecture.input, seen.ink, seen.height, seen.width, workspace.input());
        nn::forward(model, workspace);
        check_numbers(model, workspace.output());
        sureness[i] = *std::ranges::max_element(workspace.output());
    }
}

}  // namespace

std::vector<float> sureness(const nn::Model& model, std::span<const canvas::Drawing> drawings,
                            Workers& workers, const canvas::PreprocessOptions& preprocessing) {
    std::vector<float> result(drawings.size());
    workers.run(kPieces, [&](int piece) {
        const auto at = [&](int border) {
            return drawings.size() * static_cast<std::size_t>(border) / kPieces;
        };
        const std::size_t first = at(piece), count = at(piece + 1) - first;
        read_piece(model, drawings.subspan(first, count), preprocessing,
                   std::span(result).subspan(first, count));
    });
    return result;
}

double share_below(std::span<const float> sureness, float threshold) {
    if (sureness.empty()) return 0;
    const auto below = std::ranges::count_if(sureness, [&](float sure) { return sure < threshold; });
    return static_cast<double>(below) / static_cast<double>(sureness.size());
}

float threshold_keeping(std::vector<float> sureness, double kept) {
    if (sureness.empty()) return 0;
    std::ranges::sort(sureness);
    const double lost = (1 - kept) * static_cast<double>(sureness.size());
    const auto index = static_cast<std::size_t>(std::max(0.0, std::floor(lost + 1e-9)));
    return sureness[std::min(index, sureness.size() - 1)];
}

std::vector<DoubtfulSet> doubtful_sets(std::size_t count, std::span<const canvas::Drawing> digits,
                                       std::uint64_t seed) {
    std::vector<DoubtfulSet> sets;
    const std::pair<Doubtful, Text> kinds[] = {{Doubtful::Scribble, texts.scribbles},
                                               {Doubtful::Letter, texts.letters},
                                               {Doubtful::Figure, texts.figures}};
    for (const auto& [kind, name] : kinds) {
        DoubtfulSet set{name, {}};
        for (std::size_t i = 0; i < count; ++i) {
            nn::Random random = random_for(seed, static_cast<std::uint64_t>(kind), i);
            set.drawings.push_back(draw_doubtful(kind, Half::Odd, random));
        }
        sets.push_back(std::move(set));
    }
    DoubtfulSet beginnings{texts.beginnings, {}};
    for (const canvas::Drawing& digit : digits)
        beginnings.drawings.push_back(beginning_of(digit, kBeginning));
    sets.push_back(std::move(beginnings));
    return sets;
}

}  // namespace convoscope::train
