/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form out of an XML schema (XSD), documents in and out of it, and libxml2's verdict at the fields
 * (design 2, "From an XSD to a form"). */
#pragma once

#include <gio/gio.h>

#include "form/spt-form.h"

G_BEGIN_DECLS

/* How it works
 *
 * Two readings of one schema stand side by side. libxml2 compiles it and alone says whether a document
 * is valid; its compiled form shows no particles, so a reader of ours walks the schema's own documents
 * and makes *parts* (spt-xsd-private.h), and an SptSchema from them, which records, forms and the
 * window use as any other. Part and definition know each other: by them documents are read into a
 * record and written again, and a node that libxml2 objects to is found as a path of the record.
 *
 *   element of a simple type, at most once      a field
 *   element of a simple type that repeats       a group with one field "#text"
 *   element of a complex type                   a group, from its minOccurs to its maxOccurs instances
 *   attribute                                   a field "@name" of its element's group
 *   text beside attributes                      a field "#text"
 *   sequence, all, group, extension             what is in them, in order
 *   choice                                      a field "#choice" that names one; the others are
 *                                               hidden and not written. Fields and groups have show_if
 *   sequence or choice that repeats             a group "#turn": one instance a turn, in their order
 *   enumeration                                 a choice of the texts, with their annotations as labels
 *   what may have one value only                no field: written wherever its place is written
 *   annotations                                 in the user's language, else Italian, else without one:
 *                                               the first is the label (a long one: the help), a second
 *                                               the help. Without: the name, in words
 *
 * Names come as the schema has them; a dot in one becomes a colon (a path has dots of its own), a
 * second field of one name in a group gets "~2".
 *
 * Pages: elements with "scheda" in their name, as high up as they stand; where there are none, the
 * complex elements of the first level that has more than one. SptGroupDef.page is set for them.
 *
 * Not shown, and said (spt_xsd_get_n_kept()): any, mixed content, abstract and substituted elements,
 * types that contain themselves, what lies too deep or is too much. The field "#rest" of each group
 * (SPT_FIELD_XML) holds such elements of a document, also those that the schema does not have, and
 * attributes, as they came; they are written where they belong: in the place of their name, of the
 * wildcard, else at the end. Comments and processing instructions are not kept.
 *
 * Nothing empty is written (catasto facts 2.2, guideline 5), except an element that may only be
 * empty. A date or a decimal as Italians type them is written as XML wants it. */

#define SPT_XSD_ERROR (spt_xsd_error_quark ())

typedef enum
{
  SPT_XSD_ERROR_MISSING,  /* a file of the set; the message names it, and an address never fetched */
  SPT_XSD_ERROR_SIZE,     /* too many or too large files */
  SPT_XSD_ERROR_INVALID,  /* not a schema; libxml2's words, file and line in the message */
  SPT_XSD_ERROR_ROOT,     /* the schema has no such element, or the document another */
  SPT_XSD_ERROR_DOCUMENT  /* not XML as it may be; the message says */
} SptXsdError;

typedef struct _SptXsd SptXsd;

/* The bytes of @name, a plain relative path inside the set. */
typedef GBytes *(*SptXsdFetchFunc) (const char  *name,
                                    gpointer     user_data,
                                    GError     **error);

/**
 * SptXsdKept:
 * @name: of the element, or of what it stands in
 * @code: why, a code of data/messages.json ("xsd-kept-any", "xsd-kept-mixed", …)
 *
 * Something that forms do not show.
 */
typedef struct
{
  const char *name;
  const char *code;
} SptXsdKept;

/**
 * SptXsdFinding:
 * @line: of the document that was given, 0 if none was
 * @node_path: (owned) (nullable): "/api_call_8/impianto/rcee_tipo_1"
 * @words: (owned) (nullable): libxml2's own
 *
 * What stands behind the issue of the same number.
 */
typedef struct
{
  guint  line;
  char  *node_path;
  char  *words;
} SptXsdFinding;

typedef enum
{
  SPT_XSD_CHECK_DEFAULT = 0,
  SPT_XSD_CHECK_NO_EMPTY = 1 << 0 /* elements without content, and texts like "---", are errors */
} SptXsdCheckFlags;

