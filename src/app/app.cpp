#include "app/app.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/features.h"
#include "app/hdf5_child.h"
#include "app/texts.h"
#include "base/error.h"
#include "features/look/look.h"
#include "gl/load.h"
#include "nn/ops/aim_texts.h"
#include "nn/ops/texts.h"
#include "studio/selection.h"
#include "studio/texts.h"
#include "ui/texts.h"

namespace convoscope::app {
namespace {

/// Below it text has no pixels left; a window smaller still cuts the panels off.
constexpr float kSmallestScale = 0.25f;
/// How far above a silent unit the strongest one stands, in pitches.
constexpr float kRelief = 1.1f;
/// What long work may take of a frame where there are no threads.
constexpr std::chrono::milliseconds kWorkInFrame{6};

studio::Setup setup_of(Start start, const std::vector<features::Feature>& features) {
    studio::Setup setup;
    setup.model = std::move(start.model);
    setup.settings = std::move(start.settings);
    setup.assets = std::move(start.assets);
    setup.threads = start.threads;
    setup.wake = std::move(start.wake);
    setup.plain_hdf5 = hdf5_in_child(system_language());
    std::vector<studio::Command> commands;
    for (const features::Feature& feature : features) {
        commands.insert(commands.end(), feature.commands.begin(), feature.commands.end());
        if (feature.open) setup.openers.push_back(feature.open);
        setup.seen.insert(setup.seen.end(), feature.seen.begin(), feature.seen.end());
        if (feature.finish) setup.finishers.push_back(feature.finish);
    }
    setup.commands = studio::CommandTable(std::move(commands));
    return setup;
}

/// Edges for the last row of a room, by those for a reader.
constexpr float kPresentedEdges = 1.8f;

/// Exhibits stand beside one another, all as wide.
scene::Viewport part_of(const scene::Viewport& stage, std::size_t index, std::size_t count) {
    const float left = std::floor(stage.width * static_cast<float>(index) / static_cast<float>(count));
    const float right = std::floor(stage.width * static_cast<float>(index + 1) / static_cast<float>(count));
    if (count == 1) return stage;
    return {stage.x + left, stage.y, right - left, stage.height};
}

}  // namespace

App::App(Start start)
    : features_(all_features()), studio_(setup_of(start, features_)), font_files_(std::move(start.fonts)) {}

App::~App() = default;

void App::spare_software_renderers() {
    const std::string name = gl::renderer_name();
    const auto is_called = [&](const char* what) { return name.find(what) != std::string::npos; };
    relief_fade_.set_active(is_called("llvmpipe") || is_called("softpipe") || is_called("SwiftShader"));
}

void App::handle(const platform::Event& event) { input_.handle(studio_, features_, look_, event); }

void App::prepare(const Surface& surface) {
    const studio::Settings& settings = studio_.settings;
    const float wanted = surface.density * settings.interface_scale;
    // In steps, so that dragging the window's border does not bake the fonts anew for every pixel.
    const float largest = std::floor(largest_scale(surface.width, surface.height, surface.density) * 16) / 16;
    const float scale = std::max(kSmallestScale, std::min(wanted, largest));
    studio_.places.surface_width = surface.width;
    studio_.places.surface_height = surface.height;
    studio_.places.density = surface.density;
    studio_.places.scale = scale;
    studio_.places.largest_scale = largest;
    note_glyphs();
    const bool grown = std::exchange(glyphs_grown_, false);
    const bool rescaled = !look_ready_ || look_.scale != scale || grown;
    if (!rescaled && look_.theme == settings.theme && look_.language == studio_.language()) return;
    look_.scale = scale;
    look_.theme = settings.theme;
    look_.language = studio_.language();
    look_.colours = ui::colours_of(look_.theme);
    if (rescaled) {
        look_.fonts = ui::load_fonts(font_files_, scale, glyphs_);
        interface_renderer_.upload_fonts();
        ++fonts_revision_;
    }
    ui::apply_style(look_);
    look_ready_ = true;
}

/// What is shown may have characters that the fonts lack.
void App::note_glyphs() {
    const features::Tell tell = [this](const std::string& name, bool large) {
        glyphs_grown_ = glyphs_.need(name, large) || glyphs_grown_;
    };
    if (!look_ready_ || look_.language != studio_.language()) {
        for (const features::Feature& feature : features_)
            for (const Text& text : feature.texts) tell(text.in(studio_.language()), false);
        for (const studio::Command& command : studio_.commands().all())
            tell(command.title.in(studio_.language()), false);
        for (const studio::Group group : studio::kGroups) tell(title_of(group).in(studio_.language()), false);
        for (const Text& text : all_of(studio::texts)) tell(text.in(studio_.language()), false);
        for (const Text& text : all_of(ui::texts)) tell(text.in(studio_.language()), false);
        for (const Text& text : all_of(nn::ops::words)) tell(text.in(studio_.language()), false);
        for (const Text& text : all_of(nn::ops::aims)) tell(text.in(studio_.language()), false);
        tell(texts.keys_title.in(studio_.language()), true);
        tell(texts.language_chinese.chinese, false);
    }
    tell(studio_.words(studio_.notice()), false);
    for (const features::Feature& feature : features_)
        if (feature.names) feature.names(studio_, tell);
}

void App::frame(const Surface& surface, double now) {
    studio_.set_now(now);
    touched_ = studio_.take_touched();
    studio_.runner().run_for(kWorkInFrame);
    studio_.read();
    for (const features::Feature& feature : features_)
        if (feature.advance) feature.advance(studio_);
    drawn_revision_ = studio_.shown_canvas().revision();

    features::Intents intents;
    features::Frame frame{look_, studio_, pictures_, intents};
    const Arranged arranged = draw_panels(frame, features_);
    studio_.places.stage = arranged.stage;
    studio_.places.floating = arranged.floating;
    studio_.places.blocked = arranged.blocked;
    if (std::exchange(studio_.places.sheet, arranged.sheet) != arranged.sheet) studio_.touch();
    if (frame.pad.width > 0 && !(studio_.places.pad == frame.pad)) {
        studio_.places.pad = frame.pad;
        studio_.touch();  // a pad of another size shows its ink with other pixels
    }
    for (const auto& exhibit : studio_.exhibits()) exhibit->stage.mark(frame.pointed);
    studio::arrive(studio_, part_of(arranged.stage, 0, studio_.exhibits().size()));
    if (arranged.page_open != page_was_open_) studio_.glide();
    page_was_open_ = arranged.page_open;

    update_stages();
    draw_labels(frame);
    for (const features::Feature& feature : features_)
        if (feature.over) feature.over(frame, *ImGui::GetForegroundDrawList());
    studio_.places.captions = std::move(frame.captions);
    studio_.places.bar = frame.bar;
    studio_.places.digit = frame.digit;
    draw_stages(surface);
    ImGui::Render();
    interface_.draw(*ImGui::GetDrawData(), arranged.panels, surface.framebuffer,
                    fonts_revision_ + pictures_.revision());
    pictures_.forget_unused();
    intents.apply(studio_);
}

void App::update_stages() {
    const auto& exhibits = studio_.exhibits();
    bool moving = false;
    cameras_.resize(exhibits.size());
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        const scene::Camera before = std::exchange(cameras_[i], exhibits[i]->stage.camera());
        moving =
            moving || exhibits[i]->stage.moving() || !(before == cameras_[i]) || exhibits[i]->view.pulse >= 0;
    }
    relief_fade_.update(studio_.now(), moving);
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        studio::Exhibit& exhibit = *exhibits[i];
        const scene::Viewport part = part_of(studio_.places.stage, i, exhibits.size());
        exhibit.stage.update({.view = exhibit.view,
                              .theme = studio_.settings.theme,
                              .motion = studio_.settings.motion,
                              .viewport = part,
                              .now = studio_.now(),
                              .caption_width = studio_.places.floating.width +
                                               look::captions_width(look_, exhibit, part.width),
                              .relief = {studio_.settings.relief ? kRelief * relief_fade_.share() : 0.0f},
                              .pointer = studio_.pointed_place()});
    }
}

