uniform float opacity;

in float across;
flat in float half_width;
in float along;
flat in float dashed;
in vec4 tint;

out vec4 colour;

const float dash = 9.0;  // points from one dash to the next
const float gap = 4.0;

void main() {
    // Coverage of a line of this width by a pixel at this distance from its axis.
    float alpha = opacity * tint.a * clamp(half_width + 0.5 - abs(across), 0.0, 1.0) * min(2.0 * half_width, 1.0);
    // A dash begins and ends over one point.
    float from_middle = abs(fract(along / dash) - 0.5) * dash;
    alpha *= mix(1.0, clamp(from_middle - 0.5 * gap + 0.5, 0.0, 1.0), dashed);
    colour = vec4(tint.rgb * alpha, alpha);
}
