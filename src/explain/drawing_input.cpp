#include "explain/drawing_input.h"

#include "nn/forward.h"

namespace convoscope::explain {

bool DrawingInput::load(const canvas::Drawing& drawing, std::span<float> target) {
    if (input_.preprocessing == nn::Preprocessing::Photo) {
        const canvas::Colours& seen = photo_view_.update(drawing, way_.photo);
        if (photo_view_.blank()) return false;
        nn::load_colours(input_, seen.planes, target);
        return true;
    }
    const canvas::Steps steps = canvas::preprocess(rasteriser_.update(drawing), way_.preprocessing);
    if (steps.blank) return false;
    const canvas::Picture& picture = steps.centred;
    nn::load_input(input_, picture.ink, picture.height, picture.width, target);
    return true;
}

}  // namespace convoscope::explain
