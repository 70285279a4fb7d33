#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/class_sets.h"
#include "models/doctor/tensor_uses.h"
#include "models/foreign_file.h"
#include "models/trial.h"

/// Makes a network of ours of any file, and finds out what the file does not tell by trying: which of the
/// possible networks it is, and what it was trained to be shown.
namespace convoscope::models {

struct Imported {
    nn::ModelPtr model;
    FileInput input;
    FileOutput output;
    std::vector<std::string> origins;  ///< what the file calls each layer
    std::string format;
    std::string producer;
    std::uint64_t content = 0;   ///< content_hash() of the file
    bool classes_known = false;  ///< the file names them
    /// What its classes seem to be, where the file does not name them; null: nothing can be said.
    const ClassSet* seems = nullptr;
    Attempt chosen;
    int of = 0;  ///< how many digits it was tried on; 0: its outputs are no digits, or it was not tried
    std::vector<Attempt> attempts;           ///< all that were carried through, best first
    std::vector<Attempt> networks;           ///< as TrialResult has them
    std::vector<Attempt> alternatives;       ///< the best of the others, best first
    std::vector<doctor::TensorUse> tensors;  ///< of a file that holds nothing but them
    std::vector<Message> skipped;            ///< what was passed over

    /// Whether something is not said by the file, or it reads badly: somebody should look at it.
    bool is_doubtful() const;
};

struct ImportOptions {
    keras::Hdf5Reader hdf5;
    Exam exam;                             ///< empty: nothing is tried, the likeliest is taken
    std::chrono::milliseconds time{5000};  ///< for trying; the best so far counts then
    /// What somebody chose for this content (content_hash()) earlier, where anybody did; null: nobody.
    std::function<std::optional<Choice>(std::uint64_t content)> choice = nullptr;
};

/// How far a job is, for those who look on from another thread.
struct ImportProgress {
    std::atomic<int> tried{0};    ///< attempts that were carried through
    std::atomic<int> planned{0};  ///< with those that may follow; 0: the file is being read
};

/// A job (base/job.h): reads a file, then tries what it may be.
class ImportJob {
  public:
    /// @param name  of the file, for errors; the model is called by its stem
    ImportJob(std::string name, std::function<ForeignBytes()> file, ImportOptions options,
              std::shared_ptr<ImportProgress> shown);

    /// @throws Error naming the file, as result()
    bool step();
    float progress() const;
    Imported result();

  private:
    void read();

    struct Parts;
    std::shared_ptr<Parts> parts_;
};

/// The job, to its end.
/// @throws Error naming the file
Imported import_model(ForeignBytes file, const ImportOptions& options);
Imported import_file(const std::filesystem::path& path, const ImportOptions& options);

}  // namespace convoscope::models
