/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of records is looked through for: the chips, the body or account, the search, where one was led here from. */
#define G_LOG_DOMAIN "spt-list-page-filter"

#include "config.h"

#include "ui/spt-list-page-private.h"

#include "ui/spt-account-filter.h"
#include "ui/spt-body-filter.h"

static void
clear_body_or_account (SptListPagePrivate *priv,
                       gboolean            forget)
{
  if (SPT_IS_BODY_FILTER (priv->filter))
    spt_body_filter_clear (SPT_BODY_FILTER (priv->filter), forget);
  else if (SPT_IS_ACCOUNT_FILTER (priv->filter))
    spt_account_filter_clear (SPT_ACCOUNT_FILTER (priv->filter));
}

static void
mark_chip (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  priv->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (priv->chip_buttons[priv->chip]), TRUE);
  priv->filling = FALSE;
  _spt_list_page_say_counts (self);
}

static void
chip_toggled_cb (GtkToggleButton *button,
                 SptListPage     *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  if (priv->filling || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < KIND (self)->n_chips; i++)
    {
      if (priv->chip_buttons[i] == GTK_WIDGET (button))
        priv->chip = i;
    }
  priv->states = 0;
  _spt_list_page_ask (self);
}

/* What no chip says is shown all the same. */
static void
choose (SptListPage           *self,
        const SptRecordFilter *filter)
{
  const SptListPageKind *kind = KIND (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);

  priv->chip = 0;
  for (guint i = 0; i < kind->n_chips; i++)
    {
      const SptListChip *chip = &kind->chips[i];

      if (chip->states == filter->states && g_strcmp0 (chip->stage, filter->stage) == 0 &&
          chip->found == filter->found && chip->due == filter->due_soon && chip->type == NULL)
        priv->chip = i;
    }
  priv->states = kind->chips[priv->chip].states != filter->states ? filter->states : 0;
  priv->import_id = filter->import_id;
  priv->submission_id = filter->submission_id;
  mark_chip (self);
  priv->led_here = priv->list != NULL;
  _spt_list_page_ask (self);
}

static void
set_filter (SptListPage           *self,
            const SptRecordFilter *filter,
            gboolean               forget)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  g_clear_pointer (&priv->search, g_free);
  gtk_search_bar_set_search_mode (priv->search_bar, FALSE);
  clear_body_or_account (priv, forget);
  choose (self, filter);
}

/* --- for the page ------------------------------------------------------------------------------- */

/**
 * _spt_list_page_search_changed_cb:
 * @self: a list
 *
 * Looks for what is typed.
 */
void
_spt_list_page_search_changed_cb (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  const char *text = gtk_editable_get_text (priv->search_entry);

  if (g_strcmp0 (priv->search != NULL ? priv->search : "", text) == 0)
    return;
  g_free (priv->search);
  priv->search = *text != '\0' ? g_strdup (text) : NULL;
  _spt_list_page_ask (self);
}

/**
 * _spt_list_page_search_mode_cb:
 * @self: a list
 *
 * Looks for all when the search is closed.
 */
void
_spt_list_page_search_mode_cb (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  if (!gtk_search_bar_get_search_mode (priv->search_bar))
    gtk_editable_set_text (priv->search_entry, "");
}

/**
 * _spt_list_page_add_chips:
 * @self: a list
 *
 * Makes what narrows the list: the bodies or accounts, and the kind's chips.
 */
void
_spt_list_page_add_chips (SptListPage *self)
{
  const SptListPageKind *kind = KIND (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);

  priv->counts = g_new0 (guint, kind->n_chips);
  priv->chip_buttons = g_new0 (GtkWidget *, kind->n_chips);
  if (kind->by != SPT_LIST_OF_ALL)
    {
      priv->filter = g_object_new (kind->by == SPT_LIST_OF_BODY ? SPT_TYPE_BODY_FILTER
                                                                : SPT_TYPE_ACCOUNT_FILTER,
                                   "margin-end", 6, NULL);
      g_signal_connect_object (priv->filter, "chosen", G_CALLBACK (_spt_list_page_ask), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (priv->chips), priv->filter);
    }
  for (guint i = 0; i < kind->n_chips; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_widget_add_css_class (button, "filter");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (priv->chip_buttons[0]));
      g_signal_connect_object (button, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (priv->chips), button);
      priv->chip_buttons[i] = button;
    }
  mark_chip (self);
}

/* --- for a kind --------------------------------------------------------------------------------- */

/**
 * spt_list_page_get_chip:
 * @self: a list
 *
 * Returns: which of the kind's chips is chosen
 */
guint
spt_list_page_get_chip (SptListPage *self)
{
  return _spt_list_page_get (self)->chip;
}

/**
 * spt_list_page_get_query:
 * @self: a list
 *
 * Returns: what it asks of the archive now; strings are borrowed until the next call
 */
SptListQuery
spt_list_page_get_query (SptListPage *self)
{
  SptListPageClass *klass = SPT_LIST_PAGE_GET_CLASS (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);
  const SptListChip *chip = &klass->kind->chips[priv->chip];
  SptListQuery query = {
    .states = priv->states,
    .search = priv->search,
    .import_id = priv->import_id,
    .submission_id = priv->submission_id,
  };

  if (klass->kind->by == SPT_LIST_OF_BODY)
    query.organization = spt_body_filter_get (SPT_BODY_FILTER (priv->filter));
  else if (klass->kind->by == SPT_LIST_OF_ACCOUNT)
    query.account_id = spt_account_filter_get (SPT_ACCOUNT_FILTER (priv->filter));
  if (chip->due)
    {
      g_free (priv->due_until);
      priv->due_until = spt_list_dup_due_until (spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))));
    }
  spt_list_chip_apply (chip, &query, priv->due_until);
  spt_list_columns_get_sort (priv->grid, &query.sort, &query.descending);
  if (klass->fill_query != NULL)
    klass->fill_query (self, &query);
  return query;
}

/**
 * spt_list_page_set_filter:
 * @self: a list
 * @filter: which of them
 *
 * Shows what a card, a toast or a dialog leads to, of all bodies and accounts, with the focus on the first of them. The
 * selection stays.
 */
void
spt_list_page_set_filter (SptListPage           *self,
                          const SptRecordFilter *filter)
{
  g_return_if_fail (SPT_IS_LIST_PAGE (self));
  g_return_if_fail (filter != NULL);

  set_filter (self, filter, FALSE);
}

void
_spt_list_page_clear_filter (SptListPage *self)
{
  set_filter (self, &(SptRecordFilter) { 0 }, TRUE);
}

/**
 * spt_list_page_choose_states:
 * @self: a list
 * @states: bit set of 1 << SptState, 0 = all
 *
 * Shows those of the present search and scope, with the focus on the first of them.
 */
void
spt_list_page_choose_states (SptListPage *self,
                             guint        states)
{
  const SptRecordFilter filter = {
    .states = states,
    .import_id = _spt_list_page_get (self)->import_id,
    .submission_id = _spt_list_page_get (self)->submission_id,
  };

  choose (self, &filter);
}
