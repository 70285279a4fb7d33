// Part of every program of a sanitizer build, and of no other.
//
// Graphics drivers are loaded while a program runs and unloaded before it ends. LeakSanitizer looks afterwards: what the
// driver kept for the process's whole life then has nothing that points to it, counts as leaked, and cannot be suppressed, as
// the library that it would be named after is gone. So libraries stay.
extern "C" int dlclose(void* /*library*/) noexcept;

extern "C" int dlclose(void* /*library*/) noexcept { return 0; }
