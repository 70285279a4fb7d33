#pragma once

namespace convoscope::platform {

/// Gives each of llvmpipe's rasterising threads a processor of its own, among those that this program may
/// use. Does nothing with another renderer, with one processor, or where the system is not Linux.
///
/// Mesa wakes its threads one after the other, and Linux often puts two of them onto one processor and leaves
/// the other idle until its next tick: of the frames of `convoscope bench pen` one in ten then took 12 ms
/// instead of 8 (two processors, 250 ticks a second).
///
/// Call it with a context that is current; the window's framebuffer is bound afterwards.
void spread_raster_threads();

}  // namespace convoscope::platform
