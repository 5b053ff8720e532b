/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of records says: of its kind, of its rows and its selection, of having none. */
#define G_LOG_DOMAIN "spt-list-page-says"

#include "config.h"

#include "ui/spt-list-page-private.h"

#include <glib/gi18n.h>

gboolean
_spt_list_page_is_narrow (SptListPage *self)
{
  gboolean narrow = FALSE;

  g_object_get (_spt_list_page_get (self)->adaptive, "narrow", &narrow, NULL);
  return narrow;
}

static gboolean
has_filter (SptListPage *self)
{
  const SptListQuery query = spt_list_page_get_query (self);

  return _spt_list_page_get (self)->chip > 0 || query.states != 0 || query.search != NULL || query.import_id != 0 ||
         query.submission_id != 0 || query.organization != NULL || query.account_id != 0;
}

/* --- what never changes ------------------------------------------------------------------------- */

static GtkWidget *
make_button (const SptListButton *def,
             const char          *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_(def->label));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), def->action);
  gtk_widget_add_css_class (button, css_class);
  return button;
}

static void
name_widget (GtkWidget  *widget,
             const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _(label), -1);
}

static void
add_buttons (SptListPagePrivate    *priv,
             const SptListPageKind *kind)
{
  for (guint i = 0; i < SPT_LIST_N_BUTTONS && kind->selection_buttons[i].label != NULL; i++)
    gtk_widget_insert_before (make_button (&kind->selection_buttons[i], "flat"),
                              priv->selection_buttons, priv->unselect_button);
}

void
_spt_list_page_say_words (SptListPage *self)
{
  const SptListPageKind *kind = KIND (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);

  gtk_widget_set_tooltip_text (priv->new_button, _(kind->new_label));
  name_widget (priv->new_button, kind->new_label);
  g_object_set (priv->search_entry, "placeholder-text", _(kind->search_hint), NULL);
  name_widget (GTK_WIDGET (priv->search_entry), kind->search_label);
  name_widget (priv->chips, kind->chips_label);
  name_widget (GTK_WIDGET (priv->grid), kind->list_label);
  name_widget (GTK_WIDGET (priv->list_view), kind->list_label);
  gtk_button_set_label (priv->show_all_button, _(kind->show_all));
  gtk_widget_set_tooltip_text (priv->show_hidden_button, _(kind->show_hidden));
  add_buttons (priv, kind);
}

/* --- what is said ------------------------------------------------------------------------------- */

