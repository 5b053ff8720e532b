/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that items are made with for people and companies that were selected. */
#define G_LOG_DOMAIN "spt-registry-many"

#include "config.h"

#include "ui/tsdigital/spt-registry-many.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"
#include "ui/tsdigital/spt-registry-candidates.h"

#define MAX_ROWS 50

struct _SptRegistryMany
{
  AdwWindow       parent_instance;

  SptDesk        *desk;        /* (owned) */
  GtkWidget      *parent;      /* (weak): what the sheet was opened from */
  GArray         *subject_ids; /* (owned) */
  SptCandidates  *candidates;  /* (owned) (nullable) */
  GHashTable     *again;       /* (owned) (element-type gint64): subjects that are made a second item of */
  gint64          account_id;
  GCancellable   *cancellable; /* (owned) */
  guint           choosing : 1;
  guint           making   : 1;

  /* Template */
  GtkWidget      *account_group;
  AdwComboRow    *account_row;
  GtkLabel       *summary_label;
  GtkBox         *groups_box;
  GtkWidget      *cancel_button;
  GtkButton      *make_button;
};

G_DEFINE_FINAL_TYPE (SptRegistryMany, spt_registry_many, ADW_TYPE_WINDOW)

/* --- how many -------------------------------------------------------------------------------------- */

/* (element-type SptCandidate), borrowed. */
static GPtrArray *
list_chosen (SptRegistryMany * self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; self->candidates != NULL && i < self->candidates->candidates->len; i++)
    {
      SptCandidate *candidate = g_ptr_array_index (self->candidates->candidates, i);

      if (candidate->kind == SPT_CANDIDATE_NEW || candidate->kind == SPT_CANDIDATE_PREPARED ||
          g_hash_table_contains (self->again, &candidate->subject_id))
        g_ptr_array_add (chosen, candidate);
    }

  return chosen;
}

static void
update (SptRegistryMany *self)
{
  g_autoptr (GPtrArray) chosen = list_chosen (self);
  g_autofree char *number = spt_ui_format_count (chosen->len);
  g_autofree char *label = chosen->len == 0
                           ? g_strdup (_("_Prepare"))
                           : g_strdup_printf (ngettext ("_Prepare %s Item", "_Prepare %s Items", chosen->len), number);
  g_autofree char *text =
    self->candidates == NULL ? g_strdup (_("Being looked up…"))
    : chosen->len == 0 ? g_strdup (_("None of these subjects is left to create"))
    : g_strdup_printf (ngettext ("%s item will be prepared, with what the directory knows",
                                 "%s items will be prepared, with what the directory knows", chosen->len), number);

  gtk_button_set_label (self->make_button, label);
  gtk_label_set_text (self->summary_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "candidates.make", chosen->len > 0 && !self->making);
}

/* --- the rows -------------------------------------------------------------------------------------- */

static void
again_toggled_cb (GtkCheckButton  *check,
                  SptRegistryMany *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (check), "spt-subject");

  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->again, g_memdup2 (id, sizeof *id));
  else
    g_hash_table_remove (self->again, id);
  update (self);
}

static void
add_again (SptRegistryMany    *self,
           GtkWidget          *row,
           const SptCandidate *candidate)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (_("Create A_gain"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_hash_table_contains (self->again, &candidate->subject_id));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "spt-subject",
                          g_memdup2 (&candidate->subject_id, sizeof candidate->subject_id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (again_toggled_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
}

static void
open_clicked_cb (GtkWidget       *button,
                 SptRegistryMany *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "spt-id");
  const char *kind = g_object_get_data (G_OBJECT (button), "spt-kind");
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  gint64 record = *id;

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    spt_window_open_record (window, kind, record, NULL);
}

static void
add_open (SptRegistryMany *self,
          GtkWidget       *row,
          const char      *kind,
          gint64           id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "spt-id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data (G_OBJECT (button), "spt-kind", (gpointer) kind);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_candidate_row (SptRegistryMany    *self,
                   const SptCandidate *candidate)
{
  g_autofree char *title = *candidate->code != '\0' && *candidate->name != '\0'
                           ? g_strdup_printf ("%s · %s", candidate->name, candidate->code)
                           : g_strdup (*candidate->name != '\0' ? candidate->name : candidate->code);
  GtkWidget *row;

  switch (candidate->kind)
    {
    case SPT_CANDIDATE_TAKEN:
      row = spt_ui_new_row (title, _("TSDigital has taken one in charge"));
      add_again (self, row, candidate);
      break;
    case SPT_CANDIDATE_UNCERTAIN:
      row = spt_ui_new_row (title, _("One is being sent, or its outcome is uncertain: settle it first"));
      add_open (self, row, SPT_KIND_REGISTRY_ITEMS, candidate->item_id);
      break;
    case SPT_CANDIDATE_PREPARED:
      row = spt_ui_new_row (title, _("Prepared before, it has not left yet: no second one is made"));
      break;
    case SPT_CANDIDATE_NO_CODE:
      row = spt_ui_new_row (title, _("Without a tax code and a VAT number in the directory"));
      add_open (self, row, "beneficiaries", candidate->subject_id);
      break;
    case SPT_CANDIDATE_NEW:
    default:
      row = spt_ui_new_row (title, NULL);
    }

  return row;
}

static void
add_group (SptRegistryMany *self,
           const char      *title,
           const char      *description,
           guint            kinds,
           guint            max)
{
  GtkWidget *group = NULL;
  guint n = 0;

  for (guint i = 0; i < self->candidates->candidates->len; i++)
    {
      const SptCandidate *candidate = g_ptr_array_index (self->candidates->candidates, i);

      if ((kinds & (1u << candidate->kind)) == 0)
        continue;
      if (group == NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
          adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
          gtk_box_append (self->groups_box, group);
        }
      if (n++ < max)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_candidate_row (self, candidate));
    }
  if (n > max)
    {
      g_autofree char *number = spt_ui_format_count (n - max);
      g_autofree char *text = g_strdup_printf (ngettext ("and %s more", "and %s more", n - max), number);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), spt_ui_new_row (text, NULL));
    }
}

