#include "explain/favourites.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "explain/input_field.h"
#include "explain/unit_gradient.h"
#include "train/show.h"

namespace convoscope::explain {
namespace {

constexpr std::size_t kPicturesAPiece = 32;

/// Puts it where it belongs in a list of the best, which has `keep` at most.
/// @param better  whether a value comes before another
template <class Better>
void keep_best(std::vector<Favourite>& list, const Favourite& candidate, std::size_t keep, Better better) {
    const auto before = [&](const Favourite& a, const Favourite& b) {
        return a.value != b.value ? better(a.value, b.value) : a.picture < b.picture;
    };
    if (list.size() >= keep && (keep == 0 || !before(candidate, list.back()))) return;
    if (list.size() >= keep) list.pop_back();
    list.insert(std::ranges::upper_bound(list, candidate, before), candidate);
}

void keep_best(Favourites& of, const Favourite& most, const Favourite& least, std::size_t keep) {
    if (std::isfinite(most.value)) keep_best(of.most, most, keep, std::greater<>());
    if (std::isfinite(least.value)) keep_best(of.least, least, keep, std::less<>());
}

}  // namespace

FavouritesJob::FavouritesJob(nn::ModelPtr model, train::Part part, const FavouritesQuestion& question,
                             int threads)
    : model_(std::move(model)),
      part_(std::move(part)),
      question_(question),
      threads_(threads),
      layers_(layers_below(model_->architecture, question.node)) {
    train::check_fits(part_, model_->architecture);
}

/// Takes the picture, whose values are in the piece's workspace, into its lists.
void FavouritesJob::note(Piece& piece, std::size_t picture) {
    const nn::Shape& shape = model_->architecture.nodes[static_cast<std::size_t>(question_.node)].output;
    const auto values = question_.before ? piece.workspace.pre_activations(question_.node)
                                         : piece.workspace.activations(question_.node);
    const auto favourite = [&](int map, std::ptrdiff_t place, float value) {
        const auto at = static_cast<int>(place);
        return Favourite{
            picture, part_.label(picture), value, {question_.node, map, at / shape.width, at % shape.width}};
    };
    if (question_.unit) {
        const nn::Unit& unit = *question_.unit;
        const Favourite one = favourite(unit.map, unit.row * shape.width + unit.column,
                                        values[static_cast<std::size_t>(nn::index_in(shape, unit))]);
        keep_best(piece.of[0], one, one, question_.keep);
        return;
    }
    const auto area = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    for (int map = 0; map < shape.channels; ++map) {
        const auto of_map = values.subspan(static_cast<std::size_t>(map) * area, area);
        const auto largest = std::ranges::max_element(of_map);
        const auto smallest = std::ranges::min_element(of_map);
        keep_best(piece.of[static_cast<std::size_t>(map)], favourite(map, largest - of_map.begin(), *largest),
                  favourite(map, smallest - of_map.begin(), *smallest), question_.keep);
    }
}

void FavouritesJob::look(Piece& piece, std::size_t first, std::size_t count) {
    for (std::size_t picture = first; picture < first + count; ++picture) {
        train::show(model_->architecture.input, part_, picture, piece.workspace.input());
        forward_through(*model_, layers_, piece.workspace);
        note(piece, picture);
    }
}

bool FavouritesJob::step() {
    if (!workers_) {
        workers_ = std::make_unique<Workers>(threads_);
        const nn::Shape& shape = model_->architecture.nodes[static_cast<std::size_t>(question_.node)].output;
        const std::size_t lists = question_.unit ? 1 : static_cast<std::size_t>(shape.channels);
        for (int i = 0; i < workers_->threads(); ++i)
            pieces_.push_back({nn::Workspace(model_->architecture), std::vector<Favourites>(lists)});
    }
    const std::size_t pictures = std::min(pieces_.size() * kPicturesAPiece, part_.count - next_);
    const auto count = static_cast<int>((pictures + kPicturesAPiece - 1) / kPicturesAPiece);
    workers_->run(count, [&](int piece) {
        const std::size_t offset = static_cast<std::size_t>(piece) * kPicturesAPiece;
        look(pieces_[static_cast<std::size_t>(piece)], next_ + offset,
             std::min(kPicturesAPiece, pictures - offset));
    });
    next_ += pictures;
    return next_ < part_.count;
}

float FavouritesJob::progress() const { return static_cast<float>(next_) / static_cast<float>(part_.count); }

FavouritesJob::Result FavouritesJob::result() {
    Result result{question_, std::move(pieces_.front().of)};
    for (std::size_t piece = 1; piece < pieces_.size(); ++piece)
        for (std::size_t i = 0; i < result.of.size(); ++i) {
            for (const Favourite& one : pieces_[piece].of[i].most)
                keep_best(result.of[i].most, one, question_.keep, std::greater<>());
            for (const Favourite& one : pieces_[piece].of[i].least)
                keep_best(result.of[i].least, one, question_.keep, std::less<>());
        }
    return result;
}

Patch cut_patch(const nn::Architecture& architecture, const train::Part& part, const Favourite& favourite) {
    std::vector<float> picture(static_cast<std::size_t>(architecture.input.shape.size()));
    train::show(architecture.input, part, favourite.picture, picture);
    const nn::Field field = field_in_input(architecture, favourite.unit);
    return {field, cut_out(architecture.input.shape, picture, field)};
}

}  // namespace convoscope::explain
