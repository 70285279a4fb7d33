#pragma once

#include "base/text.h"

namespace convoscope::cli {

/// What the command line says: what was wrong with it, and what the commands report. The pages of --help are
/// in help_texts.h.
struct Texts {
    Text import_what{"{0}: {1}, {2}; {3} layers, {4} weights and biases",
                     "{0}：{1}，{2}；{3} 层，{4} 个权重和偏置"};
    Text import_no_producer{"by an unnamed program", "未注明由何程序写出"};
    Text import_reads{"It reads {0} of {1} of the program's own digits, shown paper as {2} and ink as {3}.",
                      "在程序自带的数字中，它读对了 {1} 个中的 {0} 个；纸的值为 {2}，墨的值为 {3}。"};
    Text import_not_tried{"It was not tried on digits: its outputs are not digits.",
                          "没有用数字试过它：它的输出不是数字。"};
    Text import_guessed{"guessed: {0}", "推测：{0}"};
    Text import_else{"else: {0} of {1}, with paper as {2} and ink as {3}",
                     "其他：{1} 个中读对 {0} 个，纸为 {2}，墨为 {3}"};
    Text import_else_with{"{0}; {1}", "{0}；{1}"};
    Text import_else_resized{"pictures resized", "图片缩放"};
    Text import_else_padded{"pictures with a border", "图片加边框"};
    Text import_else_cut{"pictures cut to the ink", "图片按墨迹裁剪"};
    Text import_else_as_mnist{"pictures as MNIST's digits", "图片同 MNIST 数字"};
    Text import_else_turned{"rows and columns swapped", "行列对换"};
    Text import_else_upright{"rows and columns not swapped", "行列不对换"};
    Text import_seems{"Its classes seem to be {0}.", "它的类别看来是{0}。"};
    Text import_resized{"Pictures are resized to fill its input.", "图片会被缩放到填满输入。"};
    Text import_transposed{"Rows and columns of pictures are swapped.", "图片的行与列会对换。"};
    Text import_skipped{"passed over: {0}", "略过：{0}"};
    Text wrong_input_json{
        "--input is not what `convoscope import --json` prints under input: {0}; give it a range of two "
        "numbers, "
        "paper and ink, or mean and deviation",
        "--input 不是 `convoscope import --json` 在 input 下输出的内容：{0}；请给出 "
        "range（纸和墨两个数），或 mean 和 deviation"};
    Text raw_size{"'{0}' has {1} numbers; the network takes {2} a picture, of shape {3}",
                  "“{0}”有 {1} 个数；网络每幅图片需要 {2} 个，形状为 {3}"};
    Text raw_one_array{"'{0}' holds {1} arrays; one is needed: save it with numpy.save",
                       "“{0}”中有 {1} 个数组；只需要一个：请用 numpy.save 保存"};
    Text unknown_export{
        "cannot tell from '{0}' in which format to write: let its name end in .safetensors, .onnx or .npz",
        "无法从“{0}”得知要写成哪种格式：请让文件名以 .safetensors、.onnx 或 .npz 结尾"};
    Text disk_full{"cannot write to standard output: is the disk full?", "无法写入标准输出：磁盘满了吗？"};

    // Wrong usage. {0} of see_help is a command and a blank, or nothing.
    Text see_help{"{1} (see convoscope {0}--help)", "{1}（见 convoscope {0}--help）"};
    Text wrong_size{"--size {0}: write WIDTHxHEIGHT, each from 16 to 16384, such as 1280x720",
                    "--size {0}：请写成 宽x高，各为 16 到 16384，如 1280x720"};
    Text no_such_word{"no command and no file is called '{0}'", "没有名为“{0}”的命令或文件"};
    Text too_many_arguments{"'{0}' is one argument too many", "多了一个参数“{0}”"};
    Text no_such_option{"there is no option '{0}'", "没有选项“{0}”"};
    Text did_you_mean{"{0}; did you mean '{1}'?", "{0}；是不是想写“{1}”？"};
    Text one_file{"the window opens one file, not {0}", "窗口只能打开一个文件，而不是 {0} 个"};
    Text goes_with{"{0} goes with {1}", "{0} 只能与 {1} 一起使用"};
    Text wrong_language{"--language {0}: write en or zh", "--language {0}：请写 en 或 zh"};

    // What CLI11 finds wrong, in its words.
    Text is_required{"{0} is required", "缺少 {0}"};
    Text requires_other{"{0} requires {1}", "{0} 需要同时给出 {1}"};
    Text excludes_other{"{0} excludes {1}", "{0} 不能与 {1} 同时使用"};
    Text cannot_convert{"Could not convert: {0} = {1}", "{0} 的值“{1}”无法识别"};
    Text value_missing{"{0}: {1} required {2} missing", "{0} 缺少 {1} 个 {2}"};
    Text not_one_of{"{0}: {1} not in {2}", "{0}：{1} 不在 {2} 之中"};
    Text not_in_range{"{0}: Value {1} not in range {2} to {3}", "{0}：{1} 不在 {2} 到 {3} 之间"};

