#include "data/mnist.h"

#include <string>
#include <utility>

#include "base/error.h"
#include "data/idx.h"
#include "data/texts.h"

namespace convoscope::data {
namespace {

std::filesystem::path find(const std::filesystem::path& folder, const std::string& name) {
    for (const char* ending : {"", ".gz"}) {
        const std::filesystem::path path = folder / (name + ending);
        if (std::filesystem::exists(path)) return path;
    }
    throw Error(texts.no_mnist, folder / name);
}

}  // namespace

LabelledImages load_mnist_half(const std::filesystem::path& folder, const char* half) {
    const std::filesystem::path images = find(folder, std::string(half) + "-images-idx3-ubyte");
    return load_idx_images(images, find(folder, std::string(half) + "-labels-idx1-ubyte"));
}

Mnist load_mnist(const std::filesystem::path& folder) {
    LabelledImages train = load_mnist_half(folder, "train");
    return {std::move(train), load_mnist_half(folder, "t10k")};
}

}  // namespace convoscope::data
