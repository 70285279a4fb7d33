#include "app/offscreen.h"

#include "platform/fonts.h"

namespace convoscope::app {

ui::FontFiles find_font_files() {
    return {platform::find_font(platform::FontWeight::Regular),
            platform::find_font(platform::FontWeight::SemiBold)};
}

Offscreen::Offscreen(nn::ModelPtr model, Settings settings, int width, int height)
    : surface_{width, height, 1}, imgui_(nullptr), target_(width, height, {{GL_RGBA8}, false}) {
    app_ = std::make_unique<App>(std::move(model), std::move(settings), find_font_files());
}

void Offscreen::draw(double now) {
    app_->prepare(surface_);
    imgui_.begin_frame(surface_.width, surface_.height, now - last_);
    last_ = now;
    target_.bind();
    app_->frame(surface_, now);
}

}  // namespace convoscope::app
