// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

/// \file
/// Value and gradient of functions of whole arrays in double, against what an expert writes by hand
/// on batches of xsimd, as a table in Markdown; options.hpp has the usage. Both use this library's
/// exponential and product of matrices.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <etna/array.hpp>
#include <random>
#include <tuple>

#include "boundary.hpp"
#include "by_hand.hpp"
#include "interleave.hpp"
#include "options.hpp"

namespace {

using T = double;
namespace simd = etna::simd;
using V = simd::pack<T>;
constexpr std::size_t width = simd::lanes<V>;
using vector = etna::array<T, etna::dynamic>;
using matrix = etna::array<T, etna::dynamic, etna::dynamic>;

template <class A>
A filled(A a, unsigned seed, T from, T to) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<T> number(from, to);
  for (T& x : a) x = number(random);
  return a;
}

/// Four sums, or products, that do not wait for each other, of all numbers of x; the rest of the
/// last batch is filled with `start`.
template <class Combine>
ETNA_INLINE V reduced(const vector& x, T start, Combine combine) {
  const std::size_t n = x.size();
  const T* const from = x.data();
  V a(start), b(start), c(start), d(start);
  std::size_t i = 0;
  for (; i + 4 * width <= n; i += 4 * width) {
    a = combine(a, simd::load<V>(from + i));
    b = combine(b, simd::load<V>(from + i + width));
    c = combine(c, simd::load<V>(from + i + 2 * width));
    d = combine(d, simd::load<V>(from + i + 3 * width));
  }
  for (; i + width <= n; i += width) a = combine(a, simd::load<V>(from + i));
  if (i < n) b = combine(b, simd::load_first<V>(from + i, n - i, start));
  return combine(combine(a, b), combine(c, d));
}
// --- the tasks ---

/// Of a vector.
struct of_vector {
  explicit of_vector(std::size_t n) : x(filled(vector(n), 1, T(0.9), T(1.1))), gradient(n) {}
  etna::workspace memory;
  vector x, gradient;
};

struct sum : of_vector {
  static constexpr const char* name = "sum";
  using of_vector::of_vector;
  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& v) { return etna::sum(v); };
    return etna::value_and_grad(f).into(memory, x, gradient);
  }
  ETNA_BENCH_BOUNDARY T hand() {
    T* const to = gradient.data();
    const T* const from = x.data();
    const std::size_t n = x.size();
    V a(0.0), b(0.0), c(0.0), d(0.0);
    const V one(1.0);
    std::size_t i = 0;
    for (; i + 4 * width <= n; i += 4 * width) {
      a += simd::load<V>(from + i);
      b += simd::load<V>(from + i + width);
      c += simd::load<V>(from + i + 2 * width);
      d += simd::load<V>(from + i + 3 * width);
      for (std::size_t k = 0; k < 4; ++k) simd::store<V>(to + i + k * width, one);
    }
    for (; i + width <= n; i += width) {
      a += simd::load<V>(from + i);
      simd::store<V>(to + i, one);
    }
    if (i < n) {
      b += simd::load_first<V>(from + i, n - i);
      simd::store_first<V>(to + i, one, n - i);
    }
    return simd::reduce_add(V((a + b) + (c + d)));
  }
};

/// Σ x³ - 2 x, written as a loop over elements.
struct element_by_element : of_vector {
  static constexpr const char* name = "element by element";
  using of_vector::of_vector;
  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& v) {
      return etna::fold([](auto a, auto e) { return a + (e * e * e - 2 * e); }, 0.0, v);
    };
    return etna::value_and_grad(f).into(memory, x, gradient);
  }
  ETNA_BENCH_BOUNDARY T hand() {
    T* const to = gradient.data();
    const T* const from = x.data();
    const std::size_t n = x.size();
    const V two(2.0), three(3.0);
    const auto slope = [&](const V& e, V& sum) ETNA_INLINE_LAMBDA {
      const V square = e * e;
      sum = simd::multiply_add(e, V(square - two), sum);
      return V(three * square - two);
    };
    V sum[4] = {V(0.0), V(0.0), V(0.0), V(0.0)};
    std::size_t i = 0;
    for (; i + 4 * width <= n; i += 4 * width) {
      for (std::size_t k = 0; k < 4; ++k) {
        const std::size_t at = i + k * width;
        simd::store<V>(to + at, slope(simd::load<V>(from + at), sum[k]));
      }
    }
    for (; i + width <= n; i += width)
      simd::store<V>(to + i, slope(simd::load<V>(from + i), sum[0]));
    if (i < n)
      simd::store_first<V>(to + i, slope(simd::load_first<V>(from + i, n - i), sum[1]), n - i);
    return simd::reduce_add(V((sum[0] + sum[1]) + (sum[2] + sum[3])));
  }
};

