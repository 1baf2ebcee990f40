// Whether a text is nginx configuration at all.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "workspace/sources.h"

namespace stackengine {

// Weighs the statements that nginx knows, by the exact name or a similar one, against the others. A statement
// without an end counts by its lines.
bool is_nginx_configuration(const nginx::Config& config);

// Removes the sources that intake read as nginx configuration only by default, and marks their pieces as
// other text. Keeps all of them if one is recognised, because files and fragments belong together, and keeps
// documents that the user declares as nginx configuration.
void drop_unrecognised(const std::vector<Document>& documents, Sources* sources,
                       std::vector<intake::Pieces>* pieces);

// For an input without sources: what it looks like, and what to paste instead.
std::string words_for_unrecognised(const std::vector<Document>& documents);

}  // namespace stackengine
