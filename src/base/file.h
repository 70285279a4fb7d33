#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// Files: bytes in, bytes out, by standard C++ alone. All that is read or written goes through here, but for
/// fonts, which Dear ImGui loads by itself, and the locks of platform/desktop.
namespace convoscope {

/// Bytes that are read in pieces: a file's, or a block of memory's.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    virtual std::uint64_t size() const = 0;
    /// Fills `to` with what is there from `offset` on; all of it lies within size().
    /// @throws Error when a file cannot be read, or has become shorter
    virtual void read(std::uint64_t offset, std::span<char> to) = 0;
};

/// Those of a block that outlives it.
class MemorySource final : public ByteSource {
  public:
    explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
    std::uint64_t size() const override { return bytes_.size(); }
    void read(std::uint64_t offset, std::span<char> to) override;

  private:
    std::string_view bytes_;
};

/// Where bytes go, piece after piece.
class ByteSink {
  public:
    virtual ~ByteSink() = default;
    /// @throws Error when they cannot be written
    virtual void write(std::string_view bytes) = 0;
};

/// A file to be read in pieces. What is no plain file (a pipe) is read whole at once.
/// @throws Error when it cannot be opened, is a folder, or holds more than `limit` bytes
std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path, std::size_t limit);

/// The whole file as bytes.
/// @throws Error when it cannot be opened or read, is a folder, or holds more than `limit` bytes.
std::string read_file(const std::filesystem::path& path, std::size_t limit);

/// Its first `count` bytes, or as many as there are; none where it cannot be read.
std::string beginning_of_file(const std::filesystem::path& path, std::size_t count);

/// Writes beside `path` and renames, so that `path` holds either all of the old or all of the new. A link to
/// a file stays, and that file is replaced; a device or a pipe is written to as it is.
/// @throws Error when that fails, and what `write` throws; `path` is then as it was and nothing is left
/// beside it.
void write_file(const std::filesystem::path& path, const std::function<void(ByteSink&)>& write);
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace convoscope
