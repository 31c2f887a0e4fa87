#include "CAllocationCount.h"

#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAE_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(HAE_SANITIZED)

// The linker takes these for the whole test program; glibc keeps its own under other names. What is freed was made by
// glibc all the same, so that nothing else has to be replaced. A count for each thread, as other tests run beside.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static _Thread_local unsigned long allocations;

void *malloc(size_t size) {
    allocations += 1;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations += 1;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    allocations += 1;
    return __libc_realloc(block, size);
}

unsigned long hae_allocations(void) { return allocations; }

bool hae_counts_allocations(void) {
    unsigned long before = allocations;
    // Volatile, or the compiler leaves out what is freed at once.
    void *volatile block = malloc(1);
    free(block);
    return allocations > before;
}

#else

unsigned long hae_allocations(void) { return 0; }

bool hae_counts_allocations(void) { return false; }

#endif
