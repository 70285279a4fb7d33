#include <algorithm>
#include <filesystem>
#include <string>

#include "features/bar_row.h"
#include "features/models/models.h"
#include "features/models/texts.h"
#include "models/bundled.h"
#include "ui/lines.h"

/// The model menu: the bundled models with a line each, and files that were opened lately.
namespace convoscope::models_shown {
namespace {

using features::Frame;

constexpr float kWidestWords = 420;  ///< points; of a folder's path its end is what tells
constexpr float kRoomForMark = 30;
constexpr float kWidestTitle = 150;
constexpr float kWidestOpening = 240;

/// A model's line: its name, and what it is, quietly beside it.
void model_item(Frame& frame, const std::string& name, const char* words, const std::string& model,
                float column) {
    const bool shown = model == frame.studio.exhibit().model().name;
    ImGui::PushID(model.c_str());
    if (ImGui::MenuItem(name.c_str(), nullptr, shown)) frame.intents.run("model.show", model);
    ImGui::PopID();
    ImGui::SameLine(column);
    const ui::Look& look = frame.look;
    const float size = look.fonts.body->FontSize;
    ImGui::TextDisabled(
        "%s", ui::shortened(look.fonts.body, size, look.px(kWidestWords), words, ui::Keep::End).c_str());
    // The mark of the one that is shown stands behind the widest.
    ImGui::SameLine(0, 0);
    ImGui::Dummy({look.px(kRoomForMark), size});
}

const char* words_of(const Frame& frame, const std::string& name) {
    static constexpr std::pair<const char*, const Text&> kLines[] = {
        {"lenet5", texts.lenet5}, {"lenet5-1998", texts.lenet5_1998}, {"harley", texts.harley},
        {"mlp", texts.mlp},       {"templates", texts.templates},     {"fashion", texts.fashion}};
    for (const auto& [model, line] : kLines)
        if (model == name) return frame.words(line);
    return "";
}

void lines(Frame& frame) {
    const float column = frame.look.px(128);
    ImGui::TextDisabled("%s", frame.words(texts.bundled));
    for (const std::string& name : models::bundled_models(frame.studio.assets()))
        model_item(frame, name, words_of(frame, name), name, column);
    const std::vector<std::string>& recent = frame.studio.parts.of<Settings>().recent;
    if (recent.empty()) return;
    ImGui::Separator();
    ImGui::TextDisabled("%s", frame.words(texts.recent));
    for (const std::string& file : recent) {
        const std::filesystem::path path(file);
        model_item(frame, path.filename().string(), path.parent_path().c_str(), file, column);
    }
}

/// How far the file is that is being opened, over a bar of its progress, and a cross to give it up.
void opening_line(Frame& frame) {
    const State& state = frame.studio.parts.of<State>();
    if (!state.opening.job.active()) return;
    const ui::Look& look = frame.look;
    const std::string name = std::filesystem::path(state.opening.path).filename().string();
    const int planned = state.opening.progress->planned;
    const int now = std::min(state.opening.progress->tried + 1, planned);
    const Message message =
        planned > 0 ? Message(texts.trying, name, now, planned) : Message(texts.reading_file, name);
    const std::string words = ui::shortened(look.fonts.body, look.fonts.body->FontSize,
                                            look.px(kWidestOpening), frame.words(message), ui::Keep::End);
    features::BarRow row(frame, true);
    ImGui::SameLine(0, look.px(8));
    const float width =
        ui::text_size(look.fonts.body, look.fonts.body->FontSize, words.c_str()).x + look.px(12);
    row.item(width, [&] {
        const float share = planned > 0 ? static_cast<float>(now) / static_cast<float>(planned) : 0;
        ImGui::PushStyleColor(ImGuiCol_PlotHistogram, look.colours.bar_track);
        ImGui::ProgressBar(share, {width, 0}, words.c_str());
        ImGui::PopStyleColor();
    });
    row.command({.id = "model.cancel", .label = texts.cancel});
}

}  // namespace

void draw_menu(Frame& frame) {
    ImGui::Separator();
    lines(frame);
}

void title(Frame& frame) {
    const ui::Look& look = frame.look;
    features::BarRow row(frame, true);
    const std::string& name = frame.studio.exhibit().model().name;
    row.menu({.id = "models",
              .label = texts.title,
              .strong = true,
              .help = &texts.choose,
              .words = ui::shortened(look.fonts.strong, look.fonts.strong->FontSize, look.px(kWidestTitle),
                                     name, ui::Keep::Beginning)},
             [&] {
                 lines(frame);
                 ImGui::Separator();
                 for (const char* id : {"model.open", "model.doctor", "model.back"})
                     features::command_item(frame, {.id = id});
             });
    opening_line(frame);
}

}  // namespace convoscope::models_shown
