#pragma once

#include "base/text.h"

namespace convoscope::platform {

struct Texts {
    Text assets_no_folder{"CONVOSCOPE_ASSETS names {0}, which is no folder; correct or unset it",
                          "CONVOSCOPE_ASSETS 所指的 {0} 不是文件夹；请改正或取消设置"};
    Text no_assets{
        "cannot find the bundled models and drawings: set CONVOSCOPE_ASSETS to the project's assets folder",
        "找不到内置的模型和绘图：请把 CONVOSCOPE_ASSETS 设为本项目的 assets 文件夹"};
    Text cannot_lock{"cannot keep the drawing: cannot lock '{0}': {1}; set XDG_STATE_HOME to another folder",
                     "无法保留绘图：无法锁定“{0}”：{1}；请把 XDG_STATE_HOME 设为另一个文件夹"};
    Text all_places_held{"cannot keep the drawing: {0} other windows hold all places in '{1}'; close one",
                         "无法保留绘图：另外 {0} 个窗口占用了“{1}”中的全部位置；请关闭一个"};
    Text no_home{"cannot keep the drawing: there is no home folder; set XDG_STATE_HOME to a folder for it",
                 "无法保留绘图：没有主文件夹；请把 XDG_STATE_HOME 设为一个文件夹"};
    Text cannot_make_folder{"cannot make the folder '{0}': {1}; set XDG_STATE_HOME to another folder",
                            "无法创建文件夹“{0}”：{1}；请把 XDG_STATE_HOME 设为另一个文件夹"};
    Text no_such_font{
        "cannot read the font '{0}': there is no such file or folder; set CONVOSCOPE_FONT to one, or unset "
        "it",
        "无法读取字体“{0}”：没有这个文件或文件夹；请把 CONVOSCOPE_FONT 设为存在的字体，或取消设置"};

    Text cannot_start_child{"cannot start a process of its own to read the file: {0}; close other programs",
                            "无法启动读取文件的独立进程：{0}；请关闭其他程序"};
    Text child_died{"the file is damaged: reading it failed, or took too much memory or time; copy it again",
                    "文件已损坏：读取失败，或占用了过多的内存或时间；请重新复制"};

    Text no_headless{
        "cannot draw without a window: {0}; install libegl-mesa0 and libgl1-mesa-dri (Debian), or the driver "
        "of "
        "your graphics card",
        "无法在没有窗口时绘制：{0}；请安装 libegl-mesa0 和 libgl1-mesa-dri（Debian），或显卡的驱动程序"};
    Text no_opengl{"EGL offers no OpenGL 3.3", "EGL 不提供 OpenGL 3.3"};
    Text no_window{"cannot open a window: {0}; use `convoscope render OUT.png` for a picture without one",
                   "无法打开窗口：{0}；可用 `convoscope render OUT.png` 直接生成图片"};
    Text no_opengl_window{
        "cannot open a window with OpenGL 3.3: {0}; install a driver that has it (Mesa's: libgl1-mesa-dri), "
        "or use "
        "`convoscope render OUT.png`",
        "无法打开使用 OpenGL 3.3 的窗口：{0}；请安装支持它的驱动程序（Mesa 的：libgl1-mesa-dri），或使用 "
        "`convoscope render OUT.png`"};
    Text no_reason{"no reason given", "没有说明原因"};

    Text cannot_read_event{"cannot read the recorded event in '{0}', line {1}: {2}; record it again",
                           "无法读取“{0}”第 {1} 行录制的事件：{2}；请重新录制"};
    Text unknown_name{"'{0}' is unknown", "“{0}”是未知的"};
    Text time_goes_back{"its time is before that of the line above", "它的时间早于上一行"};
};
inline constexpr Texts texts;

}  // namespace convoscope::platform
