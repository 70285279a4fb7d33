#include "canvas/pixels.h"

#include <stb_image.h>
#include <stb_image_write.h>

#include <cassert>
#include <climits>
#include <memory>

#include "base/error.h"
#include "canvas/files.h"

namespace convoscope::canvas {
namespace {

struct FreePixels {
    void operator()(unsigned char* pixels) const { stbi_image_free(pixels); }
};

const unsigned char* as_unsigned(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string reason() {
    const char* why = stbi_failure_reason();
    return why ? why : "unknown";
}

}  // namespace

bool looks_like_png(std::string_view bytes) { return bytes.starts_with("\x89PNG"); }

bool looks_like_picture(std::string_view bytes) {
    return looks_like_png(bytes) || bytes.starts_with("\xff\xd8\xff") || bytes.starts_with("BM");
}

Pixels decode_pixels(std::string_view bytes, int greatest_side, int greatest_count,
                     const std::string& failure) {
    if (bytes.empty()) throw Error(failure + ": it is empty");
    // stb_image would try further formats, less well tested and without a use here.
    if (!looks_like_picture(bytes) || bytes.size() > INT_MAX)
        throw Error(failure + ": it is not PNG, JPEG or BMP; convert it to one of these");
    const int size = static_cast<int>(bytes.size());
    Pixels pixels;
    int channels = 0;
    if (!stbi_info_from_memory(as_unsigned(bytes), size, &pixels.width, &pixels.height, &channels))
        throw Error(failure + ": its header is damaged (" + reason() + ")");
    if (pixels.width < 1 || pixels.height < 1) throw Error(failure + ": it has no pixels");
    if (pixels.width > greatest_side || pixels.height > greatest_side ||
        pixels.width > greatest_count / pixels.height)
        throw Error(failure + ": it claims " + std::to_string(pixels.width) + " x " +
                    std::to_string(pixels.height) + " pixels; at most " + std::to_string(greatest_side) +
                    " a side and " + std::to_string(greatest_count / 1'000'000) +
                    " million in all are read; make it smaller");
    const int grey_and_alpha = 2;
    const std::unique_ptr<unsigned char, FreePixels> decoded(stbi_load_from_memory(
        as_unsigned(bytes), size, &pixels.width, &pixels.height, &channels, grey_and_alpha));
    if (!decoded) throw Error(failure + ": it is damaged (" + reason() + ")");
    pixels.grey_alpha.assign(
        decoded.get(),
        decoded.get() + std::size_t{2} * static_cast<std::size_t>(pixels.width) * pixels.height);
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
        throw Error("cannot make a PNG of " + std::to_string(width) + " x " + std::to_string(height) +
                    " pixels: no memory is left");
    return png;
}

}  // namespace convoscope::canvas
