// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace examples {

/// A plot of curves, drawn by gnuplot as an SVG file. Its data are in the script, which stays
/// beside the picture, so that it can be drawn again, and otherwise.
class plot {
 public:
  struct point {
    double x, y;
  };

  plot(std::string title, std::string x_label, std::string y_label)
      : title_(std::move(title)),
        script_("set xlabel '" + x_label + "'\nset ylabel '" + y_label +
                "'\nset grid\nset key outside right\n") {}

  /// A line of gnuplot's language, such as "set logscale y".
  void set(const std::string& line) { script_ += line + "\n"; }

  void add(const std::string& name, const std::vector<point>& points,
           const std::string& style = "with lines linewidth 2") {
    const std::string block = "$curve" + std::to_string(curves_.size());
    data_ += block + " << end\n";
    char line[64];
    for (const point& p : points) {
      std::snprintf(line, sizeof line, "%.9g %.9g\n", p.x, p.y);
      data_ += line;
    }
    data_ += "end\n";
    curves_.push_back({name, block + " title '" + name + "' " + style});
  }

  /// Writes `file`.gnuplot and, if gnuplot is installed, `file`.svg. Returns the name of what can
  /// be looked at; empty if nothing can be written.
  std::string write(const std::string& file) const {
    std::string commands = "set title '" + title_ + "'\n" + data_;
    for (std::size_t k = 0; k < curves_.size(); ++k)
      commands += (k == 0 ? "plot " : ", ") + curves_[k].command;
    return draw(file, "900,600", commands);
  }

  /// The same with a panel for each curve, so many in a row, each over the lines of the block
  /// `background`: for curves that would hide each other.
  std::string write_panels(const std::string& file, std::size_t columns,
                           const std::string& background) const {
    const std::size_t rows = (curves_.size() + columns - 1) / columns;
    std::string commands = "unset key\n" + data_ + "set multiplot layout " + std::to_string(rows) +
                           "," + std::to_string(columns) + " title '" + title_ + "'\n";
    for (const curve& c : curves_)
      commands += "set title '" + c.name + "'\nplot " + background +
                  " with lines linecolor 'gray70', " + c.command + " linecolor 1\n";
    const auto size = std::to_string(300 * columns) + "," + std::to_string(240 * rows);
    return draw(file, size, commands + "unset multiplot");
  }

 private:
  struct curve {
    std::string name, command;
  };

  std::string draw(const std::string& file, const std::string& size,
                   const std::string& commands) const {
    const std::string script = file + ".gnuplot", picture = file + ".svg";
    std::FILE* const out = std::fopen(script.c_str(), "w");
    if (!out) return "";
    std::fputs(("set terminal svg size " + size + " noenhanced background 'white'\nset output " +
                quoted(picture, "''") + "\n" + script_ + commands + "\n")
                   .c_str(),
               out);
    if (std::fclose(out) != 0) return "";
    const std::string command = "gnuplot " + quoted(script, "'\\''") + " 2>/dev/null";
    return std::system(command.c_str()) == 0 ? picture : script;
  }

  /// Text between single quotes, with those in it as whoever reads it wants them.
  static std::string quoted(const std::string& text, const char* quote) {
    std::string all = "'";
    for (const char c : text) c == '\'' ? all.append(quote) : all.append(1, c);
    return all + "'";
  }

  std::string title_, script_, data_;
  std::vector<curve> curves_;
};

}  // namespace examples
