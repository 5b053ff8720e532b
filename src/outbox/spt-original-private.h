/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a sheet that goes back share: how it goes (spt-original.c), what it says of a row (spt-original-columns.c). */
#pragma once

#include <stdio.h>

#include "outbox/spt-intake-private.h"
#include "outbox/spt-original.h"
#include "store/spt-store-imports.h"

G_BEGIN_DECLS

typedef struct _SptOriginalColumn SptOriginalColumn;

typedef struct
{
  SptStore                *store;    /* borrowed */
  gint64                   import_id;
  gboolean                 for_spreadsheet;
  GCancellable            *cancellable; /* borrowed (nullable) */
  SptProgressFunc          progress;
  gpointer                 progress_data;

  SptImportSource         *source;   /* (owned) */
  SptCsvMapping           *mapping;  /* (owned) (nullable) */
  SptService              *service;  /* borrowed */
  SptRecord               *record;   /* (owned) */
  const SptOriginalColumn *columns;  /* of ours, behind theirs; static */
  guint                    n_columns;
  char                    *path;     /* (owned) (nullable) the file as it came, unpacked */
  SptDb                   *db;       /* borrowed: while a slice is put together */
  FILE                    *out;
  gboolean                 owns_out;
  char                     separator;
  guint                    width;    /* columns of the header */
  guint                    last_row;

  GPtrArray               *raws;     /* (owned) (element-type utf8): of the slice at hand */
  GArray                  *rows;     /* (owned) (element-type guint) */
  GString                 *text;     /* (owned) */
} SptOriginal;

/* What we say of each row: scripts find names that never change, and an import passes over them. */
struct _SptOriginalColumn
{
  const char *name;
  const char *title;
  char       *(*dup) (SptOriginal            *self,
                      const SptImportOutcome *outcome);
};

/* Those of the kind that the source is of; FALSE with @error: records of it are not sent. */
gboolean _spt_original_find_columns (SptOriginal  *self,
                                     GError      **error);

G_END_DECLS
