#include "features/ask/pages.h"

#include <algorithm>
#include <iterator>

namespace convoscope::ask {

/// All pages in their order, a line each.
// clang-format off
#define CONVOSCOPE_PAGES(each) \
    each(unit_page) \
    each(layer_page) \
    each(weights_page)
// clang-format on

#define CONVOSCOPE_DECLARE(page) extern const Page page;
CONVOSCOPE_PAGES(CONVOSCOPE_DECLARE)
#undef CONVOSCOPE_DECLARE

const std::vector<const Page*>& pages() {
#define CONVOSCOPE_ADDRESS(page) &page,
    static const std::vector<const Page*> all{CONVOSCOPE_PAGES(CONVOSCOPE_ADDRESS)};
#undef CONVOSCOPE_ADDRESS
    return all;
}

const Page* page_called(std::string_view id) {
    const auto found = std::ranges::find_if(pages(), [id](const Page* page) { return page->id == id; });
    return found == pages().end() ? nullptr : *found;
}

const Page& open_page(const studio::Studio& studio) {
    const Page* page = page_called(studio.view().page);
    return page ? *page : *pages().front();
}

const std::string& page_ids() {
    static const std::string ids = [] {
        std::string all;
        for (const Page* page : pages()) all += (all.empty() ? "" : "|") + std::string(page->id);
        return all;
    }();
    return ids;
}

}  // namespace convoscope::ask
