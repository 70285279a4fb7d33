#include "features/explain/heat_maps.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"
#include "base/fields_json.h"
#include "base/number.h"
#include "features/explain/commands.h"
#include "features/explain/texts.h"
#include "features/explain/trying.h"
#include "features/explain/views.h"
#include "studio/texts.h"
#include "studio/words.h"
#include "ui/lines.h"
#include "ui/terms.h"

/// Eight heat maps of one unit side by side, what each means and what it does not, and the scramble test.
namespace convoscope::explain_shown {
namespace {

using explain::HeatMap;
using explain::kMethods;
using explain::Method;
using features::Frame;
using studio::Studio;

constexpr float kLeastTile = 80;  ///< points
constexpr float kInk = 0.35f;     ///< how strongly the drawing shows through a map
constexpr const char* kMethodIds =
    "gradient|input_gradient|integrated|smooth|guided|deconvolution|gradcam|occlusion";

/// What people read of a method.
struct Words {
    const Text& name;
    const Text& means;      ///< in one sentence,
    const Text& means_not;  ///< and what it does not
};
Words words_of(Method method) {
    switch (method) {
        case Method::Gradient:
            return {texts.gradient, texts.gradient_means, texts.gradient_not};
        case Method::InputGradient:
            return {texts.input_gradient, texts.input_gradient_means, texts.input_gradient_not};
        case Method::Integrated:
            return {texts.integrated, texts.integrated_means, texts.integrated_not};
        case Method::Smooth:
            return {texts.smooth, texts.smooth_means, texts.smooth_not};
        case Method::Guided:
            return {texts.guided, texts.guided_means, texts.guided_not};
        case Method::Deconvolution:
            return {texts.deconvolution, texts.deconvolution_means, texts.deconvolution_not};
        case Method::GradCam:
            return {texts.gradcam, texts.gradcam_means, texts.gradcam_not};
        case Method::Occlusion:
            break;
    }
    return {texts.occlusion, texts.occlusion_means, texts.occlusion_not};
}

const HeatMap* map_of(const HeatMaps& state, Method method) {
    const auto found = std::ranges::find(state.maps, method, &HeatMap::method);
    return found == state.maps.end() ? nullptr : &*found;
}

MapsOf wanted(const HeatMaps& state, const studio::Exhibit& exhibit) {
    return {exhibit.model_pointer(), exhibit.reading().revision, asked_target(exhibit), state.options};
}

/// The maps are of what is shown now.
bool is_current(const HeatMaps& state, const studio::Exhibit& exhibit) {
    return !state.maps.empty() && state.of == wanted(state, exhibit);
}

/// What the network sees as ink, 0 .. 1: the mean over the channels.
void take_ink(HeatMaps& state, const studio::Exhibit& exhibit) {
    const nn::InputSpec& spec = exhibit.architecture().input;
    const std::size_t area =
        static_cast<std::size_t>(spec.shape.height) * static_cast<std::size_t>(spec.shape.width);
    const auto input = exhibit.workspace().activations(0);
    state.ink.assign(area, 0);
    for (int channel = 0; channel < spec.shape.channels; ++channel) {
        const nn::ChannelRange range = spec.range(channel);
        const auto plane = input.subspan(static_cast<std::size_t>(channel) * area, area);
        for (std::size_t i = 0; i < area; ++i)
            state.ink[i] += std::clamp((plane[i] - range.low) / (range.high - range.low), 0.0f, 1.0f) /
                            static_cast<float>(spec.shape.channels);
    }
    state.ink_of = exhibit.reading().revision;
    ++state.ink_revision;
}

void advance(Studio& studio) {
    HeatMaps& state = studio.parts.of<HeatMaps>();
    const studio::Exhibit& exhibit = studio.exhibit();
    if (auto maps = state.pending.take()) {
        state.maps = std::move(*maps);
        state.of = state.asked;
        ++state.revision;
        if (trying(studio).scrambled == 0) {
            state.unscrambled.clear();
            for (const HeatMap& map : state.maps) state.unscrambled.push_back(map.plane());
        }
        studio.touch();
    }
    if (!exhibit.numbers()) return;
    if (state.ink.empty() || state.ink_of != exhibit.reading().revision ||
        state.ink_model != exhibit.model_pointer()) {
        state.ink_model = exhibit.model_pointer();
        take_ink(state, exhibit);
    }
    const MapsOf next = wanted(state, exhibit);
    // One that is being made is finished first, so that something shows while one draws.
    if (state.pending.active() || (!state.maps.empty() && state.of == next)) return;
    state.asked = next;
    const auto input = exhibit.workspace().activations(0);
    state.pending = studio.runner().start(explain::HeatMapJob(next.model, next.target, input, kMethods,
                                                              next.options, studio.runner().threads()));
}

bool is_busy(const Studio& studio) { return studio.parts.of<HeatMaps>().pending.active(); }

bool has_news(const Studio& studio) { return studio.parts.of<HeatMaps>().pending.done(); }

std::vector<scene::Colour> paint(const HeatMap& map, scene::Theme theme) {
    const scene::Ramp ramp = scene::make_contribution_ramp(theme);
    const float end = map.largest();
    std::vector<scene::Colour> pixels;
    for (const float value : map.plane())
        pixels.push_back(scene::look_up(ramp, {-end, end}, end > 0 ? value : 0));
    return pixels;
}

/// How the map's likeness to the one before the scramble stands below it.
std::string likeness(const Studio& studio, std::size_t index) {
    const HeatMaps& state = studio.parts.of<HeatMaps>();
    if (trying(studio).scrambled == 0 || index >= state.unscrambled.size() ||
        state.unscrambled[index].empty())
        return {};
    const float rho = explain::rank_correlation(state.maps[index].plane(), state.unscrambled[index]);
    return fixed(static_cast<double>(rho), 2);
}

ImTextureID ink_texture(Explaining& explaining) {
    const HeatMaps& state = explaining.frame.studio.parts.of<HeatMaps>();
    const nn::Shape& shape = explaining.exhibit.architecture().input.shape;
    return explaining.frame.pictures.ink("heat-map-ink", state.ink_revision, state.ink, shape.width,
                                         shape.height, true);
}

void picture(Explaining& explaining, const HeatMap& map, ImVec2 at, ImVec2 size) {
    Frame& frame = explaining.frame;
    const HeatMaps& state = frame.studio.parts.of<HeatMaps>();
    const scene::Theme theme = frame.look.theme;
    const std::string key = "heat-map-" + std::to_string(static_cast<int>(map.method));
    const std::uint64_t revision = 2 * state.revision + (theme == scene::Theme::Dark ? 1 : 0);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + size.x, at.y + size.y};
    const ImTextureID texture = frame.pictures.texture(
        key, revision, [&] { return paint(map, theme); }, map.shape.width, map.shape.height);
    list.AddImage(texture, at, end);
    // The ink, so that one sees where on the drawing a pixel lies.
    list.AddImage(ink_texture(explaining), at, end, {0, 0}, {1, 1},
                  ui::with_alpha(frame.look.colours.text, kInk));
}

void tile(Explaining& explaining, Method method, std::size_t index, float side) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const HeatMaps& state = frame.studio.parts.of<HeatMaps>();
    const HeatMap* map = map_of(state, method);
    const nn::Shape& shape = explaining.exhibit.architecture().input.shape;
    const float height =
        std::round(side * static_cast<float>(shape.height) / static_cast<float>(shape.width));
    const float line = look.fonts.small->FontSize;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(static_cast<int>(index));
    const bool clicked = ImGui::InvisibleButton("##map", {side, height + 1.4f * line});
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    if (clicked) frame.intents.run("explain.method", std::string(fields::name_of_choice(method)));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + side, at.y + height};
    list.AddRectFilled(at, end, look.colours.field, look.px(2));
    if (map && !map->why_not) picture(explaining, *map, at, {side, height});
    if (map && map->why_not) {
        const std::string words =
            ui::wrapped(look.fonts.small, line, side - look.px(8), frame.words(*map->why_not));
        ui::add_text(list, look.fonts.small, line, {at.x + look.px(4), at.y + look.px(4)}, look.colours.quiet,
                     words.c_str());
    }
    // What no longer belongs to the drawing is dimmed.
    if (map && !is_current(state, explaining.exhibit))
        list.AddRectFilled(at, end, ui::with_alpha(look.colours.panel, 0.45f));
    const bool chosen = method == state.method;
    list.AddRect(at, end,
                 chosen    ? look.colours.accent
                 : hovered ? look.colours.text
                           : look.colours.panel_line,
                 look.px(2), 0, chosen ? look.px(2) : 1.0f);
    const std::string alike = map ? likeness(frame.studio, index) : std::string();
    const float room = side - ui::text_size(look.fonts.small, line, alike.c_str()).x - look.px(4);
    const std::string name =
        ui::shortened(look.fonts.small, line, room, frame.words(words_of(method).name), ui::Keep::Beginning);
    const float top = end.y + 0.15f * line;
    ui::add_text(list, look.fonts.small, line, {at.x, top}, chosen ? look.colours.accent : look.colours.quiet,
                 name.c_str());
    ui::add_text(list, look.fonts.small, line,
                 {end.x - ui::text_size(look.fonts.small, line, alike.c_str()).x, top}, look.colours.text,
                 alike.c_str());
}

