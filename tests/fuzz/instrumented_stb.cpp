// The system's stb_image, compiled into the programs that read pictures, so that the fuzzer sees its branches
// and AddressSanitizer its mistakes. It shifts and adds as it likes: UndefinedBehaviorSanitizer is for our
// own code.
#pragma clang attribute push(__attribute__((no_sanitize("undefined"))), apply_to = function)
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>
#pragma clang attribute pop
