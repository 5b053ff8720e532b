/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus of buttons that are built when somebody opens them: GTK builds all that it is given at once. */
#define G_LOG_DOMAIN "spt-lazy-menu"

#include "config.h"

#include "ui/spt-ui.h"

static void
create_cb (GtkMenuButton *button,
           gpointer       user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (user_data));
}

/**
 * spt_ui_set_menu:
 * @button: a button
 * @model: what its menu has
 *
 * Gives @button a menu that is made when it is opened first, and then kept.
 */
void
spt_ui_set_menu (GtkMenuButton *button,
                 GMenuModel    *model)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (model));

  gtk_menu_button_set_create_popup_func (button, create_cb, g_object_ref (model), g_object_unref);
}
