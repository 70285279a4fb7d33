#include "canvas/pixels.h"

#include <stb_image.h>
#include <stb_image_write.h>

#include <algorithm>
#include <cassert>
#include <climits>
#include <cstdint>
#include <memory>

#include "base/error.h"
#include "canvas/files.h"
#include "canvas/texts.h"

namespace convoscope::canvas {
namespace {

struct FreePixels {
    void operator()(unsigned char* pixels) const { stbi_image_free(pixels); }
};

const unsigned char* as_unsigned(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// What stb_image says, which may have bytes of the file in it: "X\nYZ PNG chunk not known".
Message reason() {
    const char* why = stbi_failure_reason();
    if (!why) return texts.unknown;
    std::string line = why;
    std::ranges::replace_if(
        line, [](char c) { return c < ' ' || c > '~'; }, '?');
    return Message::verbatim(line);
}

/// The most pixels that so many bytes can stand for; what claims more is damaged, and would only cost memory.
/// A PNG's may have one bit, packed 1032 times smaller (deflate's limit); of a JPEG each 8 x 8 take a bit in
/// at least one channel, which may have a quarter of the rows or columns; a BMP's have a bit.
std::uint64_t most_pixels(std::string_view bytes) {
    const std::uint64_t each = looks_like_png(bytes) ? 8 * 1032 : bytes.starts_with("BM") ? 8 : 8 * 64 * 4;
    return each * bytes.size();
}

}  // namespace

bool looks_like_png(std::string_view bytes) { return bytes.starts_with("\x89PNG"); }

bool looks_like_picture(std::string_view bytes) {
    return looks_like_png(bytes) || bytes.starts_with("\xff\xd8\xff") || bytes.starts_with("BM");
}

Pixels decode_pixels(std::string_view bytes, int greatest_side, int greatest_count, const Message& failure) {
    const auto fail = [&failure](const Message& why) { throw Error(texts.because, failure, why); };
    if (bytes.empty()) fail(texts.empty);
    // stb_image would try further formats, less well tested and without a use here.
    if (!looks_like_picture(bytes) || bytes.size() > INT_MAX) fail(texts.not_a_picture);
    const int size = static_cast<int>(bytes.size());
    Pixels pixels;
    int channels = 0;
    if (!stbi_info_from_memory(as_unsigned(bytes), size, &pixels.width, &pixels.height, &channels))
        fail({texts.header_damaged, reason()});
    if (pixels.width < 1 || pixels.height < 1) fail(texts.no_pixels);
    if (static_cast<std::uint64_t>(pixels.width) * static_cast<std::uint64_t>(pixels.height) >
        most_pixels(bytes))
        fail({texts.cut_short, pixels.width, pixels.height, bytes.size()});
    if (pixels.width > greatest_side || pixels.height > greatest_side ||
        pixels.width > greatest_count / pixels.height)
        fail({texts.too_many_pixels, pixels.width, pixels.height, greatest_side, greatest_count / 1'000'000});
    constexpr int kRgba = 4;
    const std::unique_ptr<unsigned char, FreePixels> decoded(
        stbi_load_from_memory(as_unsigned(bytes), size, &pixels.width, &pixels.height, &channels, kRgba));
    if (!decoded) fail({texts.damaged, reason()});
    const std::size_t count =
        static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height);
    pixels.rgba.assign(decoded.get(), decoded.get() + kRgba * count);
    return pixels;
}

std::string encode_png(std::span<const unsigned char> pixels, int width, int height, int channels) {
    assert(channels == 1 || channels == 3 || channels == 4);
    assert(pixels.size() == static_cast<std::size_t>(width) * height * channels && !pixels.empty());
    std::string png;
    const auto append = [](void* to, void* data, int size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
    };
    if (!stbi_write_png_to_func(append, &png, width, height, channels, pixels.data(), width * channels))
        throw Error(texts.cannot_make_png, width, height);
    return png;
}

}  // namespace convoscope::canvas
