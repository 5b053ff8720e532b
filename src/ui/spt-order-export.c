/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of each record of an order, as a table that a spreadsheet opens. */
#define G_LOG_DOMAIN "spt-order-export"

#include "config.h"

#include "ui/spt-order-export.h"

#include <glib/gi18n.h>

#include "base/spt-csv.h"
#include "base/spt-messages.h"
#include "store/spt-store-orders.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

/* Read in one go. */
#define SLICE 500

typedef struct
{
  GtkWidget *parent;  /* (owned) */
  SptDesk   *desk;    /* (owned) */
  gint64     job_id;
  guint      states;
  GFile     *file;    /* (owned) (nullable) */
  char      *service; /* (owned) (nullable) */
  GString   *text;    /* (owned) */
  guint      next;
  gboolean   is_end;
  gboolean   is_feminine; /* what the states agree with */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->desk);
  g_clear_object (&self->file);
  g_free (self->service);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* What looks like a formula is neutralised: it is opened with a spreadsheet. */
static void
append_row (GString           *text,
            const char *const *cells,
            guint              n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      spt_csv_append_field (text, cells[i] != NULL ? cells[i] : "", ';', TRUE);
    }
  g_string_append (text, "\r\n");
}

static void
append_item (Export        *self,
             const SptItem *item)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, item->submission_id);
  const SptMessage *message = item->code != NULL && item->state != SPT_STATE_DONE
                              ? spt_messages_find (self->service, item->code) : NULL;
  g_autofree char *sentence =
    message != NULL ? spt_message_dup_sentence (message, item->message) : NULL;
  const char *const cells[] = { item->key, item->who, spt_ui_state_word (item->state, self->is_feminine),
                                item->code, sentence, item->message, number };

  append_row (self->text, cells, G_N_ELEMENTS (cells));
}

static gboolean
read_slice (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Export *self = *(Export **) data;
  g_autoptr (GPtrArray) items = NULL;

  if (self->service == NULL)
    {
      g_autoptr (SptOrder) order = spt_db_get_order (db, self->job_id, error);

      if (order == NULL)
        return FALSE;
      self->service = g_strdup (order->service);
      self->is_feminine = spt_operation_is_feminine (order->operation);
    }
  items = spt_db_list_order_items (db, self->job_id, self->states, self->next, SLICE, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    append_item (self, g_ptr_array_index (items, i));
  self->next += items->len;
  self->is_end = items->len < SLICE;

  return TRUE;
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Export *self = user_data;
  g_autoptr (GError) error = NULL;
  SptWindow *window = spt_window_of (self->parent);

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    spt_ui_report_error (self->parent, error);
  else if (window != NULL)
    spt_window_toast (window, _("Saved: each record with what became of it"), NULL, NULL, NULL);
  export_free (self);
}

static void go_on (Export *self);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Export *self = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      spt_ui_report_error (self->parent, error);
      export_free (self);
    }
  else if (!self->is_end)
    {
      go_on (self);
    }
  else
    {
      g_file_replace_contents_async (self->file, self->text->str, self->text->len, NULL, FALSE,
                                     G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                     NULL, written_cb, self);
    }
}

static void
go_on (Export *self)
{
  Export **slice = g_new (Export *, 1);

  *slice = self;
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, read_slice, slice, g_free,
                       NULL, read_cb, self);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Export *self = user_data;
  g_autoptr (GError) error = NULL;
  const char *const head[] = { _("Code"), _("Name"), _("State"), _("Outcome code"), _("Meaning"),
                               _("The service’s words"), _("Submission") };

  self->file = spt_ui_file_finish (result, &error);
  if (self->file == NULL)
    {
      if (error != NULL)
        spt_ui_report_error (self->parent, error);
      export_free (self);
      return;
    }
  /* Spreadsheets take it for UTF-8 then. */
  g_string_append (self->text, "\xEF\xBB\xBF");
  append_row (self->text, head, G_N_ELEMENTS (head));
  go_on (self);
}

/**
 * spt_order_export_offer:
 * @parent: a widget of the window
 * @desk: what it works with
 * @job_id: a job of single requests
 * @states: bit set of 1 << SptState; 0 = all
 *
 * Asks for a file and writes what became of each record.
 */
void
spt_order_export_offer (GtkWidget *parent,
                        SptDesk   *desk,
                        gint64     job_id,
                        guint      states)
{
  Export *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SPT_IS_DESK (desk));

  self = g_new0 (Export, 1);
  self->parent = g_object_ref (parent);
  self->desk = g_object_ref (desk);
  self->job_id = job_id;
  self->states = states;
  self->text = g_string_new (NULL);
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  spt_ui_save_file_async (parent, _("Export Outcomes"), _("outcomes.csv"), NULL, chosen_cb, self);
}
