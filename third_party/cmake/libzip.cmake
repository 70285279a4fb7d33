# libzip: .keras, .pth and .npz are zip files. Without it those formats are not offered.
# Found by hand: Debian's libzip-config.cmake asks for tools of other packages (zipcmp, zipmerge).
find_path(LIBZIP_INCLUDE zip.h DOC "libzip's header; empty: .keras, .pth and .npz cannot be opened")
find_library(LIBZIP_LIBRARY zip DOC "libzip")
if(LIBZIP_INCLUDE AND LIBZIP_LIBRARY AND NOT TARGET libzip::zip)
  add_library(libzip::zip UNKNOWN IMPORTED)
  set_target_properties(libzip::zip PROPERTIES
    IMPORTED_LOCATION ${LIBZIP_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${LIBZIP_INCLUDE})
endif()
if(NOT TARGET libzip::zip)
  message(STATUS "libzip: not found (Debian: libzip-dev): models in .keras, .pth and .npz files cannot be opened")
endif()
