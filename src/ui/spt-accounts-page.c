/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts: one row each, with environment, last success and the live test. */
#define G_LOG_DOMAIN "spt-accounts-page"

#include "config.h"

#include "spt-accounts-page.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-account-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

struct _SptAccountsPage
{
  SptPage        parent_instance;

  GPtrArray     *accounts;    /* (owned) (nullable) (element-type SptAccount) */
  GHashTable    *testing;     /* (owned): ids of accounts under test */
  SptAccount    *removing;    /* (owned) (nullable) */
  GCancellable  *cancellable; /* (owned) */

  /* Template */
  GtkStack      *stack;
  GtkListBox    *list;
};

G_DEFINE_FINAL_TYPE (SptAccountsPage, spt_accounts_page, SPT_TYPE_PAGE)

static void load (SptAccountsPage *self);

static SptDesk *
get_desk (SptAccountsPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
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

static gboolean
has_failed (SptAccount *account)
{
  gint64 last_success, last_test;
  g_autofree char *code = NULL;

  g_object_get (account, "last-success", &last_success, "last-test", &last_test, "last-test-code",
                &code, NULL);
  return code != NULL && last_test > last_success;
}

static char *
dup_subtitle (SptAccountsPage *self,
              SptAccount      *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  gint64 now = spt_clock_get_utc_ms (spt_desk_get_clock (get_desk (self)));
  gint64 last_success, last_test;
  g_autofree char *code = NULL;
  g_autofree char *when = NULL;
  g_autofree char *state = NULL;
  const char *name = service != NULL ? _(spt_service_get_info (service)->name)
                                     : spt_account_get_service (account);

  g_object_get (account, "last-success", &last_success, "last-test", &last_test, "last-test-code",
                &code, NULL);
  if (g_hash_table_contains (self->testing, GSIZE_TO_POINTER ((gsize)
                                                              spt_account_get_id (account))))
    {
      state = g_strdup (_("Testing the connection…"));
    }
  else if (code != NULL && last_test > last_success)
    {
      const SptMessage *message = spt_messages_find (spt_account_get_service (account), code);

      when = spt_ui_format_time (last_test, now);
      /* Translators: what was wrong, and when */
      state = g_strdup_printf (_("%1$s (%2$s)"), message != NULL ? message->title : code, when);
    }
  else if (last_success > 0 || last_test > 0)
    {
      when = spt_ui_format_time (MAX (last_success, last_test), now);
      /* Translators: %s is a day and time */
      state = g_strdup_printf (_("Reached %s"), when);
    }
  else
    {
      state = g_strdup (_("Never tested"));
    }
  return g_strdup_printf ("%s\n%s", name, state);
}

static GMenuModel *
new_menu (gint64 id)
{
  const struct { const char *label; const char *action; } items[] = {
    { N_("_Edit…"), "accounts.edit" },
    { N_("_Duplicate for Another Body…"), "accounts.duplicate" },
    { N_("_Remove…"), "accounts.remove" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(items[i].label), NULL);

      g_menu_item_set_action_and_target_value (item, items[i].action, g_variant_new_int64 (id));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_row (SptAccountsPage *self,
          SptAccount      *account)
{
  gint64 id = spt_account_get_id (account);
  SptEnvironment environment = spt_account_get_environment (account);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *tag = gtk_label_new (spt_ui_environment_word (environment));
  GtkWidget *test = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  GtkWidget *more = gtk_menu_button_new ();
  g_autofree char *subtitle = dup_subtitle (self, account);
  g_autofree char *test_name = NULL;
  g_autoptr (GMenuModel) menu = new_menu (id);

  /* Translators: %s is the name of an account */
  test_name = g_strdup_printf (_("Test the Connection of %s"), spt_account_get_name (account));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), spt_account_get_name (account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  if (has_failed (account))
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "state-warning");
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("The last test failed"), -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }

  gtk_widget_add_css_class (tag, "environment-tag");
  gtk_widget_add_css_class (tag, spt_environment_to_string (environment));
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tag);

  gtk_widget_set_valign (test, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (test, "flat");
  gtk_widget_set_tooltip_text (test, _("Test the Connection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (test), GTK_ACCESSIBLE_PROPERTY_LABEL, test_name,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (test), "accounts.test");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (test), "x", id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), test);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_tooltip_text (more, _("Account Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Account Menu"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), more);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "spt-account", g_object_ref (account), g_object_unref);
  return row;
}

static void
show_accounts (SptAccountsPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->accounts->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->accounts, i)));
  gtk_stack_set_visible_child_name (self->stack, self->accounts->len > 0 ? "list" : "empty");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = spt_accounts_list_finish (SPT_STORE (object), result, &error);
  SptAccountsPage *self = user_data;

  if (is_cancelled (error))
    return;
  if (accounts == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_steal_pointer (&accounts);
  show_accounts (self);
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
             SptAccount      *account,
             gboolean         duplicate)
{
  gtk_window_present (spt_account_dialog_new (GTK_WIDGET (self), get_desk (self), account,
                                              duplicate));
}

static void
row_activated_cb (SptAccountsPage *self,
                  GtkListBoxRow   *row)
{
  open_dialog (self, g_object_get_data (G_OBJECT (row), "spt-account"), FALSE);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  open_dialog (SPT_ACCOUNTS_PAGE (widget), NULL, FALSE);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));

  if (account != NULL)
    open_dialog (self, account, strcmp (name, "accounts.duplicate") == 0);
}

