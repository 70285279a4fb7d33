#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include "platform/desktop/fonts.h"
#include "ui/fonts.h"

namespace convoscope::test {

/// A Dear ImGui context without any back end, for each test its own.
class ImGuiTest : public ::testing::Test {
  protected:
    ImGuiTest() { ImGui::CreateContext(); }
    ~ImGuiTest() override { ImGui::DestroyContext(); }
};

/// The fonts that the program finds on this machine.
inline ui::FontFiles found_fonts() {
    return {platform::find_font(platform::FontWeight::Regular),
            platform::find_font(platform::FontWeight::SemiBold), platform::find_chinese_font()};
}

}  // namespace convoscope::test
