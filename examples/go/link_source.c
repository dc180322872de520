//go:build dispute_source

#include "dispute.c"
