/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person chose for one of our columns, to and from the template of a mapping. Without GTK.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_IMPORT_NOTHING,
  SPT_IMPORT_COLUMN,   /* one of theirs */
  SPT_IMPORT_JOINED,   /* two of theirs with a blank between them */
  SPT_IMPORT_FIXED,    /* a text that is the same for all rows */
  SPT_IMPORT_TEMPLATE  /* anything */
} SptImportChoiceKind;

/**
 * SptImportChoice:
 * @kind: which of them
 * @first, @second: numbers of their columns
 * @text: (owned) (nullable): the fixed text as it is, or the template
 *
 * What comes into one of our columns.
 */
typedef struct
{
  SptImportChoiceKind  kind;
  guint                first;
  guint                second;
  char                *text;
} SptImportChoice;

/* @header: (element-type utf8): their columns. */
void     spt_import_choice_read         (SptImportChoice       *self,
                                         const char            *template_text,
                                         GPtrArray             *header);
void     spt_import_choice_clear        (SptImportChoice       *self);
/* NULL = nothing comes in. */
char    *spt_import_choice_dup_template (const SptImportChoice *self,
                                         GPtrArray             *header) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type guint) (transfer full): which of their columns a template takes, in its order;
 * @unknown: (out) (optional) (transfer full): the first that is none of theirs, or what is not a
 * template; else NULL. */
GArray  *spt_import_template_get_columns (const char           *template_text,
                                          GPtrArray            *header,
                                          char                **unknown) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptImportChoice, spt_import_choice_clear)

G_END_DECLS
