#include "support/picture.h"

#include <stb_image.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>

namespace convoscope::test {
namespace {

constexpr int channels = 3;

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift);
    return bytes;
}

/// A part of a PNG file: length, name, content, checksum (PNG specification, section 5.3).
std::string chunk(const std::string& name, const std::string& content) {
    const std::string both = name + content;
    const uLong checksum =
        crc32(0, reinterpret_cast<const Bytef*>(both.data()), static_cast<uInt>(both.size()));
    return big_endian(static_cast<std::uint32_t>(content.size())) + both +
           big_endian(static_cast<std::uint32_t>(checksum));
}

std::string deflated(const std::string& bytes) {
    uLongf size = compressBound(bytes.size());
    std::string result(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(result.data()), &size,
                  reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), Z_BEST_COMPRESSION) != Z_OK)
        throw std::runtime_error("cannot compress a picture");
    result.resize(size);
    return result;
}

}  // namespace

RgbPicture load_picture(const std::filesystem::path& path) {
    RgbPicture picture;
    int in_file = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> pixels(
        stbi_load(path.c_str(), &picture.width, &picture.height, &in_file, channels), stbi_image_free);
    if (!pixels) throw std::runtime_error("cannot read the picture " + path.string());
    const std::size_t count =
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
    picture.rgb.assign(pixels.get(), pixels.get() + channels * count);
    return picture;
}

void save_picture(const RgbPicture& picture, const std::filesystem::path& path) {
    const std::size_t row = channels * static_cast<std::size_t>(picture.width);
    std::string lines;
    for (int y = 0; y < picture.height; ++y) {
        lines += '\0';  // no filter: pictures of few colours get smaller without
        lines.append(reinterpret_cast<const char*>(picture.at(0, y)), row);
    }
    std::ofstream file(path, std::ios::binary);
    file << "\x89PNG\r\n\x1a\n"
         << chunk("IHDR", big_endian(static_cast<std::uint32_t>(picture.width)) +
                              big_endian(static_cast<std::uint32_t>(picture.height)) +
                              std::string("\x08\x02\0\0\0", 5))  // 8 bits, RGB
         << chunk("IDAT", deflated(lines)) << chunk("IEND", "");
    if (!file.flush()) throw std::runtime_error("cannot write the picture " + path.string());
}

RgbPicture cut(const RgbPicture& picture, int x, int y, int width, int height) {
    if (x < 0 || y < 0 || x + width > picture.width || y + height > picture.height)
        throw std::runtime_error("there is nothing to cut out");
    RgbPicture part{width, height, {}};
    for (int row = y; row < y + height; ++row) {
        const unsigned char* first = picture.at(x, row);
        part.rgb.insert(part.rgb.end(), first, first + channels * width);
    }
    return part;
}

int levels_between(const RgbPicture& a, const RgbPicture& b, int x, int y) {
    const unsigned char* first = a.at(x, y);
    const unsigned char* second = b.at(x, y);
    int greatest = 0;
    for (int channel = 0; channel < channels; ++channel)
        greatest = std::max(greatest, std::abs(first[channel] - second[channel]));
    return greatest;
}

double share_beyond(int levels, const RgbPicture& a, const RgbPicture& b) {
    if (a.width != b.width || a.height != b.height || a.rgb.empty()) return 1;
    long long beyond = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x)
            if (levels_between(a, b, x, y) > levels) ++beyond;
    return static_cast<double>(beyond) / (static_cast<double>(a.width) * a.height);
}

RgbPicture difference(const RgbPicture& a, const RgbPicture& b) {
    RgbPicture result{a.width, a.height, {}};
    if (a.width != b.width || a.height != b.height) throw std::runtime_error("the pictures' sizes differ");
    for (std::size_t i = 0; i < a.rgb.size(); ++i)
        result.rgb.push_back(static_cast<unsigned char>(std::min(255, 8 * std::abs(a.rgb[i] - b.rgb[i]))));
    return result;
}

double mean_level(const RgbPicture& picture) {
    if (picture.rgb.empty()) return 0;
    return std::accumulate(picture.rgb.begin(), picture.rgb.end(), 0.0) /
           static_cast<double>(picture.rgb.size());
}

}  // namespace convoscope::test
