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
    read.reserve(kPicturesAPiece);
    probability.reserve(kPicturesAPiece);
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
}

void Evaluator::step() {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t pictures = std::min(pieces_.size() * kPicturesAPiece, part_.count - next_);
    const std::size_t pieces = (pictures + kPicturesAPiece - 1) / kPicturesAPiece;
    workers_.run(static_cast<int>(pieces), [&](int piece) {
        const std::size_t offset = static_cast<std::size_t>(piece) * kPicturesAPiece;
        read_piece(pieces_[piece], next_ + offset, std::min(kPicturesAPiece, pictures - offset));
    });

    double loss = result_.loss * static_cast<double>(result_.count);
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        loss += pieces_[piece].loss;
        for (std::size_t i = 0; i < pieces_[piece].read.size(); ++i)
            count(pieces_[piece].read[i], pieces_[piece].probability[i]);
    }
    if (result_.count > 0) result_.loss = loss / static_cast<double>(result_.count);
    result_.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Counts the next picture.
void Evaluator::count(int read, float probability) {
    const int truth = part_.label(next_++);
    const auto bins = static_cast<float>(result_.bins.size());
    Evaluation::Bin& bin = result_.bins[static_cast<std::size_t>(std::min(probability * bins, bins - 1))];
    ++result_.confusion[truth][read];
    if (read == truth) {
        ++result_.correct;
        ++bin.correct;
    }
    ++bin.count;
    bin.probability += static_cast<double>(probability);
    ++result_.count;
}

void Evaluator::read_piece(Piece& piece, std::size_t first, std::size_t count) {
    piece.read.clear();
    piece.probability.clear();
    piece.loss = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        show(model_.architecture.input, part_, i, piece.workspace.input());
        nn::forward(model_, piece.workspace);
        const std::span<const float> output = piece.workspace.output();
        check_numbers(model_, output);
        const auto largest = std::max_element(output.begin(), output.end());
        piece.read.push_back(static_cast<int>(largest - output.begin()));
        piece.probability.push_back(*largest);
        const float probability = std::max(output[part_.label(i)], std::numeric_limits<float>::min());
        piece.loss -= std::log(static_cast<double>(probability));
    }
}

Evaluation evaluate(const nn::Model& model, Part part, Workers& workers) {
    Evaluator evaluator(model, std::move(part), workers);
    while (!evaluator.finished()) evaluator.step();
    return evaluator.result();
}

}  // namespace convoscope::train
