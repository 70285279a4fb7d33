#include <cstdio>
#include <cstdlib>
#include <span>

#include "base/error.h"
#include "models/model_file.h"
#include "nn/forward.h"

// export_forward MODEL < inputs > outputs: what Convoscope computes, in full precision, for export_test.py.
// Reads inputs of the network, one after the other, and writes for each the logits, then the probabilities;
// all as this processor's floats.

namespace {

using convoscope::nn::Workspace;

bool read(std::span<float> values) {
    return std::fread(values.data(), sizeof(float), values.size(), stdin) == values.size();
}

void write(std::span<const float> values) {
    if (std::fwrite(values.data(), sizeof(float), values.size(), stdout) != values.size()) std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: export_forward MODEL < inputs > outputs\n", stderr);
        return 2;
    }
    try {
        const convoscope::nn::ModelPtr model = convoscope::models::load_model(argv[1]);
        const int last = static_cast<int>(model->architecture.nodes.size()) - 1;
        Workspace workspace(model->architecture);
        while (read(workspace.input())) {
            forward(*model, workspace);
            write(workspace.pre_activations(last));
            write(workspace.output());
        }
        return 0;
    } catch (const convoscope::Error& error) {
        std::fprintf(stderr, "export_forward: %s\n", error.what());
        return 1;
    }
}
