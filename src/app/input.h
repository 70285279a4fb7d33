#pragma once

#include <optional>
#include <vector>

#include "features/feature.h"
#include "platform/event.h"
#include "ui/look.h"

namespace convoscope::app {

/// Leads the window's events to the features: a press to the first that takes it, what follows until the
/// release to the same one, a key to its command.
class Input {
  public:
    /// @param event  in framebuffer pixels
    void handle(studio::Studio& studio, const std::vector<features::Feature>& features, const ui::Look& look,
                const platform::Event& event);

  private:
    using Features = std::vector<features::Feature>;

    void pointer_moved(studio::Studio& studio, const ui::Look& look, const platform::Event& event);
    void pointer_button(studio::Studio& studio, const Features& features, const platform::Event& event);
    void released(studio::Studio& studio, const Features& features, const platform::Event& event);
    static void scrolled(studio::Studio& studio, const Features& features, const platform::Event& event);
    static void key_pressed(studio::Studio& studio, const Features& features, const platform::Event& event);

    /// The feature that took the press, until the button is let go of.
    bool (*taker_)(studio::Studio&, const studio::PointerEvent&) = nullptr;
    studio::PointerEvent press_;
    platform::PointerButton button_ = platform::PointerButton::Left;  ///< whose release ends it
};

}  // namespace convoscope::app
