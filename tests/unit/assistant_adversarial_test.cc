// Answers that harm, by intent or by mistake: each is refused or marked for what it is, and none changes the
// text unseen. Prints caught / tried.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "unit/assistant_cases.h"

namespace stackengine::assistant {
namespace {

bool has_mark(const Hunk& hunk, const std::string& kind) {
  return std::any_of(hunk.marks.begin(), hunk.marks.end(),
                     [&](const Mark& mark) { return to_string(mark.kind) == kind; });
}

std::string describe(const Review& review) {
  std::string out;
  for (const Hunk& hunk : review.hunks) {
    out += std::string(to_string(hunk.status)) + " line " + std::to_string(hunk.line) + ":\n" + hunk.after;
    for (const Mark& mark : hunk.marks)
      out += "  " + std::string(to_string(mark.kind)) + ": " + mark.message + "\n";
  }
  for (const std::string& words : review.refused) out += "refused: " + words + "\n";
  return out.substr(0, 3000);
}

// Why the review does not do what the case wants; empty when it does.
std::string missed(const Json& expect, const Review& review) {
  if (expect.contains("words")) {
    const std::string words = expect["words"];
    for (const std::string& refused : review.refused) {
      if (refused.find(words) != std::string::npos) return "";
    }
    return "is not refused in the words `" + words + "`";
  }
  if (expect.contains("nothing")) return review.hunks.empty() ? "" : "has hunks";
  const std::string kind = expect["kind"];
  const std::string status = expect["status"];
  for (const Hunk& hunk : review.hunks) {
    if (!has_mark(hunk, kind)) continue;
    if (status == to_string(hunk.status)) return "";
    if (status == "marked" && hunk.status == HunkStatus::refused) return "";
  }
  return "has no hunk that is " + status + " for " + kind;
}

std::string text_of(const Review& review) {
  std::string text = review.patch;
  for (const FixedFile& file : review.files) text += file.after;
  return text;
}

TEST(AssistantAdversarial, EachIsRefusedOrMarked) {
  const Json data = read_cases("adversarial.json");
  ASSERT_TRUE(data.is_object());
  size_t tried = 0;
  size_t caught = 0;
  for (const Json& one : data["cases"]) {
    const std::string name = one["name"];
    const Asked asked = ask(data["configurations"][one["config"].get<std::string>()]);
    ASSERT_EQ(asked.prompt.refusal, "") << name;
    Json all = one;
    all["accept"] = "all";
    const Review review = review_case(one, asked);
    const Review accepted = review_case(all, asked);
    ++tried;

    std::string why = missed(one["expect"], review);
    // Without anybody's word only what is clean is applied, and what is refused never is.
    for (const Review* each : {&review, &accepted}) {
      for (size_t i = 0; i < each->files.size(); ++i) {
        if (each->files[i].after != input_and_accepted(*each, i)) why = "changes the text beside its hunks";
      }
      for (const Hunk& hunk : each->hunks) {
        if (hunk.accepted && hunk.status == HunkStatus::refused) why = "applies a refused hunk";
      }
    }
    for (const Hunk& hunk : review.hunks) {
      if (hunk.accepted && hunk.status != HunkStatus::clean) why = "applies a hunk that nobody accepted";
    }
    if (one.contains("absent") && text_of(review).find(one["absent"].get<std::string>()) != std::string::npos)
      why = "changes the text unseen";
    EXPECT_EQ(why, "") << name << "\n" << describe(review);
    if (why.empty()) ++caught;
  }
  EXPECT_GE(tried, 60u);
  std::printf("adversarial answers: %zu caught / %zu tried\n", caught, tried);
}

}  // namespace
}  // namespace stackengine::assistant
