#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nn/forward.h"
#include "nn/model.h"
#include "scene/draw_list.h"
#include "scene/edges.h"
#include "scene/folding.h"
#include "scene/outlines.h"
#include "scene/pick.h"
#include "scene/pulse.h"
#include "scene/shown_values.h"
#include "scene/view_state.h"
#include "scene/wires.h"

namespace convoscope::studio {

/// What a stage is brought to in one frame.
struct StageFrame {
    const scene::ViewState& view;
    scene::Theme theme = scene::Theme::Dark;
    bool motion = true;
    scene::Viewport viewport;
    double now = 0;           ///< seconds on any clock
    float caption_width = 0;  ///< pixels to leave for the layers' captions
    scene::Relief relief = {};
    /// Where the mouse is over the stage, in framebuffer pixels; nothing when it is elsewhere.
    std::optional<scene::Vector2> pointer;
};

/// The scene over time: which layout and camera are seen now, what is pointed at, what must be drawn. No GL.
class Stage {
  public:
    static constexpr double kViewGlide = 0.4;  ///< seconds from one view to the next

    explicit Stage(nn::ModelPtr model);
    /// Edges and pulses are of this model's weights from now on.
    /// @param model  of the same architecture
    void compute_with(nn::ModelPtr model) { model_ = std::move(model); }

    void update(const StageFrame& frame);

    /// What the network made of the drawing, at once or as a ripple.
    /// @param numbers  null: nothing is drawn. A blank canvas is not an empty page that is read as some
    /// digit: nothing is
    ///                 computed, everything is at rest.
    void show(const nn::Workspace* numbers, bool settle);

    /// A unit to be outlined besides, or nothing: what the pointer is on in a panel.
    void mark(const std::optional<nn::Unit>& unit) { marked_ = unit; }

    /// From here on the camera glides to what the view says, instead of jumping there.
    void glide_from_here(double now, double seconds = kViewGlide);
    /// The user takes the camera: it stays where it is now.
    void stop_gliding() { gliding_ = false; }
    /// This one takes the place of another model's.
    void take_the_place_of(const Stage& before) { pages_.continue_after(before.pages_); }
    /// And the camera goes on from where that one has it.
    void glide_from(const Stage& before, double now);
    bool gliding() const { return gliding_; }
    bool moving() const { return values_moving_ || gliding_ || pages_.behind(); }

    const scene::Camera& camera() const { return camera_; }
    const scene::Viewport& viewport() const { return viewport_; }
    const scene::Layout& layout() const { return layout_; }
    const scene::ValuePages& pages() const { return pages_; }
    const scene::DrawList& draw_list() const { return draw_list_; }
    const std::vector<float>& heights() const { return heights_; }
    /// By layer: how far its units stand out at most, world units.
    const std::vector<float>& reliefs() const { return reliefs_; }
    const scene::ShownValues& values() const { return values_; }
    /// The unit pointed at, else the one selected.
    const std::optional<nn::Unit>& focus() const { return focus_; }
    const std::optional<nn::Unit>& pointed_at() const { return pointed_at_; }
    const std::vector<nn::Unit>& pins() const { return pins_; }
    /// Of the focus.
    const scene::Edges& edges() const { return edges_; }
    /// The edge pointed at, where the pointer is on no unit.
    const std::optional<scene::Edge>& pointed_edge() const { return pointed_edge_; }
    /// The network's blocks.
    const scene::Folding& folding() const { return folding_; }
    /// Which layer hears which, where their places do not tell; the lines of it, behind all layers.
    const std::vector<scene::WireCurve>& wires() const { return wires_; }
    const std::vector<scene::Ribbon>& wire_ribbons() const { return wire_ribbons_; }
    /// The wire pointed at, where the pointer is on no unit and no edge.
    const std::optional<scene::Wire>& pointed_wire() const { return pointed_wire_; }
    /// The edges as lines, and those pieces of them that layers in front of them cover.
    const std::vector<scene::Ribbon>& ribbons() const { return ribbons_; }
    const std::vector<scene::Ribbon>& ribbons_behind() const { return ribbons_behind_; }
    /// How many layers of the draw list lie behind the edges.
    int layers_behind_edges() const { return layers_behind_edges_; }
    const std::vector<scene::Ribbon>& outlines() const { return outlines_; }

