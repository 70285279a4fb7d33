uniform float opacity;

in float across;
flat in float half_width;
in vec4 tint;

out vec4 colour;

void main() {
    // Coverage of a line of this width by a pixel at this distance from its axis.
    float alpha = opacity * tint.a * clamp(half_width + 0.5 - abs(across), 0.0, 1.0) * min(2.0 * half_width, 1.0);
    colour = vec4(tint.rgb * alpha, alpha);
}