/// Where a factor is 0, the derivatives are made by a slow loop.
struct product : of_vector {
  static constexpr const char* name = "product";
  using of_vector::of_vector;
  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& v) { return etna::prod(v); };
    return etna::value_and_grad(f).into(memory, x, gradient);
  }
  ETNA_BENCH_BOUNDARY T hand() {
    constexpr auto times = [](const auto& a, const auto& b) ETNA_INLINE_LAMBDA { return a * b; };
    const T y = bench::of_lanes(reduced(x, T(1), times), times);
    if (y == 0) return with_zeros();
    bench::for_each_batch<V>(
        x.size(),
        [&](auto load, auto store)
            ETNA_INLINE_LAMBDA { store(gradient.data(), V(y) / load(x.data())); },
        T(1));
    return y;
  }
  ETNA_BENCH_BOUNDARY T with_zeros() {
    for (std::size_t i = 0; i < x.size(); ++i) {
      gradient[i] = 1;
      for (std::size_t k = 0; k < x.size(); ++k) {
        if (k != i) gradient[i] *= x[k];
      }
    }
    return 0;
  }
};

struct log_sum_exp : of_vector {
  static constexpr const char* name = "log-sum-exp";
  using of_vector::of_vector;
  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& v) { return etna::logsumexp(v); };
    return etna::value_and_grad(f).into(memory, x, gradient);
  }
  ETNA_BENCH_BOUNDARY T hand() {
    const T top = bench::of_lanes(
        reduced(x, x[0],
                [](const V& a, const V& b) ETNA_INLINE_LAMBDA { return xsimd::max(a, b); }),
        [](T a, T b) { return std::max(a, b); });
    V all(0.0);
    T* const to = gradient.data();
    bench::for_each_batch<V>(
        x.size(),
        [&](auto load, auto store) ETNA_INLINE_LAMBDA {
          const V e = simd::exp(V(load(x.data()) - V(top)));
          store(to, e);
          all += e;
        },
        -std::numeric_limits<T>::infinity());
    const T sum = simd::reduce_add(all);
    const V scale(1 / sum);
    bench::for_each_batch<V>(
        x.size(), [&](auto load, auto store) ETNA_INLINE_LAMBDA { store(to, load(to) * scale); });
    return top + std::log(sum);
  }
};

/// -Σ z²/2 - n (ln σ + ln(2π)/2), z = (x - μ) / σ, by x, μ and σ.
struct normal_density {
  static constexpr const char* name = "normal log-density";
  static constexpr T half_log_two_pi = 0.91893853320467274178;
  explicit normal_density(std::size_t n) : x(filled(vector(n), 1, T(-2), T(2))) {
    std::get<0>(gradient) = vector(n);
  }
  etna::workspace memory;
  vector x;
  T mu = 0.25, sigma = 1.5;
  std::tuple<vector, T, T> gradient;

  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& v, auto m, auto s) {
      const auto z = (v - m) / s;
      return -0.5 * etna::norm_squared(z) - etna::count(v) * (etna::log(s) + half_log_two_pi);
    };
    return etna::value_and_grad(f).into(memory, x, mu, sigma, gradient);
  }
  ETNA_BENCH_BOUNDARY T hand() {
    const std::size_t n = x.size();
    const V center(mu), scale(1 / sigma), slope(-1 / sigma);
    const T* const from = x.data();
    T* const to = std::get<0>(gradient).data();
    V sum[4], squares[4];
    for (std::size_t k = 0; k < 4; ++k) sum[k] = squares[k] = V(0.0);
    std::size_t i = 0;
    for (; i + 4 * width <= n; i += 4 * width) {
      for (std::size_t k = 0; k < 4; ++k) {
        const V z = (simd::load<V>(from + i + k * width) - center) * scale;
        sum[k] += z;
        squares[k] = simd::multiply_add(z, z, squares[k]);
        simd::store<V>(to + i + k * width, V(z * slope));
      }
    }
    for (; i + width <= n; i += width) {
      const V z = (simd::load<V>(from + i) - center) * scale;
      sum[0] += z;
      squares[0] = simd::multiply_add(z, z, squares[0]);
      simd::store<V>(to + i, V(z * slope));
    }
    if (i < n) {
      const V z = (simd::load_first<V>(from + i, n - i, mu) - center) * scale;
      sum[1] += z;
      squares[1] = simd::multiply_add(z, z, squares[1]);
      simd::store_first<V>(to + i, V(z * slope), n - i);
    }
    const T of_z = simd::reduce_add(V((sum[0] + sum[1]) + (sum[2] + sum[3])));
    const T of_squares = simd::reduce_add(V((squares[0] + squares[1]) + (squares[2] + squares[3])));
    const T count = static_cast<T>(n);
    std::get<1>(gradient) = of_z / sigma;
    std::get<2>(gradient) = (of_squares - count) / sigma;
    return T(-0.5) * of_squares - count * (std::log(sigma) + half_log_two_pi);
  }
};

