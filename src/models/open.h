#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "models/import.h"

namespace convoscope::models {

struct Opened {
    nn::ModelPtr model;
    std::shared_ptr<const Imported>
        imported;  ///< how it came about; null: the file is one of Convoscope's own
};

/// A job (base/job.h): opens any model's file, in steps where it is another program's.
class OpenJob {
  public:
    /// @param options  asked for only where the file is another program's, on the job's thread
    OpenJob(std::filesystem::path path, std::function<ImportOptions()> options);

    /// @throws Error naming the file, as result()
    bool step();
    float progress() const;
    Opened result();

    /// Outlives it; may be looked at from any thread.
    std::shared_ptr<const ImportProgress> shown() const { return shown_; }

  private:
    std::filesystem::path path_;
    std::function<ImportOptions()> options_;
    std::shared_ptr<ImportProgress> shown_;
    std::optional<ImportJob> import_;  ///< nothing yet, or the file is one of Convoscope's own
    nn::ModelPtr own_;
};

/// The job, to its end.
/// @throws Error naming the file
Opened open_file(const std::filesystem::path& path, const std::function<ImportOptions()>& options);

}  // namespace convoscope::models
