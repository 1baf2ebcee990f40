// Any answer to a small configuration: what is not accepted changes nothing, what is refused is never
// applied, and the result is the input with the accepted hunks in it. The bytes before the first NUL are the
// answer, those behind it the configuration.
#include "assistant/prompt.h"
#include "assistant/review.h"
#include "engine.h"
#include "fuzz/fuzz.h"

namespace stackengine::assistant {
namespace {

constexpr char kConfiguration[] =
    "upstream orders_pool {\n    server app1.corp.acme.com:8080;\n}\nserver {\n    location /api/ {\n        "
    "grpc_pass grpc://orders_pool;\n    }\n    location /admin/ {\n        deny all;\n        proxy_pass "
    "http://orders_pool;\n    }\n}\n";

void check_result(const Review& review) {
  size_t hunk = 0;
  for (size_t i = 0; i < review.files.size(); ++i) {
    const std::string& before = review.files[i].before;
    std::string expected;
    size_t done = 0;
    for (; hunk < review.hunks.size() && review.hunks[hunk].file == i; ++hunk) {
      const Hunk& one = review.hunks[hunk];
      FUZZ_CHECK(done <= one.span.start && one.span.start <= one.span.end && one.span.end <= before.size());
      FUZZ_CHECK(one.span.in(before) == one.before);
      FUZZ_CHECK(one.before != one.after);
      FUZZ_CHECK(!one.accepted || one.status != HunkStatus::refused);
      if (!one.accepted) continue;
      expected += before.substr(done, one.span.start - done) + one.after;
      done = one.span.end;
    }
    FUZZ_CHECK(review.files[i].after == expected + before.substr(done));
  }
  FUZZ_CHECK(hunk == review.hunks.size());
}

// A configuration as the page has it when the answer comes.
struct Asked {
  Workspace workspace;
  Analysis analysis;
  redaction::Vault vault;

  explicit Asked(std::string_view configuration) {
    workspace.documents.push_back({"nginx.conf", std::string(configuration), DocumentKind::automatic});
    analysis = analyze(workspace);
    PromptRequest request;
    request.policy.key = "fuzz";
    const Prompt prompt = compose_prompt(workspace, analysis, request);
    FUZZ_CHECK(prompt.tokens <= request.budget_tokens);
    vault = prompt.redaction.vault;
  }
};

void check(std::string_view answer, const Asked& asked) {
  if (!asked.analysis.refusal.empty()) return;
  ReviewRequest request;
  request.vault = asked.vault;
  request.answer = answer;
  const Review review = review_answer(asked.workspace, asked.analysis, request);
  check_result(review);
  for (const Hunk& hunk : review.hunks) FUZZ_CHECK(!hunk.accepted || hunk.status == HunkStatus::clean);
  if (review.hunks.empty()) return;
  request.accept.emplace();
  for (size_t i = 0; i < review.hunks.size(); ++i) request.accept->push_back(i);
  check_result(review_answer(asked.workspace, asked.analysis, request));
}

}  // namespace
}  // namespace stackengine::assistant

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace assistant = stackengine::assistant;
  const stackengine::fuzz::ExactCopy copy(data, size);
  const std::string_view text = copy.text();
  const size_t nul = text.find('\0');
  const std::string_view answer = text.substr(0, nul);
  if (nul == std::string_view::npos) {
    static const auto* const kAsked = new assistant::Asked(assistant::kConfiguration);
    assistant::check(answer, *kAsked);
  } else {
    assistant::check(answer, assistant::Asked(text.substr(nul + 1)));
  }
  return 0;
}
