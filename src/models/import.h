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

/// Makes a network of ours of another program's file, and finds out what the file does not tell by trying:
/// which of the possible networks it is, and what it was trained to be shown.
namespace convoscope::models {

struct Imported {
    nn::ModelPtr model;
    FileInput input;
    FileOutput output;
    std::vector<std::string> origins;  ///< what the file calls each layer
    std::string format;
    std::string producer;
    std::uint64_t content = 0;    ///< content_hash() of the file
    bool says_all = false;        ///< as TrialResult has it
    bool classes_known = false;   ///< the file names them, one an output
    bool classes_chosen = false;  ///< Choice::classes are their names, whatever the file says
    /// What its classes seem to be, where nobody names them; null: nothing can be said.
    const ClassSet* seems = nullptr;
    Attempt chosen;
    /// How many digits it was tried on. 0: its outputs are no digits (those of a network for photographs are
    /// none), the file says all of itself, or there were no digits to try.
    int of = 0;
    std::vector<Attempt> attempts;  ///< all that were carried through, best first; none where `of` is 0
    std::vector<Attempt> networks;  ///< as TrialResult has them
    /// The five best of the attempts that were not chosen and read anything, best first.
    std::vector<Attempt> alternatives;
    std::vector<doctor::TensorUse> tensors;  ///< of a file that holds nothing but them
    std::vector<Message> skipped;            ///< what was passed over

    /// Whether somebody should look at it: the file does not say which network it is, or it was not tried on
    /// digits, or reads less than nine in ten. Never where the file says all of itself.
    bool is_doubtful() const;
};

struct ImportOptions {
    keras::Hdf5Reader hdf5;
    Exam exam;                             ///< digits to try it on; empty: the likeliest is taken, untried
    std::chrono::milliseconds time{5000};  ///< for trying; the best so far counts then
    /// What somebody chose for this content (content_hash()), where anybody did; null: nobody. What does not
    /// fit the network is passed over.
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
    /// @param name   of the file, for errors; the model is called by its stem
    /// @param file   reads it: the first step
    /// @param shown  where the job says how far it is
    ImportJob(std::string name, std::function<ForeignBytes()> file, ImportOptions options,
              std::shared_ptr<ImportProgress> shown);

    /// @return whether there is more
    /// @throws Error naming the file, as result(); what `file` throws as it is
    bool step();
    float progress() const;  ///< 0 to 1
    /// When there is no more to do.
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
