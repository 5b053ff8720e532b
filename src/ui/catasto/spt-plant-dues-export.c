/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deadlines that are shown, as a calendar or a table in a file. */
#define G_LOG_DOMAIN "spt-plant-dues-export"

#include "config.h"

#include "ui/catasto/spt-plant-dues-private.h"

#include <string.h>

#include <glib/gi18n.h>

typedef struct
{
  SptPlantDuesDialog *self; /* (owned) */
  char               *text; /* (owned): what goes into the file */
  guint               n;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->self);
  g_free (export->text);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = spt_ui_format_count (export->n);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      if (!spt_ui_is_cancelled (error))
        spt_sheet_say_error (SPT_SHEET (export->self), error);
      return;
    }
  text = g_strdup_printf (ngettext ("%s deadline saved", "%s deadlines saved", export->n), number);
  spt_sheet_say (SPT_SHEET (export->self), text);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  const char *text = export->text;
  GCancellable *cancellable = export->self->sheet->cancellable;

  if (error != NULL && !spt_ui_is_cancelled (error))
    spt_sheet_say_error (SPT_SHEET (export->self), error);
  else if (file != NULL)
    g_file_replace_contents_async (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                   cancellable, written_cb, g_steal_pointer (&export));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPlantDuesDialog *self = SPT_PLANT_DUES_DIALOG (widget);
  gboolean is_csv = strcmp (name, "dues.export-csv") == 0;
  g_autofree char *csv = NULL;
  Export *export;

  if (self->shown == NULL)
    return;
  csv = is_csv ? spt_deadlines_dup_csv (self->shown, TRUE) : NULL;
  export = g_new0 (Export, 1);
  export->self = g_object_ref (self);
  export->n = self->shown->len;
  /* A spreadsheet takes accents for what they are after a byte order mark only. */
  export->text = is_csv ? g_strconcat ("\xef\xbb\xbf", csv, NULL)
                        : spt_deadlines_dup_calendar (self->shown, strcmp (name, "dues.export-names") == 0,
                                                      spt_desk_get_now (self->sheet->desk));
  spt_ui_save_file_async (widget, is_csv ? _("Export as CSV") : _("Export Calendar"),
                          /* Translators: the name of a file */
                          is_csv ? _("deadlines.csv") : _("deadlines.ics"), self->sheet->cancellable, chosen_cb,
                          export);
}

/**
 * _spt_plant_dues_install_export:
 * @widget_class: the class of the dialog
 *
 * Installs what writes them.
 */
void
_spt_plant_dues_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dues.export-csv", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "dues.export-calendar", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "dues.export-names", NULL, export_action);
}
