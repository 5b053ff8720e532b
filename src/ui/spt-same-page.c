/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects that may be the same, two at a time side by side: merge, tell apart, skip. */
#define G_LOG_DOMAIN "spt-same-page"

#include "config.h"

#include "ui/spt-same-page.h"

#include <glib/gi18n.h>

#include "ui/spt-subject-work.h"
#include "ui/spt-ui.h"

#define MAX_PAIRS 1000

typedef struct
{
  gint64     id;
  SptRecord *record;      /* (owned) */
  char      *name;        /* (owned) */
  guint      n_positions;
} Side;

/* One line of the two: the radio button of the second side, %NULL where both say the same. */
typedef struct
{
  const SptFieldDef *field;
  GtkWidget         *second;  /* (unowned) (nullable) */
  GtkWidget         *box;     /* (unowned): the two beside or above each other */
} Line;

struct _SptSamePage
{
  SptPage         parent_instance;

  GArray         *pairs;       /* (owned) (nullable) (element-type SptSubjectPair) */
  guint           at;          /* the pair shown */
  Side            sides[2];    /* (owned) */
  GArray         *lines;       /* (owned) (element-type Line) */
  GCancellable   *cancellable; /* (owned) */
  gint64          wanted[2];   /* those two; 0 = all */
  guint           busy : 1;

  /* Template */
  SptAdaptiveBin *adaptive;
  GtkStack       *stack;
  GtkWidget      *scroller;
  GtkLabel       *reason_label;
  GtkListBox     *list;
  GtkWidget      *skip_button;
  GtkWidget      *merge_button;
};

G_DEFINE_FINAL_TYPE (SptSamePage, spt_same_page, SPT_TYPE_PAGE)

static void load_pair (SptSamePage *self);

static SptStore *
get_store (SptSamePage *self)
{
  return spt_desk_get_store (spt_page_get_desk (SPT_PAGE (self)));
}

static void
clear_side (Side *side)
{
  g_clear_pointer (&side->record, spt_record_free);
  g_clear_pointer (&side->name, g_free);
}

static gboolean
is_narrow (SptSamePage *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  return narrow;
}

/* --- the lines ----------------------------------------------------------------------------------------- */

static const char *
shown_text (const SptFieldDef *field,
            const char        *text)
{
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (g_str_equal (field->choices[i].value, text))
        return field->choices[i].label;
    }
  /* Translators: stands for an empty field */
  return *text != '\0' ? text : _("(empty)");
}

static GtkWidget *
new_side_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

/* The label above, the two beside each other; in a narrow window below. */
static GtkWidget *
add_row (SptSamePage *self,
         const char  *title,
         GtkWidget   *first,
         GtkWidget   *second)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *inner = gtk_box_new (is_narrow (self) ? GTK_ORIENTATION_VERTICAL
                                                   : GTK_ORIENTATION_HORIZONTAL, 6);

  if (title != NULL)
    {
      GtkWidget *label = new_side_label (title);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (outer), label);
    }
  gtk_box_set_homogeneous (GTK_BOX (inner), TRUE);
  gtk_box_append (GTK_BOX (inner), first);
  if (second != NULL)
    gtk_box_append (GTK_BOX (inner), second);
  gtk_box_append (GTK_BOX (outer), inner);
  gtk_widget_set_margin_start (outer, 12);
  gtk_widget_set_margin_end (outer, 12);
  gtk_widget_set_margin_top (outer, 6);
  gtk_widget_set_margin_bottom (outer, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), outer);
  /* The buttons have the focus, not the row around them. */
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
  return inner;
}

static GtkWidget *
new_choice (const SptFieldDef *field,
            const char        *text,
            const char        *whose)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = new_side_label (shown_text (field, text));
  g_autofree char *spoken = g_strdup_printf ("%s: %s, %s", field->label, shown_text (field, text),
                                             whose);

  if (*text == '\0')
    gtk_widget_add_css_class (label, "dim-label");
  if (field->kind == SPT_FIELD_FISCAL_CODE || field->kind == SPT_FIELD_CODE)
    gtk_widget_add_css_class (label, "monospace");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return button;
}

