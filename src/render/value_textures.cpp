#include "render/value_textures.h"

#include "gl/debug.h"

namespace convoscope::render {
namespace {

gl::Texture make_texture() {
    gl::Texture texture = gl::Texture::create();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, scene::kPageLevels - 1);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    gl::label(texture, "unit values");
    return texture;
}

}  // namespace

void ValueTextures::upload(const std::vector<scene::Page>& pages) {
    textures_.resize(pages.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const scene::Page& page = pages[i];
        Kept& kept = textures_[i];
        if (kept.revision == page.revision || page.levels.empty()) continue;
        if (!kept.texture) kept.texture = make_texture();
        glActiveTexture(GL_TEXTURE0);
        glBindTexture(GL_TEXTURE_2D, kept.texture.id());
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        const bool same = kept.width == page.width && kept.height == page.height;
        for (int level = 0; level < scene::kPageLevels; ++level) {
            const float* values = page.levels[static_cast<std::size_t>(level)].data();
            const int width = page.width >> level;
            const int height = page.height >> level;
            if (same)
                glTexSubImage2D(GL_TEXTURE_2D, level, 0, 0, width, height, GL_RG, GL_FLOAT, values);
            else
                glTexImage2D(GL_TEXTURE_2D, level, GL_RG16F, width, height, 0, GL_RG, GL_FLOAT, values);
        }
        kept.width = page.width;
        kept.height = page.height;
        kept.revision = page.revision;
    }
}

}  // namespace convoscope::render
