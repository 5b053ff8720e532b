/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import under way, for the files that read, store and give back its rows. */
#pragma once

#include <stdio.h>

#include "outbox/spt-import-pipe.h"
#include "outbox/spt-import-source.h"
#include "outbox/spt-intake-private.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-imports.h"
#include "store/spt-store-positions.h"

G_BEGIN_DECLS

/* New records go to the archive so many at once. */
#define SPT_IMPORT_PENDING SPT_IMPORT_BATCH_ROWS

/* The upper part is the reader's, once it runs; the lower one the writer's. */
typedef struct
{
  SptStore               *store;       /* borrowed */
  const SptImportOptions *options;     /* borrowed */
  const SptRecordKind    *kind;        /* borrowed */
  GInputStream           *stream;      /* (owned) */
  goffset                 size;        /* 0 = a spreadsheet: its bytes say nothing of its rows */
  goffset                 total;       /* what the progress goes up to; 0 = unknown */
  SptIntakeFormat         format;
  gint64                  now;
  GCancellable           *cancellable; /* borrowed (nullable) */
  SptCsvReader           *csv;         /* (owned) (nullable) */
  SptAccount             *account;     /* (owned) (nullable): whose body rows without one are of */
  GPtrArray              *bodies;      /* (owned) (nullable) (element-type SptBody): where one has a
                                        * name for records that lack it */
  GString                *doc;         /* (owned) */
  GString                *aside;       /* (owned): what the row at hand says beside its record */
  GArray                 *joined;      /* (owned) (element-type SptImportJoined): rows of the record at hand but its first */
  SptImportBatch         *filling;     /* borrowed (nullable) of the pipe; (owned) without one */
  SptImportPipe          *pipe;        /* (owned) (nullable) */
  SptFill                *fill;        /* (owned) (nullable): numbers, and the kind of due: works on the archive, so that there is one
                                        * thread only */
  SptUnique              *unique;      /* (owned) (nullable): the numbers that the archive had before; the reader only asks whether it may
                                        * have some */

  SptDb                  *db;          /* borrowed, while the job runs */
  SptImportKeeper        *keeper;      /* (owned) (nullable): not for what is no file */
  FILE                   *rejects;     /* (owned) (nullable) */
  char                    separator;
  GHashTable             *mended;      /* (owned) (element-type gint64): records that this import mended */
  SptRecord              *stored;      /* (owned): the record at hand, where it is wanted once more */
  GString                *scratch;     /* (owned) */
  SptIssueList           *none;        /* (owned): of items without findings */
  guint8                 *known;       /* (owned) (nullable): bits of keys that may be in the archive; NULL = all may */
  SptNewPosition          pending[SPT_IMPORT_PENDING]; /* of the batch at hand, not in the archive yet */
  guint                   n_pending;
  SptImportResult        *result;      /* (owned) */
} SptImportJob;

/* Rows that are not taken go back to a file, as they were. */
const char *_spt_import_get_sheet       (SptImportJob    *job);
gboolean    _spt_import_set_write_error (GError         **error);
gboolean    _spt_import_open_rejects    (SptImportJob    *job,
                                         GError         **error);
gboolean    _spt_import_write_reject    (SptImportJob    *job,
                                         const char      *raw,
                                         SptIssueList    *issues,
                                         const char      *heading,
                                         GError         **error);

/* What was read goes to the archive. */
gboolean    _spt_import_note_keys       (SptImportJob    *job,
                                         GError         **error);
gboolean    _spt_import_store_batch     (SptImportJob    *job,
                                         SptImportBatch  *batch,
                                         GError         **error);

G_END_DECLS
