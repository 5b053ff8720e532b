/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before unsaved work is left: save, discard or stay. */
#define G_LOG_DOMAIN "spt-leave"

#include "config.h"

#include "spt-leave.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

#define TASK_DATA "spt-leave-task"

/* Of the question that is open. */
typedef struct
{
  GTask           *task; /* (owned) */
  SptLeaveSaveFunc save;
} Leave;

static void
answer (Leave    *leave,
        gboolean  may_leave)
{
  g_task_return_boolean (leave->task, may_leave);
  g_object_unref (leave->task);
  g_free (leave);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *chosen = spt_ui_ask_finish (result, &error);
  SptPage *page = user_data;
  Leave *leave;

  if (spt_ui_is_cancelled (error))
    return; /* with the page, which has answered */
  leave = g_object_get_data (G_OBJECT (page), TASK_DATA);
  if (leave != NULL && g_strcmp0 (chosen, "save") == 0)
    leave->save (page);
  else
    spt_leave_answer (page, g_strcmp0 (chosen, "discard") == 0);
}

/**
 * spt_leave_ask_async:
 * @page: a page with a form
 * @is_modified: whether something of it is not saved
 * @body: what is lost otherwise
 * @save: (nullable): saves, and says with spt_leave_answer() whether it was; %NULL = it cannot be saved
 * @cancellable: the page's own: it has gone
 * @callback: called when it is decided
 * @user_data: for @callback
 *
 * Asks whether the page may be left.
 */
void
spt_leave_ask_async (SptPage             *page,
                     gboolean             is_modified,
                     const char          *body,
                     SptLeaveSaveFunc     save,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  const char *const no_more[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), NULL };
  const char *const responses[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), "*save", _("_Save"), NULL };
  GTask *task = g_task_new (page, NULL, callback, user_data);
  Leave *leave;

  g_task_set_source_tag (task, spt_leave_ask_async);
  if (!is_modified)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  spt_leave_answer (page, FALSE); /* an older question goes unanswered otherwise */
  leave = g_new0 (Leave, 1);
  leave->task = task;
  leave->save = save;
  g_object_set_data (G_OBJECT (page), TASK_DATA, leave);
  spt_ui_ask_async (GTK_WIDGET (page), save != NULL ? _("Save the changes?") : _("Discard the changes?"), body, NULL,
                    save != NULL ? responses : no_more, cancellable, answered_cb, page);
}

/**
 * spt_leave_ask_finish:
 * @page: the page
 * @result: what the callback got
 * @error: (out) (optional): never set
 *
 * Ends spt_leave_ask_async().
 *
 * Returns: whether it may be left
 */
gboolean
spt_leave_ask_finish (SptPage       *page,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, page), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
spt_leave_is_asked (SptPage *page)
{
  return g_object_get_data (G_OBJECT (page), TASK_DATA) != NULL;
}

/**
 * spt_leave_answer:
 * @page: the page
 * @may_leave: what was decided
 *
 * Answers who asked; nothing where nobody did.
 */
void
spt_leave_answer (SptPage  *page,
                  gboolean  may_leave)
{
  Leave *leave = g_object_steal_data (G_OBJECT (page), TASK_DATA);

  if (leave != NULL)
    answer (leave, may_leave);
}
