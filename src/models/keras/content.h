#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/graph.h"
#include "models/json_reader.h"
#include "models/safetensors.h"

namespace convoscope::models::keras {

/// What an HDF5 file holds, as Hdf5Reader hands it over. Tensors are made when they are asked for: an
/// optimizer's never are. Internal to src/models.
class Content {
  public:
    /// @param container  hdf5.h says what is in it
    /// @throws Error when it is not that
    explicit Content(std::string container);

    /// Its paths, in the order of the file's groups.
    std::vector<std::string> paths() const;
    /// Of all that it holds, in bytes.
    std::size_t size() const { return bytes_.size(); }
    bool has(const std::string& path) const { return tensors_.contains(path); }
    /// @throws Error when there is none
    std::vector<std::int64_t> shape(const std::string& path) const;
    GraphTensor tensor(const std::string& path) const;

    bool has_group(const std::string& path) const { return attributes_.contains(path); }
    /// Names of the groups in a group.
    const std::vector<std::string>& groups(const std::string& path) const;

    /// An attribute that is one text; empty: there is none.
    std::string text(const std::string& path, const std::string& name) const;
    /// One that is a list of texts, those in pieces included: "weight_names0", "weight_names1", ...
    std::vector<std::string> texts(const std::string& path, const std::string& name) const;

  private:
    const Tensor& find(const std::string& path) const;
    const Json* attribute(const std::string& path, const std::string& name) const;

    std::string bytes_;
    std::map<std::string, Tensor> tensors_;
    Json attributes_;
    std::map<std::string, std::vector<std::string>> groups_;  ///< by the path of the group that they are in
};

}  // namespace convoscope::models::keras