/// What the network sees, among the maps of it.
void input_tile(Explaining& explaining, float side) {
    const ui::Look& look = explaining.frame.look;
    const nn::Shape& shape = explaining.exhibit.architecture().input.shape;
    const float height =
        std::round(side * static_cast<float>(shape.height) / static_cast<float>(shape.width));
    const float line = look.fonts.small->FontSize;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 end{at.x + side, at.y + height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, end, look.colours.paper, look.px(2));
    if (!explaining.frame.studio.parts.of<HeatMaps>().ink.empty())
        list.AddImage(ink_texture(explaining), at, end, {0, 0}, {1, 1}, look.colours.ink);
    list.AddRect(at, end, look.colours.panel_line, look.px(2));
    const std::string name =
        ui::shortened(look.fonts.small, line, side, explaining.frame.words(texts.seen), ui::Keep::Beginning);
    ui::add_text(list, look.fonts.small, line, {at.x, end.y + 0.15f * line}, look.colours.quiet,
                 name.c_str());
    ImGui::Dummy({side, height + 1.4f * line});
}

void gallery(Explaining& explaining) {
    const ui::Look& look = explaining.frame.look;
    const float gap = look.px(6);
    constexpr int kTiles = static_cast<int>(kMethods.size()) + 1;
    const int columns =
        std::clamp(static_cast<int>((explaining.width + gap) / (look.px(kLeastTile) + gap)), 2, kTiles);
    // As many rows as there must be, filled evenly.
    const int rows = (kTiles + columns - 1) / columns;
    const int each = (kTiles + rows - 1) / rows;
    const float side =
        std::floor((explaining.width - gap * static_cast<float>(each - 1)) / static_cast<float>(each));
    input_tile(explaining, side);
    for (std::size_t i = 0; i < kMethods.size(); ++i) {
        if ((static_cast<int>(i) + 1) % each != 0) ImGui::SameLine(0, gap);
        tile(explaining, kMethods[i], i, side);
    }
}

