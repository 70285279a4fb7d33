#include "features/welcome/placement.h"

#include <algorithm>

namespace convoscope::welcome {
namespace {

bool touch(const scene::Viewport& a, const scene::Viewport& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool lies_in(const scene::Viewport& a, const scene::Viewport& room) {
    return a.x >= room.x && a.y >= room.y && a.x + a.width <= room.x + room.width &&
           a.y + a.height <= room.y + room.height;
}

}  // namespace

std::optional<scene::Viewport> place_beside(scene::Vector2 place, scene::Vector2 size,
                                            const scene::Viewport& room,
                                            std::span<const scene::Viewport> taken, float gap) {
    // Left, right, above, below, then the corners; farther away where all of them are taken.
    constexpr int kWays[][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}};
    for (int times = 1; times <= 4; ++times)
        for (const auto& [across, down] : kWays) {
            const float away = gap * static_cast<float>(times);
            const float x = place.x() + static_cast<float>(across) * (away + 0.5f * size.x());
            const float y = place.y() + static_cast<float>(down) * (away + 0.5f * size.y());
            const scene::Viewport spot{x - 0.5f * size.x(), y - 0.5f * size.y(), size.x(), size.y()};
            const bool free =
                std::ranges::none_of(taken, [&](const scene::Viewport& other) { return touch(spot, other); });
            if (free && lies_in(spot, room)) return spot;
        }
    return std::nullopt;
}

}  // namespace convoscope::welcome
