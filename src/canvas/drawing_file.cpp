#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "canvas/base64.h"
#include "canvas/files.h"
#include "canvas/pixels.h"

namespace convoscope::canvas {
namespace {

using Json = nlohmann::json;

constexpr int greatest_base_side = 4096;
constexpr int greatest_base_count = 4'000'000;

/// Reads one drawing; every refusal names the place.
class Parser {
  public:
    explicit Parser(const std::string& origin) : failure_("cannot read the drawing in " + origin + ": ") {}

    Drawing parse(std::string_view text) const {
        const Json json = parse_json(text);
        if (!json.is_object())
            fail("it is not a JSON object; a drawing is {\"canvas\": [280, 280], \"strokes\": [...]}");
        if (const auto version = json.find("version"); version != json.end() && *version != 1)
            fail("its \"version\" is not 1; a newer program may read it");
        Drawing drawing;
        read_canvas(json, drawing);
        const auto strokes = json.find("strokes");
        if (strokes == json.end() || !strokes->is_array()) fail("it has no list of \"strokes\"");
        std::size_t point_count = 0;
        for (std::size_t i = 0; i < strokes->size(); ++i) {
            Stroke stroke = read_stroke((*strokes)[i], "stroke " + std::to_string(i + 1), drawing.height);
            point_count += stroke.points.size();
            if (point_count > Limits::points)
                fail("it has more than " + std::to_string(Limits::points) + " points");
            if (!stroke.points.empty()) drawing.strokes.push_back(std::move(stroke));
        }
        read_label(json, drawing);
        read_base(json, drawing);
        return drawing;
    }

  private:
    [[noreturn]] void fail(const std::string& why) const { throw Error(failure_ + why); }

    Json parse_json(std::string_view text) const {
        try {
            return Json::parse(text);
        } catch (const Json::parse_error& error) {
            fail("it is not JSON (at character " + std::to_string(error.byte) +
                 "); a stroke file has one whole drawing a line");
        } catch (const Json::exception&) {
            fail("it has a number that is too large");
        }
    }

    float number(const Json& json, const std::string& what) const {
        if (!json.is_number()) fail(what + " is not a number");
        return json.get<float>();
    }

    void read_canvas(const Json& json, Drawing& drawing) const {
        const auto canvas = json.find("canvas");
        if (canvas == json.end() || !canvas->is_array() || canvas->size() != 2)
            fail("it has no \"canvas\": [width, height]");
        drawing.width = number((*canvas)[0], "the canvas's width");
        drawing.height = number((*canvas)[1], "the canvas's height");
        for (const float side : {drawing.width, drawing.height})
            if (!(side >= Limits::least_side && side <= Limits::greatest_side))
                fail("a side of the canvas is not between 1 and 16384");
        const auto [shorter, longer] = std::minmax(drawing.width, drawing.height);
        if (longer > Limits::greatest_proportion * shorter)
            fail("one side of the canvas is more than 16 times as long as the other");
    }

    Stroke read_stroke(const Json& json, const std::string& what, float canvas_height) const {
        Stroke stroke;
        stroke.width = default_pen_width(canvas_height);
        const Json* points = &json;
        if (json.is_object()) {
            const auto found = json.find("points");
            if (found == json.end()) fail(what + " has no \"points\"");
            points = &*found;
            if (const auto width = json.find("width"); width != json.end()) {
                stroke.width = number(*width, what + "'s width");
                if (!(stroke.width > 0 && stroke.width <= Limits::farthest))
                    fail(what + "'s width is not between 0 and 1000000");
            }
            if (const auto erase = json.find("erase"); erase != json.end()) {
                if (!erase->is_boolean()) fail(what + "'s \"erase\" is neither true nor false");
                stroke.erase = erase->get<bool>();
            }
        }
        if (!points->is_array()) fail(what + " is not a list of points");
        stroke.points.reserve(points->size());
        for (const Json& point : *points) {
            stroke.points.push_back(read_point(point));
            if (const char* why = objection(point, stroke.points.back()))
                fail(what + ", point " + std::to_string(stroke.points.size()) + ' ' + why);
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

    static const char* objection(const Json& json, Point point) {
        if (!is_point(json)) return "is not [x, y] or [x, y, t] with numbers";
        if (json.size() == 3 && point.t < 0)
            return "has a negative t; t is seconds since the stroke's first point";
        if (!is_drawable(point)) return "has a number beyond 1000000";
        return nullptr;
    }

    void read_label(const Json& json, Drawing& drawing) const {
        const auto label = json.find("label");
        if (label == json.end() || label->is_null()) return;
        // Compared as JSON, whose comparison knows numbers of any size.
        if (!label->is_number_integer() || *label < 0 || *label > Limits::label)
            fail("its \"label\" is not a whole number from 0 to 255");
        drawing.label = label->get<int>();
    }

    void read_base(const Json& json, Drawing& drawing) const {
        const auto image = json.find("image");
        if (image == json.end() || image->is_null()) return;
        const std::optional<std::string> png =
            image->is_string() ? from_base64(image->get_ref<const std::string&>()) : std::nullopt;
        if (!png) fail("its \"image\" is not base64");
        if (!looks_like_png(*png)) fail("its \"image\" is not a PNG");
        const Pixels pixels =
            decode_pixels(*png, greatest_base_side, greatest_base_count, failure_ + "its \"image\"");
        auto base = std::make_shared<Picture>(pixels.width, pixels.height);
        for (std::size_t i = 0; i < base->ink.size(); ++i)
            base->ink[i] = static_cast<float>((255 - pixels.grey(i)) * pixels.alpha(i)) / (255 * 255);
        drawing.base = std::move(base);
    }

    std::string failure_;
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
    return json + '}';
}

Drawing parse_drawing(std::string_view json, const std::string& origin) { return Parser(origin).parse(json); }

}  // namespace convoscope::canvas
