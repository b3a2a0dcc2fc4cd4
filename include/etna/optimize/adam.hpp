// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include "etna/op/piecewise.hpp"
#include "etna/optimize/quotient.hpp"
#include "etna/optimize/rule.hpp"

namespace etna {

namespace detail {

/// Makes the rule's numbers β₁^t and β₂^t.
inline void advance_powers(step_context& c, double beta1, double beta2) {
  c.numbers[0] = (c.step == 1 ? 1 : c.numbers[0]) * beta1;
  c.numbers[1] = (c.step == 1 ? 1 : c.numbers[1]) * beta2;
}

}  // namespace detail

/// Adam (D. Kingma and J. Ba, Adam, 2015, algorithm 1): m ← β₁ m + (1 − β₁) g;
/// v ← β₂ v + (1 − β₂) g²; m̂ = m / (1 − β₁^t); v̂ = v / (1 − β₂^t); θ ← θ − η m̂ / (√v̂ + ε), or
/// / √(v̂ + ε). AMSGrad (S. Reddi et al., On the convergence of Adam and beyond, 2018): v̂ is of the
/// largest v so far.
struct adam {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  bool epsilon_inside_root = false;
  bool bias_correction = true;
  bool amsgrad = false;

  static constexpr std::array slots{"mean", "mean_square"};
  static constexpr std::array optional_slots{"largest_mean_square"};
  constexpr bool uses(std::size_t) const { return amsgrad; }
  static constexpr int numbers = 2;  // β₁^t, β₂^t
  void advance(step_context& c) const { detail::advance_powers(c, beta1, beta2); }
  template <class V, bool Exact>
  auto at(const step_context& c) const {
    const double mean_scale = bias_correction ? 1 / (1 - c.numbers[0]) : 1;
    const double square_scale = bias_correction ? 1 / (1 - c.numbers[1]) : 1;
    // The roots are of v, and all else is divided by the root of its scale.
    const double root_scale = std::sqrt(square_scale);
    return [rate = coefficient<V>(-learning_rate * mean_scale / root_scale),
            beta1 = coefficient<V>(beta1), share1 = coefficient<V>(1 - beta1),
            beta2 = coefficient<V>(beta2), share2 = coefficient<V>(1 - beta2),
            is_inside = epsilon_inside_root, inside = coefficient<V>(epsilon / square_scale),
            outside = coefficient<V>(epsilon / root_scale)](const V& g, const V&, V& m, V& v,
                                                            auto& largest) ETNA_INLINE_LAMBDA {
      m = detail::moving_average(beta1, m, share1, g);
      v = detail::moving_average(beta2, v, share2, V(g * g));
      V square = v;
      if constexpr (is_used<decltype(largest)>) square = largest = etna::max(largest, v);
      const V root =
          is_inside ? V(etna::sqrt(V(square + inside))) : V(etna::sqrt(square) + outside);
      const V step = rate * m;
      return quotient<Exact, V>(step, root);
    };
  }
};

/// Adam with decoupled weight decay (I. Loshchilov and F. Hutter, Decoupled weight decay
/// regularization, 2019): θ ← (1 − η λ) θ, then Adam.
struct adamw {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0.01;  // λ
  bool epsilon_inside_root = false;
  bool bias_correction = true;
  bool amsgrad = false;

  constexpr adam without_decay() const {
    return {learning_rate, beta1, beta2, epsilon, epsilon_inside_root, bias_correction, amsgrad};
  }
  static constexpr std::array slots = adam::slots;
  static constexpr std::array optional_slots = adam::optional_slots;
  constexpr bool uses(std::size_t k) const { return without_decay().uses(k); }
  static constexpr int numbers = adam::numbers;
  void advance(step_context& c) const { without_decay().advance(c); }
  template <class V, bool Exact>
  auto at(const step_context& c) const {
    return [adam = without_decay().at<V, Exact>(c),
            decay = coefficient<V>(-learning_rate * weight_decay)](
               const V& g, const V& parameter, V& m, V& v, auto& largest) ETNA_INLINE_LAMBDA {
      return decayed_quotient<Exact, V>(adam(g, parameter, m, v, largest), decay);
    };
  }
};

/// Adam with Nesterov's look-ahead (T. Dozat, Incorporating Nesterov momentum into Adam, 2016):
/// μ_t = β₁ (1 − ½ 0.96^(t ψ)); m and v as in Adam;
/// m̂ = μ_(t+1) m / (1 − Π_(i ≤ t+1) μ_i) + (1 − μ_t) g / (1 − Π_(i ≤ t) μ_i);
/// θ ← θ − η m̂ / (√v̂ + ε)
struct nadam {
  double learning_rate = 2e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double momentum_decay = 4e-3;  // ψ

