/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks why something is deleted at the service: a short list, and words of one's own. */
#define G_LOG_DOMAIN "spt-delete-reason"

#include "config.h"

#include "ui/spt-delete-reason.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/spt-ui.h"

#define MAX_LENGTH 500

static const char *const reasons[] = {
  N_("The debt is annulled or not owed"),
  N_("Loaded by mistake"),
  N_("Paid in another way"),
  N_("Replaced by another position"),
  N_("Something else"),
};

typedef struct
{
  GtkCheckButton *checks[G_N_ELEMENTS (reasons)]; /* (unowned) */
  GtkEditable    *more;                           /* (unowned) */
  char           *response;                       /* (owned) */
} Reason;

static void
reason_free (gpointer data)
{
  g_free (((Reason *) data)->response);
  g_free (data);
}

static Reason *
get (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "spt-reason");
}

/* "Something else" says nothing by itself: it wants words. */
static void
update (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *text = spt_delete_reason_dup (widget);

  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), get (widget)->response,
                                             text != NULL);
}

/**
 * spt_delete_reason_new:
 * @response: of the dialog it stands in: possible once a reason is chosen
 *
 * Makes the extra child of a question: why something is deleted.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
spt_delete_reason_new (const char *response)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *more = adw_entry_row_new ();
  Reason *reason = g_new0 (Reason, 1);

  reason->response = g_strdup (response);
  g_object_set_data_full (G_OBJECT (list), "spt-reason", reason, reason_free);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reason of the deletion"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      GtkWidget *row;
      GtkWidget *check = gtk_check_button_new ();

      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), reason->checks[0]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(reasons[i]), -1);
      row = spt_ui_new_row (_(reasons[i]), NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      g_signal_connect_object (check, "toggled", G_CALLBACK (update), list, G_CONNECT_SWAPPED);
      reason->checks[i] = GTK_CHECK_BUTTON (check);
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (more), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), _("In more words"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("In more words"), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), more);
  reason->more = GTK_EDITABLE (more);
  g_signal_connect_object (more, "changed", G_CALLBACK (update), list, G_CONNECT_SWAPPED);
  /* Nothing is chosen to begin with: a reason is never the one that happened to be there. */
  g_signal_connect (list, "map", G_CALLBACK (update), NULL);

  return list;
}

/**
 * spt_delete_reason_dup:
 * @self: a gtk widget
 *
 * Gets what was chosen and written.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing was
 */
char *
spt_delete_reason_dup (GtkWidget *self)
{
  Reason *reason = get (self);
  g_autofree char *more = NULL;
  guint chosen = G_N_ELEMENTS (reasons);

  g_return_val_if_fail (reason != NULL, NULL);

  more = spt_text_make_printable (gtk_editable_get_text (reason->more), -1, MAX_LENGTH);
  g_strstrip (more);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (gtk_check_button_get_active (reason->checks[i]))
        chosen = i;
    }

  if (chosen == G_N_ELEMENTS (reasons) || (chosen + 1 == G_N_ELEMENTS (reasons) && *more == '\0'))
    return NULL;
  if (chosen + 1 == G_N_ELEMENTS (reasons))
    return g_steal_pointer (&more);

  return *more != '\0' ? g_strdup_printf ("%s: %s", _(reasons[chosen]), more)
                       : g_strdup (_(reasons[chosen]));
}
