uniform float opacity;
uniform float pixels_per_point;

in float across;
flat in float half_width;
flat in float hollow;
in vec4 tint;

out vec4 colour;

void main() {
    // Coverage of a line of this width by a pixel at this distance from its axis.
    float away = abs(across);
    float alpha = clamp(half_width + 0.5 - away, 0.0, 1.0) * min(2.0 * half_width, 1.0);
    // A hollow one is its rims, a point wide each.
    float hole = clamp(half_width - pixels_per_point + 0.5 - away, 0.0, 1.0);
    alpha *= 1.0 - hollow * hole;
    alpha *= opacity * tint.a;
    colour = vec4(tint.rgb * alpha, alpha);
}
