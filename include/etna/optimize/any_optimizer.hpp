// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <span>
#include <utility>

#include "etna/optimize/flat.hpp"
#include "etna/optimize/optimizer.hpp"

namespace etna {

/// An optimizer of numbers T that is chosen at run time: holds any that `chain` makes, and does
/// what it does, at the cost of a virtual call a step. Errors name numbers by their index.
template <class T>
class any_optimizer {
 public:
  template <rule... Rules>
  any_optimizer(const optimizer<Rules...>& chosen)
      : held_(std::make_unique<holder<optimizer<Rules...>>>(chosen)) {}
  any_optimizer(const any_optimizer& other) : held_(other.held_ ? other.held_->copy() : nullptr) {}
  any_optimizer(any_optimizer&&) noexcept = default;
  any_optimizer& operator=(any_optimizer other) noexcept {
    held_.swap(other.held_);
    return *this;
  }
  ~any_optimizer() = default;

  void set_learning_rate(double rate) { held_->set_learning_rate(rate); }
  double learning_rate() const { return held_->learning_rate(); }
  void set_threads(int threads) { held_->set_threads(threads); }
  bool looks_ahead() const { return held_->looks_ahead(); }
  template <class P, class Q>
  void look_ahead(const P& parameters, const optimizer_state<T>& state, Q&& point) const {
    held_->look_ahead(flat(parameters), state, flat(point));
  }

  template <class P>
  optimizer_state<T> init(const P& parameters) const {
    return held_->init(flat(parameters));
  }
  template <class P, class G>
  bool update(P&& parameters, const G& gradients, optimizer_state<T>& state) const {
    return held_->update(flat(parameters), flat(gradients), state);
  }

 private:
  struct any {
    virtual ~any() = default;
    virtual std::unique_ptr<any> copy() const = 0;
    virtual void set_learning_rate(double rate) = 0;
    virtual double learning_rate() const = 0;
    virtual void set_threads(int threads) = 0;
    virtual bool looks_ahead() const = 0;
    virtual void look_ahead(std::span<const T> parameters, const optimizer_state<T>& state,
                            std::span<T> point) const = 0;
    virtual optimizer_state<T> init(std::span<const T> parameters) const = 0;
    virtual bool update(std::span<T> parameters, std::span<const T> gradients,
                        optimizer_state<T>& state) const = 0;
  };
  template <class Optimizer>
  struct holder : any {
    Optimizer held;
    explicit holder(const Optimizer& o) : held(o) {}
    std::unique_ptr<any> copy() const override { return std::make_unique<holder>(held); }
    void set_learning_rate(double rate) override { held.set_learning_rate(rate); }
    double learning_rate() const override { return held.learning_rate(); }
    void set_threads(int threads) override { held.threads = threads; }
    bool looks_ahead() const override { return held.looks_ahead(); }
    void look_ahead(std::span<const T> parameters, const optimizer_state<T>& state,
                    std::span<T> point) const override {
      held.look_ahead(parameters, state, point);
    }
    optimizer_state<T> init(std::span<const T> parameters) const override {
      return held.init(parameters);
    }
    bool update(std::span<T> parameters, std::span<const T> gradients,
                optimizer_state<T>& state) const override {
      return held.update(parameters, gradients, state);
    }
  };

  std::unique_ptr<any> held_;
};

}  // namespace etna
