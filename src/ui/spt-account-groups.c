/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts as groups of rows: those that share a key together, under how many bodies it answers for. */
#define G_LOG_DOMAIN "spt-account-groups"

#include "config.h"

#include "spt-account-groups.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-expiry.h"
#include "store/spt-store-bodies.h"
#include "ui/spt-account-duplicate.h"
#include "ui/spt-ui.h"

#define ROWS_DATA "spt-account-rows"

/* From how much of the usual size on a row is laid out for large text. */
#define LARGE_TEXT 1.5

/* The rows of a box, and what they were made of. */
typedef struct
{
  char      *made_of; /* (owned) */
  GPtrArray *rows;    /* (owned) (element-type Row) */
  GPtrArray *keys;    /* (owned) (element-type Key) */
} Rows;

typedef struct
{
  gint64        id;
  gboolean      sharing;
  AdwActionRow *row;     /* (unowned): lives in the box */
  GtkWidget    *warning; /* (unowned) */
} Row;

typedef struct
{
  char                *credential; /* (owned) */
  AdwPreferencesGroup *group;      /* (unowned) */
} Key;

static void
key_free (Key *key)
{
  g_free (key->credential);
  g_free (key);
}

static void
rows_free (Rows *rows)
{
  g_free (rows->made_of);
  g_ptr_array_unref (rows->rows);
  g_ptr_array_unref (rows->keys);
  g_free (rows);
}

/**
 * spt_account_groups_sharing:
 * @accounts: (element-type SptAccount): accounts
 * @credential: a credential
 *
 * Counts the accounts that have one key.
 *
 * Returns: how many
 */
guint
spt_account_groups_sharing (GPtrArray  *accounts,
                            const char *credential)
{
  guint n = 0;

  for (guint i = 0; i < accounts->len; i++)
    n += g_strcmp0 (spt_account_get_credential (g_ptr_array_index (accounts, i)), credential) == 0;
  return n;
}

/* --- words --------------------------------------------------------------------------------------------- */

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
dup_state (const SptAccountsShown *shown,
           SptAccount             *account)
{
  gint64 last_success, last_test;
  g_autofree char *code = NULL;
  g_autofree char *when = NULL;

  g_object_get (account, "last-success", &last_success, "last-test", &last_test, "last-test-code",
                &code, NULL);
  if (g_hash_table_contains (shown->testing, GSIZE_TO_POINTER ((gsize) spt_account_get_id (account))))
    return g_strdup (_("Testing the connection…"));
  if (has_failed (account))
    {
      const SptMessage *message = spt_messages_find (spt_account_get_service (account), code);

      when = spt_ui_format_time (last_test, shown->now);
      /* Translators: what was wrong, and when */
      return g_strdup_printf (_("%1$s (%2$s)"), message != NULL ? message->title : code, when);
    }
  if (last_success > 0 || last_test > 0)
    {
      when = spt_ui_format_time (MAX (last_success, last_test), shown->now);
      /* Translators: %s is a day and time */
      return g_strdup_printf (_("Reached %s"), when);
    }
  return g_strdup (_("Never tested"));
}

static SptExpiryKind
get_expiry (SptAccount  *account,
            gint64       now,
            int         *days,
            SptDatetime *date)
{
  SptService *service = spt_services_find (spt_account_get_service (account));

  return service != NULL ? spt_expiry_of (service, account, now, days, date) : SPT_EXPIRY_NONE;
}

/**
 * spt_account_groups_dup_expiry:
 * @account: an account
 * @now_utc_ms: now
 *
 * Says when a secret of the account ends, from %SPT_EXPIRY_SOON_DAYS before.
 *
 * Returns: (transfer full) (nullable): one sentence; %NULL = nothing to say
 */
char *
spt_account_groups_dup_expiry (SptAccount *account,
                               gint64      now_utc_ms)
{
  int days = 0;
  SptDatetime date;
  SptExpiryKind kind = get_expiry (account, now_utc_ms, &days, &date);
  g_autofree char *day = NULL;

  if (kind == SPT_EXPIRY_NONE)
    return NULL;
  day = spt_datetime_to_italian (&date, FALSE);
  if (days < 0)
    /* Translators: %s is a day */
    return g_strdup_printf (_("The secret expired on %s: make a new one on the service's portal and write it here"),
                            day);
  if (days == 0)
    return g_strdup (_("The secret expires today: make a new one on the service's portal and write it here"));
  return g_strdup_printf (ngettext ("The secret expires in %1$d day, on %2$s: make a new one on the service's portal",
                                    "The secret expires in %1$d days, on %2$s: make a new one on the service's portal",
                                    (gulong) days), days, day);
}

