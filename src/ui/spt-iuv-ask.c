/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a person which notice number comes next, where the archive cannot know: after a restore without the file beside it. */
#define G_LOG_DOMAIN "spt-iuv-ask"

#include "config.h"

#include "spt-iuv-ask.h"

#include <glib/gi18n.h>

typedef struct
{
  SptDesk   *desk;        /* (owned) */
  char      *code;        /* (owned) */
  char      *name;        /* (owned) (nullable) */
  char      *segregation; /* (owned) */
  gint64     next;
  gint64     last_seen;
  GtkWidget *entry;       /* (owned) (nullable) */
} AskData;

static void
ask_data_free (AskData *data)
{
  g_object_unref (data->desk);
  g_free (data->code);
  g_free (data->name);
  g_free (data->segregation);
  g_clear_object (&data->entry);
  g_free (data);
}

static void ask (GTask      *task,
                 const char *trouble);

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_due_change_finish (SPT_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    ask (task, _("That number was used already."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  AskData *data = g_task_get_task_data (task);
  gint64 next;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_strcmp0 (answer, "confirm") != 0)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  if (!g_ascii_string_to_signed (gtk_editable_get_text (GTK_EDITABLE (data->entry)), 10, 1,
                                 SPT_IUV_BASE_MAX, &next, NULL))
    {
      ask (task, _("The number has 13 digits at most, and nothing but digits."));
      return;
    }
  data->next = next;
  spt_iuv_confirm_async (spt_desk_get_store (data->desk), data->code, data->segregation, next,
                         spt_desk_get_who (data->desk), g_task_get_cancellable (task), confirmed_cb,
                         g_object_ref (task));
}

static void
ask (GTask      *task,
     const char *trouble)
{
  AskData *data = g_task_get_task_data (task);
  const char *responses[] = { "cancel", _("_Cancel"), "*confirm", _("C_onfirm"), NULL };
  g_autofree char *body = NULL;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, data->next);
  g_autofree char *last = spt_ui_format_count (data->last_seen);

  /* Translators: the first %s is a body, the second its two-digit code, the third a number */
  body = g_strdup_printf (_("%s, code %s. The archive was restored and cannot know which numbers were given since that copy was made; "
                            "the last it shows is %s. Type one above every number given since: an IUV used twice cannot be paid."),
                          data->name != NULL ? data->name : data->code, data->segregation, last);
  if (trouble != NULL)
    {
      g_autofree char *rest = g_steal_pointer (&body);

      body = g_strdup_printf ("%s\n\n%s", trouble, rest);
    }

  g_clear_object (&data->entry);
  data->entry = g_object_ref_sink (gtk_entry_new ());
  gtk_editable_set_text (GTK_EDITABLE (data->entry), number);
  gtk_entry_set_input_purpose (GTK_ENTRY (data->entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_max_length (GTK_ENTRY (data->entry), 13);
  gtk_accessible_update_property (GTK_ACCESSIBLE (data->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Next notice number"), -1);
  spt_ui_ask_async (GTK_WIDGET (g_task_get_source_object (task)),
                    _("Which Notice Number Comes Next?"), body, data->entry, responses,
                    g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/**
 * spt_iuv_ask_async:
 * @parent: the widget that asks
 * @desk: what it works with
 * @body: whose numbers; copied
 * @cancellable: (nullable): takes the question away
 * @callback: called when answered
 * @user_data: for it
 *
 * Asks which notice number comes next and keeps the answer with who gave it (design 3, Restore).
 */
void
spt_iuv_ask_async (GtkWidget             *parent,
                   SptDesk               *desk,
                   const SptBody         *body,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  AskData *data = g_new0 (AskData, 1);

  data->desk = g_object_ref (desk);
  data->code = g_strdup (body->code);
  data->name = g_strdup (body->name);
  data->segregation = g_strdup (body->segregation);
  data->next = body->state.next;
  data->last_seen = body->state.last_seen;
  g_task_set_source_tag (task, spt_iuv_ask_async);
  g_task_set_name (task, "spt-iuv-ask");
  g_task_set_task_data (task, data, (GDestroyNotify) ask_data_free);
  ask (task, NULL);
}

/**
 * spt_iuv_ask_finish:
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_iuv_ask_async().
 *
 * Returns: %TRUE when a number was confirmed; %FALSE without an error when the person gave up
 */
gboolean
spt_iuv_ask_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_iuv_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
