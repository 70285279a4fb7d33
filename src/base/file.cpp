#include "base/file.h"

#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "base/error.h"

namespace convoscope {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

[[noreturn]] void fail(const char* verb, const std::filesystem::path& path, const std::string& why) {
    throw Error(std::string("cannot ") + verb + " '" + path.string() + "': " + why);
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t limit) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) fail("read", path, "it is a folder; name a file");
    const FileHandle file(std::fopen(path.c_str(), "rb"));
    if (!file)
        fail("read", path, errno == ENOENT ? "there is no such file; check its name" : std::strerror(errno));
    std::string bytes;
    char block[1 << 16];
    while (const std::size_t count = std::fread(block, 1, sizeof block, file.get())) {
        bytes.append(block, count);
        if (bytes.size() > limit)
            fail("read", path,
                 "it is larger than the " + std::to_string(limit >> 20) + " MiB that such a file may have");
    }
    if (std::ferror(file.get())) fail("read", path, std::strerror(errno));
    return bytes;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::path beside = path;
    beside += "." + std::to_string(getpid()) + ".tmp";
    FileHandle file(std::fopen(beside.c_str(), "wb"));
    if (!file) fail("write", path, std::string(std::strerror(errno)) + "; choose another place");
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    const bool closed = std::fclose(file.release()) == 0;
    if (!written || !closed || std::rename(beside.c_str(), path.c_str()) != 0) {
        const std::string why = std::strerror(errno);
        std::remove(beside.c_str());
        fail("write", path, why + "; choose another place or make room");
    }
}

}  // namespace convoscope
