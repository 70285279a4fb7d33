#include "models/pytorch/pickle.h"

#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <string>

#include "base/error.h"
#include "models/pytorch/contents.h"
#include "support/error_line.h"
#include "support/mutate.h"

namespace convoscope::models::pytorch {
namespace {

/// Bytes from characters, zeros among them.
template <std::size_t N>
std::string bytes(const char (&text)[N]) {
    return std::string(text, N - 1);
}

/// "X" with a length of 32 bits.
std::string text(const std::string& word) {
    std::string result = "X";
    for (int byte = 0; byte < 4; ++byte) result += static_cast<char>(word.size() >> 8 * byte & 255);
    return result + word;
}

/// The pickle points into its bytes, which are kept.
Pickle read(std::string stored) {
    static std::deque<std::string> kept;
    kept.push_back(std::move(stored));
    return read_pickle(kept.back());
}

std::int64_t integer(const std::string& pickle) {
    const Pickle one = read(pickle);
    return std::get<std::int64_t>(one[one.root]);
}

TEST(PickleTest, ReadsNumbers) {
    EXPECT_EQ(integer(bytes("\x80\x02K\xff.")), 255);
    EXPECT_EQ(integer(bytes("\x80\x02M\x01\x02.")), 513);
    EXPECT_EQ(integer(bytes("J\xfe\xff\xff\xff.")), -2);
    EXPECT_EQ(integer(bytes("\x8a\x00.")), 0);
    EXPECT_EQ(integer(bytes("\x8a\x02\x00\xff.")), -256);
    EXPECT_EQ(integer(bytes("\x8b\x05\x00\x00\x00\x00\x00\x00\x00\x01.")), std::int64_t{1} << 32);
    const Pickle real = read(bytes("G\x3f\xf8\0\0\0\0\0\0."));
    EXPECT_EQ(std::get<double>(real[real.root]), 1.5);
    const Pickle huge = read(bytes("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."));
    EXPECT_EQ(std::get<LongNumber>(huge[huge.root]).bytes.size(), 10u);
    const Pickle flag = read(bytes("\x88."));
    EXPECT_TRUE(std::get<bool>(flag[flag.root]));
    const Pickle none = read(bytes("N."));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(none[none.root]));
}

TEST(PickleTest, ReadsContainersAndSharesThem) {
    // {"a": [1, 2], "b": the same list, "c": (3,)}
    const std::string stored = bytes("\x80\x02}q\x00(") + text("a") +
                               bytes(
                                   "]q\x01(K\x01K\x02"
                                   "e") +
                               text("b") + "h\x01" + text("c") + bytes("K\x03\x85u. and more");
    const Pickle pickle = read(stored);
    EXPECT_EQ(pickle.size, stored.size() - 9);
    ASSERT_EQ(pickle.entries(pickle.root).size(), 3u);
    ASSERT_TRUE(pickle.find(pickle.root, "a"));
    EXPECT_EQ(*pickle.find(pickle.root, "a"), *pickle.find(pickle.root, "b"));
    EXPECT_EQ(pickle.items(*pickle.find(pickle.root, "a")).size(), 2u);
    EXPECT_EQ(pickle.items(*pickle.find(pickle.root, "c")).size(), 1u);
    EXPECT_FALSE(pickle.find(pickle.root, "d"));
}

TEST(PickleTest, NothingIsCalled) {
    const Pickle pickle = read(bytes("cos\nsystem\n(") + text("touch /tmp/convoscope-was-here") + "tR.");
    EXPECT_EQ(pickle.maker(pickle.root), "os.system");
    const auto& object = std::get<Object>(pickle[pickle.root]);
    EXPECT_EQ(pickle.text(pickle.items(object.arguments)[0]), "touch /tmp/convoscope-was-here");
    // STACK_GLOBAL, NEWOBJ, BUILD
    const Pickle made = read(bytes("\x8c\x02os\x8c\x06system\x93)\x81}b."));
    EXPECT_EQ(made.maker(made.root), "os.system");
    EXPECT_TRUE(made.as<Dictionary>(std::get<Object>(made[made.root]).state));
}

TEST(PickleTest, APersistentIdAndAnOrderedDict) {
    const Pickle pickle =
        read(bytes("ccollections\nOrderedDict\n)R(") + text("w") + bytes("(\x8c\x07storageK\x01tQu."));
    EXPECT_EQ(pickle.maker(pickle.root), "collections.OrderedDict");
    const Ref* weight = pickle.find(pickle.root, "w");
    ASSERT_TRUE(weight && pickle.as<PersistentId>(*weight));
    EXPECT_EQ(pickle.items(pickle.as<PersistentId>(*weight)->id).size(), 2u);
    // Python 2: OrderedDict([["w", 1]])
    const Pickle old =
        read(bytes("ccollections\nOrderedDict\n(](](U\x01wK\x01"
                   "eetR."));
    ASSERT_TRUE(old.find(old.root, "w"));
}

TEST(PickleTest, DamageIsAnError) {
    for (const std::string& damaged : {std::string(),
                                       bytes("\x80"),
                                       bytes("."),
                                       bytes("K"),
                                       bytes("K\x01"),
                                       bytes("X\xff\xff\xff\xff"
                                             "a."),
                                       bytes("\x8d\xff\xff\xff\xff\xff\xff\xff\xff"
                                             "a."),
                                       bytes("\x8a\xff."),
                                       bytes("t."),
                                       bytes("a."),
                                       bytes("]a."),
                                       bytes("h\x01."),
                                       bytes("K\x01K\x02"
                                             "a."),
                                       bytes("}(K\x01u."),
                                       bytes("(."),
                                       bytes("R."),
                                       bytes("cos\nsystem"),
                                       bytes("(K\x01R."),
                                       bytes("\xff."),
                                       bytes("(o."),
                                       bytes("Ios.system\n.")})
        EXPECT_THROW(read(damaged), Error) << damaged;
}

TEST(PickleTest, DepthAndCirclesDoNoHarm) {
    // A list that holds itself; a hundred thousand lists in each other; as many marks.
    const Pickle circle =
        read(bytes("]q\x00h\x00"
                   "a."));
    EXPECT_EQ(circle.items(circle.root), std::vector<Ref>{circle.root});
    std::string deep(100000, ']');
    deep += std::string(99999, 'a') + ".";
    const Pickle nested = read(deep);
    EXPECT_EQ(nested.items(nested.root).size(), 1u);
    EXPECT_THROW(find_network(circle), Error);
    EXPECT_THROW(find_network(nested), Error);
    EXPECT_THROW(read(std::string(100000, '(') + "."), Error);
}

TEST(PickleTest, WhatIsSharedOverAndOverIsNotWalkedOverAndOver) {
    // Sixty lists, each with the one before ten times: 10^60 leaves.
    std::string laughs = bytes("\x80\x02]q\x00");
    for (int level = 1; level < 60; ++level) {
        laughs += "](";
        for (int i = 0; i < 10; ++i) laughs += std::string("h") + static_cast<char>(level - 1);
        laughs += std::string("eq") + static_cast<char>(level);
    }
    const Pickle pickle = read(laughs + ".");
    EXPECT_LT(pickle.values.size(), 100u);
    EXPECT_NE(test::error_line([&] { find_network(pickle); }), "");
    // Arguments of an OrderedDict that a hundred thousand of them share.
    std::string shared = "](";
    for (int i = 0; i < 1000; ++i) shared += "NN\x86";
    shared += bytes(
        "e\x85q\x01"
        "0ccollections\nOrderedDict\nq\x02"
        "0");
    for (int i = 0; i < 100000; ++i) shared += "h\x02h\x01R0";
    EXPECT_NE(test::error_line([&] { read(shared + "N."); }), "");
}

TEST(PickleTest, AMutatedPickleIsEitherAPickleOrAnError) {
    const std::string whole = bytes("\x80\x02}q\x00(") + text("a") +
                              bytes(
                                  "]q\x01(K\x01M\x02\x01"
                                  "e") +
                              text("b") + bytes("h\x01") + text("c") +
                              bytes("ccollections\nOrderedDict\n)RX\x01\0\0\0xK\x03sb\x8a\x02\x01\x02\x85u.");
    std::mt19937 random(11);
    int whole_ones = 0;
    for (int round = 0; round < 50000; ++round) {
        const std::string mutated = test::mutate(whole, random);
        try {
            const Pickle pickle = read_pickle(mutated);
            ++whole_ones;
            find_network(pickle);
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
        }
    }
    EXPECT_GT(whole_ones, 1000);
}

}  // namespace
}  // namespace convoscope::models::pytorch
