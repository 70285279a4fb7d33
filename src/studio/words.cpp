#include "studio/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "base/message.h"
#include "nn/ops/operator.h"
#include "scene/painting.h"
#include "studio/texts.h"

namespace convoscope::studio {
namespace {

/// What layers are called by custom, before their number: such a name says no more than the title does.
constexpr std::array<std::string_view, 3> kStems{"conv", "pool", "fc"};

const nn::Node& node_at(const nn::Architecture& architecture, int node) {
    return architecture.nodes[static_cast<std::size_t>(node)];
}

bool is_output(const nn::Architecture& architecture, int node) {
    return node + 1 == static_cast<int>(architecture.nodes.size());
}

/// The number at the end of a name of custom; empty: it is another name.
std::string number_of(const std::string& name) {
    for (const std::string_view stem : kStems) {
        if (!name.starts_with(stem) || name.size() == stem.size()) continue;
        const std::string number = name.substr(stem.size());
        if (std::ranges::all_of(number, [](unsigned char sign) { return std::isdigit(sign) != 0; }))
            return number;
    }
    return {};
}

std::string capitalised(std::string words) {
    if (!words.empty())
        words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
}

/// Other programs' names ("18", "/conv1/Conv") are no titles.
bool is_imported(const nn::Architecture& architecture, int node) {
    return !node_at(architecture, node).origin.empty();
}

/// Which one of its operator the layer is, counted from 1.
int number_among_its_kind(const nn::Architecture& architecture, int node) {
    const auto end = architecture.nodes.begin() + node + 1;
    return static_cast<int>(std::count_if(architecture.nodes.begin(), end, [&](const nn::Node& other) {
        return other.op == node_at(architecture, node).op;
    }));
}

/// Empty of the input and the output, which have none.
std::string number_in_title(const nn::Architecture& architecture, int node) {
    if (!is_imported(architecture, node)) return number_of(node_at(architecture, node).name);
    const bool answers = is_output(architecture, node) && node_at(architecture, node).output.is_flat();
    return node == 0 || answers ? "" : std::to_string(number_among_its_kind(architecture, node));
}

/// Whether the title is the network's own name for the layer.
bool keeps_name(const nn::Architecture& architecture, int node) {
    if (is_imported(architecture, node)) return false;
    const std::string& name = node_at(architecture, node).name;
    const bool ends = (node == 0 && name == "input") || (is_output(architecture, node) && name == "output");
    return !ends && number_of(name).empty();
}

Message shape_message(const nn::Architecture& architecture, int node) {
    const nn::Shape& shape = node_at(architecture, node).output;
    if (node == 0 && scene::shows_colours(architecture))
        return {texts.shape_colours, shape.height, shape.width};
    if (is_output(architecture, node) && shape.is_flat()) return {texts.shape_classes, shape.channels};
    if (shape.is_flat()) return {texts.shape_units, shape.channels};
    if (shape.channels > 1) return {texts.shape_maps, shape.channels, shape.height, shape.width};
    return {node == 0 ? texts.shape_pixels : texts.shape_one_map, shape.height, shape.width};
}

}  // namespace

std::string layer_title(const nn::Architecture& architecture, int node, Language language) {
    const nn::Node& layer = node_at(architecture, node);
    if (keeps_name(architecture, node)) return layer.name;
    const std::string number = number_in_title(architecture, node);
    if (number.empty()) return (node == 0 ? texts.title_input : texts.title_output).in(language);
    return capitalised(Message(texts.title_numbered, layer.op->words, number).in(language));
}

std::string layer_words(const nn::Architecture& architecture, int node, Language language) {
    const Message shape = shape_message(architecture, node);
    if (!keeps_name(architecture, node)) return shape.in(language);
    return Message(texts.layer_of_own_name, node_at(architecture, node).op->words, shape).in(language);
}

std::string block_title(const nn::LayerBlock& block, Language language) {
    return block.number > 0 ? Message(texts.title_block, block.number).in(language) : block.name;
}

std::string block_words(const nn::LayerBlock& block, Language language) {
    if (block.children == 0) return Message(texts.block_of_layers, block.layers()).in(language);
    return Message(texts.block_of_blocks, block.children, block.layers()).in(language);
}

std::string class_words(const std::string& name, Language language) {
    static constexpr std::array kKnown{
        texts.clothes_tshirt, texts.clothes_trousers,  texts.clothes_pullover, texts.clothes_dress,
        texts.clothes_coat,   texts.clothes_sandal,    texts.clothes_shirt,    texts.clothes_sneaker,
        texts.clothes_bag,    texts.clothes_ankle_boot};
    const auto known = std::ranges::find_if(kKnown, [&](const Text& text) { return name == text.english; });
    return known == kKnown.end() ? name : known->in(language);
}

std::vector<std::string> class_words(const nn::Architecture& architecture, Language language) {
    if (language == Language::English) return architecture.classes;
    std::vector<std::string> words;
    words.reserve(architecture.classes.size());
    for (const std::string& name : architecture.classes) words.push_back(class_words(name, language));
    return words;
}

std::string place_in_layer_words(const nn::Architecture& architecture, const nn::Unit& unit,
                                 Language language) {
    const nn::Shape& shape = node_at(architecture, unit.node).output;
    if (is_output(architecture, unit.node) && shape.is_flat())
        return Message(texts.place_class,
                       class_words(architecture.classes[static_cast<std::size_t>(unit.map)], language))
            .in(language);
    if (shape.is_flat()) return Message(texts.place_unit, unit.map).in(language);
    if (shape.channels == 1) return Message(texts.place_pixel, unit.row, unit.column).in(language);
    return Message(texts.place_in_map, unit.map, unit.row, unit.column).in(language);
}

std::string place_words(const nn::Architecture& architecture, const nn::Unit& unit, Language language) {
    return Message(texts.place, layer_title(architecture, unit.node, language),
                   place_in_layer_words(architecture, unit, language))
        .in(language);
}

}  // namespace convoscope::studio
