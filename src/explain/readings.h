#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "nn/model.h"
#include "train/evaluate.h"
#include "train/sets.h"

namespace convoscope::explain {

/// One class over a set.
struct ClassScore {
    long pictures = 0;  ///< of this class
    long read_so = 0;   ///< pictures that were read as it
    long right = 0;     ///< of these
    /// right / read_so: how far its name can be trusted; nothing where no picture was read so.
    std::optional<double> precision() const {
        return read_so == 0 ? std::nullopt : std::optional(share(read_so));
    }
    /// right / pictures: how many of them are found; nothing where there are none.
    std::optional<double> recall() const {
        return pictures == 0 ? std::nullopt : std::optional(share(pictures));
    }

  private:
    double share(long of) const { return static_cast<double>(right) / static_cast<double>(of); }
};

/// How a model reads a set, and which pictures are behind each number. A picture is its index in the part.
struct Readings {
    /// Every picture's reading, the confusion matrix, the bins of the reliability diagram (Guo et al. 2017),
    /// calibration_error().
    train::Evaluation evaluation;
    std::vector<int> truth;  ///< class of each picture
    /// The outputs are probabilities. Else "confidence" is but the largest output, and bins and loss mean
    /// nothing.
    bool probabilities = true;
    std::vector<ClassScore> classes;
    std::vector<std::uint32_t> mistakes;  ///< pictures that were read wrongly, the most confident first

    /// The pictures of a class that were read so, the most confident first.
    std::span<const std::uint32_t> cell(int truth_class, int read) const {
        const std::size_t at =
            static_cast<std::size_t>(truth_class) * classes.size() + static_cast<std::size_t>(read);
        return std::span(by_cell).subspan(begins[at], begins[at + 1] - begins[at]);
    }
    std::vector<std::uint32_t> by_cell;  ///< all pictures, cell by cell, row by row of the matrix
    std::vector<std::uint32_t> begins;   ///< classes x classes + 1: where each cell's begin
};

/// All that follows from an evaluation of a part.
Readings arranged(const nn::Model& model, const train::Part& part, train::Evaluation evaluation);

/// Reads a set, on several threads (base/job.h).
class ReadSetJob {
  public:
    /// @param threads  that work in a step
    ReadSetJob(nn::ModelPtr model, train::Part part, int threads);
    ~ReadSetJob();
    ReadSetJob(ReadSetJob&&) noexcept;
    ReadSetJob& operator=(ReadSetJob&&) noexcept;

    /// @throws Error when the set does not fit the model, or as train::check_numbers()
    bool step();
    float progress() const;
    Readings result();

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace convoscope::explain
