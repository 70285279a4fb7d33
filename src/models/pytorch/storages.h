#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "models/archive.h"
#include "models/pytorch/pickle.h"
#include "models/raw_tensor.h"

/// Where the numbers of PyTorch's tensors lie: torch/serialization.py, `_save` (zip) and `_legacy_save`.
namespace convoscope::models::pytorch {

/// What a pickle says of a storage: ("storage", torch.FloatStorage, key, device, count), and in the legacy
/// format (key of a part, offset, count) or None behind it.
struct StorageId {
    std::string key;
    std::string type;  ///< "FloatStorage"
    std::int64_t count = 0;
    std::int64_t part_offset = 0;  ///< in numbers, of a part of it
    std::int64_t part_count = -1;  ///< -1: all of it
};
/// Nothing when it is none.
std::optional<StorageId> storage_id(const Pickle& pickle, Ref ref);
/// Of a storage ("FloatStorage") or a dtype ("float32"); nothing when networks here have no such numbers.
std::optional<NumberType> number_type(std::string_view name);

/// The numbers' bytes by their storage's key.
class Storages {
  public:
    virtual ~Storages() = default;
    /// Nothing when there are none by that key. They live as long as this.
    /// @throws Error when they cannot be unpacked
    virtual std::optional<std::string_view> bytes(const std::string& key) = 0;
    bool big_endian = false;
};

/// FOLDER/data/KEY in a zip file.
class ZipStorages final : public Storages {
  public:
    ZipStorages(const Archive& archive, std::string folder, Budget& budget)
        : archive_(archive), folder_(std::move(folder)), budget_(budget) {}
    std::optional<std::string_view> bytes(const std::string& key) override;

  private:
    const Archive& archive_;
    std::string folder_;
    Budget& budget_;
    std::map<std::string, std::string> unpacked_;
};

/// Those behind the legacy format's pickles: for each key a count (64 bits) and the numbers.
class LegacyStorages final : public Storages {
  public:
    /// @param rest  what follows `pickle`: a pickle of the keys' list, and the storages
    /// @throws Error when they are cut short
    LegacyStorages(const Pickle& pickle, std::string_view rest);
    std::optional<std::string_view> bytes(const std::string& key) override;

  private:
    std::map<std::string, std::string_view, std::less<>> parts_;
};

}  // namespace convoscope::models::pytorch
