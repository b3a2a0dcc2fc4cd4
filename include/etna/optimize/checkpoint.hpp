// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <boost/crc.hpp>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/optimize/flat.hpp"
#include "etna/optimize/groups.hpp"
#include "etna/optimize/state.hpp"

/// \file
/// Parameters and the state of their optimizer in a file: a training that goes on from there gives
/// the same bits as one that was never stopped.
///
/// The file: "ETNA", version, sizeof(T), as 32-bit numbers; then, counts as 64-bit numbers, how
/// many parameters, these, and how many states. Of each state the steps, the skipped steps, how
/// many parameters, slots and numbers, the numbers; of each slot the length of its name, this, how
/// many values, these. Of groups the steps and skipped steps of all. Of what else a training
/// remembers the length of its kind, this, its numbers, and before arrays how many. Last the CRC-32
/// of all that. In the byte order of the machine, which the version shows.

namespace etna {

/// What is wrong with a checkpoint; what() begins with the name of the file.
class checkpoint_error : public std::runtime_error {
 public:
  checkpoint_error(const std::string& file, const std::string& message)
      : std::runtime_error(file + ": " + message) {}
};

namespace detail {

inline constexpr std::uint32_t checkpoint_version = 1;

inline std::uint32_t checksum(const char* data, std::size_t size) {
  boost::crc_32_type crc;
  crc.process_bytes(data, size);
  return crc.checksum();
}

class checkpoint_writer {
 public:
  template <class N>
  void number(N value) {
    bytes(&value, sizeof value);
  }
  void count(std::size_t value) { number(static_cast<std::uint64_t>(value)); }
  void text(std::string_view value) {
    count(value.size());
    bytes(value.data(), value.size());
  }
  void bytes(const void* data, std::size_t size) {
    const char* const from = static_cast<const char*>(data);
    content_.insert(content_.end(), from, from + size);
  }
  /// Writes a new file beside the old one, and puts it in its place when it is complete.
  void finish(const std::string& file) {
    number(checksum(content_.data(), content_.size()));
    const std::string beside = file + ".new";
    {
      std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
      stream.write(content_.data(), static_cast<std::streamsize>(content_.size()));
      stream.flush();
      if (!stream) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw checkpoint_error(file, "cannot be written");
      }
    }
    std::error_code error, ignored;
    std::filesystem::rename(beside, file, error);
    if (!error) return;
    std::filesystem::remove(beside, ignored);
    throw checkpoint_error(file, "cannot be replaced: " + error.message());
  }

 private:
  std::vector<char> content_;
};

class checkpoint_reader {
 public:
  explicit checkpoint_reader(const std::string& file) : file_(file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw checkpoint_error(file, "cannot be opened");
    char part[1 << 16];
    while (stream.read(part, sizeof part) || stream.gcount() > 0)
      content_.insert(content_.end(), part, part + stream.gcount());
    if (stream.bad()) fail("cannot be read");
    char magic[4];
    if (content_.size() < sizeof magic + 8) fail("is no checkpoint: it is too short");
    bytes(magic, sizeof magic);
    if (std::memcmp(magic, "ETNA", sizeof magic) != 0) fail("is no checkpoint");
    const auto version = number<std::uint32_t>();
    if (version != checkpoint_version)
      fail("is a checkpoint of version " + std::to_string(version) + ", expected " +
           std::to_string(checkpoint_version));
    std::uint32_t stored;
    std::memcpy(&stored, content_.data() + content_.size() - 4, 4);
    content_.resize(content_.size() - 4);
    if (stored != checksum(content_.data(), content_.size()))
      fail("is damaged or truncated: its checksum is wrong");
  }
  void expect_end() const {
    if (at_ != content_.size()) fail("holds more than is to be loaded");
  }
  template <class N>
  N number() {
    N value;
    bytes(&value, sizeof value);
    return value;
  }
  void bytes(void* to, std::size_t size) {
    if (size > left()) fail("ends too early");
    if (size > 0) std::memcpy(to, content_.data() + at_, size);
    at_ += size;
  }
  void expect(const std::string& what, std::uint64_t wanted) {
    const auto found = number<std::uint64_t>();
    if (found != wanted)
      fail("has " + std::to_string(found) + " " + what + ", expected " + std::to_string(wanted));
  }
  /// A string of at most 256 characters; longer ones are empty.
  std::string text() {
    const auto length = number<std::uint64_t>();
    std::string read(length <= 256 ? length : 0, ' ');
    bytes(read.data(), read.size());
    return read;
  }
  std::size_t left() const { return content_.size() - at_; }
  [[noreturn]] void fail(const std::string& message) const {
    throw checkpoint_error(file_, message);
  }

