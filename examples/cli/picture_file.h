/* picture_file.h - a drawing into a file: the whole of it, or the file stays what it was. */
#ifndef DISPUTE_CLI_PICTURE_FILE_H
#define DISPUTE_CLI_PICTURE_FILE_H

#include "text.h"

/* "-" is standard output. 0, or -1: said. */
int picture_write(const char *name, text *picture);

#endif
