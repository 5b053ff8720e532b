/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the page of a plant: services and generators with what stood there before, other parts, dates, reports and
 * consumption. */
#define G_LOG_DOMAIN "spt-plant-parts"

#include "config.h"

#include "ui/catasto/spt-plant-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/catasto/spt-plant-words.h"

/* --- parts ------------------------------------------------------------------------------------------- */

static GtkWidget *
new_number (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
append (GString    *text,
        const char *more)
{
  if (more != NULL && *more != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", more);
}

/* "2010–2021", as far as it is known. */
static char *
dup_span (const SptPlantPart *part)
{
  g_autofree char *from = spt_plant_dup_date (part->installed);
  g_autofree char *until = spt_plant_dup_date (part->removed);

  if (*from != '\0' && *until != '\0')
    /* Translators: both %s are dates: when a part came and when it went */
    return g_strdup_printf (_("from %s to %s"), from, until);
  if (*from != '\0')
    return g_strdup_printf (_("installed %s"), from);
  return *until != '\0' ? g_strdup_printf (_("until %s"), until) : g_strdup ("");
}

static GtkWidget *
new_part_row (const SptPlantPart *part)
{
  g_autofree char *span = dup_span (part);
  g_autofree char *detail = spt_plant_dup_measure (part->detail);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  GtkWidget *row;

  /* What has no maker is known by what it is: "18 l". */
  if (*part->title != '\0' || part->turn > 0)
    append (text, detail);
  if (*part->serial != '\0')
    {
      /* Translators: %s is a serial number */
      g_autofree char *serial = g_strdup_printf (_("serial no. %s"), part->serial);

      append (text, serial);
    }
  append (text, span);
  if (part->turn == 0)
    {
      number = g_strdup_printf ("%s%u", part->kind, part->number);
      title = g_strdup (*part->title != '\0' ? part->title : *detail != '\0' ? detail : number);
    }
  else
    {
      number = g_strdup ("▸");
      /* Translators: the first %s%u is the number of a part, "GT1", the other %s what stood there before */
      title = g_strdup_printf (_("Before at %s%u: %s"), part->kind, part->number, part->title);
    }
  if (part->turn == 0 && part->removed != NULL)
    append (text, _("out of use"));
  row = spt_ui_new_row (title, text->str);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_number (number));
  if (part->turn > 0 || part->removed != NULL)
    gtk_widget_add_css_class (row, "dim-label");

  return row;
}

static void
add_kind (SptPlantPage *self,
          gboolean      is_generator,
          GtkWidget    *list,
          guint        *n)
{
  for (guint i = 0; i < self->loaded->parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (self->loaded->parts, i);

      if (part->is_generator != is_generator)
        continue;
      if (list != NULL)
        gtk_list_box_append (GTK_LIST_BOX (list), new_part_row (part));
      (*n)++;
    }
}

/* What it heats, cools and warms, as the libretto says it; of a set with other names nothing is said. */
static char *
dup_services (SptPlantPage *self)
{
  static const struct
  {
    const char *field;
    const char *text;
  } services[] = {
    { "L1_3servizioACS", N_("domestic hot water") },
    { "L1_3servizioClimaInv", N_("winter heating") },
    { "L1_3servizioClimaEst", N_("summer cooling") },
  };
  SptNode *root = self->loaded->libretto != NULL ? spt_record_get_root (self->loaded->libretto) : NULL;
  SptNode *plant = root != NULL ? spt_node_get_first (root, "impianto") : NULL;
  SptNode *scheda = plant != NULL ? spt_node_get_first (plant, "scheda_1_3_servizi") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; scheda != NULL && i < G_N_ELEMENTS (services); i++)
    {
      const char *value = spt_node_get_named (scheda, services[i].field);

      if (*value != '\0')
        {
          g_autofree char *number = spt_plant_dup_measure (value);
          /* Translators: a service and its power: "winter heating 24 kW" */
          g_autofree char *one = g_strdup_printf (_("%s %s kW"), _(services[i].text), number);

          append (text, one);
        }
    }
  if (text->len == 0)
    return NULL;
  /* Translators: %s is what a plant serves for: "winter heating 24 kW · domestic hot water 24 kW" */
  return g_strdup_printf (_("Services: %s"), text->str);
}

/**
 * _spt_plant_page_add_parts:
 * @self: the page
 *
 * Shows what the plant is made of, by number, and what stood there before.
 */
void
_spt_plant_page_add_parts (SptPlantPage *self)
{
  g_autofree char *services = dup_services (self);
  guint n_generators = 0, n_others = 0;

  add_kind (self, TRUE, NULL, &n_generators);
  add_kind (self, FALSE, NULL, &n_others);
  if (n_generators > 0 || services != NULL)
    {
      GtkWidget *list = _spt_plant_page_add_group (self, _("Services and Generators"), services, NULL);

      add_kind (self, TRUE, list, &n_generators);
      gtk_widget_set_visible (list, n_generators > 0);
    }
  if (n_others > 0)
    add_kind (self, FALSE, _spt_plant_page_add_group (self, _("Other Parts"), NULL, NULL), &n_others);
}

/* --- dates ------------------------------------------------------------------------------------------- */

static gboolean
is_contract (const SptPlantDue *due)
{
  return strcmp (due->kind, SPT_DUE_CONTRACT) == 0;
}

