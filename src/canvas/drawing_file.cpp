#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/number.h"
#include "canvas/base64.h"
#include "canvas/files.h"
#include "canvas/photo.h"
#include "canvas/pixels.h"
#include "canvas/texts.h"

namespace convoscope::canvas {
namespace {

using Json = nlohmann::json;

constexpr int greatest_base_side = 4096;
constexpr int greatest_base_count = 4'000'000;

/// Reads one drawing; every refusal names the place.
class Parser {
  public:
    /// @param failure  the beginning of an error's line
    explicit Parser(Message failure) : failure_(std::move(failure)) {}

    Drawing parse(std::string_view text) const {
        const Json json = parse_json(text);
        if (!json.is_object()) fail(texts.not_an_object);
        if (const auto version = json.find("version"); version != json.end() && *version != 1)
            fail(texts.wrong_version);
        Drawing drawing;
        read_canvas(json, drawing);
        const auto strokes = json.find("strokes");
        if (strokes == json.end() || !strokes->is_array()) fail(texts.no_strokes);
        std::size_t point_count = 0;
        for (std::size_t i = 0; i < strokes->size(); ++i) {
            Stroke stroke = read_stroke((*strokes)[i], Message(texts.stroke, i + 1), drawing.height);
            point_count += stroke.points.size();
            if (point_count > Limits::points) fail({texts.too_many_points, Limits::points});
            if (!stroke.points.empty()) drawing.strokes.push_back(std::move(stroke));
        }
        read_label(json, drawing);
        read_base(json, drawing);
        read_photo(json, drawing);
        return drawing;
    }

  private:
    [[noreturn]] void fail(const Message& why) const { throw Error(texts.because, failure_, why); }

    Json parse_json(std::string_view text) const {
        try {
            return Json::parse(text);
        } catch (const Json::parse_error& error) {
            fail({texts.not_json, error.byte});
        } catch (const Json::exception&) {
            fail(texts.number_too_large);
        }
    }

    float number(const Json& json, const Message& what) const {
        if (!json.is_number()) fail({texts.not_a_number, what});
        return json.get<float>();
    }

    void read_canvas(const Json& json, Drawing& drawing) const {
        const auto canvas = json.find("canvas");
        if (canvas == json.end() || !canvas->is_array() || canvas->size() != 2) fail(texts.no_canvas);
        drawing.width = number((*canvas)[0], texts.canvas_width);
        drawing.height = number((*canvas)[1], texts.canvas_height);
        for (const float side : {drawing.width, drawing.height})
            if (!(side >= Limits::least_side && side <= Limits::greatest_side))
                fail({texts.wrong_side, significant(Limits::least_side, 6),
                      significant(Limits::greatest_side, 6)});
        const auto [shorter, longer] = std::minmax(drawing.width, drawing.height);
        if (longer > Limits::greatest_proportion * shorter)
            fail({texts.wrong_proportion, significant(Limits::greatest_proportion, 6)});
    }

    Stroke read_stroke(const Json& json, const Message& what, float canvas_height) const {
        Stroke stroke;
        stroke.width = default_pen_width(canvas_height);
        const Json* points = &json;
        if (json.is_object()) {
            const auto found = json.find("points");
            if (found == json.end()) fail({texts.no_points, what});
            points = &*found;
            if (const auto width = json.find("width"); width != json.end()) {
                const Message its_width(texts.stroke_width, what);
                stroke.width = number(*width, its_width);
                if (!(stroke.width > 0 && stroke.width <= Limits::farthest))
                    fail({texts.wrong_width, its_width, fixed(Limits::farthest, 0)});
            }
            if (const auto erase = json.find("erase"); erase != json.end()) {
                if (!erase->is_boolean()) fail({texts.wrong_erase, what});
                stroke.erase = erase->get<bool>();
            }
        }
        if (!points->is_array()) fail({texts.not_points, what});
        stroke.points.reserve(points->size());
        for (const Json& point : *points) {
            stroke.points.push_back(read_point(point));
            if (const auto why = objection(point, stroke.points.back()))
                fail({texts.point, what, stroke.points.size(), *why});
        }
        return stroke;
    }

    /// As far as it is one; objection() tells whether it was.
    static Point read_point(const Json& json) {
        Point point;
        if (!is_point(json)) return point;
        point.x = json[0].get<float>();
        point.y = json[1].get<float>();
        if (json.size() == 3) point.t = json[2].get<float>();
        return point;
    }

