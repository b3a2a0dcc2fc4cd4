// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <type_traits>

#include "etna/core/config.hpp"
#include "etna/core/fixed_string.hpp"
#include "etna/core/number.hpp"
#include "etna/op/lanes.hpp"

namespace etna {

/// What `cost` counts an operation as: `elementary` is a call to libm or of a user's own, `other`
/// is a sign or rounding.
enum class operation_kind {
  addition,
  multiplication,
  division,
  root,
  elementary,
  selection,
  other
};

/// The numbers from which an operand is drawn when the operation is tested.
struct range {
  double from, to;
};

/// Base of every operation. An operation is one struct, and that struct is all there is to write:
///
///     struct softsign : etna::operation<"softsign", 1> {
///       template <class T> static constexpr T value(T x) { return x / (T(1) + etna::abs(x)); }
///       template <class S> static constexpr std::array<S, 1> partials(S x, S y) {
///         S d = 1.0 + abs(x);
///         return {1.0 / (d * d)};
///       }
///     };
///     ETNA_OPERATION(softsign)   // at namespace scope, in no namespace
///
///     template <etna::operand X> constexpr auto softsign_of(const X& x) { return
///     etna::apply<softsign>(x); }
///
/// - `value(x...)`: the value for any number type, batches included.
/// - `partials(x..., y)`: the partial derivatives by each operand, given the operands and the
/// result y. It is run once,
///   at compile time, on symbols; forward and reverse mode and every higher order follow from it.
///   Choose between values with `where`.
/// - optionally `simplify(out, x..., in_derivative)`: true if the result is known to be the symbol
/// it leaves in `out`.
///   Only identities that hold for every IEEE number, unless in_derivative is true.
/// - optionally `commutative`, `transparent` (the value is the first operand's: no code is
/// emitted), and what the operation
///   counts as in `cost`: `kind`.
/// - optionally, for tests and documentation, `domain`: the range of each operand; `ulp`: by how
/// many units in the last place
///   the value may be off there; `batch_ulp`: the same for batches where it differs.
/// - optionally, for printing, `infix` or `prefix` (C++'s symbol of the operator), and `latex`:
/// LaTeX's symbol of it, or the
///   command that is the name of a function ("\\sin"), or a pattern ("\\sqrt{#1}") in which #k is
///   operand k, and (#k) is operand k in parentheses unless it needs none.
template <fixed_string Name, int Arity>
struct operation {
  static constexpr auto name = Name;
  static constexpr int arity = Arity;
  static constexpr int code = hash(Name);
  static constexpr bool commutative = false;
  static constexpr bool is_comparison = false;
  static constexpr bool bilinear = false;  // each partial derivative is an operand or a constant
  static constexpr bool transparent = false;
  static constexpr bool on_arrays = false;  // see array_operation
  // Of so many operands, the first ones, the value matters; of the others only the shape.
  static constexpr int operands_needed = Arity;
  static constexpr bool composite = false;  // made by emission only, of the operations `parts`
  // The operand, if any, that is a constant wherever its tangent is 0, so that a partial derivative
  // by it that is not finite leaves no NaN.
  static constexpr int exponent = -1;
  static constexpr operation_kind kind = operation_kind::elementary;
  static constexpr double ulp = 0.5;
  static constexpr const char* infix = "";
  static constexpr const char* prefix = "";
  static constexpr const char* latex = "";
};

/// Base of the operations on whole arrays. They are known by attributes too (an axis, say), which
/// are numbers or, as in shapes, extents: of one operand they have two, of two operands one.
/// Instead of `value` and `partials` they have
/// - `shape_of(shapes, x, first, second)`: the shape of the result, given the operands' and the
///   attributes;
/// - `pull(g, node, adjoint, to)`: the adjoints of the operands, each in the operand's shape or one
///   that is repeated to it;
/// - `linear_operands`: in how many operands, the first ones, it is linear: in all of them together
///   or, if it is `bilinear`, in each; by the others it has no derivative. (Reductions are
///   differentiated otherwise.)
/// - `compute(y, x, first, second)`: writes the result to y, given the operands (data, rows,
///   columns) and the attributes. Reductions are made in loops, and products of matrices by
///   array/matmul.hpp; what is `transparent` is its first operand's memory in another shape.
template <fixed_string Name, int Arity>
struct array_operation : operation<Name, Arity> {
  static constexpr bool on_arrays = true;
  static constexpr int linear_operands = 0;
  static constexpr int index_operand = -1;  // the operand, if any, that may be an array of integers

