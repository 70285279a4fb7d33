#include "models/keras/translate.h"

#include <optional>

#include "base/error.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

using Values = std::vector<Value>;

class Translator {
  public:
    Translator(const WeightsOf& weights_of, int keras) : weights_of_(weights_of), keras_(keras) {}

    Translation run(const Network& network) {
        Values inputs;
        for (const Source& source : network.inputs) inputs.push_back(input_of(network.layers[source.layer]));
        for (const Value& output : translate(network, {}, "", inputs)) builder_.output(output);
        return {builder_.take(), std::move(training_)};
    }

  private:
    /// What the calls of a network's layers gave; nothing yet for those that were not written.
    using Results = std::vector<std::vector<std::optional<Values>>>;

    Value input_of(const Layer& layer);
    Values translate(const Network& network, const Path& path, const std::string& prefix,
                     const Values& inputs);
    bool write(const Network& network, std::size_t layer, std::size_t call, const Path& path,
               const std::string& prefix, Results& results);
    Values write_layer(LayerContext context, const Path& path);
    const Value* find(const Results& results, const Source& source) const;

    const WeightsOf& weights_of_;
    int keras_;
    Builder builder_;
    std::vector<std::string> training_;
    std::size_t written_ = 0;
};

Value Translator::input_of(const Layer& layer) {
    for (const char* key : {"batch_shape", "batch_input_shape"}) {
        const auto found = layer.config.find(key);
        if (found == layer.config.end()) continue;
        const auto shape = shape_of(*found);
        if (shape && !shape->empty()) return builder_.input(layer.name, *shape);
    }
    throw Error(texts.no_input_shape);
}

const Value* Translator::find(const Results& results, const Source& source) const {
    const auto& calls = results[source.layer];
    if (source.call >= calls.size() || !calls[source.call] || source.output >= calls[source.call]->size())
        return nullptr;
    return &(*calls[source.call])[source.output];
}

/// Writes all layers in rounds: a file may list them before those that they hear.
Values Translator::translate(const Network& network, const Path& path, const std::string& prefix,
                             const Values& inputs) {
    Results results(network.layers.size());
    for (std::size_t i = 0; i < network.layers.size(); ++i) results[i].resize(network.layers[i].calls.size());
    for (std::size_t i = 0; i < network.inputs.size() && i < inputs.size(); ++i) {
        auto& calls = results[network.inputs[i].layer];
        if (calls.empty()) calls.resize(1);
        calls.front() = Values{inputs[i]};
    }
    for (bool progress = true; progress;) {
        progress = false;
        for (std::size_t i = 0; i < network.layers.size(); ++i)
            for (std::size_t call = 0; call < network.layers[i].calls.size(); ++call)
                if (!results[i][call] && write(network, i, call, path, prefix, results)) progress = true;
    }
    Values outputs;
    for (const Source& source : network.outputs) {
        const Value* value = find(results, source);
        if (!value) throw Error(texts.circle, words_of(network.layers[source.layer]));
        outputs.push_back(*value);
    }
    return outputs;
}

/// @return false when what the call hears is not there yet
bool Translator::write(const Network& network, std::size_t layer, std::size_t call, const Path& path,
                       const std::string& prefix, Results& results) {
    const Layer& one = network.layers[layer];
    LayerContext context{builder_, one, prefix + one.name, {}, {}, keras_};
    for (const Argument& argument : one.calls[call]) {
        if (const double* number = std::get_if<double>(&argument)) {
            context.operands.emplace_back(*number);
            continue;
        }
        const Value* value = find(results, std::get<Source>(argument));
        if (!value) return false;
        context.operands.emplace_back(*value);
    }
    // Networks within networks, called several times each, could be any number.
    if (++written_ > kMostLayers) throw Error(texts.too_large, kMostLayers);
    Path below = path;
    below.push_back({&network, &one});
    results[layer][call] = write_layer(std::move(context), below);
    return true;
}

Values Translator::write_layer(LayerContext context, const Path& path) {
    const Layer& layer = context.layer;
    if (layer.is_network()) {
        Values inputs;
        for (const auto& operand : context.operands)
            if (const Value* value = std::get_if<Value>(&operand)) inputs.push_back(*value);
        const Network& inner = layer.inner.front();
        if (inputs.size() != inner.inputs.size())
            throw Error(texts.wrong_inputs, context.words(), inputs.size(), inner.inputs.size());
        return translate(inner, path, context.name + ".", inputs);
    }
    const LayerClass known = layer.is_custom ? LayerClass{} : class_of(layer.class_name);
    switch (known.kind) {
        case Kind::Written:
            context.weights = weights_of_(path);
            return {known.write(context)};
        case Kind::Training:
            training_.push_back(context.name);
            return {context.input()};
        case Kind::Text:
            throw Error(texts.no_pictures, context.words());
        case Kind::Code:
            throw Error(texts.lambda, context.words());
        case Kind::Unread:
            throw Error(texts.unread_layer, context.words());
        case Kind::Unknown:
            break;
    }
    throw Error(texts.custom, context.words());
}

}  // namespace

Translation translate(const Network& network, const WeightsOf& weights_of, int keras) {
    return Translator(weights_of, keras).run(network);
}

}  // namespace convoscope::models::keras
