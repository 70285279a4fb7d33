#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/imgui_context.h"
#include "ui/fonts.h"

namespace convoscope::cli {

using Colour = std::array<unsigned char, 3>;  ///< red, green, blue

struct Box {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// A picture that is drawn without a window and without GL, with the interface's own letters: the glyphs are
/// taken from Dear ImGui's font atlas, pixel by pixel.
class Sheet {
  public:
    enum class Size { Small, Body, Strong };
    enum class Align { Left, Middle, Right };

    /// @param words  all that will be written, for the characters beyond Latin
    Sheet(int width, int height, Colour paper, std::span<const std::string> words);

    void fill(const Box& box, Colour colour);
    /// A frame inside of the box.
    void frame(const Box& box, Colour colour, int thickness);
    void set(int x, int y, Colour colour);
    /// One line, in the middle of the box's height. What does not fit ends in an ellipsis.
    void write(std::string_view text, const Box& box, Align align, Size size, Colour colour);

    /// @throws Error when it cannot be written
    void save(const std::filesystem::path& path) const;

  private:
    const ImFont& font(Size size) const;
    void blend(int x, int y, Colour colour, float share);
    void draw(const ImFontGlyph& glyph, float x, float y, Colour colour);
    float atlas_mean(float left, float top, float right, float bottom) const;

    int width_;
    int height_;
    std::vector<unsigned char> pixels_;  ///< height x width x 3
    app::ImGuiContextHolder imgui_;
    ui::Fonts fonts_;
    const unsigned char* atlas_ = nullptr;  ///< of ImGui: one byte a texel
    int atlas_width_ = 0;
    int atlas_height_ = 0;
};

}  // namespace convoscope::cli
