#pragma once

// Debian's library has these functions; its header only declares them for who was built as it was.
#define XML_DTD 1
#include <expat.h>
