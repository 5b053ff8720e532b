/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts: one row each, with environment, last success and the live test. */
#define G_LOG_DOMAIN "spt-accounts-page"

#include "config.h"

#include "spt-accounts-page.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-account-duplicate.h"
#include "ui/spt-account-groups.h"
#include "ui/spt-account-work.h"
#include "ui/spt-due-work.h"
#include "ui/spt-dues-dialog.h"
#include "ui/spt-official-dialog.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

struct _SptAccountsPage
{
  SptPage        parent_instance;

  GPtrArray     *accounts;    /* (owned) (nullable) (element-type SptAccount) */
  GHashTable    *testing;     /* (owned): ids of accounts under test */
  SptAccount    *removing;    /* (owned) (nullable) */
  gint64         test_next;   /* an account that is tested as soon as it is read, 0 = none */
  GCancellable  *cancellable; /* (owned) */

  /* Template */
  GtkStack      *stack;
  GtkBox        *groups;
  GtkWidget     *search_entry;
  GtkWidget     *nothing_label;
};

G_DEFINE_FINAL_TYPE (SptAccountsPage, spt_accounts_page, SPT_TYPE_PAGE)

static void load (SptAccountsPage *self);

static SptDesk *
get_desk (SptAccountsPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static SptAccount *
find_account (SptAccountsPage *self,
              gint64           id)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (spt_account_get_id (account) == id)
        return account;
    }
  return NULL;
}

/* --- rows ---------------------------------------------------------------------------------------------- */

static void
show_accounts (SptAccountsPage *self,
               gint64           newest)
{
  const SptAccountsShown shown = {
    .accounts = self->accounts,
    .testing = self->testing,
    .search = gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
    .now = spt_desk_get_now (get_desk (self)),
    .newest = newest,
  };
  guint n = spt_account_groups_fill (self->groups, &shown);
  gboolean many = self->accounts->len >= SPT_ACCOUNTS_TO_SEARCH;

  gtk_widget_set_visible (self->search_entry, many || *shown.search != '\0');
  gtk_widget_set_visible (self->nothing_label, n == 0);
  gtk_stack_set_visible_child_name (self->stack, self->accounts->len > 0 ? "list" : "empty");
}

static void
search_changed_cb (SptAccountsPage *self)
{
  if (self->accounts != NULL)
    show_accounts (self, 0);
}

/* The one that was not there before; 0 = none, or several. */
static gint64
find_newest (SptAccountsPage *self,
             GPtrArray       *accounts)
{
  gint64 newest = 0;

  for (guint i = 0; self->accounts != NULL && i < accounts->len; i++)
    {
      gint64 id = spt_account_get_id (g_ptr_array_index (accounts, i));

      if (find_account (self, id) != NULL)
        continue;
      if (newest != 0)
        return 0;
      newest = id;
    }
  return newest;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = spt_accounts_list_finish (SPT_STORE (object), result, &error);
  SptAccountsPage *self = user_data;
  gint64 newest;

  if (spt_ui_is_cancelled (error))
    return;
  if (accounts == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  newest = find_newest (self, accounts);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_steal_pointer (&accounts);
  show_accounts (self, newest);
}

static void
load (SptAccountsPage *self)
{
  spt_accounts_list_async (spt_desk_get_store (get_desk (self)), self->cancellable, loaded_cb,
                           self);
}

static void
store_changed_cb (SptAccountsPage *self,
                  guint            what)
{
  if ((what & (SPT_CHANGED_ACCOUNTS | SPT_CHANGED_ELSEWHERE)) != 0)
    load (self);
}

/* --- actions ------------------------------------------------------------------------------------------- */

static void
open_dialog (SptAccountsPage *self,
             SptAccount      *account)
{
  guint n = account != NULL && self->accounts != NULL
            ? spt_account_groups_sharing (self->accounts, spt_account_get_credential (account)) : 1;

  gtk_window_present (spt_account_dialog_new (GTK_WIDGET (self), get_desk (self), account, n));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  open_dialog (SPT_ACCOUNTS_PAGE (widget), NULL);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));

  if (account != NULL)
    open_dialog (self, account);
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));

  if (account != NULL)
    gtk_window_present (spt_account_duplicate_new (widget, get_desk (self), account));
}