/* The one date that the office notes itself. */
static void
add_contract_button (GtkWidget *row)
{
  _spt_plant_page_add_button (row, NULL, "document-edit-symbolic", _("Note when the contract ends"), "plant.contract", NULL);
}

static GtkWidget *
new_due_row (SptPlantPage      *self,
             const SptPlantDue *due)
{
  g_autofree char *date = spt_plant_dup_date (due->date);
  g_autofree char *since = spt_plant_dup_date (due->since);
  g_autoptr (GString) title = g_string_new (spt_plant_due_word (due->kind));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (self->loaded->now / 1000);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  const char *type = due->operation != NULL ? spt_intervention_get_type (due->operation) : NULL;
  gboolean is_late = strcmp (due->date, today) < 0;
  GtkWidget *row, *label;

  if (due->component != NULL && *due->component != '\0')
    g_string_append_printf (title, " %s", due->component);
  if (*since != '\0')
    {
      /* Translators: %s is a date: the last report's */
      g_autofree char *one = g_strdup_printf (_("counted from %s"), since);

      append (text, one);
    }
  if (due->estimated)
    append (text, _("estimated"));
  if (is_late)
    append (text, _("overdue"));
  row = spt_ui_new_row (title->str, text->str);
  label = gtk_label_new (date);
  gtk_widget_add_css_class (label, "numeric");
  if (is_late)
    gtk_widget_add_css_class (label, "error");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (is_contract (due))
    add_contract_button (row);
  if (type != NULL && *spt_plant_type_word (type) != '\0')
    {
      g_autofree char *name = g_strdup_printf (_("Prepare: %s"), title->str);

      _spt_plant_page_add_button (row, _("_Prepare…"), NULL, name, "plant.start", g_variant_new_string (type));
    }

  return row;
}

/**
 * _spt_plant_page_add_dues:
 * @self: the page
 *
 * Shows the plant's dates, the next first, and the end of the office's own contract.
 */
void
_spt_plant_page_add_dues (SptPlantPage *self)
{
  GtkWidget *list = _spt_plant_page_add_group (self, _("Deadlines"), NULL, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Deadlines…"));
  gboolean has_contract = FALSE;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "plant.dues");
  gtk_widget_set_tooltip_text (button, _("The deadlines of this plant, to be chosen and exported"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP)),
                                           button);
  for (guint i = 0; i < self->loaded->dues->len; i++)
    {
      const SptPlantDue *due = g_ptr_array_index (self->loaded->dues, i);

      has_contract |= is_contract (due);
      gtk_list_box_append (GTK_LIST_BOX (list), new_due_row (self, due));
    }
  if (!has_contract)
    {
      GtkWidget *row = spt_ui_new_row (spt_plant_due_word (SPT_DUE_CONTRACT),
                                       _("No end of the office’s contract is noted"));

      add_contract_button (row);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
}

/* --- reports and consumption --------------------------------------------------------------------------- */

static GtkWidget *
new_paper_row (SptPlantPage       *self,
               const SptPlantItem *item)
{
  const SptDossierData *data = spt_dossier_get_data (item->dossier);
  gint64 id = spt_row_get_id (SPT_ROW (item->dossier));
  gint64 when = data->applied != 0 ? data->applied : data->phase_since;
  g_autofree char *time = when != 0 ? spt_ui_format_time (when, self->loaded->now) : g_strdup ("");
  g_autofree char *title = *data->detail != '\0'
                           ? g_strdup_printf (_("%s: %s"), spt_plant_type_word (data->type), data->detail)
                           : g_strdup (spt_plant_type_word (data->type));
  /* Translators: %s is a time */
  g_autofree char *text = g_strdup_printf (C_("plant", "Accepted %s"), time);
  g_autofree char *print = g_strdup_printf (_("Print: %s"), title);
  g_autofree char *pdf = g_strdup_printf (_("Save as PDF: %s"), title);
  GtkWidget *row = spt_ui_new_row (title, text);

  _spt_plant_page_add_button (row, NULL, "document-print-symbolic", print, "plant.print", g_variant_new_int64 (id));
  _spt_plant_page_add_button (row, NULL, "document-save-symbolic", pdf, "plant.pdf", g_variant_new_int64 (id));
  spt_ui_lead_row (row, "plant.open-intervention", g_variant_new_int64 (id));

  return row;
}

/* Reports, inspections, consumption: what an accepted document is looked at for by itself. */
static gboolean
is_paper (const SptDossierData *data)
{
  static const char *const types[] = { "84", "86", "87", "88" };

  if (strcmp (data->phase, SPT_INTERVENTION_ACCEPTED) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_strcmp0 (data->type, types[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * _spt_plant_page_add_papers:
 * @self: the page
 *
 * Shows reports and consumption that were accepted, the newest first.
 */
void
_spt_plant_page_add_papers (SptPlantPage *self)
{
  GtkWidget *list = NULL;

  for (guint i = self->loaded->items->len; i-- > 0;)
    {
      const SptPlantItem *item = g_ptr_array_index (self->loaded->items, i);

      if (!is_paper (spt_dossier_get_data (item->dossier)))
        continue;
      if (list == NULL)
        list = _spt_plant_page_add_group (self, _("Reports and Consumption"), NULL, NULL);
      gtk_list_box_append (GTK_LIST_BOX (list), new_paper_row (self, item));
    }
}