/// -Σ ((y - X w) / σ)² / 2 - n ln σ - Σ w² / 2, by w and σ. By hand it is one pass over X, eight
/// rows at a time. The compiler knows how many parameters there are, of both; or, with
/// etna::dynamic for the columns, of neither.
template <int Parameters, int Columns = Parameters - 1>
struct regression {
  static constexpr bool is_static = Columns != etna::dynamic;
  static constexpr const char* name =
      is_static ? (Parameters == 12   ? "regression, 12 parameters"
                   : Parameters == 52 ? "regression, 52 parameters"
                                      : "regression, 112 parameters")
                : (Parameters == 12   ? "regression, 12 parameters known at run time"
                   : Parameters == 52 ? "regression, 52 parameters known at run time"
                                      : "regression, 112 parameters known at run time");
  using size = std::conditional_t<is_static, std::integral_constant<std::size_t, Parameters - 1>,
                                  std::size_t>;
  using weight_vector = etna::array<T, Columns>;
  using design_matrix = etna::array<T, etna::dynamic, Columns>;
  template <class A, class... Size>
  static A made(std::size_t columns, Size... before) {
    if constexpr (is_static) {
      return A(before...);
    } else {
      return A(before..., columns);
    }
  }
  explicit regression(std::size_t n)
      : x(filled(made<design_matrix>(Parameters - 1, n), 1, T(-1), T(1))),
        y(filled(vector(n), 2, T(-1), T(1))),
        w(filled(made<weight_vector>(Parameters - 1), 3, T(-1), T(1))) {
    if constexpr (!is_static) p = x.columns();
    std::get<0>(gradient) = w;
  }
  etna::workspace memory;
  design_matrix x;
  vector y;
  weight_vector w;
  size p{};
  T sigma = 1.5;
  std::tuple<weight_vector, T> gradient;

  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& weights, auto s, const auto& design, const auto& target) {
      const auto z = (target - etna::matmul(design, weights)) / s;
      return -0.5 * etna::norm_squared(z) - etna::count(target) * etna::log(s) -
             0.5 * etna::norm_squared(weights);
    };
    return etna::value_and_grad(f, etna::wrt<0, 1>).into(memory, w, sigma, x, y, gradient);
  }

  /// Adds what rows [first, first + Rows) give to the gradient and Σ z².
  template <std::size_t Rows>
  ETNA_INLINE V add_rows(std::size_t first, T* to) {
    const T* const from = x.data() + first * p;
    V dot[width];
    for (V& d : dot) d = V(0.0);
    std::size_t j = 0;
    for (; j + width <= p; j += width) {
      const V b = simd::load<V>(w.data() + j);
      for (std::size_t i = 0; i < Rows; ++i)
        dot[i] = simd::multiply_add(simd::load<V>(from + i * p + j), b, dot[i]);
    }
    if (j < p) {
      const V b = simd::load_first<V>(w.data() + j, p - j);
      for (std::size_t i = 0; i < Rows; ++i)
        dot[i] = simd::multiply_add(simd::load_first<V>(from + i * p + j, p - j), b, dot[i]);
    }
    alignas(64) T sums[width];
    simd::reduce_add_each<width>(dot, sums);
    const V target = Rows == width ? simd::load<V>(y.data() + first)
                                   : simd::load_first<V>(y.data() + first, Rows);
    const V z = (target - simd::load<V>(sums)) * V(1 / sigma);
    alignas(64) T residual[width];
    simd::store<V>(residual, z);
    V r[Rows];
    for (std::size_t i = 0; i < Rows; ++i) r[i] = V(residual[i]);
    bench::for_each_batch<V>(p, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
      V g = load(to);
      for (std::size_t i = 0; i < Rows; ++i) g = simd::multiply_add(r[i], load(from + i * p), g);
      store(to, g);
    });
    return z * z;
  }
  ETNA_BENCH_BOUNDARY T hand() {
    const std::size_t n = x.rows();
    T* const of_w = std::get<0>(gradient).data();
    std::fill_n(of_w, p, T(0));
    V squares(0.0);
    std::size_t i = 0;
    for (; i + width <= n; i += width) squares += add_rows<width>(i, of_w);
    for (; i < n; ++i) squares += add_rows<1>(i, of_w);
    const T sum = simd::reduce_add(squares), count = static_cast<T>(n);
    V weights(0.0);
    bench::for_each_batch<V>(p, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
      const V b = load(w.data());
      weights = simd::multiply_add(b, b, weights);
      store(of_w, V(simd::multiply_subtract(load(of_w), V(1 / sigma), b)));
    });
    std::get<1>(gradient) = (sum - count) / sigma;
    return T(-0.5) * sum - count * std::log(sigma) - T(0.5) * simd::reduce_add(weights);
  }
};

