/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: the clerk's name (kept in the archive), notifications, light or dark. */
#define G_LOG_DOMAIN "spt-preferences"

#include "config.h"

#include "ui/spt-preferences.h"

#include <glib/gi18n.h>

#define SCHEMA "io.github.sportello.Sportello" /* one for both profiles */

struct _SptPreferencesWindow
{
  AdwPreferencesWindow  parent_instance;

  SptDesk              *desk;
  GSettings            *settings; /* (nullable) */
  AdwEntryRow          *who_row;
  GtkSwitch            *notifications_switch;
  AdwComboRow          *scheme_row;
};

G_DEFINE_FINAL_TYPE (SptPreferencesWindow, spt_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/**
 * spt_preferences_get:
 *
 * Opens the preferences.
 *
 * Returns: (transfer full) (nullable): %NULL where the schema is not installed: the program then
 *   forgets, but works
 */
GSettings *
spt_preferences_get (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source == NULL ? NULL
                                       : g_settings_schema_source_lookup (source, SCHEMA, TRUE);

  if (schema == NULL)
    {
      g_debug ("The schema %s is not installed: preferences are not kept", SCHEMA);
      return NULL;
    }
  return g_settings_new_full (schema, NULL, NULL);
}

static void
apply_scheme (GSettings *settings)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int chosen = g_settings_get_enum (settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (chosen, 0, 2)]);
}

static void
scheme_changed_cb (GSettings  *settings,
                   const char *key,
                   gpointer    user_data)
{
  apply_scheme (settings);
}

/**
 * spt_preferences_apply:
 *
 * Takes over the person's choice of light or dark and follows it.
 */
void
spt_preferences_apply (void)
{
  GSettings *settings = spt_preferences_get ();

  if (settings == NULL)
    return;
  g_signal_connect (settings, "changed::color-scheme", G_CALLBACK (scheme_changed_cb), NULL);
  apply_scheme (settings);
  /* Lives as long as what it is applied to. */
  g_object_set_data_full (G_OBJECT (adw_style_manager_get_default ()), "spt-settings", settings,
                          g_object_unref);
}

static void
who_applied_cb (AdwEntryRow *row,
                gpointer     user_data)
{
  SptPreferencesWindow *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autofree char *name = g_strstrip (g_strdup (text));

  if (*name == '\0')
    gtk_editable_set_text (GTK_EDITABLE (row), spt_desk_get_who (self->desk));
  else
    spt_desk_set_who (self->desk, name);
}

static void
scheme_selected_cb (AdwComboRow *row,
                    GParamSpec  *pspec,
                    gpointer     user_data)
{
  SptPreferencesWindow *self = user_data;

  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "color-scheme", (int) adw_combo_row_get_selected (row));
}

static void
spt_preferences_window_dispose (GObject *object)
{
  SptPreferencesWindow *self = SPT_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (spt_preferences_window_parent_class)->dispose (object);
}

static void
spt_preferences_window_class_init (SptPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPreferencesWindow, who_row);
  gtk_widget_class_bind_template_child (widget_class, SptPreferencesWindow, notifications_switch);
  gtk_widget_class_bind_template_child (widget_class, SptPreferencesWindow, scheme_row);
}

static void
spt_preferences_window_init (SptPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = spt_preferences_get ();
  g_signal_connect (self->who_row, "apply", G_CALLBACK (who_applied_cb), self);
  if (self->settings != NULL)
    {
      g_settings_bind (self->settings, "notifications", self->notifications_switch, "active",
                       G_SETTINGS_BIND_DEFAULT);
      adw_combo_row_set_selected (self->scheme_row,
                                  (guint) g_settings_get_enum (self->settings, "color-scheme"));
    }
  g_signal_connect (self->scheme_row, "notify::selected", G_CALLBACK (scheme_selected_cb), self);
}

/**
 * spt_preferences_window_new:
 * @parent: the main window
 * @desk: where the clerk's name is kept
 *
 * Returns: (transfer none): the window, owned by GTK until it is closed
 */
GtkWindow *
spt_preferences_window_new (GtkWindow *parent,
                            SptDesk   *desk)
{
  SptPreferencesWindow *self = NULL;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  self->desk = g_object_ref (desk);
  gtk_editable_set_text (GTK_EDITABLE (self->who_row), spt_desk_get_who (desk));
  return GTK_WINDOW (self);
}
