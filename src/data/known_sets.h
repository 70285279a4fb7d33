#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/message.h"
#include "data/images.h"

namespace convoscope::data {

/// The sets that are looked for where nobody names one.
enum class KnownSet { Mnist, FashionMnist, Cifar10 };

/// Whose classes these are: their first ten are the digits; they are Fashion-MNIST's or CIFAR-10's ten.
std::optional<KnownSet> known_set_of(std::span<const std::string> classes);

/// A labelled set, and what is said of it wherever numbers are about it.
struct NamedSet {
    Message name;                  ///< "MNIST's test half", "the program's own digits"
    std::filesystem::path origin;  ///< where it lies
    std::shared_ptr<const LabelledImages> images;

    /// "MNIST's test half, 10,000 pictures"
    Message words() const;
};

/// The test half of a set that lies there: a folder with MNIST's IDX files or CIFAR-10's binary ones, or
/// Keras's mnist.npz (or a folder that holds one).
/// @throws Error when there is none, or it is broken
NamedSet load_named_set(const std::filesystem::path& place);

/// Where a set lies that nobody names; nothing where it is nowhere. The first of
///   $CONVOSCOPE_DATA/mnist (fashion-mnist, cifar10), or that folder or file itself: a folder whose name has
///     "fashion" in it is Fashion-MNIST, others with such files are MNIST;
///   where Keras puts it: ~/.keras/datasets/mnist.npz (fashion-mnist/); $KERAS_HOME, where set, is ~/.keras;
///   where torchvision puts it below the present folder: MNIST/raw, data/MNIST/raw (FashionMNIST/raw ...);
///   where data/folders.h finds it, Debian's dataset-fashion-mnist among them.
std::optional<std::filesystem::path> find_known_set(KnownSet set);

/// The set that a network is measured and explained on: the one that is named, else the one that goes with
/// its classes, else, where they are digits, the program's own.
/// @param assets  the folder with digits/
/// @throws Error when there is none, or it is broken. Whether its pictures fit is train::check_fits()' to say
NamedSet labelled_set(const std::optional<std::filesystem::path>& named, std::span<const std::string> classes,
                      const std::filesystem::path& assets);

}  // namespace convoscope::data
