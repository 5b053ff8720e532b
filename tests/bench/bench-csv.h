/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of debt positions as an office would have them, the same at every run. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  BENCH_CSV_PLAIN, /* compresses well: few names, one address after the other */
  BENCH_CSV_NOISY, /* irregular names, addresses, codes, order */
  BENCH_CSV_FAULTY /* the noisy one with a fault in every row */
} BenchCsvKind;

/* 24 columns with commas between them, for the peer's sake; @n rows. */
void bench_csv_write (const char   *path,
                      BenchCsvKind  kind,
                      guint         n);

G_END_DECLS
