#include "app/panel_pictures.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace convoscope::app {

namespace {

template <class Texture>
ImTextureID id_of(const Texture& texture) {
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture.id()));
}

/// What is not used goes to the forgotten, all else has to be used anew.
template <class Kept, class Texture>
void forget(std::map<std::string, Kept>& all, std::vector<Texture>& forgotten) {
    forgotten.clear();
    for (auto entry = all.begin(); entry != all.end();) {
        if (std::exchange(entry->second.used, false)) {
            ++entry;
            continue;
        }
        forgotten.push_back(std::move(entry->second.texture));
        entry = all.erase(entry);
    }
}

}  // namespace

ImTextureID PanelPictures::texture(const std::string& key, std::span<const scene::Colour> pixels, int width,
                                   int height) {
    Kept& kept = kept_[key];
    kept.used = true;
    if (kept.width != width || kept.revision != 0 || !std::ranges::equal(kept.pixels, pixels)) {
        kept.pixels.assign(pixels.begin(), pixels.end());
        kept.revision = 0;
        kept.width = width;
        kept.texture.upload(pixels, width, height);
        ++revision_;
    }
    return id_of(kept.texture);
}

ImTextureID PanelPictures::texture(const std::string& key, std::uint64_t revision,
                                   const std::function<std::vector<scene::Colour>()>& paint, int width,
                                   int height) {
    Kept& kept = kept_[key];
    kept.used = true;
    if (kept.revision != revision || kept.width != width) {
        kept.texture.upload(paint(), width, height);
        kept.pixels.clear();
        kept.revision = revision;
        kept.width = width;
        ++revision_;
    }
    return id_of(kept.texture);
}

ImTextureID PanelPictures::ink(const std::string& key, std::uint64_t revision, std::span<const float> ink,
                               int width, int height, bool smooth) {
    using Filter = render::InkTexture::Filter;
    auto found = inks_.find(key);
    if (found == inks_.end())
        found =
            inks_.emplace(key, KeptInk{render::InkTexture(smooth ? Filter::Smooth : Filter::Pixels)}).first;
    KeptInk& kept = found->second;
    kept.used = true;
    if (kept.revision != revision) {
        kept.texture.upload(ink, width, height);
        kept.revision = revision;
        ++revision_;
    }
    return id_of(kept.texture);
}

void PanelPictures::forget_unused() {
    forget(kept_, forgotten_);
    forget(inks_, forgotten_inks_);
}

}  // namespace convoscope::app