 private:
  std::string file_;
  std::vector<char> content_;
  std::size_t at_ = 0;
};

template <class T>
void write_state(checkpoint_writer& out, const optimizer_state<T>& state) {
  out.number(state.steps);
  out.number(state.skipped);
  out.count(state.size);
  out.count(state.slots.size());
  out.count(state.numbers.size());
  out.bytes(state.numbers.data(), state.numbers.size() * sizeof(double));
  for (const auto& slot : state.slots) {
    out.text(slot.name);
    out.count(slot.values.size());
    out.bytes(slot.values.data(), slot.values.size() * sizeof(T));
  }
}

template <class T>
void read_state(checkpoint_reader& in, optimizer_state<T>& state) {
  state.steps = in.number<std::int64_t>();
  state.skipped = in.number<std::int64_t>();
  in.expect("parameters in a state", state.size);
  in.expect("slots", state.slots.size());
  in.expect("numbers of its optimizer", state.numbers.size());
  in.bytes(state.numbers.data(), state.numbers.size() * sizeof(double));
  for (auto& slot : state.slots) {
    const std::string name = in.text();
    if (name != slot.name)
      in.fail("has a slot '" + name + "', expected '" + std::string(slot.name) + "'");
    in.expect("numbers in slot " + name, slot.values.size());
    in.bytes(slot.values.data(), slot.values.size() * sizeof(T));
  }
}

/// What a training remembers beside the optimizer's state: early_stopping, reduce_on_plateau,
/// gradient_accumulator. `serialize(self, archive)` calls archive(x...) with all that is to be
/// kept.
template <class X>
concept remembering = requires { X::kind; };

struct archive_writer {
  checkpoint_writer& out;
  template <class... X>
  void operator()(const X&... x) const {
    (put(x), ...);
  }
  template <class X>
  void put(const X& x) const {
    if constexpr (std::is_arithmetic_v<X>) {
      out.number(x);
    } else {
      out.count(x.size());
      out.bytes(x.data(), x.size() * sizeof(*x.data()));
    }
  }
};

struct archive_reader {
  checkpoint_reader& in;
  template <class... X>
  void operator()(X&... x) const {
    (get(x), ...);
  }
  template <class X>
  void get(X& x) const {
    if constexpr (std::is_arithmetic_v<X>) {
      x = in.template number<X>();
    } else {
      using T = std::remove_cvref_t<decltype(*x.data())>;
      if constexpr (requires { x.resize(std::size_t()); }) {
        const auto size = in.template number<std::uint64_t>();
        if (size > in.left() / sizeof(T)) in.fail("ends too early");
        x.resize(size);
      } else {
        in.expect("numbers in an array", x.size());
      }
      in.bytes(x.data(), x.size() * sizeof(T));
    }
  }
};

template <class... Others>
void write_others(checkpoint_writer& out, const Others&... others) {
  [[maybe_unused]] const auto write = [&]<class X>(const X& x) {
    out.text(X::kind);
    X::serialize(x, archive_writer{out});
  };
  (write(others), ...);
}
template <class... Others>
void read_others(checkpoint_reader& in, Others&... others) {
  [[maybe_unused]] const auto read = [&]<class X>(X& x) {
    if (in.left() == 0) in.fail(std::string("has no ") + X::kind);
    const std::string kind = in.text();
    if (kind != X::kind) in.fail("has a '" + kind + "', expected '" + X::kind + "'");
    X::serialize(x, archive_reader{in});
  };
  (read(others), ...);
}

template <class P, class T, class... Others>
void save(const std::string& file, const P& parameters, std::span<const optimizer_state<T>> states,
          std::initializer_list<std::int64_t> counts, const Others&... others) {
  const auto p = flat(parameters);
  static_assert(std::is_same_v<number_of_t<const P>, T>,
                "Etna: the parameters and the state of a checkpoint are of one number type.");
  checkpoint_writer out;
  out.bytes("ETNA", 4);
  out.number(checkpoint_version);
  out.number(static_cast<std::uint32_t>(sizeof(T)));
  out.count(p.size());
  out.bytes(p.data(), p.size() * sizeof(T));
  out.count(states.size());
  for (const auto& state : states) write_state(out, state);
  for (const std::int64_t count : counts) out.number(count);
  write_others(out, others...);
  out.finish(file);
}

/// Reads into copies, of which it returns the states, and then into the parameters and the others:
/// either all is read or nothing has changed.
template <class P, class T, class... Others>
std::vector<optimizer_state<T>> load(const std::string& file, P& parameters,
                                     std::vector<optimizer_state<T>> states,
                                     std::initializer_list<std::int64_t*> counts,
                                     Others&... others) {
  const auto p = flat(parameters);
  static_assert(std::is_same_v<number_of_t<P>, T>,
                "Etna: the parameters and the state of a checkpoint are of one number type.");
  checkpoint_reader in(file);
  if (const auto size = in.number<std::uint32_t>(); size != sizeof(T))
    in.fail("has numbers of " + std::to_string(size) + " bytes, expected " +
            std::to_string(sizeof(T)));
  in.expect("parameters", p.size());
  std::vector<T> values(p.size());
  in.bytes(values.data(), values.size() * sizeof(T));
  in.expect("groups of parameters", states.size());
  for (auto& state : states) read_state(in, state);
  for (std::int64_t* const count : counts) *count = in.number<std::int64_t>();
  std::tuple<Others...> copies(others...);
  std::apply([&](auto&... copy) { read_others(in, copy...); }, copies);
  in.expect_end();
  std::copy(values.begin(), values.end(), p.begin());
  std::tie(others...) = std::move(copies);
  return states;
}

}  // namespace detail

