/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a year's consumption in a list, and the widget that it is typed in. */
#pragma once

#include <gtk/gtk.h>

#include "outbox/spt-consumption.h"

G_BEGIN_DECLS

#define SPT_TYPE_CONSUMPTION_ITEM (spt_consumption_item_get_type ())

/* Signal "changed": something was typed. */
G_DECLARE_FINAL_TYPE (SptConsumptionItem, spt_consumption_item, SPT, CONSUMPTION_ITEM, GObject)

/* @lines keeps @line alive. */
SptConsumptionItem *spt_consumption_item_new      (GPtrArray          *lines,
                                                   SptConsumptionLine *line) G_GNUC_WARN_UNUSED_RESULT;
SptConsumptionLine *spt_consumption_item_get_line (SptConsumptionItem *self);

typedef enum
{
  SPT_CONSUMPTION_FROM,
  SPT_CONSUMPTION_TO,
  SPT_CONSUMPTION_FIRST,
  SPT_CONSUMPTION_BOUGHT,
  SPT_CONSUMPTION_LAST,
  SPT_CONSUMPTION_USED,
  SPT_CONSUMPTION_N_FIELDS
} SptConsumptionField;

#define SPT_TYPE_CONSUMPTION_ROW (spt_consumption_row_get_type ())

/* Signal "leave" (field, direction): from a field to the same one of the row below (1) or above (-1); 2 and -2: to the next
 * field that is typed there, to the one before. Returns whether there is one. */
G_DECLARE_FINAL_TYPE (SptConsumptionRow, spt_consumption_row, SPT, CONSUMPTION_ROW, GtkBox)

GtkWidget *spt_consumption_row_new      (void);
void       spt_consumption_row_set_item (SptConsumptionRow  *self,
                                         SptConsumptionItem *item); /* (nullable) */
/* FALSE: nothing is typed there. */
gboolean   spt_consumption_row_focus    (SptConsumptionRow  *self,
                                         SptConsumptionField field);

G_END_DECLS
