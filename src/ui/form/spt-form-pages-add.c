/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page to add to a form: what the operation may have, what is documented told from what was concluded. */
#define G_LOG_DOMAIN "spt-form-pages-add"

#include "config.h"

#include "spt-form-pages-private.h"

#include <glib/gi18n.h>

typedef enum
{
  OFFER_ONE_OF,
  OFFER_DOCUMENTED,
  OFFER_CONCLUDED,
  OFFER_ANY, /* nobody says which */
  N_OFFER_KINDS
} OfferKind;

static void
offer_free (SptFormPageOffer *offer)
{
  g_free (offer->title);
  g_free (offer);
}

/* --- what may be added --------------------------------------------------------------------------------- */

static void
collect (SptFormPages *self,
         SptFormGroup *group,
         GString      *path,
         GPtrArray    *offers)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  gsize length = path->len;

  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *child = def->groups[i];
      GListModel *children = spt_form_group_get_children (group, i);
      const SptPlantScheda *scheda;

      g_string_append_printf (path, "%s%s", length > 0 ? "." : "", child->name);
      scheda = _spt_form_pages_find_scheda (self, path->str);
      if (!child->page)
        {
          for (guint j = 0; j < g_list_model_get_n_items (children); j++)
            {
              g_autoptr (SptFormGroup) inner = g_list_model_get_item (children, j);

              collect (self, inner, path, offers);
            }
        }
      else if (g_list_model_get_n_items (children) == 0 && spt_form_group_wants (group, i, NULL) &&
               (self->schede == NULL || scheda != NULL))
        {
          SptFormPageOffer *offer = g_new0 (SptFormPageOffer, 1);

          offer->parent = group;
          offer->def = child;
          offer->scheda = scheda;
          offer->title = g_strdup (scheda != NULL && scheda->title != NULL ? scheda->title : child->label);
          g_ptr_array_add (offers, offer);
        }
      g_string_truncate (path, length);
    }
}

/*
 * _spt_form_pages_list_offers:
 * @self: the pages
 *
 * Lists the pages that are not in use and may be.
 *
 * Returns: (transfer full) (element-type SptFormPageOffer): the pages, in their order
 */
GPtrArray *
_spt_form_pages_list_offers (SptFormPages *self)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func ((GDestroyNotify) offer_free);
  g_autoptr (GString) path = g_string_new (NULL);

  if (self->form != NULL)
    collect (self, spt_form_get_root (self->form), path, offers);

  return offers;
}

static OfferKind
get_kind (const SptFormPageOffer *offer)
{
  return offer->scheda == NULL ? OFFER_ANY : offer->scheda->one_of ? OFFER_ONE_OF
         : offer->scheda->documented ? OFFER_DOCUMENTED : OFFER_CONCLUDED;
}

/* --- the question -------------------------------------------------------------------------------------- */

static void
row_activated_cb (GtkWidget    *row,
                  SptFormPages *self)
{
  GtkWidget *dialog = GTK_WIDGET (gtk_widget_get_root (row));
  g_autoptr (SptFormGroup) parent = g_object_ref (g_object_get_data (G_OBJECT (row), "spt-parent"));
  const SptGroupDef *def = g_object_get_data (G_OBJECT (row), "spt-def");

  gtk_window_destroy (GTK_WINDOW (dialog));
  /* Somebody may have removed what is around it meanwhile. */
  if (self->form != NULL && spt_form_group_get_form (parent) == self->form && !self->read_only)
    _spt_form_pages_begin (self, parent, def);
}

static GtkWidget *
make_row (SptFormPages           *self,
          const SptFormPageOffer *offer)
{
  GtkWidget *row = spt_ui_new_row (offer->title, NULL);

  if (offer->scheda != NULL && offer->scheda->hint != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), offer->scheda->hint);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "spt-parent", g_object_ref (offer->parent), g_object_unref);
  g_object_set_data (G_OBJECT (row), "spt-def", (gpointer) offer->def);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, 0);

  return row;
}

static GtkWidget *
make_group (SptFormPages *self,
            GPtrArray    *offers,
            OfferKind     kind)
{
  static const struct
  {
    const char *title;
    const char *description;
  } words[N_OFFER_KINDS] = {
    [OFFER_ONE_OF] = { N_("At Least One of These"), NULL },
    [OFFER_DOCUMENTED] = { N_("Documented for This Operation"), NULL },
    [OFFER_CONCLUDED] = { N_("Probably Accepted"),
                          N_("The register's documentation does not list them for this operation, but they are about what it reports. "
                             "Should the register refuse one, its answer says so, and the page can be removed.") },
    [OFFER_ANY] = { NULL, NULL }
  };
  GtkWidget *group = NULL;

  for (guint i = 0; i < offers->len; i++)
    {
      const SptFormPageOffer *offer = g_ptr_array_index (offers, i);

      if (get_kind (offer) != kind)
        continue;
      if (group == NULL)
        {
          group = adw_preferences_group_new ();
          if (words[kind].title != NULL)
            adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(words[kind].title));
          if (words[kind].description != NULL)
            adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _(words[kind].description));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, offer));
    }

  return group;
}

/**
 * spt_form_pages_ask_add:
 * @self: the pages
 *
 * Shows what may be added; what is chosen is there at once, and can be taken back.
 */
void
spt_form_pages_ask_add (SptFormPages *self)
{
  g_autoptr (GPtrArray) offers = _spt_form_pages_list_offers (self);
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkShortcut *close = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                         gtk_named_action_new ("window.close"));
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  for (guint kind = 0; kind < N_OFFER_KINDS; kind++)
    {
      GtkWidget *group = make_group (self, offers, kind);

      if (group != NULL)
        adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }
  gtk_window_set_title (GTK_WINDOW (dialog), _("Add Page"));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 480, 560);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), close);
  gtk_widget_add_controller (dialog, shortcuts);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  spt_ui_fit_sheet (GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}
