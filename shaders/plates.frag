// The plate that a map lies on: a soft contact shadow, and the glow of what is strong above it, taken from a coarse
// level of the map's own values.

uniform highp sampler2D values;
uniform sampler2D palette;
uniform vec2 page_size;
uniform vec4 plate_colour;  // premultiplied
uniform float light;        // 1 on the light theme
uniform float glow;         // how much of it

in vec2 at;
in vec3 place;
flat in vec4 box;
flat in vec4 cells;
flat in vec4 tile;
flat in vec4 style;    // -, -, how far the plate stands out, texels per unit
flat in vec4 scaling;
flat in vec4 state;
flat in vec4 grid;
flat in vec2 extent;

out vec4 colour;

// Interleaved gradient noise (Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare", 2014).
float noise(vec2 pixel) { return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))); }

void main() {
    vec2 size = cells.xy * box.z;
    vec2 from = place.xz - box.xy;
    // How far outside of the map's outline; 0 under it.
    vec2 beyond = max(max(-from, from - size), 0.0);
    float away = clamp(length(beyond) / style.z, 0.0, 1.0);
    float near = 1.0 - away;
    float shadow = near * near;
    vec4 base = vec4(0.0, 0.0, 0.0, mix(0.62, 0.30, light) * shadow);
    base.rgb += mix(vec3(0.0), plate_colour.rgb * 0.5 * shadow, light);

    const float kLevel = 2.0;  // of the pyramid: four units to a texel
    float texels = style.w;
    float lod = cells.x * cells.y > 1.5 ? kLevel : 0.0;
    vec2 c = clamp(from / box.z, vec2(0.5), max(cells.xy - 0.5, 0.5)) * texels;
    vec2 ends = textureLod(values, (tile.xy + c) / page_size, lod).rg;
    float value = mix(ends.r, ends.g, scaling.x) * scaling.y;
    float zero = clamp(scaling.w, 0.0, 0.98);
    float to = clamp(value * scaling.z + scaling.w, 0.0, 1.0);
    float strength = to >= zero ? (to - zero) / (1.0 - zero) : (zero - to) / max(zero, 0.02);
    vec3 hue = texelFetch(palette, ivec2(int(to * 255.0 + 0.5), 0), 0).rgb;
    float amount = glow * strength * near * near * (1.0 - light);
    base.rgb += hue * amount;
    base.a = max(base.a, amount * 0.4);
    colour = base + vec4(vec3((noise(gl_FragCoord.xy) - 0.5) / 255.0) * step(1e-3, near), 0.0);
}
