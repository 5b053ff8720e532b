/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of pages at the side; the counts say what needs a person, never how much there is. */
#define G_LOG_DOMAIN "spt-sidebar"

#include "config.h"

#include "ui/spt-sidebar.h"

#include <glib/gi18n.h>

#include "ui/spt-record-pages.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define BIT(state) (1u << (state))

struct _SptSidebar
{
  AdwBin         parent_instance;

  GtkWidget     *header_bar;
  GtkWidget     *menu_button;
  GMenuModel    *main_menu;
  GtkListBox    *list;
  GtkListBoxRow *current; /* (unowned) (nullable): the page that is shown */
  SptSummary    *summary;
  gboolean       folded;
};

G_DEFINE_FINAL_TYPE (SptSidebar, spt_sidebar, ADW_TYPE_BIN)

enum
{
  PROP_FOLDED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint chosen_signal;

/* What the records of a list say themselves. */
static guint
count_cards (SptSummary *summary,
             const char *name)
{
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);

      if (g_str_equal (kind->list.name, name))
        return spt_summary_count_cards (summary, kind->kind, SPT_CARD_TO_FIX) +
               spt_summary_count_cards (summary, kind->kind, SPT_CARD_DUE) +
               spt_summary_count_cards (summary, kind->kind, SPT_CARD_NEWS);
    }
  return 0;
}

/* What a person has to look at on that page. */
static guint
count_for (SptSummary *summary,
           const char *name)
{
  guint to_fix = spt_summary_get_n_positions (summary, BIT (SPT_STATE_TO_FIX));
  guint refusals = spt_summary_get_n_refusals (summary);
  guint uncertain, not_sent, open;

  spt_summary_get_lines (summary, SPT_LINES_UNCERTAIN, &uncertain);
  spt_summary_get_lines (summary, SPT_LINES_NOT_SENT, &not_sent);
  open = uncertain + not_sent;
  if (g_str_equal (name, "positions"))
    return to_fix + spt_summary_get_n_positions (summary, BIT (SPT_STATE_REFUSED));
  if (g_str_equal (name, "subjects"))
    return spt_summary_get_n_bad_subjects (summary);
  if (g_str_equal (name, "outbox"))
    return open + refusals;
  if (g_str_equal (name, "accounts"))
    return spt_summary_get_n_bad_accounts (summary) + spt_summary_get_n_urgent_secrets (summary);
  if (g_str_equal (name, "overview"))
    return open + refusals +
           (to_fix > 0 || spt_summary_count_cards (summary, NULL, SPT_CARD_TO_FIX) > 0 ? 1 : 0) +
           (spt_summary_count_cards (summary, NULL, SPT_CARD_DUE) > 0 ? 1 : 0) +
           spt_summary_get_n_bad_accounts (summary) + spt_summary_get_n_urgent_secrets (summary);
  return count_cards (summary, name);
}

static void
update_counts (SptSidebar *self)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const SptPageInfo *info = g_object_get_data (G_OBJECT (row), "spt-page");
      GtkWidget *badge = g_object_get_data (G_OBJECT (row), "spt-badge");
      guint count = count_for (self->summary, info->name);
      g_autofree char *text = spt_ui_format_count (count);

      gtk_label_set_label (GTK_LABEL (badge), text);
      gtk_widget_set_visible (badge, count > 0);
      if (count > 0)
        {
          /* Translators: a page of the sidebar and how much there needs somebody: "Debt
           * positions, 12 to look at" */
          g_autofree char *spoken = g_strdup_printf (ngettext ("%s, %u to look at",
                                                               "%s, %u to look at", count),
                                                     _(info->title), count);

          gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                          spoken, -1);
        }
      else
        gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        _(info->title), -1);
    }
}

static GtkWidget *
make_row (const SptPageInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (info->icon_name);
  GtkWidget *label = gtk_label_new (_(info->title));
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, "numeric");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "spt-page", (gpointer) info);
  g_object_set_data (G_OBJECT (row), "spt-badge", badge);
  return row;
}

