/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of pages, and what opens a record from anywhere: the one file that knows them all. */
#define G_LOG_DOMAIN "spt-pages"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-accounts-page.h"
#include "ui/spt-debtor-picker.h"
#include "ui/spt-outbox-page.h"
#include "ui/spt-overview-page.h"
#include "ui/spt-position-page.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-subject-page.h"
#include "ui/spt-subjects-page.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-window-private.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-vouchers-page.h"

static const SptPageInfo pages[] = {
  { "overview", N_("Today"), "x-office-calendar-symbolic", NULL, spt_overview_page_new },
  { "positions", N_("Debt positions"), "view-list-symbolic", N_("Archive"),
    spt_positions_page_new },
  { "vouchers", N_("Vouchers"), "network-wireless-symbolic", NULL, spt_vouchers_page_new },
  { "subjects", N_("People and companies"), "system-users-symbolic", NULL,
    spt_subjects_page_new },
  { "outbox", N_("Submissions"), "mail-send-symbolic", N_("Activity"), spt_outbox_page_new },
  { "accounts", N_("Accounts"), "dialog-password-symbolic", N_("Setup"), spt_accounts_page_new },
};

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

  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

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
 * spt_window_open_position:
 * @self: a window
 * @id: a debt position; 0 = a new one
 *
 * Shows its page.
 */
void
spt_window_open_position (SptWindow *self,
                          gint64     id)
{
  spt_window_open_position_at (self, id, NULL);
}

/**
 * spt_window_open_position_at:
 * @self: a window
 * @id: a debt position; 0 = a new one
 * @path: (nullable): where in it, as issues have it
 *
 * Shows its page with the focus on that field.
 */
void
spt_window_open_position_at (SptWindow  *self,
                             gint64      id,
                             const char *path)
{
  SptPage *page;
  gboolean is_open;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_window_get_page (self);
  is_open = id != 0 && SPT_IS_POSITION_PAGE (page) &&
            spt_position_page_get_id (SPT_POSITION_PAGE (page)) == id;
  if (!is_open)
    page = spt_position_page_new (spt_window_get_desk (self), id);
  if (path != NULL)
    spt_position_page_show_place (SPT_POSITION_PAGE (page), path);
  if (!is_open)
    spt_window_push (self, page);
}

/**
 * spt_window_open_subject:
 * @self: a window
 * @id: a person or company
 *
 * Shows its page.
 */
