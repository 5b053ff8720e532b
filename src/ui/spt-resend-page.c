/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What failed in a submission: gone through, mended, and sent again alone. */
#define G_LOG_DOMAIN "spt-resend-page"

#include "config.h"

#include "ui/spt-resend-page.h"

#include <glib/gi18n.h>

#include "outbox/spt-intake.h"
#include "store/spt-store-after.h"
#include "ui/spt-item-view.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define ISSUES_KEPT 1000

struct _SptResendPage
{
  SptReadPage         parent_instance;

  GtkLabel           *heading;
  GtkLabel           *explanation;
  SptItemView        *item_view;
  GtkLabel           *left;
  GtkWidget          *send_button;

  const SptReadParts *parts; /* (unowned): the base's */
  SptSubmission      *submission; /* (unowned) (nullable): until it was read */
  guint               n_failed;
  guint               n_faulty;
  guint               working : 1;
};

G_DEFINE_FINAL_TYPE (SptResendPage, spt_resend_page, SPT_TYPE_READ_PAGE)

/* --- reading ---------------------------------------------------------------------------------- */

typedef struct
{
  gint64         id;
  SptSubmission *submission; /* (owned) */
  GArray        *records;    /* (owned) */
  guint          n_failed;
  guint          n_faulty;
  guint          n_uncertain;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->submission);
  g_clear_pointer (&look->records, g_array_unref);
  g_free (look);
}

static gboolean
take_look (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Look *look = data;
  g_autoptr (GPtrArray) items = NULL;

  look->submission = spt_db_get_submission (db, look->id, error);
  if (look->submission == NULL ||
      !spt_db_count_failed (db, look->id, TRUE, &look->n_failed, &look->n_faulty, error))
    return FALSE;

  look->records = g_array_new (FALSE, FALSE, sizeof (gint64));
  items = spt_db_list_failed (db, look->id, TRUE, FALSE, 0, look->n_failed, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const SptItem *item = g_ptr_array_index (items, i);

      if (item->record_id != 0)
        g_array_append_val (look->records, item->record_id);
      look->n_uncertain += item->state == SPT_STATE_UNCERTAIN;
    }

  return TRUE;
}

static void
show_bar (SptResendPage *self)
{
  guint n = self->n_failed - MIN (self->n_faulty, self->n_failed);
  g_autofree char *count = spt_ui_format_count (n);
  g_autofree char *faulty = spt_ui_format_count (self->n_faulty);
  g_autofree char *send = NULL;
  g_autofree char *left = NULL;
  SptEnvironment environment;

  g_object_get (self->submission, "environment", &environment, NULL);
  /* Translators: %1$s records, %2$s an environment: "Send 7 Again in Test" */
  send = g_strdup_printf (_("_Send %1$s Again in %2$s"), count,
                          spt_ui_environment_word (environment));
  gtk_button_set_label (GTK_BUTTON (self->send_button), send);
  if (self->n_faulty > 0)
    left = g_strdup_printf (ngettext ("%s still has something to correct and stays.",
                                      "%s still have something to correct and stay.",
                                      self->n_faulty), faulty);
  gtk_label_set_label (self->left, left != NULL ? left : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left), left != NULL);
  gtk_widget_set_visible (self->send_button, self->n_failed > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "resend.go", n > 0 && !self->working);
}

static void
spt_resend_page_show (SptReadPage *page,
                      gpointer     loaded)
{
  SptResendPage *self = SPT_RESEND_PAGE (page);
  const Look *look = loaded;
  g_autofree char *count = NULL;
  g_autofree char *heading = NULL;
  GString *text = NULL;

  self->submission = look->submission;
  self->n_failed = look->n_failed;
  self->n_faulty = look->n_faulty;
  count = spt_ui_format_count (look->n_failed);
  heading = g_strdup_printf (ngettext ("%s record to send again", "%s records to send again",
                                       look->n_failed), count);
  gtk_label_set_label (self->heading, heading);
  text = g_string_new (look->records->len > 0
                       ? _("Open each one, see what the service said and correct it; Ctrl+Return saves and goes "
                           "on to the next. They leave alone, as a new submission of the same job: the first one "
                           "stays as it is.")
                       : _("They are sent again as they were, alone, as a new submission of the same job: the "
                           "first one stays as it is."));
  if (look->n_uncertain > 0)
    {
      g_autofree char *uncertain = spt_ui_format_count (look->n_uncertain);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("Of %s the outcome was never told: if the service has it after all, "
                                              "it refuses it as already there.",
                                              "Of %s the outcome was never told: what the service has after all, "
                                              "it refuses as already there.", look->n_uncertain), uncertain);
    }
  gtk_label_set_label (self->explanation, text->str);
  g_string_free (text, TRUE);
  spt_item_view_set_failed (self->item_view, look->n_failed,
                            look->records->len > 0 ? look->records : NULL);
  spt_item_view_update (self->item_view, self->submission);
  show_bar (self);
}

/* --- sending ---------------------------------------------------------------------------------- */

typedef struct
{
  SptStore     *store;
  gint64        id;
  char         *who;
  SptIssueList *issues;
} Resend;