void
_spt_list_page_say_counts (SptListPage *self)
{
  const SptListPageKind *kind = KIND (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);

  for (guint i = 0; i < kind->n_chips; i++)
    {
      const char *label = g_dpgettext2 (NULL, kind->context, kind->chips[i].label);
      guint count = priv->counts != NULL ? priv->counts[i] : 0;
      g_autofree char *number = spt_ui_format_count (count);
      g_autofree char *text = g_strdup_printf ("%s  %s", label, number);
      GtkWidget *button = priv->chip_buttons[i];

      gtk_button_set_label (GTK_BUTTON (button), count > 0 ? text : label);
      gtk_widget_set_visible (button, kind->chips[i].always || count > 0 ||
                              gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    }
}

/* On a narrow page the buttons stand below what is said; the icon that clears the selection alone
 * stays beside it. */
void
_spt_list_page_turn (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  gboolean has_words = gtk_widget_get_visible (priv->show_hidden_button) ||
                       gtk_widget_get_visible (GTK_WIDGET (priv->select_all_button)) ||
                       KIND (self)->selection_buttons[0].label != NULL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (priv->selection_box),
                                  has_words && _spt_list_page_is_narrow (self)
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
say_selection (SptListPage *self,
               guint        n_selected,
               guint        n_hidden,
               guint        n_items)
{
  const SptListPageKind *kind = KIND (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);
  g_autofree char *selected = spt_count_text_dup (&kind->phrases[SPT_LIST_SAYS_SELECTED], n_selected);
  g_autofree char *all = spt_count_text_dup (&kind->phrases[has_filter (self) ? SPT_LIST_SAYS_SELECT_FILTERED
                                                                              : SPT_LIST_SAYS_SELECT_ALL], n_items);

  if (n_hidden > 0)
    {
      g_autofree char *hidden = spt_count_text_dup (&kind->phrases[SPT_LIST_SAYS_HIDDEN], n_hidden);
      /* Translators: "312 selected, 40 hidden by the filter" */
      g_autofree char *text = g_strdup_printf (_("%1$s, %2$s"), selected, hidden);

      gtk_label_set_text (priv->selection_label, text);
    }
  else
    {
      gtk_label_set_text (priv->selection_label, selected);
    }
  gtk_button_set_label (priv->select_all_button, all);
  gtk_widget_set_visible (priv->show_hidden_button, n_hidden > 0);
  gtk_widget_set_visible (GTK_WIDGET (priv->select_all_button), n_items > n_selected - n_hidden);
  _spt_list_page_turn (self);
}

/* Buttons that stay as they are keep the focus. */
static void
update_empty (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  SptListEmpty empty = KIND (self)->empty;
  GtkWidget *old;

  if (SPT_LIST_PAGE_GET_CLASS (self)->say_empty != NULL)
    SPT_LIST_PAGE_GET_CLASS (self)->say_empty (self, &empty);
  if (memcmp (&empty, &priv->empty, sizeof empty) == 0)
    return;
  priv->empty = empty;
  adw_status_page_set_icon_name (priv->empty_page, empty.icon_name);
  adw_status_page_set_title (priv->empty_page, _(empty.title));
  adw_status_page_set_description (priv->empty_page, _(empty.text));
  while ((old = gtk_widget_get_first_child (priv->empty_buttons)) != NULL)
    gtk_box_remove (GTK_BOX (priv->empty_buttons), old);
  for (guint i = 0; i < SPT_LIST_N_BUTTONS && empty.buttons[i].label != NULL; i++)
    {
      GtkWidget *button = make_button (&empty.buttons[i], "pill");

      if (i == 0)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (GTK_BOX (priv->empty_buttons), button);
    }
}

static void
update_nothing (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  const SptListQuery query = spt_list_page_get_query (self);
  SptListNothing nothing = { "system-search-symbolic", N_("Nothing Found"), KIND (self)->nothing,
                             { N_("_Clear Filter"), "records.clear-filter" } };

  if (SPT_LIST_PAGE_GET_CLASS (self)->say_nothing != NULL)
    SPT_LIST_PAGE_GET_CLASS (self)->say_nothing (self, &query, &nothing);
  adw_status_page_set_icon_name (priv->nothing_page, nothing.icon_name);
  adw_status_page_set_title (priv->nothing_page, _(nothing.title));
  adw_status_page_set_description (priv->nothing_page, _(nothing.text));
  gtk_button_set_label (priv->nothing_button, _(nothing.button.label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->nothing_button), nothing.button.action);
}

static void
update_stack (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  const char *name = "loading";

  if (priv->loaded && spt_row_list_get_length (priv->list) > 0)
    name = _spt_list_page_is_narrow (self) ? "list" : "grid";
  else if (priv->loaded)
    name = priv->has_some || has_filter (self) ? "nothing" : "empty";
  if (*name == 'n')
    update_nothing (self);
  else if (*name == 'e')
    update_empty (self);
  gtk_stack_set_visible_child_name (priv->stack, name);
}

/**
 * spt_list_page_update:
 * @self: a list
 *
 * Says again what depends on the list, the selection and the counts.
 */
void
spt_list_page_update (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  guint n_items = spt_row_list_get_length (priv->list);
  guint n_selected = spt_id_selection_get_n_selected (priv->selection);

  if (n_selected > 0)
    say_selection (self, n_selected, spt_id_selection_get_n_hidden (priv->selection), n_items);
  gtk_widget_set_visible (priv->selection_box, n_selected > 0);
  gtk_widget_set_visible (priv->bottom, n_selected > 0 ||
                          (priv->has_bottom && (n_items > 0 || priv->has_some)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.unselect-all", n_selected > 0);
  update_stack (self);
  if (SPT_LIST_PAGE_GET_CLASS (self)->update != NULL)
    SPT_LIST_PAGE_GET_CLASS (self)->update (self);
}

void
_spt_list_page_say_scope (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  const char *text = priv->import_id != 0 ? KIND (self)->only_import : KIND (self)->only_submission;

  gtk_widget_set_visible (priv->scope_box, priv->import_id != 0 || priv->submission_id != 0);
  gtk_label_set_text (priv->scope_label, text != NULL ? _(text) : "");
}
