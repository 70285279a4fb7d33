#include "app/picture_request.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>

#include "app/texts.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "gl/target.h"

namespace convoscope::app {
namespace {

/// While a picture is made nothing is in it that belongs to the moment of asking: no menu, no notice, no tip,
/// and of the pointer only what it points at in the scene.
class Posed {
  public:
    explicit Posed(App& app) : studio_(app.studio()), pointing_(studio_.pointing), mouse_(mouse()) {
        if (close_menus() || !studio_.pointed_place()) studio_.pointing.at.reset();
        mouse() = {-FLT_MAX, -FLT_MAX};
        studio_.clear_notice();
        studio_.pressed = {};
    }
    ~Posed() {
        if (mouse().x == -FLT_MAX) mouse() = mouse_;  // else it has moved meanwhile
        studio_.pointing = pointing_;
    }
    Posed(const Posed&) = delete;
    Posed& operator=(const Posed&) = delete;

  private:
    static ImVec2& mouse() { return ImGui::GetIO().MousePos; }

    studio::Studio& studio_;
    studio::Pointing pointing_;
    ImVec2 mouse_;
};

gl::Pixels drawn(const studio::PictureRequest& request, App& app, ImGuiContextHolder& imgui,
                 const Surface& window, double now) {
    const Posed posed(app);
    const int width = request.width > 0 ? request.width : window.width;
    const int height = request.width > 0 ? request.height : window.height;
    const float larger = std::min(static_cast<float>(width) / static_cast<float>(window.width),
                                  static_cast<float>(height) / static_cast<float>(window.height));
    const gl::Target target(width, height, {{GL_RGBA8}, false});
    const Surface surface{width, height, window.density * larger, target.framebuffer().id()};
    for (int i = 0; i < 2; ++i) {  // the first one lets the interface find its sizes
        app.prepare(surface);
        imgui.begin_frame(surface.width, surface.height, 0);
        target.bind();
        app.frame(surface, now);
    }
    return target.read_pixels();
}

}  // namespace

void answer(const studio::PictureRequest& request, App& app, ImGuiContextHolder& imgui, const Surface& window,
            double now) {
    try {
        const gl::Pixels pixels = drawn(request, app, imgui, window, now);
        write_file(request.path, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
        std::error_code ignored;
        app.studio().notify(Message(texts.saved, std::filesystem::absolute(request.path, ignored)));
    } catch (const Error& error) {
        app.studio().notify(error.message());
    }
}

}  // namespace convoscope::app
