#include "protocol/shape.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

namespace stackengine::protocol {
namespace {

using Json = nlohmann::json;

enum class Kind { any, array, boolean, integer, name, object, part, string };

struct Shape {
  Kind kind;
  uint16_t list;     // object: its first field; name: its first name; array: the shape of its items
  uint16_t count;    // object, name: how many
  uint32_t minimum;  // array: items; string: bytes; integer: the value
  uint32_t maximum;  // array, integer: 0 is none
};

struct Field {
  const char* name;
  uint16_t shape;
  bool required;
};

struct CallShape {
  const char* name;
  uint16_t shape;
};

#include "protocol/request_shapes.inc"

// From the request down to a value. Made into words only when something is wrong.
struct Path {
  const Path* up;
  const char* member;  // null: an item of an array
  size_t index;
};

std::string in_words(const Path& path) {
  if (path.up == nullptr) return "";
  const std::string up = in_words(*path.up);
  if (path.member == nullptr) return up + '[' + std::to_string(path.index) + ']';
  return up.empty() ? path.member : up + '.' + path.member;
}

// "a, b or c".
template <typename Name>
std::string alternatives(size_t count, const Name& name) {
  std::string list;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) list += i + 1 == count ? " or " : ", ";
    list += name(i);
  }
  return list;
}

class Checker {
 public:
  explicit Checker(const Parts& parts) : parts_(parts) {}

  bool check(const Json& value, const Shape& shape, const Path& path) {
    switch (shape.kind) {
      case Kind::any:
        return true;
      case Kind::array:
        return check_array(value, shape, path);
      case Kind::boolean:
        return value.is_boolean() || fail(path, "must be true or false");
      case Kind::integer:
        return check_integer(value, shape, path);
      case Kind::name:
        return check_name(value, shape, path);
      case Kind::object:
        return check_object(value, shape, path);
      case Kind::part:
        return check_part(value, path);
      case Kind::string:
        break;
    }
    if (!value.is_string()) return fail(path, "must be a string");
    return value.get_ref<const std::string&>().size() >= shape.minimum || fail(path, "must not be empty");
  }

  std::string take_problem() { return std::move(problem_); }

 private:
  bool fail(const Path& path, const std::string& problem) {
    const std::string place = in_words(path);
    problem_ = (place.empty() ? "the request" : place) + ' ' + problem;
    return false;
  }

  bool check_array(const Json& value, const Shape& shape, const Path& path) {
    if (!value.is_array()) return fail(path, "must be an array");
    if (value.size() < shape.minimum) return fail(path, "must not be empty");
    if (shape.maximum != 0 && value.size() > shape.maximum)
      return fail(path, "must have at most " + std::to_string(shape.maximum) + " items");
    for (size_t i = 0; i < value.size(); ++i) {
      if (!check(value[i], kShapes[shape.list], {&path, nullptr, i})) return false;
    }
    return true;
  }

  bool check_integer(const Json& value, const Shape& shape, const Path& path) {
    const uint64_t number = value.is_number_unsigned() ? value.get<uint64_t>() : 0;
    const bool fits = value.is_number_unsigned() && number >= shape.minimum &&
                      (shape.maximum == 0 || number <= shape.maximum) && number <= SIZE_MAX;
    const std::string range = "must be a number from " + std::to_string(shape.minimum);
    return fits || fail(path, range + (shape.maximum == 0 ? " up" : " to " + std::to_string(shape.maximum)));
  }

  bool check_name(const Json& value, const Shape& shape, const Path& path) {
    const auto name = [&](size_t i) { return kNames[shape.list + i]; };
    for (size_t i = 0; value.is_string() && i < shape.count; ++i) {
      if (value.get_ref<const std::string&>() == name(i)) return true;
    }
    return fail(path, "must be " + alternatives(shape.count, name));
  }

  bool check_object(const Json& value, const Shape& shape, const Path& path) {
    if (!value.is_object()) return fail(path, "must be an object");
    const Field* const first = kFields + shape.list;
    const Field* const last = first + shape.count;
    for (const auto& item : value.items()) {
      const auto known = [&](const Field& field) { return item.key() == field.name; };
      if (std::none_of(first, last, known)) return fail(path, "has an unknown member `" + item.key() + '`');
    }
    for (const Field* field = first; field != last; ++field) {
      const Path member{&path, field->name, 0};
      const auto found = value.find(field->name);
      if (found == value.end()) {
        if (field->required) return fail(member, "is missing");
      } else if (!check(*found, kShapes[field->shape], member)) {
        return false;
      }
    }
    return true;
  }

  bool check_part(const Json& value, const Path& path) {
    if (!value.is_number_unsigned()) return fail(path, "must be the number of a part");
    const auto number = value.get<uint64_t>();
    if (number > 0 && number < parts_.size()) return true;
    return fail(path, "names part " + std::to_string(number) + ", which the message does not have");
  }

  const Parts& parts_;
  std::string problem_;
};

const CallShape* find_call(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kCalls), std::end(kCalls),
                                         [&](const CallShape& call) { return call.name == name; });
  return found == std::end(kCalls) ? nullptr : found;
}

}  // namespace

std::string check_shape(const Json& request, std::string_view call, const Parts& parts) {
  Checker checker(parts);
  checker.check(request, kShapes[find_call(call)->shape], {nullptr, nullptr, 0});
  return checker.take_problem();
}

std::string known_calls() {
  return alternatives(std::size(kCalls), [](size_t i) { return kCalls[i].name; });
}

bool is_known_call(std::string_view call) { return find_call(call) != nullptr; }

}  // namespace stackengine::protocol
