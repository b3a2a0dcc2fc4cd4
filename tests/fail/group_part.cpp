// expect: Etna: a part in group(optimizer, part...) is neither a member of the struct of parameters
// expect: [](auto& m) -> auto& { return m.layer.weights; }
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <boost/hana/define_struct.hpp>
#include <etna/optimize.hpp>

template <class T>
struct model {
  BOOST_HANA_DEFINE_STRUCT(model, (T, slope), (T, offset));
};

#if defined(ETNA_TWIN)
constexpr auto part = [](auto& m) -> auto& { return m.slope; };
#else
constexpr auto part = [](auto& m) { return m.slope; };  // a copy
#endif

const auto state = etna::groups(etna::group(etna::chain(etna::sgd{}), part)).init(model<float>{});