  static constexpr std::array slots{"mean", "mean_square"};
  static constexpr int numbers = 2;  // Π μ_i, β₂^t
  void advance(step_context& c) const {
    c.numbers[0] = (c.step == 1 ? 1 : c.numbers[0]) * momentum(c.step);
    c.numbers[1] = (c.step == 1 ? 1 : c.numbers[1]) * beta2;
  }
  template <class V, bool Exact>
  auto at(const step_context& c) const {
    const double now = momentum(c.step), next = momentum(c.step + 1);
    return [of_mean = coefficient<V>(-learning_rate * next / (1 - c.numbers[0] * next)),
            of_gradient = coefficient<V>(-learning_rate * (1 - now) / (1 - c.numbers[0])),
            beta1 = coefficient<V>(beta1), share1 = coefficient<V>(1 - beta1),
            beta2 = coefficient<V>(beta2), share2 = coefficient<V>(1 - beta2),
            scale = coefficient<V>(1 / (1 - c.numbers[1])), epsilon = coefficient<V>(epsilon)](
               const V& g, const V&, V& m, V& v) ETNA_INLINE_LAMBDA {
      m = detail::moving_average(beta1, m, share1, g);
      v = detail::moving_average(beta2, v, share2, V(g * g));
      const V root = etna::sqrt(V(v * scale)) + epsilon;
      const V step = multiply_add(of_mean, m, V(of_gradient * g));
      return quotient<Exact, V>(step, root);
    };
  }

 private:
  double momentum(std::int64_t t) const {
    return beta1 * (1 - 0.5 * std::pow(0.96, static_cast<double>(t) * momentum_decay));
  }
};

/// Adam with the infinity norm (D. Kingma and J. Ba, Adam, 2015, algorithm 2): m as in Adam;
/// u ← max(β₂ u, |g| + ε); θ ← θ − η / (1 − β₁^t) m / u
struct adamax {
  double learning_rate = 2e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;

  static constexpr std::array slots{"mean", "largest"};
  static constexpr int numbers = 1;  // β₁^t
  void advance(step_context& c) const { c.numbers[0] = (c.step == 1 ? 1 : c.numbers[0]) * beta1; }
  template <class V>
  auto at(const step_context& c) const {
    return
        [rate = coefficient<V>(-learning_rate / (1 - c.numbers[0])), beta1 = coefficient<V>(beta1),
         share1 = coefficient<V>(1 - beta1), beta2 = coefficient<V>(beta2),
         epsilon = coefficient<V>(epsilon)](const V& g, const V&, V& m, V& u) ETNA_INLINE_LAMBDA {
          m = detail::moving_average(beta1, m, share1, g);
          u = etna::max(V(beta2 * u), V(etna::abs(g) + epsilon));
          return V(rate * m / u);
        };
  }
};

/// Adam with the variance rectified (L. Liu et al., On the variance of the adaptive learning rate
/// and beyond, 2020): ρ∞ = 2 / (1 − β₂) − 1; ρ_t = ρ∞ − 2 t β₂^t / (1 − β₂^t);
/// if ρ_t > 5, θ ← θ − η r m̂ / (√v + ε) √(1 − β₂^t) with
/// r = √((ρ_t − 4)(ρ_t − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ_t)), otherwise θ ← θ − η m̂
struct radam {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;

  static constexpr std::array slots{"mean", "mean_square"};
  static constexpr int numbers = 2;  // β₁^t, β₂^t
  void advance(step_context& c) const { detail::advance_powers(c, beta1, beta2); }
  template <class V, bool Exact>
  auto at(const step_context& c) const {
    const double rest = 1 - c.numbers[1];
    const double limit = 2 / (1 - beta2) - 1;
    const double length = limit - 2 * static_cast<double>(c.step) * c.numbers[1] / rest;
    const bool rectified = length > 5;
    const double factor = rectified ? std::sqrt((length - 4) * (length - 2) * limit /
                                                ((limit - 4) * (limit - 2) * length) * rest)
                                    : 1;
    return [rate = coefficient<V>(-learning_rate * factor / (1 - c.numbers[0])),
            beta1 = coefficient<V>(beta1), share1 = coefficient<V>(1 - beta1),
            beta2 = coefficient<V>(beta2), share2 = coefficient<V>(1 - beta2),
            epsilon = coefficient<V>(epsilon), rectified](const V& g, const V&, V& m, V& v)
               ETNA_INLINE_LAMBDA {
                 m = detail::moving_average(beta1, m, share1, g);
                 v = detail::moving_average(beta2, v, share2, V(g * g));
                 const V step = rate * m;
                 // (Divided by 1, an infinite step is NaN, as it is by a root.)
                 const V root = rectified ? V(etna::sqrt(v) + epsilon) : V(1);
                 return quotient<Exact, V>(step, root);
               };
  }
};

}  // namespace etna