static const char *
get_service_name (SptAccount *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));

  return service != NULL ? _(spt_service_get_info (service)->name)
                         : spt_account_get_service (account);
}

static char *
dup_subtitle (const SptAccountsShown *shown,
              SptAccount             *account,
              gboolean                sharing)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *state = dup_state (shown, account);
  g_autofree char *expiry = NULL;

  if (spt_account_get_body (account) != NULL)
    {
      g_autofree char *body = spt_body_dup_label (spt_account_get_body (account),
                                                  spt_account_get_body_name (account));

      g_string_append_printf (text, "%s\n", body);
    }
  /* Of those with one key the service stands above them all. */
  if (!sharing)
    g_string_append_printf (text, "%s\n", get_service_name (account));
  g_string_append (text, state);
  expiry = spt_account_groups_dup_expiry (account, shown->now);
  if (expiry != NULL)
    g_string_append_printf (text, "\n%s", expiry);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What the last tests of one key said, body by body. */
static char *
dup_key_summary (const SptAccountsShown *shown,
                 const char             *credential)
{
  const char *service = NULL;
  g_autofree char *good = NULL;
  g_autofree char *all = NULL;
  g_autofree char *outcome = NULL;
  guint n = 0, n_good = 0, n_tested = 0;

  for (guint i = 0; i < shown->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (shown->accounts, i);
      gint64 last_success, last_test;

      if (g_strcmp0 (spt_account_get_credential (account), credential) != 0)
        continue;
      g_object_get (account, "last-success", &last_success, "last-test", &last_test, NULL);
      service = get_service_name (account);
      n++;
      n_tested += last_success > 0 || last_test > 0;
      n_good += (last_success > 0 || last_test > 0) && !has_failed (account);
    }
  good = spt_ui_format_count (n_good);
  all = spt_ui_format_count (n);
  if (n_tested == 0)
    outcome = g_strdup (_("Never tested"));
  else
    /* Translators: of how many creditor bodies the last test said that the key may be used */
    outcome = g_strdup_printf (_("It answers for %1$s of %2$s"), good, all);
  /* Translators: %1$s is a service, %2$s a sentence */
  return g_strdup_printf (_("%1$s · %2$s"), service, outcome);
}

/* --- rows ---------------------------------------------------------------------------------------------- */

/**
 * spt_account_groups_find_pages:
 * @account: an account
 *
 * Returns: (transfer none) (nullable): how the records of its service are shown
 */
const SptRecordPages *
spt_account_groups_find_pages (SptAccount *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  const char *kind = service != NULL ? spt_service_get_info (service)->record_kind : NULL;

  return kind != NULL ? spt_record_pages_find (kind) : NULL;
}

static gboolean
is_possible (SptAccount *account,
             const char *action)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  const SptRecordPages *pages = spt_account_groups_find_pages (account);

  if (strcmp (action, "accounts.duplicate") == 0)
    return spt_account_duplicate_is_possible (account);
  if (strcmp (action, "accounts.dues") == 0)
    return service != NULL && SPT_SERVICE_GET_CLASS (service)->get_dues != NULL;
  if (strcmp (action, "accounts.official") == 0)
    return service != NULL && SPT_SERVICE_GET_CLASS (service)->official != NULL;
  if (strcmp (action, "accounts.catalogue") == 0)
    return pages != NULL && pages->account_dialog != NULL;
  return TRUE;
}

