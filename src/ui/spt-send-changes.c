/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What updates replace and take away, told before they leave: an update is a replacement (GPD facts
 * 13 T14). */
#define G_LOG_DOMAIN "spt-send-changes"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "model/spt-debt-position.h"
#include "store/spt-store-after.h"
#include "store/spt-store-positions.h"

/* Positions read in one go: others may use the archive in between. */
#define SLICE      200
/* Changes that are listed; past them they are only counted. */
#define MAX_LISTED 2000

/* --- one change, as a row shows it ------------------------------------------------------------ */

#define SPT_TYPE_CHANGE_ROW (spt_change_row_get_type ())

G_DECLARE_FINAL_TYPE (SptChangeRow, spt_change_row, SPT, CHANGE_ROW, GObject)

struct _SptChangeRow
{
  GObject     parent_instance;

  char       *title;    /* (owned): whose, and which notice */
  char       *values;   /* (owned): before and after */
  const char *sentence; /* (unowned) (nullable) */
  guint       weight;
};

G_DEFINE_FINAL_TYPE (SptChangeRow, spt_change_row, G_TYPE_OBJECT)

static void
spt_change_row_finalize (GObject *object)
{
  g_free (SPT_CHANGE_ROW (object)->title);
  g_free (SPT_CHANGE_ROW (object)->values);

  G_OBJECT_CLASS (spt_change_row_parent_class)->finalize (object);
}

static void
spt_change_row_class_init (SptChangeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_change_row_finalize;
}

static void
spt_change_row_init (SptChangeRow *self)
{
}

/* --- comparing -------------------------------------------------------------------------------- */

typedef struct
{
  char  *who;    /* (owned) */
  char  *code;   /* (owned) */
  char  *group;  /* (owned) (nullable) */
  char  *label;  /* (owned) (nullable) */
  char  *before; /* (owned) (nullable) */
  char  *after;  /* (owned) (nullable) */
  guint  weight;
} Change;

typedef struct
{
  SptService *service; /* (owned): a copy of its own, on the archive's thread */
  GArray     *ids;     /* (owned) */
  guint       next;
  GPtrArray  *changes; /* (owned) (element-type Change) */
  char       *who;     /* (owned): of the position being compared */
  guint       n_changes;
  guint       n_removed;
  guint       n_amounts;
  guint       n_positions;
} Work;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->who);
  g_free (change->code);
  g_free (change->group);
  g_free (change->label);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->service);
  g_array_unref (work->ids);
  g_ptr_array_unref (work->changes);
  g_free (work->who);
  g_free (work);
}

static void
take_change (const SptChange *change,
             gpointer         user_data)
{
  Work *work = user_data;
  Change *copy;

  work->n_changes++;
  work->n_removed += change->weight == 2;
  work->n_amounts += g_str_equal (change->code, "replace-amount");
  if (work->changes->len >= MAX_LISTED)
    return;

  copy = g_new0 (Change, 1);
  copy->who = g_strdup (work->who);
  copy->code = g_strdup (change->code);
  copy->group = g_strdup (change->group);
  copy->label = g_strdup (change->label);
  copy->before = g_strdup (change->before);
  copy->after = g_strdup (change->after);
  copy->weight = change->weight;
  g_ptr_array_add (work->changes, copy);
}

static gboolean
compare_one (SptDb   *db,
             Work    *work,
             gint64   id,
             GError **error)
{
  SptSchema *schema = SPT_SERVICE_GET_CLASS (work->service)->get_record_schema (work->service);
  g_autoptr (SptDebtPosition) position = NULL;
  g_autoptr (SptRecord) before = spt_record_new (schema);
  g_autoptr (SptRecord) after = spt_record_new (schema);
  g_autofree char *doc = NULL;
  g_autofree char *accepted = NULL;

  if (!spt_db_get_position_docs (db, id, &doc, &accepted, error))
    return FALSE;
  if (accepted == NULL)
    return TRUE;
  position = spt_db_get_position (db, id, error);
  if (position == NULL || !spt_record_read (before, accepted, -1, error) ||
      !spt_record_read (after, doc, -1, error))
    return FALSE;

  g_clear_pointer (&work->who, g_free);
  g_object_get (position, "debtor-name", &work->who, NULL);
  work->n_positions++;
  SPT_SERVICE_GET_CLASS (work->service)->list_changes (work->service, before, after, take_change,
                                                       work);

  return TRUE;
}