  private:
    void update_layout(const scene::ViewState& view, float aspect);
    void update_camera(const scene::ViewState& view, double now, float caption_width);
    /// @param captions  share of the stage's width to leave for them
    const scene::Camera& camera_of(scene::Preset preset, float captions);
    void update_reliefs(const scene::Showing& showing);
    nn::Unit unit_at(const scene::Hit& hit) const;
    void update_focus(const scene::ViewState& view, const scene::Showing& showing,
                      const std::optional<scene::Vector2>& pointer);
    void update_edges(const scene::ViewState& view, scene::Theme theme);
    void point_at_edge(const std::optional<scene::Vector2>& pointer);
    void update_wires(scene::Theme theme, const std::optional<scene::Vector2>& pointer);
    void update_outlines(const scene::Showing& showing, scene::Theme theme);
    void add_pulse(const scene::ViewState& view, scene::Theme theme);
    void order_edges();

    /// What a preset's camera was fitted to, besides the target layout: to do so takes a walk around all that
    /// the view should hold.
    struct CameraKey {
        scene::Preset preset{};
        float aspect = 0;
        float captions = 0;
        bool operator==(const CameraKey&) const = default;
    };

    /// What the edges were made from.
    struct EdgesKey {
        std::optional<nn::Unit> unit;
        scene::EdgeView view;
        scene::Theme theme{};
        std::uint64_t values = 0;
        std::uint64_t layout = 0;
        bool operator==(const EdgesKey&) const = default;
    };

    /// What the wires' lines were made from.
    struct WiresKey {
        std::uint64_t layout = 0;
        scene::Theme theme{};
        int lit = -1;
        bool operator==(const WiresKey&) const = default;
    };

    nn::ModelPtr model_;
    scene::ShownValues values_;
    scene::Folding folding_;
    scene::Layout target_layout_;
    scene::Layout layout_;
    std::uint64_t layout_revision_ = 0;  ///< raised whenever layout_ changes
    std::uint64_t copied_revision_ = 0;  ///< at which layout_ was made the target
    std::optional<scene::LayoutOptions> layout_options_;
    scene::ValuePages pages_;
    std::optional<CameraKey> camera_key_;  ///< nothing: the layout is another
    scene::Camera preset_camera_;
    scene::Camera camera_;
    scene::Viewport viewport_;
    scene::DrawList draw_list_;
    std::vector<float> heights_;
    std::vector<float> reliefs_;
    std::optional<nn::Unit> pointed_at_;
    std::optional<nn::Unit> focus_;
    std::optional<nn::Unit> marked_;
    std::vector<nn::Unit> pins_;
    scene::Edges edges_;
    EdgesKey edges_key_;
    scene::PulsePath pulse_path_;
    std::uint64_t pulse_reading_ = 0;  ///< of the values that the path was made from
    std::optional<scene::Edge> pointed_edge_;
    std::vector<scene::WireCurve> wires_;
    std::vector<scene::Ribbon> wire_ribbons_;
    WiresKey wires_key_;
    std::optional<scene::Wire> pointed_wire_;
    std::vector<scene::Ribbon> ribbons_;
    std::vector<scene::Ribbon> ribbons_behind_;
    int layers_behind_edges_ = 0;
    std::vector<scene::Ribbon> outlines_;

    double last_update_ = 0;
    bool resting_ = true;  ///< no ripple was running at the last update
    bool updated_once_ = false;
    bool values_moving_ = false;
    bool gliding_ = false;
    bool layout_is_passing_ = false;  ///< the last update's layout was one between two others
    double glide_start_ = 0;
    double glide_seconds_ = kViewGlide;
    scene::Camera glide_camera_;
    std::optional<scene::Layout> glide_layout_;  ///< nothing: it is another model's, only the camera glides
};

}  // namespace convoscope::studio
