/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where vouchers stand at their service: asked now, and when it was asked last. */
#define G_LOG_DOMAIN "spt-vouchers-watch"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/voucher/spt-vouchers-news.h"

static SptDesk *
get_desk (SptVouchersPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

/* What happened, then what to do. */
static char *
dup_trouble (const char *service,
             const char *code)
{
  const SptMessage *message = spt_messages_find (service, code);

  if (message == NULL)
    return g_strdup_printf (_("The service could not be asked where vouchers stand (%s)."), code);
  return g_strdup_printf ("%s %s%s%s", _("Where vouchers stand could not be asked."), message->text,
                          message->next != NULL ? " " : "",
                          message->next != NULL ? message->next : "");
}

static char *
dup_when (const SptVouchersTally *tally,
          gint64                  now)
{
  g_autofree char *last = NULL;
  g_autofree char *next = NULL;

  if (tally->watched == 0)
    return g_strdup (_("The service has not been asked yet where vouchers stand"));
  last = spt_ui_format_time (tally->watched, now);
  if (tally->next <= now)
    /* Translators: %s is a time: "today 10:32" */
    return g_strdup_printf (tally->code != NULL ? _("Asked in vain %s") : _("Updated %s"), last);
  next = spt_ui_format_time (tally->next, now);
  /* Translators: both are times: "Updated today 10:32; next by itself: today 10:47" */
  return g_strdup_printf (tally->code != NULL ? _("Asked in vain %1$s; next by itself: %2$s")
                                              : _("Updated %1$s; next by itself: %2$s"), last, next);
}

void
_spt_vouchers_page_show_watch (SptVouchersPage *self)
{
  const SptVouchersTally *tally = self->tally;
  gboolean can_ask = tally != NULL && tally->account_ids->len > 0;
  gboolean asking = self->n_asking > 0;
  g_autofree char *text = NULL;
  g_autofree char *trouble = NULL;

  gtk_widget_set_visible (self->watch_box, can_ask && tally->n_all + tally->watched > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vouchers.update",
                                 tally != NULL && !asking);
  gtk_widget_set_visible (GTK_WIDGET (self->watch_spinner), asking);
  gtk_spinner_set_spinning (self->watch_spinner, asking);
  if (tally == NULL)
    return;

  gtk_widget_set_tooltip_text (self->update_button, can_ask
                               ? _("Update: ask the service where vouchers stand")
                               : _("The service cannot be asked: there is no account of it yet"));
  text = asking ? g_strdup (_("Asking the service where vouchers stand…"))
                : dup_when (tally, spt_desk_get_now (get_desk (self)));
  gtk_label_set_text (self->watch_label, text);
  if (self->trouble != NULL)
    trouble = g_strdup (self->trouble);
  else if (tally->code != NULL)
    trouble = dup_trouble (tally->service, tally->code);
  g_object_set (self->watch_strip, "text", trouble != NULL ? trouble : "", "revealed",
                trouble != NULL && !asking, NULL);
}

static void
add_sum (SptNewsSum       *to,
         const SptNewsSum *from)
{
  GHashTableIter iter;
  gpointer stage;
  gpointer n;

  to->n_changed += from->n_changed;
  to->n_found += from->n_found;
  to->n_joined += from->n_joined;
  if (from->stages == NULL)
    return;
  if (to->stages == NULL)
    to->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, from->stages);
  while (g_hash_table_iter_next (&iter, &stage, &n))
    g_hash_table_insert (to->stages, g_strdup (stage),
                         GUINT_TO_POINTER (GPOINTER_TO_UINT (n) +
                                           GPOINTER_TO_UINT (g_hash_table_lookup (to->stages,
                                                                                  stage))));
}

/* News come as they do at any time; that there are none has to be said as well. */
static void
say_answer (SptVouchersPage *self)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  SptRecordFilter filter;
  g_autofree char *news = spt_vouchers_dup_news (self->brought.n_found, self->brought.stages,
                                                 &filter);

  if (window != NULL && self->trouble == NULL && news == NULL)
    spt_window_toast (window, _("Nothing new at the service"), NULL, NULL, NULL);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SptVouchersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (SptNewsSum) sum = { 0 };
  g_autofree char *code = NULL;
  gboolean asked = spt_outbox_watch_finish (SPT_OUTBOX (object), result, &sum, &code, &error);

  if (g_cancellable_is_cancelled (spt_list_page_get_cancellable (SPT_LIST_PAGE (self))))
    return; /* the page is gone */

  self->n_asking--;
  if (asked)
    add_sum (&self->brought, &sum);
  /* A code is with the account: it is said after the count. Other troubles are nowhere else. */
  if (!asked && !spt_ui_is_cancelled (error) && self->trouble == NULL)
    {
      g_autofree char *title = NULL;

      self->trouble = spt_ui_dup_explanation (error, &title);
    }
  if (self->n_asking == 0)
    {
      if (asked && code == NULL)
        say_answer (self);
      spt_list_page_count (SPT_LIST_PAGE (self));
    }
  _spt_vouchers_page_show_watch (self);
}

void
_spt_vouchers_page_ask (SptVouchersPage *self)
{
  SptOutbox *outbox = spt_desk_get_outbox (get_desk (self));
  const SptVouchersTally *tally = self->tally;

  if (tally == NULL || self->n_asking > 0)
    return;
  if (tally->account_ids->len == 0)
    {
      SptWindow *window = spt_window_of (GTK_WIDGET (self));

      if (window != NULL)
        spt_window_toast (window, _("The service cannot be asked: there is no account of it yet"),
                          _("_Add an Account…"), "win.new-on", g_variant_new_string ("accounts"));
      return;
    }

  g_clear_pointer (&self->trouble, g_free);
  spt_news_sum_clear (&self->brought);
  self->n_asking = tally->account_ids->len;
  for (guint i = 0; i < tally->account_ids->len; i++)
    spt_outbox_watch_async (outbox, g_array_index (tally->account_ids, gint64, i),
                            spt_list_page_get_cancellable (SPT_LIST_PAGE (self)), asked_cb, g_object_ref (self));
  _spt_vouchers_page_show_watch (self);
}
