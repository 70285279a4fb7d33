#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/input.h"
#include "app/interface_cache.h"
#include "app/interface_renderer.h"
#include "app/panel_pictures.h"
#include "app/places.h"
#include "app/relief_fade.h"
#include "features/feature.h"
#include "platform/event.h"
#include "render/renderer.h"
#include "studio/studio.h"

namespace convoscope::app {

/// The size and density of what a frame is drawn on.
struct Surface {
    int width = 1280;  ///< pixels
    int height = 720;
    float density = 1;         ///< of the monitor; the interface's own scale comes on top
    unsigned framebuffer = 0;  ///< the one that is bound while frames are drawn; 0: the window's own
};

/// What an App starts with.
struct Start {
    nn::ModelPtr model;
    studio::Settings settings;
    ui::FontFiles fonts;
    std::filesystem::path assets;
    int threads = 0;             ///< for long work; 0: none
    std::function<void()> wake;  ///< called from any thread when long work is done
};

/// The window's shell around the studio and its features: events in, frames out, drawn into whatever
/// framebuffer is bound. Needs a current GL context and a current ImGui context from
/// construction to destruction.
class App {
  public:
    /// @throws Error when the model cannot take a drawing
    explicit App(Start start);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    studio::Studio& studio() { return studio_; }
    const studio::Studio& studio() const { return studio_; }
    const std::vector<features::Feature>& features() const { return features_; }

    /// Lets units sink into their maps while anything moves, where the processor draws the pixels.
    void spare_software_renderers();

    /// Makes ready what later frames may need, in frames in which nothing else happens.
    void get_ready_when_idle() { gets_ready_ = true; }

    /// One event of the window, in framebuffer pixels.
    void handle(const platform::Event& event);
    /// Before ImGui::NewFrame: makes fonts and style right for the surface.
    void prepare(const Surface& surface);
    /// Between ImGui::NewFrame and the swap: reads the drawing, draws everything.
    /// @param now  seconds; everything that moves is a function of it
    void frame(const Surface& surface, double now);
    /// Something is moving or has changed since the last frame.
    bool wants_frame() const;
    /// When a frame will be wanted although nothing happens (a notice that goes away); nothing: never.
    std::optional<double> next_frame_time() const;
    /// A picture was asked for. Asking takes the request.
    std::optional<studio::PictureRequest> take_picture_request();

  private:
    void note_glyphs();
    void update_stages();
    void draw_stages(const Surface& surface);
    bool is_moving() const;
    void draw_labels(features::Frame& frame);

    std::vector<features::Feature> features_;
    studio::Studio studio_;
    Input input_;
    render::Renderer renderer_;
    std::vector<render::StageTextures> textures_;  ///< one an exhibit
    InterfaceRenderer interface_renderer_;
    InterfaceCache interface_{interface_renderer_};
    PanelPictures pictures_;

    bool gets_ready_ = false;
    bool touched_ = true;  ///< something had changed before the present frame
    ReliefFade relief_fade_;
    std::vector<scene::Camera> cameras_;  ///< of the exhibits, in the last frame

    ui::FontFiles font_files_;
    ui::Look look_;
    bool look_ready_ = false;
    ui::GlyphSet glyphs_;  ///< those that the fonts have, or will have
    bool glyphs_grown_ = false;
    std::uint64_t fonts_revision_ = 0;
    bool page_was_open_ = false;
    std::uint64_t drawn_revision_ = 0;  ///< of the canvas shown, in the last frame
};

}  // namespace convoscope::app
