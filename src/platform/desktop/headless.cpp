#include "platform/desktop/headless.h"

#define EGL_NO_X11
#define MESA_EGL_NO_X11_HEADERS
#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <cassert>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "gl/debug.h"
#include "gl/load.h"
#include "platform/desktop/raster_threads.h"
#include "platform/texts.h"

namespace convoscope::platform {
namespace {

/// Is `wanted` one of the words in a list of extensions?
bool has_extension(const char* list, std::string_view wanted) {
    std::string_view rest = list ? list : "";
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        if (word == wanted) return true;
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
    return false;
}

struct Candidate {
    EGLDisplay display;
    std::string origin;
};

/// The displays to try, in the order of the header.
std::vector<Candidate> candidates() {
    std::vector<Candidate> found;
    const char* extensions =
        eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);  // null without EGL_EXT_client_extensions
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_platform_display && has_extension(extensions, "EGL_MESA_platform_surfaceless"))
        found.push_back({get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr),
                         "surfaceless"});

    const auto query_devices =
        reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
    const bool has_devices = has_extension(extensions, "EGL_EXT_platform_device") &&
                             (has_extension(extensions, "EGL_EXT_device_enumeration") ||
                              has_extension(extensions, "EGL_EXT_device_base"));
    if (get_platform_display && query_devices && has_devices) {
        EGLint count = 0;
        std::vector<EGLDeviceEXT> devices;
        if (query_devices(0, nullptr, &count)) devices.resize(static_cast<std::size_t>(count));
        if (count > 0 && query_devices(count, devices.data(), &count))
            for (EGLint i = 0; i < count; ++i)
                found.push_back({get_platform_display(EGL_PLATFORM_DEVICE_EXT,
                                                      devices[static_cast<std::size_t>(i)], nullptr),
                                 "device " + std::to_string(i)});
    }
    found.push_back({eglGetDisplay(EGL_DEFAULT_DISPLAY), "default"});
    return found;
}

struct Made {
    EGLContext context = EGL_NO_CONTEXT;
    EGLSurface surface = EGL_NO_SURFACE;
};

/// A current context on an initialised display, or none and nothing left behind.
Made make_current(EGLDisplay display, gl::Api api) {
    const bool embedded = api == gl::Api::Embedded;
    const char* extensions = eglQueryString(display, EGL_EXTENSIONS);
    const bool surfaceless = has_extension(extensions, "EGL_KHR_surfaceless_context");
    const EGLint wanted[] = {EGL_RENDERABLE_TYPE, embedded ? EGL_OPENGL_ES3_BIT : EGL_OPENGL_BIT,
                             EGL_SURFACE_TYPE, surfaceless ? 0 : EGL_PBUFFER_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (!eglBindAPI(embedded ? EGL_OPENGL_ES_API : EGL_OPENGL_API)) return {};
    if (!eglChooseConfig(display, wanted, &config, 1, &count) || count == 0) {
        // Some drivers list no config without a surface, yet make a context without one.
        if (!has_extension(extensions, "EGL_KHR_no_config_context") || !surfaceless) return {};
        config = EGL_NO_CONFIG_KHR;
    }

#ifdef NDEBUG
    constexpr EGLint debug = EGL_FALSE;
#else
    constexpr EGLint debug = EGL_TRUE;
#endif
    // EGL 1.5; EGL_KHR_create_context gives these the same numbers in 1.4, all but the last.
    std::vector<EGLint> version = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, embedded ? 0 : 3};
    if (!embedded)
        version.insert(version.end(), {EGL_CONTEXT_OPENGL_PROFILE_MASK, EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT});
    if (debug) version.insert(version.end(), {EGL_CONTEXT_OPENGL_DEBUG, EGL_TRUE});
    version.push_back(EGL_NONE);
    Made made;
    made.context = eglCreateContext(display, config, EGL_NO_CONTEXT, version.data());
    if (made.context == EGL_NO_CONTEXT) return {};
    if (!surfaceless) {
        const EGLint one_pixel[] = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
        made.surface = eglCreatePbufferSurface(display, config, one_pixel);
    }
    if ((surfaceless || made.surface != EGL_NO_SURFACE) &&
        eglMakeCurrent(display, made.surface, made.surface, made.context))
        return made;
    if (made.surface != EGL_NO_SURFACE) eglDestroySurface(display, made.surface);
    eglDestroyContext(display, made.context);
    return {};
}

void destroy(EGLDisplay display, const Made& made) {
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (made.surface != EGL_NO_SURFACE) eglDestroySurface(display, made.surface);
    eglDestroyContext(display, made.context);
    eglTerminate(display);
}

}  // namespace

HeadlessContext::HeadlessContext(gl::Api api) {
    assert(eglGetCurrentContext() == EGL_NO_CONTEXT &&
           "one at a time: the first would end the other's display");
    Message why = texts.no_opengl;
    for (const Candidate& candidate : candidates()) {
        if (candidate.display == EGL_NO_DISPLAY || !eglInitialize(candidate.display, nullptr, nullptr))
            continue;
        const Made made = make_current(candidate.display, api);
        if (made.context == EGL_NO_CONTEXT) {
            eglTerminate(candidate.display);
            continue;
        }
        try {
            gl::load(eglGetProcAddress);
        } catch (const Error& error) {
            why = error.message();
            destroy(candidate.display, made);
            continue;
        }
        display_ = candidate.display;
        context_ = made.context;
        surface_ = made.surface;
        origin_ = candidate.origin;
        gl::watch_errors();
        spread_raster_threads();
        return;
    }
    throw Error(texts.no_headless, why);
}

HeadlessContext::~HeadlessContext() { destroy(display_, {context_, surface_}); }

}  // namespace convoscope::platform
