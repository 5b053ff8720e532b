/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the page of a plant: what waits in its queue, what may be sent now, who is responsible and where it stands. */
#define G_LOG_DOMAIN "spt-plant-groups"

#include "config.h"

#include "ui/catasto/spt-plant-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "services/catasto/spt-catasto-node.h"
#include "services/catasto/spt-catasto-plant-tree.h"
#include "ui/catasto/spt-plant-words.h"

#define PLACE     "scheda_1_2_ubicazione"
#define UNIT      "unita_immobiliare"
#define MAX_UNITS 5 /* of a condominium the libretto has the others */

/* --- the queue --------------------------------------------------------------------------------------- */

static char *
dup_item_name (const SptDossierData *data)
{
  const char *word = spt_plant_type_word (data->type);

  if (*word == '\0')
    word = data->type;
  /* Translators: what is sent, and what it is about: "Efficiency report (RCEE): GT1" */
  return *data->detail != '\0' ? g_strdup_printf (_("%s: %s"), word, data->detail) : g_strdup (word);
}

static char *
dup_item_text (const SptPlantItem   *item,
               const SptDossierData *data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (data->n_errors > 0)
    {
      g_autofree char *number = spt_ui_format_count (data->n_errors);

      g_string_append_printf (text, ngettext ("%s thing to fix", "%s things to fix", data->n_errors), number);
    }
  if (item->before != 0)
    {
      /* Translators: of what stands in a queue; the first %s is what is before it: "Existing libretto", the second where
       * that stands: "Refused" */
      g_autofree char *waits = g_strdup_printf (_("Waits for: %s (%s)"), spt_plant_type_word (item->before_type),
                                                spt_ui_state_word (item->before_state, FALSE));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", waits);
    }
  if (text->len == 0 && g_strcmp0 (data->type, SPT_INTERVENTION_LOCAL) == 0)
    g_string_append (text, _("Is not sent: it becomes part of the libretto when you say so"));

  return g_strdup (text->str);
}

static void
add_item_buttons (GtkWidget            *row,
                  const SptPlantItem   *item,
                  const SptDossierData *data,
                  const char           *name)
{
  gint64 id = spt_row_get_id (SPT_ROW (item->dossier));
  gboolean is_local = g_strcmp0 (data->type, SPT_INTERVENTION_LOCAL) == 0;
  g_autofree char *send = g_strdup_printf (_("Send: %s"), name);
  g_autofree char *keep = g_strdup_printf (_("Put into the libretto: %s"), name);
  g_autofree char *drop = g_strdup_printf (_("Take out of the queue: %s"), name);

  if (is_local && data->n_errors == 0)
    _spt_plant_page_add_button (row, _("Put _into the Libretto"), NULL, keep, "plant.apply", g_variant_new_int64 (id));
  else if (!is_local && data->state == SPT_STATE_READY && !item->is_under_way)
    _spt_plant_page_add_button (row, _("_Send…"), NULL, send, "plant.send", g_variant_new_int64 (id));
  if (!item->is_under_way)
    _spt_plant_page_add_button (row, NULL, "list-remove-symbolic", drop, "plant.abandon", g_variant_new_int64 (id));
}

static GtkWidget *
new_item_row (SptPlantPage       *self,
              const SptPlantItem *item)
{
  const SptDossierData *data = spt_dossier_get_data (item->dossier);
  g_autofree char *name = dup_item_name (data);
  g_autofree char *text = dup_item_text (item, data);
  GtkWidget *row = spt_ui_new_row (name, text);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (SPT_TYPE_STATE_LABEL, "state", data->state, "valign", GTK_ALIGN_CENTER, NULL));
  add_item_buttons (row, item, data, name);
  spt_ui_lead_row (row, "plant.open-intervention", g_variant_new_int64 (spt_row_get_id (SPT_ROW (item->dossier))));

  return row;
}