    Text share{"{0} %", "{0}%"};

    // inspect
    Text weighted_layers{"{0} layers, {1} of them with weights, as textbooks count",
                         "{0} 层；教科书只数有权重的层：{1} 层"};
    Text came_from{"from {0}, {1}", "来自 {0}，{1}"};
    Text parameters{"{0} parameters", "{0} 个参数"};
    Text multiplications{"{0} parameters, {1} multiplications a reading (MACs)",
                         "{0} 个参数，每次识别 {1} 次乘法（MAC）"};
    Text input{"input {0}, from {1} (paper) to {2} (ink); {3} classes; temperature {4}; unsure below {5} %",
               "输入 {0}，从 {1}（纸）到 {2}（墨）；{3} 个类别；温度 {4}；低于 {5}% 为不确定"};
    Text of_the_weights{"min, max, mean, std and zeros are the weights', without the biases.",
                        "最小、最大、均值、标准差和零都是权重的，不含偏置。"};
    Text no_models{"no models are bundled", "没有内置模型"};
    Text layer{"layer", "层"};
    Text operation{"operation", "运算"};
    Text kernel{"kernel", "卷积核"};
    Text then{"then", "激活函数"};
    Text shape{"shape", "形状"};
    Text parameter_column{"parameters", "参数"};
    Text macs{"MACs", "乘法"};
    Text minimum{"min", "最小"};
    Text maximum{"max", "最大"};
    Text mean{"mean", "均值"};
    Text deviation{"std", "标准差"};
    Text zeros{"zeros", "零"};
    Text scaled_tanh{"scaled tanh", "缩放 tanh"};

    // classify
    Text blank{"blank", "空白"};
    Text unsure{"unsure", "不确定"};
    Text then_second{"then {0}", "其次 {0}"};
    Text in_brackets{"({0})", "（{0}）"};
    Text two_in_brackets{"({0}, {1})", "（{0}，{1}）"};
    Text several_drawings{
        "'{0}' holds {1} drawings, and one is wanted; choose it by its number, from '{0}#0' to "
        "'{0}#{2}'",
        "“{0}”有 {1} 幅绘图，而这里只需要一幅；请用编号选择，从“{0}#0”到“{0}#{2}”"};
    Text blank_drawing{
        "'{0}' is blank, and the network is not asked what it makes of that; choose a drawing with ink",
        "“{0}”是空白的，网络不会读空白；请选择有墨迹的绘图"};
    Text no_such_unit{
        "cannot select '{0}': the model '{1}' has no such neuron; addresses look like {2} (see "
        "convoscope inspect)",
        "无法选中“{0}”：模型“{1}”没有这个神经元；地址形如 {2}（见 convoscope inspect）"};

    // sweep, flip
    Text sweep_over{"{0}, from {1} to {2} {3}: the answer flips {4} times",
                    "{0}，从 {1} 到 {2} {3}：答案改变了 {4} 次"};
    Text sweep_flip{"at {0}: {1} becomes {2}", "在 {0} 处：{1} 变成 {2}"};
    Text flipped{
        "{0} becomes {1} with {2} pixels changed ({3} with more ink, {4} with less), size {5} (l2), "
        "probability {6} %",
        "改变 {2} 个像素（{3} 个加墨，{4} 个去墨）后，{0} 变成 {1}；大小 {5}（l2），概率 {6}%"};
    Text not_flipped{"no change of few pixels was found that makes '{0}' a '{1}' ({2} pixels were tried)",
                     "没有找到只改变少数像素就能使“{0}”变成“{1}”的办法（试了 {2} 个像素）"};

    // evaluate, doubt
    Text no_pictures{"{0}: holds no pictures, nothing to evaluate", "{0}：其中没有图片，无可评估"};
    Text none_from{"{0}: holds {1} of them, none from --first {2} on (they are counted from 0)",
                   "{0}：共有 {1} 个，从 --first {2} 起没有了（从 0 数起）"};
    Text count_is_zero{"--count 0: there is nothing to evaluate", "--count 0：无可评估"};
    Text evaluated{"{0} on {1}", "{0}，数据：{1}"};
    Text accuracy{"{0} pictures, {1} read wrongly, accuracy {2} %, in {3} s",
                  "{0} 张图片，读错 {1} 张，准确率 {2}%，用时 {3} 秒"};
    Text calibration{"its probabilities are {0} % off on the average (expected calibration error, 15 bins)",
                     "它的概率平均偏差 {0}%（期望校准误差，15 个区间）"};
    Text true_and_read{"true \\ read", "真值 \\ 读作"};
    Text right{"right", "正确"};
    Text no_digits{
        "there are no digits to compare with: name a stroke file with --strokes, or set CONVOSCOPE_DATA",
        "没有可对照的数字：请用 --strokes 给出笔画文件，或设置 CONVOSCOPE_DATA"};
    Text drawings{"drawings", "绘图"};
    Text unsure_below{"unsure below {0} %", "低于 {0}% 为不确定"};
    Text below{"below {0} %", "低于 {0}%"};
    Text how_often_unsure{
        "how often {0} is unsure: below its own threshold, and below the one that keeps 99 % of the digits",
        "{0} 有多少次不确定：低于它自己的阈值，以及低于能保留 99% 数字的阈值"};

