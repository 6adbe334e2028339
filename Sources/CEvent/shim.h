// Before libevent's headers, which define _GNU_SOURCE: Swift's Glibc module is built without, and both must agree.
#include <sys/select.h>

#include <event2/event.h>
