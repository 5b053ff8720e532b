/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Duplicate for another body": the same broker, environment, settings and key; asks for the body and a name. */
#define G_LOG_DOMAIN "spt-account-duplicate"

#include "config.h"

#include "spt-account-duplicate.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "ui/spt-account-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

struct _SptAccountDuplicate
{
  AdwWindow     parent_instance;

  SptDesk      *desk;        /* (owned) */
  SptAccount   *original;    /* (owned) */
  SptAccount   *account;     /* (owned): what is being made */
  GPtrArray    *accounts;    /* (owned) (nullable) (element-type SptAccount): those there are */
  GtkWidget    *parent;      /* (weak) */
  GCancellable *cancellable; /* (owned) */
  guint         filling : 1; /* the name follows the body's, not the other way round */
  guint         own_name : 1; /* the name was typed */
  guint         tried   : 1; /* faults are marked once adding was tried */
  guint         saving  : 1;

  /* Template */
  GtkLabel     *intro;
  AdwEntryRow  *code_row;
  AdwEntryRow  *body_row;
  AdwEntryRow  *name_row;
  GtkLabel     *note;
};

G_DEFINE_FINAL_TYPE (SptAccountDuplicate, spt_account_duplicate, ADW_TYPE_WINDOW)

/**
 * spt_account_dup_name_for:
 * @text: what people call something
 *
 * Makes a name for an account of it: letters without accents, hyphens for blanks.
 *
 * Returns: (transfer full): the name; "" when nothing of @text can be one
 */
char *
spt_account_dup_name_for (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0' && name->len < 64; at++)
    {
      if (g_ascii_isalnum (*at) || *at == '.' || *at == '_')
        g_string_append_c (name, *at);
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * spt_account_duplicate_is_possible:
 * @account: an account
 *
 * Says whether accounts of its service answer for a body, so that there can be one for another.
 *
 * Returns: %TRUE if so
 */
gboolean
spt_account_duplicate_is_possible (SptAccount *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  SptSchema *schema = service != NULL ? spt_service_get_account_schema (service, NULL) : NULL;

  return schema != NULL &&
         spt_group_def_find_field (spt_schema_get_root (schema), SPT_ACCOUNT_BODY) != NULL;
}

/* --- what was typed ------------------------------------------------------------------------------------ */

static char *
dup_typed (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
collect (SptAccountDuplicate *self)
{
  g_autofree char *code = dup_typed (self->code_row);
  g_autofree char *body = dup_typed (self->body_row);
  g_autofree char *name = dup_typed (self->name_row);

  spt_account_set_setting (self->account, SPT_ACCOUNT_BODY, *code != '\0' ? code : NULL);
  spt_account_set_setting (self->account, SPT_ACCOUNT_BODY_NAME, *body != '\0' ? body : NULL);
  g_object_set (self->account, "name", name, NULL);
}

/* The account that answers with the same key for that body already. */
static SptAccount *
find_same_body (SptAccountDuplicate *self)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (spt_account_get_credential (account),
                     spt_account_get_credential (self->account)) == 0 &&
          g_strcmp0 (spt_account_get_body (account), spt_account_get_body (self->account)) == 0)
        return account;
    }
  return NULL;
}

static gboolean
set_fault (SptAccountDuplicate *self,
           AdwEntryRow         *row,
           const char          *text)
{
  AdwEntryRow *const rows[] = { self->code_row, self->body_row, self->name_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean faulty = rows[i] == row;

      if (faulty)
        gtk_widget_add_css_class (GTK_WIDGET (rows[i]), "error");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (rows[i]), GTK_ACCESSIBLE_STATE_INVALID,
                                   faulty ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  gtk_label_set_text (self->note, text);
  if (row != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error");
  return row == NULL;
}

/* Marks the first thing that is wrong; TRUE where nothing is. */
static gboolean
check (SptAccountDuplicate *self,
       AdwEntryRow        **faulty)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptAccount *same;

  collect (self);
  spt_service_check_account (spt_services_find (spt_account_get_service (self->account)),
                             self->account, issues);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      if (g_strcmp0 (issue->path, SPT_ACCOUNT_BODY_NAME) == 0)
        *faulty = self->body_row;
      else if (g_strcmp0 (issue->path, SPT_ACCOUNT_BODY) == 0)
        *faulty = self->code_row;
      else
        continue; /* what was copied: its own dialog mends it */
      return set_fault (self, *faulty, *faulty == self->body_row
                        ? _("The body's name has 140 characters at most.")
                        : _("The tax code of the body has 11 digits."));
    }
  same = find_same_body (self);
  if (same != NULL)
    {
      /* Translators: %s is the name of an account */
      g_autofree char *text = g_strdup_printf (_("The account %s answers for this body already."),
                                               spt_account_get_name (same));

      *faulty = self->code_row;
      return set_fault (self, *faulty, text);
    }
  if (!spt_account_name_is_valid (spt_account_get_name (self->account)))
    {
      *faulty = self->name_row;
      return set_fault (self, *faulty,
                        _("A name has letters without accents, digits, point, hyphen and underscore; 64 at most."));
    }
  *faulty = NULL;
  return set_fault (self, NULL, "");
}

static void
changed_cb (SptAccountDuplicate *self)
{
  AdwEntryRow *faulty;

  if (self->tried)
    check (self, &faulty);
}

