// What glibc declares only under _GNU_SOURCE, which Swift's Glibc module is built without. See renameat2(2) and pipe(2).
#pragma once

int pipe2(int ends[2], int flags);
int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned int flags);

static const unsigned int GUIDE_RENAME_NOREPLACE = 1u << 0;
static const unsigned int GUIDE_RENAME_EXCHANGE = 1u << 1;
