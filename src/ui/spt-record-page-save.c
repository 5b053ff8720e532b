/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping what was typed of one record, what goes on after that, and the question before it is left. */
#define G_LOG_DOMAIN "spt-record-page-save"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/spt-leave.h"
#include "ui/spt-send-dialog.h"

static SptStore *
get_store (SptRecordPage *self)
{
  return spt_page_get_store (SPT_PAGE (self));
}

static void
toast (SptRecordPage *self,
       const char    *text)
{
  spt_window_toast (spt_window_of (GTK_WIDGET (self)), text, NULL, NULL, NULL);
}

/* --- the next one to mend -------------------------------------------------------------------------- */

static void
next_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptRecordPage *self = user_data;
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  gint64 id = spt_record_next_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (id != 0)
    {
      _spt_record_page_show_other (self, id);
      return;
    }

  toast (self, _("Nothing left to correct"));
  if (priv->queue == NULL || priv->queue_kind == SPT_QUEUE_FIRST)
    {
      spt_record_page_load (self);
      /* After the last one that was to be corrected comes sending it. */
      if (klass->focus_step != NULL)
        klass->focus_step (self);
      return;
    }
  /* Where it came from the next step waits: sending again, or what is ready. */
  spt_form_set_modified (priv->parts.form, FALSE);
  spt_window_back (spt_window_of (GTK_WIDGET (self)));
}

/* --- overriding ------------------------------------------------------------------------------------ */

void
_spt_record_page_forget_override (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  priv->overridden.code = NULL;
  g_clear_pointer (&priv->overridden.path, g_free);
  g_clear_pointer (&priv->overridden.value, g_free);
  g_clear_pointer (&priv->reason, g_free);
}

static void
overridden_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  SptRecordPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    spt_ui_report_error (GTK_WIDGET (self), error);
  spt_record_page_load (self);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree char *answer = spt_ui_ask_finish (result, NULL);
  g_autoptr (GtkWidget) entry = user_data;
  g_autofree char *reason = NULL;
  SptRecordPage *self;

  if (g_strcmp0 (answer, "override") != 0)
    return;

  self = SPT_RECORD_PAGE (object);
  reason = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (entry)));
  if (*reason == '\0')
    {
      toast (self, _("A reason is needed"));
      return;
    }
  g_free (_spt_record_page_get (self)->reason);
  _spt_record_page_get (self)->reason = g_steal_pointer (&reason);
  spt_record_page_save (self, SPT_RECORD_OVERRIDE);
}

/* Asks why the error of @field is to be accepted, where it may be. */
void
_spt_record_page_override (SptRecordPage *self,
                           SptFormField  *field)
{
  const char *responses[] = { "cancel", _("_Cancel"), "override", _("_Accept Anyway"), NULL };
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  const SptRecordParts *parts = &priv->parts;
  GtkWidget *entry;

  _spt_record_page_forget_override (self);
  for (guint i = 0; i < spt_issue_list_get_n (parts->issues) && priv->overridden.code == NULL; i++)
    {
      const SptIssue *issue = spt_issue_list_get (parts->issues, i);

      if (issue->overridable && issue->level == SPT_ISSUE_ERROR && issue->path != NULL &&
          spt_form_find_field (parts->form, issue->path) == field)
        {
          priv->overridden.code = issue->code;
          priv->overridden.path = g_strdup (issue->path);
          priv->overridden.value = g_strdup (issue->value);
        }
    }
  if (priv->overridden.code == NULL || KIND (self)->override == NULL)
    return;

  entry = g_object_ref_sink (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), KIND (self)->override_hint != NULL ? _(KIND (self)->override_hint)
                                  : _("Seen on the identity document…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  spt_ui_ask_async (GTK_WIDGET (self), KIND (self)->override_title != NULL ? _(KIND (self)->override_title)
                    : _("Accept this code although its check fails?"),
                    _(KIND (self)->override_body), entry, responses, parts->cancellable, answered_cb,
                    entry);
}

/* --- after saving ---------------------------------------------------------------------------------- */

static void
send (SptRecordPage *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, _spt_record_page_get (self)->parts.id);
  gtk_window_present (spt_send_dialog_new (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)),
                                           KIND (self)->record, ids));
}

void
_spt_record_page_say_saved (SptRecordPage *self)
{
  toast (self, _("Saved"));
}

