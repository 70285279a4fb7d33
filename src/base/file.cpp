#include "base/file.h"

#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/texts.h"

namespace convoscope {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

using base::texts;

[[noreturn]] void cannot_read(const std::filesystem::path& path, const Message& why) {
    throw Error(texts.cannot_read, path, why);
}
[[noreturn]] void cannot_write(const std::filesystem::path& path, const Text& why,
                               const std::string& reason) {
    throw Error(texts.cannot_write, path, Message(why, reason));
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t limit) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) cannot_read(path, texts.is_folder);
    const FileHandle file(std::fopen(path.c_str(), "rb"));
    if (!file)
        cannot_read(path,
                    errno == ENOENT ? Message(texts.no_such_file) : Message::verbatim(std::strerror(errno)));
    std::string bytes;
    char block[1 << 16];
    while (const std::size_t count = std::fread(block, 1, sizeof block, file.get())) {
        bytes.append(block, count);
        if (bytes.size() > limit) cannot_read(path, Message(texts.too_large, limit >> 20));
    }
    if (std::ferror(file.get())) cannot_read(path, Message::verbatim(std::strerror(errno)));
    return bytes;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::path beside = path;
    beside += "." + std::to_string(getpid()) + ".tmp";
    FileHandle file(std::fopen(beside.c_str(), "wb"));
    if (!file) cannot_write(path, texts.choose_another_place, std::strerror(errno));
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    const bool closed = std::fclose(file.release()) == 0;
    if (!written || !closed || std::rename(beside.c_str(), path.c_str()) != 0) {
        const std::string why = std::strerror(errno);
        std::remove(beside.c_str());
        cannot_write(path, texts.choose_another_place_or_make_room, why);
    }
}

}  // namespace convoscope
