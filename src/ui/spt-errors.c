/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors in words: one table from (domain, code) to a title, a sentence and the next step. */
#define G_LOG_DOMAIN "spt-errors"

#include "config.h"

#include "ui/spt-errors.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "base/spt-redact.h"
#include "base/spt-sheet.h"
#include "net/spt-http.h"
#include "outbox/spt-intake.h"
#include "secrets/spt-keyring.h"
#include "service/spt-service.h"
#include "store/spt-store.h"
#include "ui/spt-window.h"

typedef GQuark (*DomainFunc)(void);

typedef struct
{
  DomainFunc  domain;
  int         code;
  const char *message; /* (nullable): code in data/messages.json, which then says it */
  const char *title;   /* N_() */
  const char *text;    /* N_() */
  const char *next;    /* (nullable) N_() */
} ErrorWords;

/* *INDENT-OFF* */
static const ErrorWords table[] = {
  { spt_store_error_quark, SPT_STORE_ERROR_DAMAGED, "archive-damaged" },
  { spt_store_error_quark, SPT_STORE_ERROR_NEWER, "archive-newer" },
  { spt_store_error_quark, SPT_STORE_ERROR_NOT_OURS, "archive-not-ours" },
  { spt_store_error_quark, SPT_STORE_ERROR_READ_ONLY, "archive-read-only" },
  { spt_store_error_quark, SPT_STORE_ERROR_LOCKED, "archive-locked" },
  { spt_store_error_quark, SPT_STORE_ERROR_NETWORK_FS, "archive-network-fs" },
  { spt_store_error_quark, SPT_STORE_ERROR_FULL, "disk-full" },
  { spt_store_error_quark, SPT_STORE_ERROR_IO, "archive-io" },
  { spt_store_error_quark, SPT_STORE_ERROR_CONSTRAINT, "archive-constraint" },
  { spt_store_error_quark, SPT_STORE_ERROR_CONFLICT, "archive-conflict" },
  { spt_store_error_quark, SPT_STORE_ERROR_NOT_FOUND, "archive-not-found" },
  { spt_store_error_quark, SPT_STORE_ERROR_UNCONFIRMED, "iuv-unconfirmed" },
  { spt_store_error_quark, SPT_STORE_ERROR_USED_UP, "iuv-used-up" },
  { spt_store_error_quark, SPT_STORE_ERROR_FAILED, "archive-failed" },

  { spt_keyring_error_quark, SPT_KEYRING_ERROR_MISSING, "keyring-missing" },
  { spt_keyring_error_quark, SPT_KEYRING_ERROR_LOCKED, "keyring-locked" },
  { spt_keyring_error_quark, SPT_KEYRING_ERROR_TIMEOUT, NULL,
    N_("The keyring does not answer"),
    N_("The system keyring did not answer within half a minute."),
    N_("Look for its password window, then try again.") },
  { spt_keyring_error_quark, SPT_KEYRING_ERROR_READ_ONLY, NULL,
    N_("The credential cannot be kept here"),
    N_("The place where credentials come from can only be read."),
    N_("Whoever runs this computer can change it there.") },
  { spt_keyring_error_quark, SPT_KEYRING_ERROR_FAILED, NULL,
    N_("The keyring gave an error"),
    N_("The system keyring could not read or keep the credential."),
    N_("Check the keyring in the system settings, then try again.") },

  { spt_service_error_quark, SPT_SERVICE_ERROR_UNSUPPORTED, NULL,
    N_("The service does not offer this"),
    N_("This service has no such operation."),
    NULL },
  { spt_service_error_quark, SPT_SERVICE_ERROR_DOCUMENT, NULL,
    N_("The file cannot be read"),
    N_("The file is not what this operation needs."),
    N_("Choose another file, or export it again from where it came.") },
  { spt_service_error_quark, SPT_SERVICE_ERROR_SETTINGS, "settings" },
  { spt_service_error_quark, SPT_SERVICE_ERROR_ISSUES, NULL,
    N_("There is something to fix"),
    N_("The check found errors, so nothing was prepared."),
    N_("Open the list of what is to fix.") },

  { spt_official_error_quark, SPT_OFFICIAL_ERROR_FILE, "set-unreadable" },
  { spt_official_error_quark, SPT_OFFICIAL_ERROR_SIZE, "set-too-large" },
  { spt_official_error_quark, SPT_OFFICIAL_ERROR_NOTHING, "set-nothing" },
  { spt_official_error_quark, SPT_OFFICIAL_ERROR_BROKEN, "set-broken" },
  { spt_official_error_quark, SPT_OFFICIAL_ERROR_MISSING, "set-absent" },
  { spt_official_error_quark, SPT_OFFICIAL_ERROR_KEEP, "set-keep" },

  { spt_http_error_quark, SPT_HTTP_ERROR_URL, "settings" },
  { spt_http_error_quark, SPT_HTTP_ERROR_INSECURE, NULL,
    N_("The address is not protected"),
    N_("Addresses without https are used on this computer alone; nothing was sent."),
    N_("Write the address with https in the account.") },

  { spt_csv_error_quark, SPT_CSV_ERROR_EMPTY, "file-empty" },
  { spt_csv_error_quark, SPT_CSV_ERROR_ENCODING, "csv-encoding" },
  { spt_csv_error_quark, SPT_CSV_ERROR_QUOTE, "csv-quote" },
  { spt_csv_error_quark, SPT_CSV_ERROR_SIZE, "csv-size" },
  { spt_sheet_error_quark, SPT_SHEET_ERROR_FORMAT, "sheet-format" },
  { spt_sheet_error_quark, SPT_SHEET_ERROR_SIZE, "sheet-size" },
  { spt_sheet_error_quark, SPT_SHEET_ERROR_NO_SHEET, "sheet-none" },
  { spt_import_error_quark, SPT_IMPORT_ERROR_CHANGED, "file-changed" },
  { spt_import_error_quark, SPT_IMPORT_ERROR_SEVERAL, "files-several" },

  { g_io_error_quark, G_IO_ERROR_NOT_FOUND, NULL,
    N_("File not found"),
    N_("The file or folder is no longer there."),
    N_("Choose it again.") },
  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, NULL,
    N_("Not permitted"),
    N_("The file or folder may not be read or written by this user."),
    N_("Choose another folder, or ask whoever runs this computer.") },
  { g_io_error_quark, G_IO_ERROR_NO_SPACE, "disk-full" },
  { g_io_error_quark, G_IO_ERROR_READ_ONLY, NULL,
    N_("Nothing can be written there"),
    N_("The disk or folder is read-only."),
    N_("Choose another folder.") },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT, NULL,
    N_("No answer in time"),
    N_("There was no answer in time."),
    N_("Try again.") },
};
/* *INDENT-ON* */