/**
 * _spt_plant_page_add_queue:
 * @self: the page
 *
 * Shows what is prepared or on its way, in its order, and what each waits for.
 */
void
_spt_plant_page_add_queue (SptPlantPage *self)
{
  GtkWidget *list = NULL;

  for (guint i = 0; i < self->loaded->items->len; i++)
    {
      const SptPlantItem *item = g_ptr_array_index (self->loaded->items, i);

      if (spt_dossier_get_data (item->dossier)->is_over)
        continue;
      if (list == NULL)
        list = _spt_plant_page_add_group (self, _("In Preparation and on Its Way"),
                                          _("One at a time goes to the register, in this order."), NULL);
      gtk_list_box_append (GTK_LIST_BOX (list), new_item_row (self, item));
    }
}

/* --- what may be sent ---------------------------------------------------------------------------------- */

const SptPlantStep *
_spt_plant_page_find_next (SptPlantPage *self)
{
  for (guint i = 0; self->loaded != NULL && i < self->loaded->steps->len; i++)
    {
      const SptPlantStep *step = g_ptr_array_index (self->loaded->steps, i);

      if (step->kind == SPT_STEP_NEXT)
        return step;
    }

  return NULL;
}

static GtkWidget *
new_step_row (SptPlantPage       *self,
              const SptPlantStep *step,
              gboolean            is_first)
{
  const char *word = spt_plant_type_word (step->type);
  g_autofree char *title = g_strdup (*word != '\0' ? word : step->type);
  g_autofree char *name = NULL;
  const char *reason = step->reason;
  GtkWidget *row;
  GtkWidget *button;

  /* Of what cannot be sent at all the sentence says what it is. */
  if (!step->is_known && reason != NULL)
    {
      const char *end = strstr (reason, ". ");

      if (end != NULL)
        {
          g_free (title);
          title = g_strndup (reason, (gsize) (end - reason));
          reason = end + 2;
        }
    }
  row = spt_ui_new_row (title, reason);
  if (step->kind == SPT_STEP_CLOSED)
    {
      gtk_widget_add_css_class (row, "dim-label");
      return row;
    }
  /* Translators: %s is a task, such as "Efficiency report (RCEE)" */
  name = g_strdup_printf (_("Prepare: %s"), title);
  button = _spt_plant_page_add_button (row, step->kind == SPT_STEP_DOUBTFUL ? _("Prepare _Anyway…") : _("_Prepare…"), NULL,
                                       name, "plant.start", g_variant_new_string (step->type));
  if (is_first)
    gtk_widget_add_css_class (button, "suggested-action");

  return row;
}

typedef enum
{
  STEPS_COMMON, /* the natural ones, and what an office does every day */
  STEPS_OTHER,
  STEPS_DOUBTFUL, /* they may be refused: a person who knows better prepares them anyway */
  STEPS_CLOSED
} Steps;

static Steps
get_sort (const SptPlantStep *step)
{
  static const char *const common[] = { "84", "10", "2", "3", "1", "87" };

  if (step->kind == SPT_STEP_CLOSED)
    return STEPS_CLOSED;
  if (step->kind == SPT_STEP_DOUBTFUL)
    return STEPS_DOUBTFUL;
  if (step->kind == SPT_STEP_NEXT)
    return STEPS_COMMON;
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      if (strcmp (step->type, common[i]) == 0)
        return STEPS_COMMON;
    }

  return STEPS_OTHER;
}

/* @list: (nullable): counts only. The natural ones come first. */
static guint
add_steps (SptPlantPage *self,
           GtkWidget    *list,
           Steps         sort)
{
  guint n = 0;

  for (SptStepKind kind = SPT_STEP_NEXT; kind <= SPT_STEP_CLOSED; kind++)
    {
      for (guint i = 0; i < self->loaded->steps->len; i++)
        {
          const SptPlantStep *step = g_ptr_array_index (self->loaded->steps, i);

          if (step->kind != kind || get_sort (step) != sort)
            continue;
          if (list != NULL)
            gtk_list_box_append (GTK_LIST_BOX (list), new_step_row (self, step, kind == SPT_STEP_NEXT && n == 0));
          n++;
        }
    }

  return n;
}