static void
add_line (SptSamePage       *self,
          const SptFieldDef *field)
{
  const char *a = spt_node_get (spt_record_get_root (self->sides[0].record), field->index);
  const char *b = spt_node_get (spt_record_get_root (self->sides[1].record), field->index);
  Line line = { .field = field };

  if (*a == '\0' && *b == '\0')
    return;
  if (g_str_equal (a, b))
    {
      GtkWidget *label = new_side_label (shown_text (field, a));

      gtk_widget_add_css_class (label, "dim-label");
      line.box = add_row (self, field->label, label, NULL);
    }
  else
    {
      GtkWidget *first = new_choice (field, a, self->sides[0].name);

      line.second = new_choice (field, b, self->sides[1].name);
      gtk_check_button_set_group (GTK_CHECK_BUTTON (line.second), GTK_CHECK_BUTTON (first));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (*a == '\0' ? line.second : first), TRUE);
      line.box = add_row (self, field->label, first, line.second);
    }
  g_array_append_val (self->lines, line);
}

static GtkWidget *
new_head (Side *side)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = new_side_label (side->name);
  g_autofree char *number = spt_ui_format_count (side->n_positions);
  g_autofree char *text = g_strdup_printf (ngettext ("%s debt position", "%s debt positions",
                                                     side->n_positions), number);
  GtkWidget *count = new_side_label (text);

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  return box;
}

static void
show_pair (SptSamePage *self)
{
  const SptSubjectPair *pair = &g_array_index (self->pairs, SptSubjectPair, self->at);
  const SptGroupDef *root = spt_schema_get_root (spt_subject_get_schema ());
  const char *reason = pair->reason == SPT_SAME_CODE ? _("Two subjects with the same code")
                                                     : _("Two subjects with the same name");
  g_autofree char *text = NULL;
  GtkWidget *row;
  Line head = { 0 };

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_array_set_size (self->lines, 0);

  if (self->pairs->len > 1)
    /* Translators: "Two subjects with the same code · 2 of 5" */
    text = g_strdup_printf (_("%1$s · %2$u of %3$u"), reason, self->at + 1, self->pairs->len);
  gtk_label_set_text (self->reason_label, text != NULL ? text : reason);

  head.box = add_row (self, NULL, new_head (&self->sides[0]), new_head (&self->sides[1]));
  g_array_append_val (self->lines, head);
  for (guint i = 0; i < root->n_fields; i++)
    add_line (self, &root->fields[i]);
  gtk_widget_set_visible (self->skip_button, self->pairs->len > 1);
  gtk_stack_set_visible_child_name (self->stack, "pair");
  gtk_widget_grab_focus (self->merge_button);
}

/* --- what becomes of them ------------------------------------------------------------------------------ */

static gboolean
is_in (SptNode       *root,
       guint          group,
       const SptNode *child)
{
  const SptGroupDef *def = spt_node_get_def (child);

  for (guint n = 0; n < spt_node_get_n_children (root, group); n++)
    {
      SptNode *other = spt_node_get_child (root, group, n);
      guint same = 0;

      for (guint i = 0; i < def->n_fields; i++)
        same += g_str_equal (spt_node_get (other, i), spt_node_get (child, i));
      if (same == def->n_fields)
        return TRUE;
    }
  return FALSE;
}

/* What was chosen of each line; the repeated parts of both, as many as there may be. */
static SptRecord *
new_merged (SptSamePage *self)
{
  SptRecord *record = spt_record_new (spt_subject_get_schema ());
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *def = spt_node_get_def (root);
  SptNode *from[2] = { spt_record_get_root (self->sides[0].record),
                       spt_record_get_root (self->sides[1].record) };

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gboolean second = line->second != NULL &&
                        gtk_check_button_get_active (GTK_CHECK_BUTTON (line->second));

      if (line->field != NULL)
        spt_node_set (root, line->field->index, spt_node_get (from[second], line->field->index),
                      -1);
    }
  for (guint g = 0; g < def->n_groups; g++)
    {
      for (guint side = 0; side < 2; side++)
        {
          for (guint n = 0; n < spt_node_get_n_children (from[side], g); n++)
            {
              const SptNode *child = spt_node_get_child (from[side], g, n);
              SptNode *to;

              if (is_in (root, g, child) ||
                  spt_node_get_n_children (root, g) >= def->groups[g]->max)
                continue;
              to = spt_node_add_child (root, g);
              for (guint i = 0; i < spt_node_get_def (to)->n_fields; i++)
                spt_node_set (to, i, spt_node_get (child, i), -1);
            }
        }
    }
  return record;
}

