/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that starts an intervention: asks what its operation needs and nothing else, then opens its page. */
#define G_LOG_DOMAIN "spt-intervention-start"

#include "config.h"

#include "ui/catasto/spt-intervention-start-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "services/catasto/spt-catasto-plant.h"
#include "ui/catasto/spt-intervention-page.h"
#include "ui/catasto/spt-plant-words.h"
#include "ui/spt-window.h"

/* What has to be known before an operation begins; of the others nothing. */
static const struct
{
  const char *type;
  guint       asks;
} questions[] = {
  { "4", ASK_CODE | ASK_PERSON },
  { "9", ASK_CODE | ASK_PERSON },
  { "99", ASK_CODE | ASK_PERSON },
  { "2", ASK_PERSON },
  { "3", ASK_PERSON | ASK_FIRM | ASK_DAY },
  { "10", ASK_GENERATORS | ASK_REPLACE | ASK_DAY },
  { "16", ASK_PARTS | ASK_REPLACE | ASK_DAY },
  { "52", ASK_GENERATORS | ASK_DAY },
  { "58", ASK_PARTS | ASK_DAY },
  { "8", ASK_DAY },
  { "84", ASK_GENERATORS | ASK_REPORTED | ASK_DAY | ASK_EARLIER | ASK_FIRM | ASK_TECHNICIAN },
  { "86", ASK_DAY },
  { "88", ASK_GENERATORS | ASK_REPORTED | ASK_DAY | ASK_EARLIER | ASK_TECHNICIAN | ASK_INSTRUMENT },
};

G_DEFINE_FINAL_TYPE (SptInterventionStart, spt_intervention_start, ADW_TYPE_WINDOW)

static void
open_existing_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SptInterventionStart *self = SPT_INTERVENTION_START (widget);

  if (self->existing == 0)
    return;
  spt_window_open_record (self->window, SPT_KIND_PLANTS, self->existing, NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- what was chosen ---------------------------------------------------------------------------------- */

/* NULL = nothing is written, or no day: @is_wrong. */
static char *
dup_day (SptInterventionStart *self,
         gboolean             *is_wrong)
{
  g_autofree char *text = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (self->day_row)));
  SptDatetime day;

  *is_wrong = *text != '\0' && !spt_datetime_parse (text, &day, NULL);
  if (*text == '\0' || *is_wrong)
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", day.year, day.month, day.day);
}

static const char *
get_entry (GPtrArray   *entries,
           AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected == 0 || selected > entries->len ? NULL
         : ((SptCatalogueEntry *) g_ptr_array_index (entries, selected - 1))->doc;
}

/**
 * _spt_intervention_start_update:
 * @self: the sheet
 *
 * Whether it can begin, and what is wrong with the day.
 */
void
_spt_intervention_start_update (SptInterventionStart *self)
{
  gboolean is_wrong = FALSE;
  gboolean is_shown = gtk_widget_get_visible (GTK_WIDGET (self->component_group));
  g_autoptr (GPtrArray) components = _spt_intervention_start_list_components (self);

  g_free (dup_day (self, &is_wrong));
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->day_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->day_row), "error");
  g_object_set (self->existing_strip, "revealed", FALSE, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.begin", self->choices != NULL && !self->beginning && !is_wrong &&
                                 (!is_shown || components->len > 0));
}

/* --- beginning ----------------------------------------------------------------------------------------- */