static gboolean
compare_slice (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Work *work = *(Work **) data;

  for (guint i = 0; i < SLICE && work->next < work->ids->len; i++)
    {
      if (!compare_one (db, work, g_array_index (work->ids, gint64, work->next), error))
        return FALSE;
      work->next++;
    }

  return TRUE;
}

/* --- showing ---------------------------------------------------------------------------------- */

static int
compare_weight (gconstpointer a,
                gconstpointer b)
{
  const Change *x = *(const Change *const *) a;
  const Change *y = *(const Change *const *) b;

  return (int) y->weight - (int) x->weight;
}

static SptChangeRow *
make_row (SptService   *service,
          const Change *change)
{
  SptChangeRow *row = g_object_new (SPT_TYPE_CHANGE_ROW, NULL);
  const SptMessage *message = spt_messages_find (spt_service_get_info (service)->id, change->code);
  GString *title = g_string_new (change->who != NULL ? change->who : "");
  GString *values = g_string_new (NULL);

  if (change->group != NULL)
    g_string_append_printf (title, "%s%s", title->len > 0 ? " · " : "", change->group);
  if (change->label != NULL)
    g_string_append_printf (values, "%s: ", change->label);
  else if (message != NULL)
    g_string_append_printf (values, "%s: ", message->title);
  g_string_append_printf (values, "%s → %s", change->before != NULL ? change->before : _("nothing"),
                          change->after != NULL ? change->after : _("nothing"));
  row->title = g_string_free (title, FALSE);
  row->values = g_string_free (values, FALSE);
  row->sentence = message != NULL && !g_str_equal (change->code, "replace-field") ? message->text
                                                                                  : NULL;
  row->weight = change->weight;

  return row;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (box, "item-row");
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      if (i != 1)
        gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SptChangeRow *row = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *values = gtk_widget_get_next_sibling (title);
  GtkWidget *sentence = gtk_widget_get_next_sibling (values);
  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s", row->title, row->values,
                                             row->sentence != NULL ? row->sentence : "");

  gtk_label_set_label (GTK_LABEL (title), row->title);
  gtk_label_set_label (GTK_LABEL (values), row->values);
  gtk_label_set_label (GTK_LABEL (sentence), row->sentence != NULL ? row->sentence : "");
  gtk_widget_set_visible (sentence, row->sentence != NULL);
  if (row->weight == 2)
    gtk_widget_add_css_class (sentence, "warning");
  else
    gtk_widget_remove_css_class (sentence, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static char *
dup_summary (const Work *work)
{
  GString *text = g_string_new (NULL);

  if (work->n_changes == 0)
    return g_string_free (g_string_append (text, _("Nothing changes.")), FALSE);
  if (work->n_removed > 0)
    {
      g_autofree char *count = spt_ui_format_count (work->n_removed);

      g_string_append_printf (text, ngettext ("%s notice cannot be paid any longer.",
                                              "%s notices cannot be paid any longer.",
                                              work->n_removed), count);
    }
  if (work->n_amounts > 0)
    {
      g_autofree char *count = spt_ui_format_count (work->n_amounts);

      g_string_append_printf (text, "%s", text->len > 0 ? " " : "");
      g_string_append_printf (text, ngettext ("%s amount changes.", "%s amounts change.",
                                              work->n_amounts), count);
    }
  if (text->len == 0)
    {
      g_autofree char *count = spt_ui_format_count (work->n_changes);

      g_string_append_printf (text, ngettext ("%s datum is replaced.", "%s data are replaced.",
                                              work->n_changes), count);
    }

  return g_string_free (text, FALSE);
}

static void
show_changes (SptSendDialog *self,
              const Work    *work)
{
  g_autoptr (GListStore) rows = g_list_store_new (SPT_TYPE_CHANGE_ROW);
  g_autofree char *summary = dup_summary (work);
  g_autofree char *text = NULL;

  g_ptr_array_sort (work->changes, compare_weight);
  for (guint i = 0; i < work->changes->len; i++)
    {
      g_autoptr (SptChangeRow) row = make_row (work->service, g_ptr_array_index (work->changes, i));

      g_list_store_append (rows, row);
    }
  if (work->n_changes > work->changes->len)
    {
      g_autofree char *shown = spt_ui_format_count (work->changes->len);
      g_autofree char *all = spt_ui_format_count (work->n_changes);

      /* Translators: "2,000 of 9,688 changes are shown." */
      text = g_strdup_printf (_("%1$s %2$s of %3$s changes are shown."), summary, shown, all);
    }
  gtk_label_set_label (self->changes_text, text != NULL ? text : summary);
  {
    g_autoptr (GtkNoSelection) selection =
      gtk_no_selection_new (g_object_ref (G_LIST_MODEL (rows)));

    gtk_list_view_set_model (self->changes_list, GTK_SELECTION_MODEL (selection));
  }
  _spt_send_go_to (self, "changes");
  spt_list_bin_focus_row (gtk_widget_get_parent (gtk_widget_get_parent (
                                                   GTK_WIDGET (self->changes_list))));
}

static void
show_clicked_cb (GtkWidget     *button,
                 SptSendDialog *self)
{
  Work *work = g_object_get_data (G_OBJECT (button), "spt-work");

  g_set_weak_pointer (&self->shown_from, button);
  if (work != NULL)
    show_changes (self, work);
}

/* --- step by step ----------------------------------------------------------------------------- */

typedef struct
{
  SptSendDialog *self;   /* unowned: the cancellable ends with it */
  GtkWidget     *row;    /* (owned) */
  GtkWidget     *button; /* (owned) */
  Work          *work;   /* (owned) */
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->row);
  g_object_unref (step->button);
  g_clear_pointer (&step->work, work_free);
  g_free (step);
}

