#pragma once

#include <sqlite3.h>

// A macro that Swift does not import.
static const int GUIDE_SQLITE_BUSY_SNAPSHOT = SQLITE_BUSY_SNAPSHOT;

// SQLITE_TRANSIENT is a cast that Swift does not import: SQLite copies what is bound.
static inline int guide_bind_text(sqlite3_stmt *statement, int index, const char *text, int size) {
  return sqlite3_bind_text(statement, index, text, size, SQLITE_TRANSIENT);
}

// Variadic, which Swift does not import: without its statistics of memory SQLite takes no lock for each allocation.
static inline int guide_sqlite_without_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
