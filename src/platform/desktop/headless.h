#pragma once

#include <string>

#include "gl/load.h"

namespace convoscope::platform {

/// An OpenGL 3.3 core context, or one of OpenGL ES 3.0, without a window and without a display, current on
/// this thread while it lives. One at a time. It has no default framebuffer: draw into a gl::Target.
///
/// It takes what EGL offers first of: Mesa's surfaceless platform (hardware or llvmpipe), each EGL device in
/// turn (as NVIDIA's driver offers them), the default display.
class HeadlessContext {
  public:
    /// Makes it current and loads OpenGL's functions.
    /// @throws Error naming what to install when there is none
    explicit HeadlessContext(gl::Api api = gl::Api::Desktop);
    ~HeadlessContext();
    HeadlessContext(const HeadlessContext&) = delete;
    HeadlessContext& operator=(const HeadlessContext&) = delete;

    /// Where it was found: "surfaceless", "device 0", "default display".
    const std::string& origin() const { return origin_; }

  private:
    // EGLDisplay, EGLContext, EGLSurface: EGL's header brings X11's macros, so it stays in the source file.
    void* display_ = nullptr;
    void* context_ = nullptr;
    void* surface_ = nullptr;
    std::string origin_;
};

}  // namespace convoscope::platform
