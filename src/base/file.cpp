#include "base/file.h"

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/texts.h"

namespace convoscope {
namespace {

namespace fs = std::filesystem;
using base::texts;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

[[noreturn]] void cannot_read(const fs::path& path, const Message& why) {
    throw Error(texts.cannot_read, path, why);
}
[[noreturn]] void cannot_write(const fs::path& path, const Text& why, const std::string& reason) {
    throw Error(texts.cannot_write, path, Message(why, reason));
}

FileHandle opened(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) cannot_read(path, texts.is_folder);
    FileHandle file(std::fopen(path.c_str(), "rb"));
    if (!file)
        cannot_read(path,
                    errno == ENOENT ? Message(texts.no_such_file) : Message::verbatim(std::strerror(errno)));
    return file;
}

class FileSource final : public ByteSource {
  public:
    FileSource(fs::path path, FileHandle file, std::uint64_t size)
        : path_(std::move(path)), file_(std::move(file)), size_(size) {
        // Pieces are large or were asked for once: a buffer between would copy them twice.
        std::setvbuf(file_.get(), nullptr, _IONBF, 0);
    }
    std::uint64_t size() const override { return size_; }
    void read(std::uint64_t offset, std::span<char> to) override {
        assert(offset + to.size() <= size_);
        if (to.empty()) return;
        if (std::fseek(file_.get(), static_cast<long>(offset), SEEK_SET) != 0)
            cannot_read(path_, Message::verbatim(std::strerror(errno)));
        if (std::fread(to.data(), 1, to.size(), file_.get()) == to.size()) return;
        cannot_read(path_, std::ferror(file_.get()) ? Message::verbatim(std::strerror(errno))
                                                    : Message(texts.became_shorter));
    }

  private:
    fs::path path_;
    FileHandle file_;
    std::uint64_t size_;
};

/// What came out of a pipe.
class OwnedSource final : public ByteSource {
  public:
    explicit OwnedSource(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    void read(std::uint64_t offset, std::span<char> to) override { MemorySource(bytes_).read(offset, to); }

  private:
    std::string bytes_;
};

class FileSink final : public ByteSink {
  public:
    FileSink(const fs::path& path, FileHandle file) : path_(path), file_(std::move(file)) {}
    void write(std::string_view bytes) override {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail();
    }
    void close() {
        if (std::fclose(file_.release()) != 0) fail();
    }
    [[noreturn]] void fail() const {
        cannot_write(path_, texts.choose_another_place_or_make_room, std::strerror(errno));
    }

  private:
    const fs::path& path_;
    FileHandle file_;
};

/// Where a file at `path` really lies: links are followed, so that they stay and lead to what is new.
fs::path destination(const fs::path& path) {
    std::error_code failure;
    fs::path target = fs::canonical(path, failure);
    return failure ? path : target;
}

/// A device or a pipe, which a file must not take the place of.
bool is_no_file(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored) && !fs::is_regular_file(path, ignored) &&
           !fs::is_directory(path, ignored);
}

/// @param path  as the user calls it, for the error
FileHandle opened_to_write(const fs::path& path, const fs::path& place) {
    FileHandle file(std::fopen(place.c_str(), "wb"));
    if (!file) cannot_write(path, texts.choose_another_place, std::strerror(errno));
    return file;
}

/// A name beside `path` that no other program chooses at the same time.
fs::path temporary_beside(const fs::path& path) {
    std::random_device device;
    fs::path beside = path;
    beside += "." + std::to_string(device()) + ".tmp";
    return beside;
}

/// Removes what was written unless it was renamed.
struct RemoveAtTheEnd {
    const fs::path& path;
    ~RemoveAtTheEnd() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

}  // namespace

void MemorySource::read(std::uint64_t offset, std::span<char> to) {
    assert(offset + to.size() <= bytes_.size());
    if (!to.empty()) std::memcpy(to.data(), bytes_.data() + offset, to.size());
}

std::unique_ptr<ByteSource> open_file(const fs::path& path, std::size_t limit) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) return std::make_unique<OwnedSource>(read_file(path, limit));
    FileHandle file = opened(path);
    const std::uint64_t size = fs::file_size(path, failure);
    if (failure) cannot_read(path, Message::verbatim(failure.message()));
    if (size > limit) cannot_read(path, Message(texts.too_large, limit >> 20));
    return std::make_unique<FileSource>(path, std::move(file), size);
}

std::string read_file(const fs::path& path, std::size_t limit) {
    const FileHandle file = opened(path);
    std::string bytes;
    char block[1 << 16];
    while (const std::size_t count = std::fread(block, 1, sizeof block, file.get())) {
        bytes.append(block, count);
        if (bytes.size() > limit) cannot_read(path, Message(texts.too_large, limit >> 20));
    }
    if (std::ferror(file.get())) cannot_read(path, Message::verbatim(std::strerror(errno)));
    return bytes;
}

std::string beginning_of_file(const fs::path& path, std::size_t count) {
    std::error_code ignored;
    const FileHandle file(fs::is_directory(path, ignored) ? nullptr : std::fopen(path.c_str(), "rb"));
    std::string bytes(count, '\0');
    bytes.resize(file ? std::fread(bytes.data(), 1, count, file.get()) : 0);
    return bytes;
}

void write_file(const fs::path& path, const std::function<void(ByteSink&)>& write) {
    const fs::path target = destination(path);
    if (is_no_file(target)) {
        FileSink sink(path, opened_to_write(path, target));
        write(sink);
        sink.close();
        return;
    }
    const fs::path beside = temporary_beside(target);
    FileHandle file = opened_to_write(path, beside);
    const RemoveAtTheEnd removal{beside};
    FileSink sink(path, std::move(file));
    write(sink);
    sink.close();
    if (std::rename(beside.c_str(), target.c_str()) != 0) sink.fail();
}

void write_file(const fs::path& path, std::string_view bytes) {
    write_file(path, [bytes](ByteSink& sink) { sink.write(bytes); });
}

}  // namespace convoscope