static GMenuModel *
new_menu (SptAccount *account)
{
  const SptRecordPages *pages = spt_account_groups_find_pages (account);
  const struct { const char *label; const char *action; } items[] = {
    { N_("_Edit…"), "accounts.edit" },
    { N_("_Duplicate for Another Body…"), "accounts.duplicate" },
    { N_("_Kinds of Dues…"), "accounts.dues" },
    { pages != NULL ? pages->account_label : NULL, "accounts.catalogue" },
    { N_("Official _Schemas and Lists…"), "accounts.official" },
    { N_("_Remove…"), "accounts.remove" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = NULL;

      if (!is_possible (account, items[i].action))
        continue;
      item = g_menu_item_new (_(items[i].label), NULL);
      g_menu_item_set_action_and_target_value (item, items[i].action,
                                               g_variant_new_int64 (spt_account_get_id (account)));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_test_button (SptAccount *account)
{
  GtkWidget *test = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  /* Translators: %s is the name of an account */
  g_autofree char *name = g_strdup_printf (_("Test the Connection of %s"),
                                           spt_account_get_name (account));

  gtk_widget_set_valign (test, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (test, "flat");
  gtk_widget_set_tooltip_text (test, _("Test the Connection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (test), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (test), "accounts.test");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (test), "x", spt_account_get_id (account));
  return test;
}

static GtkWidget *
new_menu_button (SptAccount *account)
{
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = new_menu (account);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_tooltip_text (more, _("Account Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Account Menu"), -1);
  return more;
}

static GtkWidget *
add_row (Rows       *rows,
         SptAccount *account,
         gboolean    sharing)
{
  SptEnvironment environment = spt_account_get_environment (account);
  GtkWidget *warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *tag = gtk_label_new (NULL);
  GtkWidget *suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Row *entry = g_new0 (Row, 1);
  GtkWidget *row = spt_ui_new_row (spt_account_get_name (account), NULL);

  gtk_widget_add_css_class (warning, "state-warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), warning);

  spt_ui_tag_environment (GTK_LABEL (tag), environment);
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  /* With large text they would leave no room for the name. */
  if (spt_ui_get_text_scale (row) >= LARGE_TEXT)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (suffix), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), new_test_button (account));
  gtk_box_append (GTK_BOX (buttons), new_menu_button (account));
  gtk_box_append (GTK_BOX (suffix), tag);
  gtk_box_append (GTK_BOX (suffix), buttons);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "accounts.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", spt_account_get_id (account));

  entry->id = spt_account_get_id (account);
  entry->sharing = sharing;
  entry->row = ADW_ACTION_ROW (row);
  entry->warning = warning;
  g_ptr_array_add (rows->rows, entry);
  return row;
}

/* --- groups -------------------------------------------------------------------------------------------- */

static gboolean
has_text (const char *text,
          const char *folded)
{
  g_autofree char *own = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

static gboolean
is_wanted (SptAccount *account,
           const char *search)
{
  g_autofree char *trimmed = search != NULL ? g_strstrip (g_strdup (search)) : NULL;
  g_autofree char *folded = trimmed != NULL ? g_utf8_casefold (trimmed, -1) : NULL;

  return folded == NULL || *folded == '\0' ||
         has_text (spt_account_get_name (account), folded) ||
         has_text (spt_account_get_body (account), folded) ||
         has_text (spt_account_get_body_name (account), folded);
}

static AdwPreferencesGroup *
new_group (GtkBox     *box,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static AdwPreferencesGroup *
new_key_group (GtkBox     *box,
               Rows       *rows,
               const char *credential,
               guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *title = g_strdup_printf (ngettext ("Key shared by %s account",
                                                      "Key shared by %s accounts", n), number);
  AdwPreferencesGroup *group = new_group (box, title);
  GtkWidget *button = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  Key *key = g_new0 (Key, 1);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Test the Key: For Which Bodies It May Be Used"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Test the Key: For Which Bodies It May Be Used"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "accounts.test-key");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", credential);
  adw_preferences_group_set_header_suffix (group, button);
  key->credential = g_strdup (credential);
  key->group = group;
  g_ptr_array_add (rows->keys, key);
  return group;
}

/* Keys that several accounts have first, each with its accounts; then those with a key of their own. */
static void
build (GtkBox                 *box,
       Rows                   *rows,
       const SptAccountsShown *shown)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  AdwPreferencesGroup *single = NULL;

  for (guint i = 0; i < shown->accounts->len; i++)
    {
      const char *credential = spt_account_get_credential (g_ptr_array_index (shown->accounts, i));
      guint n = spt_account_groups_sharing (shown->accounts, credential);
      AdwPreferencesGroup *group = NULL;

      if (n < 2 || !g_hash_table_add (done, (gpointer) credential))
        continue;
      for (guint j = i; j < shown->accounts->len; j++)
        {
          SptAccount *account = g_ptr_array_index (shown->accounts, j);

          if (g_strcmp0 (spt_account_get_credential (account), credential) != 0 ||
              !is_wanted (account, shown->search))
            continue;
          if (group == NULL)
            group = new_key_group (box, rows, credential, n);
          adw_preferences_group_add (group, add_row (rows, account, TRUE));
        }
    }
  for (guint i = 0; i < shown->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (shown->accounts, i);

      if (g_hash_table_contains (done, spt_account_get_credential (account)) ||
          !is_wanted (account, shown->search))
        continue;
      if (single == NULL)
        single = new_group (box, g_hash_table_size (done) > 0 ? _("With a Key of Their Own") : "");
      adw_preferences_group_add (single, add_row (rows, account, FALSE));
    }
}

static void
name_warning (GtkWidget *warning,
              gboolean   failed)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (warning), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  failed ? _("The last test failed") : _("A secret ends soon"), -1);
}

static void
update (Rows                   *rows,
        const SptAccountsShown *shown)
{
  for (guint i = 0; i < rows->rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows->rows, i);

      for (guint j = 0; j < shown->accounts->len; j++)
        {
          SptAccount *account = g_ptr_array_index (shown->accounts, j);
          g_autofree char *subtitle = NULL;
          SptExpiryKind expiry;

          if (spt_account_get_id (account) != row->id)
            continue;
          subtitle = dup_subtitle (shown, account, row->sharing);
          adw_action_row_set_subtitle (row->row, subtitle);
          expiry = get_expiry (account, shown->now, NULL, NULL);
          gtk_widget_set_visible (row->warning, has_failed (account) ||
                                  expiry >= SPT_EXPIRY_URGENT);
          name_warning (row->warning, has_failed (account));
        }
    }
  for (guint i = 0; i < rows->keys->len; i++)
    {
      Key *key = g_ptr_array_index (rows->keys, i);
      g_autofree char *summary = dup_key_summary (shown, key->credential);
      g_autofree char *escaped = g_markup_escape_text (summary, -1);

      adw_preferences_group_set_description (key->group, escaped);
    }
}

/* Names, keys and places of all: while these are the same the rows are. */
static char *
dup_made_of (const SptAccountsShown *shown)
{
  GString *text = g_string_new (shown->search);

  for (guint i = 0; i < shown->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (shown->accounts, i);

      g_string_append_printf (text, "\n%" G_GINT64_FORMAT " %s %s %d %s %s",
                              spt_account_get_id (account), spt_account_get_name (account),
                              spt_account_get_credential (account),
                              (int) spt_account_get_environment (account),
                              spt_account_get_body (account) != NULL
                              ? spt_account_get_body (account) : "",
                              spt_account_get_body_name (account) != NULL
                              ? spt_account_get_body_name (account) : "");
    }
  return g_string_free (text, FALSE);
}

/**
 * spt_account_groups_fill:
 * @box: where they go
 * @shown: what there is
 *
 * Shows the accounts. Rows that are still right only say what is new, so that focus and place stay while forty tests come in.
 *
 * Returns: how many accounts are shown
 */
guint
spt_account_groups_fill (GtkBox                 *box,
                         const SptAccountsShown *shown)
{
  Rows *rows = g_object_get_data (G_OBJECT (box), ROWS_DATA);
  g_autofree char *made_of = dup_made_of (shown);
  GtkWidget *child;

  if (rows == NULL || strcmp (rows->made_of, made_of) != 0)
    {
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
        gtk_box_remove (box, child);
      rows = g_new0 (Rows, 1);
      rows->made_of = g_steal_pointer (&made_of);
      rows->rows = g_ptr_array_new_with_free_func (g_free);
      rows->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) key_free);
      build (box, rows, shown);
      g_object_set_data_full (G_OBJECT (box), ROWS_DATA, rows, (GDestroyNotify) rows_free);
    }
  update (rows, shown);
  for (guint i = 0; shown->newest != 0 && i < rows->rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows->rows, i);

      if (row->id == shown->newest)
        gtk_widget_grab_focus (GTK_WIDGET (row->row));
    }
  return rows->rows->len;
}
