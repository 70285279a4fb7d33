#include "data/cifar.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "data/texts.h"

namespace convoscope::data {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 32;
constexpr int kChannels = 3;
constexpr std::size_t kPicture = std::size_t{kChannels} * kSide * kSide;
constexpr std::size_t kRecord = 1 + kPicture;
constexpr int kClasses = 10;
constexpr std::size_t kLargestFile = std::size_t{1} << 30;

/// Those of the folder whose names begin so, by name.
std::vector<fs::path> batches(const fs::path& folder, const char* beginning) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with(beginning) && name.ends_with(".bin")) files.push_back(entry->path());
    }
    std::ranges::sort(files);
    return files;
}

void add(const fs::path& file, LabelledImages& images) {
    const std::string bytes = read_file(file, kLargestFile);
    if (bytes.empty() || bytes.size() % kRecord != 0) throw Error(texts.no_cifar, file, kRecord);
    for (std::size_t at = 0; at < bytes.size(); at += kRecord) {
        const auto label = static_cast<unsigned char>(bytes[at]);
        if (label >= kClasses) throw Error(texts.no_cifar_label, file, int{label});
        images.labels.push_back(label);
        images.pixels.insert(images.pixels.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at + 1),
                             bytes.begin() + static_cast<std::ptrdiff_t>(at + kRecord));
    }
}

}  // namespace

bool is_cifar(const fs::path& folder) {
    return !batches(folder, "test_batch").empty() || !batches(folder, "data_batch_").empty();
}

LabelledImages load_cifar_test(const fs::path& folder) {
    const std::vector<fs::path> files = batches(folder, "test_batch");
    if (files.empty()) throw Error(texts.no_cifar_test, folder);
    LabelledImages images;
    images.height = images.width = kSide;
    images.channels = kChannels;
    for (const fs::path& file : files) add(file, images);
    return images;
}

}  // namespace convoscope::data
