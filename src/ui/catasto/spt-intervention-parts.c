/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which components an intervention is about: what there is of the sort that its operation wants, or every sort. */
#define G_LOG_DOMAIN "spt-intervention-parts"

#include "config.h"

#include "ui/catasto/spt-intervention-start-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "services/catasto/spt-catasto-plant.h"
#include "ui/catasto/spt-plant-words.h"

#define COMPONENT "spt-component"

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static const SptCatastoKind *
find_kind (const char *component)
{
  g_autofree char *kind = g_strndup (component, strcspn (component, "0123456789"));

  return spt_catasto_kind_find (kind);
}

/* One report is about generators of one sort. */
static void
component_toggled_cb (SptInterventionStart *self,
                      GtkCheckButton       *check)
{
  const SptCatastoKind *kind = find_kind (g_object_get_data (G_OBJECT (check), COMPONENT));

  if (!self->filling && (self->asks & ASK_REPORTED) != 0 && gtk_check_button_get_active (check))
    {
      self->filling = TRUE;
      for (guint i = 0; i < self->rows->len; i++)
        {
          GtkWidget *row = g_ptr_array_index (self->rows, i);

          if (find_kind (g_object_get_data (G_OBJECT (row), COMPONENT)) != kind)
            gtk_check_button_set_active (get_check (row), FALSE);
        }
      self->filling = FALSE;
    }
  _spt_intervention_start_update (self);
}

static void
add_component (SptInterventionStart *self,
               const char           *component,
               const char           *title,
               const char           *subtitle,
               gboolean              is_chosen)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), COMPONENT, g_strdup (component), g_free);
  g_object_set_data_full (G_OBJECT (check), COMPONENT, g_strdup (component), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen);
  g_signal_connect_object (check, "toggled", G_CALLBACK (component_toggled_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->component_group, row);
  g_ptr_array_add (self->rows, row);
}

/* What stands there now, of the sort that the operation is about. */
static gboolean
is_wanted (SptInterventionStart *self,
           const SptPlantPart   *part)
{
  const SptCatastoKind *kind = spt_catasto_kind_find (part->kind);

  if (part->turn > 0 || part->removed != NULL || kind == NULL)
    return FALSE;
  if (kind->is_generator != ((self->asks & ASK_GENERATORS) != 0))
    return FALSE;
  if (strcmp (self->type, "88") == 0)
    return strcmp (part->kind, "GT") == 0 || strcmp (part->kind, "GF") == 0;

  return (self->asks & ASK_REPORTED) == 0 || spt_catasto_get_report_type (kind) > 0;
}

static gboolean
is_reported (SptInterventionStart *self,
             const char           *component)
{
  GPtrArray *reports = self->choices->reports;

  for (guint i = 0; reports != NULL && i < reports->len; i++)
    {
      if (strcmp (((SptPlantDue *) g_ptr_array_index (reports, i))->component, component) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What there is, in the order of the schede. (element-type SptPlantPart) (transfer container) */
static GPtrArray *
list_wanted (SptInterventionStart *self)
{
  GPtrArray *all = self->choices->projection->parts;
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      for (guint j = 0; j < all->len; j++)
        {
          SptPlantPart *part = g_ptr_array_index (all, j);

          if (strcmp (part->kind, spt_catasto_kinds[i].kind) == 0 && is_wanted (self, part))
            g_ptr_array_add (wanted, part);
        }
    }

  return wanted;
}

/* Of which sort the report is that is due; else of the first generator. */
static const char *
find_first_kind (SptInterventionStart *self,
                 GPtrArray            *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (parts, i);
      g_autofree char *component = g_strdup_printf ("%s%u", part->kind, part->number);

      if (is_reported (self, component))
        return part->kind;
    }

  return parts->len > 0 ? ((SptPlantPart *) g_ptr_array_index (parts, 0))->kind : "";
}

static void
add_parts (SptInterventionStart *self)
{
  g_autoptr (GPtrArray) parts = list_wanted (self);
  const char *first = find_first_kind (self, parts);
  gboolean due = self->choices->reports != NULL && self->choices->reports->len > 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (parts, i);
      g_autofree char *component = g_strdup_printf ("%s%u", part->kind, part->number);
      g_autofree char *title = *part->title != '\0' ? g_strdup_printf ("%s · %s", component, part->title)
                               : g_strdup (component);
      g_autofree char *detail = spt_plant_dup_measure (part->detail);

      add_component (self, component, title, detail,
                     (self->asks & ASK_REPORTED) != 0 && strcmp (part->kind, first) == 0 &&
                     (!due || is_reported (self, component)));
    }
}

