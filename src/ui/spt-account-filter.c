/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of an account over a list; out of sight while there is one account only. */
#define G_LOG_DOMAIN "spt-account-filter"

#include "config.h"

#include "spt-account-filter.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "ui/spt-account-work.h"
#include "ui/spt-ui.h"

struct _SptAccountFilter
{
  GtkWidget     parent_instance;

  SptStore     *store;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray    *accounts;    /* (owned) (nullable) (element-type SptAccount) */
  gint64        chosen;      /* 0 = all */
  const char   *kind;        /* (nullable): interned; of which records the accounts are */
  GtkWidget    *drop_down;   /* (owned by the widget tree) */
  guint         filling : 1;
};

G_DEFINE_FINAL_TYPE (SptAccountFilter, spt_account_filter, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
selected_cb (SptAccountFilter *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  gint64 id = 0;

  if (self->filling || self->accounts == NULL)
    return;
  if (selected > 0 && selected <= self->accounts->len)
    id = spt_account_get_id (g_ptr_array_index (self->accounts, selected - 1));
  if (id == self->chosen)
    return;
  self->chosen = id;
  g_signal_emit (self, chosen_signal, 0);
}

static void
keep_kind (SptAccountFilter *self)
{
  for (guint i = self->accounts->len; self->kind != NULL && i-- > 0;)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);
      SptService *service = spt_services_find (spt_account_get_service (account));

      if (service == NULL || service != spt_services_find_kind (self->kind))
        g_ptr_array_remove_index (self->accounts, i);
    }
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = spt_accounts_list_finish (SPT_STORE (object), result, &error);
  g_autoptr (GtkStringList) names = NULL;
  SptAccountFilter *self;
  guint selected = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  if (accounts == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_steal_pointer (&accounts);
  keep_kind (self);
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("All Accounts"));
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *label =
        g_strdup_printf ("%s · %s", spt_account_get_name (account),
                         spt_ui_environment_word (spt_account_get_environment (account)));

      gtk_string_list_append (names, label);
      if (spt_account_get_id (account) == self->chosen)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop_down), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), selected);
  self->filling = FALSE;
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop_down), self->accounts->len > 8);
  gtk_widget_set_visible (GTK_WIDGET (self), self->accounts->len > 1);
  /* A removed account hides nothing. */
  if (self->chosen != 0 && selected == 0)
    {
      self->chosen = 0;
      g_signal_emit (self, chosen_signal, 0);
    }
}

static void
read_accounts (SptAccountFilter *self)
{
  spt_accounts_list_async (self->store, self->cancellable, listed_cb, self);
}

static void
store_changed_cb (SptAccountFilter *self,
                  guint             what)
{
  if ((what & (SPT_CHANGED_ACCOUNTS | SPT_CHANGED_ELSEWHERE)) != 0)
    read_accounts (self);
}

static void
spt_account_filter_dispose (GObject *object)
{
  SptAccountFilter *self = SPT_ACCOUNT_FILTER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->drop_down, gtk_widget_unparent);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (spt_account_filter_parent_class)->dispose (object);
}

static void
spt_account_filter_finalize (GObject *object)
{
  SptAccountFilter *self = SPT_ACCOUNT_FILTER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_account_filter_parent_class)->finalize (object);
}

static void
spt_account_filter_class_init (SptAccountFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_account_filter_dispose;
  object_class->finalize = spt_account_filter_finalize;

  chosen_signal = g_signal_new ("chosen", SPT_TYPE_ACCOUNT_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
spt_account_filter_init (SptAccountFilter *self)
{
  g_autoptr (GtkExpression) name =
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->cancellable = g_cancellable_new ();
  self->drop_down = gtk_drop_down_new (NULL, NULL);
  gtk_drop_down_set_expression (GTK_DROP_DOWN (self->drop_down), name);
  spt_ui_name_drop_down (GTK_DROP_DOWN (self->drop_down), _("Account"));
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_hide (GTK_WIDGET (self));
}

/**
 * spt_account_filter_set_store:
 * @self: the choice
 * @store: the archive
 *
 * Reads the accounts now and after each change of them.
 */
void
spt_account_filter_set_store (SptAccountFilter *self,
                              SptStore         *store)
{
  g_return_if_fail (SPT_IS_ACCOUNT_FILTER (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  read_accounts (self);
}

/**
 * spt_account_filter_set_kind:
 * @self: the choice
 * @kind: a kind of record
 *
 * Offers only accounts of services whose records are of that kind. Before the archive is set.
 */
void
spt_account_filter_set_kind (SptAccountFilter *self,
                             const char       *kind)
{
  g_return_if_fail (SPT_IS_ACCOUNT_FILTER (self));
  g_return_if_fail (self->store == NULL);

  self->kind = g_intern_string (kind);
}

/**
 * spt_account_filter_clear:
 * @self: the choice
 *
 * Chooses all accounts, without a signal.
 */
void
spt_account_filter_clear (SptAccountFilter *self)
{
  g_return_if_fail (SPT_IS_ACCOUNT_FILTER (self));

  self->chosen = 0;
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), 0);
  self->filling = FALSE;
}

/**
 * spt_account_filter_get:
 * @self: the choice
 *
 * Gets the account that is chosen.
 *
 * Returns: its id; 0 = all
 */
gint64
spt_account_filter_get (SptAccountFilter *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT_FILTER (self), 0);

  return self->chosen;
}
