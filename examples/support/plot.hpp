// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
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
      : script_("set title '" + title + "'\nset xlabel '" + x_label + "'\nset ylabel '" + y_label +
                "'\nset grid\nset key outside right\n") {}

  /// A line of gnuplot's language, such as "set logscale y".
  void set(const std::string& line) { script_ += line + "\n"; }

  void add(const std::string& name, const std::vector<point>& points,
           const std::string& style = "with lines linewidth 2") {
    const std::string block = "$curve" + std::to_string(curves_++);
    data_ += block + " << end\n";
    char line[64];
    for (const point& p : points) {
      std::snprintf(line, sizeof line, "%.9g %.9g\n", p.x, p.y);
      data_ += line;
    }
    data_ += "end\n";
    commands_ += (commands_.empty() ? "" : ", ") + block + " title '" + name + "' " + style;
  }

  /// Writes `file`.gnuplot and, if gnuplot is installed, `file`.svg. Returns the name of what can
  /// be looked at; empty if nothing can be written.
  std::string write(const std::string& file) const {
    const std::string script = file + ".gnuplot", picture = file + ".svg";
    std::FILE* const out = std::fopen(script.c_str(), "w");
    if (!out) return "";
    std::fputs(("set terminal svg size 900,600 noenhanced background 'white'\nset output " +
                quoted(picture, "''") + "\n" + script_ + data_ + "plot " + commands_ + "\n")
                   .c_str(),
               out);
    if (std::fclose(out) != 0) return "";
    const std::string command = "gnuplot " + quoted(script, "'\\''") + " 2>/dev/null";
    return std::system(command.c_str()) == 0 ? picture : script;
  }

 private:
  /// Text between single quotes, with those in it as whoever reads it wants them.
  static std::string quoted(const std::string& text, const char* quote) {
    std::string all = "'";
    for (const char c : text) c == '\'' ? all.append(quote) : all.append(1, c);
    return all + "'";
  }

  std::string script_, data_, commands_;
  int curves_ = 0;
};

}  // namespace examples
