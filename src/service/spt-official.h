/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an authority publishes and a service goes by, schemas and code lists: the set in force, a set that a person
 * brings, and the way back. */
#pragma once

#include "form/spt-xsd-compare.h"
#include "model/spt-issue.h"

G_BEGIN_DECLS

/* How it works
 *
 * A *set* is all schemas of a service, and its code lists. One is in force at a time, whole; it comes from
 *
 *   <user's data>/<folder>/<schemas>/…  files that a person put there by hand, if there are any; else from
 *   <user's data>/<folder>/official/<id>/  the set that official.json names: one that was taken over; else
 *   data/<folder>/<schemas>/…  what was shipped.
 *
 * Never a file of one and a file of another. The lists go the same way, as a file <lists>. official.json is replaced in
 * one step, and folders below official/ never change once they have their name: whoever reads, in whatever
 * process, sees a whole set. A set put there by hand is kept as a former one when another takes its place.
 *
 * Which file is which document is found in the files: the one that defines the document's root element, whatever its name.
 *
 * Findings are SptIssues of domain "base" ("set-…"); their value is a file or a name. */

#define SPT_OFFICIAL_ERROR (spt_official_error_quark ())

typedef enum
{
  SPT_OFFICIAL_ERROR_FILE,    /* cannot be read, or no file that it may be; the message names it */
  SPT_OFFICIAL_ERROR_SIZE,    /* too many or too large */
  SPT_OFFICIAL_ERROR_NOTHING, /* no schema and no list among the files */
  SPT_OFFICIAL_ERROR_BROKEN,  /* the set in force is unusable; the message names the file */
  SPT_OFFICIAL_ERROR_MISSING, /* the set in force has no such document */
  SPT_OFFICIAL_ERROR_KEEP     /* it could not be written */
} SptOfficialError;

/**
 * SptOfficialDocument:
 * @root: the root element, and the name of the shipped file: "api_call_1"
 * @label: untranslated: what people call it
 *
 * A document that has a schema.
 */
typedef struct
{
  const char *root;
  const char *label;
} SptOfficialDocument;

/**
 * SptOfficialKind:
 * @folder: under data/: "catasto"
 * @schemas: the folder of the shipped schemas in it: "xsd"
 * @lists: (nullable): the code lists in it: "lists.json"
 * @domain: message domain of checks by the schemas
 * @documents: all documents
 *
 * What is published for a service; static.
 */
typedef struct
{
  const char                *folder;
  const char                *schemas;
  const char                *lists;
  const char                *domain;
  const SptOfficialDocument *documents;
  guint                      n_documents;
} SptOfficialKind;

typedef enum
{
  SPT_OFFICIAL_SHIPPED,
  SPT_OFFICIAL_BY_HAND, /* put into the user's data folder */
  SPT_OFFICIAL_TAKEN,   /* taken over */
  SPT_OFFICIAL_OFFERED  /* read from files, not in force */
} SptOfficialOrigin;

typedef struct _SptOfficialSet SptOfficialSet;

/**
 * SptOfficialChange:
 * @document: number of the document; -1: of the code lists
 * @page: (owned) (nullable): the scheda
 * @label: (owned): the element, or the value of a list
 * @path: (owned): as definitions
 * @text: (owned): one sentence in the user's language
 *
 * What becomes different.
 */
typedef struct
{
  int               document;
  SptXsdChangeKind  kind;
  char             *page;
  char             *label;
  char             *path;
  char             *text;
} SptOfficialChange;

/**
 * SptOfficialFormer:
 * @id: (owned): names it
 * @label: (owned): what it was made from
 * @taken_utc_ms: when
 * @n_documents: how many of the documents it has schemas of
 * @has_lists: whether lists came with it
 * @is_in_force: it is
 * @is_previous: it was in force before the present one
 *
 * A set that was taken over.
 */
typedef struct
{
  char     *id;
  char     *label;
  gint64    taken_utc_ms;
  guint     n_documents;
  gboolean  has_lists;
  gboolean  is_in_force;
  gboolean  is_previous;
} SptOfficialFormer;

GQuark          spt_official_error_quark          (void);

/* --- a set: spt-official-set.c, -recognise.c, -check.c, -changes.c, and -read.c for what a person chose */

