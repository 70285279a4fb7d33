#include "app/app.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "base/error.h"
#include "ui/layer_captions.h"
#include "ui/scene_labels.h"
#include "ui/text.h"

namespace convoscope::app {
namespace {

constexpr double kNoticeSeconds = 5;
/// Below it text has no pixels left; a window smaller still cuts the panels off.
constexpr float kSmallestScale = 0.25f;

ImTextureID to_imgui(const render::InkTexture& texture) {
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture.id()));
}

/// What an edge says when it is pointed at.
std::string edge_words(const nn::Architecture& architecture, const scene::Edge& edge) {
    const std::string source = nn::format_address(architecture, edge.source);
    const std::string target = nn::format_address(architecture, edge.target);
    char words[256];
    switch (architecture.nodes[edge.target.node].op) {
        case nn::Op::MaxPool:
            std::snprintf(words, sizeof words, ui::text(ui::Text::EdgeWordsPool), source.c_str(),
                          target.c_str(),
                          ui::text(edge.weight > 0 ? ui::Text::EdgePassed : ui::Text::EdgeDropped));
            break;
        case nn::Op::AveragePool:
            std::snprintf(words, sizeof words, ui::text(ui::Text::EdgeWordsPool), source.c_str(),
                          target.c_str(), ui::text(ui::Text::EdgeAveraged));
            break;
        default: {
            const double weight = edge.weight;
            const double contribution = edge.contribution;
            std::snprintf(words, sizeof words, ui::text(ui::Text::EdgeWords), source.c_str(), target.c_str(),
                          weight, static_cast<double>(edge.activation), contribution);
            break;
        }
    }
    return words;
}

}  // namespace

App::App(nn::ModelPtr model, Settings settings, ui::FontFiles fonts)
    : settings_(std::move(settings)),
      session_(model),
      stage_(model),
      canvas_texture_(render::InkTexture::Filter::Smooth),
      step_textures_{render::InkTexture(render::InkTexture::Filter::Smooth),
                     render::InkTexture(render::InkTexture::Filter::Smooth),
                     render::InkTexture(render::InkTexture::Filter::Pixels),
                     render::InkTexture(render::InkTexture::Filter::Pixels)},
      display_rasteriser_(1),
      font_files_(std::move(fonts)) {
    session_.read();
    stage_.show(session_, true);
}

App::~App() = default;

void App::prepare(const Surface& surface) {
    surface_ = surface;
    const float wanted = surface.density * settings_.view.interface_scale;
    // In steps, so that dragging the window's border does not bake the fonts anew for every pixel.
    const float largest = std::floor(ui::largest_scale(surface.width, surface.height) * 16) / 16;
    const float scale = std::max(kSmallestScale, std::min(wanted, largest));
    const bool rescaled = !look_ready_ || look_.scale != scale;
    if (!rescaled && look_.theme == settings_.view.theme) return;
    look_.scale = scale;
    look_.theme = settings_.view.theme;
    look_.colours = ui::colours_of(look_.theme);
    if (rescaled) {
        look_.fonts = ui::load_fonts(font_files_, scale);
        if (look_ready_) {  // the first texture is made by the back end's first frame
            ++textures_revision_;
            ImGui_ImplOpenGL3_DestroyFontsTexture();
            ImGui_ImplOpenGL3_CreateFontsTexture();
        }
    }
    ui::apply_style(look_);
    look_ready_ = true;
}

void App::settle() {
    read_drawing();
    stage_.show(session_, true);
}

void App::notify(const std::string& line) {
    notice_ = line;
    notice_until_ = now_ + kNoticeSeconds;
    dirty_ = true;
}

void App::read_drawing() {
    if (!session_.read()) return;
    ++reading_revision_;
    stage_.show(session_, false);
}

void App::upload_drawing() {
    // The canvas is drawn with as many pixels as it has on the screen, so that ink is sharp at any size.
    const int height = std::max(1, static_cast<int>(pad_.size.y));
    if (height != display_height_) {
        display_rasteriser_ = canvas::Rasteriser(height);
        display_height_ = height;
        uploaded_revision_ = 0;
    }
    const std::uint64_t revision = session_.canvas().revision();
    if (uploaded_revision_ == revision) return;
    uploaded_revision_ = revision;
    ++textures_revision_;
    const auto upload = [](render::InkTexture& texture, const canvas::Picture& picture) {
        if (!picture.empty()) texture.upload(picture.ink, picture.width, picture.height);
    };
    upload(canvas_texture_, display_rasteriser_.update(session_.canvas().drawing()));
    const canvas::Steps& steps = session_.reading().steps;
    upload(step_textures_[0], steps.drawn);
    upload(step_textures_[1], steps.cropped);
    upload(step_textures_[2], steps.scaled);
    upload(step_textures_[3], steps.centred);
}

