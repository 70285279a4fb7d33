// Part of every program of a sanitizer build, and of no other.
//
// Graphics drivers are loaded while a program runs and unloaded before it ends. LeakSanitizer looks
// afterwards: what the driver kept for the process's whole life then has nothing that points to it, counts as
// leaked, and cannot be suppressed, as the library that it would be named after is gone. So libraries stay.
extern "C" int dlclose(void* /*library*/) noexcept;

extern "C" int dlclose(void* /*library*/) noexcept { return 0; }

// GCC 12's runtime takes a thread's storage in a library, now and then, for one of a glibc older than 2.25
// and reads lengths where there are none; looking for leaks it then crashes, in one run of some hundreds
// (google/sanitizers, issue 1322).
extern "C" const char* __asan_default_options();

extern "C" const char* __asan_default_options() { return "intercept_tls_get_addr=0"; }
