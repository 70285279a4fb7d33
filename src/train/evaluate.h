#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "base/workers.h"
#include "nn/forward.h"
#include "nn/model.h"
#include "train/sets.h"

namespace convoscope::train {

/// What a model made of one picture.
struct PictureRead {
    int read = 0;            ///< most probable class, the first of equal ones
    float probability = 0;   ///< of it
    float of_the_truth = 0;  ///< of the true class
};

/// How a model reads a labelled set. The class that counts is the most probable one, whatever the verdict.
struct Evaluation {
    std::size_t count = 0;
    std::size_t correct = 0;
    std::vector<std::vector<long>> confusion;  ///< [true class][most probable class]
    double loss = 0;                           ///< mean of -ln(probability of the true class)
    double seconds = 0;                        ///< spent in step()
    std::vector<PictureRead> pictures;         ///< count, in the part's order

    /// Pictures whose most probable class has a probability within one of 15 equal parts of 0 .. 1.
    struct Bin {
        long count = 0;
        long correct = 0;
        double probability = 0;  ///< sum
    };
    std::array<Bin, 15> bins{};

    /// The expected calibration error: how far the probability of the most probable class and the share of
    /// right answers lie apart, the mean over the bins (Guo et al.: "On Calibration of Modern Neural
    /// Networks", 2017, equation 3).
    double calibration_error() const;

    double accuracy() const {
        return count == 0 ? 0.0 : static_cast<double>(correct) / static_cast<double>(count);
    }
};

/// @throws Error where one is no number: the weights were so large that sums ran over
void check_numbers(const nn::Model& model, std::span<const float> probabilities);

/// Evaluates in steps, so that a frame loop can drive it. The model and the workers are to outlive it.
class Evaluator {
  public:
    /// @throws Error when the set does not fit the model
    Evaluator(const nn::Model& model, Part part, Workers& workers);

    /// Reads the next thousand pictures or so, but no more than `most`; does nothing when all are read.
    /// @throws Error as check_numbers()
    void step(std::size_t most = 1000000);
    bool finished() const { return next_ == part_.count; }
    /// Of the pictures read so far.
    const Evaluation& result() const { return result_; }

  private:
    /// What one piece of a step needs and finds; added up in order, so that the threads' number changes
    /// nothing.
    struct Piece {
        explicit Piece(const nn::Model& model);
        nn::Workspace workspace;
        std::vector<PictureRead> pictures;
        double loss = 0;  ///< sum
    };
    void count(const PictureRead& picture);
    void read_piece(Piece& piece, std::size_t first, std::size_t count);

    const nn::Model& model_;
    Part part_;
    Workers& workers_;
    std::vector<Piece> pieces_;
    std::size_t next_ = 0;
    Evaluation result_;
};

/// All of it at once.
/// @throws Error when the set does not fit the model, or as check_numbers()
Evaluation evaluate(const nn::Model& model, Part part, Workers& workers);

}  // namespace convoscope::train
