// Finds the unit under the pixel on a side of a box, its colour in the atlas, and how much of the pixel the unit, the gap
// beside it and the face itself cover. Coverages are integrals over the pixel's footprint, so grids and borders do not shimmer; the colour itself
// is one linear look-up, which is enough while a unit covers about a pixel or more.

uniform sampler2D atlas;
uniform vec2 atlas_size;
uniform vec4 plate_colour;  // premultiplied
uniform vec3 gap_colour;
uniform float light;        // 1 on the light theme
#ifdef SIGNS                // the atlas's alpha tells the sign: 1 positive, negative_alpha negative
uniform float negative_alpha;
uniform vec3 zero_colour;   // the middle of a palette with a sign
#endif

in vec2 at;
flat in vec4 texel;
flat in vec2 texel_down;
flat in vec2 cells;
flat in vec4 style;  // gap, shade, borders, depth
flat in vec2 extent;

out vec4 colour;

// Share of the pixel's footprint `width` around `x` that is not gap: the filtered pulse train, whose integral is
// floor(x) (1 - gap) + what of the present pulse is behind x.
float pulses(float x, float gap) {
    return floor(x) * (1.0 - gap) + clamp(fract(x) - 0.5 * gap, 0.0, 1.0 - gap);
}
float covered(float x, float width, float gap) {
    float w = max(width, 1e-4);
    return (pulses(x + 0.5 * w, gap) - pulses(x - 0.5 * w, gap)) / w;
}

// Coordinates for a linear filter that keep units sharp up to the last pixel before the next one.
vec2 sharpen(vec2 c, vec2 width) {
    vec2 seam = floor(c + 0.5);
    return seam + clamp((c - seam) / max(width, 1e-4), -0.5, 0.5);
}

// 0 outside of the face, 1 inside, a pixel wide in between; sides whose bit is not set do not end.
float face_coverage(vec2 width, float borders) {
    int bits = int(borders + 0.5);
    vec2 low = clamp(at / width + 0.5, 0.0, 1.0);
    vec2 high = clamp((1.0 - at) / width + 0.5, 0.0, 1.0);
    float cover = 1.0;
    if ((bits & 1) != 0) cover *= low.x;
    if ((bits & 2) != 0) cover *= high.x;
    if ((bits & 4) != 0) cover *= low.y;
    if ((bits & 8) != 0) cover *= high.y;
    return cover;
}

vec4 plate(vec2 width) {
    // Contact shadow: darkest where the box stands, gone at the plate's rim.
    vec2 from_rim = min(at, 1.0 - at) * extent / style.w;
    float inside = clamp(min(from_rim.x, from_rim.y), 0.0, 1.0);
    float shadow = inside * inside;
    vec4 base = plate_colour;
    base.rgb *= 1.0 - mix(0.75, 0.25, light) * shadow;
    base.a = mix(base.a, 1.0, mix(0.35, 0.1, light) * shadow);
    return base * face_coverage(width, 15.0);
}

#ifdef SIGNS
// A negative unit is hollow: the middle of its cell has the colour of zero, so that its sign can be told without telling
// hues apart. There is nothing to see of it where the value is near zero, nor where a cell is but a few pixels large.
vec4 hollow(vec4 unit, vec2 c, vec2 width) {
    const float kHole = 0.36;  // of a cell
    float negative = clamp((1.0 - unit.a) / (1.0 - negative_alpha), 0.0, 1.0);
    float hole = covered(c.x, width.x, 1.0 - kHole) * covered(c.y, width.y, 1.0 - kHole);
    float large = smoothstep(5.5, 8.5, 1.0 / max(width.x, width.y));
    return vec4(mix(unit.rgb, zero_colour, negative * hole * large), min(unit.a / negative_alpha, 1.0));
}
#endif

void main() {
    vec2 width = max(vec2(length(vec2(dFdx(at.x), dFdy(at.x))), length(vec2(dFdx(at.y), dFdy(at.y)))), 1e-6);
    if (cells.x < 0.5) {
        colour = plate(width);
        return;
    }
    float gap = style.x;
    // A face starts and ends with a unit, not with a gap.
    vec2 span = cells - gap;
    vec2 c = clamp(at, 0.0, 1.0) * span + 0.5 * gap;
    vec2 w = width * span;
    vec2 s = clamp(sharpen(c, w), vec2(0.5), cells - 0.5);
    vec2 where = texel.xy + 0.5 + texel.zw * (s.x - 0.5) + texel_down * (s.y - 0.5);
    vec4 unit = texture(atlas, where / atlas_size);
#ifdef SIGNS
    unit = hollow(unit, c, w);
#endif

    float solid = covered(c.x, w.x, gap) * covered(c.y, w.y, gap);
    float shade = style.y;
    // Light: tops lean a little towards white where they are strong, so that they glow; sides darken.
    float strength = max(unit.r, max(unit.g, unit.b));
    vec3 face = mix(unit.rgb * shade, unit.rgb * mix(1.0, shade, 0.55), light);
    face += (1.0 - light) * (0.035 * shade + 0.10 * strength * strength * strength * shade);
    vec3 between = mix(gap_colour, unit.rgb * 0.35, 0.45 * (1.0 - light)) * mix(shade, 1.0, 0.3);
    vec3 painted = mix(between, face, solid);
    float alpha = unit.a * face_coverage(width, style.z);
    colour = vec4(painted * alpha, alpha);
}