/// The ends of the chosen map's palette, with its colours between them.
void scale_bar(Explaining& explaining, const HeatMap& map) {
    const ui::Look& look = explaining.frame.look;
    const float line = look.fonts.small->FontSize;
    const float end = map.largest();
    const std::string low = significant(-static_cast<double>(end), 3);
    const std::string high = "+" + significant(static_cast<double>(end), 3);
    const float left = ui::text_size(look.fonts.small, line, low.c_str()).x + look.px(6);
    const float right = ui::text_size(look.fonts.small, line, high.c_str()).x + look.px(6);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const scene::Ramp ramp = scene::make_contribution_ramp(look.theme);
    constexpr int kPieces = 32;
    const float piece = (explaining.width - left - right) / kPieces;
    for (int i = 0; i < kPieces; ++i) {
        const float x = at.x + left + piece * static_cast<float>(i);
        const auto place = static_cast<std::size_t>(i) * (ramp.size() - 1) / (kPieces - 1);
        list.AddRectFilled({x, at.y + 0.15f * line}, {x + piece + 0.5f, at.y + line},
                           ui::packed(ramp[place]));
    }
    ui::add_text(list, look.fonts.small, line, at, look.colours.quiet, low.c_str());
    ui::add_text(list, look.fonts.small, line, {at.x + explaining.width - right + look.px(6), at.y},
                 look.colours.quiet, high.c_str());
    ImGui::Dummy({explaining.width, line});
}