/// Saves parameters and state, and what else a training remembers: early_stopping,
/// reduce_on_plateau, gradient_accumulator. The file is written beside the old one of this name and
/// then renamed, so that there is a whole one at any time. Throws checkpoint_error, and
/// size_mismatch if the state is of other parameters.
template <class P, class T, detail::remembering... Others>
void save_checkpoint(const std::string& file, const P& parameters, const optimizer_state<T>& state,
                     const Others&... others) {
  if (const std::size_t size = flat(parameters).size(); state.size != size)
    throw size_mismatch("parameters that the state is for", state.size, size);
  detail::save<P, T>(file, parameters, std::span(&state, 1), {}, others...);
}
template <class P, class T, detail::remembering... Others>
void save_checkpoint(const std::string& file, const P& parameters, const grouped_state<T>& state,
                     const Others&... others) {
  std::size_t sizes = 0;  // less than all where some are frozen
  for (const auto& its : state.states) sizes += its.size;
  if (const std::size_t size = flat(parameters).size(); sizes > size)
    throw size_mismatch("parameters that the state is for", sizes, size);
  detail::save<P, T>(file, parameters, state.states, {state.steps, state.skipped}, others...);
}

/// Loads what save_checkpoint has saved, in the same order, into parameters of the same size and a
/// state that the same optimizer has made with `init`. Throws checkpoint_error if the file is none,
/// is damaged, or is of other parameters, of an optimizer with other slots or of other things;
/// nothing has changed then. (Optimizers whose slots have the same names, as momentum and nesterov,
/// are not told apart. What options are, as a patience, is not in the file.)
template <class P, class T, detail::remembering... Others>
void load_checkpoint(const std::string& file, P&& parameters, optimizer_state<T>& state,
                     Others&... others) {
  state = std::move(detail::load<P, T>(file, parameters, {state}, {}, others...).front());
}
template <class P, class T, detail::remembering... Others>
void load_checkpoint(const std::string& file, P&& parameters, grouped_state<T>& state,
                     Others&... others) {
  grouped_state<T> loaded;
  loaded.states = detail::load<P, T>(file, parameters, state.states,
                                     {&loaded.steps, &loaded.skipped}, others...);
  state = std::move(loaded);
}

}  // namespace etna
