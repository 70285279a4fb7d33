// A strip of the plate under a box of units: scene::Face, a quad an instance. It ends softly by itself.
// What is handed on is little: for a software renderer each value costs as much as some pixels of so small a strip.

layout(location = 0) in vec3 face_origin;
layout(location = 1) in vec3 face_along;
layout(location = 2) in vec3 face_down;
layout(location = 3) in vec4 face_box;
layout(location = 4) in vec4 face_cells;
layout(location = 5) in vec4 face_tile;
layout(location = 6) in vec4 face_style;
layout(location = 7) in vec4 face_scaling;

uniform mat4 view_projection;

out vec2 from;       // the box's low corner, world units
flat out vec3 size;  // of the box along x and z; how far the plate stands out
#ifdef GLOW
flat out vec4 cells;    // columns, rows, first texel
flat out vec4 scaling;  // arrived, gain, offset, texels per unit
#endif

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec3 place = face_origin + face_along * corner.x + face_down * corner.y;
    from = place.xz - face_box.xy;
    size = vec3(face_cells.xy * face_box.z, face_style.z);
#ifdef GLOW
    cells = vec4(face_cells.xy, face_tile.xy);
    scaling = vec4(face_scaling.x, face_scaling.y * face_scaling.z, face_scaling.w, face_style.w);
#endif
    gl_Position = view_projection * vec4(place, 1.0);
}
