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
  SPT_IMPORT_SAYS_SEND,          /* button: n of them are ready */
  SPT_IMPORT_SAYS_UNDO,          /* button: n are removed */
  SPT_IMPORT_SAYS_UNDONE,        /* n were removed */
  SPT_IMPORT_SAYS_KEPT,          /* the same, but n were edited since and stay */
  SPT_IMPORT_SAYS_STOPPED        /* nothing came in */
} SptImportPhrase;

/**
 * SptImportOperation:
 * @id: as the service's records call it: "attivazione"
 * @label: untranslated
 * @text: what it means for the rows, untranslated
 * @stems: (array zero-terminated=1): what begins its name in columns and files, folded
 *
 * What rows may ask for.
 */
typedef struct
{
  const char        *id;
  const char        *label;
  const char        *text;
  const char *const *stems;
} SptImportOperation;

/* A column of what begins a record that is one of @operation's where the rows ask for that. */
typedef struct
{
  const char *operation;
  const char *from;
  const char *to;
} SptImportMove;

/**
 * SptImportKind:
 * @id: "debt-positions"
 * @patterns: of the file chooser: "*.csv;*.txt"
 * @has_accounts: rows belong to the body of an account
 * @goes_with_account: each is of an account, also where there is just one
 * @account_title, @account_text: how it is asked for, untranslated; with @has_accounts
 * @has_dues: a kind of due may fill what the file lacks
 * @has_present: other software may have sent what comes in already, and documents that are reports may be drafts
 * @has_debtors: each is somebody's, who may be wanted in the directory
 * @undo_text: what taking it back does, untranslated, with {file}, the name of the file
 * @operations: (array length=n_operations): what rows may ask for, what begins a record first
 * @likely_operation: which of them where nothing else says it
 * @moves: (array length=n_moves): columns that fit another operation
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
  gboolean    goes_with_account;
  const char *account_title;
  const char *account_text;
  gboolean    has_dues;
  gboolean    has_debtors;
  gboolean    has_present;
  char     *(*dup_phrase) (SptImportPhrase phrase,
                           guint           n);
  void      (*show)       (GtkWidget *widget,
                           gint64     import_id,
                           gboolean   to_fix);
  const char               *undo_text;
  const SptImportOperation *operations;
  guint                     n_operations;
  guint                     likely_operation;
  const SptImportMove      *moves;
  guint                     n_moves;
} SptImportKind;

/* Static; the kind has to be one of the table. */
const SptImportKind *spt_import_kind_find (const char *id);

G_END_DECLS
