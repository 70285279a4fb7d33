#pragma once

#include "base/text.h"

namespace convoscope::models::keras {

/// What is said of a layer has "layer 'conv2d'" for {0}.
struct Texts {
    Text layer{"layer '{0}' ({1})", "层“{0}”（{1}）"};
    Text a_layer{"a layer", "有一层"};

    // HDF5
    Text without_hdf5{
        "this Convoscope was built without HDF5 and cannot open Keras's .h5 and .keras files: install "
        "libhdf5-dev and build it again",
        "此 Convoscope 构建时没有 HDF5，无法打开 Keras 的 .h5 和 .keras 文件：请安装 libhdf5-dev 后重新构建"};
    Text damaged_hdf5{"its HDF5 data are damaged or cut short: copy it again",
                      "其中的 HDF5 数据已损坏或不完整：请重新复制"};
    Text damaged_object{"'{0}' in its HDF5 data is damaged: copy it again",
                        "其 HDF5 数据中的“{0}”已损坏：请重新复制"};
    Text outside{"'{0}' in its HDF5 data lies in another file: save the model as one file",
                 "其 HDF5 数据中的“{0}”位于另一个文件中：请把模型保存为一个文件"};
    Text too_many_objects{"its HDF5 data have more than {0} objects, or are nested more than {1} deep",
                          "其 HDF5 数据的对象超过 {0} 个，或嵌套超过 {1} 层"};
    Text unpacks_too_large{"its HDF5 data unpack to more than {0} bytes",
                           "其 HDF5 数据解压后超过 {0} 个字节"};

    // Which file
    Text weights_alone{
        "it holds weights alone, not the network that they belong to: save the whole model with "
        "model.save()",
        "其中只有权重，没有权重所属的网络：请用 model.save() 保存整个模型"};
    Text no_keras_h5{"it is an HDF5 file, but no model of Keras's: choose the file that model.save() wrote",
                     "它是 HDF5 文件，但不是 Keras 的模型：请选择 model.save() 写出的文件"};
    Text no_keras_zip{
        "it is no model of Keras's: the zip file has no {0}: save it with "
        "model.save()",
        "它不是 Keras 的模型：zip 文件中没有 {0}：请用 model.save() 保存"};
    Text other_weights_file{
        "its weights are in '{0}', not in model.weights.h5: save it again with model.save()",
        "它的权重在“{0}”中，而不在 model.weights.h5 中：请用 model.save() 重新保存"};
    Text no_tfjs{"it is no layers model of TensorFlow.js: it has no {0}",
                 "它不是 TensorFlow.js 的层模型：其中没有 {0}"};
    Text tfjs_graph{
        "it is a graph model of TensorFlow.js: convert the Keras model with "
        "--output_format=tfjs_layers_model, or open the Keras model itself",
        "它是 TensorFlow.js 的图模型：请用 --output_format=tfjs_layers_model 转换 Keras 模型，或直接打开 "
        "Keras 模型"};
    Text bad_shard{"'{0}' is not the name of a file beside it: put the weight files into the same folder",
                   "“{0}”不是同一文件夹中的文件名：请把权重文件放在同一文件夹中"};
    Text too_many_names{
        "it has more names of layers and weights than can be compared: save a smaller network",
        "层和权重的名称太多，无法逐一比较：请保存较小的网络"};
    Text too_often{"its layers share so many weights that they would need more than {0} bytes",
                   "它的各层共用的权重过多，需要超过 {0} 个字节"};
    Text shard_twice{"it names the weight file '{0}' twice: convert the model again",
                     "它两次提到权重文件“{0}”：请重新转换模型"};
    Text short_shards{"its weight files have {0} bytes, {1} are needed: copy all of them again",
                      "权重文件共有 {0} 个字节，需要 {1} 个：请重新复制全部权重文件"};
    Text quantised{"its weight '{0}' is stored as {1}: convert the model without that",
                   "权重“{0}”以 {1} 存储：请在转换模型时不使用它"};

