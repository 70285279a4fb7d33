#pragma once

#include "base/text.h"

namespace convoscope::models::pytorch {

struct Texts {
    // Pickles
    Text damaged_pickle{"its pickle is damaged or cut short: copy the file again",
                        "其中的 pickle 已损坏或不完整：请重新复制文件"};
    Text pickle_too_large{"its pickle holds more than {0} values: save the state dict alone",
                          "其中的 pickle 含有超过 {0} 个值：请只保存 state dict"};
    Text unknown_opcode{
        "its pickle has the operation {0}, which data does not need: save it again with torch.save",
        "其中的 pickle 含有数据不需要的操作 {0}：请用 torch.save 重新保存"};

    // What kind of file it is
    Text git_lfs{
        "it is only a pointer of Git LFS, not the model itself: download it in the repository with 'git lfs "
        "pull'",
        "它只是 Git LFS 的指针，不是模型本身：请在仓库中用“git lfs pull”下载"};
    Text not_pytorch{"it is no file that torch.save wrote", "它不是 torch.save 写出的文件"};
    Text tar_format{
        "it is in the format of PyTorch before 0.1.10: load it in PyTorch and save its state_dict() again",
        "它是 PyTorch 0.1.10 之前的格式：请在 PyTorch 中加载，再重新保存它的 state_dict()"};
    Text script_without_weights{
        "it is a TorchScript file whose weights cannot be read: save them with "
        "torch.save(torch.jit.load(FILE).state_dict(), OTHER_FILE)",
        "它是 TorchScript 文件，其中的权重无法读取：请用 torch.save(torch.jit.load(FILE).state_dict(), "
        "OTHER_FILE) 保存"};
    Text no_pickle{
        "it is a zip file without PyTorch's data.pkl: save the network's state_dict() with torch.save",
        "它是没有 PyTorch 的 data.pkl 的 zip 文件：请用 torch.save 保存网络的 state_dict()"};
    Text no_tensors{"it holds no network's weights: save the network's state_dict() with torch.save",
                    "其中没有网络的权重：请用 torch.save 保存网络的 state_dict()"};
    Text too_complex{
        "its values are nested too deeply, or are too many: save the network's state_dict() alone",
        "其中的值嵌套过深或过多：请只保存网络的 state_dict()"};

    // Tensors
    Text damaged_tensor{"the tensor '{0}' does not fit the bytes that are there: copy the file again",
                        "张量“{0}”与现有的字节不符：请重新复制文件"};
    Text quantised{
        "the tensor '{0}' is quantised: save the network's state_dict() as it was before quantisation",
        "张量“{0}”是量化的：请保存量化之前网络的 state_dict()"};
    Text unreadable_tensor{
        "the tensor '{0}' is of a kind that cannot be read ({1}): convert it to float32 and save it again",
        "张量“{0}”的种类无法读取（{1}）：请转换成 float32 后重新保存"};
    Text too_much{
        "its tensors need more than {0} bytes, many times what the file has: it is damaged, copy it again",
        "其中的张量需要超过 {0} 个字节，远多于文件所含：文件已损坏，请重新复制"};

    // What was passed over
    Text beside{"'{0}', which stood beside the weights", "与权重放在一起的“{0}”"};
    Text beside_tensors{"'{0}', with {1} tensors, which stood beside the weights",
                        "与权重放在一起的“{0}”（含 {1} 个张量）"};
    Text averages{"moving averages of the weights ({0} tensors)", "权重的滑动平均（{0} 个张量）"};
    Text and_more{"{0} more values beside the weights", "与权重放在一起的另外 {0} 个值"};
    Text other_tensor{"the tensor '{0}', which is of a kind that networks here do not have ({1})",
                      "张量“{0}”，其种类（{1}）在此处的网络中不存在"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models::pytorch