void App::draw_labels(features::Frame& frame) {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    for (const auto& exhibit : studio_.exhibits()) {
        const scene::Viewport& stage = exhibit->stage.viewport();
        list.PushClipRect({stage.x, stage.y}, {stage.x + stage.width, stage.y + stage.height});
        for (const features::Feature& feature : features_)
            if (feature.labels) feature.labels(frame, *exhibit, list);
        list.PopClipRect();
    }
}

void App::draw_stages(const Surface& surface) {
    const auto& exhibits = studio_.exhibits();
    if (textures_.size() != exhibits.size()) {
        textures_.clear();
        textures_.resize(exhibits.size());
    }
    try {
        renderer_.reload_changed_shaders();
    } catch (const Error& error) {  // a shader that is being edited; the old one goes on
        studio_.notify(error.message());
    }
    renderer_.begin({surface.width, surface.height, surface.framebuffer, ui::to_colour(look_.colours.panel)});
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        studio::Exhibit& exhibit = *exhibits[i];
        studio::Stage& stage = exhibit.stage;
        textures_[i].upload(stage.pages().pages());
        render::Frame frame;
        frame.stage = stage.viewport();
        frame.camera = stage.camera();
        frame.theme = studio_.settings.theme;
        frame.palette = exhibit.view.palette;
        frame.body = scene::body_of(exhibit.view);
        frame.mark = exhibit.view.mark;
        frame.glow = studio_.settings.glow;
        frame.sheets = &stage.pages().sheets();
        frame.pixels_per_point = look_.scale * (studio_.presenting ? kPresentedEdges : 1.0f);
        frame.draw_list = &stage.draw_list();
        frame.wires = stage.wire_ribbons();
        frame.layers_behind_edges = stage.layers_behind_edges();
        frame.edges = stage.ribbons();
        frame.edges_taper = scene::pieces_of(stage.edges()) == 1;
        frame.edges_behind = stage.ribbons_behind();
        frame.outlines = stage.outlines();
        renderer_.draw(frame, textures_[i]);
        if (gets_ready_ && !touched_ && !is_moving()) renderer_.get_ready(frame, textures_[i]);
    }
    glViewport(0, 0, surface.width, surface.height);
}

bool App::is_moving() const {
    const auto due = [this](const features::Feature& feature) {
        const auto next = feature.next_frame ? feature.next_frame(studio_) : std::nullopt;
        return next && *next <= studio_.now();
    };
    const bool moving = std::ranges::any_of(studio_.exhibits(), [](const auto& exhibit) {
        return exhibit->stage.moving() || exhibit->has_news();
    });
    return studio_.touched() || moving || relief_fade_.is_low() ||
           drawn_revision_ != studio_.shown_canvas().revision() || studio_.picture ||
           (studio_.runner().threads() == 0 && studio_.runner().busy()) ||
           std::ranges::any_of(features_, due);
}

bool App::wants_frame() const { return is_moving() || (gets_ready_ && !renderer_.is_ready()); }

std::optional<double> App::next_frame_time() const {
    std::optional<double> next = studio_.notice_end();
    for (const features::Feature& feature : features_) {
        const auto wanted = feature.next_frame ? feature.next_frame(studio_) : std::nullopt;
        if (wanted) next = next ? std::min(*next, *wanted) : wanted;
    }
    return next;
}

std::optional<studio::PictureRequest> App::take_picture_request() {
    return std::exchange(studio_.picture, std::nullopt);
}

}  // namespace convoscope::app