ui::LegendState App::legend_state() const {
    ui::LegendState legend;
    if (stage_.layout().blocks.empty()) return legend;  // before the first frame
    const scene::ViewState& view = settings_.view;
    legend.palette = view.palette;
    legend.scale = view.scale;
    legend.mark = view.mark;
    const auto& focus = stage_.focus();
    const nn::Architecture& architecture = session_.architecture();
    const int node = focus ? focus->node : view.inspected_layer.empty() ? 0 : asked_node();
    legend.layer = architecture.nodes[node].name;
    // The scale of the very block that is painted: per map where the scale is, and the output's units are
    // blocks of their own.
    const scene::Block* block =
        stage_.layout().block_of(architecture, focus.value_or(nn::Unit{node, 0, 0, 0}));
    if (block) legend.range = scene::range_of(stage_.values(), *block, scene::scaling_of(view));
    if (!focus) return legend;
    legend.unit = nn::format_address(architecture, *focus);
    legend.value = stage_.values().layer(node)[nn::index_of(architecture, *focus)];
    const scene::Edges& edges = stage_.edges();
    legend.edges = edges.view;
    legend.strongest_edge = edges.strongest;
    if (!edges.edges.empty()) legend.edges_op = architecture.nodes[edges.edges.front().target.node].op;
    return legend;
}

ui::StepsPanelState App::steps_state() const {
    ui::StepsPanelState state;
    state.blank = session_.reading().steps.blank;
    for (std::size_t i = 0; i < state.steps.size(); ++i) {
        const int width = std::max(1, step_textures_[i].width()),
                  height = std::max(1, step_textures_[i].height());
        state.steps[i] = {to_imgui(step_textures_[i]), width, height, std::max(width, height), true};
    }
    const canvas::PreprocessOptions& taken = session_.reading().preprocessing;
    state.steps[1].taken = taken.crop;
    state.steps[2].taken = taken.scale;
    state.steps[3].taken = taken.centre;
    // What is not scaled is seen as large as it will stand in the network's picture.
    if (!taken.scale) state.steps[2].field = std::max(state.steps[2].field, canvas::kNetworkPicture);
    return state;
}

ui::PanelsState App::panels_state() {
    const canvas::Canvas& canvas = session_.canvas();
    ui::PanelsState state;
    state.view = &settings_.view;
    state.arrangement = settings_.panels;
    state.model = session_.model().name;
    state.canvas = {to_imgui(canvas_texture_),
                    canvas.drawing().blank(),
                    eraser_,
                    settings_.pen_share,
                    canvas.drawing().width / canvas.drawing().height,
                    canvas.can_undo(),
                    canvas.can_redo()};
    state.steps = steps_state();
    state.answer = {session_.reading().verdict, session_.reading().probabilities,
                    session_.architecture().classes};
    state.legend = legend_state();
    state.inspector = inspector_state();
    state.search = search_ ? &*search_ : nullptr;
    state.help = help_;
    state.dialog = dialog_ ? &*dialog_ : nullptr;
    state.notice = notice_;
    return state;
}

void App::frame(const Surface& surface, double now) {
    now_ = now;
    dirty_ = false;
    if (!notice_.empty() && now >= notice_until_) notice_.clear();
    read_drawing();
    upload_drawing();
    advance_sweep();
    advance_pulse();
    update_search();

    ui::Intents intents;
    panels_ = ui::draw_panels(look_, panels_state(), intents);
    settings_.panels = panels_.arrangement;
    if (panels_.canvas.size.x > 0) pad_ = panels_.canvas;
    if (dialog_ && !panels_.dialog_open) dialog_.reset();
    if (search_ && !panels_.search_open) search_.reset();
    stage_.mark(panels_.pointed);
    if (panels_.inspector_open != inspector_was_open_ && settings_.view.motion) stage_.glide_from_here(now);
    inspector_was_open_ = panels_.inspector_open;
    upload_drawing();  // a pad of another size shows its ink at once

    stage_.update(settings_.view, panels_.stage, now, ui::captions_width(look_, session_.architecture()),
                  pointed_place());
    draw_labels();
    draw_scene(surface);
    ImGui::Render();
    interface_.draw(*ImGui::GetDrawData(), panels_.panels, textures_revision_ + pictures_.revision());
    pictures_.forget_unused();
    apply(intents);
}