/// What the chosen map means, what it does not, and the numbers that check it.
void sentences(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const HeatMaps& state = frame.studio.parts.of<HeatMaps>();
    const Words words = words_of(state.method);
    heading(explaining, frame.words(words.name));
    const HeatMap* map = map_of(state, state.method);
    if (map && !map->why_not) scale_bar(explaining, *map);
    statement(explaining, frame.words(words.means));
    remark(explaining, frame.words(words.means_not));
    if (!map || map->why_not) return;
    if (map->method == Method::Integrated)
        remark(explaining, frame.words(Message(texts.completeness, significant(map->value - map->blank, 4),
                                               significant(map->residual, 2))));
    if (map->method == Method::GradCam && map->layer >= 0)
        remark(explaining, frame.words(Message(texts.gradcam_layer,
                                               studio::layer_title(explaining.exhibit.architecture(),
                                                                   map->layer, frame.look.language))));
    if (map->method == Method::Occlusion)
        remark(explaining, frame.words(Message(texts.patch_size, state.options.patch, state.options.patch)));
}

/// The slider that draws layers at random anew while it is held.
void scramble_part(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    heading(explaining, frame.words(texts.scramble_title));
    const explain::Scrambler layers(explaining.exhibit.own_model());
    const int most = static_cast<int>(layers.layers().size());
    int count = trying(frame.studio).scrambled;
    ImGui::SetNextItemWidth(explaining.width);
    const std::string shown =
        count == 0
            ? frame.words(texts.scramble_none)
            : frame.words(Message(
                  texts.scramble_down_to,
                  studio::layer_title(architecture, layers.layers()[static_cast<std::size_t>(count - 1)],
                                      look.language)));
    const bool moved = ImGui::SliderInt("##scramble", &count, 0, most, shown.c_str());
    if (moved) frame.intents.change([count](Studio& studio) { trying(studio).scrambled = count; });
    if (ImGui::IsItemDeactivated())
        frame.intents.change([](Studio& studio) { trying(studio).scrambled = 0; });
    remark(explaining, frame.words(texts.scramble_help));
}

void draw(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const HeatMaps& state = frame.studio.parts.of<HeatMaps>();
    const explain::Target target = asked_target(explaining.exhibit);
    const float value =
        explain::value_of(explaining.exhibit.architecture(), explaining.exhibit.workspace(), target);
    statement(explaining, frame.words(Message(texts.maps_of, target_words(frame.studio, target),
                                              significant(static_cast<double>(value), 4))));
    gallery(explaining);
    if (state.pending.active() && !is_current(state, explaining.exhibit) && state.pending.progress() > 0.02f)
        remark(explaining,
               frame.words(Message(texts.being_made,
                                   fixed(100.0 * static_cast<double>(state.pending.progress()), 0))));
    scramble_part(explaining);
    sentences(explaining);
}

void leave(Studio& studio) {
    trying(studio).scrambled = 0;
    studio.parts.of<HeatMaps>().pending.cancel();
}

void choose_method(Studio& studio, const std::string& name) {
    const auto method = fields::choice_named<Method>(name);
    if (!method) throw Error(studio::texts.wrong_argument, "explain.method", name, kMethodIds);
    studio.parts.of<HeatMaps>().method = *method;
    studio.view().explanation = heat_maps_view.id;
}

void scramble_to(Studio& studio, const std::string& argument) {
    const explain::Scrambler layers(studio.exhibit().own_model());
    const std::size_t most = layers.layers().size();
    const auto count = parsed_number(argument);
    if (!count || *count < 0 || *count > static_cast<double>(most) || *count != std::floor(*count))
        throw Error(studio::texts.wrong_argument, "explain.scramble", argument, "0-" + std::to_string(most));
    studio.view().explanation = heat_maps_view.id;
    trying(studio).scrambled = static_cast<int>(*count);
}

}  // namespace

std::vector<studio::Command> heat_map_commands() {
    using studio::Command;
    return {{.id = "explain.method",
             .title = texts.command_method,
             .group = studio::Group::Ask,
             .run = choose_method,
             .argument = Command::Argument::Required,
             .argument_hint = kMethodIds},
            {.id = "explain.scramble",
             .title = texts.command_scramble,
             .group = studio::Group::Ask,
             .run = scramble_to,
             .argument = Command::Argument::Required,
             .argument_hint = "LAYERS"}};
}

const View heat_maps_view{.id = "maps",
                          .tab = texts.maps_tab,
                          .question = texts.maps_question,
                          .draw = draw,
                          .advance = advance,
                          .has_news = has_news,
                          .leave = leave,
                          .is_busy = is_busy};

}  // namespace convoscope::explain_shown
