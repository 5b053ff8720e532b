/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The buttons in the rows of one debt position: notice numbers, and the digests of revenue stamps. */
#define G_LOG_DOMAIN "spt-position-buttons"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-iuv.h"
#include "base/spt-messages.h"
#include "ui/spt-iuv-ask.h"
#include "ui/spt-window.h"

#define STAMP_HASH "stamp.hashDocument"
#define READ_SIZE  65536

/* --- notice numbers ------------------------------------------------------------------------------------- */

typedef struct
{
  SptPositionPage *page;  /* (owned) */
  SptFormField    *field; /* (owned) (nullable): where the number goes; NULL = saving goes on */
  SptRecordAfter   after;
} Asking;

static Asking *
asking_new (SptPositionPage *page,
            SptFormField    *field,
            SptRecordAfter   after)
{
  Asking *self = g_new0 (Asking, 1);

  self->page = g_object_ref (page);
  self->field = field != NULL ? g_object_ref (field) : NULL;
  self->after = after;
  return self;
}

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->page);
  g_clear_object (&asking->field);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void take_number (SptPositionPage *self,
                         SptFormField    *field);

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_iuv_ask_finish (result, &error);
  g_autoptr (Asking) asking = user_data;
  SptPositionPage *self = asking->page;

  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (done && asking->field != NULL)
    take_number (self, asking->field);
  else if (done)
    spt_record_page_save (SPT_RECORD_PAGE (self), asking->after);
}

static void
bodies_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDuesList) list = spt_dues_list_finish (SPT_STORE (object), result, &error);
  g_autoptr (Asking) asking = user_data;
  SptPositionPage *self = asking->page;
  SptBody *body;

  if (spt_ui_is_cancelled (error))
    return;
  if (list == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->dues, spt_dues_list_free);
  self->dues = g_steal_pointer (&list);
  body = _spt_position_due_find_body (self);
  if (body != NULL && body->segregation != NULL)
    spt_iuv_ask_async (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)), body,
                       self->record->cancellable, asked_cb, g_steal_pointer (&asking));
}

static void
ask_next (SptPositionPage *self,
          SptFormField    *field,
          SptRecordAfter   after)
{
  spt_dues_list_async (spt_page_get_store (SPT_PAGE (self)), self->record->cancellable, bodies_loaded_cb,
                       asking_new (self, field, after));
}

/**
 * _spt_position_buttons_ask:
 * @page: the page
 * @error: why the position was not saved
 * @after: what was to come after it
 *
 * Where a person has to say first which notice number comes next, asks her, and saves again.
 *
 * Returns: %FALSE when it is another error
 */
gboolean
_spt_position_buttons_ask (SptRecordPage  *page,
                           const GError   *error,
                           SptRecordAfter  after)
{
  if (!g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED))
    return FALSE;
  ask_next (SPT_POSITION_PAGE (page), NULL, after == SPT_RECORD_LEAVE ? SPT_RECORD_STAY : after);
  return TRUE;
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptIuvTaken *taken = spt_iuv_take_finish (SPT_STORE (object), result, &error);
  g_autoptr (Asking) asking = user_data;
  SptPositionPage *self = asking->page;

  if (spt_ui_is_cancelled (error) || g_cancellable_is_cancelled (self->record->cancellable))
    return;
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED))
    {
      ask_next (self, asking->field, SPT_RECORD_STAY);
      return;
    }
  if (taken == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (taken->iuv != NULL)
    {
      /* Typed meanwhile: the number is lost, not the clerk's. */
      if (*spt_form_field_get_text (asking->field) == '\0')
        spt_form_field_set_text (asking->field, taken->iuv);
      spt_form_view_focus_field (self->record->form_view, asking->field);
    }
  else
    {
      const SptMessage *message = spt_messages_find ("base", taken->code != NULL ? taken->code
                                                                                 : "iuv-no-code");
      const char *responses[] = { "close", _("_Close"), NULL };
      g_autofree char *text = g_strdup_printf ("%s %s", message->text,
                                               message->next != NULL ? message->next : "");

      spt_ui_ask_async (GTK_WIDGET (self), message->title, text, NULL, responses,
                        self->record->cancellable, NULL, NULL);
    }
}

static void
take_number (SptPositionPage *self,
             SptFormField    *field)
{
  spt_iuv_take_async (spt_page_get_store (SPT_PAGE (self)), self->service,
                      spt_form_get_text (self->record->form, "organization"), self->record->cancellable, taken_cb,
                      asking_new (self, field, SPT_RECORD_STAY));
}

/* --- stamps --------------------------------------------------------------------------------------------- */

