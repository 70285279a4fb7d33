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
/// Memory: of an .h5 what its plain form may have (hdf5.h); of a .keras sixteen times the file and a mebibyte
/// for each of its three members, and what the plain form of the one with the weights may have; of
/// TensorFlow.js the files that its manifest names, each once. Then for weights sixteen times what the plain
/// form or those files have, and a mebibyte (weights.h), and some sixty times the network's JSON.
namespace convoscope::models::keras {

/// An .h5 file, the format before Keras 3. @param file  begins_like_hdf5()
ForeignFile read_keras_h5(ForeignBytes file, const Hdf5Reader& hdf5);

/// Whether a zip file is one of Keras's.
bool is_keras_zip(const Archive& archive);
/// A member has at most this many times the zip's size unpacked, and a mebibyte that small ones may always
/// use.
inline constexpr std::size_t kZipTimesLarger = 16;
/// A .keras file, Keras 2.12 and later. @param file  is_keras_zip()
ForeignFile read_keras_zip(ForeignBytes file, const Hdf5Reader& hdf5);

/// Whether JSON is TensorFlow.js's model.json. @param beginning  of the file; more is needed than a few bytes
bool is_tfjs(std::string_view json);
/// Its weights lie in files beside it, which are named in it.
ForeignFile read_tfjs(ForeignBytes file);

}  // namespace convoscope::models::keras