static void
header_func (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       user_data)
{
  const SptPageInfo *info = g_object_get_data (G_OBJECT (row), "spt-page");
  GtkWidget *label = NULL;

  if (info->heading == NULL || gtk_list_box_row_get_header (row) != NULL)
    return;

  label = gtk_label_new (_(info->heading));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  gpointer       user_data)
{
  const SptPageInfo *info = g_object_get_data (G_OBJECT (row), "spt-page");

  g_signal_emit (user_data, chosen_signal, 0, info->name);
}

/* The keyboard goes over rows without choosing one: what is marked is the page that is shown. */
static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 gpointer       user_data)
{
  SptSidebar *self = user_data;

  if (row != NULL && row != self->current)
    gtk_list_box_select_row (list, self->current);
}

static void
summary_changed_cb (SptSummary *summary,
                    gpointer    user_data)
{
  update_counts (user_data);
}

static void
spt_sidebar_dispose (GObject *object)
{
  SptSidebar *self = SPT_SIDEBAR (object);

  g_clear_object (&self->summary);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_SIDEBAR);

  G_OBJECT_CLASS (spt_sidebar_parent_class)->dispose (object);
}

static void
spt_sidebar_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (prop_id == PROP_FOLDED)
    g_value_set_boolean (value, SPT_SIDEBAR (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_sidebar_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SptSidebar *self = SPT_SIDEBAR (object);

  if (prop_id == PROP_FOLDED)
    {
      self->folded = g_value_get_boolean (value);
      adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (self->header_bar), self->folded);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_sidebar_class_init (SptSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_sidebar_dispose;
  object_class->get_property = spt_sidebar_get_property;
  object_class->set_property = spt_sidebar_set_property;

  /**
   * SptSidebar:folded:
   *
   * Whether it fills the window: then it has the window's buttons.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SptSidebar::chosen:
   * @name: the page's name
   *
   * A person has chosen a page.
   */
  chosen_signal = g_signal_new ("chosen", SPT_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSidebar, header_bar);
  gtk_widget_class_bind_template_child (widget_class, SptSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SptSidebar, main_menu);
  gtk_widget_class_bind_template_child (widget_class, SptSidebar, list);
}

static void
spt_sidebar_init (SptSidebar *self)
{
  const SptPageInfo *pages = NULL;
  guint n_pages = 0;

  gtk_widget_init_template (GTK_WIDGET (self));
  spt_ui_set_menu (GTK_MENU_BUTTON (self->menu_button), self->main_menu);
  gtk_list_box_set_header_func (self->list, header_func, NULL, NULL);
  pages = spt_pages_list (&n_pages);
  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self->list, make_row (&pages[i]));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
}

/**
 * spt_sidebar_new:
 * @summary: what needs a person
 *
 * Returns: (transfer floating): the sidebar with every page of spt_pages_list()
 */
GtkWidget *
spt_sidebar_new (SptSummary *summary)
{
  SptSidebar *self = NULL;

  g_return_val_if_fail (SPT_IS_SUMMARY (summary), NULL);

  self = g_object_new (SPT_TYPE_SIDEBAR, NULL);
  self->summary = g_object_ref (summary);
  g_signal_connect_object (summary, "changed", G_CALLBACK (summary_changed_cb), self, 0);
  update_counts (self);
  return GTK_WIDGET (self);
}

/**
 * spt_sidebar_select:
 * @self: a sidebar
 * @name: of a page
 *
 * Shows which page is in view; emits nothing.
 */
void
spt_sidebar_select (SptSidebar *self,
                    const char *name)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (SPT_IS_SIDEBAR (self));
  g_return_if_fail (name != NULL);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const SptPageInfo *info = g_object_get_data (G_OBJECT (row), "spt-page");

      if (!g_str_equal (info->name, name))
        continue;
      self->current = row;
      gtk_list_box_select_row (self->list, row);
    }
}

/**
 * spt_sidebar_popup_menu:
 * @self: a sidebar
 *
 * Opens the main menu.
 */
void
spt_sidebar_popup_menu (SptSidebar *self)
{
  g_return_if_fail (SPT_IS_SIDEBAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}