void
_spt_record_page_go_on (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptRecordAfter after = priv->after;

  priv->after = SPT_RECORD_STAY;
  switch (after)
    {
    case SPT_RECORD_STAY:
      /* The page is not asked to say so beside a state from before. */
      priv->saved_until = priv->n_loading;
      if (priv->saved_until == 0)
        _spt_record_page_say_saved (self);
      break;

    case SPT_RECORD_NEXT:
      spt_record_next_async (get_store (self), klass->kind->rows, priv->parts.id, priv->queue, priv->queue_kind,
                             priv->parts.cancellable, next_cb, self);
      break;

    case SPT_RECORD_LEAVE:
      spt_leave_answer (SPT_PAGE (self), TRUE);
      break;

    case SPT_RECORD_OVERRIDE:
      if (priv->overridden.code != NULL)
        spt_record_override_async (get_store (self), klass->kind->override, priv->parts.id,
                                   &priv->overridden, priv->reason,
                                   spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))),
                                   priv->parts.cancellable, overridden_cb, self);
      break;

    case SPT_RECORD_SEND:
      send (self);
      break;

    case SPT_RECORD_OWN:
    default:
      klass->go_on (self, after);
      break;
    }
}

/* --- saving ---------------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptRecordPage *self = user_data;
  gint64 id = spt_record_save_finish (SPT_STORE (object), result, &error);
  SptRecordPageClass *klass;
  SptSubjectPicker *picker;
  SptRecordPagePrivate *priv;

  if (spt_ui_is_cancelled (error))
    return;

  klass = SPT_RECORD_PAGE_GET_CLASS (self);
  priv = _spt_record_page_get (self);
  priv->parts.saving = FALSE;
  if (id == 0)
    {
      SptRecordAfter after = priv->after;

      priv->after = SPT_RECORD_STAY;
      if (klass->save_failed == NULL || !klass->save_failed (self, error, after))
        spt_ui_report_error (GTK_WIDGET (self), error);
      spt_leave_answer (SPT_PAGE (self), FALSE);
      spt_record_page_update (self);
      return;
    }

  priv->parts.id = id;
  if (klass->saved != NULL)
    klass->saved (self);
  picker = spt_subject_picker_of (GTK_WIDGET (self));
  if (picker != NULL)
    spt_subject_picker_keep (picker, id);
  spt_form_set_modified (priv->parts.form, FALSE);
  _spt_record_page_note_schema (self, FALSE);
  spt_record_page_update_actions (self);
  if (priv->after != SPT_RECORD_NEXT)
    spt_record_page_load (self);
  _spt_record_page_go_on (self);
  g_signal_emit_by_name (self, "saved");
}

/**
 * spt_record_page_save:
 * @self: the page
 * @after: what goes on then
 *
 * Keeps what stands in the form, as it stands: also where the focus is still in a field.
 */
void
spt_record_page_save (SptRecordPage  *self,
                      SptRecordAfter  after)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptSaveOptions options = { .who = spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))) };

  if (priv->parts.saving || priv->parts.closed || priv->parts.form == NULL)
    return;

  if (klass->edited != NULL)
    klass->edited (self);
  _spt_record_page_show_errors (self);
  priv->parts.saving = TRUE;
  priv->after = after;
  spt_record_page_update (self);
  if (klass->fill_options != NULL)
    klass->fill_options (self, &options);
  spt_record_save_async (get_store (self), KIND (self)->record, priv->parts.id, spt_form_dup_record (priv->parts.form),
                         &options, priv->parts.cancellable, saved_cb, self);
}

/**
 * spt_record_page_save_first:
 * @self: the page
 * @after: what goes on
 *
 * Goes on, but keeps first what was typed.
 */
void
spt_record_page_save_first (SptRecordPage  *self,
                            SptRecordAfter  after)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  if (priv->parts.form == NULL)
    return;
  if (spt_form_get_modified (priv->parts.form) || priv->parts.id == 0)
    {
      spt_record_page_save (self, after);
      return;
    }
  priv->after = after;
  _spt_record_page_go_on (self);
}

/* --- leaving --------------------------------------------------------------------------------------- */

static void
save_and_leave (SptPage *page)
{
  spt_record_page_save (SPT_RECORD_PAGE (page), SPT_RECORD_LEAVE);
}

void
_spt_record_page_can_leave_async (SptPage             *page,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  const SptRecordParts *parts = spt_record_page_get_parts (SPT_RECORD_PAGE (page));
  /* What was taken away was taken away with all that was typed. */
  gboolean unsaved = parts->form != NULL && spt_form_get_modified (parts->form) && !spt_page_get_gone (page);

  if (parts->closed)
    spt_leave_ask_async (page, unsaved,
                         _("The form is closed, so what was typed cannot be saved now. Whoever stays can still copy it; whoever leaves "
                           "the page loses it."), NULL, parts->cancellable, callback, user_data);
  else
    spt_leave_ask_async (page, unsaved, _(KIND (page)->leave_body), save_and_leave, parts->cancellable, callback, user_data);
}