/* The file is read in pieces, on a thread; its name is not kept. */
static void
hash_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (data, cancellable, &error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (READ_SIZE);
  guint8 digest[32];
  gsize length = sizeof digest;
  gssize n = -1;

  while (stream != NULL &&
         (n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, READ_SIZE, cancellable,
                                   &error)) > 0)
    g_checksum_update (checksum, buffer, n);
  if (n < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_checksum_get_digest (checksum, digest, &length);
  g_task_return_pointer (task, g_base64_encode (digest, length), g_free);
}

static void
hashed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (Asking) asking = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (hash == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (asking->page), error);
      return;
    }
  spt_form_field_set_text (asking->field, hash);
  spt_form_view_focus_field (asking->page->record->form_view, asking->field);
}

static void
file_chosen_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  g_autoptr (Asking) asking = user_data;

  if (file == NULL)
    {
      if (error != NULL && !spt_ui_is_cancelled (error))
        spt_ui_report_error (GTK_WIDGET (asking->page), error);
      return;
    }
  _spt_position_buttons_hash (asking->page, asking->field, file);
}

/**
 * _spt_position_buttons_hash:
 * @self: the page
 * @field: where the digest goes
 * @file: the document that the stamp is for
 *
 * Computes the digest that a revenue stamp is bound to: Base64 of the SHA-256 of the document (GPD facts 6.3).
 */
void
_spt_position_buttons_hash (SptPositionPage *self,
                            SptFormField    *field,
                            GFile           *file)
{
  g_autoptr (GTask) task = g_task_new (self, self->record->cancellable, hashed_cb,
                                       asking_new (self, field, SPT_RECORD_STAY));

  g_task_set_source_tag (task, _spt_position_buttons_hash);
  g_task_set_name (task, "spt-position-hash");
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, hash_thread);
}

static void
choose_document (SptPositionPage *self,
                 SptFormField    *field)
{
  spt_ui_open_file_async (GTK_WIDGET (self), _("Document of the Revenue Stamp"), NULL,
                          self->record->cancellable, file_chosen_cb,
                          asking_new (self, field, SPT_RECORD_STAY));
}

/* --- the rows' own buttons ------------------------------------------------------------------------------ */

static const char *
label_action (SptFormField *field,
              gpointer      user_data)
{
  SptPositionPage *self = user_data;
  const SptFieldDef *def = spt_form_field_get_def (field);
  const char *text = spt_form_field_get_text (field);

  if (def->kind == SPT_FIELD_IUV)
    {
      if (spt_iuv_check (text) == SPT_IUV_IS_NAV)
        return _("Take the 3 Off");
      return *text == '\0' && !self->assign_iuv ? _("Generate") : NULL;
    }
  if (strcmp (def->name, STAMP_HASH) == 0)
    {
      SptFormGroup *group = spt_form_field_get_group (field);
      SptFormField *type = group != NULL ? spt_form_group_find_field (group,
                                                                      POSITION_STAMP_TYPE) : NULL;

      return type != NULL && *spt_form_field_get_text (type) != '\0' ? _("Choose Document…") : NULL;
    }
  return NULL;
}

static void
action_clicked_cb (SptPositionPage *self,
                   SptFormField    *field)
{
  const SptFieldDef *def = spt_form_field_get_def (field);
  const char *text = spt_form_field_get_text (field);

  if (def->kind == SPT_FIELD_IUV && spt_iuv_check (text) == SPT_IUV_IS_NAV)
    {
      g_autofree char *iuv = g_strdup (text + 1);

      spt_form_field_set_text (field, iuv);
      spt_form_view_focus_field (self->record->form_view, field);
    }
  else if (def->kind == SPT_FIELD_IUV)
    {
      take_number (self, field);
    }
  else
    {
      choose_document (self, field);
    }
}

/**
 * _spt_position_buttons_start:
 * @self: the page, with its form
 *
 * Gives rows their buttons.
 */
void
_spt_position_buttons_start (SptPositionPage *self)
{
  spt_form_view_set_action_func (self->record->form_view, label_action, self);
  g_signal_connect_object (self->record->form_view, "action-clicked", G_CALLBACK (action_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * _spt_position_buttons_will_mend:
 * @page: the page
 * @issue: what a check found
 *
 * Whether saving mends it: the notice number that is missing comes with it.
 *
 * Returns: %TRUE if it does
 */
gboolean
_spt_position_buttons_will_mend (SptRecordPage  *page,
                                 const SptIssue *issue)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  SptFormField *field;

  if (!self->assign_iuv || issue->path == NULL || strcmp (issue->code, "required") != 0)
    return FALSE;
  field = spt_form_find_field (self->record->form, issue->path);
  return field != NULL && spt_form_field_get_def (field)->kind == SPT_FIELD_IUV;
}
