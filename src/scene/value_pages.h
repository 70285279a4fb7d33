#pragma once

#include <cstdint>
#include <vector>

#include "scene/layout.h"
#include "scene/shown_values.h"

namespace convoscope::scene {

/// Edges of a texture are never longer: GLES 3's promise.
inline constexpr int kLargestPage = 2048;
/// Each page is a pyramid of so many levels; a level halves the one below it in both directions.
inline constexpr int kPageLevels = 4;

/// Where the values of one layer lie: map after map on a regular grid of tiles. Everything in texels of the
/// page's lowest level.
struct Sheet {
    int page = 0;
    int level = 0;  ///< a texel stands for 2^level x 2^level units, by the one of largest magnitude
    int x = 0;      ///< of the first tile
    int y = 0;
    int across = 1;  ///< tiles beside one another
    int step_x = 1;  ///< from one tile to the next
    int step_y = 1;
    int width = 1;  ///< of a map
    int height = 1;
    int tiles = 0;          ///< one a map, and perhaps one more
    std::vector<int> maps;  ///< those that have tiles, in their order; empty: all of them
    bool has_fold = false;  ///< the last tile has, of each cell, the strongest of all maps

    int x_of(int tile) const { return x + tile % across * step_x; }
    int y_of(int tile) const { return y + tile / across * step_y; }
    /// The tile of a map; -1 where it has none now.
    int tile_of(int map) const;
    int fold_tile() const { return has_fold ? tiles - 1 : -1; }

    bool operator==(const Sheet&) const = default;
};

/// One texture's content: two values a texel, where a unit's way begins and where it ends (ShownValues).
struct Page {
    int width = 0;
    int height = 0;
    std::vector<std::vector<float>> levels;  ///< each (height >> i) x (width >> i) x 2
    std::uint64_t revision = 0;              ///< another one whenever the content changed
};

/// What the camera makes of a layer in this frame.
struct Need {
    float pixels_per_unit = 8;  ///< of the part that is nearest to the eye
    bool folding = false;       ///< its cells show the strongest of its maps, or will
    std::vector<int> visible;   ///< maps that the eye can see; asked for of large layers alone
};

/// The values of a network, laid out as textures take them. Layers of moderate size share pages and are there
/// in full. A large one has a page of its own with what the eye can tell apart: all maps at the level that
/// fits their size on the screen or, near the camera, those maps alone that are in view.
class ValuePages {
  public:
    /// A layer of more texels than these has a page of its own, and one that is too long for half a page.
    static constexpr std::size_t kLargestShared = std::size_t{1} << 19;
    /// Values of large layers that one update looks at: a bounded part of a frame. (At least one layer.)
    static constexpr int kBudget = 1 << 21;

    static bool is_large(int maps, int rows, int columns);

    /// These take the place of others, whose revisions are known where they were uploaded: theirs go on from
    /// there.
    void continue_after(const ValuePages& before) { revision_ = before.revision_; }

    /// Brings the pages up to date, or, where large layers changed, a bounded part of them.
    /// @param needs  one a node
    void update(const Layout& layout, const ShownValues& values, const std::vector<Need>& needs);
    /// Whether another update would change something.
    bool behind() const { return behind_; }

    /// By node.
    const std::vector<Sheet>& sheets() const { return sheets_; }
    const std::vector<Page>& pages() const { return pages_; }

  private:
    struct Shape {
        int maps = 0;
        int rows = 0;
        int columns = 0;
        bool operator==(const Shape&) const = default;
    };

    /// @param changed  by node: what its page holds is of no use any more
    void arrange(const std::vector<Need>& needs, const std::vector<bool>& changed);
    bool is_small(std::size_t node) const;
    void arrange_small(const std::vector<Need>& needs);
    Sheet large_sheet(const Shape& shape, const Need& need, const Sheet& before) const;
    void fill_small(const ShownValues& values);
    void fill(Page& page, const Sheet& sheet, const Shape& shape, const ShownValues& values, int node);

    std::vector<Shape> shapes_;
    std::vector<Sheet> sheets_;
    std::vector<Page> pages_;
    std::vector<std::uint64_t> filled_;  ///< by node: the reading that its page holds; 0: none
    std::vector<bool> folding_;          ///< by node
    std::uint64_t revision_ = 0;         ///< the latest of all pages
    int small_pages_ = 0;                ///< the first of them are shared
    int next_large_ = 0;                 ///< where the next update goes on
    bool behind_ = false;
};

}  // namespace convoscope::scene
