// Finds the unit under the pixel on a side of a box, its value in a page of values, its colour on the palette, and how
// much of the pixel the unit, the gap beside it and the face itself cover. Coverages are integrals over the pixel's
// footprint, so grids and borders do not shimmer.
//
// Variants: RELIEF  units stand out of the box by their values: a march along the eye's ray over the cells
//           GRID    the face shows many maps
//           FOLDING two tiles are mixed
//           NEAR    units are so large that each pixel takes one's value as it is: no filter
//           SIGNS   the palette has a sign: negative units are hollow

uniform highp sampler2D values;   // r: where a value's way begins, g: where it ends
uniform sampler2D palette;  // 256 x (the view's; red, green, blue of a picture's channels)
uniform vec2 page_size;     // texels
uniform vec4 tiles;         // of the sheet: first tile's x, y; steps to the next along and down
uniform float tiles_across;
uniform vec2 mark;          // the part of the palette that keeps its colours
uniform vec3 ground;        // what all else fades into
uniform vec3 gap_colour;
uniform vec3 zero_colour;
uniform float light;        // 1 on the light theme
uniform float glass;        // how much of a body units have: lit edges
#ifdef RELIEF
uniform vec3 eye;
uniform float pixel_angle;  // what a pixel covers at distance 1
#endif

in vec2 at;
in vec3 place;
flat in vec4 box;      // x, z of the low corner; pitch; y of the top at zero
flat in vec4 cells;    // columns, rows, gap, side: 0 east or west, 1 top or bottom, 2 front or back
flat in vec4 tile;     // own, fold
flat in vec4 style;    // shade, borders, row of the palette, texels per unit
flat in vec4 scaling;  // arrived, level, gain, offset
flat in vec4 state;    // folded, pending first, pending last, relief
#ifdef GRID
flat in vec4 grid;     // first map, maps in a row, steps
#endif
flat in vec2 extent;

out vec4 colour;

const float kDimmed = 0.86;  // how far what is not marked goes towards the ground

// Share of the pixel's footprint `width` around `x` that is not gap: the filtered pulse train, whose integral is
// floor(x) (1 - gap) + what of the present pulse is behind x.
float pulses(float x, float gap) { return floor(x) * (1.0 - gap) + clamp(fract(x) - 0.5 * gap, 0.0, 1.0 - gap); }
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
float face_coverage(vec2 width) {
    int bits = int(style.y + 0.5);
    vec2 low = clamp(at / width + 0.5, 0.0, 1.0);
    vec2 high = clamp((1.0 - at) / width + 0.5, 0.0, 1.0);
    float cover = 1.0;
    if ((bits & 1) != 0) cover *= low.x;
    if ((bits & 2) != 0) cover *= high.x;
    if ((bits & 4) != 0) cover *= low.y;
    if ((bits & 8) != 0) cover *= high.y;
    return cover;
}

// The value of the unit at a cell: no filter.
float value_of(vec2 cell) {
    vec2 ends = texelFetch(values, ivec2(tile.xy + cell), 0).rg;
    float value = mix(ends.r, ends.g, scaling.x);
#ifdef FOLDING
    ends = texelFetch(values, ivec2(tile.zw + cell), 0).rg;
    value = mix(value, mix(ends.r, ends.g, scaling.x), state.x);
#endif
    return value * scaling.y;
}

float fetched(vec2 from, vec2 texel, float lod) {
    vec2 ends = textureLod(values, (from + texel) / page_size, lod).rg;
    return mix(ends.r, ends.g, scaling.x);
}
// The value shown at a place of the tile `own`, texels.
float value_at(vec2 own, vec2 texel, float lod) {
    float value = fetched(own, texel, lod);
#ifdef FOLDING
    value = mix(value, fetched(tile.zw, texel, lod), state.x);
#endif
    return value * scaling.y;
}

float on_palette(float value) { return clamp(value * scaling.z + scaling.w, 0.0, 1.0); }

struct Unit {
    vec3 colour;
    float negative;  // 1 where it is
};

Unit look_up(float value, vec2 cell) {
    float index = floor(cell.y) * cells.x + floor(cell.x);
    bool pending = index >= state.y && index < state.z;
    float to = on_palette(pending ? 0.0 : value);
    vec3 painted = texelFetch(palette, ivec2(int(to * 255.0 + 0.5), int(style.z + 0.5)), 0).rgb;
    if (pending || to < mark.x || to > mark.y) painted = mix(painted, ground, kDimmed);
    return Unit(painted, !pending && value < 0.0 ? 1.0 : 0.0);
}

#ifdef SIGNS
// A negative unit is hollow: the middle of its cell has the colour of zero, so that its sign can be told without telling
// hues apart. There is nothing to see of it where the value is near zero, nor where a cell is but a few pixels large.
vec3 hollow(Unit unit, vec2 c, vec2 width) {
    const float kHole = 0.36;  // of a cell
    float hole = covered(c.x, width.x, 1.0 - kHole) * covered(c.y, width.y, 1.0 - kHole);
    float large = smoothstep(5.5, 8.5, 1.0 / max(width.x, width.y));
    return mix(unit.colour, zero_colour, unit.negative * hole * large);
}
#endif

