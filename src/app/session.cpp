#include "app/session.h"

#include <algorithm>
#include <string>
#include <utility>

#include "app/inputs.h"
#include "base/error.h"

namespace convoscope::app {

Session::Session(nn::ModelPtr model) : model_(std::move(model)), workspace_(model_->architecture) {
    const nn::Shape& input = model_->architecture.input.shape;
    const int side = canvas::kNetworkPicture;
    if (input.channels != 1 || input.height < side || input.width < side)
        throw Error("cannot draw for the model '" + model_->name + "': its input is " +
                    std::to_string(input.channels) + " x " + std::to_string(input.height) + " x " +
                    std::to_string(input.width) + ", and a drawing needs one channel of at least " +
                    std::to_string(side) + " x " + std::to_string(side) +
                    " pixels; choose another with --model");
    reading_.probabilities.assign(model_->architecture.classes.size(), 0.0f);
}

bool Session::read() {
    const canvas::PreprocessOptions preprocessing = preprocessing_for(architecture().input, preprocessing_);
    if (reading_.drawing_revision == canvas_.revision() && reading_.preprocessing == preprocessing)
        return false;
    reading_.drawing_revision = canvas_.revision();
    reading_.preprocessing = preprocessing;
    reading_.steps = canvas::preprocess(rasteriser_.update(canvas_.drawing()), preprocessing);
    if (reading_.steps.blank) {  // no page is shown to the network, so none is misread as a digit
        reading_.verdict = {};
        std::fill(reading_.probabilities.begin(), reading_.probabilities.end(), 0.0f);
        return true;
    }
    const canvas::Picture& seen = reading_.steps.centred;
    nn::load_input(architecture().input, seen.ink, seen.height, seen.width, workspace_.input());
    nn::forward(*model_, workspace_);
    const auto output = workspace_.output();
    reading_.probabilities.assign(output.begin(), output.end());
    reading_.verdict = nn::judge(architecture(), reading_.probabilities);
    return true;
}

}  // namespace convoscope::app