/// Of two matrices of n rows and columns.
struct of_matrices {
  explicit of_matrices(std::size_t n)
      : a(filled(matrix(n, n), 1, T(-1), T(1))),
        b(filled(matrix(n, n), 2, T(-1), T(1))),
        c(n, n),
        packed(n, n),
        gradient{matrix(n, n), matrix(n, n)} {}
  etna::workspace memory;
  matrix a, b, c, packed;
  std::tuple<matrix, matrix> gradient;
};

/// Σ (A B)². By hand: the products A B, 2 (A B) Bᵀ and 2 Aᵀ (A B), and the sum.
struct matrix_product : of_matrices {
  static constexpr const char* name = "sum of the squares of A B";
  using of_matrices::of_matrices;
  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& x, const auto& y) {
      return etna::norm_squared(etna::matmul(x, y));
    };
    return etna::value_and_grad(f).into(memory, a, b, gradient);
  }
  ETNA_BENCH_BOUNDARY T hand() {
    const std::size_t n = a.rows();
    const auto multiply = [&](bool tx, const T* x, bool ty, const T* y, T* to, T scale) {
      etna::detail::matmul<simd::default_arch, T>(
          {tx, ty, n, n, n, x, y, to, scale, T(0), packed.data()});
    };
    multiply(false, a.data(), false, b.data(), c.data(), T(1));
    V sum[4] = {V(0.0), V(0.0), V(0.0), V(0.0)};
    std::size_t i = 0;
    for (; i + 4 * width <= n * n; i += 4 * width) {
      for (std::size_t k = 0; k < 4; ++k) {
        const V x = simd::load<V>(c.data() + i + k * width);
        sum[k] = simd::multiply_add(x, x, sum[k]);
      }
    }
    T value = simd::reduce_add(V((sum[0] + sum[1]) + (sum[2] + sum[3])));
    for (; i < n * n; ++i) value += c[i] * c[i];
    multiply(false, c.data(), true, b.data(), std::get<0>(gradient).data(), T(2));
    multiply(true, a.data(), false, c.data(), std::get<1>(gradient).data(), T(2));
    return value;
  }
};

