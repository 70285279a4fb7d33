#pragma once

#include "base/text.h"

namespace convoscope::draw {

struct Texts {
    Text draw_digit{"Draw a digit", "写一个数字"};
    Text draw_anything{"Draw", "画一画"};
    Text draw_hint{"draw here", "在这里画"};
    Text draw_photo{"A picture, or a drawing", "放一张图片，或画一画"};
    Text drop_hint{"drop a picture here, or draw", "把图片拖到这里，或直接画"};
    Text clear{"Clear", "清空"};
    Text undo{"Undo", "撤销"};
    Text redo{"Redo", "重做"};
    Text pen{"Pen", "画笔"};
    Text eraser{"Eraser", "橡皮"};
    Text sample{"Sample", "示例"};
    Text gallery_title{"Sample drawings: click on one, or choose with the arrows and Enter",
                       "示例：点击一幅，或用方向键选择，按回车确定"};
    Text pen_width{"Width of the pen and the eraser", "画笔和橡皮的粗细"};
    Text save{"Save", "保存"};
    Text open{"Open", "打开"};
    Text sees{"What the network sees", "网络看到的图像"};
    Text step_drawn{"drawn", "原图"};
    Text step_cropped{"crop", "裁剪"};
    Text step_scaled{"scale", "缩放"};
    Text step_centred{"centre", "居中"};
    Text step_drawn_help{"Your ink, as pixels.", "你的墨迹，以像素表示。"};
    Text step_cropped_help{"The empty paper around the ink is cut off.", "裁去墨迹四周的空白。"};
    Text step_scaled_help{"Fitted into 20 x 20 pixels, proportions kept.",
                          "保持比例，缩放到 20 x 20 像素以内。"};
    Text step_centred_help{
        "Placed in 28 x 28 pixels so that the ink balances in the middle.\nThis picture enters the network, "
        "with a rim of paper where that has more pixels.",
        "放进 28 x 28 像素，使墨迹的重心位于正中。\n这幅图就是网络的输入；如果输入更大，四周补上空白。"};
    Text plane_seen{"seen", "看到的"};
    Text plane_sum{"all three together", "三个通道合在一起"};
    Text plane_red{"red", "红"};
    Text plane_green{"green", "绿"};
    Text plane_blue{"blue", "蓝"};
    Text plane_seen_help{
        "The network's input, {0} x {1} pixels: the middle of the picture, {2} % of its shorter side, with "
        "what "
        "you draw on it.\nThe three channels beside it, added up, are this picture.",
        "网络的输入，{0} x {1} 像素：图片正中的部分（短边的 {2}%），连同你画上去的内容。"
        "\n旁边的三个通道叠加起来就是这幅图。"};
    Text plane_seen_alone_help{
        "The network's input, {0} x {1} pixels: the middle of the picture, {2} % of its shorter side, with "
        "what you draw on it.",
        "网络的输入，{0} x {1} 像素：图片正中的部分（短边的 {2}%），连同你画上去的内容。"};
    Text plane_help{
        "One of the input's three channels: how much of this colour is in each pixel. It enters the "
        "network as numbers from {0} to {1}.",
        "输入的三个通道之一：每个像素含有多少这种颜色。它以 {0} 到 {1} 的数值进入网络。"};
    Text step_leave_out{"Click: leave this step out, and see what the network makes of it",
                        "点击：跳过这一步，看看网络会读成什么"};
    Text step_take{"Left out now. Click: take this step again", "已跳过。点击：恢复这一步"};
    Text steps_left_out{"A step is left out ({0}): the network was never shown such pictures",
                        "跳过了步骤（{0}）：网络从未见过这样的图"};
    Text key_clear{"Clear the canvas", "清空画布"};
    Text key_undo{"Undo", "撤销"};
    Text key_redo{"Redo", "重做"};
    Text key_pen{"Pen", "画笔"};
    Text key_eraser{"Eraser", "橡皮"};
    Text key_wider{"Wider pen", "加粗画笔"};
    Text key_narrower{"Narrower pen", "调细画笔"};
    Text key_sample{"Next sample drawing", "下一个示例"};
    Text key_gallery{"Choose a sample drawing", "选择示例"};
    Text key_crop{"Crop the ink, or leave that out", "裁剪墨迹，或跳过这一步"};
    Text key_scaling{"Scale the ink, or leave that out", "缩放墨迹，或跳过这一步"};
    Text key_centring{"Centre the ink by mass, or leave that out", "按重心居中，或跳过这一步"};
    Text no_sample{"'{0}' is no sample: write its number, from 0", "“{0}”不是示例：请写编号，从 0 开始"};
    Text nothing_drawn{"nothing is drawn", "还没有画任何内容"};
    Text nothing_to_undo{"there is nothing to undo", "没有可撤销的操作"};
    Text nothing_to_redo{"there is nothing to redo", "没有可重做的操作"};
    Text no_pen_width{"'{0}' is no width of a pen: write a share of the canvas's height, 0.03 to 0.25",
                      "“{0}”不能作为画笔粗细：请写占画布高度的比例，从 0.03 到 0.25"};
};
inline constexpr Texts texts;

}  // namespace convoscope::draw