static void
set_busy (SptSamePage *self,
          gboolean     busy)
{
  self->busy = busy;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "same.merge", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "same.distinct", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "same.skip", !busy);
}

static void
go_on (SptSamePage *self)
{
  self->at++;
  if (self->at >= self->pairs->len && self->wanted[0] != 0)
    spt_window_back (spt_window_of (GTK_WIDGET (self)));
  else
    load_pair (self);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 change = spt_subject_work_finish (SPT_STORE (object), result, &error);
  SptSamePage *self = user_data;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (change == 0)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  /* Translators: %s is the name of a person or company */
  text = g_strdup_printf (_("%s: merged"), self->sides[0].name);
  spt_subjects_change_toast (spt_window_of (GTK_WIDGET (self)), text, change);
  go_on (self);
}

static void
merge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptSamePage *self = SPT_SAME_PAGE (widget);

  if (self->sides[0].record == NULL)
    return;
  set_busy (self, TRUE);
  spt_subject_merge_async (get_store (self), self->sides[0].id, self->sides[1].id,
                           new_merged (self),
                           spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))),
                           self->cancellable, merged_cb, self);
}

static gboolean
tell_apart (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const gint64 *ids = data;

  return spt_db_set_subjects_distinct (db, ids[0], ids[1], TRUE, error);
}

static void
told_apart_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSamePage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (done == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Not offered any more"), NULL, NULL, NULL);
  go_on (self);
}

static void
distinct_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptSamePage *self = SPT_SAME_PAGE (widget);
  const gint64 ids[2] = { self->sides[0].id, self->sides[1].id };

  if (self->sides[0].record == NULL)
    return;
  set_busy (self, TRUE);
  spt_store_run_async (get_store (self), SPT_STORE_WRITE, tell_apart,
                       g_memdup2 (ids, sizeof ids), g_free, self->cancellable, told_apart_cb, self);
}

static void
skip_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  go_on (SPT_SAME_PAGE (widget));
}

/* --- asking the archive -------------------------------------------------------------------------------- */

typedef struct
{
  GArray *pairs;     /* (owned) (nullable): %NULL = to be found */
  guint   at;
  char   *docs[2];   /* (owned) (nullable) */
  char   *names[2];  /* (owned) (nullable) */
  guint   n_positions[2];
} PairWork;

static void
pair_work_free (PairWork *work)
{
  g_clear_pointer (&work->pairs, g_array_unref);
  for (guint i = 0; i < 2; i++)
    {
      g_free (work->docs[i]);
      g_free (work->names[i]);
    }
  g_free (work);
}

static gboolean
load_side (SptDb         *db,
           PairWork      *work,
           guint          i,
           gint64         id,
           gboolean      *live,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (SptSubject) subject = NULL;
  g_autoptr (GArray) positions = NULL;

  if (!spt_db_get_subject_is_live (db, id, live, NULL, error))
    return FALSE;
  if (!*live)
    return TRUE;
  work->docs[i] = spt_db_get_subject_doc (db, id, NULL, error);
  subject = spt_db_get_subject (db, id, error);
  positions = spt_db_list_subject_positions (db, id, 1, &work->n_positions[i], cancellable, error);
  if (work->docs[i] == NULL || subject == NULL || positions == NULL)
    return FALSE;
  work->names[i] = g_strdup (*spt_subject_get_name (subject) != '\0'
                             ? spt_subject_get_name (subject) : spt_subject_get_code (subject));
  return TRUE;
}

