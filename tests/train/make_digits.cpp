#include <cstdio>
#include <filesystem>

#include "base/error.h"
#include "data/idx.h"
#include "train/digits.h"
#include "train/own_digits_recipe.h"

// make_digits FOLDER: draws the program's own digits (assets/digits/README.md) and writes images.idx.gz and
// labels.idx.gz into the folder, which must exist. The same pictures every time.

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: make_digits FOLDER\n", stderr);
        return 2;
    }
    try {
        const std::filesystem::path folder = argv[1];
        convoscope::data::save_idx_images(
            convoscope::train::draw_digits(convoscope::test::own_digits, convoscope::test::own_digits_seed),
            folder / "images.idx.gz", folder / "labels.idx.gz");
        return 0;
    } catch (const convoscope::Error& error) {
        std::fprintf(stderr, "make_digits: %s\n", error.what());
        return 1;
    }
}