static void go_on (Step *step);

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Step *step = user_data;
  gboolean ok = spt_store_run_finish (SPT_STORE (object), result, &error) != NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      step_free (step);
      return;
    }
  if (!ok)
    {
      g_autofree char *text = spt_ui_dup_explanation (error, NULL);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (step->row), text);
      step_free (step);
      return;
    }
  if (step->work->next < step->work->ids->len)
    {
      go_on (step);
      return;
    }

  {
    g_autofree char *summary = dup_summary (step->work);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (step->row), summary);
    if (step->work->n_removed > 0)
      gtk_widget_add_css_class (step->row, "warning");
    gtk_widget_set_visible (step->button, step->work->n_changes > 0);
    g_object_set_data_full (G_OBJECT (step->button), "spt-work", g_steal_pointer (&step->work),
                            work_free);
  }
  step_free (step);
}

static void
go_on (Step *step)
{
  Work **slice = g_new (Work *, 1);

  *slice = step->work;
  spt_store_run_async (spt_desk_get_store (step->self->desk), SPT_STORE_READ, compare_slice, slice,
                       g_free, step->self->cancellable, compared_cb, step);
}

void
_spt_send_add_changes (SptSendDialog *self,
                       SptSendGroup  *group,
                       GtkWidget     *box)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);
  GtkWidget *row;
  GtkWidget *button;
  Step *step;

  if (!g_str_equal (group->operation, "update") || klass->list_changes == NULL ||
      klass->get_record_schema == NULL)
    return;

  row = spt_ui_new_row (_("What it replaces"), _("Being compared with what the service has…"));
  button = gtk_button_new_with_mnemonic (_("_Show"));
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_clicked_cb), self, 0);

  step = g_new0 (Step, 1);
  step->self = self;
  step->row = g_object_ref (row);
  step->button = g_object_ref (button);
  step->work = g_new0 (Work, 1);
  /* The service remembers what it has seen: each thread its own. */
  step->work->service = g_object_new (G_OBJECT_TYPE (self->service), NULL);
  step->work->ids = g_array_copy (group->ids);
  step->work->changes = g_ptr_array_new_with_free_func (change_free);
  go_on (step);
}

void
_spt_send_init_changes (SptSendDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->changes_list, factory);
}
