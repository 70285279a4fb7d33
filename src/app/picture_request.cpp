#include "app/picture_request.h"

#include <algorithm>

#include "app/texts.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"

namespace convoscope::app {
namespace {

gl::Pixels drawn_anew(const studio::PictureRequest& request, App& app, ImGuiContextHolder& imgui,
                      const Surface& window, double now) {
    const float larger = std::min(static_cast<float>(request.width) / static_cast<float>(window.width),
                                  static_cast<float>(request.height) / static_cast<float>(window.height));
    const gl::Target target(request.width, request.height, {{GL_RGBA8}, false});
    const Surface surface{request.width, request.height, window.density * larger, target.framebuffer().id()};
    for (int i = 0; i < 2; ++i) {  // the first one lets the interface find its sizes
        app.prepare(surface);
        imgui.begin_frame(surface.width, surface.height, 0);
        target.bind();
        app.frame(surface, now);
    }
    return target.read_pixels();
}

}  // namespace

void answer(const studio::PictureRequest& request, App& app, ImGuiContextHolder& imgui,
            const Surface& surface, const std::function<gl::Pixels()>& read_frame, double now) {
    try {
        const gl::Pixels pixels =
            request.width > 0 ? drawn_anew(request, app, imgui, surface, now) : read_frame();
        write_file(request.path, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
        std::error_code ignored;
        app.studio().notify(Message(texts.saved, std::filesystem::absolute(request.path, ignored)));
    } catch (const Error& error) {
        app.studio().notify(error.message());
    }
}

}  // namespace convoscope::app
