#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

std::string sentence(const nginx::BuildFacts& facts, const std::string& when_unknown) {
  if (!facts.version) return "the nginx version is unknown; " + when_unknown;
  const std::string version = to_string(*facts.version);
  switch (facts.claim.origin) {
    case nginx::Origin::version_output:
      return "nginx is " + version + ", according to `nginx -v` in your paste";
    case nginx::Origin::image_tag:
      return "nginx is " + version + ", according to the image tag in your paste";
    case nginx::Origin::response:
      return "nginx is " + version + ", according to the response in your paste";
    case nginx::Origin::user:
    case nginx::Origin::unknown:
      break;
  }
  return "you entered nginx " + version;
}

}  // namespace

Evidence version_evidence(const nginx::BuildFacts& facts, const std::string& when_unknown,
                          Strength strength) {
  Evidence evidence;
  evidence.kind = EvidenceKind::nginx_version;
  evidence.strength = strength;
  evidence.text = sentence(facts, when_unknown);
  // Error pages and Dockerfiles are not sources.
  const bool in_source = facts.claim.text != static_cast<size_t>(-1) && !facts.claim.span.empty();
  if (facts.version && facts.claim.origin != nginx::Origin::user && in_source) {
    evidence.has_place = true;
    evidence.place = {facts.claim.text, facts.claim.span};
  }
  return evidence;
}

}  // namespace stackengine::rules
