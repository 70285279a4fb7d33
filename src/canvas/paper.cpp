#include "canvas/paper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace convoscope::canvas {
namespace {

constexpr int greatest_working_side = 2048;
constexpr int samples_a_side = 128;       // enough for a surface with six coefficients
constexpr float least_contrast = 0.1f;    // of black against white
constexpr float least_tolerance = 0.02f;  // five levels of 256: what paper may deviate even without noise

/// The value below which `part` of the values lie. @param values  not empty
float quantile(std::vector<float> values, double part) {
    const auto position = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + position, values.end());
    return values[static_cast<std::size_t>(position)];
}

/// The outer tenth on each side, at least one pixel.
bool on_border(int row, int column, int width, int height) {
    const int depth = std::max(1, std::min(width, height) / 10);
    return row < depth || column < depth || row >= height - depth || column >= width - depth;
}

/// What transparent parts look like, 0 .. 255.
float paper_below(const Pixels& pixels) {
    std::vector<float> border;
    std::size_t border_count = 0;
    double weighted = 0, opacity = 0;
    std::size_t i = 0;
    for (int row = 0; row < pixels.height; ++row) {
        for (int column = 0; column < pixels.width; ++column, ++i) {
            weighted += static_cast<double>(pixels.grey(i)) * pixels.alpha(i);
            opacity += pixels.alpha(i);
            if (!on_border(row, column, pixels.width, pixels.height)) continue;
            ++border_count;
            if (pixels.alpha(i) >= 128) border.push_back(static_cast<float>(pixels.grey(i)));
        }
    }
    if (2 * border.size() > border_count) return quantile(std::move(border), 0.5);
    return opacity == 0 || weighted / opacity < 128 ? 255.0f : 0.0f;
}

/// 0 black .. 1 white, on its paper, averaged over blocks where it is large. A last block that is not whole
/// is left out.
Picture brightness_of(const Pixels& pixels) {
    const float paper = paper_below(pixels);
    const int longest = std::max(pixels.width, pixels.height);
    const int across = std::min(pixels.width, (longest + greatest_working_side - 1) / greatest_working_side);
    const int down = std::min(pixels.height, (longest + greatest_working_side - 1) / greatest_working_side);
    Picture result(pixels.width / across, pixels.height / down);
    for (int row = 0; row < result.height * down; ++row) {
        for (int column = 0; column < result.width * across; ++column) {
            const std::size_t i = static_cast<std::size_t>(row) * pixels.width + column;
            const float opacity = static_cast<float>(pixels.alpha(i)) / 255;
            result.at(row / down, column / across) +=
                paper + opacity * (static_cast<float>(pixels.grey(i)) - paper);
        }
    }
    for (float& brightness : result.ink) brightness /= 255.0f * static_cast<float>(across * down);
    return result;
}

/// Brightness as a quadratic function of the place, which runs from -1 to 1 along both sides.
class Surface {
  public:
    explicit Surface(double constant) { factors_[0] = constant; }

    double at(double x, double y) const {
        const Terms terms = terms_at(x, y);
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += factors_[i] * terms[i];
        return sum;
    }

    /// Least squares over the places added since the last fit; does nothing when there were none.
    void add(double x, double y, double brightness) {
        const Terms terms = terms_at(x, y);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t k = 0; k < count; ++k) normal_[i][k] += terms[i] * terms[k];
            normal_[i][count] += terms[i] * brightness;
        }
    }
    void fit() {
        if (normal_[0][0] > 0) solve();
        normal_ = {};
    }

  private:
    static constexpr std::size_t count = 6;
    using Terms = std::array<double, count>;

    static Terms terms_at(double x, double y) { return {1, x, y, x * x, x * y, y * y}; }

    /// Gauss's elimination. A little weight on flatness makes up for places that say nothing (a picture one
    /// pixel wide).
    void solve() {
        for (std::size_t i = 1; i < count; ++i) normal_[i][i] += 1e-6 * normal_[0][0];
        for (std::size_t i = 0; i < count; ++i) {  // positive definite: needs no pivoting
            for (std::size_t k = i + 1; k < count; ++k) {
                const double factor = normal_[k][i] / normal_[i][i];
                for (std::size_t j = i; j <= count; ++j) normal_[k][j] -= factor * normal_[i][j];
            }
        }
        for (std::size_t i = count; i-- > 0;) {
            double sum = normal_[i][count];
            for (std::size_t j = i + 1; j < count; ++j) sum -= normal_[i][j] * factors_[j];
            factors_[i] = sum / normal_[i][i];
        }
    }

    Terms factors_{};
    std::array<std::array<double, count + 1>, count> normal_{};
};

/// A pixel that the paper is fitted to.
struct Sample {
    double x, y;
    float brightness;
    bool border;
};

double along(int index, int count) { return (2 * index + 1.0) / count - 1; }

std::vector<Sample> sample(const Picture& brightness) {
    const int step = std::max(1, std::max(brightness.width, brightness.height) / samples_a_side);
    std::vector<Sample> samples;
    for (int row = 0; row < brightness.height; row += step)
        for (int column = 0; column < brightness.width; column += step)
            samples.push_back({along(column, brightness.width), along(row, brightness.height),
                               brightness.at(row, column),
                               on_border(row, column, brightness.width, brightness.height)});
    return samples;
}