/// Σ A B. By hand the product is not made.
struct sum_of_product : of_matrices {
  static constexpr const char* name = "sum of A B";
  using of_matrices::of_matrices;
  ETNA_BENCH_BOUNDARY T library() {
    constexpr auto f = [](const auto& x, const auto& y) { return etna::sum(etna::matmul(x, y)); };
    return etna::value_and_grad(f).into(memory, a, b, gradient);
  }
  /// The sum of the products of the sums of the columns of A and of the rows of B, which are the
  /// derivatives.
  ETNA_BENCH_BOUNDARY T hand() {
    const std::size_t n = a.rows();
    T* const of_columns = c.data();
    T* const of_rows = c.data() + n;
    std::copy_n(a.data(), n, of_columns);
    std::size_t i = 1;
    for (; i + 4 <= n; i += 4) {
      const T* const row = a.data() + i * n;
      bench::for_each_batch<V>(n, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
        store(of_columns, V(load(of_columns) + ((load(row) + load(row + n)) +
                                                (load(row + 2 * n) + load(row + 3 * n)))));
      });
    }
    for (; i < n; ++i) {
      bench::for_each_batch<V>(n, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
        store(of_columns, V(load(of_columns) + load(a.data() + i * n)));
      });
    }
    for (i = 0; i < n; ++i) {
      V sum(0.0);
      bench::for_each_batch<V>(
          n, [&](auto load, auto) ETNA_INLINE_LAMBDA { sum += load(b.data() + i * n); });
      of_rows[i] = simd::reduce_add(sum);
    }
    V value(0.0);
    bench::for_each_batch<V>(n, [&](auto load, auto) ETNA_INLINE_LAMBDA {
      value = simd::multiply_add(load(of_columns), load(of_rows), value);
    });
    for (i = 0; i < n; ++i) {
      const V same(of_columns[i]);
      bench::for_each_batch<V>(n, [&](auto load, auto store) ETNA_INLINE_LAMBDA {
        store(std::get<0>(gradient).data() + i * n, load(of_rows));
        store(std::get<1>(gradient).data() + i * n, same);
      });
    }
    return simd::reduce_add(value);
  }
};

// --- the table ---

bool near(T x, T y) { return std::fabs(x - y) <= 1e-11 * (1 + std::fabs(x) + std::fabs(y)); }
template <class A>
bool near(const A& x, const A& y) {
  if (x.size() != y.size()) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!near(x[i], y[i])) return false;
  }
  return true;
}
template <class... X>
bool near(const std::tuple<X...>& x, const std::tuple<X...>& y) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return (near(std::get<K>(x), std::get<K>(y)) && ...);
  }(std::index_sequence_for<X...>{});
}

template <class Task>
void measure(const bench::options& chosen, std::size_t first, std::size_t last) {
  if (!bench::is_chosen<Task>(chosen)) return;
  for (std::size_t n = first; n <= last; n *= 2) {
    Task task(n);
    // Both write to one place, since it matters where arrays are.
    const T library = task.library();
    const auto gradient = task.gradient;
    const T hand = task.hand();
    if (!near(library, hand) || !near(gradient, task.gradient)) {
      std::printf("%s, %zu: the results differ\n", Task::name, n);
      std::exit(1);
    }
    const auto timings = bench::interleave(
        std::min(chosen.rounds, 301), 1,
        [&] {
          T y = task.library();
          bench::keep(y);
        },
        [&] {
          T y = task.hand();
          bench::keep(y);
        });
    std::printf("| %s | %zu | %.3f | %.3f | %.2f |\n", Task::name, n, timings[0].nanoseconds / 1000,
                timings[1].nanoseconds / 1000, timings[0].ratio);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bench::options chosen = bench::read_options(argc, argv);
  std::puts("| task | size | µs a call | by hand | ratio |\n| --- | --- | --- | --- | --- |");
  measure<sum>(chosen, 16, 8192);
  measure<element_by_element>(chosen, 16, 8192);
  measure<product>(chosen, 16, 8192);
  measure<log_sum_exp>(chosen, 16, 8192);
  measure<normal_density>(chosen, 16, 8192);
  measure<regression<12>>(chosen, 16, 8192);
  measure<regression<52>>(chosen, 16, 8192);
  measure<regression<112>>(chosen, 16, 8192);
  measure<regression<12, etna::dynamic>>(chosen, 16, 8192);
  measure<regression<52, etna::dynamic>>(chosen, 16, 8192);
  measure<regression<112, etna::dynamic>>(chosen, 16, 8192);
  measure<matrix_product>(chosen, 4, 128);
  measure<sum_of_product>(chosen, 4, 128);
}
