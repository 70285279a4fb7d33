#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/history.h"
#include "app/interface_cache.h"
#include "app/panel_pictures.h"
#include "app/session.h"
#include "app/stage.h"
#include "platform/event.h"
#include "render/ink_texture.h"
#include "render/renderer.h"
#include "scene/view_state.h"
#include "ui/panels.h"
#include "ui/scene_labels.h"

namespace convoscope::app {

/// The size and density of what a frame is drawn on.
struct Surface {
    int width = 1280;  ///< pixels
    int height = 720;
    float density = 1;  ///< of the monitor; the interface's own scale comes on top
};

/// What outlives a session, besides the drawing.
struct Settings {
    scene::ViewState view;
    ui::PanelArrangement panels;
    float pen_share = canvas::default_pen_width(1);  ///< the pen's width as a share of the canvas's height

    bool operator==(const Settings&) const = default;
};

/// The whole program but for the window: it takes events, keeps the state, and draws frames into whatever
/// framebuffer is bound. Needs a current GL context and a current ImGui context with its OpenGL back end from
/// construction to destruction.
class App {
  public:
    App(nn::ModelPtr model, Settings settings, ui::FontFiles fonts);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

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
    bool wants_to_quit() const { return quit_; }
    /// A picture was asked for. Asking takes the request.
    struct PictureRequest {
        std::filesystem::path path;
        int width = 0;  ///< pixels; 0: as large as the window is
        int height = 0;
    };
    std::optional<PictureRequest> take_picture_request();

    const Stage& stage() const { return stage_; }
    Session& session() { return session_; }
    const Session& session() const { return session_; }
    /// Where the pad is on the surface, pixels, as the last frame had it.
    const ui::CanvasPlace& canvas_place() const { return pad_; }
    const Settings& settings() const { return settings_; }
    /// The output is shown as it settles, not as it ripples.
    void settle();
    /// Opens a picture or a stroke file on the canvas; a bad one becomes a notice and the drawing stays.
    void open(const std::filesystem::path& path);
    /// Tells the user something in one line for a few seconds.
    void notify(const std::string& line);
    void notify_saved(const std::filesystem::path& path);

  private:
    void read_drawing();
    void upload_drawing();
    ui::StepsPanelState steps_state() const;
    ui::PanelsState panels_state();
    ui::LegendState legend_state() const;
    void draw_scene(const Surface& surface);
    void draw_labels();
    std::optional<scene::Vector2> pointed_place() const;  ///< where the pointer points at the scene

    void apply(const ui::Intents& intents);
    void apply(ui::Action action);
    void apply_view(ui::Action action);
    void apply_file(ui::Action action);
    void set_view(scene::Preset preset);
    void open_typed(const std::string& typed);
    void open_or_throw(const std::filesystem::path& path);
    void open_dialog(ui::Action what);
    void save(const ui::SaveFile& request);
    void write_request(const ui::SaveFile& request, const std::filesystem::path& path);
    void toggle_step(ui::Action action);
    void next_sample();
    void request_screenshot();

    void pointer_moved(const platform::Event& event);
    void pointer_button(const platform::Event& event);
    void scrolled(const platform::Event& event);
    void key_pressed(const platform::Event& event);
    canvas::Point to_canvas(double x, double y, double time) const;
    bool over_canvas(const scene::Vector2& at) const;
    void take_camera();

    // What is asked of units (app_ask.cpp).
    std::optional<nn::Unit> selected() const;
    int asked_node() const;  ///< the layer that keys and pages are about
    void select(const nn::Unit& unit, bool add);
    void replace_selection(const nn::Unit& unit);
    void unpin(const nn::Unit& unit);
    void click_on_stage(bool add);
    void inspect(int node);
    void let_go();
    void walk(ui::Action action);
    void keep_in_view(const nn::Unit& unit);
    void go_in_history(ui::Action action);
    void go_there();
    void play();
    void advance_sweep();
    void advance_pulse();
    void apply_ask(ui::Action action);
    void set_display(const std::string& layer, scene::LayerDisplay display);
    const nn::Workspace* numbers() const;  ///< of the drawing; null while nothing is drawn
    /// Of the selected unit; null while there is none, or nothing is drawn.
    const nn::Calculation* calculation();
    ui::InspectorState inspector_state();
    void update_search();
    bool has_numbers() const;  ///< the inspector shows something that can be saved
    std::string numbers_csv();
    std::string numbers_name() const;
    std::optional<int> caption_at(const std::optional<scene::Vector2>& pointer) const;

    /// What a pressed mouse button does until it is let go.
    enum class Drag { None, Ink, Orbit, Pan };

    float pen_width() const { return settings_.pen_share * session_.canvas().drawing().height; }

    Settings settings_;
    Session session_;
    Stage stage_;
    render::Renderer renderer_;
    InterfaceCache interface_;
    PanelPictures pictures_;
    render::InkTexture canvas_texture_;
    std::array<render::InkTexture, ui::kStepCount> step_textures_;
    canvas::Rasteriser display_rasteriser_;  ///< as many pixels as the canvas has on the screen
    int display_height_ = 0;
    std::uint64_t uploaded_revision_ = 0;
    std::uint64_t textures_revision_ = 0;  ///< raised with every upload of a texture that a panel shows

    ui::FontFiles font_files_;
    ui::Look look_;
    bool look_ready_ = false;
    ui::PanelsResult panels_;
    ui::CanvasPlace pad_;  ///< of the last frame that showed it: a stroke goes on when the panels are hidden
    Surface surface_;
    std::vector<ui::CaptionPlace> captions_;
    std::optional<ui::FileDialog> dialog_;
    std::optional<ui::SearchState> search_;
    History history_;
    std::uint64_t reading_revision_ = 0;  ///< raised with every reading of the drawing
    std::optional<nn::Calculation> calculation_;
    std::uint64_t calculated_reading_ = 0;
    bool playing_ = false;
    double next_step_ = 0;  ///< when the sweep goes on
    bool pulsing_ = false;
    int held_node_ = -1;  ///< the layer that F and H are about until the pointer moves
    double pulse_start_ = 0;
    std::string notice_;
    double notice_until_ = 0;
    bool help_ = false;
    bool eraser_ = false;
    int sample_ = -1;
    std::optional<PictureRequest> picture_;
    bool quit_ = false;

    Drag drag_ = Drag::None;
    platform::PointerButton drag_button_ = platform::PointerButton::Left;  ///< whose release ends it
    bool dragged_ = false;  ///< the pointer moved since the button went down: no click
    scene::Vector2 pressed_at_ = scene::Vector2::Zero();
    std::optional<scene::Vector2> pointer_;  ///< nothing while it is outside of the window
    /// Where the stage was clicked. The inspector may have moved the scene under the pointer since: until the
    /// pointer moves it points at nothing, and a second click is about the same unit.
    std::optional<scene::Vector2> clicked_at_;
    bool inspector_was_open_ = false;
    double stroke_start_ = 0;
    double now_ = 0;
    bool dirty_ = true;
};

}  // namespace convoscope::app