/// The paper as the border has it, whatever deviates from it left out.
Surface fit_border(const std::vector<Sample>& samples) {
    std::vector<float> values;
    for (const Sample& s : samples)
        if (s.border) values.push_back(s.brightness);
    Surface paper(static_cast<double>(quantile(values, 0.5)));
    for (int round = 0; round < 6; ++round) {
        std::vector<float> deviations;
        for (const Sample& s : samples)
            if (s.border)
                deviations.push_back(std::abs(s.brightness - static_cast<float>(paper.at(s.x, s.y))));
        // 1.48 medians of the absolute deviation are a standard deviation.
        const float tolerance = std::max(2.5f * 1.48f * quantile(deviations, 0.5), least_tolerance);
        for (const Sample& s : samples)
            if (s.border && std::abs(s.brightness - paper.at(s.x, s.y)) <= static_cast<double>(tolerance))
                paper.add(s.x, s.y, static_cast<double>(s.brightness));
        paper.fit();
    }
    return paper;
}

struct Paper {
    Surface surface;
    float noise;     ///< standard deviation
    float ink_side;  ///< 1: ink is darker; -1: ink is lighter

    /// Towards ink, 0 .. about 1.
    float deviation(double x, double y, float brightness) const {
        return ink_side * (static_cast<float>(surface.at(x, y)) - brightness);
    }
};

/// Of paper, from the side on which there is no ink.
float noise_of(const Paper& paper, const std::vector<Sample>& samples) {
    double squares = 0;
    std::size_t count = 0;
    for (const Sample& s : samples) {
        const double deviation = static_cast<double>(paper.deviation(s.x, s.y, s.brightness));
        if (deviation >= 0) continue;
        squares += deviation * deviation;
        ++count;
    }
    return count ? static_cast<float>(std::sqrt(squares / static_cast<double>(count))) : 0;
}

Paper find_paper(const Picture& brightness) {
    const std::vector<Sample> samples = sample(brightness);
    Paper paper{fit_border(samples), 0, 1};
    double cubes = 0;
    for (const Sample& s : samples) cubes += std::pow(paper.deviation(s.x, s.y, s.brightness), 3);
    if (cubes < 0) paper.ink_side = -1;
    // From the border inwards: what is not ink is paper too. The border's surface may be a little off in the
    // middle, therefore the tolerance is wide at first.
    for (float wide = 0.1f; wide > least_tolerance; wide *= 0.8f) {
        const float tolerance = std::max(3 * noise_of(paper, samples), wide);
        for (const Sample& s : samples)
            if (paper.deviation(s.x, s.y, s.brightness) <= tolerance)
                paper.surface.add(s.x, s.y, static_cast<double>(s.brightness));
        paper.surface.fit();
    }
    paper.noise = noise_of(paper, samples);
    return paper;
}

/// The deviation of full ink, or 0 where there is none.
float full_ink(const Picture& deviations, float noise) {
    std::vector<float> inked;
    const float least = std::max(6 * noise, least_contrast);
    std::ranges::copy_if(deviations.ink, std::back_inserter(inked),
                         [&](float value) { return value >= least; });
    if (inked.empty()) return 0;
    const float strong = quantile(inked, 0.95);
    std::erase_if(inked, [&](float value) { return value < strong / 2; });
    return quantile(inked, 0.9);
}

/// Connected ink (each pixel with its eight neighbours).
struct Piece {
    std::vector<std::size_t> pixels;
    float darkest = 0;
    double mass = 0;
};

Piece take_piece(const Picture& picture, std::size_t start, std::vector<bool>& seen) {
    Piece piece;
    piece.pixels.push_back(start);
    seen[start] = true;
    for (std::size_t next = 0; next < piece.pixels.size(); ++next) {
        const std::size_t pixel = piece.pixels[next];
        piece.darkest = std::max(piece.darkest, picture.ink[pixel]);
        piece.mass += static_cast<double>(picture.ink[pixel]);
        const int row = static_cast<int>(pixel / static_cast<std::size_t>(picture.width));
        const int column = static_cast<int>(pixel % static_cast<std::size_t>(picture.width));
        for (int r = std::max(row - 1, 0); r <= std::min(row + 1, picture.height - 1); ++r) {
            for (int c = std::max(column - 1, 0); c <= std::min(column + 1, picture.width - 1); ++c) {
                const std::size_t neighbour = static_cast<std::size_t>(r) * picture.width + c;
                if (seen[neighbour] || picture.ink[neighbour] <= 0) continue;
                seen[neighbour] = true;
                piece.pixels.push_back(neighbour);
            }
        }
    }
    return piece;
}

void remove_specks(Picture& picture) {
    std::vector<bool> seen(picture.ink.size());
    std::vector<Piece> pieces;
    double heaviest = 0;
    for (std::size_t i = 0; i < picture.ink.size(); ++i) {
        if (seen[i] || picture.ink[i] <= 0) continue;
        pieces.push_back(take_piece(picture, i, seen));
        heaviest = std::max(heaviest, pieces.back().mass);
    }
    for (const Piece& piece : pieces)
        if (piece.darkest < 0.5f || piece.mass < heaviest / 200)
            for (const std::size_t pixel : piece.pixels) picture.ink[pixel] = 0;
}

}  // namespace

Picture ink_of(const Pixels& pixels) {
    Picture picture = brightness_of(pixels);
    const Paper paper = find_paper(picture);
    for (int row = 0; row < picture.height; ++row)
        for (int column = 0; column < picture.width; ++column)
            picture.at(row, column) = paper.deviation(along(column, picture.width),
                                                      along(row, picture.height), picture.at(row, column));
    const float full = full_ink(picture, paper.noise);
    if (full <= 0) return Picture(picture.width, picture.height);
    const float least = std::max(3 * paper.noise / full, 0.03f);
    for (float& value : picture.ink) {
        const float ink = std::min(value / full, 1.0f);
        value = ink < least ? 0 : std::round(ink * 255) / 255;
    }
    remove_specks(picture);
    return picture;
}

}  // namespace convoscope::canvas
