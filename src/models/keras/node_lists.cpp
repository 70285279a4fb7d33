#include "models/keras/node_lists.h"

#include <algorithm>

#include "base/error.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

constexpr int kMostListsDeep = 8;
constexpr std::size_t kMostArguments = 1000;

class Reader {
  public:
    explicit Reader(const std::map<std::string, std::size_t>& places) : places_(places) {}

    /// ["conv2d", 0, 0] and what may follow, which are arguments of the layer's function.
    static bool is_place(const Json& value) {
        return value.is_array() && value.size() >= 3 && value[0].is_string() &&
               value[1].is_number_unsigned() && value[2].is_number_unsigned();
    }

    Source source(const Json& place, const Message& who) const {
        const auto found = places_.find(one_line(place[0].get<std::string>()));
        if (found == places_.end())
            throw Error(texts.unknown_source, who, one_line(place[0].get<std::string>()));
        return {found->second, place[1].get<std::size_t>(), place[2].get<std::size_t>()};
    }

    /// Tensors and numbers of a call, in their order, whatever lists they stand in.
    void gather(const Json& value, const Message& who, Call& call, int depth = 0) const {
        if (depth > kMostListsDeep || call.size() > kMostArguments)
            throw Error(texts.too_large, kMostArguments);
        if (is_place(value)) {
            call.emplace_back(source(value, who));
            if (value.size() > 3 && value[3].is_object()) gather_named(value[3], who, call, depth);
        } else if (value.is_array() && value.size() >= 3 && value[0] == "_CONSTANT_VALUE") {
            gather(value[2], who, call, depth + 1);
            if (value.size() > 3 && value[3].is_object()) gather_named(value[3], who, call, depth);
        } else if (value.is_array()) {
            for (const Json& one : value) gather(one, who, call, depth + 1);
        } else if (value.is_object() && value.value("class_name", Json()) == "__keras_tensor__") {
            const Json& config = as_object(member(value, "config", who), who);
            const Json& history = member(config, "keras_history", who);
            if (!is_place(history)) throw Error(texts.wrong_setting, who, "keras_history");
            call.emplace_back(source(history, who));
        } else if (value.is_object() && value.contains("args")) {
            gather(value["args"], who, call, depth + 1);
            if (value.contains("kwargs") && value["kwargs"].is_object())
                gather_named(value["kwargs"], who, call, depth);
        } else if (value.is_number()) {
            call.emplace_back(value.get<double>());
        }
    }

  private:
    /// Of arguments with names only those that carry something in: "y" and the like, never "training".
    void gather_named(const Json& arguments, const Message& who, Call& call, int depth) const {
        for (const char* name : {"inputs", "x", "x1", "x2", "y"})
            if (arguments.contains(name)) gather(arguments[name], who, call, depth + 1);
    }

    const std::map<std::string, std::size_t>& places_;
};

void gather_places(const Json& value, const Reader& reader, std::vector<Source>& to, int depth = 0) {
    if (depth > kMostListsDeep || to.size() > kMostArguments) throw Error(texts.too_large, kMostArguments);
    if (Reader::is_place(value)) {
        to.push_back(reader.source(value, texts.config));
    } else if (value.is_structured()) {
        for (const Json& one : value) gather_places(one, reader, to, depth + 1);
    }
}

/// A network that was called has one call more than the file lists: that of its own making, which is not
/// always counted. So its calls are numbered from one where a call of the last number and one is heard.
void count_from_zero(Network& network) {
    std::vector<std::size_t> last(network.layers.size(), 0);
    const auto each = [&network](const auto& act) {
        for (Layer& layer : network.layers)
            for (Call& call : layer.calls)
                for (Argument& argument : call)
                    if (Source* source = std::get_if<Source>(&argument)) act(*source);
        for (Source& source : network.inputs) act(source);
        for (Source& source : network.outputs) act(source);
    };
    each([&](Source& source) { last[source.layer] = std::max(last[source.layer], source.call); });
    each([&](Source& source) {
        const Layer& layer = network.layers[source.layer];
        if (layer.is_network() && last[source.layer] == layer.calls.size() && source.call > 0) --source.call;
    });
}

}  // namespace

void read_node_lists(const Json& config, const Json& entries,
                     const std::map<std::string, std::size_t>& places, Network& network) {
    const Reader reader(places);
    std::size_t calls = 0;
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        Layer& layer = network.layers[i];
        const auto nodes = entries[i].find("inbound_nodes");
        if (layer.is_input() || nodes == entries[i].end() || !nodes->is_array()) continue;
        for (const Json& node : *nodes) {
            if (++calls > kMostLayers) throw Error(texts.too_large, kMostLayers);
            Call call;
            reader.gather(node, words_of(layer), call);
            if (!call.empty()) layer.calls.push_back(std::move(call));
        }
    }
    gather_places(member(config, "input_layers", texts.config), reader, network.inputs);
    gather_places(member(config, "output_layers", texts.config), reader, network.outputs);
    if (network.inputs.empty()) throw Error(texts.no_input_shape);
    if (network.outputs.empty()) throw Error(texts.no_output);
    count_from_zero(network);
}

}  // namespace convoscope::models::keras
