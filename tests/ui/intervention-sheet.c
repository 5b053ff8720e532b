/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that starts an intervention, and the page that it opens. */
#include "config.h"

#include "intervention-sheet.h"

#include "spt-test.h"
#include "ui/catasto/spt-intervention-page.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/spt-account-work.h"

#define NARROW 360

gint64
add_register (Office *office)
{
  g_autoptr (SptAccount) account = spt_account_new ("catasto", "catasto-collaudo", SPT_ENVIRONMENT_TEST);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  g_object_set (account, "base-url", "https://example.invalid/catasto", NULL);
  spt_account_set_setting (account, "authorization", "none");
  spt_account_save_async (office->store, account, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  spt_account_save_finish (office->store, result, &error);
  g_assert_no_error (error);
  return spt_account_get_id (account);
}

static gboolean
is_begun (gpointer user_data)
{
  SptPage *page = spt_window_get_page (user_data);

  return SPT_IS_INTERVENTION_PAGE (page) && spt_record_page_get_parts (SPT_RECORD_PAGE (page))->form != NULL;
}

SptRecordPage *
wait_for_page (SptWindow *window)
{
  g_assert_true (spt_test_wait (is_begun, window, SPT_TEST_TIMEOUT_MS));
  settle ();
  return SPT_RECORD_PAGE (spt_window_get_page (window));
}

gboolean
is_another (gpointer user_data)
{
  const Next *next = user_data;

  return (gpointer) spt_window_get_page (next->window) != next->before && is_begun (next->window);
}

gboolean
has_sheet (gpointer user_data)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (SPT_IS_INTERVENTION_START (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        {
          *(GtkWindow **) user_data = window;
          return TRUE;
        }
    }
  return FALSE;
}

/* Each sheet fits a telephone: long words are broken, no room is asked for them. */
static void
assert_fits (GtkWindow *window)
{
  int minimum = 0;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROW)
    g_error ("%s wants %d px", gtk_window_get_title (window), minimum);
}

/* The sheet, once it has something to ask. */
GtkWindow *
start (Office     *office,
       gint64      plant_id,
       const char *type)
{
  GtkWindow *window = NULL;

  spt_intervention_start (GTK_WIDGET (office->window), office->desk, plant_id, type);
  g_assert_true (spt_test_wait (has_sheet, &window, SPT_TEST_TIMEOUT_MS));
  settle ();
  assert_fits (window);
  return window;
}

GtkWidget *
find_titled (GtkWidget  *widget,
             const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
fill_row (GtkWindow  *window,
          const char *title,
          const char *text)
{
  GtkWidget *row = find_titled (GTK_WIDGET (window), title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}