static void
begun_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptInterventionBegun) begun = spt_intervention_begin_finish (SPT_STORE (object), result, &error);
  SptInterventionStart *self = user_data;
  gboolean shown;

  if (spt_ui_is_cancelled (error))
    return;
  shown = gtk_widget_get_visible (GTK_WIDGET (self));
  self->beginning = FALSE;
  _spt_intervention_start_update (self);
  if (begun == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self->window), error);
      if (shown)
        return;
    }
  else if (begun->existing != 0 && shown)
    {
      self->existing = begun->existing;
      g_object_set (self->existing_strip, "revealed", TRUE, NULL);
      return;
    }
  else if (begun->existing == 0)
    {
      spt_window_push (self->window, spt_intervention_page_new_begun (self->desk, g_steal_pointer (&begun)));
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
begin (SptInterventionStart *self)
{
  gboolean is_wrong = FALSE;
  g_autofree char *code = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (self->code_row)));
  g_autofree char *day = dup_day (self, &is_wrong);
  g_autoptr (GPtrArray) components = _spt_intervention_start_list_components (self);
  guint account = adw_combo_row_get_selected (self->account_row);
  guint earlier = adw_combo_row_get_selected (self->earlier_row);
  SptInterventionPlan plan = {
    .plant_id = self->plant_id, .type = self->type, .code = code, .day = day, .replace = _spt_intervention_start_replaces (self),
    .subject_id = self->subject_id, .previous = self->previous,
  };

  if (self->choices == NULL || self->beginning || is_wrong)
    return;
  plan.components = components->len > 0 ? components : NULL;
  if (self->plant_id == 0 && account > 0 && account <= self->choices->accounts->len)
    plan.account_id = spt_account_get_id (g_ptr_array_index (self->choices->accounts, account - 1));
  if (gtk_widget_get_visible (GTK_WIDGET (self->earlier_row)))
    plan.previous = earlier == 0 ? 0
                    : ((SptInterventionEarlier *) g_ptr_array_index (self->choices->earlier, earlier - 1))->id;
  plan.firm = get_entry (self->choices->firms, self->firm_row);
  plan.technician = get_entry (self->choices->technicians, self->technician_row);
  plan.instrument = get_entry (self->choices->instruments, self->instrument_row);
  self->beginning = TRUE;
  _spt_intervention_start_update (self);
  spt_intervention_begin_async (spt_desk_get_store (self->desk), &plan, spt_desk_get_now (self->desk),
                                self->cancellable, begun_cb, self);
}

static void
begin_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  begin (SPT_INTERVENTION_START (widget));
}

static void
activated_cb (SptInterventionStart *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "start.begin", NULL);
}

static void
mode_chosen_cb (SptInterventionStart *self)
{
  if (self->choices != NULL && !self->filling)
    _spt_intervention_start_show_components (self);
}

/* --- what is asked ----------------------------------------------------------------------------------------- */

static void
fill_accounts (SptInterventionStart *self)
{
  GPtrArray *accounts = self->choices->accounts;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Not decided yet"));
  for (guint i = 0; i < accounts->len; i++)
    gtk_string_list_append (names, spt_account_get_name (g_ptr_array_index (accounts, i)));
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account_row, accounts->len == 1 ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), accounts->len > 1);
}

static gboolean
fill_entries (AdwComboRow *row,
              GPtrArray   *entries,
              gboolean     is_asked)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean shown = is_asked && entries->len > 0;

  gtk_string_list_append (names, _("As before, or by hand"));
  for (guint i = 0; i < entries->len; i++)
    gtk_string_list_append (names, ((SptCatalogueEntry *) g_ptr_array_index (entries, i))->name);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, shown && entries->len == 1 ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (row), shown);

  return shown;
}

static char *
dup_date (gint64 utc_ms)
{
  SptDatetime date;

  spt_datetime_from_utc_ms_in_italy (&date, utc_ms, NULL);

  return spt_datetime_to_italian (&date, FALSE);
}

static gboolean
fill_earlier (SptInterventionStart *self)
{
  GPtrArray *all = self->choices->earlier;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean shown = (self->asks & ASK_EARLIER) != 0 && all != NULL && all->len > 0;
  guint selected = shown ? 1 : 0;

  gtk_string_list_append (names, _("Nothing"));
  for (guint i = 0; shown && i < all->len; i++)
    {
      const SptInterventionEarlier *earlier = g_ptr_array_index (all, i);
      g_autofree char *when = dup_date (earlier->utc);
      g_autofree char *text = *earlier->detail != '\0' ? g_strdup_printf ("%s · %s", when, earlier->detail)
                              : g_strdup (when);

      gtk_string_list_append (names, text);
      if (earlier->id == self->previous)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->earlier_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->earlier_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier_row), shown);

  return shown;
}