    // maximize
    Text maximized{"{0} reaches {1} (from {2}), the best of {3} starts",
                   "{0} 达到 {1}（起点为 {2}），为 {3} 个起点中的最大值"};
    Text maximized_once{"{0} reaches {1} (from {2})", "{0} 达到 {1}（起点为 {2}）"};
    Text picture_or_array{
        "cannot tell from '{0}' what to write: let its name end in .png (a picture) or .npy (the input's "
        "numbers)",
        "无法从“{0}”得知要写什么：请让文件名以 .png（图片）或 .npy（输入的数值）结尾"};
    // confusion, ablate
    Text ablated{"{0} on {1}: {2} % right", "{0}，数据：{1}：正确率 {2}%"};
    Text without{"without", "去掉"};
    Text ablate_less{"points", "百分点"};
    Text ablate_changed{"read otherwise", "读法改变"};
    Text confusion_read_as{"read as; each cell has its most confident picture",
                           "读作；每格是其中最有把握的一张图片"};
    Text confusion_truth{"true", "真值"};
    Text confusion_recall{"found (recall)", "找到（召回率）"};
    Text confusion_precision{"precision", "精确率"};
    Text confusion_too_large{"a matrix of {0} classes is too large for a picture: at most {1} fit",
                             "{0} 个类别的矩阵太大，无法画成图片：最多 {1} 个"};

    // train
    Text no_folder{"cannot write {0}: there is no folder {1}; make it first",
                   "无法写入 {0}：没有文件夹 {1}；请先创建它"};
    Text output_is_folder{"cannot write {0}: it is a folder; name a file",
                          "无法写入 {0}：它是一个文件夹；请给出文件名"};
    Text no_digits_for{"--strokes {0}: drawings of digits do not go with {1}; leave them out",
                       "--strokes {0}：数字的绘图不适用于 {1}；请不要给出"};
    Text wrote{"wrote {0}", "已写入 {0}"};
    Text stopped_wrote{"stopped; wrote {0}", "已停止；已写入 {0}"};
    Text after_epoch{"after {0} epoch: {1}", "{0} 轮之后：{1}"};
    Text after_epochs{"after {0} epochs: {1}", "{0} 轮之后：{1}"};
    Text pictures_right{"{0} % of the {1} held-out pictures read rightly", "留出的 {1} 张图片读对 {0}%"};
    Text both_right{"{0} % of the {1} held-out pictures and {2} % of the {3} held-out drawings read rightly",
                    "留出的 {1} 张图片读对 {0}%，留出的 {3} 幅绘图读对 {2}%"};
    Text on_test_half{"on the test half:  {0}", "在测试集上：{0}"};
    Text on_unseen_drawings{"on drawings that took no part:  {0}", "在没有参与的绘图上：{0}"};
    Text epoch_of{"epoch {0} of {1}", "第 {0} 轮，共 {1} 轮"};
    Text loss{"loss {0}", "损失 {0}"};
    Text held_out{"held-out {0} %", "留出集 {0}%"};
    Text images_a_second{"{0} images/s", "{0} 张/秒"};
    Text time_left{"{0} left", "还剩 {0}"};

