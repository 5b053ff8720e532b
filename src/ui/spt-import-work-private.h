/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of one import share: the file and what is decided (spt-import-work.c), whose it is (spt-import-account.c), its
 * columns (spt-import-mapping.c), what a kind of due fills (spt-import-due.c), what is asked for (spt-import-operation.c), what runs
 * (spt-import-run.c). */
#pragma once

#include "ui/spt-import-work.h"

G_BEGIN_DECLS

/* Where a record says whose it is, and its notice number (docs/csv.md). */
#define SPT_IMPORT_COLUMN_BODY "organization"
#define SPT_IMPORT_COLUMN_IUV  "iuv"

struct _SptImportWork
{
  GObject              parent_instance;

  SptDesk             *desk;         /* (owned) */
  const SptImportKind *kind;
  const SptRecordKind *records;

  GStrv                paths;        /* (owned) (nullable): of a file, or of several in the order in which they were chosen */
  SptImportSeveral    *several;      /* (owned) (nullable): those, as they were looked at */
  char                *sheet;        /* (owned) (nullable): chosen by the person */
  guint                header_row;   /* chosen by the person, 0 = none */
  SptImportLook       *look;         /* (owned) (nullable) */
  SptCsvMapping       *mapping;      /* (owned) (nullable): what is in force */
  char                *mapping_name; /* (owned) (nullable) */
  char                *kept_name;    /* (owned) (nullable): under which this import kept its columns at the check */
  gboolean             is_known;     /* nobody has to look at the columns */
  GPtrArray           *names;        /* (owned) (element-type SptStoredMapping): layouts that are remembered */

  GPtrArray           *accounts;     /* (owned) (element-type SptAccount) */
  gint64               account_id;
  GPtrArray           *dues;         /* (owned) (nullable) (element-type SptDueType): kinds there are */
  gint64               due_type_id;  /* the one that fills what is missing; 0 = none */
  GHashTable          *due_columns;  /* (owned) (nullable) (element-type utf8): of ours, that it fills */
  const char          *operation;    /* (nullable): what the rows ask for; one of the kind's */
  gboolean             operation_is_clear; /* the columns say so */
  gboolean             operation_said;     /* a person did */
  SptCsvMapping       *mapping_before;     /* (owned) (nullable): without what was said */
  gboolean             generate_iuv;
  gboolean             generate_said; /* now or another time */

  char                *present_date;   /* (owned) (nullable): other software sent what comes in, since then */
  char                *present_source; /* (owned) (nullable): how that is known */
  gboolean             as_drafts;      /* reports of the file are yet to be sent */

  char                *rejects_path; /* (owned) (nullable) */
  SptImportResult     *checked;      /* (owned) (nullable) */
  SptImportResult     *done;         /* (owned) (nullable) */
  guint                n_removed;
  guint                n_kept;

  SptImportRun         run;
  gboolean             is_running;
  GMutex               lock;         /* guards the two numbers, which come from other threads */
  gint64               n_done;
  gint64               n_total;
};

/* Whether something of the file comes into one of our columns. */
gboolean    _spt_import_work_maps         (SptImportWork *self,
                                           const char    *target);
/* Whether notice numbers are missing, as far as the file was looked at. */
gboolean    _spt_import_work_lacks_iuv   (SptImportWork *self);
void        _spt_import_work_forget_look  (SptImportWork *self);
/* What the columns say of what the rows ask for. */
void        _spt_import_work_guess_operation (SptImportWork *self);
/* By @uuid, where there is one, else by @id; (nullable). */
SptAccount *_spt_import_work_find_account (SptImportWork *self,
                                           gint64         id,
                                           const char    *uuid);
/* The account that completes rows; 0 = none does. */
gint64      _spt_import_work_get_filling  (SptImportWork *self);

G_END_DECLS
