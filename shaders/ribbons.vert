// A soft line of constant width on the screen: scene::Ribbon, an instance each. It is a quad of four vertices or, tapered, a
// triangle of three that comes to a point at its `to` end: half the work for a software renderer, whose cost of a thin line
// is that of its triangles' many small tiles, not of its pixels.

layout(location = 0) in vec3 ribbon_from;
layout(location = 1) in vec3 ribbon_to;
layout(location = 2) in vec4 from_colour;
layout(location = 3) in vec4 to_colour;
layout(location = 4) in float ribbon_width;
layout(location = 5) in vec2 ribbon_part;
layout(location = 6) in float ribbon_hollow;

uniform mat4 view_projection;
uniform vec2 viewport;        // pixels
uniform float pixels_per_point;
uniform bool tapered;

out float across;             // pixels from the axis
flat out float half_width;    // pixels
flat out float hollow;
out vec4 tint;

void main() {
    vec4 a = view_projection * vec4(ribbon_from, 1.0);
    vec4 b = view_projection * vec4(ribbon_to, 1.0);
    // What is behind the eye is cut off before the division.
    const float near = 1.0;
    if (a.w < near && b.w < near) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        across = 0.0; half_width = 0.0; hollow = 0.0; tint = vec4(0.0);
        return;
    }
    if (a.w < near) a = mix(a, b, (near - a.w) / (b.w - a.w));
    if (b.w < near) b = mix(b, a, (near - b.w) / (a.w - b.w));
    vec2 pa = a.xy / a.w * 0.5 * viewport;
    vec2 pb = b.xy / b.w * 0.5 * viewport;
    vec2 axis = pb - pa;
    vec2 direction = length(axis) > 1e-3 ? normalize(axis) : vec2(1.0, 0.0);
    vec2 normal = vec2(-direction.y, direction.x);

    half_width = 0.5 * ribbon_width * pixels_per_point;
    hollow = ribbon_hollow;
    float side = float(gl_VertexID & 1) * 2.0 - 1.0;
    float share = (gl_VertexID >> 1) == 1 ? ribbon_part.y : ribbon_part.x;
    across = side * (half_width + 0.5);
    // The line keeps its width over the first half.
    if (tapered) across *= gl_VertexID == 2 ? 0.0 : 2.0;
    tint = mix(from_colour, to_colour, share);
    gl_Position = vec4((mix(pa, pb, share) + normal * across) / (0.5 * viewport), 0.0, 1.0);
}
