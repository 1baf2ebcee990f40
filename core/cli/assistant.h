// `stackengine prompt` and `stackengine review`: the text for a model, and what the model's answer would
// change. The user calls the model.
#pragma once

#include "cli/arguments.h"

namespace stackengine::cli {

// Prints the prompt and writes the vault.
int print_prompt(const Arguments& arguments);

// Prints the patch of the accepted hunks, and the verdict on every hunk to standard error.
int review_answer_file(const Arguments& arguments);

}  // namespace stackengine::cli