static void
resend_free (gpointer data)
{
  Resend *resend = data;

  g_object_unref (resend->store);
  g_free (resend->who);
  spt_issue_list_free (resend->issues);
  g_free (resend);
}

static void
resend_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Resend *resend = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_resend_failed (resend->store, resend->id, TRUE, TRUE, TRUE,
                                              resend->who, resend->issues, &error);

  if (ids != NULL)
    /* Several requests have no page of their own: the list shows them. */
    g_task_return_int (task, ids->len == 1 ? (gssize) g_array_index (ids, gint64, 0)
                             : ids->len == 0 ? 0 : -1);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
resent_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptResendPage *self = SPT_RESEND_PAGE (object);
  Resend *resend = g_task_get_task_data (G_TASK (result));
  gint64 id = g_task_propagate_int (G_TASK (result), &error);
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  guint n_errors = spt_issue_list_get_n_errors (resend->issues);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->working = FALSE;
  if (error == NULL && window != NULL)
    {
      spt_outbox_wake (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))));
      spt_window_toast (window, _("Ordered: the outcome stands in the new submission"), NULL, NULL,
                        NULL);
      /* Back from the new one leads to the first. */
      spt_window_back (window);
      if (id > 0)
        spt_window_open_submission (window, id);
      else
        spt_window_go (window, "outbox");
      return;
    }
  if (n_errors > 0 && window != NULL)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u error is to be mended first",
                                                         "%u errors are to be mended first",
                                                         n_errors), n_errors);

      spt_window_toast (window, text, NULL, NULL, NULL);
    }
  else if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
send_again (SptResendPage *self)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Resend *resend = g_new0 (Resend, 1);
  g_autoptr (GTask) task = g_task_new (self, self->parts->cancellable, resent_cb, NULL);

  resend->store = g_object_ref (spt_desk_get_store (desk));
  resend->id = self->parts->id;
  resend->who = g_strdup (spt_desk_get_who (desk));
  resend->issues = spt_issue_list_new (ISSUES_KEPT);
  g_task_set_source_tag (task, send_again);
  g_task_set_task_data (task, resend, resend_free);
  self->working = TRUE;
  show_bar (self);
  g_task_run_in_thread (task, resend_thread);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "send") == 0)
    send_again (SPT_RESEND_PAGE (object));
}

/* The one gate for what is real; tests and practice need no second question. */
static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*send", _("_Send"), NULL };
  SptResendPage *self = SPT_RESEND_PAGE (widget);
  guint n = self->n_failed - MIN (self->n_faulty, self->n_failed);
  g_autofree char *account = NULL;
  g_autofree char *count = NULL;
  g_autofree char *body = NULL;
  SptEnvironment environment;

  if (self->submission == NULL || n == 0)
    return;
  g_object_get (self->submission, "environment", &environment, "account-name", &account, NULL);
  if (environment != SPT_ENVIRONMENT_PRODUCTION)
    {
      send_again (self);
      return;
    }

  count = spt_ui_format_count (n);
  /* Translators: %1$s records, %2$s an account */
  body = g_strdup_printf (ngettext ("%1$s record leaves for the real service with the account "
                                    "“%2$s”.",
                                    "%1$s records leave for the real service with the account "
                                    "“%2$s”.", n), count, account);
  spt_ui_ask_async (widget, _("Send in Production?"), body, NULL, responses, self->parts->cancellable,
                    answered_cb, NULL);
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_resend_page_shown (SptPage *page)
{
  spt_list_bin_focus_row (GTK_WIDGET (SPT_RESEND_PAGE (page)->item_view));
}

static void
spt_resend_page_class_init (SptResendPageClass *klass)
{
  static const SptReadPageKind kind = {
    .changed = SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_POSITIONS,
    .size = sizeof (Look),
    .read = take_look,
    .free = look_free,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  SPT_PAGE_CLASS (klass)->shown = spt_resend_page_shown;
  SPT_READ_PAGE_CLASS (klass)->show = spt_resend_page_show;
  spt_read_page_class_set_kind (SPT_READ_PAGE_CLASS (klass), &kind, APPLICATION_PATH "/ui/spt-resend-page.ui");

  g_type_ensure (SPT_TYPE_ITEM_VIEW);
  gtk_widget_class_install_action (widget_class, "resend.go", NULL, go_action);
  gtk_widget_class_bind_template_child (widget_class, SptResendPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SptResendPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, SptResendPage, item_view);
  gtk_widget_class_bind_template_child (widget_class, SptResendPage, left);
  gtk_widget_class_bind_template_child (widget_class, SptResendPage, send_button);
}

static void
spt_resend_page_init (SptResendPage *self)
{
  self->parts = spt_read_page_get_parts (SPT_READ_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "resend.go", FALSE);
}

/**
 * spt_resend_page_new:
 * @desk: what it works with
 * @id: the submission, which stays as it is
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_resend_page_new (SptDesk *desk,
                     gint64   id)
{
  SptResendPage *self = NULL;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_RESEND_PAGE, "desk", desk, NULL);
  spt_item_view_set_failed (self->item_view, 0, NULL);
  spt_item_view_set_submission (self->item_view, desk, id);
  spt_read_page_begin (SPT_READ_PAGE (self), id);
  return SPT_PAGE (self);
}
