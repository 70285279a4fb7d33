#pragma once

#include <string>

#include "models/keras/layer_context.h"

namespace convoscope::models::keras {

/// What becomes of a layer's class.
enum class Kind {
    Written,   ///< `write` writes its operations
    Training,  ///< it acts in training alone: what comes in goes out
    Text,      ///< for text, sound or sequences
    Code,      ///< it holds Python code
    Unread,    ///< Keras's own, but none that we read
    Unknown,   ///< not Keras's own
};

struct LayerClass {
    Kind kind = Kind::Unknown;
    LayerFunction write = nullptr;
};

LayerClass class_of(const std::string& class_name);

// convolutions.cpp
Value conv2d(const LayerContext& context);
Value depthwise_conv2d(const LayerContext& context);
Value separable_conv2d(const LayerContext& context);
// pools.cpp
Value max_pooling2d(const LayerContext& context);
Value average_pooling2d(const LayerContext& context);
Value global_max_pooling2d(const LayerContext& context);
Value global_average_pooling2d(const LayerContext& context);
// arrangement.cpp
Value flatten(const LayerContext& context);
Value reshape(const LayerContext& context);
Value permute(const LayerContext& context);
Value zero_padding2d(const LayerContext& context);
Value cropping2d(const LayerContext& context);
Value identity(const LayerContext& context);
/// It makes pictures of a certain size: nothing, where they have it.
Value of_same_size(const LayerContext& context);
// arithmetic.cpp
Value add(const LayerContext& context);
Value subtract(const LayerContext& context);
Value multiply(const LayerContext& context);
Value divide(const LayerContext& context);
Value average(const LayerContext& context);
Value maximum(const LayerContext& context);
Value minimum(const LayerContext& context);
Value concatenate(const LayerContext& context);
/// A function of TensorFlow's that stands among the layers.
Value tensorflow_function(const LayerContext& context);
// dense.cpp
Value dense(const LayerContext& context);
// normalisation.cpp
Value batch_normalization(const LayerContext& context);
Value rescaling(const LayerContext& context);
Value normalization(const LayerContext& context);

}  // namespace convoscope::models::keras
