#pragma once

#include "base/text.h"

namespace convoscope::app {

struct Texts {
    Text title{"Convoscope", "Convoscope"};
    Text keys_title{"Keys", "快捷键"};
    Text mouse_title{"Mouse in the scene", "场景中的鼠标操作"};
    Text mouse_orbit{"drag: turn", "拖动：旋转"};
    Text mouse_pan{"right drag, or Shift and drag: move", "右键拖动，或 Shift+拖动：平移"};
    Text mouse_zoom{"wheel: zoom to the pointer", "滚轮：以指针为中心缩放"};
    Text mouse_point{"point at a neuron, an edge, a number: it answers", "指向神经元、连线或数字：显示说明"};
    Text mouse_pin{"click: pin a neuron; Ctrl and click: one more",
                   "点击：固定神经元；Ctrl+点击：再固定一个"};
    Text mouse_erase{"right button on the pad: erase", "在画布上按右键：擦除"};
    Text mouse_drop{"drop a file on the window: it opens", "把文件拖到窗口上：打开它"};
    Text close_hint{"arrows scroll, any other key closes this", "方向键滚动，按其他任意键关闭"};
    Text key_help{"Keys and mouse", "键盘与鼠标"};
    Text key_quit{"Quit", "退出"};
    Text key_language{"The other language", "切换语言"};
    Text also_language{"chinese english language", "中文 汉语 英文 英语"};
    Text not_kept{"the drawing will not be kept: {0}", "绘图将不会被保留：{0}"};
    Text no_longer_kept{"the drawing is no longer kept: {0}", "绘图不再被保留：{0}"};
    Text put_aside{"{0}; it was kept as '{1}'", "{0}；原文件已保存为“{1}”"};
    Text saved{"saved as {0}", "已保存为 {0}"};
    Text language_english{"English", "English"};
    Text language_chinese{"中文", "中文"};
};
inline constexpr Texts texts;

}  // namespace convoscope::app