/**
 * KeyTest:
 * @waiting: (owned) (element-type SptAccount): begun when the first has ended: what has to be asked for is asked for once
 * @n: accounts with the key
 * @n_left: without an answer yet
 * @n_good: for whose body the key may be used
 *
 * One key, tested with the accounts of all its bodies.
 */
typedef struct
{
  GPtrArray *waiting;
  guint      n;
  guint      n_left;
  guint      n_good;
} KeyTest;

static void
key_test_clear (KeyTest *key)
{
  g_ptr_array_unref (key->waiting);
}

static void
dues_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));

  if (account != NULL)
    gtk_window_present (spt_dues_dialog_new (widget, get_desk (self),
                                             spt_account_get_setting (account, SPT_SETTING_BODY)));
}

static void
catalogue_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));
  const SptRecordPages *pages = account != NULL ? spt_account_groups_find_pages (account) : NULL;

  if (pages != NULL && pages->account_dialog != NULL)
    gtk_window_present (pages->account_dialog (widget, get_desk (self),
                                               spt_account_get_id (account)));
}

static void
official_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));
  SptService *service = account != NULL ? spt_services_find (spt_account_get_service (account)) : NULL;

  if (service != NULL && SPT_SERVICE_GET_CLASS (service)->official != NULL)
    gtk_window_present (spt_official_dialog_new (widget, get_desk (self), service));
}

typedef struct
{
  SptAccountsPage *page;    /* (owned) */
  SptAccount      *account; /* (owned) */
  KeyTest         *key;     /* (owned) (nullable): part of it */
  gboolean         asked;   /* for what no keyring has; once is enough */
} Test;

static void run_test (Test *test);

static void
test_free (Test *test)
{
  g_object_unref (test->page);
  g_object_unref (test->account);
  if (test->key != NULL)
    g_rc_box_release_full (test->key, (GDestroyNotify) key_test_clear);
  g_free (test);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Test, test_free)

static void
end_test (Test *test)
{
  g_hash_table_remove (test->page->testing,
                       GSIZE_TO_POINTER ((gsize) spt_account_get_id (test->account)));
}

/* A new account is tested before the page has read it. */
static void
begin_test (SptAccountsPage *self,
            SptAccount      *account,
            KeyTest         *key)
{
  Test *test = g_new0 (Test, 1);

  g_hash_table_add (self->testing, GSIZE_TO_POINTER ((gsize) spt_account_get_id (account)));
  test->page = g_object_ref (self);
  test->account = g_object_ref (account);
  test->key = key != NULL ? g_rc_box_acquire (key) : NULL;
  run_test (test);
}

/* FALSE: what comes of this test is said alone. */
static gboolean
note_key (Test     *test,
          gboolean  good)
{
  KeyTest *key = test->key;
  g_autofree char *n_good = NULL;
  g_autofree char *n = NULL;
  g_autofree char *text = NULL;

  if (key == NULL)
    return FALSE;

  key->n_left--;
  key->n_good += good;
  while (key->waiting->len > 0)
    {
      g_autoptr (SptAccount) next = g_ptr_array_steal_index (key->waiting, 0);

      begin_test (test->page, next, key);
    }
  if (key->n_left > 0)
    return TRUE;

  n_good = spt_ui_format_count (key->n_good);
  n = spt_ui_format_count (key->n);
  if (key->n_good == key->n)
    text = g_strdup_printf (ngettext ("The key answers for the body", "The key answers for all %s bodies",
                                      key->n), n);
  else
    /* Translators: numbers of creditor bodies */
    text = g_strdup_printf (_("The key answers for %1$s of %2$s bodies"), n_good, n);
  spt_window_toast (spt_window_of (GTK_WIDGET (test->page)), text, NULL, NULL, NULL);
  return TRUE;
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Test) test = user_data;
  gboolean given = spt_window_ask_secrets_finish (SPT_WINDOW (object), result);

  if (given && !g_cancellable_is_cancelled (test->page->cancellable))
    {
      run_test (g_steal_pointer (&test));
      return;
    }
  end_test (test);
  if (!g_cancellable_is_cancelled (test->page->cancellable))
    load (test->page);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOutcome) outcome = spt_outbox_test_finish (SPT_OUTBOX (object), result, &error);
  g_autoptr (Test) test = user_data;
  SptAccountsPage *self = test->page;
  SptWindow *window;
  gboolean good;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      end_test (test);
      return;
    }

  window = spt_window_of (GTK_WIDGET (self));
  if (outcome == NULL && error->domain == SPT_KEYRING_ERROR && !test->asked && window != NULL)
    {
      SptAccount *account = test->account;

      test->asked = TRUE;
      spt_window_ask_secrets_async (window, account, self->cancellable, asked_cb,
                                    g_steal_pointer (&test));
      return;
    }

  end_test (test);
  good = outcome != NULL &&
         (outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING);
  if (outcome == NULL)
    {
      /* Without a key nothing of the others can be tried either. */
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else if (window != NULL && !note_key (test, good))
    {
      g_autofree char *words = spt_account_dup_outcome (test->account, outcome);
      const SptMessage *message = good || outcome->code == NULL ? NULL
                                  : spt_messages_find (spt_account_get_service (test->account),
                                                       outcome->code);
      const char *name = spt_account_get_name (test->account);

      if (message != NULL)
        {
          g_autofree char *text = g_strdup_printf ("%s: %s", name, message->title);
          g_autofree char *details = g_strdup_printf ("%s: %s", outcome->code, outcome->message != NULL
                                                      ? outcome->message : "–");

          spt_window_toast_error (window, text, message->title, words, details);
        }
      else
        {
          g_autofree char *text = g_strdup_printf ("%s: %s", name, words);

          spt_window_toast (window, text, NULL, NULL, NULL);
        }
    }
  load (self);
}

