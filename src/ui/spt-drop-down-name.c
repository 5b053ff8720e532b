/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says of a drop-down: its name and what is chosen. */
#define G_LOG_DOMAIN "spt-drop-down-name"

#include "config.h"

#include <gtk/gtk.h>

#include "ui/spt-ui.h"

static char *
dup_chosen (GtkDropDown *drop_down)
{
  GtkExpression *expression = gtk_drop_down_get_expression (drop_down);
  GObject *item = gtk_drop_down_get_selected_item (drop_down);
  g_auto (GValue) value = G_VALUE_INIT;

  if (item == NULL)
    return NULL;
  if (expression != NULL && gtk_expression_evaluate (expression, item, &value) &&
      G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  return NULL;
}

static void
selected_cb (GtkDropDown *drop_down,
             GParamSpec  *pspec,
             const char  *name)
{
  g_autofree char *chosen = dup_chosen (drop_down);
  g_autofree char *spoken = chosen != NULL ? g_strdup_printf ("%s: %s", name, chosen) : NULL;
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  /* GTK gives the focus to the button inside, which has no name of its own. */
  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    spoken != NULL ? spoken : name, -1);
}

/**
 * spt_ui_name_drop_down:
 * @drop_down: a drop-down
 * @name: what is chosen with it, in the user's language; copied
 *
 * Lets a screen reader say what a drop-down is for, and what is chosen in it.
 */
void
spt_ui_name_drop_down (GtkDropDown *drop_down,
                       const char  *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (name != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_signal_connect_data (drop_down, "notify::selected-item", G_CALLBACK (selected_cb),
                         g_strdup (name), (GClosureNotify) (GCallback) g_free, 0);
  selected_cb (drop_down, NULL, name);
}
