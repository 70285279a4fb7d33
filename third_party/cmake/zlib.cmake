# zlib: data sets and PNG files are compressed with it.
find_package(ZLIB QUIET)
convoscope_require(ZLIB::ZLIB PACKAGE zlib1g-dev)