static const ErrorWords *
find_words (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (error->domain == table[i].domain () && error->code == table[i].code)
      return &table[i];
  return NULL;
}

/**
 * spt_ui_error_is_known:
 * @error: an error
 *
 * Whether the table has words of its own for it (a test walks every code of our domains).
 *
 * Returns: %TRUE when it has
 */
gboolean
spt_ui_error_is_known (const GError *error)
{
  const ErrorWords *words = NULL;

  g_return_val_if_fail (error != NULL, FALSE);

  words = find_words (error);
  return words != NULL &&
         (words->message == NULL || spt_messages_find ("base", words->message) != NULL);
}

/**
 * spt_ui_explain_error:
 * @error: an error
 * @title: (out): a few words
 * @text: (out): what happened
 * @next: (out) (nullable): what to do
 *
 * The words for it; an error outside the table is said in general, its English text stays in the
 * details.
 */
void
spt_ui_explain_error (const GError  *error,
                      char         **title,
                      char         **text,
                      char         **next)
{
  const ErrorWords *words = NULL;
  const SptMessage *message = NULL;

  g_return_if_fail (error != NULL);
  g_return_if_fail (title != NULL && text != NULL && next != NULL);

  words = find_words (error);
  if (words != NULL && words->message != NULL)
    message = spt_messages_find ("base", words->message);

  if (message != NULL)
    {
      *title = g_strdup (message->title);
      *text = g_strdup (message->text);
      *next = g_strdup (message->next);
    }
  else if (words != NULL && words->title != NULL)
    {
      *title = g_strdup (_(words->title));
      *text = g_strdup (_(words->text));
      *next = words->next == NULL ? NULL : g_strdup (_(words->next));
    }
  else
    {
      *title = g_strdup (_("It did not work"));
      *text = g_strdup (_("The operation could not be carried out."));
      *next =
        g_strdup (_("Try again; if it happens again, the details help whoever gives support."));
    }
}

