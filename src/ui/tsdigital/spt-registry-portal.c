/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal of the registry, where a person looks for what the service does not tell. */
#define G_LOG_DOMAIN "spt-registry-portal"

#include "config.h"

#include "ui/tsdigital/spt-registry-portal.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define PORTAL_URL "portal-url"

typedef struct
{
  gint64 id;
  char  *key; /* (owned) (nullable) */
  char  *url; /* (owned) (nullable) */
} Look;

static void
look_free (Look *look)
{
  g_free (look->key);
  g_free (look->url);
  g_free (look);
}

/* Its own account decides; what is not bound yet belongs to the one there is. */
static gboolean
find_url (SptDb   *db,
          gint64   account_id,
          char   **url,
          GError **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (SPT_KIND_REGISTRY_ITEMS))->id;
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);
      const char *text;

      if (g_strcmp0 (spt_account_get_service (account), service) != 0 ||
          (account_id != 0 && spt_account_get_id (account) != account_id))
        continue;
      text = spt_account_get_setting (account, PORTAL_URL);
      if (text != NULL && *text != '\0' && *url == NULL)
        *url = g_strdup (text);
    }
  return TRUE;
}

static gboolean
look (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Look *self = data;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, self->id, error);

  if (dossier == NULL)
    return FALSE;
  g_clear_pointer (&self->url, g_free);
  g_free (self->key);
  self->key = g_strdup (spt_dossier_get_data (dossier)->key);
  return find_url (db, spt_dossier_get_data (dossier)->account_id, &self->url, error);
}

static void
opened_cb (GtkWidget *widget,
           Look      *self)
{
  g_autofree char *scheme = self->url != NULL ? g_uri_parse_scheme (self->url) : NULL;

  /* What stands in a setting is no program to be started. */
  if (scheme == NULL || (g_ascii_strcasecmp (scheme, "https") != 0 && g_ascii_strcasecmp (scheme, "http") != 0))
    spt_window_toast (spt_window_of (widget), _("The account does not have the address of the portal"),
                      _("_Accounts"), "win.go", g_variant_new_string ("accounts"));
  else
    gtk_show_uri (GTK_WINDOW (spt_window_of (widget)), self->url, GDK_CURRENT_TIME);
}

static void
open_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Look *self = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (self == NULL)
    spt_ui_report_error (GTK_WIDGET (user_data), error);
  else
    opened_cb (GTK_WIDGET (user_data), self);
}

static void
copy_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Look *self = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (self == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (user_data), error);
      return;
    }
  if (*self->key == '\0')
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (user_data)), _("This item has no code yet"), NULL, NULL, NULL);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (user_data)), self->key);
  spt_window_toast (spt_window_of (GTK_WIDGET (user_data)), _("Code copied"), NULL, NULL, NULL);
}

static void
begin (GtkWidget           *widget,
       SptStore            *store,
       gint64               id,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback)
{
  Look *self = g_new0 (Look, 1);

  self->id = id;
  spt_store_run_async (store, SPT_STORE_READ, look, self, (GDestroyNotify) look_free, cancellable, callback, widget);
}

/**
 * spt_registry_portal_open:
 * @widget: of the page; outlives @cancellable
 * @store: the archive
 * @id: the item
 * @cancellable: of the page
 *
 * Opens the portal of the item's account in the browser (services facts 2.8).
 */
void
spt_registry_portal_open (GtkWidget    *widget,
                          SptStore     *store,
                          gint64        id,
                          GCancellable *cancellable)
{
  begin (widget, store, id, cancellable, open_cb);
}

/**
 * spt_registry_portal_copy_code:
 * @widget: of the page; outlives @cancellable
 * @store: the archive
 * @id: the item
 * @cancellable: of the page
 *
 * Puts the item's code into the clipboard, to look for it in the portal.
 */
void
spt_registry_portal_copy_code (GtkWidget    *widget,
                               SptStore     *store,
                               gint64        id,
                               GCancellable *cancellable)
{
  begin (widget, store, id, cancellable, copy_cb);
}