    static bool is_point(const Json& json) {
        return json.is_array() && (json.size() == 2 || json.size() == 3) &&
               std::ranges::all_of(json, [](const Json& value) { return value.is_number(); });
    }

    static std::optional<Message> objection(const Json& json, Point point) {
        if (!is_point(json)) return texts.not_a_point;
        if (json.size() == 3 && point.t < 0) return texts.negative_time;
        if (!is_drawable(point)) return Message(texts.too_far, fixed(Limits::farthest, 0));
        return std::nullopt;
    }

    void read_label(const Json& json, Drawing& drawing) const {
        const auto label = json.find("label");
        if (label == json.end() || label->is_null()) return;
        // Compared as JSON, whose comparison knows numbers of any size.
        if (!label->is_number_integer() || *label < 0 || *label > Limits::label)
            fail({texts.wrong_label, Limits::label});
        drawing.label = label->get<int>();
    }

    /// The bytes of the PNG that a key has; none where the key is not there.
    std::optional<std::string> read_png(const Json& json, const char* key) const {
        const auto image = json.find(key);
        if (image == json.end() || image->is_null()) return std::nullopt;
        std::optional<std::string> png =
            image->is_string() ? from_base64(image->get_ref<const std::string&>()) : std::nullopt;
        if (!png) fail({texts.image_not_base64, key});
        if (!looks_like_png(*png)) fail({texts.image_not_png, key});
        return png;
    }

    void read_photo(const Json& json, Drawing& drawing) const {
        if (const auto png = read_png(json, "photo"))
            drawing.photo = std::make_shared<const Photo>(
                photo_of_png(*png, {texts.cannot_read_image, failure_, "photo"}));
    }

    void read_base(const Json& json, Drawing& drawing) const {
        const auto png = read_png(json, "image");
        if (!png) return;
        const Pixels pixels = decode_pixels(*png, greatest_base_side, greatest_base_count,
                                            {texts.cannot_read_image, failure_, "image"});
        auto base = std::make_shared<Picture>(pixels.width, pixels.height);
        for (std::size_t i = 0; i < base->ink.size(); ++i)
            base->ink[i] = static_cast<float>((255 - pixels.grey(i)) * pixels.alpha(i)) / (255 * 255);
        drawing.base = std::move(base);
    }

    Message failure_;
};

void append(std::string& json, float number) {
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), number)
                         .ptr;  // the shortest that reads back identical
    json.append(text, end);
}

void append(std::string& json, const Stroke& stroke, float canvas_height) {
    const bool timed = std::ranges::any_of(stroke.points, [](Point point) { return point.t >= 0; });
    const bool plain = !timed && !stroke.erase && stroke.width == default_pen_width(canvas_height);
    json += plain ? "[" : "{\"points\":[";
    bool first = true;
    for (const Point& point : stroke.points) {
        json += first ? "[" : ",[";
        first = false;
        append(json, point.x);
        json += ',';
        append(json, point.y);
        if (point.t >= 0) {
            json += ',';
            append(json, point.t);
        }
        json += ']';
    }
    json += ']';
    if (plain) return;
    json += ",\"width\":";
    append(json, stroke.width);
    if (stroke.erase) json += ",\"erase\":true";
    json += '}';
}

}  // namespace

std::string to_json(const Drawing& drawing) {
    std::string json = "{\"version\":1,\"canvas\":[";
    append(json, drawing.width);
    json += ',';
    append(json, drawing.height);
    json += "],\"strokes\":[";
    for (const Stroke& stroke : drawing.strokes) {
        if (&stroke != &drawing.strokes.front()) json += ',';
        append(json, stroke, drawing.height);
    }
    json += ']';
    if (drawing.label) json += ",\"label\":" + std::to_string(*drawing.label);
    if (drawing.base) json += ",\"image\":\"" + to_base64(encode_png(*drawing.base)) + '"';
    if (drawing.photo) json += ",\"photo\":\"" + to_base64(drawing.photo->png) + '"';
    return json + '}';
}

Drawing parse_drawing(std::string_view json, const std::string& name, std::size_t line) {
    return Parser(line > 0 ? Message(texts.cannot_read_line, name, line)
                           : Message(texts.cannot_read_drawing, name))
        .parse(json);
}

}  // namespace convoscope::canvas
