// The original's background: a radial gradient from the middle to the corners, dithered so that it does not band.

uniform vec3 middle;
uniform vec3 rim;

in vec2 at;

out vec4 colour;

// Interleaved gradient noise (Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare", 2014).
float noise(vec2 pixel) { return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))); }

void main() {
    float t = clamp(length(at) / 1.41421356, 0.0, 1.0);
    vec3 shade = mix(middle, rim, t);
    colour = vec4(shade + (noise(gl_FragCoord.xy) - 0.5) / 255.0, 1.0);
}
