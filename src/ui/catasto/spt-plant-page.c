/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a plant: who and where, what may be sent, what waits, its libretto, what became of it. Nothing is typed in
 * it: what changes a plant is an intervention. */
#define G_LOG_DOMAIN "spt-plant-page"

#include "config.h"

#include "ui/catasto/spt-plant-page-private.h"

#include <glib/gi18n.h>

#include "ui/catasto/spt-plant-words.h"
#include "ui/spt-window.h"

G_DEFINE_FINAL_TYPE (SptPlantPage, spt_plant_page, SPT_TYPE_READ_PAGE)

/* --- parts of a group -------------------------------------------------------------------------------- */

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/**
 * _spt_plant_page_add_group:
 * @self: the page
 * @title: its heading
 * @text: (nullable): a sentence below
 * @label: (nullable): what a screen reader calls the list; %NULL = as its heading
 *
 * Returns: (transfer none): the list of a new group, which is empty
 */
GtkWidget *
_spt_plant_page_add_group (SptPlantPage *self,
                           const char   *title,
                           const char   *text,
                           const char   *label)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (escaped != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : title, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->groups_box, group);

  return list;
}

/**
 * _spt_plant_page_add_button:
 * @row: an action row
 * @label: (nullable): with a mnemonic; %NULL = an icon
 * @icon_name: (nullable): that
 * @name: what a screen reader says; of an icon also the hint
 * @action: what it does
 * @target: (nullable): on what
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
_spt_plant_page_add_button (GtkWidget  *row,
                            const char *label,
                            const char *icon_name,
                            const char *name,
                            const char *action,
                            GVariant   *target)
{
  GtkWidget *button = label != NULL ? gtk_button_new_with_mnemonic (label) : gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (label == NULL)
    {
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, name);
    }
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return button;
}

/* --- what is said ------------------------------------------------------------------------------------ */

static void
show_environment (SptPlantPage *self,
                  SptAccount   *account)
{
  gtk_label_set_text (self->account_label, account != NULL ? spt_account_get_name (account)
                                                           : _("Not decided yet with which account it goes"));
  spt_ui_tag_account (self->environment_label, account);
}

static void
show_next (SptPlantPage *self)
{
  const SptPlantStep *next = _spt_plant_page_find_next (self);
  gboolean any = next != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->next_button), any);
  if (any)
    {
      /* Translators: %s is a task, such as "Efficiency report (RCEE)" */
      g_autofree char *label = g_strdup_printf (_("%s…"), spt_plant_type_word (next->type));

      gtk_button_set_label (self->next_button, label);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s", next->type);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), "plant.start");
    }
}

static void
show_head (SptPlantPage *self)
{
  const SptPlantRow *row = spt_plant_get_row (self->loaded->plant);
  g_autoptr (GString) name = g_string_new (row->place);

  if (*row->city != '\0')
    g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", row->city);
  if (name->len == 0)
    g_string_append (name, *row->code != '\0' ? row->code : _("Plant without a place"));
  gtk_label_set_text (self->name_label, name->str);
  spt_page_set_title (SPT_PAGE (self), *row->code != '\0' ? row->code : _("Plant"));
  gtk_label_set_text (self->code_label, *row->code != '\0' ? row->code : _("Without a code"));
  gtk_label_set_text (self->stage_label, spt_plant_stage_word (row->stage));
  g_object_set (self->state_label, "state", row->state, "visible",
                row->n_open > 0 || (row->state != SPT_STATE_DONE && row->state != SPT_STATE_DRAFT), NULL);
  show_environment (self, self->loaded->account);
  g_object_set (self->trouble_strip, "text", self->loaded->trouble != NULL
                ? _("The libretto cannot be read with the schemas in force: it is kept as it is. The set of schemas it was "
                    "written with can be put back in “Account”.") : "",
                "revealed", self->loaded->trouble != NULL, NULL);
  show_next (self);
}

static void
spt_plant_page_prepare (SptReadPage *page,
                        gpointer     loaded)
{
  ((SptPlantLoad *) loaded)->now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (page)));
}

static void
spt_plant_page_show (SptReadPage *page,
                     gpointer     loaded)
{
  SptPlantPage *self = SPT_PLANT_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean was_here = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->groups_box));

  self->loaded = loaded;
  show_head (self);
  clear (self->groups_box);
  _spt_plant_page_add_findings (self, TRUE);
  _spt_plant_page_add_queue (self);
  _spt_plant_page_add_steps (self);
  _spt_plant_page_add_people (self);
  _spt_plant_page_add_parts (self);
  _spt_plant_page_add_dues (self);
  _spt_plant_page_add_findings (self, FALSE);
  _spt_plant_page_add_papers (self);
  _spt_plant_page_add_notes (self);
  _spt_plant_page_show_libretto (self);
  _spt_plant_page_show_history (self);
  _spt_plant_page_update_actions (self);
  if (was_here)
    gtk_widget_child_focus (GTK_WIDGET (self->groups_box), GTK_DIR_TAB_FORWARD);
}

/* Three names beside their icons do not fit a telephone. */
static void
width_changed_cb (SptPlantPage *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  adw_view_switcher_set_policy (self->switcher, narrow ? ADW_VIEW_SWITCHER_POLICY_NARROW : ADW_VIEW_SWITCHER_POLICY_WIDE);
}

/* --- the page ---------------------------------------------------------------------------------------- */

static void
spt_plant_page_finalize (GObject *object)
{
  SptPlantPage *self = SPT_PLANT_PAGE (object);

  g_clear_object (&self->form);
  g_free (self->form_doc);

  G_OBJECT_CLASS (spt_plant_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_FORM_PAGES);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, code_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, code_box);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, stage_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, trouble_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, views);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, groups_box);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, libretto_stack);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, form_pages);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, libretto_empty);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, history_list);
  gtk_widget_class_bind_template_child (widget_class, SptPlantPage, history_stack);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
}

static void
spt_plant_page_class_init (SptPlantPageClass *klass)
{
  static const SptReadPageKind kind = {
    .changed = SPT_CHANGED_PLANTS | SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_SUBJECTS |
               SPT_CHANGED_ACCOUNTS,
    .size = sizeof (SptPlantLoad),
    .read = spt_plant_load,
    .free = (GDestroyNotify) spt_plant_load_free,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptReadPageClass *read_class = SPT_READ_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spt_plant_page_finalize;
  read_class->prepare = spt_plant_page_prepare;
  read_class->show = spt_plant_page_show;
  spt_read_page_class_set_kind (read_class, &kind, APPLICATION_PATH "/ui/catasto/spt-plant-page.ui");

  bind_template (widget_class);
  _spt_plant_page_install_actions (widget_class);
}

static void
spt_plant_page_init (SptPlantPage *self)
{
  self->parts = spt_read_page_get_parts (SPT_READ_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  spt_form_pages_set_read_only (self->form_pages, TRUE);
  _spt_plant_page_update_actions (self);
}

/**
 * spt_plant_page_new:
 * @desk: the desk
 * @id: the plant
 *
 * Makes its page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_plant_page_new (SptDesk *desk,
                    gint64   id)
{
  SptPage *self = g_object_new (SPT_TYPE_PLANT_PAGE, "desk", desk, NULL);

  spt_read_page_begin (SPT_READ_PAGE (self), id);
  return self;
}
