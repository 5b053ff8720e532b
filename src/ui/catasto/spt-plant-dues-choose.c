/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the deadlines of plants are shown: when, of which kind, where, of whom. */
#define G_LOG_DOMAIN "spt-plant-dues-choose"

#include "config.h"

#include "ui/catasto/spt-plant-dues-private.h"

#include <string.h>

#include <glib/gi18n.h>

/* As the drop-down has them, from its second on. */
static const char *const kinds[] = {
  SPT_DUE_REPORT, SPT_DUE_SEND, SPT_DUE_THIRD, SPT_DUE_CONTRACT, SPT_DUE_OFFICE,
};

static void
add_place (GPtrArray  *places,
           const char *place)
{
  if (*place == '\0' || g_ptr_array_find_with_equal_func (places, place, g_str_equal, NULL))
    return;
  g_ptr_array_add (places, g_strdup (place));
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate (*(char *const *) a, *(char *const *) b);
}

static void
fill_kinds (SptPlantDuesDialog *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, C_("deadlines", "Every kind"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (model, spt_deadline_name_kind (kinds[i]));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->kind_drop_down, G_LIST_MODEL (model));
  self->filling = FALSE;
}

static void
setup_choice_cb (GtkListItemFactory *factory,
                 GtkListItem        *item,
                 gpointer            user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (GPOINTER_TO_INT (user_data))
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_choice_cb (GtkListItemFactory *factory,
                GtkListItem        *item,
                gpointer            user_data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item))));
}

static GtkListItemFactory *
new_factory (gboolean is_cut)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_choice_cb), GINT_TO_POINTER (is_cut));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  return factory;
}

/* The name of a town does not make the window wider; in the list it is whole. */
static void
let_shrink (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) cut = new_factory (TRUE);
  g_autoptr (GtkListItemFactory) whole = new_factory (FALSE);

  gtk_drop_down_set_factory (drop_down, cut);
  gtk_drop_down_set_list_factory (drop_down, whole);
}

/**
 * _spt_plant_dues_choose:
 * @self: the dialog
 *
 * Looks for what is shown among all that is due.
 */
void
_spt_plant_dues_choose (SptPlantDuesDialog *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind_drop_down);
  guint place = gtk_drop_down_get_selected (self->place_drop_down);
  const SptDeadlineFilter filter = {
    .span = gtk_drop_down_get_selected (self->span_drop_down),
    .kind = kind > 0 && kind <= G_N_ELEMENTS (kinds) ? kinds[kind - 1] : NULL,
    .place = place > 0 && place <= self->places->len ? g_ptr_array_index (self->places, place - 1) : NULL,
    .text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
    .plant_id = self->plant_id,
  };

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = spt_deadlines_filter (self->all, &filter, spt_desk_get_now (self->sheet->desk));
}

/**
 * _spt_plant_dues_fill_places:
 * @self: the dialog
 *
 * Offers the places of what is due: provinces first, then towns; what was chosen stays so.
 */
void
_spt_plant_dues_fill_places (SptPlantDuesDialog *self)
{
  guint chosen = gtk_drop_down_get_selected (self->place_drop_down);
  g_autofree char *before =
    chosen > 0 && chosen <= self->places->len ? g_strdup (g_ptr_array_index (self->places, chosen - 1)) : NULL;
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) towns = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->all->len; i++)
    {
      const SptDeadline *due = g_ptr_array_index (self->all, i);
      const char *open = strrchr (due->city, '(');
      g_autofree char *province = open != NULL && strlen (open) == 4 ? g_strndup (open + 1, 2) : NULL;

      if (province != NULL)
        add_place (places, province);
      add_place (towns, due->city);
    }
  g_ptr_array_sort (places, compare_places);
  g_ptr_array_sort (towns, compare_places);
  for (guint i = 0; i < towns->len; i++)
    add_place (places, g_ptr_array_index (towns, i));

  gtk_string_list_append (model, C_("deadlines", "Everywhere"));
  chosen = 0;
  for (guint i = 0; i < places->len; i++)
    {
      const char *place = g_ptr_array_index (places, i);
      /* Translators: %s is two letters: "BA" */
      g_autofree char *label = strlen (place) == 2 ? g_strdup_printf (_("Province %s"), place) : g_strdup (place);

      gtk_string_list_append (model, label);
      if (g_strcmp0 (before, place) == 0)
        chosen = i + 1;
    }
  g_ptr_array_unref (self->places);
  self->places = places;
  self->filling = TRUE;
  gtk_drop_down_set_model (self->place_drop_down, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->place_drop_down, chosen);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->place_drop_down), places->len > 1 && self->plant_id == 0);
}

/**
 * _spt_plant_dues_begin_choices:
 * @self: the dialog, its template just made
 *
 * Fills and names what can be chosen before anything is read.
 */
void
_spt_plant_dues_begin_choices (SptPlantDuesDialog *self)
{
  fill_kinds (self);
  let_shrink (self->span_drop_down);
  let_shrink (self->kind_drop_down);
  let_shrink (self->place_drop_down);
  spt_ui_name_drop_down (self->span_drop_down, _("Dates"));
  spt_ui_name_drop_down (self->kind_drop_down, _("Kind of deadline"));
  spt_ui_name_drop_down (self->place_drop_down, _("Place"));
}

/**
 * _spt_plant_dues_choose_first:
 * @self: the dialog
 * @which: (nullable): how it begins: "overdue", or a kind: %SPT_DUE_SEND
 *
 * Chooses that.
 */
void
_spt_plant_dues_choose_first (SptPlantDuesDialog *self,
                              const char         *which)
{
  if (g_strcmp0 (which, "overdue") == 0)
    gtk_drop_down_set_selected (self->span_drop_down, SPT_DEADLINES_OVERDUE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (which, kinds[i]) == 0)
        gtk_drop_down_set_selected (self->kind_drop_down, i + 1);
    }
}
