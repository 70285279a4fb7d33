#pragma once

#include <string>

namespace convoscope::find {

/// A query as Chinese writes it, with the words of the English one in its order: Chinese puts no blanks
/// between words, and the layer before what is asked of it.
///
///   fc2 最强, 最强 fc2, 在fc2中最强的神经元    strongest fc2
///   沉默神经元, conv1 的沉默神经元             silent, silent conv1
///   数字3, 类别 coat                           digit 3, class coat
///
/// What has none of these words stays as it is.
std::string in_english_order(const std::string& query);

}  // namespace convoscope::find
