// What the result holds that the input did not, and what it lacks: by the trees of both.
#pragma once

#include <vector>

#include "assistant/change_map.h"
#include "assistant/placed_tree.h"
#include "nginx/build_facts.h"
#include "redaction/redaction.h"

namespace stackengine::assistant {

// The input, and the input with all changes made.
struct Sides {
  const Sources& before;
  const Sources& after;
  const std::vector<PlacedTree>& trees_before;
  const std::vector<PlacedTree>& trees_after;
  Numbers& numbers;  // of both
};

// Hosts, addresses, ports, paths, variables, groups of servers and targets that were not there; modules that
// the input does not use.
void mark_new_values(const Sides& sides, const nginx::BuildFacts& nginx, ChangeMap* changes);

// Watched directives (watched.h) that came, went, moved or changed their order, and blocks that went.
void mark_watched(const Sides& sides, ChangeMap* changes);

// Fields of manifests that came, went or changed, but for those that the rules know.
void mark_manifests(const Sides& sides, ChangeMap* changes);

// Secrets of the vault in directives that did not have them, in any encoding that the leak gate knows.
void mark_secrets(const Sides& sides, const redaction::Vault& vault, ChangeMap* changes);

}  // namespace stackengine::assistant
