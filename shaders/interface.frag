// A texture's colour times the triangle's.

uniform sampler2D picture;

in vec2 at;
in vec4 tint;

layout(location = 0) out vec4 result;

void main() { result = tint * texture(picture, at); }
