#include "texts/literals.h"

#include <cctype>
#include <regex>

namespace convoscope {
namespace {

bool is_word_sign(char sign) { return std::isalnum(static_cast<unsigned char>(sign)) || sign == '_'; }

/// Reads a source from front to back. `code` is what is left of it without comments and literals: what stood
/// before a literal tells what that one is for.
class Reader {
  public:
    explicit Reader(std::string_view source) : source_(source) {}

    std::vector<Literal> run() {
        while (at_ < source_.size()) step();
        return std::move(found_);
    }

  private:
    bool at(std::string_view words) const { return source_.substr(at_).starts_with(words); }
    char before() const { return at_ == 0 ? '\0' : source_[at_ - 1]; }

    std::string_view take(std::size_t count) {
        const std::string_view taken = source_.substr(at_, count);
        for (const char sign : taken) line_ += sign == '\n';
        at_ += taken.size();
        return taken;
    }
    std::string_view take_to(std::string_view end) {
        const std::size_t stop = source_.find(end, at_);
        return take(stop == std::string_view::npos ? source_.size() - at_ : stop - at_);
    }

    void step() {
        if (at("//")) return void(take_to("\n"));
        if (at("/*")) {
            take(2);
            take_to("*/");
            take(2);
        } else if (at("#include") || at("#error")) {
            take_to("\n");
        } else if (at("R\"") && !is_word_sign(before())) {
            raw_string();
        } else if (at("\"")) {
            string();
        } else if (at("'") && !is_word_sign(before())) {  // not that of 1'000
            quoted('\'');
        } else {
            code(take(1)[0]);
        }
    }

    void code(char sign) {
        if (std::isspace(static_cast<unsigned char>(sign))) return;
        if (sign == '(') {
            const bool opens_assert = code_.ends_with("assert");  // static_assert and ASSERT-like ones, too
            if (assert_depth_ > 0 || opens_assert) ++assert_depth_;
        }
        if (sign == ')' && assert_depth_ > 0) --assert_depth_;
        code_ += sign;
        after_literal_ = false;
    }

    /// What stands between two signs like the first.
    std::string quoted(char sign) {
        std::string words;
        take(1);
        while (at_ < source_.size() && source_[at_] != sign) words += take(source_[at_] == '\\' ? 2 : 1);
        take(1);
        return words;
    }

    void string() {
        const int line = line_;
        add(line, quoted('"'));
    }

    void raw_string() {
        const int line = line_;
        take(2);
        const std::string end = ")" + std::string(take_to("(")) + "\"";
        take(1);
        add(line, std::string(take_to(end)));
        take(end.size());
    }

    void add(int line, std::string words) {
        if (assert_depth_ > 0) return;
        if (after_literal_) {
            found_.back().words += words;
            return;
        }
        const bool of_an_error = code_.ends_with("Error(") || code_.ends_with("Error(std::string(");
        found_.push_back({line, std::move(words), of_an_error});
        after_literal_ = true;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::string code_;
    int assert_depth_ = 0;
    bool after_literal_ = false;
    std::vector<Literal> found_;
};

}  // namespace

std::vector<Literal> literals_of(std::string_view source) { return Reader(source).run(); }

bool is_for_people(const Literal& literal) {
    static const std::regex command("(^|\\\\n) *convoscope [^\\\\]*");
    static const std::regex words("[a-z]{2,}[,;:.]?( |\\\\n)+[a-z]{2,}");
    static const std::regex chinese("[\xE4-\xE9][\x80-\xBF][\x80-\xBF]");
    const std::string without_commands = std::regex_replace(literal.words, command, "");
    return literal.of_an_error || std::regex_search(without_commands, words) ||
           std::regex_search(literal.words, chinese);
}

}  // namespace convoscope
