/* migrate.h - dispute migrate: open cases move to another policy, only when asked, and told beforehand by a dry run. */
#ifndef DISPUTE_CLI_MIGRATE_H
#define DISPUTE_CLI_MIGRATE_H

#include "arguments.h"

int command_migrate(const arguments *a); /* gives the exit status; 1: the rules refused a case */

#endif
