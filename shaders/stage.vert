// Two triangles over the whole viewport.

out vec2 at;  // -1..1

void main() {
    at = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    gl_Position = vec4(at, 0.0, 1.0);
}
