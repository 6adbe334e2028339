// What glibc declares only under _GNU_SOURCE, which Swift's Glibc module is built without. See renameat2(2), pipe(2) and sync(2).
#pragma once

#include <sys/prctl.h>

int pipe2(int ends[2], int flags);
int syncfs(int descriptor);
int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned int flags);

// prctl(2) is variadic, which Swift does not import.
static inline int guide_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

static const unsigned int GUIDE_RENAME_NOREPLACE = 1u << 0;
static const unsigned int GUIDE_RENAME_EXCHANGE = 1u << 1;
