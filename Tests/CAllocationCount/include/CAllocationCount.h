#pragma once

#include <stdbool.h>

/// Whether allocations are counted in this program: only with glibc, and without a sanitizer.
bool hae_counts_allocations(void);

/// How often the calling thread has asked for memory since it began.
unsigned long hae_allocations(void);
