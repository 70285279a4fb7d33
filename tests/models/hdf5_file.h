#pragma once

#define H5_USE_110_API
#include <gtest/gtest.h>
#include <hdf5.h>

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "support/temporary_folder.h"

/// HDF5 files written by HDF5's own library.
namespace convoscope::test {

/// The bytes of a file that `fill` writes into.
inline std::string hdf5_file(const std::function<void(hid_t)>& fill) {
    const test::TemporaryFolder folder;
    const std::string path = (folder / "a.h5").string();
    const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    EXPECT_GE(file, 0);
    fill(file);
    H5Fclose(file);
    return read_file(path, 1 << 28);
}

inline void write_text(hid_t object, const char* name, const char* text, bool variable, H5T_str_t padding) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, variable ? H5T_VARIABLE : std::string(text).size() + 4);
    H5Tset_strpad(type, padding);
    H5Tset_cset(type, variable ? H5T_CSET_UTF8 : H5T_CSET_ASCII);
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    std::string padded = text;
    padded.resize(padded.size() + 4, padding == H5T_STR_SPACEPAD ? ' ' : '\0');
    if (variable)
        H5Awrite(attribute, type, &text);
    else
        H5Awrite(attribute, type, padded.data());
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
}

inline void write_texts(hid_t object, const char* name, const std::vector<const char*>& texts,
                        bool variable) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, variable ? H5T_VARIABLE : 8);
    const hsize_t count = texts.size();
    const hid_t space = H5Screate_simple(1, &count, nullptr);
    const hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    std::string fixed;
    for (const std::string text : texts) fixed += text + std::string(8 - text.size(), '\0');
    if (variable)
        H5Awrite(attribute, type, texts.data());
    else
        H5Awrite(attribute, type, fixed.data());
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
}

inline void write_dataset(hid_t place, const char* name, const std::vector<hsize_t>& shape, hid_t type,
                          const void* values, hid_t memory, hid_t properties = H5P_DEFAULT) {
    const hid_t space = shape.empty()
                            ? H5Screate(H5S_SCALAR)
                            : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t set = H5Dcreate2(place, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    EXPECT_GE(set, 0);
    if (values) H5Dwrite(set, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    H5Dclose(set);
    H5Sclose(space);
}

inline void write_floats(hid_t place, const char* name, const std::vector<float>& values) {
    write_dataset(place, name, {values.size()}, H5T_IEEE_F32LE, values.data(), H5T_NATIVE_FLOAT);
}

}  // namespace convoscope::test
