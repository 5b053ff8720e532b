/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping what was typed of one voucher, and what goes on after that. */
#define G_LOG_DOMAIN "spt-voucher-save"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-leave.h"
#include "ui/spt-subject-picker.h"
#include "ui/spt-window.h"

static void
next_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_voucher_next_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (id == 0)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Nothing left to correct"), NULL, NULL,
                        NULL);
      _spt_voucher_page_load (self);
      return;
    }

  g_clear_object (&self->dossier);
  self->id = id;
  self->focus_first = TRUE;
  spt_form_set_modified (self->form, FALSE);
  _spt_voucher_page_load (self);
}

static void
overridden_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_voucher_work_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    spt_ui_report_error (GTK_WIDGET (self), error);
  _spt_voucher_page_load (self);
}

void
_spt_voucher_page_go_on (SptVoucherPage *self)
{
  AfterSave after = self->after_save;

  self->after_save = AFTER_SAVE_STAY;
  switch (after)
    {
    case AFTER_SAVE_LEAVE:
      spt_leave_answer (SPT_PAGE (self), TRUE);
      break;

    case AFTER_SAVE_NEXT:
      spt_voucher_next_async (spt_page_get_store (SPT_PAGE (self)), self->id, self->cancellable,
                              next_cb, self);
      break;

    case AFTER_SAVE_OVERRIDE:
      if (self->override.issue.code != NULL)
        spt_voucher_override_async (spt_page_get_store (SPT_PAGE (self)), self->id,
                                    &self->override.issue, self->override.reason,
                                    spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))),
                                    self->cancellable, overridden_cb, self);
      break;

    case AFTER_SAVE_SEND:
      _spt_voucher_steps_send (self);
      break;

    case AFTER_SAVE_STEP:
      _spt_voucher_steps_open_dialog (self);
      break;

    case AFTER_SAVE_STAY:
    default:
      spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Saved"), NULL, NULL, NULL);
      break;
    }
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_voucher_save_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;

  self->saving = FALSE;
  if (id == 0)
    {
      self->after_save = AFTER_SAVE_STAY;
      spt_ui_report_error (GTK_WIDGET (self), error);
      spt_leave_answer (SPT_PAGE (self), FALSE);
      _spt_voucher_page_update (self);
      return;
    }

  self->id = id;
  self->bound_id = self->account_id;
  spt_subject_picker_keep (spt_subject_picker_of (GTK_WIDGET (self)), id);
  spt_form_set_modified (self->form, FALSE);
  _spt_voucher_page_update_actions (self);
  if (self->after_save != AFTER_SAVE_NEXT)
    _spt_voucher_page_load (self);
  _spt_voucher_page_go_on (self);
}

void
_spt_voucher_page_save (SptVoucherPage *self,
                        AfterSave       after)
{
  const SptVoucherSave how = {
    .id = self->id,
    .account_id = self->account_id,
    .rebind = self->id != 0 && self->account_id != self->bound_id,
    .who = spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))),
  };

  if (self->saving || self->closed)
    return;

  self->saving = TRUE;
  self->after_save = after;
  _spt_voucher_page_update (self);
  spt_voucher_save_async (spt_page_get_store (SPT_PAGE (self)), spt_form_dup_record (self->form),
                          &how, self->cancellable, saved_cb, self);
}
