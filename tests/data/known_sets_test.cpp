#include "data/known_sets.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/file.h"
#include "data/idx.h"
#include "support/environment.h"
#include "support/error_line.h"
#include "support/folder.h"
#include "support/places.h"

namespace convoscope::data {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kDigits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
const std::vector<std::string> kClothes{"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                                        "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
const std::vector<std::string> kObjects{"airplane", "automobile", "bird",  "cat",  "deer",
                                        "dog",      "frog",       "horse", "ship", "truck"};

/// A test half of so many pictures of 2 x 2.
void write_idx_set(const fs::path& folder, std::size_t count) {
    fs::create_directories(folder);
    LabelledImages images;
    images.height = images.width = 2;
    images.pixels.resize(4 * count, 1);
    images.labels.resize(count, 3);
    save_idx_images(images, folder / "t10k-images-idx3-ubyte.gz", folder / "t10k-labels-idx1-ubyte.gz");
}

/// In a folder of its own, with no data set anywhere that the environment or the folder could tell of.
class KnownSetsTest : public test::FolderTest {
  protected:
    void SetUp() override {
        FolderTest::SetUp();
        before_ = fs::current_path();
        fs::create_directories(here());
        fs::current_path(here());
    }
    void TearDown() override {
        fs::current_path(before_);
        FolderTest::TearDown();
    }
    fs::path here() const { return folder_ / "here"; }
    fs::path home() const { return folder_ / "home"; }
    NamedSet found(const std::vector<std::string>& classes) const {
        return labelled_set(std::nullopt, classes, test::assets());
    }

    fs::path before_;
    test::SetVariable home_{"HOME", "/nowhere"};
    test::SetVariable keras_{"KERAS_HOME", std::nullopt};
    test::SetVariable data_{"CONVOSCOPE_DATA", "/nowhere"};
};

TEST_F(KnownSetsTest, TheNamedOneComesFirst) {
    write_idx_set(folder_ / "mine", 3);
    write_idx_set(folder_ / "data" / "mnist", 4);
    const test::SetVariable data("CONVOSCOPE_DATA", (folder_ / "data").string());
    const NamedSet named = labelled_set(folder_ / "mine", kDigits, test::assets());
    EXPECT_EQ(named.images->count(), 3u);
    EXPECT_EQ(named.name.in(Language::English), "the test half of " + (folder_ / "mine").string());
    EXPECT_EQ(named.origin, folder_ / "mine");
    // Whatever its classes are.
    EXPECT_EQ(labelled_set(folder_ / "mine", kClothes, test::assets()).images->count(), 3u);
}

TEST_F(KnownSetsTest, ThenTheVariablesFolderOrWhatItIsItself) {
    write_idx_set(folder_ / "data" / "mnist", 4);
    write_idx_set(folder_ / "data" / "fashion-mnist", 5);
    write_idx_set(here() / "MNIST" / "raw", 6);
    const test::SetVariable data("CONVOSCOPE_DATA", (folder_ / "data").string());
    const NamedSet digits = found(kDigits);
    EXPECT_EQ(digits.images->count(), 4u);
    EXPECT_EQ(digits.words().in(Language::English), "MNIST's test half, 4 pictures");
    EXPECT_EQ(digits.words().in(Language::Chinese), "MNIST 测试集，4 张图片");
    const NamedSet clothes = found(kClothes);
    EXPECT_EQ(clothes.images->count(), 5u);
    EXPECT_EQ(clothes.name.in(Language::English), "Fashion-MNIST's test half");

    const test::SetVariable itself("CONVOSCOPE_DATA", (folder_ / "data" / "mnist").string());
    EXPECT_EQ(found(kDigits).images->count(), 4u);
    EXPECT_FALSE(find_known_set(KnownSet::FashionMnist)) << "those are digits";
    const test::SetVariable other("CONVOSCOPE_DATA", (folder_ / "data" / "fashion-mnist" / "").string());
    EXPECT_EQ(found(kClothes).images->count(), 5u);
    EXPECT_EQ(found(kDigits).images->count(), 6u) << "clothes are passed over";
}

TEST_F(KnownSetsTest, ThenWhereKerasAndTorchvisionPutThem) {
    const fs::path keras = home() / ".keras" / "datasets";
    fs::create_directories(keras);
    fs::copy(test::fixtures("data") / "deflated.npz", keras / "mnist.npz");
    write_idx_set(keras / "fashion-mnist", 7);
    write_idx_set(here() / "data" / "MNIST" / "raw", 8);
    write_idx_set(here() / "FashionMNIST" / "raw", 9);
    {
        const test::SetVariable home_variable("HOME", home().string());
        EXPECT_EQ(found(kDigits).images->count(), 3u);
        EXPECT_EQ(found(kClothes).images->count(), 7u);
        fs::create_directories(folder_ / "keras" / "datasets");
        fs::copy(test::fixtures("data") / "stored.npz", folder_ / "keras" / "datasets" / "mnist.npz");
        const test::SetVariable keras_home("KERAS_HOME", (folder_ / "keras").string());
        EXPECT_EQ(find_known_set(KnownSet::Mnist), folder_ / "keras" / "datasets" / "mnist.npz");
        EXPECT_EQ(found(kClothes).images->count(), 9u) << "Keras's home is elsewhere";
    }
    EXPECT_EQ(found(kDigits).images->count(), 8u);
    write_idx_set(here() / "MNIST" / "raw", 2);
    EXPECT_EQ(found(kDigits).images->count(), 2u) << "the nearer one";
    EXPECT_EQ(found(kClothes).images->count(), 9u);
}

TEST_F(KnownSetsTest, AFileAndAFolderWithItAreOne) {
    fs::copy(test::fixtures("data") / "deflated.npz", folder_ / "mnist.npz");
    EXPECT_EQ(load_named_set(folder_ / "mnist.npz").images->count(), 3u);
    EXPECT_EQ(load_named_set(folder_).images->count(), 3u);
    const test::SetVariable file("CONVOSCOPE_DATA", (folder_ / "mnist.npz").string());
    EXPECT_EQ(find_known_set(KnownSet::Mnist), folder_ / "mnist.npz");
    const test::SetVariable folder("CONVOSCOPE_DATA", folder_.string());
    EXPECT_EQ(find_known_set(KnownSet::Mnist), folder_);
}

TEST_F(KnownSetsTest, ElseDigitsAreTheProgramsOwn) {
    const NamedSet own = found(kDigits);
    EXPECT_EQ(own.name.in(Language::English), "the program's own digits");
    EXPECT_GE(own.images->count(), 3000u);
    std::vector<std::string> more = kDigits;
    more.insert(more.end(), {"A", "B"});
    EXPECT_EQ(found(more).images->count(), own.images->count()) << "a network that reads letters, too";
}

TEST_F(KnownSetsTest, ElseOneLineSaysSo) {
    if (fs::exists("/usr/share/datasets/fashion-mnist")) GTEST_SKIP() << "Debian's dataset is there";
    const std::string clothes = test::error_line([&] { found(kClothes); });
    EXPECT_NE(clothes.find("Fashion-MNIST"), std::string::npos) << clothes;
    EXPECT_NE(clothes.find("CONVOSCOPE_DATA"), std::string::npos) << clothes;
    const std::string unknown = test::error_line([&] { found({"yes", "no"}); });
    EXPECT_NE(unknown.find("these 2 classes"), std::string::npos) << unknown;
    const std::string nowhere =
        test::error_line([&] { labelled_set(folder_ / "nowhere", kDigits, test::assets()); });
    EXPECT_NE(nowhere.find("nowhere"), std::string::npos) << nowhere;
}

TEST_F(KnownSetsTest, CifarGoesWithItsClassesAlone) {
    fs::create_directories(folder_ / "cifar10");
    std::string record(1 + 3 * 32 * 32, '\5');
    write_file(folder_ / "cifar10" / "test_batch.bin", record + record);
    const test::SetVariable data("CONVOSCOPE_DATA", folder_.string());
    const NamedSet objects = found(kObjects);
    EXPECT_EQ(objects.images->count(), 2u);
    EXPECT_EQ(objects.images->channels, 3);
    const test::SetVariable itself("CONVOSCOPE_DATA", (folder_ / "cifar10").string());
    EXPECT_EQ(found(kObjects).images->count(), 2u);
    EXPECT_FALSE(find_known_set(KnownSet::Mnist));
}

TEST(KnownSets, ClassesTellWhichOne) {
    EXPECT_EQ(known_set_of(kDigits), KnownSet::Mnist);
    EXPECT_EQ(known_set_of(kClothes), KnownSet::FashionMnist);
    EXPECT_EQ(known_set_of(kObjects), KnownSet::Cifar10);
    EXPECT_FALSE(known_set_of({}));
    EXPECT_FALSE(known_set_of(std::vector<std::string>(10, "class")));
}

}  // namespace
}  // namespace convoscope::data