    // The network
    Text config{"the network's description", "网络的描述"};
    Text no_network{
        "its description has the class {0}, which is no Sequential or functional model: Convoscope "
        "cannot know how its layers are joined; export it as ONNX",
        "描述中的类是 {0}，不是 Sequential 或函数式模型：Convoscope 无法知道各层如何连接；请导出为 "
        "ONNX"};
    Text too_large{"its network has more than {0} layers or operations", "它的网络超过 {0} 个层或运算"};
    Text no_layers{"its network has no layers", "它的网络没有层"};
    Text no_input_shape{
        "it does not say which shape its input has: call model.build(...) or give the first layer an "
        "input_shape, and save it again",
        "它没有说明输入的形状：请调用 model.build(...) 或为第一层给出 input_shape，然后重新保存"};
    Text unknown_source{"{0} hears '{1}', which is no layer before it", "{0}的输入“{1}”不是它之前的层"};
    Text circle{"{0} hears itself", "{0}的输入是它自己"};
    Text same_name{"two of its layers are called '{0}'", "有两层都叫“{0}”"};
    Text no_output{"its network has no output", "它的网络没有输出"};
    Text no_pictures{"{0} is for text, sound or sequences: Convoscope shows networks that read pictures",
                     "{0}用于文本、声音或序列：Convoscope 只显示读取图片的网络"};
    Text lambda{
        "{0} holds Python code, which Convoscope never runs: build the network from Keras's own layers, "
        "or export it as ONNX",
        "{0}含有 Python 代码，Convoscope 从不运行它：请用 Keras 自带的层构建网络，或导出为 ONNX"};
    Text custom{
        "{0} is no layer of Keras's own: Convoscope cannot know what it does; build the network from "
        "Keras's layers, or export it as ONNX",
        "{0}不是 Keras 自带的层：Convoscope 无法知道它做什么；请用 Keras 的层构建网络，或导出为 ONNX"};
    Text unread_layer{"{0} is not among the layers that Convoscope reads: export the network as ONNX",
                      "{0}不在 Convoscope 能读取的层之列：请把网络导出为 ONNX"};
    Text unread_setting{
        "{0} has '{1}' set to {2}, which Convoscope does not read: export the network as ONNX",
        "{0}的“{1}”为 {2}，Convoscope 不能读取：请把网络导出为 ONNX"};
    Text unread_activation{
        "{0} has the activation '{1}', which Convoscope does not know: export the network as ONNX",
        "{0}的激活函数“{1}”是 Convoscope 不认识的：请把网络导出为 ONNX"};
    Text wrong_setting{"'{1}' of {0} is not what Keras writes there", "{0}的“{1}”不是 Keras 会写入的值"};
    Text wrong_inputs{"{0} has {1} inputs, {2} are needed", "{0}有 {1} 个输入，需要 {2} 个"};
    Text wrong_rank{"{0} gets an input of shape {1}, which has not {2} dimensions",
                    "{0}的输入形状是 {1}，不是 {2} 维"};
    Text inputs_differ{"{0} joins inputs of the shapes {1} and {2}, which do not fit together",
                       "{0}连接的输入形状是 {1} 和 {2}，二者不相容"};
    Text too_small{"{0} gets an input of shape {1}, which is too small for it",
                   "{0}的输入形状是 {1}，对它来说太小"};
    Text too_deep{"its network is nested more than {0} deep", "它的网络嵌套超过 {0} 层"};

    // Weights
    Text weights_missing{
        "{0} needs another number of weight tensors ({2}) than the file has ({1}): save the model again",
        "{0}需要的权重张量数（{2}）与文件中的（{1}）不同：请重新保存模型"};
    Text wrong_weights{
        "the weights '{1}' of {0} have the shape {2}, which does not fit its input of {3}: save "
        "the model again",
        "{0}的权重“{1}”的形状是 {2}，与它的输入 {3} 不符：请重新保存模型"};

    // Passed over
    Text training_alone{"layers that act in training alone: {0}", "只在训练时起作用的层：{0}"};
    Text optimizer{"the optimizer's state: {0}", "优化器的状态：{0}"};
    Text one_tensor{"1 tensor", "1 个张量"};
    Text tensors{"{0} tensors", "{0} 个张量"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models::keras
