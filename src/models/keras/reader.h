#pragma once

#include <string>
#include <string_view>

#include "models/archive.h"
#include "models/graph.h"
#include "models/keras/hdf5.h"

/// Networks of Keras's, read from its JSON and its weights: Sequential and functional ones, in each other,
/// of Keras 2 and 3. Optimizer weights are passed over and layers that act in training alone left out; both
/// are named in ForeignFile::skipped. ForeignFile::content is a Graph.
///
/// All throw Errors of one line, without the file's name: the file is damaged, holds weights alone, has a
/// layer that we do not read (its name and class are said), ...
///
/// Memory: of an .h5 what its plain form may have (hdf5.h), of a .keras sixteen times the file and a mebibyte
/// for each of its three members; then sixteen times that for weights (weights.h), and some sixty times the
/// network's JSON.
namespace convoscope::models::keras {

/// An .h5 file, the format before Keras 3. @param file  begins_like_hdf5()
ForeignFile read_keras_h5(ForeignBytes file, const Hdf5Reader& hdf5);

/// Whether a zip file is one of Keras's.
bool is_keras_zip(const Archive& archive);
/// A .keras file, Keras 2.12 and later: its members have at most this many times its size, unpacked.
inline constexpr std::size_t kZipTimesLarger = 16;
ForeignFile read_keras_zip(ForeignBytes file, const Hdf5Reader& hdf5);

/// Whether JSON is TensorFlow.js's model.json. @param beginning  of the file; more is needed than a few bytes
bool is_tfjs(std::string_view json);
/// Its weights lie in files beside it, which are named in it.
ForeignFile read_tfjs(ForeignBytes file);

}  // namespace convoscope::models::keras
