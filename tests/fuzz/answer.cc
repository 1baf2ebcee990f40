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

void check(std::string_view answer, std::string_view configuration) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", std::string(configuration), DocumentKind::automatic});
  const Analysis analysis = analyze(workspace);
  if (!analysis.refusal.empty()) return;
  PromptRequest prompt_request;
  prompt_request.policy.key = "fuzz";
  const Prompt prompt = compose_prompt(workspace, analysis, prompt_request);
  FUZZ_CHECK(prompt.tokens <= prompt_request.budget_tokens);

  ReviewRequest request;
  request.vault = prompt.redaction.vault;
  request.answer = answer;
  const Review review = review_answer(workspace, analysis, request);
  check_result(review);
  for (const Hunk& hunk : review.hunks) FUZZ_CHECK(!hunk.accepted || hunk.status == HunkStatus::clean);
  request.accept.emplace();
  for (size_t i = 0; i < review.hunks.size(); ++i) request.accept->push_back(i);
  check_result(review_answer(workspace, analysis, request));
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
    assistant::check(answer, assistant::kConfiguration);
  } else {
    assistant::check(answer, text.substr(nul + 1));
  }
  return 0;
}
