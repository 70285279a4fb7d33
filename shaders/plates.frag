// The plate that a map lies on: a soft contact shadow.
//
// Variant: GLOW  what is strong in the map lights it

uniform vec4 plate_colour;  // premultiplied
uniform float light;        // 1 on the light theme

in vec2 from;       // the box's low corner, world units
flat in vec3 size;  // of the box along x and z; how far the plate stands out
#ifdef GLOW
uniform highp sampler2D values;
uniform sampler2D palette;
flat in vec4 cells;    // columns, rows, first texel
flat in vec4 scaling;  // arrived, gain, offset, texels per unit
#endif

out vec4 colour;

#ifdef GLOW
// Of the map's units near a place beside it, by a coarse level of its pyramid: four units to a texel, mixed along the
// map's edge.
float coarse_value() {
    int level = cells.x * cells.y > 1.5 ? 2 : 0;
    float texels = scaling.w / float(1 << level);
    vec2 last = max(ceil(cells.xy * texels) - 1.0, 0.0);
    vec2 c = clamp(from / size.xy * cells.xy * texels - 0.5, vec2(0.0), last);
    bool beside = from.x < 0.0 || from.x > size.x;
    vec2 low = beside ? vec2(floor(c.x + 0.5), floor(c.y)) : vec2(floor(c.x), floor(c.y + 0.5));
    vec2 high = min(low + (beside ? vec2(0.0, 1.0) : vec2(1.0, 0.0)), last);
    vec2 tile = cells.zw / float(1 << level);
    vec2 a = texelFetch(values, ivec2(tile + low), level).rg;
    vec2 b = texelFetch(values, ivec2(tile + high), level).rg;
    vec2 ends = mix(a, b, beside ? fract(c.y) : fract(c.x));
    return mix(ends.r, ends.g, scaling.x);
}
#endif

// Interleaved gradient noise (Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare", 2014).
float noise(vec2 pixel) { return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))); }

void main() {
    // How far outside of the map's outline; 0 under it.
    vec2 beyond = max(max(-from, from - size.xy), 0.0);
    float near = 1.0 - clamp(length(beyond) / size.z, 0.0, 1.0);
    float shadow = near * near;
    vec4 base = vec4(0.0, 0.0, 0.0, mix(0.62, 0.30, light) * shadow);
    base.rgb += plate_colour.rgb * 0.5 * shadow * light;
#ifdef GLOW
    float zero = clamp(scaling.z, 0.0, 0.98);
    float to = clamp(coarse_value() * scaling.y + scaling.z, 0.0, 1.0);
    vec3 hue = texelFetch(palette, ivec2(int(to * 255.0 + 0.5), 0), 0).rgb;
    float amount = max(to - zero, 0.0) / (1.0 - zero) * shadow;
    base.rgb += hue * amount;
    base.a = max(base.a, amount * 0.4);
#endif
    colour = base + vec4(vec3((noise(gl_FragCoord.xy) - 0.5) / 255.0) * step(1e-3, near), 0.0);
}