/* Every scheda that the operation may have, by its number and title; where one has two sorts of parts, both. */
static void
add_sorts (SptInterventionStart *self)
{
  const SptPlantOps *ops;
  SptService *service = spt_plants_get_service (&ops);
  const char *operation = spt_intervention_find_operation (self->type);
  g_autoptr (GArray) schede = service != NULL && operation != NULL ? ops->list_schede (service, operation) : NULL;

  for (guint i = 0; schede != NULL && i < schede->len; i++)
    {
      const SptPlantScheda *scheda = &g_array_index (schede, SptPlantScheda, i);
      const char *dot = strrchr (scheda->page, '.');
      const char *name = dot != NULL ? dot + 1 : scheda->page;
      g_autofree char *number = g_strndup (scheda->title, strcspn (scheda->title, " "));
      guint n = 0;

      for (guint j = 0; j < SPT_CATASTO_N_KINDS; j++)
        {
          g_autofree char *title = NULL;

          if (strcmp (spt_catasto_kinds[j].scheda, name) != 0)
            continue;
          title = g_strdup_printf ("%s (%s)", scheda->title, spt_catasto_kinds[j].kind);
          add_component (self, spt_catasto_kinds[j].kind, title, "", FALSE);
          n++;
        }
      if (n == 0 && g_str_has_prefix (name, "scheda_"))
        add_component (self, number, scheda->title, "", FALSE);
    }
}

/**
 * _spt_intervention_start_replaces:
 * @self: the sheet
 *
 * Returns: whether it is about what there is; %FALSE = something new
 */
gboolean
_spt_intervention_start_replaces (SptInterventionStart *self)
{
  return (self->asks & ASK_REPLACE) == 0 ||
         (gtk_widget_get_visible (self->mode_group) && adw_combo_row_get_selected (self->mode_row) == 0);
}

/**
 * _spt_intervention_start_has_parts:
 * @self: the sheet, its choices read
 *
 * Returns: whether there is anything of the sort that the operation is about
 */
gboolean
_spt_intervention_start_has_parts (SptInterventionStart *self)
{
  g_autoptr (GPtrArray) parts = list_wanted (self);

  return parts->len > 0;
}

/**
 * _spt_intervention_start_list_components:
 * @self: the sheet
 *
 * Returns: (transfer full) (element-type utf8): those that were chosen
 */
GPtrArray *
_spt_intervention_start_list_components (SptInterventionStart *self)
{
  GPtrArray *components = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (gtk_check_button_get_active (get_check (row)))
        g_ptr_array_add (components, g_strdup (g_object_get_data (G_OBJECT (row), COMPONENT)));
    }

  return components;
}

/**
 * _spt_intervention_start_show_components:
 * @self: the sheet
 *
 * Offers those that can be chosen, anew.
 */
void
_spt_intervention_start_show_components (SptInterventionStart *self)
{
  while (self->rows->len > 0)
    {
      adw_preferences_group_remove (self->component_group, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_remove_index (self->rows, self->rows->len - 1);
    }
  if (_spt_intervention_start_replaces (self))
    add_parts (self);
  else
    add_sorts (self);
  if (self->rows->len == 1)
    gtk_check_button_set_active (get_check (g_ptr_array_index (self->rows, 0)), TRUE);
  adw_preferences_group_set_title (self->component_group, (self->asks & ASK_GENERATORS) != 0 ? _("Generators")
                                   : _("Parts"));
  gtk_widget_set_visible (GTK_WIDGET (self->component_group), self->rows->len > 0);
  _spt_intervention_start_update (self);
}
