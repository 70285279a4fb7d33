#include "app/offscreen.h"

#include "platform/desktop/assets.h"
#include "platform/desktop/fonts.h"

namespace convoscope::app {

ui::FontFiles find_font_files() {
    return {platform::find_font(platform::FontWeight::Regular),
            platform::find_font(platform::FontWeight::SemiBold), platform::find_chinese_font()};
}

Offscreen::Offscreen(nn::ModelPtr model, studio::Settings settings, int width, int height, int threads,
                     gl::Api api)
    : surface_{width, height, 1}, context_(api), target_(width, height, {{GL_RGBA8}, false}) {
    surface_.framebuffer = target_.framebuffer().id();
    app_ = std::make_unique<App>(Start{.model = std::move(model),
                                       .settings = std::move(settings),
                                       .fonts = find_font_files(),
                                       .assets = platform::assets_folder(),
                                       .threads = threads,
                                       .wake = {}});
}

void Offscreen::handle(const platform::Event& event) {
    imgui_.take(event);
    app_->handle(event);
}

void Offscreen::resize(int width, int height) {
    surface_.width = width;
    surface_.height = height;
    target_.resize(width, height);
    surface_.framebuffer = target_.framebuffer().id();
}

void Offscreen::draw(double now) {
    app_->prepare(surface_);
    imgui_.begin_frame(surface_.width, surface_.height, now - last_);
    last_ = now;
    target_.bind();
    app_->frame(surface_, now);
}

}  // namespace convoscope::app