static void
fill_day (SptInterventionStart *self)
{
  SptDatetime today;
  g_autofree char *text = NULL;

  spt_datetime_from_utc_ms_in_italy (&today, spt_desk_get_now (self->desk), NULL);
  text = spt_datetime_to_italian (&today, FALSE);
  if ((self->asks & ASK_DAY) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->day_row), text);
  gtk_widget_set_visible (GTK_WIDGET (self->day_row), (self->asks & ASK_DAY) != 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->day_row),
                                 (self->asks & ASK_REPORTED) != 0 ? _("Day of the check") : _("Day"));
}

static const char *
get_person_title (SptInterventionStart *self)
{
  return strcmp (self->type, "3") == 0 ? _("Firm of the third responsible, out of the directory")
                                       : _("Responsible person, out of the directory");
}

/* Whether anything is asked. */
static gboolean
fill (SptInterventionStart *self)
{
  gboolean is_new = self->plant_id == 0;
  gboolean wants_parts = (self->asks & (ASK_GENERATORS | ASK_PARTS)) != 0;
  gboolean asks_person = (self->asks & ASK_PERSON) != 0 &&
                         ((self->asks & ASK_CODE) == 0 || self->choices->projection->libretto == NULL);
  gboolean is_some = FALSE;

  self->filling = TRUE;
  if (is_new)
    fill_accounts (self);
  gtk_widget_set_visible (self->plant_group, is_new && (self->asks & ASK_CODE) != 0);
  fill_day (self);
  is_some |= fill_earlier (self);
  is_some |= fill_entries (self->firm_row, self->choices->firms, (self->asks & ASK_FIRM) != 0);
  is_some |= fill_entries (self->technician_row, self->choices->technicians, (self->asks & ASK_TECHNICIAN) != 0);
  is_some |= fill_entries (self->instrument_row, self->choices->instruments, (self->asks & ASK_INSTRUMENT) != 0);
  is_some |= (self->asks & ASK_DAY) != 0;
  gtk_widget_set_visible (self->day_group, is_some);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->person_row), get_person_title (self));
  gtk_widget_set_visible (GTK_WIDGET (self->person_group), asks_person);
  /* Nothing to replace: a new one comes. */
  gtk_widget_set_visible (self->mode_group, (self->asks & ASK_REPLACE) != 0 && _spt_intervention_start_has_parts (self));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->component_group), FALSE);
  if (wants_parts)
    _spt_intervention_start_show_components (self);
  _spt_intervention_start_update (self);

  return is_some || asks_person || (wants_parts && self->rows->len > 0) || gtk_widget_get_visible (self->plant_group);
}

static guint
find_asks (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      if (strcmp (questions[i].type, type) == 0)
        return questions[i].asks;
    }

  return 0;
}

static void
chosen_from_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptInterventionChoices *choices = spt_intervention_choices_finish (SPT_STORE (object), result, &error);
  SptInterventionStart *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (choices == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self->window), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  g_set_object (&self->answer, result);
  self->choices = choices;
  if (choices->plant != NULL)
    adw_window_title_set_subtitle (self->title, spt_plant_get_row (choices->plant)->code);
  if (fill (self))
    {
      gtk_window_present (GTK_WINDOW (self));
      /* Else the first button of the header bar has it, which gives up. */
      gtk_widget_child_focus (self->groups, GTK_DIR_TAB_FORWARD);
    }
  else
    {
      begin (self);
    }
}

/* --- the window --------------------------------------------------------------------------------------------- */

static void
ask (SptInterventionStart *self)
{
  if (!self->asking)
    spt_intervention_choices_async (spt_desk_get_store (self->desk), self->plant_id, self->type, self->cancellable,
                                    chosen_from_cb, self);
  self->asking = TRUE;
}

