#include "train/evaluate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.h"
#include "train/show.h"
#include "train/texts.h"

namespace convoscope::train {

namespace {

constexpr std::int64_t kMostPieces = 16;
constexpr std::int64_t kMostUnits = 1 << 26;  // of all pieces' workspaces: 512 MiB
constexpr std::size_t kPicturesAPiece = 64;

std::int64_t pieces_for(const nn::Architecture& architecture) {
    std::int64_t units = 0;
    for (const nn::Node& node : architecture.nodes) units += node.output.size();
    return std::clamp<std::int64_t>(kMostUnits / units, 1, kMostPieces);
}

}  // namespace

Evaluator::Piece::Piece(const nn::Model& model) : workspace(model.architecture) {
    pictures.reserve(kPicturesAPiece);
}

double Evaluation::calibration_error() const {
    double apart = 0;
    for (const Bin& bin : bins) apart += std::abs(bin.probability - static_cast<double>(bin.correct));
    return count == 0 ? 0.0 : apart / static_cast<double>(count);
}

void check_numbers(const nn::Model& model, std::span<const float> probabilities) {
    for (const float probability : probabilities)
        if (!std::isfinite(probability)) throw Error(texts.no_number, model.name);
}

Evaluator::Evaluator(const nn::Model& model, Part part, Workers& workers)
    : model_(model), part_(std::move(part)), workers_(workers) {
    check_fits(part_, model.architecture);
    const std::int64_t pieces = pieces_for(model.architecture);
    for (std::int64_t i = 0; i < pieces; ++i) pieces_.emplace_back(model);
    const std::size_t classes = model.architecture.classes.size();
    result_.confusion.assign(classes, std::vector<long>(classes, 0));
    result_.pictures.reserve(part_.count);
}

void Evaluator::step(std::size_t most) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t pictures = std::min({pieces_.size() * kPicturesAPiece, part_.count - next_, most});
    const std::size_t each =
        std::clamp((pictures + pieces_.size() - 1) / pieces_.size(), std::size_t{1}, kPicturesAPiece);
    const std::size_t pieces = (pictures + each - 1) / each;
    workers_.run(static_cast<int>(pieces), [&](int piece) {
        const std::size_t offset = static_cast<std::size_t>(piece) * each;
        read_piece(pieces_[piece], next_ + offset, std::min(each, pictures - offset));
    });

    double loss = result_.loss * static_cast<double>(result_.count);
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        loss += pieces_[piece].loss;
        for (const PictureRead& picture : pieces_[piece].pictures) count(picture);
    }
    if (result_.count > 0) result_.loss = loss / static_cast<double>(result_.count);
    result_.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Counts the next picture.
void Evaluator::count(const PictureRead& picture) {
    const int truth = part_.label(next_++);
    const auto bins = static_cast<float>(result_.bins.size());
    // What is no probability (there are networks without a softmax) has its place at one of the ends.
    const float place = std::clamp(picture.probability * bins, 0.0f, bins - 1);
    Evaluation::Bin& bin = result_.bins[static_cast<std::size_t>(place)];
    ++result_.confusion[truth][picture.read];
    if (picture.read == truth) {
        ++result_.correct;
        ++bin.correct;
    }
    ++bin.count;
    bin.probability += static_cast<double>(picture.probability);
    result_.pictures.push_back(picture);
    ++result_.count;
}

void Evaluator::read_piece(Piece& piece, std::size_t first, std::size_t count) {
    piece.pictures.clear();
    piece.loss = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        show(model_.architecture.input, part_, i, piece.workspace.input());
        nn::forward(model_, piece.workspace);
        const std::span<const float> output = piece.workspace.output();
        check_numbers(model_, output);
        const auto largest = std::max_element(output.begin(), output.end());
        const float of_the_truth = output[part_.label(i)];
        piece.pictures.push_back({static_cast<int>(largest - output.begin()), *largest, of_the_truth});
        const float probability = std::max(of_the_truth, std::numeric_limits<float>::min());
        piece.loss -= std::log(static_cast<double>(probability));
    }
}

Evaluation evaluate(const nn::Model& model, Part part, Workers& workers) {
    Evaluator evaluator(model, std::move(part), workers);
    while (!evaluator.finished()) evaluator.step();
    return evaluator.result();
}

}  // namespace convoscope::train
