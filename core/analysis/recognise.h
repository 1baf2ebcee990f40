// Whether a text is configuration of nginx at all, before anybody repairs it.
#ifndef STACKENGINE_ANALYSIS_RECOGNISE_H_
#define STACKENGINE_ANALYSIS_RECOGNISE_H_

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

// Weighs the statements: those that nginx knows, or knows by nearly the same name, against the others. What
// no
// `;` and no `}` ends counts by its lines.
bool is_nginx_configuration(std::string_view text);

// Removes the sources that intake took for nginx configuration for want of anything better, and marks their
// pieces as other text, unless one source of nginx is recognised: then its files and fragments belong
// together. Documents that the user calls nginx configuration stay.
void drop_unrecognised(const std::vector<Document>& documents, std::vector<Source>* sources,
                       std::vector<intake::Pieces>* pieces);

// For an input without a source: what it looks like, and what to give instead.
std::string words_for_unrecognised(const std::vector<Document>& documents);

}  // namespace stackengine

#endif  // STACKENGINE_ANALYSIS_RECOGNISE_H_
