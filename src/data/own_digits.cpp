#include "data/own_digits.h"

#include "data/idx.h"

namespace convoscope::data {

namespace fs = std::filesystem;

fs::path own_digits_images(const fs::path& assets) { return assets / "digits" / "images.idx.gz"; }
fs::path own_digits_labels(const fs::path& assets) { return assets / "digits" / "labels.idx.gz"; }

LabelledImages load_own_digits(const fs::path& assets) {
    return load_idx_images(own_digits_images(assets), own_digits_labels(assets));
}

}  // namespace convoscope::data
