#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/known_sets.h"
#include "studio/studio.h"
#include "train/sets.h"

namespace convoscope::explain_shown {

/// What is remembered from one session to the next.
struct Settings {
    std::string data;  ///< the folder or file that somebody chose for a data set; empty: what is found
};
constexpr auto describe(const Settings*) { return fields::object(fields::field("data", &Settings::data)); }

/// Reads a labelled set (base/job.h).
class LoadSetJob {
  public:
    LoadSetJob(std::optional<std::filesystem::path> named, std::vector<std::string> classes,
               std::filesystem::path assets);
    /// @throws Error when there is none, or it is broken
    bool step();
    float progress() const { return 0; }
    data::NamedSet result() { return std::move(*set_); }

  private:
    std::optional<std::filesystem::path> named_;
    std::vector<std::string> classes_;
    std::filesystem::path assets_;
    std::optional<data::NamedSet> set_;
};

/// The labelled pictures that pages tell of.
struct DataSet {
    std::optional<data::NamedSet> set;
    Message why_not;             ///< there is none
    std::uint64_t revision = 0;  ///< another number whenever the set is another

    /// What it was looked for, and what is being read.
    std::vector<std::string> classes;
    std::string named;
    Pending<LoadSetJob> pending;

    /// All of its pictures; only while there is a set.
    train::Part part() const { return train::whole(set->images); }
};

/// To be called once a frame by pages that need it: reads the set for the classes on show, once, on a worker.
/// @return it; its set is nothing while it is being read, or where there is none that fits the network
const DataSet& follow_data_set(studio::Studio& studio);
const DataSet& data_set(const studio::Studio& studio);

}  // namespace convoscope::explain_shown
