#include "intake/line_look.h"

#include "intake/line_text.h"

namespace stackengine::intake {

bool looks_like_configuration(std::string_view line) {
  line = trim(line);
  if (line.empty()) return false;
  if (line[0] == '#' || line.find_first_of(";{}") != std::string_view::npos || begins_with_directive(line))
    return true;
  const std::string_view name = first_word(line);
  return name.find('_') != std::string_view::npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string_view::npos;
}

bool is_structure(std::string_view line) {
  return trim(line) == "}" || (begins_with_directive(line) && ends_like_directive(line));
}

bool is_rule(std::string_view line) {
  line = trim(line);
  if (line == "~" || line == "(END)" || starts_with(line, "==> ")) return true;  // vim, less, tail
  if (line.size() < 2) return false;
  if (line == "--") return true;  // between the groups of grep
  if (line.size() >= 3 && std::string_view("-=_").find(line[0]) != std::string_view::npos) {
    return line.find_first_not_of(line[0]) == std::string_view::npos;
  }
  for (size_t i = 0; i < line.size(); i += 3) {
    const std::string_view one = line.substr(i, 3);
    if (one.size() < 3 || one[0] != '\xE2' || (one[1] != '\x94' && one[1] != '\x95')) return false;
  }
  return true;
}

bool is_option(std::string_view line) {
  const size_t dashes = line.find_first_not_of('-');
  if (dashes != 1 && dashes != 2) return false;
  return (is_alpha(line[dashes]) || starts_with(line, "-- ")) && !ends_like_directive(line);
}

bool is_assignment(std::string_view line) {
  const std::string_view name = line.substr(0, line.find('='));
  return name.size() < line.size() && !name.empty() && is_upper(name[0]) && !ends_like_directive(line) &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
}

bool begins_html(std::string_view line) {
  return starts_with(line, "<html") || starts_with(line, "<!DOCTYPE") || starts_with(line, "<!doctype");
}

size_t find_dated_entry(std::string_view line) {
  constexpr std::string_view kDate = "0000/00/00 00:00:00 [";
  const std::string_view head = line.substr(0, 512);
  for (size_t at = head.find('/'); at != std::string_view::npos; at = head.find('/', at + 1)) {
    if (at >= 4 && has_shape(line.substr(at - 4), kDate)) return at - 4;
  }
  return 0;
}

}  // namespace stackengine::intake
