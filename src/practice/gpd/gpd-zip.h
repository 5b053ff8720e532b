/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the one JSON file out of an uploaded archive (GPD facts 4). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PRC_UNZIPPED_LIMIT (100 * 1024 * 1024)

typedef enum
{
  PRC_ZIP_GOOD,
  PRC_ZIP_INVALID_FILE,   /* 400 INVALID FILE */
  PRC_ZIP_CUT,            /* 400 UNZIP ERROR */
  PRC_ZIP_FAULTY,         /* 500 UNZIP ERROR */
} PrcZipResult;

PrcZipResult prc_zip_read (const guint8  *data,
                           gsize          length,
                           gboolean       lenient,
                           GByteArray   **json,
                           const char   **detail);

G_END_DECLS
