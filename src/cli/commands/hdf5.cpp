// `convoscope hdf5`: the bytes of an HDF5 file on stdin, their plain form (models/keras/hdf5.h) on stdout. No
// person calls it and no help tells of it: the program does it in a process of its own (app/hdf5_child.h),
// since HDF5 crashes on damaged files. What is wrong is one line on stderr, without the program's name.

#include "cli/commands/hdf5.h"

#include <cstdio>
#include <iostream>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "models/keras/hdf5.h"

namespace convoscope::cli {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

std::string all_of_stdin() {
    std::string bytes;
    for (std::size_t got = kPiece; got == kPiece;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + kPiece);
        got = std::fread(bytes.data() + before, 1, kPiece, stdin);
        bytes.resize(before + got);
    }
    return bytes;
}

class Stdout final : public ByteSink {
  public:
    void write(std::string_view bytes) override {
        std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
};

void describe(Syntax&, Hdf5Options&) {}

int run(const Hdf5Options&, const Speech& speech) {
    try {
        Stdout out;
        models::keras::plain_hdf5(all_of_stdin(), out);
        return 0;
    } catch (const Error& error) {
        std::cerr << error.in(speech.language) << "\n";
        return 1;
    }
}

}  // namespace

Command hdf5_command() {
    const Text in_no_group{"", ""};
    return command<Hdf5Options>({"hdf5", in_no_group, in_no_group, "", describe, run});
}

}  // namespace convoscope::cli
