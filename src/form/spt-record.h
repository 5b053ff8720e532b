/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as the tree of texts that somebody typed or a file brought: what a draft keeps and every check reads. */
#pragma once

#include <gio/gio.h>

#include "form/spt-schema.h"

G_BEGIN_DECLS

typedef struct _SptRecord SptRecord;
typedef struct _SptNode   SptNode;

/* All texts live in one arena that spt_record_reset() empties: filling the same record 100,000 times allocates next to nothing. */
SptRecord         *spt_record_new           (SptSchema   *schema) G_GNUC_WARN_UNUSED_RESULT;
void               spt_record_free          (SptRecord   *self);
void               spt_record_reset         (SptRecord   *self);
SptSchema         *spt_record_get_schema    (SptRecord   *self);
SptNode           *spt_record_get_root      (SptRecord   *self);

const SptGroupDef *spt_node_get_def         (const SptNode *node);
/* Never NULL: an absent text is "". */
const char        *spt_node_get             (const SptNode *node,
                                             guint          field_index);
/* @length -1 = NUL-terminated. */
void               spt_node_set             (SptNode       *node,
                                             guint          field_index,
                                             const char    *text,
                                             gssize         length);
guint              spt_node_get_n_children  (const SptNode *node,
                                             guint          group_index);
SptNode           *spt_node_get_child       (const SptNode *node,
                                             guint          group_index,
                                             guint          position);
SptNode           *spt_node_add_child       (SptNode       *node,
                                             guint          group_index);
void               spt_node_remove_child    (SptNode       *node,
                                             guint          group_index,
                                             guint          position);
/* TRUE if every field and child is empty. */
gboolean           spt_node_is_empty        (const SptNode *node);

/* The archive's form: compact JSON of non-empty texts, fields in schema order, so equal records give equal bytes. */
void               spt_record_write         (SptRecord   *self,
                                             GString     *out);
/* Unknown members (from a newer schema) are an error naming them: nothing is lost in silence. */
gboolean           spt_record_read          (SptRecord   *self,
                                             const char  *text,
                                             gssize       length,
                                             GError     **error);

/* "paymentOption[0].transfer[1].iban": appends the path of @field (NULL = the node itself) to @out. */
void               spt_node_append_path     (const SptNode     *node,
                                             const SptFieldDef *field,
                                             GString           *out);
/* The node and field a path names; FALSE if it names none. @field may come back NULL (the node itself). */
gboolean           spt_record_find_path     (SptRecord          *self,
                                             const char         *path,
                                             SptNode           **node,
                                             const SptFieldDef **field);

/* Typed readings of one text; FALSE when it does not read (issues are spt_record_check()'s business). */
gboolean           spt_node_get_money       (const SptNode *node,
                                             guint          field_index,
                                             gint64        *cents);
gboolean           spt_node_get_datetime    (const SptNode *node,
                                             guint          field_index,
                                             SptDatetime   *out);
gboolean           spt_node_get_boolean     (const SptNode *node,
                                             guint          field_index,
                                             gboolean      *out);

/* Every check a single field can have by its definition: required, lengths, kind, choice, pattern; fewest and most instances. Adds issues with
 * @row. No allocation while all is well. Identifier checks (fiscal code, IBAN, IUV): form errors are errors; a wrong check character is
 * an overridable error where @strict, else a warning. */
void               spt_record_check         (SptRecord    *self,
                                             guint         row,
                                             gboolean      strict,
                                             SptIssueList *issues);
/* Helper for services' own rules: adds an issue at @field of @node. */
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
