#include "nn/blocks.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

namespace convoscope::nn {
namespace {

constexpr int kLevels = 2;

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char sign) { return std::isdigit(sign) != 0; });
}
bool has_letter(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char sign) { return std::isalpha(sign) != 0; });
}

std::vector<std::string> split(const std::string& text, std::string_view separators) {
    std::vector<std::string> parts;
    std::string part;
    for (const char sign : text + separators[0]) {
        if (separators.find(sign) == std::string_view::npos) {
            part += sign;
        } else if (!part.empty()) {
            parts.push_back(std::move(part));
            part.clear();
        }
    }
    return parts;
}

/// A name's parts, from the outermost block to the layer, and what parts them.
struct Path {
    std::vector<std::string> parts;
    char separator = '.';
};

/// "conv2_block1_1_conv": conv2, block1, 1, conv. Only what is numbered is a block, and "conv2d_1" is a
/// layer.
std::vector<std::string> parts_of_words(const std::string& name) {
    const std::vector<std::string> words = split(name, "_");
    std::vector<std::string> parts;
    std::string part;
    for (std::size_t i = 0; i < words.size(); ++i) {
        part += (part.empty() ? "" : "_") + words[i];
        const bool more = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end(),
                                      [](const std::string& word) { return has_letter(word); });
        if (!(more && has_digit(words[i])) && i + 1 < words.size()) continue;
        parts.push_back(std::move(part));
        part.clear();
    }
    return parts;
}

Path path_of(const Node& node) {
    const std::string& name = node.origin.empty() ? node.name : node.origin;
    Path path{split(name, "/.:"), '.'};
    // PyTorch's exports repeat the outer names: "/layer1/layer1.0/conv1/Conv".
    path.parts.erase(std::unique(path.parts.begin(), path.parts.end()), path.parts.end());
    if (path.parts.size() == 1) path = {parts_of_words(name), '_'};
    return path;
}

/// Finds blocks by names.
class ByName {
  public:
    explicit ByName(const Architecture& architecture) {
        for (const Node& node : architecture.nodes) paths_.push_back(path_of(node));
        most_ = static_cast<int>(paths_.size()) / 2;
    }

    std::vector<LayerBlock> run() {
        std::vector<int> nodes;
        for (int node = 1; node + 1 < static_cast<int>(paths_.size()); ++node) nodes.push_back(node);
        find(nodes, 0, -1, 0);
        return std::move(blocks_);
    }

  private:
    /// @param depth  parts that these nodes have in common
    void find(const std::vector<int>& nodes, std::size_t depth, int parent, int level) {
        std::map<std::string, std::vector<int>> groups;
        for (const int node : nodes) {
            const Path& path = paths_[static_cast<std::size_t>(node)];
            if (path.parts.size() > depth + 1) groups[path.parts[depth]].push_back(node);
        }
        std::vector<std::vector<int>> found;
        for (auto& [name, group] : groups)
            if (group.size() > 1) found.push_back(std::move(group));
        std::ranges::sort(found);
        // One part alone of what it is in says nothing more.
        const bool adds = parent < 0 || found.size() > 1;
        for (const std::vector<int>& group : found) {
            const bool in_one_piece = group.back() - group.front() + 1 == static_cast<int>(group.size());
            const bool small = static_cast<int>(group.size()) <= most_;
            if (adds && in_one_piece && small)
                add(group, depth, parent, level);
            else if (!small || group.size() == nodes.size())
                find(group, depth + 1, parent, level);
        }
    }

    void add(const std::vector<int>& group, std::size_t depth, int parent, int level) {
        const Path& path = paths_[static_cast<std::size_t>(group.front())];
        LayerBlock block{path.parts[0], 0, group.front(), group.back(), parent, 0};
        for (std::size_t i = 1; i <= depth; ++i) block.name += path.separator + path.parts[i];
        const bool taken =
            std::ranges::any_of(blocks_, [&](const LayerBlock& other) { return other.name == block.name; });
        if (taken) return;
        if (parent >= 0) ++blocks_[static_cast<std::size_t>(parent)].children;
        blocks_.push_back(std::move(block));
        if (level + 1 < kLevels) find(group, depth + 1, static_cast<int>(blocks_.size()) - 1, level + 1);
    }

    std::vector<Path> paths_;
    std::vector<LayerBlock> blocks_;
    int most_ = 0;
};

/// By node: the last one that every way from the input to it leads through (Cooper, Harvey and Kennedy 2001).
std::vector<int> dominators(const Architecture& architecture) {
    std::vector<int> dominators(architecture.nodes.size(), 0);
    for (std::size_t node = 1; node < dominators.size(); ++node) {
        int common = architecture.nodes[node].inputs[0];
        for (int other : architecture.nodes[node].inputs)
            while (common != other) {
                int& later = common > other ? common : other;
                later = dominators[static_cast<std::size_t>(later)];
            }
        dominators[node] = common;
    }
    return dominators;
}

/// Whether the nodes of [first, last] hear only one another and the node before, and the last alone is heard
/// by others.
bool is_closed(const Architecture& architecture, int before, int first, int last) {
    for (int node = first; node < static_cast<int>(architecture.nodes.size()); ++node)
        for (const int input : architecture.nodes[static_cast<std::size_t>(node)].inputs) {
            const bool inside = node <= last;
            if (inside && input != before && input < first) return false;
            if (!inside && input >= first && input < last) return false;
        }
    return true;
}

/// From where branches part to where they meet again: of spans in one another the outer one.
std::vector<LayerBlock> by_branches(const Architecture& architecture) {
    const int count = static_cast<int>(architecture.nodes.size());
    const std::vector<int> before = dominators(architecture);
    std::vector<LayerBlock> spans;
    for (int node = 1; node + 1 < count; ++node) {
        LayerBlock span{{}, 0, before[static_cast<std::size_t>(node)] + 1, node, -1, 0};
        const bool meets = architecture.nodes[static_cast<std::size_t>(node)].inputs.size() > 1;
        if (meets && span.layers() > 1 && span.layers() <= count / 2 &&
            is_closed(architecture, span.first - 1, span.first, span.last))
            spans.push_back(span);
    }
    std::ranges::stable_sort(
        spans, [](const LayerBlock& a, const LayerBlock& b) { return a.layers() > b.layers(); });
    std::vector<LayerBlock> blocks;
    for (const LayerBlock& span : spans)
        if (std::ranges::none_of(blocks, [&](const LayerBlock& other) {
                return other.has(span.first) || other.has(span.last);
            }))
            blocks.push_back(span);
    std::ranges::sort(blocks, {}, &LayerBlock::first);
    for (LayerBlock& block : blocks) {
        block.number = static_cast<int>(&block - blocks.data()) + 1;
        block.name = "block" + std::to_string(block.number);
    }
    return blocks;
}

bool are_several(const std::vector<LayerBlock>& blocks) {
    return std::ranges::count(blocks, -1, &LayerBlock::parent) > 1;
}

}  // namespace

std::vector<LayerBlock> blocks_of(const Architecture& architecture) {
    std::vector<LayerBlock> blocks = ByName(architecture).run();
    if (!are_several(blocks)) blocks = by_branches(architecture);
    if (!are_several(blocks)) blocks.clear();
    return blocks;
}

}  // namespace convoscope::nn
