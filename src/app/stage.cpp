#include "app/stage.h"

#include <algorithm>
#include <utility>

namespace convoscope::app {
namespace {

/// The ripple's first step after a rest: new ink shows in the frame that it arrives in.
constexpr double kFirstStep = 1.0 / 60;

bool same(const scene::LayoutOptions& a, const scene::LayoutOptions& b) {
    return a.arrangement == b.arrangement && a.aspect == b.aspect;
}

}  // namespace

Stage::Stage(nn::ModelPtr model) : model_(std::move(model)), values_(model_->architecture) {}

void Stage::show(const Session& session, bool settle) {
    if (session.reading().steps.blank)
        values_.rest();
    else
        values_.set_target(model_->architecture, session.workspace());
    if (settle) values_.settle();
    values_moving_ = !settle;
}

void Stage::glide_from_here(double now, double seconds) {
    if (!updated_once_) return;
    glide_camera_ = camera_;
    glide_layout_ = layout_;
    glide_start_ = now;
    glide_seconds_ = seconds;
    gliding_ = true;
}

void Stage::update_layout(const scene::ViewState& view, float aspect) {
    const scene::Arrangement arrangement =
        view.preset ? scene::arrangement_of(*view.preset) : view.arrangement;
    const scene::LayoutOptions options{arrangement, aspect};
    if (layout_options_ && same(*layout_options_, options)) return;
    target_layout_ = scene::make_layout(model_->architecture, options);
    layout_options_ = options;
    if (atlas_.slots.empty()) atlas_ = scene::make_atlas(target_layout_);
}

void Stage::update_camera(const scene::ViewState& view, double now, float caption_width) {
    const scene::Camera target = view.preset
                                     ? scene::preset_camera(*view.preset, target_layout_, viewport_.aspect(),
                                                            caption_width / viewport_.width)
                                     : view.camera;
    const double passed = (now - glide_start_) / glide_seconds_;
    if (gliding_ && passed >= 1) gliding_ = false;
    if (!gliding_) {
        camera_ = target;
        layout_ = target_layout_;
        return;
    }
    const auto t = static_cast<float>(passed);
    camera_ = scene::glide(glide_camera_, target, t);
    layout_ = scene::mix(glide_layout_, target_layout_, scene::ease_out(t));
}

void Stage::update_focus(const scene::ViewState& view, const std::optional<scene::Vector2>& pointer) {
    pointed_at_.reset();
    if (pointer)
        if (const auto hit = scene::pick(layout_, camera_.ray(*pointer, viewport_), heights_))
            pointed_at_ = scene::unit_of(model_->architecture, layout_.blocks[hit->block].node, hit->unit);
    focus_ = pointed_at_;
    if (!focus_ && !view.selection.empty()) focus_ = nn::parse_address(model_->architecture, view.selection);
    edges_.clear();
    outlines_.clear();
    if (!focus_) return;
    edges_ = scene::edge_ribbons(*model_, layout_, *focus_, view.theme);
    outlines_ = scene::outline_ribbons(*model_, layout_, *focus_, heights_, view.theme);
}

void Stage::update(const scene::ViewState& view, const scene::Viewport& viewport, double now,
                   float caption_width, const std::optional<scene::Vector2>& pointer) {
    const double step = resting_ ? kFirstStep : std::max(0.0, now - last_update_);
    last_update_ = now;
    if (values_moving_) {
        values_moving_ = view.motion && values_.advance(step);
        if (!values_moving_) values_.settle();
    }
    resting_ = !values_moving_;
    viewport_ = viewport;
    update_layout(view, viewport.aspect());
    update_camera(view, now, caption_width);
    heights_ = scene::block_heights(layout_, values_);
    update_focus(view, pointer);
    scene::make_draw_list(layout_, atlas_, heights_, camera_, draw_list_);
    updated_once_ = true;
}

int Stage::focus_layer() const {
    if (!focus_) return -1;
    for (std::size_t i = 0; i < layout_.layers.size(); ++i)
        if (layout_.layers[i].node == focus_->node) return static_cast<int>(i);
    return -1;
}

const std::vector<scene::Colour>* Stage::new_atlas_pixels(const scene::ViewState& view) {
    const Painted wanted{values_.revision(), view.palette, view.scale, view.theme};
    if (painted_ == wanted) return nullptr;
    painted_ = wanted;
    scene::paint_atlas(target_layout_, atlas_, values_, view.palette, view.scale, view.theme, pixels_);
    return &pixels_;
}

}  // namespace convoscope::app
