// One visible side of a box of units, or a row of maps: scene::Face, a quad an instance.
// The quad is made about a pixel larger than the face, so that the fragment shader can fade its border.

layout(location = 0) in vec3 face_origin;
layout(location = 1) in vec3 face_along;
layout(location = 2) in vec3 face_down;
layout(location = 3) in vec4 face_box;
layout(location = 4) in vec4 face_cells;
layout(location = 5) in vec4 face_tile;
layout(location = 6) in vec4 face_style;
layout(location = 7) in vec4 face_scaling;
layout(location = 8) in vec4 face_state;
layout(location = 9) in vec4 face_grid;

uniform mat4 view_projection;
uniform vec2 viewport;  // pixels

out vec2 at;     // 0..1 along, 0..1 down; a little outside in the border
out vec3 place;  // in the world
flat out vec4 box;
flat out vec4 cells;
flat out vec4 tile;
flat out vec4 style;
flat out vec4 scaling;
flat out vec4 state;
#ifdef GRID
flat out vec4 grid;
#endif
flat out vec2 extent;  // world length along and down

vec2 to_pixels(vec4 clip) { return clip.xy / max(clip.w, 1e-3) * 0.5 * viewport; }

// Length, as a share of `side`, of about one and a half pixels at `point`.
float border(vec3 point, vec3 side) {
    vec4 a = view_projection * vec4(point, 1.0);
    vec4 b = view_projection * vec4(point + side * 0.01, 1.0);
    float pixels = length(to_pixels(b) - to_pixels(a)) * 100.0;
    return min(1.5 / max(pixels, 1e-3), 0.25);
}

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec3 point = face_origin + face_along * corner.x + face_down * corner.y;
    vec2 wider = vec2(border(point, face_along), border(point, face_down));
    at = corner + wider * (2.0 * corner - 1.0);
    place = face_origin + face_along * at.x + face_down * at.y;
    box = face_box;
    cells = face_cells;
    tile = face_tile;
    style = face_style;
    scaling = face_scaling;
    state = face_state;
#ifdef GRID
    grid = face_grid;
#endif
    extent = vec2(length(face_along), length(face_down));
    gl_Position = view_projection * vec4(place, 1.0);
}
