/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as the tree of texts that somebody typed or a file brought: what a draft keeps and every
 * check reads. */
#pragma once

#include <gio/gio.h>

#include "form/spt-schema.h"

G_BEGIN_DECLS

#define SPT_RECORD_ERROR (spt_record_error_quark ())

typedef enum
{
  SPT_RECORD_ERROR_SYNTAX,   /* not the archive's form of a record */
  SPT_RECORD_ERROR_UNKNOWN,  /* a member that the schema does not have */
  SPT_RECORD_ERROR_DUPLICATE /* one member twice */
} SptRecordError;

typedef struct _SptRecord SptRecord;
typedef struct _SptNode   SptNode;

GQuark             spt_record_error_quark   (void);

/* All nodes and texts live in one arena that spt_record_reset() empties: filling the same record
 * 100,000 times allocates next to nothing. */
SptRecord         *spt_record_new           (SptSchema   *schema) G_GNUC_WARN_UNUSED_RESULT;
void               spt_record_free          (SptRecord   *self);
void               spt_record_reset         (SptRecord   *self);
/* Initial values into empty fields and the fewest instances of each group: what a person starts
 * from. */
void               spt_record_fill_new      (SptRecord   *self);
SptSchema         *spt_record_get_schema    (SptRecord   *self);
SptNode           *spt_record_get_root      (SptRecord   *self);

const SptGroupDef *spt_node_get_def         (const SptNode *node);
/* Never NULL: an absent text is "". */
const char        *spt_node_get             (const SptNode *node,
                                             guint          field_index);
/* @length -1 = NUL-terminated. Copied, without the blanks that the kind does not want: see
 * SptFieldKind. */
void               spt_node_set             (SptNode       *node,
                                             guint          field_index,
                                             const char    *text,
                                             gssize         length);
/* The same of what somebody wrote: the label of a choice is its value. */
void               spt_node_read            (SptNode       *node,
                                             guint          field_index,
                                             const char    *text);
/* The same by the field's name: "" for a field, and nothing for one, that the schema does not have. */
const char        *spt_node_get_named       (const SptNode *node,
                                             const char    *name);
void               spt_node_set_named       (SptNode       *node,
                                             const char    *name,
                                             const char    *text);
guint              spt_node_get_n_children  (const SptNode *node,
                                             guint          group_index);
SptNode           *spt_node_get_child       (const SptNode *node,
                                             guint          group_index,
                                             guint          position);
/* The first instance of group @name; NULL when there is none, or no such group. */
SptNode           *spt_node_get_first       (const SptNode *node,
                                             const char    *name);
SptNode           *spt_node_add_child       (SptNode       *node,
                                             guint          group_index);
void               spt_node_remove_child    (SptNode       *node,
                                             guint          group_index,
                                             guint          position);
SptNode           *spt_node_get_parent      (const SptNode *node);
/* Among the instances of its group, from 0. */
guint              spt_node_get_position    (const SptNode *node);
/* TRUE if every field and child is empty. */
gboolean           spt_node_is_empty        (const SptNode *node);
/* TRUE when the field's condition (show_if) is met, or it has none. */
gboolean           spt_node_is_visible      (const SptNode *node,
                                             guint          field_index);

/* The same of a child group (SptGroupDef.show_if). */
gboolean           spt_node_shows_group     (const SptNode *node,
                                             guint          group_index);

/* The archive's form: compact JSON of non-empty texts, fields in schema order, so equal records
 * give equal bytes. Of a schema from an XSD: the XML document (spt-xsd-codec.c). */
void               spt_record_write         (SptRecord   *self,
                                             GString     *out);
char              *spt_record_dup_doc       (SptRecord   *self) G_GNUC_WARN_UNUSED_RESULT;
/* Unknown members (from a newer schema) are an error naming them: nothing is lost in silence. After
 * an error the record is empty. */
gboolean           spt_record_read          (SptRecord   *self,
                                             const char  *text,
                                             gssize       length,
                                             GError     **error);
/* The JSON, whatever the archive's form is: spt_record_read() takes both. */
char              *spt_record_dup_plain     (SptRecord   *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean           spt_record_read_plain    (SptRecord   *self,
                                             const char  *text,
                                             gssize       length,
                                             GError     **error);

/* "paymentOption[0].transfer[1].iban": appends the path of @field (NULL = the node itself) to
 * @out. */
void               spt_node_append_path     (const SptNode     *node,
                                             const SptFieldDef *field,
                                             GString           *out);
/* The node and field a path names; FALSE if it names none. @field may come back NULL (the node
 * itself). The bare name of a group ("paymentOption") gives the node around it. */
gboolean           spt_record_find_path     (SptRecord          *self,
                                             const char         *path,
                                             SptNode           **node,
                                             const SptFieldDef **field);

/* Typed readings of one text, or of the default value when it is empty; FALSE when it does not read
 * (issues are spt_record_check()'s business). A date that comes alone gets the field's default
 * time. */
gboolean           spt_node_get_money       (const SptNode *node,
                                             guint          field_index,
                                             gint64        *cents);
gboolean           spt_node_get_datetime    (const SptNode *node,
                                             guint          field_index,
                                             SptDatetime   *out);
gboolean           spt_node_get_boolean     (const SptNode *node,
                                             guint          field_index,
                                             gboolean      *out);

/* true, false, vero, falso, sì, si, no, 1, 0 in any case. */
gboolean           spt_record_parse_boolean (const char    *text,
                                             gboolean      *out);

/* "1.234,50", "12,5", "12.5": the number as XML has it; NULL for what is none. */
char              *spt_record_dup_decimal   (const char    *text) G_GNUC_WARN_UNUSED_RESULT;

/* Every check a single field can have by its definition: required (where visible), lengths, kind,
 * choice, pattern; fewest and most instances of groups. Adds issues with @row. Allocates nothing
 * while all is well, except that a pattern asks GRegex for a text other than the last it let pass.
 * Identifiers (fiscal code, IBAN, IUV, NAV): a wrong form is an error, a wrong check character an
 * overridable error where @strict, else a warning. */
void               spt_record_check         (SptRecord    *self,
                                             guint         row,
                                             gboolean      strict,
                                             SptIssueList *issues);
/* For services' own rules: adds an issue at @field of @node (NULL = the node itself). */
void               spt_node_add_issue       (const SptNode     *node,
                                             const SptFieldDef *field,
                                             SptIssueList      *issues,
                                             SptIssueLevel      level,
                                             const char        *domain,
                                             const char        *code,
                                             guint              row,
                                             const char        *value,
                                             const char        *limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptRecord, spt_record_free)

G_END_DECLS
