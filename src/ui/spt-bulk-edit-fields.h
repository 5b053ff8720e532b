/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of an edit of many positions: which fields there are, what can be done with each, what
 * a change is called. Without GTK. */
#pragma once

#include "outbox/spt-bulk-edit.h"

G_BEGIN_DECLS

/**
 * SptBulkField:
 * @path: (owned): without places
 * @label: (owned): "Payment › Due date"
 * @field: its definition, as long as the schema lives
 * @group: where it is
 *
 * A field that can be edited in many positions at once.
 */
typedef struct
{
  char              *path;
  char              *label;
  const SptFieldDef *field;
  const SptGroupDef *group;
} SptBulkField;

/* (element-type SptBulkField): in the order of the form. */
GPtrArray  *spt_bulk_fields_list     (SptSchema          *schema) G_GNUC_WARN_UNUSED_RESULT;
/* Those that @field can be copied from (element-type SptBulkField, borrowed). */
GPtrArray  *spt_bulk_fields_sources  (GPtrArray          *fields,
                                      const SptBulkField *field) G_GNUC_WARN_UNUSED_RESULT;
const char *spt_bulk_action_word     (SptBulkAction       action);
/* "30", "+30", "-7", and "2,5 %" in hundredths; FALSE for what is no number. */
gboolean    spt_bulk_read_days       (const char         *text,
                                      gint64             *days);
gboolean    spt_bulk_read_percent    (const char         *text,
                                      gint64             *hundredths);
/* What a text of @field looks like to people. */
char       *spt_bulk_field_show      (const SptFieldDef  *field,
                                      const char         *text) G_GNUC_WARN_UNUSED_RESULT;
/* "Payment › Due date: 30 days later". @source_label: of what is copied from. */
char       *spt_bulk_edit_dup_label  (const SptBulkEdit  *edit,
                                      const SptBulkField *field,
                                      const char         *source_label) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
