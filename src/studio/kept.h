#pragma once

#include "base/fields_json.h"
#include "studio/studio.h"

namespace convoscope::studio {

/// A feature's settings, described once (base/fields.h), in the studio's parts.
template <fields::Described Settings>
Kept kept(const char* name) {
    return {name, [](const Studio& studio) { return fields::to_json(studio.parts.of<Settings>()); },
            [](Studio& studio, const fields::Json& json, const std::string& origin) {
                fields::read(json, origin, studio.parts.of<Settings>());
            }};
}

}  // namespace convoscope::studio