typedef struct
{
  SptAccountsPage *page;    /* (owned) */
  SptAccount      *account; /* (owned) */
  gboolean         asked;   /* for what no keyring has; once is enough */
} Test;

static void run_test (Test *test);

static void
test_free (Test *test)
{
  g_object_unref (test->page);
  g_object_unref (test->account);
  g_free (test);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Test, test_free)

static void
end_test (Test *test)
{
  g_hash_table_remove (test->page->testing,
                       GSIZE_TO_POINTER ((gsize) spt_account_get_id (test->account)));
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
  if (outcome == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else if (window != NULL)
    {
      g_autofree char *words = spt_account_dup_outcome (test->account, outcome);
      gboolean good = outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING;
      const SptMessage *message = good || outcome->code == NULL ? NULL
                                  : spt_messages_find (spt_account_get_service (test->account),
                                                       outcome->code);
      const char *name = spt_account_get_name (test->account);

      if (message != NULL)
        {
          g_autofree char *text = g_strdup_printf ("%s: %s", name, message->title);
          g_autofree char *details = g_strdup_printf ("%s: %s", outcome->code, outcome->message != NULL
                                                      ? outcome->message : "–");

          spt_window_toast (window, text, _("Details"), "win.error-details",
                            g_variant_new ("(sss)", message->title, words, details));
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

static void
test_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountsPage *self = SPT_ACCOUNTS_PAGE (widget);
  SptAccount *account = find_account (self, g_variant_get_int64 (parameter));
  Test *test;

  if (account == NULL ||
      !g_hash_table_add (self->testing, GSIZE_TO_POINTER ((gsize) spt_account_get_id (account))))
    return;

  test = g_new0 (Test, 1);
  test->page = g_object_ref (self);
  test->account = g_object_ref (account);
  show_accounts (self);
  run_test (test);
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

  if (is_cancelled (error))
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
spt_accounts_page_create_new (SptPage *page)
{
  open_dialog (SPT_ACCOUNTS_PAGE (page), NULL, FALSE);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptAccountsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptAccountsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "accounts.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "accounts.edit", "x", edit_action);
  gtk_widget_class_install_action (widget_class, "accounts.duplicate", "x", edit_action);
  gtk_widget_class_install_action (widget_class, "accounts.test", "x", test_action);
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
