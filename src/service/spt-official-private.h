/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside a set of schemas and lists. */
#pragma once

#include <json-glib/json-glib.h>
#include <libxml/tree.h>

#include "service/spt-official.h"

G_BEGIN_DECLS

#define SPT_OFFICIAL_MAX_BYTES (16 * 1024 * 1024) /* of all files of a set */
#define SPT_OFFICIAL_MAX_FILES 512
#define SPT_OFFICIAL_MAX_XSD_BYTES (4 * 1024 * 1024) /* of one schema */

struct _SptOfficialSet
{
  gatomicrefcount        ref_count;

  const SptOfficialKind *kind;
  SptOfficialOrigin      origin;
  GHashTable            *files;   /* (owned) (element-type utf8 GBytes): the schemas, by name */
  gboolean               has_shipped; /* @files are the shipped ones */
  GBytes                *lists;   /* (owned) (nullable): its own */
  GBytes                *old_lists; /* (owned) (nullable): those in force when it was read from files */
  char                  *id;      /* (owned) (nullable) */
  char                  *label;   /* (owned) (nullable) */
  gint64                 taken_utc_ms;
  char                  *hash;    /* (owned) */
  SptIssueList          *said;    /* (owned): while files were read */
  SptIssueList          *found;   /* (owned): by recognising; of @lock when checked */
  char                 **mains;   /* (owned): by document; NULL entries */

  GMutex                *compiling; /* (owned): by document, of its entry in @schemas */
  SptXsd               **schemas; /* (owned): by document; NULL entries */

  GMutex                 lock;    /* of all below */
  gboolean               is_checked;
  JsonNode              *lists_node; /* (owned) (nullable): those that belong to it */
};

/* spt-official-set.c */
/* @files: (transfer full), @lists: (transfer full) (nullable). Recognises what is what. */
SptOfficialSet *_spt_official_set_new        (const SptOfficialKind *kind,
                                              SptOfficialOrigin      origin,
                                              GHashTable            *files,
                                              GBytes                *lists);
/* An SptXsdFetchFunc for a set. */
GBytes         *_spt_official_set_fetch      (const char            *name,
                                              gpointer               set,
                                              GError               **error);
void            _spt_official_set_sum        (SptOfficialSet        *self);
/* (transfer none): the schema of a document, compiled when it is asked for first. Two can be compiled at once. */
SptXsd         *_spt_official_set_get_schema (SptOfficialSet        *self,
                                              guint                  document,
                                              GError               **error);
void            _spt_official_set_say        (SptOfficialSet        *self,
                                              SptIssueLevel          level,
                                              const char            *code,
                                              const char            *root,
                                              const char            *value,
                                              const char            *limit);
GHashTable     *_spt_official_files_new      (void);
/* (transfer container) (element-type utf8): sorted. */
GPtrArray      *_spt_official_list_names     (GHashTable            *files);
char           *_spt_official_sum_files      (GHashTable            *files);
char           *_spt_official_sum_bytes      (GBytes                *bytes);

/* spt-official-recognise.c */
void            _spt_official_set_recognise  (SptOfficialSet        *self);
/* -1: @root is that of none. */
int             _spt_official_find_document  (const SptOfficialKind *kind,
                                              const char            *root);
char           *_spt_official_dup_attribute  (xmlNodePtr             node,
                                              const char            *name);

/* spt-official-read.c */
/* XSD files below @folder into @files; FALSE with @error. */
gboolean        _spt_official_read_folder    (const char            *folder,
                                              GHashTable            *files,
                                              GError               **error);

/* spt-official-changes.c */
void            _spt_official_change_free    (gpointer               change);

/* spt-official.c */
/* What stands in the user's folder by hand; what there is none of stays NULL. */
typedef struct
{
  GHashTable *files;       /* (owned) (nullable) */
  GBytes     *lists;       /* (owned) (nullable) */
  char       *schemas_sum; /* (owned) (nullable) */
  char       *lists_sum;   /* (owned) (nullable) */
} SptOfficialHand;

void            spt_official_hand_clear      (SptOfficialHand       *self);
gboolean        _spt_official_hand_load      (const SptOfficialKind *kind,
                                              SptOfficialHand       *self,
                                              GError               **error);
/* A set that was taken over; @files comes back NULL where it has lists only. */
gboolean        _spt_official_load_taken     (const SptOfficialKind *kind,
                                              const char            *id,
                                              GHashTable           **files,
                                              GBytes               **lists,
                                              JsonNode             **note,
                                              GError               **error);
/* When a set was taken over, of its note. */
gint64          _spt_official_get_taken_utc_ms (JsonNode            *note);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptOfficialHand, spt_official_hand_clear)

/* spt-official-place.c */
#define SPT_OFFICIAL_SETS    "official"
#define SPT_OFFICIAL_POINTER "official.json" /* what is in force */
#define SPT_OFFICIAL_NOTE    "set.json"      /* in the folder of each set */

/* What official.json says. */
typedef struct
{
  char *set;          /* (owned) (nullable): NULL = the shipped one */
  char *previous;     /* (owned) (nullable): "" = the shipped one */
  char *over_schemas; /* (owned) (nullable): sum of files put there by hand that it took the place of */
  char *over_lists;   /* (owned) (nullable) */
} SptOfficialPointer;

void            spt_official_pointer_clear   (SptOfficialPointer    *self);
gboolean        _spt_official_pointer_load   (const SptOfficialKind *kind,
                                              SptOfficialPointer    *self,
                                              GError               **error);
/* The one step that changes what is in force. */
gboolean        _spt_official_pointer_save   (const SptOfficialKind *kind,
                                              const SptOfficialPointer *self,
                                              GError               **error);
char           *_spt_official_dup_place      (const SptOfficialKind *kind,
                                              const char            *name);
char           *_spt_official_dup_set_place  (const SptOfficialKind *kind,
                                              const char            *id,
                                              const char            *name);
gboolean        _spt_official_is_id          (const char            *text);
/* NULL without an error: there is none. */
JsonNode       *_spt_official_load_note      (const char            *path,
                                              GError               **error);
char           *_spt_official_dup_member     (JsonObject            *object,
                                              const char            *name);
void            _spt_official_set_member     (JsonObject            *object,
                                              const char            *name,
                                              const char            *text);
gboolean        _spt_official_write_file     (const char            *path,
                                              const char            *data,
                                              gsize                  length,
                                              GError               **error);
gboolean        _spt_official_write_note     (const char            *path,
                                              JsonObject            *object,
                                              GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptOfficialPointer, spt_official_pointer_clear)

/* spt-official-lists.c */
/* @name: of the file; what it brings replaces lists of @base. NULL: it brings nothing, which is said if it should. */
JsonNode       *_spt_official_lists_merge    (JsonNode              *base,
                                              const char            *name,
                                              GBytes                *bytes,
                                              SptIssueList          *issues);
/* NULL with @error for what is no file of lists. */
JsonNode       *_spt_official_lists_parse    (GBytes                *bytes,
                                              GError               **error);
const char     *_spt_official_lists_find     (JsonNode              *lists,
                                              const char            *list,
                                              const char            *value,
                                              const char            *member);
char           *_spt_official_lists_dup_labels (JsonNode            *lists,
                                                const char          *list,
                                                const char          *value);
void            _spt_official_lists_compare  (GBytes                *before,
                                              GBytes                *after,
                                              GPtrArray             *changes);

G_END_DECLS
