/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import reads and checks on one thread and stores on another: batches of plain data, a few
 * of them, used over and over. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_IMPORT_BATCH_ROWS 256

/* A further row of a record, see #SptJoinFunc. */
typedef struct
{
  guint row;
  guint first_row;
  guint part;
} SptImportJoined;

/* A record, or a row that cannot be one. Texts lie in the batch. */
typedef struct
{
  const char         *doc;     /* (nullable): the archive's form; NULL = a row that cannot come in */
  SptPositionColumns  columns;
  SptIssueList       *issues;  /* (owned) (nullable): NULL = none */
  const char         *file;    /* (nullable): which of several it is of */
  const char         *raw;     /* (nullable) */
  const char         *aside;   /* (nullable): what the row says beside the record */
  guint               row;
  guint               joined;  /* index of the first in the batch */
  guint               n_joined;
  gboolean            has_known_numbers; /* maybe: some notice number of it is in the archive */
} SptImportItem;

typedef struct
{
  SptImportItem  items[SPT_IMPORT_BATCH_ROWS];
  guint          n;
  gsize          size;   /* bytes of text, roughly */
  GStringChunk  *texts;  /* (owned) */
  GArray        *joined; /* (owned) (element-type SptImportJoined) */
  goffset        offset; /* how far the file was read */
} SptImportBatch;

SptImportBatch *spt_import_batch_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void            spt_import_batch_free       (SptImportBatch           *self);
void            spt_import_batch_clear      (SptImportBatch           *self);
gboolean        spt_import_batch_is_full    (SptImportBatch           *self);
/* @columns, @doc: (nullable): of a record; @issues and @joined (nullable) lose what they hold to
 * the batch. */
void            spt_import_batch_add        (SptImportBatch           *self,
                                             const GString            *doc,
                                             const SptPositionColumns *columns,
                                             GArray                   *joined,
                                             SptIssueList             *issues,
                                             const char               *raw,
                                             const char               *aside,
                                             guint                     row);

typedef struct _SptImportPipe SptImportPipe;

SptImportPipe  *spt_import_pipe_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void            spt_import_pipe_free        (SptImportPipe   *self);

/* The reader's end. Waits for an empty batch; NULL when the writer wants no more. */
SptImportBatch *spt_import_pipe_get_empty   (SptImportPipe   *self);
void            spt_import_pipe_push        (SptImportPipe   *self,
                                             SptImportBatch  *batch);
/* @error: (transfer full) (nullable): what stopped the reading. */
void            spt_import_pipe_end         (SptImportPipe   *self,
                                             GError          *error);

/* The writer's end. Waits for a full batch; NULL at the end, with @error set when the reading was
 * stopped. */
SptImportBatch *spt_import_pipe_pop         (SptImportPipe   *self,
                                             GError         **error);
void            spt_import_pipe_give_back   (SptImportPipe   *self,
                                             SptImportBatch  *batch);
void            spt_import_pipe_stop        (SptImportPipe   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptImportBatch, spt_import_batch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptImportPipe, spt_import_pipe_free)

G_END_DECLS
