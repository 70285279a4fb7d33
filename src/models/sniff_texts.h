#pragma once

#include "base/text.h"

namespace convoscope::models {

/// Why a file is no model for Convoscope, and what to do: one sentence for each kind of file (sniff.h). Each
/// follows "cannot read the model 'NAME': ".
struct SniffTexts {
    Text empty{"the file is empty: copy or download it again", "文件是空的：请重新复制或下载"};
    Text git_lfs_pointer{
        "it is no model but a Git LFS pointer, a few lines that stand for the real file: download that one "
        "(git lfs pull, or the web page's download button)",
        "它不是模型，而是 Git LFS 指针，只是代表真正文件的几行文字：请下载真正的文件"
        "（git lfs pull，或网页上的下载按钮）"};
    Text web_page{
        "it is a web page, not the file that the page shows: download the file itself (on GitHub: Download "
        "raw file)",
        "它是网页，而不是网页上所示的文件：请下载文件本身（GitHub 上：Download raw file）"};
    Text picture{"it is a picture, no network: choose the file of a model",
                 "它是图片，不是网络：请选择模型文件"};
    Text program{
        "it is a program in Python, not the network that the program trains: run it, and open the file that "
        "it saves",
        "它是 Python 程序，而不是程序训练出的网络：请运行它，再打开它保存的文件"};
    Text text{"it is text, no network: choose the file of a model", "它是文本，不是网络：请选择模型文件"};
    Text data_set{"it is a data set in the format of MNIST, no network: choose the file of a model",
                  "它是 MNIST 格式的数据集，不是网络：请选择模型文件"};
    Text tensorflow{
        "it is a TensorFlow graph, which Convoscope does not read: save the model in Keras' own format "
        "(model.save, with a name that ends in .keras), or convert it to ONNX (tf2onnx)",
        "它是 TensorFlow 计算图，Convoscope 无法读取：请用 Keras 自己的格式保存模型"
        "（model.save，文件名以 .keras 结尾），或转换成 ONNX（tf2onnx）"};
    Text tensorflow_lite{
        "it is a TensorFlow Lite model, which Convoscope does not read: open the Keras model that it was "
        "made from (model.save, with a name that ends in .keras), or convert it to ONNX (tf2onnx)",
        "它是 TensorFlow Lite 模型，Convoscope 无法读取：请打开生成它的 Keras 模型"
        "（model.save，文件名以 .keras 结尾），或转换成 ONNX（tf2onnx）"};
    Text matlab{
        "it is a MATLAB file, which Convoscope does not read: export the network to ONNX "
        "(exportONNXNetwork)",
        "它是 MATLAB 文件，Convoscope 无法读取：请把网络导出为 ONNX（exportONNXNetwork）"};
    Text caffe{"it is a Caffe model, which Convoscope does not read: convert it to ONNX (caffe2onnx)",
               "它是 Caffe 模型，Convoscope 无法读取：请转换成 ONNX（caffe2onnx）"};
    Text core_ml{
        "it is a Core ML model, which Convoscope does not read: open the PyTorch or Keras model that it was "
        "made from",
        "它是 Core ML 模型，Convoscope 无法读取：请打开生成它的 PyTorch 或 Keras 模型"};
    Text keras_layers{
        "it has the layers of a Keras model without their weights: save both in one file "
        "(model.save, with a name that ends in .keras)",
        "其中只有 Keras 模型的层，没有权重：请把两者保存到一个文件（model.save，文件名以 .keras 结尾）"};
    Text torch_export{
        "it is a program of torch.export, which Convoscope does not read: save the weights "
        "(torch.save(model.state_dict(), path)), or export the model to ONNX",
        "它是 torch.export 的程序，Convoscope 无法读取：请保存权重"
        "（torch.save(model.state_dict(), path)），或把模型导出为 ONNX"};
    Text scikit_learn{
        "it is a scikit-learn model, and Convoscope shows neural networks: if it is one, convert it to ONNX "
        "(skl2onnx)",
        "它是 scikit-learn 模型，而 Convoscope 显示神经网络：如果它是神经网络，请转换成 ONNX（skl2onnx）"};
    Text pickle{
        "it is a Python pickle that PyTorch did not write: save the weights with PyTorch "
        "(torch.save(model.state_dict(), path))",
        "它是 Python 的 pickle 文件，但不是由 PyTorch 写出的：请用 PyTorch 保存权重"
        "（torch.save(model.state_dict(), path)）"};
    Text onnx_tensor{"it is a single tensor in ONNX's format, no network: open the .onnx file beside it",
                     "它是 ONNX 格式的单个张量，不是网络：请打开旁边的 .onnx 文件"};
    Text zip{"it is a zip file with no model in it that Convoscope knows: unpack it, and open what is inside",
             "它是 zip 文件，其中没有 Convoscope 认识的模型：请解压后打开里面的文件"};
    Text compressed{"it is a compressed archive: unpack it, and open the model that is inside",
                    "它是压缩文件：请解压后打开里面的模型"};
    Text unknown{
        "it is no model that Convoscope knows: open one of PyTorch (.pth), Keras (.keras, .h5), ONNX, "
        "TensorFlow.js (model.json), NumPy (.npz) or safetensors",
        "它不是 Convoscope 认识的模型：可以打开 PyTorch（.pth）、Keras（.keras、.h5）、ONNX、"
        "TensorFlow.js（model.json）、NumPy（.npz）或 safetensors 的模型"};
};
inline constexpr SniffTexts sniff_texts;

}  // namespace convoscope::models