vec3 unit_colour(float value, vec2 c, vec2 width) {
    Unit unit = look_up(value, c);
#ifdef SIGNS
    return hollow(unit, c, width);
#else
    return unit.colour;
#endif
}

// A unit has a lit edge at the back and a shaded one towards the viewer: what is silent has a body too.
float bevel(vec2 c, vec2 width) {
    float large = smoothstep(3.5, 9.0, 1.0 / max(width.x, width.y)) * glass;
    float within = fract(c.y);
    float soft = max(width.y, 0.05);
    float gap = 0.5 * cells.z;
    float back = 1.0 - smoothstep(gap + 0.10, gap + 0.10 + soft, within);
    float front = smoothstep(1.0 - gap - 0.12 - soft, 1.0 - gap - 0.12, within);
    return (back - front) * large;
}

vec3 lit(vec3 body, float shade, float edge) {
    // Tops lean a little towards white where they are strong, so that they glow; sides darken.
    float strength = max(body.r, max(body.g, body.b));
    vec3 face = mix(body * shade, body * mix(1.0, shade, 0.55), light);
    face += (1.0 - light) * (0.035 * shade + 0.10 * strength * strength * strength * shade);
    face += edge * shade * mix(vec3(0.050, 0.062, 0.095), vec3(0.035), light) * (1.0 + strength);
    return face;
}

vec3 between_units(vec3 body, float shade) {
    return mix(gap_colour, body * 0.35, 0.45 * (1.0 - light)) * mix(shade, 1.0, 0.3);
}

vec3 painted(float value, vec2 c, vec2 width, float shade) {
    vec3 body = unit_colour(value, c, width);
    float solid = covered(c.x, width.x, cells.z) * covered(c.y, width.y, cells.z);
    return mix(between_units(body, shade), lit(body, shade, bevel(c, width)), solid);
}

// A pixel's footprint on the face, shares of `at`.
vec2 footprint() {
    return max(vec2(length(vec2(dFdx(at.x), dFdy(at.x))), length(vec2(dFdx(at.y), dFdy(at.y)))), 1e-6);
}

#ifdef RELIEF

// The eye's ray through a box.
struct Ray {
    vec2 start;        // where it enters, cells
    vec2 along;        // cells a world unit
    float y;           // height above zero where it enters
    float fall;        // height a world unit; negative
    float soft;        // what a pixel covers along the vertical
    vec2 floor_width;  // what it covers on tops, cells
    vec2 wall_width;   // on walls of z, x = const
};

// What the ray sees of the unit at a cell that it entered at `t`.
vec3 seen(Ray ray, float value, float top, vec2 cell, float t, bool wall_x, float wall, float roof) {
    Unit unit = look_up(value, cell + 0.5);
    vec2 met = ray.start + ray.along * t;
    float beside = covered(wall_x ? met.y : met.x, wall_x ? ray.wall_width.y : ray.wall_width.x, cells.z);
    // Walls darken towards their feet.
    float foot = clamp((ray.y + ray.fall * t + 6.0) / (top + 6.0), 0.0, 1.0);
    float shade = (wall_x ? 0.45 : 0.62) * mix(0.72, 1.0, foot);
    vec3 side = mix(between_units(unit.colour, shade), lit(unit.colour, shade, 0.0), beside);
    vec2 c = clamp(ray.start + ray.along * ((top - ray.y) / ray.fall), cell + 0.001, cell + 0.999);
    vec3 body = unit.colour;
#ifdef SIGNS
    body = hollow(unit, c, ray.floor_width);
#endif
    float solid = covered(c.x, ray.floor_width.x, cells.z) * covered(c.y, ray.floor_width.y, cells.z);
    vec3 over = mix(between_units(body, 1.0), lit(body, 1.0, bevel(c, ray.floor_width)), solid);
    return side * wall + over * roof * (1.0 - wall);
}

Ray make_ray() {
    vec3 d = place - eye;
    float away = length(d);
    d /= away;
    float level_part = max(length(d.xz), 1e-3);  // of the ray, along the floor
    float pixel = away * pixel_angle;            // world size of a pixel
    vec2 h = d.xz / level_part;
    float longer = 1.0 / max(-d.y, 0.05);        // a pixel is so much longer on a floor
    vec2 on_floor = vec2(length(vec2(h.y, h.x * longer)), length(vec2(h.x, h.y * longer)));
    float inside = 0.5 * cells.z + 1e-3;
    vec2 start = clamp((place.xz - box.xy) / box.z + 0.5 * cells.z, vec2(inside), cells.xy - inside);
    return Ray(start, d.xz / box.z, place.y - box.w, min(d.y, -1e-3), pixel / level_part, on_floor * (pixel / box.z),
               pixel / box.z / max(abs(h.yx), 0.05));
}

