#include "redaction/distinctive_run.h"

namespace stackengine::redaction {
namespace {

bool is_lower_case(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper_case(char c) { return c >= 'A' && c <= 'Z'; }
bool is_number(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_distinctive_run(std::string_view run) {
  size_t counted = 0;
  bool lower = false;
  bool upper = false;
  bool number = false;
  bool hexadecimal = true;
  int turns = 0;  // from one kind to another; not those of a capital at the beginning of a word
  char before = 0;
  for (const char c : run) {
    const char kind = is_lower_case(c) ? 'a' : is_upper_case(c) ? 'A' : is_number(c) ? '0' : 0;
    if (kind == 0) continue;
    ++counted;
    lower = lower || kind == 'a';
    upper = upper || kind == 'A';
    number = number || kind == '0';
    hexadecimal = hexadecimal && (kind == '0' || (c | 0x20) <= 'f');
    if (before != 0 && kind != before && !(before == 'A' && kind == 'a')) ++turns;
    before = kind;
  }
  const int kinds = (lower ? 1 : 0) + (upper ? 1 : 0) + (number ? 1 : 0);
  if (kinds == 3) return counted >= 6 && turns >= 2;
  if (kinds == 1) return number && counted >= 10;
  if (!number) return counted >= 8 && turns >= 3;
  return hexadecimal ? counted >= 10 && turns >= 3 : counted >= 8 && turns >= 2;
}

}  // namespace stackengine::redaction
