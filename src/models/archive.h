#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace convoscope::models {

/// A zip file in memory, read with libzip: .keras, .pth, .npz. It never holds more than it was asked for.
class Archive {
  public:
    /// Whether these are the first bytes of a zip file.
    static bool begins_like_one(std::string_view bytes);
    /// Whether the program was built with libzip.
    static bool available();

    /// @param bytes  outlive it
    /// @throws Error when it is damaged, or libzip is not there; what() is the reason alone
    explicit Archive(std::string_view bytes);
    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

    /// In the file's order; folders are left out.
    const std::vector<std::string>& names() const { return names_; }
    bool has(const std::string& name) const;
    /// Bytes of one file, unpacked.
    /// @throws Error when it is not there, damaged, or has more than `limit` bytes unpacked (checked while it
    /// is unpacked: what the zip says of its size is not believed)
    std::string read(const std::string& name, std::size_t limit) const;

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    std::vector<std::string> names_;
    std::set<std::string> known_;  ///< the same; whoever asks, asks often
};

}  // namespace convoscope::models