void
spt_window_open_subject (SptWindow *self,
                         gint64     id)
{
  SptPage *page;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_window_get_page (self);
  if (SPT_IS_SUBJECT_PAGE (page) && spt_subject_page_get_id (SPT_SUBJECT_PAGE (page)) == id)
    return;
  spt_window_push (self, spt_subject_page_new (spt_window_get_desk (self), id));
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

/**
 * spt_window_new_position_for:
 * @self: a window
 * @subject_id: a person or company
 *
 * Shows the page of a new debt position whose debtor that is.
 */
void
spt_window_new_position_for (SptWindow *self,
                             gint64     subject_id)
{
  SptPage *page;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_position_page_new (spt_window_get_desk (self), 0);
  spt_debtor_picker_choose (spt_debtor_picker_of (GTK_WIDGET (page)), subject_id);
  spt_window_push (self, page);
}

typedef struct
{
  guint  states;
  gint64 import_id;
  gint64 submission_id;
  char  *stage; /* (owned) (nullable) */
} Filter;

static void
filter_free (gpointer data)
{
  Filter *filter = data;

  g_free (filter->stage);
  g_free (filter);
}

static void
set_filter (SptPage  *page,
            gpointer  user_data)
{
  const Filter *filter = user_data;

  spt_positions_page_set_filter (SPT_POSITIONS_PAGE (page), filter->states, filter->import_id,
                                 filter->submission_id);
}

/**
 * spt_window_open_positions:
 * @self: a window
 * @states: bit set of 1 << SptState; 0 = all
 * @import_id: 0 = any
 * @submission_id: 0 = any
 *
 * Shows the grid of debt positions, so filtered.
 */
void
spt_window_open_positions (SptWindow *self,
                           guint      states,
                           gint64     import_id,
                           gint64     submission_id)
{
  Filter *filter;

  g_return_if_fail (SPT_IS_WINDOW (self));

  filter = g_new0 (Filter, 1);
  filter->states = states;
  filter->import_id = import_id;
  filter->submission_id = submission_id;
  _spt_window_go_and (self, "positions", set_filter, filter, filter_free);
}

static void
set_subjects_filter (SptPage  *page,
                     gpointer  user_data)
{
  const Filter *filter = user_data;

  spt_subjects_page_set_filter (SPT_SUBJECTS_PAGE (page), filter->states, filter->import_id);
}

/**
 * spt_window_open_subjects:
 * @self: a window
 * @states: bit set of 1 << SptState; 0 = all
 * @import_id: 0 = any
 *
 * Shows the directory of people and companies, so filtered.
 */
void
spt_window_open_subjects (SptWindow *self,
                          guint      states,
                          gint64     import_id)
{
  Filter *filter;

  g_return_if_fail (SPT_IS_WINDOW (self));

  filter = g_new0 (Filter, 1);
  filter->states = states;
  filter->import_id = import_id;
  _spt_window_go_and (self, "subjects", set_subjects_filter, filter, filter_free);
}

/**
 * spt_window_open_voucher:
 * @self: a window
 * @id: a voucher; 0 = a new one
 * @path: (nullable): where in it, as issues have it
 *
 * Shows its page, with the focus on that field.
 */
void
spt_window_open_voucher (SptWindow  *self,
                         gint64      id,
                         const char *path)
{
  SptPage *page;
  gboolean is_open;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_window_get_page (self);
  is_open = id != 0 && SPT_IS_VOUCHER_PAGE (page) &&
            spt_voucher_page_get_id (SPT_VOUCHER_PAGE (page)) == id;
  if (!is_open)
    page = spt_voucher_page_new (spt_window_get_desk (self), id);
  if (path != NULL)
    spt_voucher_page_show_place (SPT_VOUCHER_PAGE (page), path);
  if (!is_open)
    spt_window_push (self, page);
}

/**
 * spt_window_new_voucher_for:
 * @self: a window
 * @subject_id: a person or company
 *
 * Shows the page of a new voucher for them.
 */
void
spt_window_new_voucher_for (SptWindow *self,
                            gint64     subject_id)
{
  SptPage *page;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (spt_window_get_desk (self) != NULL);

  page = spt_voucher_page_new (spt_window_get_desk (self), 0);
  spt_voucher_page_set_subject (SPT_VOUCHER_PAGE (page), subject_id);
  spt_window_push (self, page);
}

static void
set_vouchers_filter (SptPage  *page,
                     gpointer  user_data)
{
  const Filter *filter = user_data;

  spt_vouchers_page_set_filter (SPT_VOUCHERS_PAGE (page), filter->states, filter->stage,
                                filter->import_id, filter->submission_id);
}

/**
 * spt_window_open_vouchers:
 * @self: a window
 * @states: bit set of 1 << SptState; 0 = all
 * @stage: (nullable): a stage
 * @import_id: 0 = any
 * @submission_id: 0 = any
 *
 * Shows the list of vouchers, so filtered.
 */
void
spt_window_open_vouchers (SptWindow  *self,
                          guint       states,
                          const char *stage,
                          gint64      import_id,
                          gint64      submission_id)
{
  Filter *filter;

  g_return_if_fail (SPT_IS_WINDOW (self));

  filter = g_new0 (Filter, 1);
  filter->states = states;
  filter->stage = g_strdup (stage);
  filter->import_id = import_id;
  filter->submission_id = submission_id;
  _spt_window_go_and (self, "vouchers", set_vouchers_filter, filter, filter_free);
}