std::optional<scene::Vector2> App::pointed_place() const {
    // A button that is down has taken nothing away yet: it may become a click on what is pointed at.
    const bool dragging = drag_ == Drag::Ink || (drag_ != Drag::None && dragged_);
    const bool pointing = pointer_ && !panels_.blocked && !dragging && !clicked_at_ && !playing_ &&
                          panels_.stage.contains(*pointer_);
    return pointing ? pointer_ : std::nullopt;
}

void App::draw_labels() {
    const nn::Architecture& architecture = session_.architecture();
    ui::SceneLabelsState labels;
    labels.architecture = &architecture;
    labels.layout = &stage_.layout();
    labels.heights = stage_.heights();
    labels.camera = stage_.camera();
    labels.stage = stage_.viewport();
    const int last = static_cast<int>(architecture.nodes.size()) - 1;
    const scene::Painting painting = scene::painting_of(settings_.view, architecture);
    const std::vector<float> output = scene::shown_values(stage_.values(), painting, last);
    labels.output = output;
    for (std::size_t i = 0; i < architecture.nodes.size(); ++i)
        labels.magnitudes.push_back(stage_.values().magnitude(static_cast<int>(i)));
    if (painting.level(last) == 1) labels.verdict = session_.reading().verdict;  // no answer before the pulse
    if (const auto& focus = stage_.focus()) {
        if (const auto position = stage_.layout().position(architecture, *focus)) {
            labels.unit = nn::format_address(architecture, *focus);
            labels.value = stage_.values().layer(focus->node)[nn::index_of(architecture, *focus)];
            labels.unit_position = *position;
        }
    }
    for (const nn::Unit& pin : stage_.pins()) {
        const auto position = stage_.layout().position(architecture, pin);
        if (!position || pin == stage_.focus()) continue;
        labels.pins.push_back({nn::format_address(architecture, pin), *position});
    }
    if (const auto& edge = stage_.pointed_edge()) labels.edge = edge_words(architecture, *edge);
    labels.pointer = pointed_place();
    captions_ = ui::scene_labels(look_, labels);
}

void App::draw_scene(const Surface& surface) {
    if (const auto* pixels = stage_.new_atlas_pixels(settings_.view))
        renderer_.upload_atlas(stage_.atlas(), *pixels);
    render::Frame frame;
    frame.framebuffer_width = surface.width;
    frame.framebuffer_height = surface.height;
    frame.stage = stage_.viewport();
    frame.surround = ui::to_colour(look_.colours.panel);
    frame.camera = stage_.camera();
    frame.theme = settings_.view.theme;
    frame.signed_palette = settings_.view.palette == scene::Palette::Signed;
    frame.pixels_per_point = look_.scale;
    frame.draw_list = &stage_.draw_list();
    frame.layers_behind_edges = stage_.layers_behind_edges();
    frame.edges = stage_.ribbons();
    frame.edges_behind = stage_.ribbons_behind();
    frame.outlines = stage_.outlines();
    try {
        renderer_.reload_changed_shaders();
    } catch (const Error& error) {  // a shader that is being edited; the old one goes on
        notify(error.what());
    }
    renderer_.draw(frame);
    glViewport(0, 0, surface.width, surface.height);
}

bool App::wants_frame() const {
    return dirty_ || stage_.moving() || uploaded_revision_ != session_.canvas().revision() ||
           picture_.has_value() || pulsing_ || (search_ && search_->query != search_->answered);
}

std::optional<double> App::next_frame_time() const {
    std::optional<double> next;
    if (!notice_.empty()) next = notice_until_;
    if (playing_) next = next ? std::min(*next, next_step_) : next_step_;
    return next;
}

std::optional<App::PictureRequest> App::take_picture_request() {
    return std::exchange(picture_, std::nullopt);
}

}  // namespace convoscope::app