/* Takes @test. */
static void
run_test (Test *test)
{
  spt_outbox_test_async (spt_desk_get_outbox (get_desk (test->page)), test->account, NULL,
                         test->page->cancellable, tested_cb, test);
}

static gboolean
is_testing (SptAccountsPage *self,
            gint64           id)
{
  return g_hash_table_contains (self->testing, GSIZE_TO_POINTER ((gsize) id));
}

static void
test_new_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = spt_accounts_list_finish (SPT_STORE (object), result, &error);
  SptAccountsPage *self;
  SptAccount *account;

  if (spt_ui_is_cancelled (error))
    return;
  self = user_data;
  if (accounts == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_steal_pointer (&accounts);
  account = find_account (self, self->test_next);
  self->test_next = 0;
  if (account != NULL && !is_testing (self, spt_account_get_id (account)))
    begin_test (self, account, NULL);
  show_accounts (self, 0);
}

static void
test_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  gint64 id = g_variant_get_int64 (parameter);
  SptAccount *account = find_account (self, id);

  if (account == NULL)
    {
      /* Made just now: not read yet. */
      self->test_next = id;
      spt_accounts_list_async (spt_desk_get_store (get_desk (self)), self->cancellable, test_new_cb,
                               self);
      return;
    }
  if (is_testing (self, id))
    return;
  begin_test (self, account, NULL);
  show_accounts (self, 0);
}

static void
test_key_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  const char *credential = g_variant_get_string (parameter, NULL);
  g_autoptr (SptAccount) first = NULL;
  KeyTest *key;

  if (self->accounts == NULL)
    return;

  key = g_rc_box_new0 (KeyTest);
  key->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (spt_account_get_credential (account), credential) == 0 &&
          !is_testing (self, spt_account_get_id (account)))
        g_ptr_array_add (key->waiting, g_object_ref (account));
    }
  key->n = key->n_left = key->waiting->len;
  if (key->n > 0)
    {
      first = g_ptr_array_steal_index (key->waiting, 0);
      begin_test (self, first, key);
      show_accounts (self, 0);
    }
  g_rc_box_release_full (key, (GDestroyNotify) key_test_clear);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_keyring_clear_finish (SPT_KEYRING (object), result, &error))
    g_warning ("A secret that nobody uses any more was not removed: %s", error->message);
}