/* @paths: (element-type filename): XSD files, zip files, folders, lists as JSON or CSV (codice;descrizione). */
SptOfficialSet *spt_official_set_read             (const SptOfficialKind *kind,
                                                   GPtrArray             *paths,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
SptOfficialSet *spt_official_set_ref              (SptOfficialSet        *self);
void            spt_official_set_unref            (SptOfficialSet        *self);
SptOfficialOrigin spt_official_set_get_origin     (SptOfficialSet        *self);
/* (nullable): its name, of one that was taken over. */
const char     *spt_official_set_get_label        (SptOfficialSet        *self);
gint64          spt_official_set_get_taken_utc_ms (SptOfficialSet        *self);
/* SHA-256 in hex over all files. */
const char     *spt_official_set_get_hash         (SptOfficialSet        *self);
guint           spt_official_set_get_n_documents  (SptOfficialSet        *self);
/* (nullable): the file of a document, as it is called in the set. */
const char     *spt_official_set_get_file         (SptOfficialSet        *self,
                                                   guint                  document);
/* Whether its schema was added by spt_official_set_complete(). */
gboolean        spt_official_set_is_kept          (SptOfficialSet        *self,
                                                   guint                  document);
guint           spt_official_set_get_n_files      (SptOfficialSet        *self);
/* Whether it brings lists of its own. */
gboolean        spt_official_set_has_lists        (SptOfficialSet        *self);
/* (transfer full): the lists' file, whole: those that it brings, in place of those in force. */
GBytes         *spt_official_set_ref_lists        (SptOfficialSet        *self);
/* (nullable): the text of member @member ("class") of the value @value of the list @list; borrowed from @self. */
const char     *spt_official_set_find_value       (SptOfficialSet        *self,
                                                   const char            *list,
                                                   const char            *value,
                                                   const char            *member);
/* What it is called in each language, one a line; NULL = nothing is known of it. */
char           *spt_official_set_dup_labels       (SptOfficialSet        *self,
                                                   const char            *list,
                                                   const char            *value) G_GNUC_WARN_UNUSED_RESULT;
/* What was found; with an error it cannot be taken over. Compiles all: takes a while; any thread. */
SptIssueList   *spt_official_set_check            (SptOfficialSet        *self);
/* The schema of a document, compiled once; any thread. */
SptXsd         *spt_official_set_ref_schema       (SptOfficialSet        *self,
                                                   guint                  document,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds the documents that @self does not have as @other has them: a whole set out of a part. */
void            spt_official_set_complete         (SptOfficialSet        *self,
                                                   SptOfficialSet        *other);
guint           spt_official_set_count_lacking    (SptOfficialSet        *self,
                                                   SptOfficialSet        *other);
/* (element-type SptOfficialChange): from @before to @self. */
GPtrArray      *spt_official_set_list_changes     (SptOfficialSet        *self,
                                                   SptOfficialSet        *before) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptOfficialSet, spt_official_set_unref)

/* --- what is in force: spt-official.c, -take.c, -former.c; any thread */

/* A set that cannot be read or has a broken document is there too: its documents' schemas are errors. NULL only when the
 * place itself cannot be read. */
SptOfficialSet *spt_official_ref_in_force         (const SptOfficialKind *kind,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
SptXsd         *spt_official_ref_schema           (const SptOfficialKind *kind,
                                                   const char            *root,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets go of what was read: the next one who asks reads anew. Without it, what changed on the disk is
 * seen within half a second. */
void            spt_official_forget               (void);
/* Puts @set in force. Whole, or not at all. */
gboolean        spt_official_take                 (const SptOfficialKind *kind,
                                                   SptOfficialSet        *set,
                                                   const char            *label,
                                                   gint64                 now_utc_ms,
                                                   GError               **error);
/* Sets that were taken over, the latest first. (element-type SptOfficialFormer) */
GPtrArray      *spt_official_list_former          (const SptOfficialKind *kind) G_GNUC_WARN_UNUSED_RESULT;
/* Puts a former set in force again; @id %NULL: the shipped one. */
gboolean        spt_official_restore              (const SptOfficialKind *kind,
                                                   const char            *id,
                                                   gint64                 now_utc_ms,
                                                   GError               **error);
/* A file of the disk that begins a schema, with all that it includes in its place. */
char           *spt_official_dup_path             (const SptOfficialKind *kind,
                                                   const char            *root,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* The folder whose changes tell of another set (GFileMonitor); made if it is not there. */
char           *spt_official_dup_folder           (const SptOfficialKind *kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
