#pragma once

// What we need of libcurl, without its headers: it is loaded only when something is to be sent or fetched, so neither
// building nor starting guidegen needs it. The numbers are part of libcurl's promise never to change what programs were
// built with. Source: curl.se/libcurl/abi.html, curl/curl.h, curl/system.h.

#include <stddef.h>
#include <stdint.h>

// Kinds of results.
enum {
  GUIDE_CURL_OK = 0,
  GUIDE_CURL_COULDNT_RESOLVE_HOST = 6,
  GUIDE_CURL_COULDNT_CONNECT = 7,
  GUIDE_CURL_WRITE_ERROR = 23,
  GUIDE_CURL_OPERATION_TIMEDOUT = 28,
  GUIDE_CURL_SSL_CONNECT_ERROR = 35,
  GUIDE_CURL_ABORTED_BY_CALLBACK = 42,
  GUIDE_CURL_SEND_ERROR = 55,
  GUIDE_CURL_PEER_FAILED_VERIFICATION = 60,
  GUIDE_CURL_FILESIZE_EXCEEDED = 63,
  GUIDE_CURL_USE_SSL_FAILED = 64,
  GUIDE_CURL_LOGIN_DENIED = 67,
};

// Options whose value is a number.
enum {
  GUIDE_CURLOPT_NOPROGRESS = 43,
  GUIDE_CURLOPT_UPLOAD = 46,
  GUIDE_CURLOPT_FOLLOWLOCATION = 52,
  GUIDE_CURLOPT_NOSIGNAL = 99,
  GUIDE_CURLOPT_USE_SSL = 119,
  GUIDE_CURLOPT_TIMEOUT_MS = 155,
  GUIDE_CURLOPT_CONNECTTIMEOUT_MS = 156,
  GUIDE_CURLOPT_PROTOCOLS = 181,
  GUIDE_CURLOPT_MAIL_RCPT_ALLLOWFAILS = 290,
};

// Options whose value is a pointer.
enum {
  GUIDE_CURLOPT_WRITEDATA = 10001,
  GUIDE_CURLOPT_URL = 10002,
  GUIDE_CURLOPT_READDATA = 10009,
  GUIDE_CURLOPT_ERRORBUFFER = 10010,
  GUIDE_CURLOPT_USERAGENT = 10018,
  GUIDE_CURLOPT_HTTPHEADER = 10023,
  GUIDE_CURLOPT_HEADERDATA = 10029,
  GUIDE_CURLOPT_XFERINFODATA = 10057,
  GUIDE_CURLOPT_CAINFO = 10065,
  GUIDE_CURLOPT_USERNAME = 10173,
  GUIDE_CURLOPT_PASSWORD = 10174,
  GUIDE_CURLOPT_MAIL_FROM = 10186,
  GUIDE_CURLOPT_MAIL_RCPT = 10187,
};

// Options whose value is a function.
enum {
  GUIDE_CURLOPT_WRITEFUNCTION = 20011,
  GUIDE_CURLOPT_READFUNCTION = 20012,
  GUIDE_CURLOPT_HEADERFUNCTION = 20079,
  GUIDE_CURLOPT_XFERINFOFUNCTION = 20219,
};

enum {
  GUIDE_CURL_GLOBAL_ALL = 3,
  GUIDE_CURLUSESSL_NONE = 0,
  GUIDE_CURLUSESSL_ALL = 3,
  GUIDE_CURLPROTO_HTTP = 1 << 0,
  GUIDE_CURLPROTO_HTTPS = 1 << 1,
  GUIDE_CURLPROTO_SMTP = 1 << 16,
  GUIDE_CURLPROTO_SMTPS = 1 << 17,
  GUIDE_CURLINFO_RESPONSE_CODE = 0x200000 + 2,
  GUIDE_CURL_ERROR_SIZE = 256,
};

// Where the functions are, as dlsym(3) says.
typedef struct {
  void *global_init;
  void *easy_init;
  void *easy_setopt;
  void *easy_perform;
  void *easy_getinfo;
  void *easy_cleanup;
  void *easy_strerror;
  void *slist_append;
  void *slist_free_all;
} guide_curl;

typedef size_t (*guide_curl_transfer)(char *bytes, size_t size, size_t count, void *context);
typedef int (*guide_curl_progress)(
  void *context, int64_t download_total, int64_t downloaded, int64_t upload_total, int64_t uploaded);

static inline int guide_curl_global_init(const guide_curl *curl, long flags) {
  return ((int (*)(long))curl->global_init)(flags);
}

static inline void *guide_curl_easy_init(const guide_curl *curl) { return ((void *(*)(void))curl->easy_init)(); }

// curl_easy_setopt and curl_easy_getinfo take any kind of last argument, which Swift cannot pass.
static inline int guide_curl_set_number(const guide_curl *curl, void *handle, int option, long value) {
  return ((int (*)(void *, int, ...))curl->easy_setopt)(handle, option, value);
}

static inline int guide_curl_set_pointer(const guide_curl *curl, void *handle, int option, const void *value) {
  return ((int (*)(void *, int, ...))curl->easy_setopt)(handle, option, value);
}

static inline int guide_curl_set_transfer(
  const guide_curl *curl, void *handle, int option, guide_curl_transfer function) {
  return ((int (*)(void *, int, ...))curl->easy_setopt)(handle, option, function);
}

static inline int guide_curl_set_progress(
  const guide_curl *curl, void *handle, int option, guide_curl_progress function) {
  return ((int (*)(void *, int, ...))curl->easy_setopt)(handle, option, function);
}

static inline int guide_curl_response_code(const guide_curl *curl, void *handle, long *code) {
  return ((int (*)(void *, int, ...))curl->easy_getinfo)(handle, GUIDE_CURLINFO_RESPONSE_CODE, code);
}

static inline int guide_curl_perform(const guide_curl *curl, void *handle) {
  return ((int (*)(void *))curl->easy_perform)(handle);
}

static inline void guide_curl_cleanup(const guide_curl *curl, void *handle) {
  ((void (*)(void *))curl->easy_cleanup)(handle);
}

static inline const char *guide_curl_strerror(const guide_curl *curl, int result) {
  return ((const char *(*)(int))curl->easy_strerror)(result);
}

static inline void *guide_curl_append(const guide_curl *curl, void *list, const char *text) {
  return ((void *(*)(void *, const char *))curl->slist_append)(list, text);
}

static inline void guide_curl_free_list(const guide_curl *curl, void *list) {
  ((void (*)(void *))curl->slist_free_all)(list);
}
