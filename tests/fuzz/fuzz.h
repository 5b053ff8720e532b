/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every fuzz target implements; libFuzzer or fuzz-driver.c calls it. */
#pragma once

#include <gio/gio.h>
#include <stddef.h>
#include <stdint.h>

/* A finding, in release builds too. */
#define FUZZ_ASSERT(condition) \
  G_STMT_START { \
    if (!(condition)) \
      g_error ("%s:%d: %s", __FILE__, __LINE__, #condition); \
  } G_STMT_END

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