/**
 * spt_ui_dup_explanation:
 * @error: an error
 * @title: (out): a few words
 *
 * The same words as spt_ui_explain_error(), what to do below what happened.
 *
 * Returns: (transfer full): plain text of one or two lines
 */
char *
spt_ui_dup_explanation (const GError  *error,
                        char         **title)
{
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;

  spt_ui_explain_error (error, title, &text, &next);

  return next != NULL ? g_strdup_printf ("%s\n%s", text, next) : g_steal_pointer (&text);
}

/**
 * spt_ui_error_details:
 * @error: an error
 *
 * What support needs: domain, code, the library's words; secrets masked.
 *
 * Returns: (transfer full): one line of English
 */
char *
spt_ui_error_details (const GError *error)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  line = g_strdup_printf ("%s %d: %s", g_quark_to_string (error->domain), error->code,
                          error->message);
  return spt_redact_text (line, NULL);
}

static void
details_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  g_autofree char *details = user_data;

  if (g_strcmp0 (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (object)), details);
}

/**
 * spt_ui_show_error_details:
 * @parent: a widget of the window
 * @title: what happened, in a few words
 * @text: what happened and what to do
 * @details: for support
 *
 * Shows what a toast has no room for; the details can be copied.
 */
void
spt_ui_show_error_details (GtkWidget  *parent,
                           const char *title,
                           const char *text,
                           const char *details)
{
  const char *responses[] = { "close", _("_Close"), "copy", _("C_opy Details"), NULL };
  GtkWidget *expander = NULL;
  GtkWidget *label = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL && details != NULL);

  label = gtk_label_new (details);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  expander = gtk_expander_new (_("Details"));
  gtk_expander_set_child (GTK_EXPANDER (expander), label);

  spt_ui_ask_async (parent, title, text, expander, responses, NULL, details_answered_cb,
                    g_strdup (details));
}

/**
 * spt_ui_is_cancelled:
 * @error: (nullable): an error
 *
 * Whether @error says only that nobody waits for the answer any more: the widget that asked may be gone.
 *
 * Returns: %TRUE if so
 */
gboolean
spt_ui_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * spt_ui_report_error:
 * @widget: where it happened
 * @error: what happened
 *
 * Says it without interrupting: a toast with the sentence and "Details", which stays until it is closed. A cancelled
 * operation is silent.
 */
void
spt_ui_report_error (GtkWidget    *widget,
                     const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *details = NULL;
  SptWindow *window = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  details = spt_ui_error_details (error);
  g_message ("%s", details);
  spt_ui_explain_error (error, &title, &text, &next);
  sentence = next == NULL ? g_strdup (text) : g_strconcat (text, " ", next, NULL);

  /* A sheet of ours is no SptWindow: there the toast would be behind it. */
  window = spt_window_of (widget);
  if (window == NULL || gtk_widget_get_root (widget) != GTK_ROOT (window))
    spt_ui_show_error_details (widget, title, sentence, details);
  else
    spt_window_toast_error (window, title, title, sentence, details);
}
