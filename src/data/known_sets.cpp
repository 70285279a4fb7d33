#include "data/known_sets.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/grouped.h"
#include "data/cifar.h"
#include "data/folders.h"
#include "data/known_sets_texts.h"
#include "data/mnist.h"
#include "data/npz_set.h"
#include "data/own_digits.h"

namespace convoscope::data {

namespace fs = std::filesystem;

namespace {

/// What a set is called, and its folders.
struct Known {
    KnownSet set;
    Text name;
    std::vector<const char*> folders;  ///< in a folder of data sets
    const char* keras;                 ///< in Keras's; null: its files there are not read here
    const char* torchvision;           ///< in torchvision's root
    std::vector<const char*> classes;  ///< of them, all together found in no other set
};

const Known& known(KnownSet set) {
    static const std::array<Known, 3> all{Known{KnownSet::Mnist,
                                                known_sets_texts.mnist,
                                                {"mnist"},
                                                "mnist.npz",
                                                "MNIST/raw",
                                                {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}},
                                          Known{KnownSet::FashionMnist,
                                                known_sets_texts.fashion,
                                                {"fashion-mnist", "fashion_mnist"},
                                                "fashion-mnist",
                                                "FashionMNIST/raw",
                                                {"sneaker", "bag"}},
                                          Known{KnownSet::Cifar10,
                                                known_sets_texts.cifar,
                                                {"cifar10", "cifar-10", "cifar-10-batches-bin"},
                                                nullptr,
                                                "cifar-10-batches-bin",
                                                {"deer", "frog"}}};
    return *std::ranges::find(all, set, &Known::set);
}

std::string small_letters(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool has_mnist(const fs::path& folder) {
    return is_there(folder / "t10k-images-idx3-ubyte") || is_there(folder / "t10k-images-idx3-ubyte.gz");
}

bool is_npz(const fs::path& path) {
    std::error_code ignored;
    return path.extension() == ".npz" && fs::is_regular_file(path, ignored);
}

/// Whether there is a set at all.
bool holds_set(const fs::path& place) {
    return is_npz(place) || has_mnist(place) || is_npz(place / "mnist.npz") || is_cifar(place);
}

/// Whether a set that says nothing but where it lies is the one that is looked for.
bool is_itself(const fs::path& place, KnownSet set) {
    if (!holds_set(place)) return false;
    if (is_cifar(place)) return set == KnownSet::Cifar10;
    const fs::path written = place.has_filename() ? place : place.parent_path();  // "fashion/"
    const bool clothes = small_letters(written.filename().string()).find("fashion") != std::string::npos;
    return set == (clothes ? KnownSet::FashionMnist : KnownSet::Mnist);
}

fs::path variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// $KERAS_HOME/datasets, else ~/.keras/datasets; nothing where there is no home.
fs::path keras_folder() {
    const fs::path keras = variable("KERAS_HOME");
    if (!keras.empty()) return keras / "datasets";
    const fs::path home = variable("HOME");
    return home.empty() ? home : home / ".keras" / "datasets";
}

std::string small_name(const std::string& name) { return small_letters(name); }

}  // namespace

Message NamedSet::words() const {
    return {known_sets_texts.with_count, name, grouped(static_cast<long long>(images->count()))};
}

std::optional<KnownSet> known_set_of(std::span<const std::string> classes) {
    const auto has = [](std::span<const std::string> some, const char* name) {
        return std::ranges::find(some, name, small_name) != some.end();
    };
    if (classes.size() < 10) return std::nullopt;
    for (const KnownSet set : {KnownSet::Mnist, KnownSet::FashionMnist, KnownSet::Cifar10}) {
        const std::vector<const char*>& names = known(set).classes;
        if (set != KnownSet::Mnist && classes.size() != 10) continue;
        const auto there = [&](const char* name) { return has(classes.first(10), name); };
        if (std::ranges::all_of(names, there)) return set;
    }
    return std::nullopt;
}

NamedSet load_named_set(const fs::path& place) {
    const Message name(known_sets_texts.test_half_of, place);
    LabelledImages images;
    if (is_npz(place))
        images = load_npz_test(place);
    else if (is_cifar(place))
        images = load_cifar_test(place);
    else if (!has_mnist(place) && is_npz(place / "mnist.npz"))
        images = load_npz_test(place / "mnist.npz");
    else
        images = load_mnist_half(place, "t10k");
    return {name, place, std::make_shared<const LabelledImages>(std::move(images))};
}

std::optional<fs::path> find_known_set(KnownSet set) {
    const Known& wanted = known(set);
    if (const fs::path data = variable("CONVOSCOPE_DATA"); !data.empty()) {
        for (const char* folder : wanted.folders)
            if (holds_set(data / folder)) return data / folder;
        if (is_itself(data, set)) return data;
    }
    std::vector<fs::path> places;
    if (const fs::path keras = keras_folder(); wanted.keras && !keras.empty())
        places.push_back(keras / wanted.keras);
    for (const char* root : {"", "data"}) places.push_back(fs::path(root) / wanted.torchvision);
    for (const fs::path& place : places)
        if (holds_set(place)) return place;
    for (const char* folder : wanted.folders)
        if (const auto found = find_data_folder(folder); found && holds_set(*found)) return found;
    return std::nullopt;
}

NamedSet labelled_set(const std::optional<fs::path>& named, std::span<const std::string> classes,
                      const fs::path& assets) {
    if (named) return load_named_set(*named);
    const std::optional<KnownSet> set = known_set_of(classes);
    if (!set) throw Error(known_sets_texts.none_goes_with, classes.size());
    if (const auto place = find_known_set(*set)) {
        NamedSet found = load_named_set(*place);
        found.name = known(*set).name;
        return found;
    }
    if (*set != KnownSet::Mnist)
        throw Error(known_sets_texts.not_found, known(*set).name, known(*set).folders[0]);
    return {known_sets_texts.own_digits, own_digits_images(assets),
            std::make_shared<const LabelledImages>(load_own_digits(assets))};
}

}  // namespace convoscope::data
