// A soft line of constant width on the screen: scene::Ribbon, a quad an instance.

layout(location = 0) in vec3 ribbon_from;
layout(location = 1) in vec3 ribbon_to;
layout(location = 2) in vec4 from_colour;
layout(location = 3) in vec4 to_colour;
layout(location = 4) in float ribbon_width;

uniform mat4 view_projection;
uniform vec2 viewport;        // pixels
uniform float pixels_per_point;

out float across;             // pixels from the axis
flat out float half_width;    // pixels
out vec4 tint;

void main() {
    vec4 a = view_projection * vec4(ribbon_from, 1.0);
    vec4 b = view_projection * vec4(ribbon_to, 1.0);
    // What is behind the eye is cut off before the division.
    const float near = 1.0;
    if (a.w < near && b.w < near) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        across = 0.0; half_width = 0.0; tint = vec4(0.0);
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
    float side = float(gl_VertexID & 1) * 2.0 - 1.0;
    bool end = (gl_VertexID >> 1) == 1;
    across = side * (half_width + 1.0);
    vec4 clip = end ? b : a;
    vec2 pixel = (end ? pb : pa) + normal * across;
    tint = end ? to_colour : from_colour;
    gl_Position = vec4(pixel / (0.5 * viewport), 0.0, 1.0);
    if (clip.w <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