/* What it opens stands below it, or is folded away. */
static void
show_arrow (GtkWidget *button,
            gboolean   shows)
{
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (button))),
                                    shows ? "pan-down-symbolic" : "pan-end-symbolic");
}

static void
more_toggled_cb (GtkToggleButton *button,
                 SptPlantPage    *self)
{
  GtkWidget *list = g_object_get_data (G_OBJECT (button), "spt-list");
  Steps sort = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "spt-sort"));
  gboolean shows = gtk_toggle_button_get_active (button);

  if (sort == STEPS_CLOSED)
    self->shows_closed = shows;
  else if (sort == STEPS_DOUBTFUL)
    self->shows_doubtful = shows;
  else
    self->shows_other = shows;
  gtk_widget_set_visible (list, shows);
  show_arrow (GTK_WIDGET (button), shows);
}

/* They are many: at hand, not in the way. */
static void
add_more (SptPlantPage *self,
          GtkWidget    *box,
          Steps         sort,
          const char   *label,
          const char   *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *list = gtk_list_box_new ();
  gboolean shows = sort == STEPS_CLOSED ? self->shows_closed : sort == STEPS_DOUBTFUL ? self->shows_doubtful : self->shows_other;
  g_auto (GStrv) words = g_strsplit (label, "_", 2);
  g_autofree char *name = g_strjoinv (NULL, words);

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_arrow (button, shows);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  add_steps (self, list, sort);
  gtk_widget_set_visible (list, shows);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), shows);
  g_object_set_data (G_OBJECT (button), "spt-list", list);
  g_object_set_data (G_OBJECT (button), "spt-sort", GUINT_TO_POINTER (sort));
  g_signal_connect (button, "toggled", G_CALLBACK (more_toggled_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), list);
}

static gboolean
is_waited_for (SptPlantPage *self)
{
  for (guint i = 0; i < self->loaded->items->len; i++)
    {
      const SptPlantItem *item = g_ptr_array_index (self->loaded->items, i);

      if (!spt_dossier_get_data (item->dossier)->is_over)
        return TRUE;
    }
  return FALSE;
}

/**
 * _spt_plant_page_add_steps:
 * @self: the page
 *
 * Shows what may be begun where the plant will stand, the natural one first; what may not says why.
 */
void
_spt_plant_page_add_steps (SptPlantPage *self)
{
  guint n_common = add_steps (self, NULL, STEPS_COMMON);
  guint n_other = add_steps (self, NULL, STEPS_OTHER);
  guint n_doubtful = add_steps (self, NULL, STEPS_DOUBTFUL);
  guint n_closed = add_steps (self, NULL, STEPS_CLOSED);
  GtkWidget *list, *box;

  if (n_common + n_other + n_doubtful + n_closed == 0)
    return;
  list = _spt_plant_page_add_group (self, _("What May Be Sent"), is_waited_for (self)
                                    ? _("Counted on from what is in preparation: it goes behind that.") : NULL, NULL);
  /* Where there is nothing else, what is rare is what may be sent: of a dismissed plant an inspection's outcome. */
  add_steps (self, list, n_common > 0 ? STEPS_COMMON : STEPS_OTHER);
  gtk_widget_set_visible (list, n_common + n_other > 0);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (box, 6);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP)), box);
  if (n_common > 0 && n_other > 0)
    {
      g_autofree char *number = spt_ui_format_count (n_other);
      g_autofree char *label = g_strdup_printf (ngettext ("%s More _Task", "%s More _Tasks", n_other), number);

      add_more (self, box, STEPS_OTHER, label, _("Show what else may be sent"));
    }
  if (n_doubtful > 0)
    {
      g_autofree char *number = spt_ui_format_count (n_doubtful);
      /* Translators: of what may be sent: the register is likely to refuse it */
      g_autofree char *label = g_strdup_printf (ngettext ("%s _Doubtful Task", "%s _Doubtful Tasks", n_doubtful), number);

      add_more (self, box, STEPS_DOUBTFUL, label, _("Show what is likely to be refused, and why"));
    }
  if (n_closed > 0)
    {
      g_autofree char *number = spt_ui_format_count (n_closed);
      g_autofree char *label = g_strdup_printf (ngettext ("%s Is Not Possible _Now", "%s Are Not Possible _Now", n_closed),
                                                number);

      add_more (self, box, STEPS_CLOSED, label, _("Show what cannot be sent now, and why"));
    }
}

