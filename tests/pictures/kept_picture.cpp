#include "pictures/kept_picture.h"
#include "support/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iomanip>

namespace convoscope::test {
namespace {

constexpr double kMostBeyond = 0.001;
constexpr double kMostOnAverage = 0.2;
constexpr int kStep = 4;

RgbPicture rounded(RgbPicture picture) {
    for (unsigned char& level : picture.rgb)
        level = static_cast<unsigned char>(std::min(255, (level + kStep / 2) / kStep * kStep));
    return picture;
}

double mean_difference(const RgbPicture& a, const RgbPicture& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(a.rgb[i] - b.rgb[i]);
    return sum / static_cast<double>(a.rgb.size());
}

}  // namespace

void expect_as_kept(const std::string& name, const RgbPicture& picture) {
    namespace fs = std::filesystem;
    const fs::path kept_file = source_folder() / "tests" / "pictures" / "references" / (name + ".png");
    const RgbPicture actual = rounded(picture);
    if (std::getenv("CONVOSCOPE_ACCEPT_PICTURES")) {
        save_picture(actual, kept_file);
        return;
    }
    const RgbPicture kept = fs::exists(kept_file) ? load_picture(kept_file) : RgbPicture{};
    const bool same_size = kept.width == actual.width && kept.height == actual.height;
    const double beyond = share_beyond(8, actual, kept);
    const double mean = same_size ? mean_difference(actual, kept) : 255;
    if (beyond <= kMostBeyond && mean <= kMostOnAverage) return;

    const fs::path folder = build_folder() / "pictures-actual";
    fs::create_directories(folder);
    save_picture(actual, folder / (name + ".png"));
    if (same_size) save_picture(difference(actual, kept), folder / (name + "-difference.png"));
    ADD_FAILURE() << std::setprecision(3) << name << " is another picture than " << kept_file.string() << ": "
                  << 100 * beyond << " % of its pixels are off by more than 8 levels (" << 100 * kMostBeyond
                  << " may be), and all by " << mean << " on average (" << kMostOnAverage << " may be). See "
                  << (folder / (name + ".png")).string()
                  << (same_size ? " and -difference.png" : "; the sizes differ")
                  << ". If it is as you want it: CONVOSCOPE_ACCEPT_PICTURES=1 "
                  << (build_folder() / "pictures_test").string();
}

}  // namespace convoscope::test
