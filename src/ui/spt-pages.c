/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of pages, and what opens a record from anywhere: the one file that knows them all. */
#define G_LOG_DOMAIN "spt-pages"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-outbox-page.h"
#include "ui/spt-overview-page.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-window.h"

static const SptPageInfo pages[] = {
  { "overview", N_("Today"), "x-office-calendar-symbolic", NULL, spt_overview_page_new },
  { "outbox", N_("Submissions"), "mail-send-symbolic", N_("Activity"), spt_outbox_page_new },
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
  if (SPT_IS_SUBMISSION_PAGE (page) && spt_submission_page_get_id (SPT_SUBMISSION_PAGE (page)) == id)
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
  g_return_if_fail (SPT_IS_WINDOW (self));

  spt_window_go (self, "positions");
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
  g_return_if_fail (SPT_IS_WINDOW (self));

  spt_window_go (self, "positions");
}