/* --- who and where ----------------------------------------------------------------------------------- */

static void
add_person (GtkWidget  *list,
            const char *title,
            const char *name,
            const char *code,
            gint64      subject_id)
{
  g_autofree char *text = *code != '\0' ? g_strdup_printf ("%s\n%s", name, code) : g_strdup (name);
  GtkWidget *row;

  if (*name == '\0' && *code == '\0')
    return;
  row = spt_ui_new_row (title, text);
  if (subject_id != 0)
    {
      spt_ui_lead_row (row, "plant.open-subject", g_variant_new_int64 (subject_id));
    }
  else if (*code != '\0')
    {
      g_autofree char *label = g_strdup_printf (_("Add to the directory: %s"), name);

      _spt_plant_page_add_button (row, NULL, "contact-new-symbolic", label, "plant.add-subject", g_variant_new_string (code));
    }
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_text (GtkWidget  *list,
          const char *title,
          const char *text)
{
  if (text != NULL && *text != '\0')
    gtk_list_box_append (GTK_LIST_BOX (list), spt_ui_new_row (title, text));
}

static void
add_present (GtkWidget         *list,
             const SptPlantRow *row)
{
  g_autofree char *date = spt_plant_dup_date (row->present_date);
  const char *source = row->present_source != NULL ? row->present_source : "";
  const char *who = row->present_who != NULL ? row->present_who : "";
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *widget;

  if (!row->is_present)
    return;
  if (*date != '\0')
    /* Translators: %s is a date */
    g_string_append_printf (text, _("Since %s"), date);
  if (*source != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", source);
  if (*who != '\0')
    {
      /* Translators: %s is a person */
      g_autofree char *said = g_strdup_printf (_("as %s says"), who);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", said);
    }
  widget = spt_ui_new_row (_("Already present in the register"), text->str);
  _spt_plant_page_add_button (widget, _("_Revoke"), NULL, _("Revoke that it is already present"), "plant.revoke", NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), widget);
}

static void
add_code (GtkWidget  *list,
          const char *title,
          const char *text,
          const char *copy)
{
  GtkWidget *row = spt_ui_new_row (title, text);
  /* Translators: {what} is what a code is called: "POD" */
  g_autofree char *name = spt_text_fill (_("Copy: {what}"), "what", copy, NULL);

  _spt_plant_page_add_button (row, NULL, "edit-copy-symbolic", name, "plant.copy", g_variant_new_string (text));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* As the schema in force calls it; one of other names has none of these. */
static const char *
get_label (SptNode    *unit,
           const char *name)
{
  const SptFieldDef *def = spt_group_def_find_field (spt_node_get_def (unit), name);

  return def != NULL ? def->label : name;
}

/* "Foglio 12 · Particella 34 · Subalterno 5", then the meters: what is empty is not there. */
static gboolean
add_unit (GtkWidget *list,
          SptNode   *unit)
{
  static const char *const land[] = { "L1_2sezione", "L1_2foglio", "L1_2particella", "L1_2sub" };
  static const char *const meters[] = { "L1_2pod", "L1_2pdr" };
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean any;

  for (guint i = 0; i < G_N_ELEMENTS (land); i++)
    {
      const char *value = spt_catasto_node_get (unit, land[i]);

      if (*value != '\0')
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", get_label (unit, land[i]), value);
    }
  any = text->len > 0;
  if (any)
    add_code (list, _("Cadastral data"), text->str, _("Cadastral data"));
  for (guint i = 0; i < G_N_ELEMENTS (meters); i++)
    {
      const char *value = spt_catasto_node_get (unit, meters[i]);

      if (*value != '\0')
        add_code (list, get_label (unit, meters[i]), value, get_label (unit, meters[i]));
      any |= *value != '\0';
    }

  return any;
}

/* What the plant's place is known by, each code by its name. @row has them in one line, for lists: all there is of a libretto in
 * another shape. */
static void
add_units (SptPlantPage      *self,
           GtkWidget         *list,
           const SptPlantRow *row)
{
  SptRecord *libretto = self->loaded->libretto;
  SptNode *plant = libretto != NULL ? spt_catasto_node_first (spt_record_get_root (libretto), SPT_CATASTO_PLANT) : NULL;
  SptNode *place = plant != NULL ? spt_catasto_node_first (plant, PLACE) : NULL;
  guint n = place != NULL ? spt_catasto_node_count (place, UNIT) : 0;
  gboolean any = FALSE;

  for (guint i = 0; i < MIN (n, MAX_UNITS); i++)
    any |= add_unit (list, spt_catasto_node_child (place, UNIT, i));
  if (!any)
    add_text (list, _("Cadastral data, POD, PDR"), row->units);
  if (n > MAX_UNITS)
    {
      g_autofree char *number = spt_ui_format_count (n - MAX_UNITS);
      g_autofree char *title = g_strdup_printf (ngettext ("%s more unit in the libretto", "%s more units in the libretto",
                                                          n - MAX_UNITS), number);
      GtkWidget *more = spt_ui_new_row (title, NULL);

      spt_ui_lead_row (more, "plant.show-place", g_variant_new_string (SPT_CATASTO_PLANT "[0]." PLACE "[0]." UNIT "[" G_STRINGIFY (MAX_UNITS) "].L1_2foglio"));
      gtk_list_box_append (GTK_LIST_BOX (list), more);
    }
}

/**
 * _spt_plant_page_add_people:
 * @self: the page
 *
 * Shows who is responsible, and what the plant is known by.
 */
void
_spt_plant_page_add_people (SptPlantPage *self)
{
  const SptPlantRow *row = spt_plant_get_row (self->loaded->plant);
  GtkWidget *list = _spt_plant_page_add_group (self, _("Responsible and Place"), NULL, NULL);

  add_person (list, _("Responsible"), row->name, row->name_code, row->subject_id);
  add_person (list, _("Third responsible"), row->third, row->third_code, row->third_id);
  add_text (list, _("Address"), row->place);
  add_text (list, _("Town"), row->city);
  add_units (self, list, row);
  add_present (list, row);
  gtk_widget_set_visible (gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP),
                          gtk_widget_get_first_child (list) != NULL);
}

/* --- notes ------------------------------------------------------------------------------------------- */

static void
note_applied_cb (SptPlantPage *self,
                 GtkWidget    *row)
{
  gtk_widget_activate_action (row, "plant.note", "s", gtk_editable_get_text (GTK_EDITABLE (row)));
}

/**
 * _spt_plant_page_add_notes:
 * @self: the page
 *
 * Shows what the office noted of the plant.
 */
void
_spt_plant_page_add_notes (SptPlantPage *self)
{
  GtkWidget *list = _spt_plant_page_add_group (self, _("Notes"), NULL, NULL);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Note of the office"));
  gtk_editable_set_text (GTK_EDITABLE (row), self->loaded->note != NULL ? self->loaded->note : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (note_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}
