/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the import assistant says, and does in the end, for each kind of record. */
#pragma once

#include <adwaita.h>

#include "store/spt-store.h"

G_BEGIN_DECLS

/* Those that have a number take it with its thousands points. */
typedef enum
{
  SPT_IMPORT_SAYS_TITLE,         /* of the window and of the file chooser */
  SPT_IMPORT_SAYS_WHAT_FILES,    /* which files it takes */
  SPT_IMPORT_SAYS_FILTER,        /* those in the file chooser */
  SPT_IMPORT_SAYS_FAULTY_COME,   /* what becomes of faulty ones */
  SPT_IMPORT_SAYS_ALL,           /* button: n come in */
  SPT_IMPORT_SAYS_ONLY_GOOD,     /* button: n come in, the others are saved */
  SPT_IMPORT_SAYS_DONE,          /* title: n came in */
  SPT_IMPORT_SAYS_ALL_READY,     /* after that: nothing to mend */
  SPT_IMPORT_SAYS_CAN_UNDO,
  SPT_IMPORT_SAYS_MEND,          /* button: n of them are to mend */
  SPT_IMPORT_SAYS_SHOW,          /* button */
  SPT_IMPORT_SAYS_UNDO,          /* button: n are removed */
  SPT_IMPORT_SAYS_UNDONE,        /* n were removed */
  SPT_IMPORT_SAYS_KEPT,          /* the same, but n were edited since and stay */
  SPT_IMPORT_SAYS_STOPPED        /* nothing came in */
} SptImportPhrase;

/**
 * SptImportKind:
 * @id: "debt-positions"
 * @patterns: of the file chooser: "*.csv;*.txt"
 * @has_accounts: rows belong to the body of an account
 * @has_debtors: each is somebody's, who may be wanted in the directory
 * @dup_phrase: its words
 * @show: opens the list of what an import brought, or of what is to mend of it
 *
 * A kind of record that comes out of files.
 */
typedef struct
{
  const char *id;
  const char *patterns;
  gboolean    has_accounts;
  gboolean    has_debtors;
  char     *(*dup_phrase) (SptImportPhrase phrase,
                           guint           n);
  void      (*show)       (GtkWidget *widget,
                           gint64     import_id,
                           gboolean   to_fix);
} SptImportKind;

/* Static; the kind has to be one of the table. */
const SptImportKind *spt_import_kind_find (const char *id);

G_END_DECLS
