#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

/// Zip files (PKWARE's APPNOTE 6.3) as a fuzzer needs them: it cannot know that a changed byte wants another
/// checksum, nor that a byte put in moves all offsets.
namespace convoscope::fuzz {

inline constexpr std::string_view kLocalHeader("PK\3\4", 4);

inline std::uint32_t number_at(std::string_view bytes, std::size_t at, int width) {
    std::uint32_t number = 0;
    for (int i = width; i-- > 0;)
        number = number << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return number;
}

inline std::string little_endian(std::uint64_t number, int width) {
    std::string bytes;
    for (int i = 0; i < width; ++i, number >>= 8) bytes += static_cast<char>(number & 255);
    return bytes;
}

/// The zip that `bytes` might have been: every local header with what follows it until the next signature,
/// with sizes and a directory that fit. Stored members get the checksum of what they are now; packed ones
/// keep theirs.
inline std::string mended_zip(std::string_view bytes) {
    constexpr std::size_t kHeader = 30;
    std::string zip;
    std::string directory;
    std::size_t count = 0;
    std::size_t at = bytes.find(kLocalHeader);
    while (at < bytes.size() && bytes.size() - at >= kHeader) {
        const std::size_t next = bytes.find(kLocalHeader, at + kLocalHeader.size());
        const std::size_t end =
            std::min({next, bytes.find("PK\1\2", at), bytes.find("PK\7\x8", at), bytes.size()});
        const std::size_t name_at = at + kHeader;
        const std::size_t name_size = number_at(bytes, at + 26, 2);
        const std::size_t data_at = name_at + name_size + number_at(bytes, at + 28, 2);
        if (data_at <= end) {
            const std::string_view name = bytes.substr(name_at, name_size);
            const std::string_view data = bytes.substr(data_at, end - data_at);
            const bool stored = number_at(bytes, at + 8, 2) == 0;
            const std::uint64_t sum =
                stored ? crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size())
                       : number_at(bytes, at + 14, 4);
            const std::string described =
                little_endian(20, 2) + little_endian(0, 2) + std::string(bytes.substr(at + 8, 6)) +
                little_endian(sum, 4) + little_endian(data.size(), 4) +
                little_endian(stored ? data.size() : number_at(bytes, at + 22, 4), 4) +
                little_endian(name_size, 2) + little_endian(0, 2);
            directory.append("PK\1\2").append(little_endian(20, 2)).append(described);
            directory.append(little_endian(0, 10)).append(little_endian(zip.size(), 4)).append(name);
            zip.append(kLocalHeader).append(described).append(name).append(data);
            ++count;
        }
        at = next;
    }
    const std::string end = std::string("PK\5\6") + little_endian(0, 4) + little_endian(count, 2) +
                            little_endian(count, 2) + little_endian(directory.size(), 4) +
                            little_endian(zip.size(), 4) + little_endian(0, 2);
    return zip + directory + end;
}

/// Calls `read` with the bytes as they are and, where they begin like a zip, with those of the mended one.
template <class Read>
void read_as_zip(const std::string& bytes, const Read& read) {
    read(bytes);
    if (bytes.starts_with(kLocalHeader)) read(mended_zip(bytes));
}

}  // namespace convoscope::fuzz
