/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of pages, and what opens a record from anywhere: the one file that knows them all. */
#define G_LOG_DOMAIN "spt-pages"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-accounts-page.h"
#include "ui/spt-order-page.h"
#include "ui/spt-outbox-page.h"
#include "ui/spt-overview-page.h"
#include "ui/spt-position-page.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-record-page.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-subject-page.h"
#include "ui/spt-subjects-page.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-window-private.h"

/* --- the records that every build has --------------------------------------------------------- */

static const SptPageInfo overview = { "overview", N_("Today"), "x-office-calendar-symbolic", NULL,
                                      spt_overview_page_new };

static const SptRecordPages positions = {
  .kind = "debt-positions",
  .list = { "positions", N_("Debt positions"), "view-list-symbolic", N_("Archive"),
            spt_positions_page_new },
  .get_type = spt_position_page_get_type,
  .open = spt_position_page_new,
  .send = &spt_send_words_positions,
  .new_for = N_("New Position for %s"),
};

static const SptRecordPages subjects = {
  .kind = "beneficiaries",
  .list = { "subjects", N_("People and companies"), "system-users-symbolic", NULL,
            spt_subjects_page_new },
  .get_type = spt_subject_page_get_type,
  .open = spt_subject_page_new,
};

static const SptPageInfo setup[] = {
  { "outbox", N_("Submissions"), "mail-send-symbolic", N_("Activity"), spt_outbox_page_new },
  { "accounts", N_("Accounts"), "dialog-password-symbolic", N_("Setup"), spt_accounts_page_new },
};

/* --- the table -------------------------------------------------------------------------------- */

static GPtrArray *kinds; /* (element-type SptRecordPages) positions first, subjects last */
static GArray *pages;    /* (element-type SptPageInfo) as the sidebar has them */

static void
lay_out (void)
{
  g_array_set_size (pages, 0);
  g_array_append_val (pages, overview);
  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);

      g_array_append_val (pages, kind->list);
    }
  g_array_append_vals (pages, setup, G_N_ELEMENTS (setup));
}

static void
ensure_pages (void)
{
  if (pages != NULL)
    return;
  kinds = g_ptr_array_new ();
  g_ptr_array_add (kinds, (gpointer) &positions);
  g_ptr_array_add (kinds, (gpointer) &subjects);
  pages = g_array_new (FALSE, FALSE, sizeof (SptPageInfo));
  lay_out ();
}

/**
 * spt_pages_list:
 * @n_pages: (out): how many
 *
 * Returns: (transfer none) (array length=n_pages): the pages of the sidebar, in order
 */
const SptPageInfo *
spt_pages_list (guint *n_pages)
{
  g_return_val_if_fail (n_pages != NULL, NULL);

  ensure_pages ();
  *n_pages = pages->len;
  return (const SptPageInfo *) (gpointer) pages->data;
}

/**
 * spt_record_pages_register:
 * @record_pages: (transfer none): a kind of record, for the life of the process
 *
 * Adds its list to the sidebar, above the people and companies whom all records are about. Before
 * the first window; a kind that is there already is left as it is.
 */
void
spt_record_pages_register (const SptRecordPages *record_pages)
{
  g_return_if_fail (record_pages != NULL);

  if (spt_record_pages_find (record_pages->kind) != NULL)
    return;
  g_ptr_array_insert (kinds, (int) kinds->len - 1, (gpointer) record_pages);
  lay_out ();
}

/**
 * spt_record_pages_find:
 * @kind: a kind of record
 *
 * Returns: (transfer none) (nullable): how the window shows it
 */
const SptRecordPages *
spt_record_pages_find (const char *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  ensure_pages ();
  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *found = g_ptr_array_index (kinds, i);

      if (g_str_equal (found->kind, kind))
        return found;
    }
  return NULL;
}