/* The first pair from @at of which nobody is gone meanwhile. */
static gboolean
find_pair (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  PairWork *work = data;

  if (work->pairs == NULL)
    work->pairs = spt_db_list_same_subjects (db, MAX_PAIRS, cancellable, error);
  if (work->pairs == NULL)
    return FALSE;

  for (; work->at < work->pairs->len; work->at++)
    {
      const SptSubjectPair *pair = &g_array_index (work->pairs, SptSubjectPair, work->at);
      gboolean live[2];

      for (guint i = 0; i < 2; i++)
        {
          g_clear_pointer (&work->docs[i], g_free);
          g_clear_pointer (&work->names[i], g_free);
          if (!load_side (db, work, i, i == 0 ? pair->a : pair->b, &live[i], cancellable, error))
            return FALSE;
        }
      if (live[0] && live[1])
        return TRUE;
    }
  return TRUE;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  PairWork *work = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSamePage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (work == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  if (self->pairs == NULL)
    self->pairs = g_array_ref (work->pairs);
  self->at = work->at;
  clear_side (&self->sides[0]);
  clear_side (&self->sides[1]);
  if (self->at >= self->pairs->len)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  for (guint i = 0; i < 2; i++)
    {
      const SptSubjectPair *pair = &g_array_index (self->pairs, SptSubjectPair, self->at);
      Side *side = &self->sides[i];

      side->id = i == 0 ? pair->a : pair->b;
      side->name = g_strdup (work->names[i]);
      side->n_positions = work->n_positions[i];
      side->record = spt_record_new (spt_subject_get_schema ());
      if (!spt_record_read (side->record, work->docs[i], -1, &error))
        {
          spt_ui_report_error (GTK_WIDGET (self), error);
          clear_side (&self->sides[0]);
          gtk_stack_set_visible_child_name (self->stack, "none");
          return;
        }
    }
  show_pair (self);
}

static void
load_pair (SptSamePage *self)
{
  PairWork *work = g_new0 (PairWork, 1);

  work->pairs = self->pairs != NULL ? g_array_ref (self->pairs) : NULL;
  work->at = self->at;
  spt_store_run_async (get_store (self), SPT_STORE_READ, find_pair, work,
                       (GDestroyNotify) pair_work_free, self->cancellable, found_cb, self);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
width_changed_cb (SptSamePage *self)
{
  GtkOrientation orientation = is_narrow (self) ? GTK_ORIENTATION_VERTICAL
                                                : GTK_ORIENTATION_HORIZONTAL;

  for (guint i = 0; self->lines != NULL && i < self->lines->len; i++)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (g_array_index (self->lines, Line, i).box),
                                    orientation);
}

static void
spt_same_page_refresh (SptPage *page)
{
  SptSamePage *self = SPT_SAME_PAGE (page);

  if (self->wanted[0] == 0)
    {
      g_clear_pointer (&self->pairs, g_array_unref);
      self->at = 0;
    }
  load_pair (self);
}

static void
spt_same_page_dispose (GObject *object)
{
  SptSamePage *self = SPT_SAME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  clear_side (&self->sides[0]);
  clear_side (&self->sides[1]);
  g_clear_pointer (&self->pairs, g_array_unref);

  G_OBJECT_CLASS (spt_same_page_parent_class)->dispose (object);
}

static void
spt_same_page_finalize (GObject *object)
{
  SptSamePage *self = SPT_SAME_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->lines, g_array_unref);

  G_OBJECT_CLASS (spt_same_page_parent_class)->finalize (object);
}

static void
spt_same_page_class_init (SptSamePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_same_page_dispose;
  object_class->finalize = spt_same_page_finalize;
  SPT_PAGE_CLASS (klass)->refresh = spt_same_page_refresh;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-same-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, list);
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, skip_button);
  gtk_widget_class_bind_template_child (widget_class, SptSamePage, merge_button);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);

  gtk_widget_class_install_action (widget_class, "same.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "same.distinct", NULL, distinct_action);
  gtk_widget_class_install_action (widget_class, "same.skip", NULL, skip_action);
  /* The one added last is the one that a menu shows. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "same.merge", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "same.merge", NULL);
}

static void
spt_same_page_init (SptSamePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_same_page_new:
 * @desk: what it works with
 * @a: a subject; 0 = all that may be the same
 * @b: another, that may be the same
 *
 * Makes the page that compares subjects, two at a time.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_same_page_new (SptDesk *desk,
                   gint64   a,
                   gint64   b)
{
  SptSamePage *self = g_object_new (SPT_TYPE_SAME_PAGE, "desk", desk, NULL);

  if (a != 0)
    {
      /* The one that was open stays. */
      const SptSubjectPair pair = { a, b, SPT_SAME_CODE };

      self->wanted[0] = a;
      self->wanted[1] = b;
      self->pairs = g_array_new (FALSE, FALSE, sizeof (SptSubjectPair));
      g_array_append_val (self->pairs, pair);
    }
  load_pair (self);
  return SPT_PAGE (self);
}
