/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes dossiers out of their list, with a way back. */
#define G_LOG_DOMAIN "spt-dossiers-remove"

#include "config.h"

#include "ui/spt-dossiers-remove.h"

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"

typedef struct
{
  GArray                *ids;  /* (owned) */
  GArray                *done; /* (owned) (nullable) */
  gboolean               restore;
  SptDossiersRemovedFunc dup_removed;
} Removal;

static void
removal_free (Removal *removal)
{
  g_array_unref (removal->ids);
  g_clear_pointer (&removal->done, g_array_unref);
  g_free (removal);
}

static gboolean
remove_them (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Removal *removal = data;

  g_clear_pointer (&removal->done, g_array_unref);
  removal->done = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < removal->ids->len; i++)
    {
      gint64 id = g_array_index (removal->ids, gint64, i);
      guint n;

      if (!spt_db_remove_dossiers (db, &id, 1, removal->restore, &n, error))
        return FALSE;
      if (n > 0)
        g_array_append_val (removal->done, id);
    }
  return TRUE;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Removal *removal = spt_store_run_finish (SPT_STORE (object), result, &error);
  g_autofree char *text = NULL;
  SptListPage *page = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (removal == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (page), error);
      return;
    }
  if (removal->restore)
    return;
  if (removal->done->len == 0)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (page)),
                        _("Nothing removed: what was sent, or is at the service, stays here"), NULL, NULL, NULL);
      return;
    }
  text = removal->dup_removed (removal->done->len);
  spt_list_page_say_removed (page, removal->done, text);
}

/**
 * spt_dossiers_remove:
 * @page: their list
 * @ids: (element-type gint64): dossiers
 * @restore: brings them back
 * @dup_removed: what is said of those that are gone
 *
 * Takes dossiers away of which nothing ever left, or brings them back.
 */
void
spt_dossiers_remove (SptListPage            *page,
                     GArray                 *ids,
                     gboolean                restore,
                     SptDossiersRemovedFunc  dup_removed)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->ids = g_array_copy (ids);
  removal->restore = restore;
  removal->dup_removed = dup_removed;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_WRITE, remove_them, removal,
                       (GDestroyNotify) removal_free, spt_list_page_get_cancellable (page), removed_cb, page);
}
