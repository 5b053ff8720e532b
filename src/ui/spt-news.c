/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what a service told of its own accord: in the window while it is used, else on the desktop. */
#define G_LOG_DOMAIN "spt-news"

#include "config.h"

#include "ui/spt-news.h"

#include <glib/gi18n.h>

#include "store/spt-store-accounts.h"
#include "ui/spt-record-pages.h"

typedef struct
{
  gint64      account_id;
  guint       n_found;
  GHashTable *stages;  /* (owned) (nullable) */
  SptAccount *account; /* (owned) (nullable) */
} News;

static void
news_free (News *news)
{
  g_clear_pointer (&news->stages, g_hash_table_unref);
  g_clear_object (&news->account);
  g_free (news);
}

static gboolean
read_account (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  News *news = data;

  news->account = spt_db_get_account (db, news->account_id, error);
  return news->account != NULL;
}

/* Nothing of whom it is about: others see the desktop, too. */
static void
notify_desktop (SptWindow             *window,
                const SptRecordPages  *pages,
                const SptRecordFilter *filter,
                gint64                 account_id,
                const char            *text)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  GSettings *settings = g_object_get_data (G_OBJECT (window), "spt-news-settings");
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *name = NULL;

  if (application == NULL || settings == NULL ||
      !g_settings_get_boolean (settings, "notifications"))
    return;

  notification = g_notification_new (_(pages->list.title));
  g_notification_set_body (notification, text);
  g_notification_set_default_action_and_target_value (notification, "app.open-records",
                                                      spt_record_filter_pack (filter, pages->kind));
  name = g_strdup_printf ("news-%" G_GINT64_FORMAT, account_id);
  g_application_send_notification (G_APPLICATION (application), name, notification);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SptWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  News *news = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptService *service;
  const SptRecordPages *pages = NULL;
  SptRecordFilter filter = { 0 };
  g_autofree char *text = NULL;

  /* The account was removed meanwhile, or the archive is being closed. */
  if (news == NULL || spt_window_get_desk (window) == NULL)
    return;
  service = spt_services_find (spt_account_get_service (news->account));
  if (service != NULL && spt_service_get_info (service)->record_kind != NULL)
    pages = spt_record_pages_find (spt_service_get_info (service)->record_kind);
  if (pages == NULL || pages->dup_news == NULL)
    return;
  text = pages->dup_news (news->n_found, news->stages, &filter);
  if (text == NULL)
    return;

  if (gtk_window_is_active (GTK_WINDOW (window)))
    spt_window_toast (window, text, _("Show"), "win.open-records",
                      spt_record_filter_pack (&filter, pages->kind));
  else
    notify_desktop (window, pages, &filter, news->account_id, text);
}

static void
news_cb (SptOutbox  *outbox,
         gint64      account_id,
         guint       n_changed,
         guint       n_found,
         GHashTable *stages,
         SptWindow  *window)
{
  SptDesk *desk = spt_window_get_desk (window);
  News *news;

  if (desk == NULL)
    return;
  news = g_new0 (News, 1);
  news->account_id = account_id;
  news->n_found = n_found;
  news->stages = stages != NULL ? g_hash_table_ref (stages) : NULL;
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, read_account, news,
                       (GDestroyNotify) news_free, NULL, read_cb, g_object_ref (window));
}

/**
 * spt_news_follow:
 * @window: a window with a desk
 * @settings: (nullable): of the program
 *
 * Says in @window, or on the desktop while nobody works with it, what services told of their own
 * accord, with a way to the records that it is about.
 */
void
spt_news_follow (SptWindow *window,
                 GSettings *settings)
{
  g_return_if_fail (SPT_IS_WINDOW (window));

  if (settings != NULL)
    g_object_set_data_full (G_OBJECT (window), "spt-news-settings", g_object_ref (settings),
                            g_object_unref);
  g_signal_connect_object (spt_desk_get_outbox (spt_window_get_desk (window)), "news",
                           G_CALLBACK (news_cb), window, 0);
}
