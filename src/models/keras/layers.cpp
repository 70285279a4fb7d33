#include "models/keras/layers.h"

#include <algorithm>
#include <map>

#include "models/keras/activations.h"

namespace convoscope::models::keras {
namespace {

const std::map<std::string, LayerFunction>& written() {
    static const std::map<std::string, LayerFunction> table{
        {"Activation", activation_layer},
        {"Add", add},
        {"Average", average},
        {"AveragePooling2D", average_pooling2d},
        {"BatchNormalization", batch_normalization},
        {"BatchNormalizationV1", batch_normalization},
        {"BatchNormalizationV2", batch_normalization},
        {"CenterCrop", of_same_size},
        {"Concatenate", concatenate},
        {"Conv2D", conv2d},
        {"Convolution2D", conv2d},
        {"Cropping2D", cropping2d},
        {"Dense", dense},
        {"DepthwiseConv2D", depthwise_conv2d},
        {"Divide", divide},
        {"ELU", elu_layer},
        {"Flatten", flatten},
        {"GlobalAveragePooling2D", global_average_pooling2d},
        {"GlobalMaxPooling2D", global_max_pooling2d},
        {"Identity", identity},
        {"InputLayer", identity},
        {"LeakyReLU", leaky_relu_layer},
        {"MaxPooling2D", max_pooling2d},
        {"Maximum", maximum},
        {"Minimum", minimum},
        {"Multiply", multiply},
        {"Normalization", normalization},
        {"PReLU", prelu_layer},
        {"Permute", permute},
        {"RandomCrop", of_same_size},
        {"ReLU", relu_layer},
        {"Rescaling", rescaling},
        {"Reshape", reshape},
        {"Resizing", of_same_size},
        {"SeparableConv2D", separable_conv2d},
        {"SeparableConvolution2D", separable_conv2d},
        {"Softmax", softmax_layer},
        {"Subtract", subtract},
        {"TFOpLambda", tensorflow_function},
        {"TrueDivide", divide},
        {"ZeroPadding2D", zero_padding2d},
    };
    return table;
}

/// Random augmentation as far as it is none at reading, noise, and what adds to the loss.
constexpr const char* kTraining[] = {"ActivityRegularization",
                                     "AlphaDropout",
                                     "AugMix",
                                     "CutMix",
                                     "Dropout",
                                     "GaussianDropout",
                                     "GaussianNoise",
                                     "MixUp",
                                     "RandAugment",
                                     "RandomBrightness",
                                     "RandomColorDegeneration",
                                     "RandomColorJitter",
                                     "RandomContrast",
                                     "RandomElasticTransform",
                                     "RandomErasing",
                                     "RandomFlip",
                                     "RandomGaussianBlur",
                                     "RandomGrayscale",
                                     "RandomHeight",
                                     "RandomHue",
                                     "RandomInvert",
                                     "RandomPerspective",
                                     "RandomPosterization",
                                     "RandomRotation",
                                     "RandomSaturation",
                                     "RandomSharpness",
                                     "RandomShear",
                                     "RandomTranslation",
                                     "RandomWidth",
                                     "RandomZoom",
                                     "SpatialDropout1D",
                                     "SpatialDropout2D",
                                     "SpatialDropout3D"};

constexpr const char* kText[] = {"AveragePooling1D",
                                 "Bidirectional",
                                 "CategoryEncoding",
                                 "Conv1D",
                                 "Conv1DTranspose",
                                 "ConvLSTM1D",
                                 "ConvLSTM2D",
                                 "Convolution1D",
                                 "Cropping1D",
                                 "CuDNNGRU",
                                 "CuDNNLSTM",
                                 "DepthwiseConv1D",
                                 "Embedding",
                                 "GRU",
                                 "GRUV2",
                                 "GlobalAveragePooling1D",
                                 "GlobalMaxPooling1D",
                                 "HashedCrossing",
                                 "Hashing",
                                 "IntegerLookup",
                                 "LSTM",
                                 "LSTMV2",
                                 "LocallyConnected1D",
                                 "Masking",
                                 "MaxPooling1D",
                                 "MelSpectrogram",
                                 "RNN",
                                 "RepeatVector",
                                 "STFTSpectrogram",
                                 "SeparableConv1D",
                                 "SimpleRNN",
                                 "StringLookup",
                                 "TextVectorization",
                                 "TimeDistributed",
                                 "UpSampling1D",
                                 "ZeroPadding1D"};

constexpr const char* kUnread[] = {"AdditiveAttention",
                                   "Attention",
                                   "AutoContrast",
                                   "AveragePooling3D",
                                   "Conv2DTranspose",
                                   "Conv3D",
                                   "Conv3DTranspose",
                                   "Convolution2DTranspose",
                                   "Cropping3D",
                                   "Discretization",
                                   "Dot",
                                   "EinsumDense",
                                   "Equalization",
                                   "GlobalAveragePooling3D",
                                   "GlobalMaxPooling3D",
                                   "GroupNormalization",
                                   "GroupQueryAttention",
                                   "LayerNormalization",
                                   "LocallyConnected2D",
                                   "MaxPooling3D",
                                   "MultiHeadAttention",
                                   "RMSNormalization",
                                   "Solarization",
                                   "SpectralNormalization",
                                   "ThresholdedReLU",
                                   "UnitNormalization",
                                   "UpSampling2D",
                                   "UpSampling3D",
                                   "ZeroPadding3D"};

}  // namespace

LayerClass class_of(const std::string& class_name) {
    const auto in = [&](const auto& list) { return std::ranges::find(list, class_name) != std::end(list); };
    const auto found = written().find(class_name);
    if (found != written().end()) return {Kind::Written, found->second};
    if (in(kTraining)) return {Kind::Training};
    if (in(kText)) return {Kind::Text};
    if (in(kUnread)) return {Kind::Unread};
    if (class_name == "Lambda") return {Kind::Code};
    return {Kind::Unknown};
}

}  // namespace convoscope::models::keras