    // bench
    Text bench_forward_one{
        "forward  {0} us median, {1} us at best, of {2} readings of growing drawings by {3} ({5} "
        "thread, {4})",
        "forward  中位数 {0} us，最快 {1} us，{3} 对渐成的绘图读了 {2} 次（{5} 个线程，{4}）"};
    Text bench_forward{
        "forward  {0} us median, {1} us at best, of {2} readings of growing drawings by {3} ({5} "
        "threads, {4})",
        "forward  中位数 {0} us，最快 {1} us，{3} 对渐成的绘图读了 {2} 次（{5} 个线程，{4}）"};
    Text bench_train_one{"train    {0} images a second, augmented, LeNet-5 ({1} thread)",
                         "train    每秒 {0} 张图片，含数据增强，LeNet-5（{1} 个线程）"};
    Text bench_train{"train    {0} images a second, augmented, LeNet-5 ({1} threads)",
                     "train    每秒 {0} 张图片，含数据增强，LeNet-5（{1} 个线程）"};
    Text bench_layers{
        "layers   of {0}, medians over growing drawings (1 thread, {1}, peak {2} multiply-adds a "
        "microsecond)",
        "layers   {0} 的各层，渐成的绘图上的中位数（1 个线程，{1}，峰值每微秒 {2} 次乘加）"};
    Text zeros_count{"Rows and inputs that are zero are left out and yet counted.",
                     "为零的行和输入会被跳过，但仍计入。"};
    Text macs_a_microsecond{"MACs a us", "乘法/us"};
    Text of_peak{"of peak", "峰值占比"};
    Text all{"all", "合计"};
    Text bench_render{"render  {0}  {1} ms a frame (95 % under {2}), {3} frames/s, empty frame {4} ms, {5}",
                      "render  {0}  每帧 {1} ms（95% 低于 {2}），每秒 {3} 帧，空帧 {4} ms，{5}"};
    Text bench_still{"still   {0}  {1} ms a frame (95 % under {2}), {3} frames/s, empty frame {4} ms, {5}",
                     "still   {0}  静止时每帧 {1} ms（95% 低于 {2}），每秒 {3} 帧，空帧 {4} ms，{5}"};
    Text bench_change{
        "change  {0}  longest frame: {1} ms when the palette changes, {2} ms in a fold, {3} ms at rest, {4}",
        "change  {0}  最长的一帧：更换配色时 {1} ms，折叠时 {2} ms，静止时 {3} ms，{4}"};
    Text bench_start{"start   {0}  {1} ms to the first whole frame, {2}",
                     "start   {0}  到第一个完整的帧 {1} ms，{2}"};
    Text bench_pulse{"pulse   {0}  {1} ms a frame (95 % under {2}), {3} frames/s while a pulse travels, {4}",
                     "pulse   {0}  脉冲传播时每帧 {1} ms（95% 低于 {2}），每秒 {3} 帧，{4}"};
    Text bench_pen{"pen     {0}  {1} ms from a pointer event to its finished frame (95 % under {2}), {3}",
                   "pen     {0}  从指针事件到完成的一帧 {1} ms（95% 低于 {2}），{3}"};
    Text bench_point{"point   {0}  {1} ms from a pointer event to its finished frame (95 % under {2}), {3}",
                     "point   {0}  从指针事件到完成的一帧 {1} ms（95% 低于 {2}），{3}"};
    Text bench_explain{"explain  {0}, medians over the sample drawings ({1} threads):",
                       "explain  {0}，示例绘图上的中位数（{1} 个线程）："};
    Text cannot_render{"cannot render the view '{0}': choose stage, original, flat, side or answer",
                       "无法渲染视图“{0}”：请从 stage、original、flat、side、answer 中选择"};

    // explain, ledger
    Text unknown_heat_map{"cannot tell from '{0}' in which format to write: let its name end in .png or .npy",
                          "无法从“{0}”得知要写成哪种格式：请让文件名以 .png 或 .npy 结尾"};
    Text no_such_target{
        "the model '{1}' has no unit '{0}'; addresses look like {2}, or {3} before the non-linearity (see "
        "convoscope inspect)",
        "模型“{1}”没有神经元“{0}”；地址形如 {2}，非线性之前的值形如 {3}（见 convoscope inspect）"};
    Text no_such_layer{"the model '{1}' has no layer '{0}' (see convoscope inspect)",
                       "模型“{1}”没有层“{0}”（见 convoscope inspect）"};
    Text explained{"{0} of {1}, whose value is {2}", "{1} 的 {0}；它的值为 {2}"};
    Text by_layer{"by the maps of {0}", "依据 {0} 的特征图"};
    Text scale_end{"the ends of the palette are -{0} (violet) and {0} (green)",
                   "色标两端为 -{0}（紫）和 {0}（绿）"};
    Text integrated_check{
        "the map adds up to {0}; from the blank page to the drawing the value goes from {1} to {2}, by {3}: "
        "off by {4}",
        "热图之和为 {0}；从白纸到这幅绘图，值从 {1} 变为 {2}，相差 {3}：误差 {4}"};
    Text covered_all{"all covered, the value is {0}", "全部遮住时，值为 {0}"};
    Text ledger_mean{"the mean of all classes is {0}, so {1} is left to explain:",
                     "所有类别的均值为 {0}，因此要解释的是 {1}："};
    Text ledger_bias{"bias", "偏置"};
    Text ledger_others{"{0} others", "其余 {0} 项"};
    Text ledger_paths{"the strongest paths:", "最强的路径："};
};
inline constexpr Texts texts;

}  // namespace convoscope::cli