/**
 * spt_record_pages_is_feminine:
 * @kind: (nullable): a kind of record
 *
 * Says which noun the word of a state agrees with, for spt_ui_state_word().
 *
 * Returns: whether with a debt position's; else with a submission's
 */
gboolean
spt_record_pages_is_feminine (const char *kind)
{
  const SptRecordPages *found = kind != NULL ? spt_record_pages_find (kind) : NULL;

  return found == NULL || found->send == NULL || !found->send->is_masculine;
}

/**
 * spt_record_pages_add_for_many:
 * @menu: a menu
 * @action: what its items do; it takes the kind of records
 *
 * Adds what can be made for people and companies, whatever kinds offer it.
 */
void
spt_record_pages_add_for_many (GMenu      *menu,
                               const char *action)
{
  g_return_if_fail (G_IS_MENU (menu));
  g_return_if_fail (action != NULL);

  ensure_pages ();
  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *found = g_ptr_array_index (kinds, i);
      g_autoptr (GMenuItem) item = NULL;

      if (found->new_for_many == NULL)
        continue;
      item = g_menu_item_new (_(found->new_for_many), NULL);
      g_menu_item_set_action_and_target (item, action, "s", found->kind);
      g_menu_append_item (menu, item);
    }
}

/**
 * spt_record_pages_new_for_one:
 * @kind: a kind of records that is made for many
 * @parent: where it is asked for
 * @desk: what the sheet works with
 * @subject_id: a person or company
 *
 * Returns: (transfer none): the sheet of that kind for one alone, to be presented
 */
GtkWindow *
spt_record_pages_new_for_one (const char *kind,
                              GtkWidget  *parent,
                              SptDesk    *desk,
                              gint64      subject_id)
{
  const SptRecordPages *found = spt_record_pages_find (kind);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (found != NULL && found->dialog_for_many != NULL, NULL);

  g_array_append_val (ids, subject_id);

  return found->dialog_for_many (parent, desk, ids);
}

/**
 * spt_record_pages_list:
 *
 * Returns: (transfer none) (element-type SptRecordPages): every kind of record, as the sidebar has
 *   them
 */
GPtrArray *
spt_record_pages_list (void)
{
  ensure_pages ();
  return kinds;
}

/* --- opening ---------------------------------------------------------------------------------- */

/**
 * spt_window_open_submission:
 * @self: a window
 * @id: a submission
 *
 * Shows its page.
 */
void
spt_window_open_submission (SptWindow *self,
                            gint64     id)
{
  SptPage *page = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_window_get_page (self);
  if (SPT_IS_SUBMISSION_PAGE (page) &&
      spt_submission_page_get_id (SPT_SUBMISSION_PAGE (page)) == id)
    return;
  spt_window_push (self, spt_submission_page_new (spt_window_get_desk (self), id));
}

/**
 * spt_window_open_order:
 * @self: a window
 * @job_id: a job of single requests
 * @states: bit set of 1 << SptState; 0 = all
 *
 * Shows its page, with those alone.
 */
void
spt_window_open_order (SptWindow *self,
                       gint64     job_id,
                       guint      states)
{
  SptPage *page = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_window_get_page (self);
  if (SPT_IS_ORDER_PAGE (page) && spt_order_page_get_job (SPT_ORDER_PAGE (page)) == job_id)
    {
      spt_order_page_show_states (SPT_ORDER_PAGE (page), states);
      return;
    }
  page = spt_order_page_new (spt_window_get_desk (self), job_id);
  spt_order_page_show_states (SPT_ORDER_PAGE (page), states);
  spt_window_push (self, page);
}

