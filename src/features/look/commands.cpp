#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/fields_json.h"
#include "base/number.h"
#include "features/look/look.h"
#include "features/look/texts.h"
#include "studio/selection.h"
#include "studio/texts.h"

namespace convoscope::look {
namespace {

using scene::LayerDisplay;
using studio::Command;
using studio::Group;
using studio::Studio;

constexpr std::array<float, 8> kInterfaceScales{1.0f, 1.25f, 1.5f, 1.75f, 2.0f, 2.5f, 3.0f, 4.0f};

void set_view(Studio& studio, scene::Preset preset) {
    studio.glide();
    studio.view().preset = preset;
    studio.view().arrangement = scene::arrangement_of(preset);
}

template <scene::Preset View>
Command preset_command(const char* id, const Text& title, int key) {
    return {.id = id,
            .title = title,
            .group = Group::View,
            .keys = {{key}},
            .run = [](Studio& studio, const std::string&) { set_view(studio, View); },
            .is_on = [](const Studio& studio) { return studio.view().preset == View; }};
}

const Text* refuse_without_layer(const Studio& studio) {
    return studio::layer_in_hand(studio) ? nullptr : &studio::texts.no_layer_in_hand;
}

/// The layer that is named, else the one in hand.
std::string layer_meant(const Studio& studio, const std::string& argument) {
    if (argument.empty()) return studio.exhibit().architecture().nodes[*studio::layer_in_hand(studio)].name;
    studio::layer_called(studio, argument);
    return argument;
}

const scene::Folding& folding_of(const Studio& studio) { return studio.exhibit().stage.folding(); }

const Text* refuse_without_blocks(const Studio& studio) {
    return folding_of(studio).blocks().empty() ? &studio::texts.no_blocks : nullptr;
}

/// The folded block that the layer in hand is seen as, else the open one around it.
std::optional<int> block_in_hand(const Studio& studio) {
    const auto layer = studio::layer_in_hand(studio);
    if (!layer) return std::nullopt;
    const auto folded = folding_of(studio).seen_as(studio.view(), *layer);
    return folded ? folded : folding_of(studio).open_around(studio.view(), *layer);
}

const Text* refuse_without_block(const Studio& studio) {
    if (const Text* none = refuse_without_blocks(studio)) return none;
    if (const Text* none = refuse_without_layer(studio)) return none;
    return block_in_hand(studio) ? nullptr : &studio::texts.in_no_block;
}

void fold_block(Studio& studio, const std::string& argument) {
    const int block = argument.empty() ? *block_in_hand(studio) : studio::block_called(studio, argument);
    studio::set_folded(studio, block, !folding_of(studio).is_folded(studio.view(), block));
}

void fold_blocks(Studio& studio, const std::string&) {
    studio.glide();
    folding_of(studio).set_all(studio.view(), !folding_of(studio).all_folded(studio.view()));
}

void fold(Studio& studio, const std::string& argument) {
    const std::string layer = layer_meant(studio, argument);
    const int node = studio.exhibit().architecture().find(layer);
    if (const auto block = folding_of(studio).seen_as(studio.view(), node)) {
        studio::set_folded(studio, *block, false);
        return;
    }
    const bool folded = scene::display_of(studio.view(), layer) == LayerDisplay::Folded;
    studio::set_display(studio, layer, folded ? LayerDisplay::Shown : LayerDisplay::Folded);
}

void larger(Studio& studio, const std::string& argument) {
    float& scale = studio.settings.interface_scale;
    if (!argument.empty()) {
        const auto wanted = parsed_number(argument);
        if (!wanted || *wanted < kInterfaceScales.front() || *wanted > kInterfaceScales.back())
            throw Error(studio::texts.wrong_argument, "show.larger", argument, "1-4");
        scale = static_cast<float>(*wanted);
        return;
    }
    const auto* next = std::upper_bound(kInterfaceScales.begin(), kInterfaceScales.end(), scale + 0.01f);
    // What is as large as the window has room for is the last step.
    const bool capped = studio.places.largest_scale <= studio.places.density * scale;
    if (capped && scale <= kInterfaceScales.front()) studio.notify(texts.no_room_for_larger);
    scale = capped || next == kInterfaceScales.end() ? kInterfaceScales.front() : *next;
}

/// What follows in the order of names_of, the first after the last.
template <typename Choice>
Choice after(Choice choice) {
    const auto names = names_of(choice);
    for (std::size_t i = 0; i + 1 < names.size(); ++i)
        if (names[i].value == choice) return names[i + 1].value;
    return names.front().value;
}

/// "original|signed|even|grey" is meant where another word was said.
template <typename Choice>
Choice chosen(const char* id, const std::string& argument) {
    if (const auto choice = fields::choice_named<Choice>(argument)) return *choice;
    std::string names;
    for (const auto& entry : names_of(Choice{}))
        names += (names.empty() ? "" : "|") + std::string(entry.name);
    throw Error(studio::texts.wrong_argument, id, argument, names);
}

std::vector<Command> camera_commands() {
    return {
        preset_command<scene::Preset::Stage>("view.stage", texts.key_stage, '1'),
        preset_command<scene::Preset::Original>("view.original", texts.key_original, '2'),
        preset_command<scene::Preset::Flat>("view.flat", texts.key_flat, '3'),
        preset_command<scene::Preset::Side>("view.side", texts.key_side, '4'),
        preset_command<scene::Preset::Answer>("view.answer", texts.key_answer, '5'),
        {.id = "view.reset",
         .title = texts.key_reset,
         .group = Group::View,
         .keys = {{'R'}, {studio::kKeyHome}},
         .run =
             [](Studio& studio, const std::string&) {
                 set_view(studio, studio.view().preset.value_or(studio.view().home));
             }},
    };
}

std::vector<Command> folding_commands() {
    return {
        {.id = "layer.fold",
         .title = texts.key_fold,
         .group = Group::View,
         .keys = {{'F'}},
         .run = fold,
         .refuses_alone = refuse_without_layer,
         .argument = Command::Argument::Optional,
         .argument_hint = "LAYER"},
        {.id = "block.fold",
         .title = texts.key_fold_block,
         .group = Group::View,
         .run = fold_block,
         .refuses_alone = refuse_without_block,
         .argument = Command::Argument::Optional,
         .argument_hint = "BLOCK"},
        {.id = "view.fold_blocks",
         .title = texts.key_fold_blocks,
         .group = Group::View,
         .run = fold_blocks,
         .refuses = refuse_without_blocks,
         .is_on =
             [](const Studio& studio) {
                 return !refuse_without_blocks(studio) && folding_of(studio).all_folded(studio.view());
             },
         .also = texts.also_fold_blocks},
    };
}

std::vector<Command> hiding_commands() {
    return {
        {.id = "layer.hide",
         .title = texts.key_hide,
         .group = Group::View,
         .keys = {{'H'}},
         .run =
             [](Studio& studio, const std::string& argument) {
                 studio::set_display(studio, layer_meant(studio, argument), LayerDisplay::Hidden);
             },
         .refuses_alone = refuse_without_layer,
         .argument = Command::Argument::Optional,
         .argument_hint = "LAYER"},
        {.id = "layer.show",
         .title = texts.show_layer,
         .group = Group::View,
         .run =
             [](Studio& studio, const std::string& argument) {
                 studio::set_display(studio, layer_meant(studio, argument), LayerDisplay::Shown);
             },
         .argument = Command::Argument::Required,
         .argument_hint = "LAYER"},
        {.id = "layer.show_all",
         .title = texts.key_show_all,
         .group = Group::View,
         .keys = {{'H', studio::kShift}},
         .run = [](Studio& studio, const std::string&) { studio::show_all(studio); },
         .refuses =
             [](const Studio& studio) {
                 return studio.view().layers.empty() ? &texts.all_are_shown : nullptr;
             }},
    };
}

std::vector<Command> colour_commands() {
    return {
        {.id = "show.next_palette",
         .title = texts.key_palette,
         .group = Group::Show,
         .keys = {{'K'}},
         .run = [](Studio& studio,
                   const std::string&) { studio.view().palette = after(studio.view().palette); },
         .also = texts.also_palette},
        {.id = "show.palette",
         .title = texts.palette_help,
         .group = Group::Show,
         .run =
             [](Studio& studio, const std::string& argument) {
                 studio.view().palette = chosen<scene::Palette>("show.palette", argument);
             },
         .argument = Command::Argument::Required,
         .argument_hint = "original|signed|even|grey"},
        {.id = "show.next_scale",
         .title = texts.key_scale,
         .group = Group::Show,
         .keys = {{'S'}},
         .run = [](Studio& studio, const std::string&) { studio.view().scale = after(studio.view().scale); }},
        {.id = "show.scale",
         .title = texts.key_choose_scale,
         .group = Group::Show,
         .run =
             [](Studio& studio, const std::string& argument) {
                 studio.view().scale = chosen<scene::Scale>("show.scale", argument);
             },
         .argument = Command::Argument::Required,
         .argument_hint = "layer|map|network|fixed"},
    };
}

std::vector<Command> interface_commands() {
    return {
        {.id = "show.theme",
         .title = texts.key_theme,
         .group = Group::Show,
         .keys = {{'L'}},
         .run = [](Studio& studio,
                   const std::string&) { studio.settings.theme = after(studio.settings.theme); },
         .also = texts.also_theme},
        {.id = "show.larger",
         .title = texts.key_larger,
         .group = Group::Show,
         .keys = {{'U'}},
         .run = larger,
         .argument = Command::Argument::Optional,
         .argument_hint = "1-4",
         .also = texts.also_larger},
        {.id = "show.panels",
         .title = texts.key_panels,
         .group = Group::Show,
         .keys = {{studio::kKeyTab}},
         .run =
             [](Studio& studio, const std::string&) {
                 studio.glide();
                 studio.settings.panels = studio.presenting || !studio.settings.panels;
                 studio.presenting = false;
                 if (!studio.settings.panels)
                     studio.notify(Message(texts.panels_hidden, studio.commands().key_of("show.panels")));
             },
         .is_on = [](const Studio& studio) { return studio.settings.panels; },
         .also = texts.also_panels},
    };
}

std::vector<Command> effect_commands() {
    return {
        {.id = "show.relief",
         .title = texts.key_relief,
         .group = Group::Show,
         .run = [](Studio& studio, const std::string&) { studio.settings.relief = !studio.settings.relief; },
         .is_on = [](const Studio& studio) { return studio.settings.relief; }},
        {.id = "show.glow",
         .title = texts.key_glow,
         .group = Group::Show,
         .run = [](Studio& studio, const std::string&) { studio.settings.glow = !studio.settings.glow; },
         .is_on = [](const Studio& studio) { return studio.settings.glow; }},
        {.id = "show.motion",
         .title = texts.key_motion,
         .group = Group::Show,
         .keys = {{'M'}},
         .run =
             [](Studio& studio, const std::string&) {
                 studio.settings.motion = !studio.settings.motion;
                 studio.notify(Message(studio.settings.motion ? texts.motion_on : texts.motion_off));
             },
         .is_on = [](const Studio& studio) { return studio.settings.motion; },
         .also = texts.also_motion},
    };
}

}  // namespace

std::vector<Command> view_commands() {
    return studio::all_rows({camera_commands(), folding_commands(), hiding_commands()});
}

std::vector<Command> show_commands() {
    return studio::all_rows({colour_commands(), interface_commands(), effect_commands()});
}

}  // namespace convoscope::look
