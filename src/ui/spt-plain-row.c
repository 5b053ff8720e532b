/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of lists that are short: plain words, and where they lead. */
#define G_LOG_DOMAIN "spt-plain-row"

#include "config.h"

#include "ui/spt-ui.h"

/**
 * spt_ui_new_row:
 * @title: plain words, not markup
 * @subtitle: (nullable): more of them
 *
 * Makes an action row that shows all of both, on as many lines as it takes.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_ui_new_row (const char *title,
                const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

/**
 * spt_ui_lead_row:
 * @row: an action row
 * @action: (nullable): what it does; %NULL = what its list or a handler of "activated" does
 * @target: (nullable): on what; sunk
 *
 * The row can be activated, and shows that it leads somewhere.
 */
void
spt_ui_lead_row (GtkWidget  *row,
                 const char *action,
                 GVariant   *target)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}