static void
body_changed_cb (SptAccountDuplicate *self)
{
  if (!self->own_name)
    {
      g_autofree char *body = dup_typed (self->body_row);
      g_autofree char *name = spt_account_dup_name_for (body);

      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
      self->filling = FALSE;
    }
  changed_cb (self);
}

static void
name_changed_cb (SptAccountDuplicate *self)
{
  if (!self->filling)
    self->own_name = *gtk_editable_get_text (GTK_EDITABLE (self->name_row)) != '\0';
  changed_cb (self);
}

/* --- adding -------------------------------------------------------------------------------------------- */

static void
set_saving (SptAccountDuplicate *self,
            gboolean             saving)
{
  self->saving = saving;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicate.add", !saving);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SptAccountDuplicate) self = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_account_save_finish (SPT_STORE (object), result, &error))
    {
      gint64 id = spt_account_get_id (self->account);

      /* A key need not be enabled for each body: that is found out now, not at the first sending. */
      if (self->parent != NULL)
        gtk_widget_activate_action (self->parent, "accounts.test", "x", id);
      if (!g_cancellable_is_cancelled (self->cancellable))
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_saving (self, FALSE);
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    {
      set_fault (self, self->name_row, _("There is an account with this name already."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
    }
  else
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptAccountDuplicate *self = SPT_ACCOUNT_DUPLICATE (widget);
  AdwEntryRow *faulty = NULL;

  if (self->saving)
    return;
  self->tried = TRUE;
  if (!check (self, &faulty))
    {
      gtk_widget_grab_focus (GTK_WIDGET (faulty));
      return;
    }
  set_saving (self, TRUE);
  spt_account_save_async (spt_desk_get_store (self->desk), self->account, NULL, saved_cb,
                          g_object_ref (self));
}

/* Enter goes on to the next field, from the last one adds. */
static void
entered_cb (SptAccountDuplicate *self,
            AdwEntryRow         *row)
{
  if (row == self->code_row)
    gtk_widget_grab_focus (GTK_WIDGET (self->body_row));
  else if (row == self->body_row)
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else
    add_action (GTK_WIDGET (self), NULL, NULL);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = spt_accounts_list_finish (SPT_STORE (object), result, &error);
  SptAccountDuplicate *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  if (accounts == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    self->accounts = g_steal_pointer (&accounts);
}

/* --- the window ---------------------------------------------------------------------------------------- */

static void
spt_account_duplicate_dispose (GObject *object)
{
  SptAccountDuplicate *self = SPT_ACCOUNT_DUPLICATE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->parent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_ACCOUNT_DUPLICATE);

  G_OBJECT_CLASS (spt_account_duplicate_parent_class)->dispose (object);
}

static void
spt_account_duplicate_finalize (GObject *object)
{
  SptAccountDuplicate *self = SPT_ACCOUNT_DUPLICATE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->original);
  g_clear_object (&self->account);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (spt_account_duplicate_parent_class)->finalize (object);
}

static void
spt_account_duplicate_class_init (SptAccountDuplicateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_account_duplicate_dispose;
  object_class->finalize = spt_account_duplicate_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-account-duplicate.ui");
  gtk_widget_class_bind_template_child (widget_class, SptAccountDuplicate, intro);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDuplicate, code_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDuplicate, body_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDuplicate, name_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDuplicate, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);

  gtk_widget_class_install_action (widget_class, "duplicate.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "duplicate.add",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_account_duplicate_init (SptAccountDuplicate *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->note, "");
}

/* The same broker and key; another body and another name are typed. */
static SptAccount *
new_copy (SptAccount *account)
{
  SptAccount *copy = spt_account_new (spt_account_get_service (account), "",
                                      spt_account_get_environment (account));
  g_autofree char *settings = spt_account_dup_settings (account);
  g_autoptr (GError) error = NULL;

  g_object_set (copy, "base-url", spt_account_get_base_url (account), "credential",
                spt_account_get_credential (account), NULL);
  if (!spt_account_load_settings (copy, settings, &error))
    g_warning ("The settings could not be copied: %s", error->message);
  return copy;
}

/**
 * spt_account_duplicate_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @account: whose broker, settings and key the new one has
 *
 * Makes the dialog; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_account_duplicate_new (GtkWidget  *parent,
                           SptDesk    *desk,
                           SptAccount *account)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptAccountDuplicate *self = g_object_new (SPT_TYPE_ACCOUNT_DUPLICATE, "transient-for",
                                            GTK_IS_WINDOW (root) ? root : NULL, NULL);
  g_autofree char *intro = NULL;

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  self->original = g_object_ref (account);
  self->account = new_copy (account);
  g_set_weak_pointer (&self->parent, parent);
  /* Translators: %1$s is the name of an account, %2$s an environment */
  intro = g_strdup_printf (_("Broker, settings and key are those of %1$s, in %2$s. The key is shared: changed once, it is changed "
                             "for all."),
                           spt_account_get_name (account),
                           spt_ui_environment_word (spt_account_get_environment (account)));
  gtk_label_set_text (self->intro, intro);
  spt_accounts_list_async (spt_desk_get_store (desk), self->cancellable, listed_cb, self);
  return GTK_WINDOW (self);
}