typedef enum
{
  SPT_XSD_PAGE_UNUSED,  /* nothing in it, and nothing needed */
  SPT_XSD_PAGE_MISSING, /* something lacks, or is wrong */
  SPT_XSD_PAGE_DONE
} SptXsdPageState;

GQuark         spt_xsd_error_quark   (void);

/* @main_name: the file with the root element; what it includes and imports is asked of @fetch. @root
 * NULL: the element that is named as the target namespace, else the first. */
SptXsd        *spt_xsd_new           (const char        *main_name,
                                      SptXsdFetchFunc    fetch,
                                      gpointer           user_data,
                                      const char        *root,
                                      const char        *domain,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* A set among the data ("catasto/xsd"), the user's files before ours. */
SptXsd        *spt_xsd_load_data     (const char        *folder,
                                      const char        *main_name,
                                      const char        *domain,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* A set in a folder of the disk: before it is taken over. */
SptXsd        *spt_xsd_load_folder   (const char        *folder,
                                      const char        *main_name,
                                      const char        *domain,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;
SptXsd        *spt_xsd_ref           (SptXsd            *self);
void           spt_xsd_unref         (SptXsd            *self);

/* What forms and records are made of; lives as long as @self. */
SptSchema     *spt_xsd_get_schema    (SptXsd            *self);
const char    *spt_xsd_get_root_name (SptXsd            *self);
const char    *spt_xsd_get_namespace (SptXsd            *self);
/* SHA-256 in hex over names and bytes of all files that were read, in the order of their names. */
const char    *spt_xsd_get_hash      (SptXsd            *self);
/* (element-type utf8): names of the files, sorted. */
GPtrArray     *spt_xsd_get_files     (SptXsd            *self);
guint          spt_xsd_get_n_kept    (SptXsd            *self);
const SptXsdKept *spt_xsd_get_kept   (SptXsd            *self,
                                      guint              index);
/* (element-type SptXsdKept) (transfer full): the same of one page; NULL: of what is on none. */
GArray        *spt_xsd_list_kept     (SptXsd            *self,
                                      const SptGroupDef *page) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type utf8) (transfer full): paths of the pages' groups, as definitions: without
 * positions ("impianto.scheda_1_2_ubicazione"), in the order of the document. */
GPtrArray     *spt_xsd_list_pages    (SptXsd            *self) G_GNUC_WARN_UNUSED_RESULT;

/* How far a page of spt_xsd_list_pages() is, by the issues that @form was given last. In groups around
 * it that repeat, the worst counts. */
SptXsdPageState spt_xsd_get_page_state (SptForm          *form,
                                        const char       *page);
/* The same in one instance of those groups. */
SptXsdPageState spt_xsd_get_part_state (SptFormGroup     *parent,
                                        const SptGroupDef *page);

/* Fills @record, which is of spt_xsd_get_schema() and reset first. @disordered: (out) (optional):
 * elements stood in another order than the schema's; they are written in its order. */
gboolean       spt_xsd_read          (SptXsd            *self,
                                      const char        *data,
                                      gsize              length,
                                      SptRecord         *record,
                                      gboolean          *disordered,
                                      GError           **error);
/* The document of @record, UTF-8, indented. */
GBytes        *spt_xsd_write         (SptXsd            *self,
                                      SptRecord         *record) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @data is valid, and what is wrong, at the paths of a record that spt_xsd_read() would
 * fill; issue.row is the line. @findings: (out) (optional) (element-type SptXsdFinding).
 *
 * Any thread may call; checks by one SptXsd take turns. */
gboolean       spt_xsd_validate      (SptXsd            *self,
                                      const char        *data,
                                      gsize              length,
                                      SptXsdCheckFlags   flags,
                                      SptIssueList      *issues,
                                      GPtrArray        **findings);
/* The same of what @record would be written as, and what it still lacks: each required field, each
 * group with too few instances. Quick enough for every key. */
gboolean       spt_xsd_check         (SptXsd            *self,
                                      SptRecord         *record,
                                      SptXsdCheckFlags   flags,
                                      guint              row,
                                      SptIssueList      *issues,
                                      GPtrArray        **findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptXsd, spt_xsd_unref)

G_END_DECLS
