#pragma once

#include "models/keras/layer_context.h"

namespace convoscope::models::keras {

/// Writes a non-linearity.
/// @param activation  as Keras has it in its JSON: null, "relu", {"class_name": "LeakyReLU", "config": {...}}
/// @throws Error when it is none that we know
Value activate(const LayerContext& context, const Value& value, const Json& activation);
/// What the layer's "activation" says.
Value activated(const LayerContext& context, const Value& value);

// Layers
Value activation_layer(const LayerContext& context);
Value relu_layer(const LayerContext& context);
Value leaky_relu_layer(const LayerContext& context);
Value elu_layer(const LayerContext& context);
Value prelu_layer(const LayerContext& context);
Value softmax_layer(const LayerContext& context);

}  // namespace convoscope::models::keras