/* --- looking --------------------------------------------------------------------------------------- */

static void look (SptRegistryMany *self);

static void
show_accounts (SptRegistryMany *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *accounts = self->candidates->accounts;
  guint selected = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      gtk_string_list_append (names, spt_account_get_name (g_ptr_array_index (accounts, i)));
      if (spt_account_get_id (g_ptr_array_index (accounts, i)) == self->account_id)
        selected = i;
    }
  self->choosing = TRUE;
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account_row, selected);
  self->choosing = FALSE;
  gtk_widget_set_visible (self->account_group, accounts->len > 1);
}

static void
show_candidates (SptRegistryMany *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_box_remove (self->groups_box, child);
  add_group (self, _("There Already"), _("Nobody knows what the service does with a second one: look on the portal first."),
             1u << SPT_CANDIDATE_TAKEN, G_MAXUINT);
  add_group (self, _("Left Aside"), NULL, (1u << SPT_CANDIDATE_UNCERTAIN) | (1u << SPT_CANDIDATE_NO_CODE), MAX_ROWS);
  add_group (self, _("To Be Prepared"), NULL, (1u << SPT_CANDIDATE_NEW) | (1u << SPT_CANDIDATE_PREPARED), MAX_ROWS);
  update (self);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptCandidates *candidates = spt_candidates_look_finish (SPT_STORE (object), result, &error);
  SptRegistryMany *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (candidates == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->candidates, spt_candidates_free);
  self->candidates = candidates;
  /* What is there depends on where they would go. */
  if (self->account_id == 0 && candidates->accounts->len > 0)
    {
      self->account_id = spt_account_get_id (g_ptr_array_index (candidates->accounts, 0));
      look (self);
      return;
    }
  show_accounts (self);
  show_candidates (self);
}

static void
look (SptRegistryMany *self)
{
  spt_candidates_look_async (spt_desk_get_store (self->desk), self->subject_ids, self->account_id, self->cancellable,
                             looked_cb, self);
}

static void
account_chosen_cb (SptRegistryMany *self)
{
  guint selected = adw_combo_row_get_selected (self->account_row);

  if (self->choosing || self->candidates == NULL || selected >= self->candidates->accounts->len)
    return;
  self->account_id = spt_account_get_id (g_ptr_array_index (self->candidates->accounts, selected));
  g_hash_table_remove_all (self->again);
  look (self);
}

/* --- making them ----------------------------------------------------------------------------------- */

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_candidates_make_finish (SPT_STORE (object), result, &error);
  SptRegistryMany *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->making = FALSE;
  if (ids == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      update (self);
      return;
    }
  spt_send_dialog_replace (GTK_WINDOW (self), self->parent, self->desk, SPT_KIND_REGISTRY_ITEMS, ids);
}

static void
make_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptRegistryMany *self = SPT_REGISTRY_MANY (widget);
  g_autoptr (GPtrArray) chosen = list_chosen (self);

  if (chosen->len == 0 || self->making)
    return;
  self->making = TRUE;
  update (self);
  spt_candidates_make_async (spt_desk_get_store (self->desk), chosen, self->account_id, spt_desk_get_who (self->desk),
                             self->cancellable, made_cb, self);
}

/* --- the window ------------------------------------------------------------------------------------ */

static void
spt_registry_many_dispose (GObject *object)
{
  SptRegistryMany *self = SPT_REGISTRY_MANY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_registry_many_parent_class)->dispose (object);
}

static void
spt_registry_many_finalize (GObject *object)
{
  SptRegistryMany *self = SPT_REGISTRY_MANY (object);

  g_clear_pointer (&self->subject_ids, g_array_unref);
  g_clear_pointer (&self->candidates, spt_candidates_free);
  g_clear_pointer (&self->again, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (spt_registry_many_parent_class)->finalize (object);
}

static void
spt_registry_many_class_init (SptRegistryManyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_registry_many_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_registry_many_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/tsdigital/spt-registry-many.ui");
  gtk_widget_class_bind_template_child (widget_class, SptRegistryMany, account_group);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryMany, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryMany, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryMany, groups_box);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryMany, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryMany, make_button);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_install_action (widget_class, "candidates.make", NULL, make_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_registry_many_init (SptRegistryMany *self)
{
  self->cancellable = g_cancellable_new ();
  self->again = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * spt_registry_many_new:
 * @parent: what it is opened from
 * @desk: the desk
 * @subject_ids: (element-type gint64): people and companies
 *
 * Makes the sheet.
 *
 * Returns: (transfer none): the sheet, to be presented
 */
GtkWindow *
spt_registry_many_new (GtkWidget *parent,
                       SptDesk   *desk,
                       GArray    *subject_ids)
{
  SptRegistryMany *self = g_object_new (SPT_TYPE_REGISTRY_MANY, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  self->subject_ids = g_array_copy (subject_ids);
  g_set_weak_pointer (&self->parent, parent);
  /* Nothing leaves from here, yet it begins with the way back. */
  gtk_widget_grab_focus (self->cancel_button);
  look (self);
  spt_ui_fit_sheet (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}
