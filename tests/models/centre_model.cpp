#include <cstdio>

#include "base/error.h"
#include "models/model_file.h"
#include "nn/class_mean.h"

// centre_model FROM TO: takes out of a model what its classes have in common (nn/class_mean.h), as training
// does at its end. No probability changes. For models that were trained before it did, or by others.

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: centre_model FROM.safetensors TO.safetensors\n", stderr);
        return 2;
    }
    try {
        convoscope::nn::Model model = *convoscope::models::load_model(argv[1]);
        convoscope::nn::centre_classes(model);
        convoscope::models::save_model(model, argv[2]);
        return 0;
    } catch (const convoscope::Error& error) {
        std::fprintf(stderr, "centre_model: %s\n", error.what());
        return 1;
    }
}