static void
spt_intervention_start_show (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (spt_intervention_start_parent_class)->show (widget);

  if (SPT_INTERVENTION_START (widget)->desk != NULL)
    ask (SPT_INTERVENTION_START (widget));
}

static void
spt_intervention_start_dispose (GObject *object)
{
  SptInterventionStart *self = SPT_INTERVENTION_START (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->search);
  g_clear_weak_pointer (&self->made);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_INTERVENTION_START);
  self->choices = NULL;
  g_clear_object (&self->answer);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_intervention_start_parent_class)->dispose (object);
}

static void
spt_intervention_start_finalize (GObject *object)
{
  SptInterventionStart *self = SPT_INTERVENTION_START (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->search);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->people);

  G_OBJECT_CLASS (spt_intervention_start_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, title);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, existing_strip);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, groups);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, plant_group);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, code_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, mode_group);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, mode_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, component_group);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, person_group);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, person_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, chosen_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, nobody_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, day_group);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, day_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, earlier_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, firm_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, technician_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionStart, instrument_row);
  gtk_widget_class_bind_template_callback (widget_class, _spt_intervention_start_update);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_intervention_start_person_typed);
  gtk_widget_class_bind_template_callback (widget_class, _spt_intervention_start_person_entered);
}

static void
spt_intervention_start_class_init (SptInterventionStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_intervention_start_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_intervention_start_finalize;
  widget_class->show = spt_intervention_start_show;

  g_type_ensure (SPT_TYPE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/catasto/spt-intervention-start.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "start.begin", NULL, begin_action);
  gtk_widget_class_install_action (widget_class, "start.open-existing", NULL, open_existing_action);
  _spt_intervention_start_install_people (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "start.begin", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_intervention_start_init (SptInterventionStart *self)
{
  self->cancellable = g_cancellable_new ();
  self->search = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->people = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_intervention_start_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @plant_id: of which plant; 0 = a new one
 * @type: "84", %SPT_INTERVENTION_LOCAL
 *
 * Makes the sheet that starts an intervention; the caller presents it. Where nothing is to be asked it goes away by itself, and
 * the page is opened: spt_intervention_start() does not show it then.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_intervention_start_new (GtkWidget  *parent,
                            SptDesk    *desk,
                            gint64      plant_id,
                            const char *type)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  SptInterventionStart *self = g_object_new (SPT_TYPE_INTERVENTION_START, "transient-for",
                                             GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->desk = g_object_ref (desk);
  self->window = spt_window_of (parent);
  self->plant_id = plant_id;
  self->type = g_intern_string (type);
  self->asks = find_asks (type);
  gtk_window_set_title (GTK_WINDOW (self), spt_plant_type_word (type));
  adw_window_title_set_title (self->title, spt_plant_type_word (type));
  spt_ui_fit_sheet (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}

/**
 * spt_intervention_start:
 * @parent: a widget of the window
 * @desk: what it works with
 * @plant_id: of which plant; 0 = a new one
 * @type: "84", %SPT_INTERVENTION_LOCAL
 *
 * Starts an intervention: with the sheet where something is to be asked, else with its page at once.
 */
void
spt_intervention_start (GtkWidget  *parent,
                        SptDesk    *desk,
                        gint64      plant_id,
                        const char *type)
{
  ask (SPT_INTERVENTION_START (spt_intervention_start_new (parent, desk, plant_id, type)));
}

/**
 * spt_intervention_start_from:
 * @parent: a widget of the window
 * @desk: what it works with
 * @plant_id: of which plant
 * @type: "84"
 * @previous: the intervention that it begins from
 *
 * Starts one that takes over what does not expire of an earlier one.
 */
void
spt_intervention_start_from (GtkWidget  *parent,
                             SptDesk    *desk,
                             gint64      plant_id,
                             const char *type,
                             gint64      previous)
{
  GtkWindow *window = spt_intervention_start_new (parent, desk, plant_id, type);

  SPT_INTERVENTION_START (window)->previous = previous;
  ask (SPT_INTERVENTION_START (window));
}
