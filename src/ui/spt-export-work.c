/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a list out into a file that the clerk chooses. */
#define G_LOG_DOMAIN "spt-export-work"

#include "config.h"

#include "spt-export-work.h"

#include <glib/gi18n.h>

#include "outbox/spt-export.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

typedef struct
{
  GtkWidget  *parent; /* (owned) */
  SptDesk    *desk;   /* (owned) */
  const char *kind;   /* interned */
  GArray     *ids;    /* (owned) */
} Offer;

static void
offer_free (Offer *offer)
{
  g_clear_object (&offer->parent);
  g_clear_object (&offer->desk);
  g_array_unref (offer->ids);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, offer_free)

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Offer) offer = user_data;
  g_autoptr (GError) error = NULL;
  SptWindow *window = spt_window_of (offer->parent);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (!spt_export_records_finish (SPT_STORE (object), result, &n, &error))
    {
      spt_ui_report_error (offer->parent, error);
      return;
    }
  if (window == NULL)
    return;
  number = spt_ui_format_count (n);
  text = g_strdup_printf (ngettext ("%s row saved. It holds personal data: whoever has the file can read them",
                                    "%s rows saved. They hold personal data: whoever has the file can read them",
                                    n), number);
  spt_window_toast (window, text, NULL, NULL, NULL);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Offer) offer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  SptStore *store = spt_desk_get_store (offer->desk);
  /* It is opened with a spreadsheet: accents arrive, and what looks like a formula is harmless. */
  const SptExportOptions options = {
    .kind = offer->kind,
    .ids = offer->ids,
    .for_spreadsheet = TRUE,
    .with_bom = TRUE,
    .path = path,
  };

  if (error == NULL && file != NULL && path == NULL)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The folder is not on this computer");
  if (error != NULL)
    spt_ui_report_error (offer->parent, error);
  else if (path != NULL)
    spt_export_records_async (store, &options, NULL, exported_cb, g_steal_pointer (&offer));
}

/**
 * spt_export_offer:
 * @parent: a widget of the window
 * @desk: what it works with
 * @kind: which records: "beneficiaries"
 * @ids: (element-type gint64): which of them, in their order
 * @file_name: what is proposed; nothing of whom it is about may stand in it
 *
 * Asks for a file and writes the records into it as CSV, in the layout in which they come in (docs/csv.md).
 */
void
spt_export_offer (GtkWidget  *parent,
                  SptDesk    *desk,
                  const char *kind,
                  GArray     *ids,
                  const char *file_name)
{
  Offer *offer;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SPT_IS_DESK (desk));
  g_return_if_fail (ids != NULL);

  offer = g_new0 (Offer, 1);
  offer->parent = g_object_ref (parent);
  offer->desk = g_object_ref (desk);
  offer->kind = g_intern_string (kind);
  offer->ids = g_array_ref (ids);
  spt_ui_save_file_async (parent, _("Export as CSV"), file_name, NULL, chosen_cb, offer);
}