static void
clear_secrets (SptAccountsPage *self,
               SptAccount      *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  const char *credential = spt_account_get_credential (account);
  g_autoptr (GError) error = NULL;
  SptSchema *schema = service != NULL ? spt_service_get_account_schema (service, &error) : NULL;
  const SptGroupDef *root;

  spt_outbox_forget_secrets (spt_desk_get_outbox (get_desk (self)), credential);
  if (schema == NULL)
    return;
  root = spt_schema_get_root (schema);
  for (guint i = 0; i < root->n_fields; i++)
    {
      if (root->fields[i].kind == SPT_FIELD_SECRET)
        spt_keyring_clear_async (spt_desk_get_keyring (get_desk (self)), credential,
                                 root->fields[i].name, NULL, cleared_cb, NULL);
    }
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean unused = FALSE;
  gboolean done = spt_account_remove_finish (SPT_STORE (object), result, &unused, &error);
  SptAccountsPage *self = user_data;
  g_autoptr (SptAccount) account = NULL;

  if (spt_ui_is_cancelled (error))
    return;

  account = g_steal_pointer (&self->removing);
  if (done && unused && account != NULL)
    clear_secrets (self, account);
  if (done)
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Account removed"), NULL, NULL, NULL);
  else if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    spt_window_toast (spt_window_of (GTK_WIDGET (self)),
                      _("Not removed: a submission of this account is not finished"), NULL, NULL,
                      NULL);
  else
    spt_ui_report_error (GTK_WIDGET (self), error);
  load (self);
}

static void
remove_answer_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  SptAccountsPage *self;

  if (g_strcmp0 (answer, "remove") != 0)
    return;
  self = SPT_ACCOUNTS_PAGE (object);
  spt_account_remove_async (spt_desk_get_store (get_desk (self)),
                            spt_account_get_id (self->removing), self->cancellable, removed_cb,
                            self);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));
  const char *responses[] = { "cancel", _("_Cancel"), "!remove", _("_Remove"), NULL };
  g_autofree char *heading = NULL;

  if (account == NULL)
    return;
  g_set_object (&self->removing, account);
  /* Translators: %s is the name of an account */
  heading = g_strdup_printf (_("Remove the account %s?"), spt_account_get_name (account));
  spt_ui_ask_async (widget, heading,
                    _("What was sent with it stays readable. Its key leaves the keyring unless another account uses it; "
                      "at the service nothing changes."),
                    NULL, responses, self->cancellable, remove_answer_cb, NULL);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_accounts_page_refresh (SptPage *page)
{
  load (SPT_ACCOUNTS_PAGE (page));
}

static void
spt_accounts_page_find (SptPage *page)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (page);

  gtk_widget_show (self->search_entry);
  gtk_widget_grab_focus (self->search_entry);
}

static void
spt_accounts_page_create_new (SptPage *page)
{
  open_dialog (SPT_ACCOUNTS_PAGE (page), NULL);
}

static void
spt_accounts_page_constructed (GObject *object)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (object);

  G_OBJECT_CLASS (spt_accounts_page_parent_class)->constructed (object);

  if (get_desk (self) == NULL)
    return; /* a test of the template alone */
  g_signal_connect_object (spt_desk_get_store (get_desk (self)), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}

static void
spt_accounts_page_dispose (GObject *object)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->removing);

  G_OBJECT_CLASS (spt_accounts_page_parent_class)->dispose (object);
}

static void
spt_accounts_page_finalize (GObject *object)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (object);

  g_clear_pointer (&self->testing, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (spt_accounts_page_parent_class)->finalize (object);
}

static void
spt_accounts_page_class_init (SptAccountsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_accounts_page_constructed;
  object_class->dispose = spt_accounts_page_dispose;
  object_class->finalize = spt_accounts_page_finalize;
  page_class->refresh = spt_accounts_page_refresh;
  page_class->create_new = spt_accounts_page_create_new;
  page_class->find = spt_accounts_page_find;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptAccountsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptAccountsPage, groups);
  gtk_widget_class_bind_template_child (widget_class, SptAccountsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptAccountsPage, nothing_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "accounts.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "accounts.edit", "x", edit_action);
  gtk_widget_class_install_action (widget_class, "accounts.duplicate", "x", duplicate_action);
  gtk_widget_class_install_action (widget_class, "accounts.dues", "x", dues_action);
  gtk_widget_class_install_action (widget_class, "accounts.catalogue", "x", catalogue_action);
  gtk_widget_class_install_action (widget_class, "accounts.official", "x", official_action);
  gtk_widget_class_install_action (widget_class, "accounts.test", "x", test_action);
  gtk_widget_class_install_action (widget_class, "accounts.test-key", "s", test_key_action);
  gtk_widget_class_install_action (widget_class, "accounts.remove", "x", remove_action);
}

static void
spt_accounts_page_init (SptAccountsPage *self)
{
  self->testing = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_accounts_page_new:
 * @desk: what it works with
 *
 * Makes the page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_accounts_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_ACCOUNTS_PAGE, "desk", desk, NULL);
}