// From where the eye's ray enters the box from cell to cell (Amanatides and Woo, "A Fast Voxel Traversal Algorithm for
// Ray Tracing", 1987) until units cover the pixel. Two at most are shaded: an edge lies between two. Loops, not
// branches: a software renderer leaves them where no pixel of a group goes on.
vec4 marched() {
    const int kSteps = 10;
    const float kEnough = 0.15;  // of a pixel that is left uncovered
    Ray ray = make_ray();
    float zero = clamp(scaling.w, 0.0, 0.98);
    float rise = state.w / (1.0 - zero);  // of a unit's top, by its place on the palette
    vec2 cell = floor(ray.start);
    vec2 step_ = vec2(ray.along.x < 0.0 ? -1.0 : 1.0, ray.along.y < 0.0 ? -1.0 : 1.0);
    vec2 inverse = 1.0 / max(abs(ray.along), 1e-6);
    vec2 next = (step_ * (cell - ray.start) + max(step_, 0.0)) * inverse;
    bool wall_x = cells.w < 0.5;  // how the present cell was entered
    float t = 0.0;
    // What came in by the top has no wall before it.
    float wall_from = cells.w > 0.5 && cells.w < 1.5 ? 1e9 : ray.y;
    float value = 0.0;
    float top = 0.0;
    float left = 1.0;
    vec3 sum = vec3(0.0);
    for (int hit = 0; hit < 2; ++hit) {
        bool outside = false;
        for (int i = 0; i < kSteps; ++i) {
            value = value_of(cell);
            top = clamp(value * scaling.z + scaling.w - zero, 0.0, 1.0 - zero) * rise;
            if (top > ray.y + ray.fall * min(next.x, next.y) - 0.5 * ray.soft) break;
            t = min(next.x, next.y);
            wall_from = ray.y + ray.fall * t;
            wall_x = next.x < next.y;
            vec2 go = wall_x ? vec2(1.0, 0.0) : vec2(0.0, 1.0);
            next += inverse * go;
            cell += step_ * go;
            outside = cell.x < 0.0 || cell.y < 0.0 || cell.x >= cells.x || cell.y >= cells.y;
            if (outside) break;
        }
        if (outside) break;
        float out_at = min(next.x, next.y);
        float wall = clamp((top - wall_from) / ray.soft + 0.5, 0.0, 1.0);
        float roof = clamp((top - ray.y - ray.fall * out_at) / ray.soft + 0.5, 0.0, 1.0);
        sum += left * seen(ray, value, top, cell, t, wall_x, wall, roof);
        left *= (1.0 - wall) * (1.0 - roof);
        t = out_at;
        wall_from = ray.y + ray.fall * t;
        wall_x = next.x < next.y;
        vec2 go = wall_x ? vec2(1.0, 0.0) : vec2(0.0, 1.0);
        next += inverse * go;
        cell += step_ * go;
        if (left < kEnough || cell.x < 0.0 || cell.y < 0.0 || cell.x >= cells.x || cell.y >= cells.y) break;
    }
    // The little that the first two left is theirs, too.
    if (left < kEnough) return vec4(sum / (1.0 - left), 1.0);
    return vec4(sum, 1.0 - left);
}

#endif

void main() {
    vec2 width = footprint();
#ifdef RELIEF
    colour = marched() * face_coverage(width);
#else
    float gap = cells.z;
    // Where on the box: units from its low corner, half a gap outside of the first unit's edge.
    vec2 c = (place.xz - box.xy) / box.z + 0.5 * gap;
    vec2 own = tile.xy;
    float there = 1.0;
#ifdef GRID
    vec2 w = width * extent / box.z;
    vec2 maps = floor((c - 0.5 * gap) / grid.zw + 1e-4);
    maps = vec2(clamp(maps.x, 0.0, grid.y - 1.0), max(maps.y, 0.0));
    c -= maps * grid.zw;
    vec2 inside = clamp(min(c, cells.xy - c) / max(w, 1e-4) + 0.5, 0.0, 1.0);
    there = inside.x * inside.y;
    float map = grid.x + maps.y * grid.y + maps.x;
    own = tiles.xy + vec2(mod(map, tiles_across), floor(map / tiles_across + 1e-4)) * tiles.zw;
    c = clamp(c, vec2(0.5 * gap), cells.xy - 0.5 * gap);
#else
    c = clamp(c, vec2(0.5 * gap), cells.xy - 0.5 * gap - 1e-4);
    // On its sides a box shows its outermost units: there is nothing to cross there but down the side.
    vec2 w = cells.w < 0.5 ? vec2(0.0, width.x * extent.x / box.z)
           : cells.w < 1.5 ? width * extent / box.z : vec2(width.x * extent.x / box.z, 0.0);
    if (cells.w < 0.5) c.x = floor(min(c.x, cells.x - 0.5)) + 0.5;
    if (cells.w > 1.5) c.y = floor(min(c.y, cells.y - 0.5)) + 0.5;
#endif
#ifdef NEAR
    float value = value_of(floor(c));
#else
    float texels = style.w;
    vec2 s = clamp(sharpen(c * texels, w * texels), vec2(0.5), max(ceil(cells.xy * texels) - 0.5, 0.5));
    float lod = log2(max(max(w.x, w.y) * texels, 1.0));
    float value = value_at(own, s, lod);
#endif
    colour = vec4(painted(value, c, w, style.x), 1.0) * (face_coverage(width) * there);
#endif
}
