// What is used of libpq, which is loaded only when a PostgreSQL database is opened: who keeps comments in a file needs none,
// not to build either. Source of the declarations: postgresql.org/docs/15/libpq.html; they are part of its ABI, version 5.
#pragma once

#include <dlfcn.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

struct guide_libpq {
  PGconn *_Nullable (*_Nonnull connect)(
      const char *_Nullable const *_Nonnull keywords, const char *_Nullable const *_Nonnull values, int expands);
  void (*_Nonnull finish)(PGconn *_Nullable connection);
  int (*_Nonnull status)(const PGconn *_Nonnull connection);
  int (*_Nonnull socket)(const PGconn *_Nonnull connection);
  const char *_Nullable (*_Nonnull error_message)(const PGconn *_Nonnull connection);
  int (*_Nonnull send_script)(PGconn *_Nonnull connection, const char *_Nonnull text);
  int (*_Nonnull send_prepare)(
      PGconn *_Nonnull connection, const char *_Nonnull name, const char *_Nonnull text, int count,
      const unsigned *_Nullable types);
  int (*_Nonnull send_prepared)(
      PGconn *_Nonnull connection, const char *_Nonnull name, int count, const char *_Nullable const *_Nullable values,
      const int *_Nullable lengths, const int *_Nullable formats, int result_format);
  int (*_Nonnull consume_input)(PGconn *_Nonnull connection);
  int (*_Nonnull is_busy)(PGconn *_Nonnull connection);
  PGresult *_Nullable (*_Nonnull get_result)(PGconn *_Nonnull connection);
  int (*_Nonnull result_status)(const PGresult *_Nonnull result);
  const char *_Nullable (*_Nonnull error_field)(const PGresult *_Nonnull result, int field);
  const char *_Nullable (*_Nonnull command)(PGresult *_Nonnull result);
  int (*_Nonnull row_count)(const PGresult *_Nonnull result);
  int (*_Nonnull column_count)(const PGresult *_Nonnull result);
  unsigned (*_Nonnull type)(const PGresult *_Nonnull result, int column);
  int (*_Nonnull is_null)(const PGresult *_Nonnull result, int row, int column);
  int (*_Nonnull length)(const PGresult *_Nonnull result, int row, int column);
  const char *_Nullable (*_Nonnull value)(const PGresult *_Nonnull result, int row, int column);
  void (*_Nonnull clear)(PGresult *_Nullable result);
  void *_Nullable (*_Nonnull set_notice_processor)(
      PGconn *_Nonnull connection, void (*_Nonnull processor)(void *_Nullable, const char *_Nonnull),
      void *_Nullable argument);
};

/// Takes notices that would be written to standard error.
static inline void guide_ignore_notice(void *_Nullable argument, const char *_Nonnull message) {
  (void)argument;
  (void)message;
}

/// The library; null where this machine has none. To be called by one thread.
static inline const struct guide_libpq *_Nullable guide_load_libpq(void) {
  static struct guide_libpq library;
  void *handle = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return 0;
#define GUIDE_FIND(field, name) \
  if (!(*(void **)&library.field = dlsym(handle, name))) return 0
  GUIDE_FIND(connect, "PQconnectdbParams");
  GUIDE_FIND(finish, "PQfinish");
  GUIDE_FIND(status, "PQstatus");
  GUIDE_FIND(socket, "PQsocket");
  GUIDE_FIND(error_message, "PQerrorMessage");
  GUIDE_FIND(send_script, "PQsendQuery");
  GUIDE_FIND(send_prepare, "PQsendPrepare");
  GUIDE_FIND(send_prepared, "PQsendQueryPrepared");
  GUIDE_FIND(consume_input, "PQconsumeInput");
  GUIDE_FIND(is_busy, "PQisBusy");
  GUIDE_FIND(get_result, "PQgetResult");
  GUIDE_FIND(result_status, "PQresultStatus");
  GUIDE_FIND(error_field, "PQresultErrorField");
  GUIDE_FIND(command, "PQcmdStatus");
  GUIDE_FIND(row_count, "PQntuples");
  GUIDE_FIND(column_count, "PQnfields");
  GUIDE_FIND(type, "PQftype");
  GUIDE_FIND(is_null, "PQgetisnull");
  GUIDE_FIND(length, "PQgetlength");
  GUIDE_FIND(value, "PQgetvalue");
  GUIDE_FIND(clear, "PQclear");
  GUIDE_FIND(set_notice_processor, "PQsetNoticeProcessor");
#undef GUIDE_FIND
  return &library;
}
