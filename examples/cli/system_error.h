/* system_error.h - what the operating system answered, in the language of the reader. */
#ifndef DISPUTE_CLI_SYSTEM_ERROR_H
#define DISPUTE_CLI_SYSTEM_ERROR_H

const char *system_error(int error); /* of errno; lives until the next call */

#endif
