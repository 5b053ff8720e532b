/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question to the person, as an async call. */
#define G_LOG_DOMAIN "spt-ask"

#include "config.h"

#include "ui/spt-ui.h"

static gboolean
let_go_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
unrealize_cb (GtkWidget *entry,
              gpointer   user_data)
{
  g_idle_add_full (G_PRIORITY_LOW, let_go_cb, g_object_ref (entry), g_object_unref);
}

/**
 * spt_ui_guard_password:
 * @entry: a GtkPasswordEntry or an AdwPasswordEntryRow
 *
 * Keeps it a moment longer than its window. The text inside is held by the event that closes the
 * window (Escape, Return), tells of its own end, and is heard by an entry that is gone already
 * (GTK 4.8.3, libadwaita 1.2.2).
 */
void
spt_ui_guard_password (GtkWidget *entry)
{
  g_return_if_fail (GTK_IS_WIDGET (entry));

  g_signal_connect (entry, "unrealize", G_CALLBACK (unrealize_cb), NULL);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  GTask *task = user_data;

  if (g_object_get_data (G_OBJECT (task), "spt-answered") != NULL)
    return;

  g_object_set_data (G_OBJECT (task), "spt-answered", GINT_TO_POINTER (1));
  g_task_return_pointer (task, g_strdup (response), g_free);
}

/* The caller gave up (its widget went away): the question goes as well. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  gtk_window_destroy (GTK_WINDOW (user_data));
}

static void
dialog_gone_cb (gpointer  user_data,
                GObject  *dialog)
{
  GTask *task = user_data;

  if (g_object_get_data (G_OBJECT (task), "spt-answered") == NULL)
    {
      g_object_set_data (G_OBJECT (task), "spt-answered", GINT_TO_POINTER (1));
      if (!g_task_return_error_if_cancelled (task))
        g_task_return_pointer (task, g_strdup ("cancel"), g_free);
    }
  g_object_unref (task);
}

static void
add_response (AdwMessageDialog *dialog,
              const char       *id,
              const char       *label)
{
  AdwResponseAppearance appearance = ADW_RESPONSE_DEFAULT;

  if (*id == '!')
    appearance = ADW_RESPONSE_DESTRUCTIVE;
  else if (*id == '*')
    appearance = ADW_RESPONSE_SUGGESTED;
  if (appearance != ADW_RESPONSE_DEFAULT)
    id++;

  adw_message_dialog_add_response (dialog, id, label);
  adw_message_dialog_set_response_appearance (dialog, id, appearance);
}

/**
 * spt_ui_ask_async:
 * @parent: a widget of the window that asks
 * @heading: the question, plain text
 * @body: (nullable): what follows from it, plain text
 * @extra_child: (nullable): what else is asked
 * @responses: id, label, ..., %NULL; "!" before an id makes it destructive, "*" suggested; the
 * first is the default and what closing means
 * @cancellable: (nullable): takes the question away
 * @callback: called with the answer
 * @user_data: its data
 *
 * Puts a question that interrupts: only for what cannot be undone, or cannot go on without an
 * answer (style 3.10).
 */
void
spt_ui_ask_async (GtkWidget           *parent,
                  const char          *heading,
                  const char          *body,
                  GtkWidget           *extra_child,
                  const char *const   *responses,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GtkRoot *root = NULL;
  AdwMessageDialog *dialog = NULL;
  GTask *task = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (responses != NULL && responses[0] != NULL && responses[1] != NULL);

  root = gtk_widget_get_root (parent);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root)
                                                       : NULL, heading, body));
  for (guint i = 0; responses[i] != NULL; i += 2)
    add_response (dialog, responses[i], responses[i + 1]);
  adw_message_dialog_set_default_response (dialog,
                                           responses[0] + (strchr ("!*", *responses[0]) != NULL));
  adw_message_dialog_set_close_response (dialog,
                                         responses[0] + (strchr ("!*", *responses[0]) != NULL));
  if (extra_child != NULL)
    adw_message_dialog_set_extra_child (dialog, extra_child);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_ui_ask_async);
  g_task_set_name (task, "spt-ask");
  g_object_weak_ref (G_OBJECT (dialog), dialog_gone_cb, task);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), task, 0);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * spt_ui_ask_finish:
 * @result: what the callback got
 * @error: only G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the id of the chosen response, without its mark; "cancel" when the
 * window went away under the question
 */
char *
spt_ui_ask_finish (GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_ui_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
