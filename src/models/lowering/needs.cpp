#include "models/lowering/needs.h"

#include <algorithm>
#include <set>
#include <utility>

namespace convoscope::models::lowering {
namespace {

bool is_choice(const GraphNode& node) { return node.op == "If" && node.inputs.size() == 3; }

bool is_wanted(const GraphNode& node, const std::set<std::string>& wanted) {
    return std::ranges::any_of(
        node.outputs, [&](const std::string& name) { return !name.empty() && wanted.contains(name); });
}

}  // namespace

Needs::Needs(std::vector<GraphNode> nodes, const std::string& output)
    : nodes_(std::move(nodes)), needed_(nodes_.size()), listens_(nodes_.size()) {
    std::set<std::string> wanted{output};
    std::set<std::string> maybe{output};  // whichever branches are chosen
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        const GraphNode& node = nodes_[i];
        if (!is_wanted(node, maybe)) continue;
        listens_[i] = 1;
        maybe.insert(node.inputs.begin(), node.inputs.end());
        for (const std::string& input : node.inputs) ++listeners_[input];
        if (is_choice(node)) waiting_.emplace(node.inputs[0], i);
        if (!is_wanted(node, wanted)) continue;
        needed_[i] = 1;
        ready_.push(i);
        wanted.insert(node.inputs.begin(), is_choice(node) ? node.inputs.begin() + 1 : node.inputs.end());
    }
    ++listeners_[output];
    if (waiting_.empty()) return;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        for (const std::string& made : nodes_[i].outputs) makers_.emplace(made, i);
}

int Needs::listeners(const std::string& name) const {
    const auto found = listeners_.find(name);
    return found == listeners_.end() ? 0 : found->second;
}

const GraphNode* Needs::take() {
    if (ready_.empty()) return nullptr;
    const GraphNode& next = nodes_[ready_.top()];
    ready_.pop();
    return &next;
}

std::vector<std::string> Needs::conditions() const {
    std::vector<std::string> names;
    for (const auto& [name, node] : waiting_)
        if (names.empty() || names.back() != name) names.push_back(name);
    return names;
}

void Needs::decide(const std::string& condition, bool holds,
                   const std::function<void(const std::string&)>& released) {
    truths_[condition] = holds;
    std::vector<std::size_t> decided;
    const auto [first, last] = waiting_.equal_range(condition);
    for (auto one = first; one != last; ++one)
        if (needed_[one->second]) decided.push_back(one->second);
    while (!decided.empty()) {
        GraphNode& node = nodes_[decided.back()];
        decided.pop_back();
        if (!is_choice(node)) continue;
        const bool takes_first = truths_.at(node.inputs[0]);
        const std::string taken = node.inputs[takes_first ? 1 : 2];
        const std::string left = node.inputs[takes_first ? 2 : 1];
        node.op = "Identity";
        node.inputs = {taken};
        need(taken, decided);
        release(left, released);
    }
}

/// @param decided  Ifs that are needed now and whose conditions are known are added
void Needs::need(const std::string& value, std::vector<std::size_t>& decided) {
    std::vector<std::string> wanted{value};
    while (!wanted.empty()) {
        const auto maker = makers_.find(wanted.back());
        wanted.pop_back();
        if (maker == makers_.end() || needed_[maker->second]) continue;
        const GraphNode& node = nodes_[maker->second];
        needed_[maker->second] = 1;
        ready_.push(maker->second);
        if (is_choice(node) && truths_.contains(node.inputs[0])) decided.push_back(maker->second);
        wanted.insert(wanted.end(), node.inputs.begin(),
                      is_choice(node) ? node.inputs.begin() + 1 : node.inputs.end());
    }
}

/// A listener less; whoever only made it for that one stops listening, too.
void Needs::release(const std::string& value, const std::function<void(const std::string&)>& released) {
    std::vector<std::string> lost{value};
    while (!lost.empty()) {
        const std::string name = std::move(lost.back());
        lost.pop_back();
        --listeners_[name];
        released(name);
        const auto maker = makers_.find(name);
        if (maker == makers_.end() || needed_[maker->second] || !listens_[maker->second]) continue;
        const GraphNode& node = nodes_[maker->second];
        if (std::ranges::any_of(node.outputs, [&](const std::string& made) { return listeners(made) > 0; }))
            continue;
        listens_[maker->second] = 0;
        lost.insert(lost.end(), node.inputs.begin(), node.inputs.end());
    }
}

}  // namespace convoscope::models::lowering
