#include "rules/directive/fault.h"

#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"

namespace stackengine::rules {
namespace {

struct ContextName {
  uint32_t context;
  std::string_view name;
};

constexpr ContextName kNames[] = {
    {nginx::kMain, "the top of nginx.conf"},
    {nginx::kEvents, "`events`"},
    {nginx::kHttp, "`http`"},
    {nginx::kHttpServer, "`server`"},
    {nginx::kLocation, "`location`"},
    {nginx::kIfInServer, "`if` in `server`"},
    {nginx::kIfInLocation, "`if` in `location`"},
    {nginx::kLimitExcept, "`limit_except`"},
    {nginx::kHttpUpstream, "`upstream`"},
    {nginx::kStream, "`stream`"},
    {nginx::kStreamServer, "`server` in `stream`"},
    {nginx::kStreamUpstream, "`upstream` in `stream`"},
    {nginx::kMail, "`mail`"},
    {nginx::kMailServer, "`server` in `mail`"},
};

}  // namespace

Span header_of(const nginx::Config& config, nginx::DirectiveId id) {
  const nginx::Directive& directive = config.directive(id);
  const uint32_t last = directive.first_word + directive.word_count - 1;
  return {directive.span.start, config.tree().words[last].span.end};
}

Span name_of(const nginx::Config& config, nginx::DirectiveId id) { return config.tree().name_word(id).span; }

std::string contexts_in_words(uint32_t contexts) {
  std::vector<std::string_view> names;
  for (const ContextName& one : kNames) {
    if ((contexts & one.context) != 0) names.push_back(one.name);
  }
  std::string words;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) words += i + 1 == names.size() ? " or " : ", ";
    words += names[i];
  }
  return words;
}

std::string in_quotes(std::string_view name) { return '"' + shortened(name) + '"'; }

}  // namespace stackengine::rules