static void
open_record (SptWindow     *self,
             const char    *kind,
             gint64         id,
             const char    *path,
             GArray        *queue,
             SptQueueKind   queue_kind)
{
  const SptRecordPages *record = spt_record_pages_find (kind);
  SptPage *page = spt_window_get_page (self);
  gboolean is_open;

  g_return_if_fail (record != NULL);

  is_open = id != 0 && page != NULL && G_OBJECT_TYPE (page) == record->get_type () &&
            spt_page_get_record (page) == id;
  if (!is_open)
    page = record->open (spt_window_get_desk (self), id);
  if (path != NULL && SPT_IS_RECORD_PAGE (page))
    spt_record_page_show_place (SPT_RECORD_PAGE (page), path);
  if (queue != NULL && SPT_IS_RECORD_PAGE (page))
    spt_record_page_set_queue (SPT_RECORD_PAGE (page), queue, queue_kind);
  if (!is_open)
    spt_window_push (self, page);
}

/**
 * spt_window_open_record:
 * @self: a window
 * @kind: of what kind
 * @id: a record; 0 = a new one
 * @path: (nullable): where in it, as issues have it
 *
 * Shows its page, with the focus on that field.
 */
void
spt_window_open_record (SptWindow  *self,
                        const char *kind,
                        gint64      id,
                        const char *path)
{
  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  open_record (self, kind, id, path, NULL, SPT_QUEUE_FIRST);
}

/**
 * spt_record_page_go_through:
 * @window: a window
 * @kind: of what kind
 * @id: the record that is opened; 0 = a new one
 * @ids: (element-type gint64): the list it is from, in its order
 * @queue: what belongs to it, and whether anything comes after it
 *
 * Opens a record as spt_window_open_record() does; "save and next to fix" then goes through the list.
 */
void
spt_record_page_go_through (SptWindow    *window,
                            const char   *kind,
                            gint64        id,
                            GArray       *ids,
                            SptQueueKind  queue)
{
  g_return_if_fail (SPT_IS_WINDOW (window));
  g_return_if_fail (spt_window_get_desk (window) != NULL);

  open_record (window, kind, id, NULL, ids, queue);
}

/**
 * spt_window_new_record_for:
 * @self: a window
 * @kind: of what kind
 * @subject_id: a person or company
 *
 * Shows the page of a new record that is about them.
 */
void
spt_window_new_record_for (SptWindow  *self,
                           const char *kind,
                           gint64      subject_id)
{
  const SptRecordPages *record = spt_record_pages_find (kind);
  SptPage *page;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);
  g_return_if_fail (record != NULL);

  page = record->open (spt_window_get_desk (self), 0);
  spt_record_page_set_subject (SPT_RECORD_PAGE (page), subject_id);
  spt_window_push (self, page);
}

/**
 * spt_window_new_subject:
 * @self: a window
 * @code: (nullable): its codice fiscale or partita IVA
 *
 * Shows the page of a new person or company.
 */
void
spt_window_new_subject (SptWindow  *self,
                        const char *code)
{
  SptPage *page;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_subject_page_new (spt_window_get_desk (self), 0);
  if (code != NULL)
    spt_subject_page_set_code (SPT_SUBJECT_PAGE (page), code);
  spt_window_push (self, page);
}

static void
filter_free (gpointer data)
{
  SptRecordFilter *filter = data;

  g_free ((char *) filter->stage);
  g_free (filter);
}

static void
set_filter (SptPage  *page,
            gpointer  user_data)
{
  spt_list_page_set_filter (SPT_LIST_PAGE (page), user_data);
}

/**
 * spt_window_open_records:
 * @self: a window
 * @kind: of what kind
 * @filter: which of them
 *
 * Shows their list, so filtered.
 */
void
spt_window_open_records (SptWindow             *self,
                         const char            *kind,
                         const SptRecordFilter *filter)
{
  const SptRecordPages *record = spt_record_pages_find (kind);
  SptRecordFilter *copy;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (record != NULL);
  g_return_if_fail (filter != NULL);

  copy = g_memdup2 (filter, sizeof *filter);
  copy->stage = g_strdup (filter->stage);
  _spt_window_go_and (self, record->list.name, set_filter, copy, filter_free);
}
