# HDF5 and its high-level library (a file from memory): Keras's .h5 files, and the weights in .keras ones. Without
# it those formats are not offered.
# Found by hand: FindHDF5 asks a compiler of HDF5's own, which a machine that compiles for another one cannot run.
find_path(HDF5_INCLUDE hdf5_hl.h PATH_SUFFIXES hdf5/serial DOC "HDF5's headers; empty: Keras's files cannot be opened")
find_library(HDF5_LIBRARY NAMES hdf5_serial hdf5 DOC "HDF5")
find_library(HDF5_HL_LIBRARY NAMES hdf5_serial_hl hdf5_hl DOC "HDF5's high-level library")
if(HDF5_INCLUDE AND HDF5_LIBRARY AND HDF5_HL_LIBRARY AND NOT TARGET hdf5::hl)
  add_library(hdf5::hl UNKNOWN IMPORTED)
  set_target_properties(hdf5::hl PROPERTIES
    IMPORTED_LOCATION ${HDF5_HL_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${HDF5_INCLUDE}
    INTERFACE_LINK_LIBRARIES ${HDF5_LIBRARY})
endif()
if(NOT TARGET hdf5::hl)
  message(STATUS "HDF5: not found (Debian: libhdf5-dev): models in Keras's .h5 and .keras files cannot be opened")
endif()
