// `stackengine prompt` and `stackengine review`: what goes to a model, and what its answer would do. What
// lies between them, the call itself, is the user's.
#ifndef STACKENGINE_CLI_ASSISTANT_H_
#define STACKENGINE_CLI_ASSISTANT_H_

#include "cli/arguments.h"

namespace stackengine::cli {

// Prints the prompt and writes the vault.
int print_prompt(const Arguments& arguments);

// Prints the patch of the accepted hunks; standard error says what every hunk does.
int review_answer_file(const Arguments& arguments);

}  // namespace stackengine::cli

#endif  // STACKENGINE_CLI_ASSISTANT_H_