  /// An adjoint of a node, or a tangent of it, in the node's shape.
  template <class S, class Recorder>
  static constexpr S repeated(Recorder& g, S w, int node) {
    w.repeat_to(g, S::of(g, node));
    return w;
  }
};

/// A list of operations.
template <class... Op>
struct operations {};

/// The operation with a given code; specialised by ETNA_OPERATION.
template <int Code>
struct operation_of;

/// Makes an operation known to program emission, which knows operations by their codes. Two
/// operations of one name are an error (a redefinition).
#define ETNA_OPERATION(...)                      \
  template <>                                    \
  struct etna::operation_of<__VA_ARGS__::code> { \
    using type = __VA_ARGS__;                    \
  };

/// What computes an operation on numbers of type T: the operation's own block, unless the header
/// that makes T a number specialises it.
template <class Op, class T>
struct implementation : Op {};

namespace detail {

template <class Op, class R, class... X>
struct applied {
  using type = R;
};
template <class Op, operand_type R, class... X>
struct applied<Op, R, X...> {
  using type = typename R::template result<Op, X...>;
};

/// An operand as a batch: a number is in all lanes.
template <batch R, class X>
ETNA_INLINE constexpr R in_lanes(const X& x) {
  if constexpr (std::is_arithmetic_v<X>) {
    return R(static_cast<element_t<R>>(x));
  } else {
    return static_cast<R>(x);
  }
}

}  // namespace detail

/// The type of an operation's result.
template <class Op, class... X>
using applied_t = typename detail::applied<Op, promoted_t<X...>, X...>::type;

/// Applies an operation: to plain numbers by its value, to symbols by recording a node, to dual
/// numbers by its value and its partials, to formulas by making a larger formula. Every elementary
/// function and operator of the library is a name for this.
template <class Op, class... X>
ETNA_INLINE constexpr applied_t<Op, X...> apply(const X&... x) {
  using R = promoted_t<X...>;
  if constexpr (operand_type<R>) {
    static_assert(
        requires { typename operation_of<Op::code>::type; },
        "Etna: an operation of your own must be registered before it is used: write "
        "ETNA_OPERATION(name) after it, at namespace scope.");
    return R::template apply<Op>(x...);
  } else if constexpr (detail::batch<R>) {
    return R(implementation<Op, R>::value(detail::in_lanes<R>(x)...));
  } else {
    return R(implementation<Op, R>::value(static_cast<R>(x)...));
  }
}

/// An operation without operands (a mathematical constant) in the number type T.
template <class Op, number T>
ETNA_INLINE constexpr T apply_constant() {
  if constexpr (operand_type<T>) {
    return T::template apply<Op>();
  } else {
    return Op::template value<T>();
  }
}

/// The whole number N among operands of the type R, which a formula takes for a literal.
template <class R, int N>
ETNA_INLINE constexpr auto whole() {
  if constexpr (requires { R::template whole<N>(); }) {
    return R::template whole<N>();
  } else {
    return R(N);
  }
}

/// Defines the function NAME that applies the operation op::NAME_.
#define ETNA_FUNCTION(NAME)                                                \
  template <operand... X>                                                  \
    requires(sizeof...(X) == op::NAME##_::arity)                           \
  ETNA_INLINE constexpr applied_t<op::NAME##_, X...> NAME(const X&... x) { \
    return apply<op::NAME##_>(x...);                                       \
  }

}  // namespace etna
