/* fate_report.h - where a case stands and where it ends, told to people and as JSON. */
#ifndef DISPUTE_CLI_FATE_REPORT_H
#define DISPUTE_CLI_FATE_REPORT_H

#include "fate.h"
#include "text.h"
#include <jansson.h>

/* A line, behind a name or, where that is NULL, below the line before; it is emptied. */
void put_behind(text *t, const char *name, text *line);
/* Its lines behind a name; of a case that has not ended as it stands at `as_of`. */
void put_fate(text *t, const char *name, const fate *f, int64_t as_of);
json_t *fate_json(const fate *f);

#endif
