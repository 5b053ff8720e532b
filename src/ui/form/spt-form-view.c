/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows any form: sections as preference groups, repeats with add, remove and undo. */
#define G_LOG_DOMAIN "spt-form-view"

#include "config.h"

#include "spt-form-view.h"

#include <glib/gi18n.h>

#include "spt-form-row.h"
#include "spt-form-undo.h"

struct _SptFormView
{
  AdwBin               parent_instance;

  SptForm             *form;   /* (owned) (nullable) */
  GHashTable          *rows;   /* (owned): SptFormField -> SptFormRow, both unowned */
  GPtrArray           *bodies; /* (owned) (element-type SptBody): one a group of rows */
  GPtrArray           *closures; /* (owned) (element-type GClosure): what follows the form's repeats */
  SptFormUndo         *undo;   /* (owned) (nullable): the instance removed last */
  SptFormActionFunc    action_func;  /* (nullable) */
  gpointer             action_data;
  SptFormEssentialFunc essential;    /* (nullable): only a few fields are asked for */
  gboolean             read_only;
};

/* A preference group with the rows of one instance, or of one section of the root. */
typedef struct
{
  SptFormView *view;       /* (unowned) */
  GtkWidget   *group;      /* (unowned) */
  GtkWidget   *more;       /* (owned): "Show other fields" */
  GPtrArray   *rows;       /* (owned) (element-type SptFormRow) */
  GPtrArray   *optional;   /* (owned): unowned boxes of repeats that may stay empty */
  gboolean     all;        /* rarely used fields are asked for */
} SptBody;

/* One repeated group of one parent. */
typedef struct
{
  SptFormView       *view;    /* (unowned) */
  SptFormGroup      *parent;  /* (owned) */
  const SptGroupDef *def;
  GtkWidget         *box;     /* (unowned): the instances */
  GtkWidget         *add;     /* (unowned) */
} SptRepeat;

typedef enum
{
  PROP_FORM = 1,
  PROP_READ_ONLY,
  N_PROPS
} SptFormViewProperty;

enum
{
  SIGNAL_OVERRIDE_CLICKED,
  SIGNAL_INSTANCE_REMOVED,
  SIGNAL_ACTION_CLICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SptFormView, spt_form_view, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void append_repeats (SptFormView  *self,
                            SptFormGroup *group,
                            const char   *section,
                            GtkWidget    *box,
                            SptBody      *body);

static void
body_free (SptBody *body)
{
  g_object_unref (body->more);
  g_ptr_array_unref (body->rows);
  g_ptr_array_unref (body->optional);
  g_free (body);
}

static void
repeat_free (gpointer  data,
             GClosure *closure)
{
  SptRepeat *repeat = data;

  g_clear_object (&repeat->parent);
  g_free (repeat);
}

static void
set_group_title (GtkWidget  *group,
                 const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
}

/* --- rows ---------------------------------------------------------------------------------------------- */

static void
update_body (SptBody *body)
{
  gboolean hidden = FALSE;
  gboolean shown = FALSE;

  for (guint i = 0; i < body->rows->len; i++)
    {
      SptFormRow *row = g_ptr_array_index (body->rows, i);

      if (spt_form_row_get_shown (row))
        shown = TRUE;
      else if (body->view->essential == NULL && spt_form_field_get_def (spt_form_row_get_field (row))->advanced)
        hidden = TRUE;
    }
  for (guint i = 0; i < body->optional->len; i++)
    {
      SptRepeat *repeat = g_ptr_array_index (body->optional, i);
      GListModel *children = spt_form_group_get_children (repeat->parent, repeat->def->index);
      gboolean any = g_list_model_get_n_items (children) > 0;

      gtk_widget_set_visible (gtk_widget_get_parent (repeat->box), any || body->all);
      if (!any && !body->all && body->view->essential == NULL)
        hidden = TRUE;
    }
  gtk_widget_set_visible (body->more, hidden && !body->all && !body->view->read_only);
  gtk_widget_set_visible (body->group, shown || hidden);
}

static void
row_shown_cb (SptFormRow *row,
              GParamSpec *pspec,
              SptBody    *body)
{
  update_body (body);
}

static void
row_override_cb (SptFormRow  *row,
                 SptFormView *self)
{
  g_signal_emit (self, signals[SIGNAL_OVERRIDE_CLICKED], 0, spt_form_row_get_field (row));
}

static void
update_action (SptFormView *self,
               SptFormRow  *row)
{
  const char *label = NULL;

  if (self->action_func != NULL && !self->read_only)
    label = self->action_func (spt_form_row_get_field (row), self->action_data);
  spt_form_row_set_action (row, label);
}

static void
field_changed_cb (SptFormField *field,
                  GParamSpec   *pspec,
                  SptFormRow   *row)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (row), SPT_TYPE_FORM_VIEW);

  if (view != NULL && SPT_FORM_VIEW (view)->action_func != NULL)
    update_action (SPT_FORM_VIEW (view), row);
}

static void
row_action_cb (SptFormRow  *row,
               SptFormView *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTION_CLICKED], 0, spt_form_row_get_field (row));
}

static void
more_clicked_cb (GtkWidget *button,
                 SptBody   *body)
{
  SptFormRow *first = NULL;

  body->all = TRUE;
  for (guint i = 0; i < body->rows->len; i++)
    {
      SptFormRow *row = g_ptr_array_index (body->rows, i);

      if (first == NULL && !spt_form_row_get_shown (row))
        first = row;
      spt_form_row_set_show_advanced (row, TRUE);
    }
  update_body (body);
  /* The button goes away under the focus: it moves on to what appeared. */
  if (first != NULL)
    spt_form_row_focus (first);
}

/* The plain pointer is taken off the row before the body is freed. */
static void
add_row (SptFormView  *self,
         SptBody      *body,
         SptFormField *field)
{
  GtkWidget *row = spt_form_row_new (field);

  spt_form_row_set_read_only (SPT_FORM_ROW (row), self->read_only);
  g_signal_connect (row, "notify::shown", G_CALLBACK (row_shown_cb), body);
  g_signal_connect_object (row, "override-clicked", G_CALLBACK (row_override_cb), self, 0);
  g_signal_connect_object (row, "action-clicked", G_CALLBACK (row_action_cb), self, 0);
  g_signal_connect_object (field, "notify", G_CALLBACK (field_changed_cb), row, 0);
  if (self->essential != NULL)
    spt_form_row_set_quiet (SPT_FORM_ROW (row), !self->essential (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (body->group), row);
  g_ptr_array_add (body->rows, g_object_ref (row));
  g_hash_table_insert (self->rows, field, row);
  if (self->action_func != NULL)
    update_action (self, SPT_FORM_ROW (row));
}

static SptBody *
add_body (SptFormView *self,
          GtkWidget   *box)
{
  SptBody *body = g_new0 (SptBody, 1);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  body->view = self;
  body->rows = g_ptr_array_new_with_free_func (g_object_unref);
  body->optional = g_ptr_array_new ();
  body->group = adw_preferences_group_new ();
  body->more = g_object_ref_sink (gtk_button_new_with_mnemonic (_("Show _Other Fields")));
  gtk_widget_add_css_class (body->more, "flat");
  gtk_widget_set_halign (body->more, GTK_ALIGN_START);
  gtk_widget_set_margin_top (body->more, 6);
  gtk_widget_set_visible (body->more, FALSE);
  g_signal_connect (body->more, "clicked", G_CALLBACK (more_clicked_cb), body);

  gtk_box_append (GTK_BOX (content), body->group);
  gtk_box_append (GTK_BOX (content), body->more);
  gtk_box_append (GTK_BOX (box), content);
  g_ptr_array_add (self->bodies, body);
  return body;
}

/* --- repeats ------------------------------------------------------------------------------------------- */

static void
forget_rows (SptFormView  *self,
             SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields; i++)
    g_hash_table_remove (self->rows, spt_form_group_get_field (group, i));
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          forget_rows (self, child);
        }
    }
}

static void
remove_clicked_cb (GtkWidget *button,
                   SptRepeat *repeat)
{
  SptFormView *self = repeat->view;
  SptFormGroup *child = g_object_get_data (G_OBJECT (button), "spt-group");
  GListModel *children = spt_form_group_get_children (repeat->parent, repeat->def->index);
  guint n_children = g_list_model_get_n_items (children);

  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr (SptFormGroup) at = g_list_model_get_item (children, i);

      if (at == child)
        {
          g_autofree char *title = NULL;

          g_object_get (child, "title", &title, NULL);
          g_clear_pointer (&self->undo, spt_form_undo_free);
          self->undo = spt_form_undo_new (repeat->parent, repeat->def->index, i);
          gtk_widget_grab_focus (repeat->add);
          spt_form_group_remove (repeat->parent, repeat->def->index, i);
          g_signal_emit (self, signals[SIGNAL_INSTANCE_REMOVED], 0, title);
          return;
        }
    }
}

static void
add_clicked_cb (GtkWidget *button,
                SptRepeat *repeat)
{
  SptFormGroup *child = spt_form_group_add (repeat->parent, repeat->def->index);

  if (child != NULL && spt_form_group_get_def (child)->n_fields > 0)
    spt_form_view_focus_field (repeat->view, spt_form_group_get_field (child, 0));
}

static GtkWidget *
make_instance (SptRepeat    *repeat,
               SptFormGroup *child)
{
  SptFormView *self = repeat->view;
  const SptGroupDef *def = repeat->def;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  SptBody *body = add_body (self, box);

  g_object_get (child, "title", &title, NULL);
  /* Translators: %s is a numbered part of a form, such as "Payment 2" */
  name = g_strdup_printf (_("Remove %s"), title);
  set_group_title (body->group, title);

  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (remove), "spt-group", child);
  g_object_set_data (G_OBJECT (box), "spt-body", body);
  g_object_set_data (G_OBJECT (box), "spt-remove", remove);
  g_object_set_data_full (G_OBJECT (box), "spt-group", g_object_ref (child), g_object_unref);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked_cb), repeat);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (body->group), remove);

  for (guint i = 0; i < def->n_fields; i++)
    add_row (self, body, spt_form_group_get_field (child, i));
  append_repeats (self, child, NULL, box, body);
  update_body (body);
  return box;
}

static void
update_repeat (SptRepeat *repeat)
{
  GListModel *children = spt_form_group_get_children (repeat->parent, repeat->def->index);
  guint n_children = g_list_model_get_n_items (children);

  for (GtkWidget *box = gtk_widget_get_first_child (repeat->box); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      SptBody *body = g_object_get_data (G_OBJECT (box), "spt-body");
      SptFormGroup *child = g_object_get_data (G_OBJECT (box), "spt-group");
      GtkWidget *remove = g_object_get_data (G_OBJECT (box), "spt-remove");
      g_autofree char *title = NULL;

      g_object_get (child, "title", &title, NULL);
      set_group_title (body->group, title);
      /* Never a form that cannot be sent for want of a part that has no button any more. */
      gtk_widget_set_visible (remove, !repeat->view->read_only && repeat->view->essential == NULL &&
                              n_children > repeat->def->min);
    }
  gtk_widget_set_visible (repeat->add, !repeat->view->read_only &&
                          repeat->view->essential == NULL &&
                          (repeat->def->max == 0 || n_children < repeat->def->max));
}

static void
children_changed_cb (GListModel *children,
                     guint       position,
                     guint       removed,
                     guint       added,
                     SptRepeat  *repeat)
{
  SptFormView *self = repeat->view;
  GtkWidget *before = NULL;
  GtkWidget *next = gtk_widget_get_first_child (repeat->box);

  for (guint i = 0; i < position && next != NULL; i++)
    {
      before = next;
      next = gtk_widget_get_next_sibling (next);
    }
  for (guint i = 0; i < removed && next != NULL; i++)
    {
      GtkWidget *gone = next;

      next = gtk_widget_get_next_sibling (next);
      forget_rows (self, g_object_get_data (G_OBJECT (gone), "spt-group"));
      gtk_box_remove (GTK_BOX (repeat->box), gone);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (SptFormGroup) child = g_list_model_get_item (children, position + i);
      GtkWidget *box = make_instance (repeat, child);

      gtk_box_insert_child_after (GTK_BOX (repeat->box), box, before);
      before = box;
    }
  update_repeat (repeat);
}

/* "Payment" -> "payment", but "IBAN" and "URL" as they are. */
static char *
dup_lower_label (const char *label)
{
  gunichar first = g_utf8_get_char (label);
  const char *rest = g_utf8_next_char (label);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*rest != '\0' && g_unichar_isupper (g_utf8_get_char (rest)))
    return g_strdup (label);
  g_string_append_unichar (text, g_unichar_tolower (first));
  g_string_append (text, rest);
  return g_strdup (text->str);
}

static void
append_repeat (SptFormView       *self,
               SptFormGroup      *parent,
               const SptGroupDef *def,
               GtkWidget         *into,
               SptBody           *body)
{
  SptRepeat *repeat = g_new0 (SptRepeat, 1);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GListModel *children = spt_form_group_get_children (parent, def->index);
  GClosure *closure;
  g_autofree char *lower = dup_lower_label (def->label);
  g_autofree char *label = NULL;

  /* Translators: %s is a part of a form in lower case, such as "payment" */
  label = g_strdup_printf (_("Add %s"), lower);
  repeat->view = self;
  repeat->parent = g_object_ref (parent);
  repeat->def = def;
  repeat->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  repeat->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (repeat->add),
                        g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic",
                                      "label", label, NULL));
  gtk_widget_add_css_class (repeat->add, "flat");
  gtk_widget_set_halign (repeat->add, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (repeat->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (body != NULL)
    gtk_widget_set_margin_start (outer, 18); /* a part of a part stands a little further in */

  gtk_box_append (GTK_BOX (outer), repeat->box);
  gtk_box_append (GTK_BOX (outer), repeat->add);
  gtk_box_append (GTK_BOX (into), outer);

  /* The repeat lives as long as the handler on its own button. */
  g_signal_connect_data (repeat->add, "clicked", G_CALLBACK (add_clicked_cb), repeat, repeat_free,
                         0);
  children_changed_cb (children, 0, 0, g_list_model_get_n_items (children), repeat);
  closure = g_cclosure_new (G_CALLBACK (children_changed_cb), repeat, NULL);
  g_object_watch_closure (G_OBJECT (repeat->add), closure);
  g_ptr_array_add (self->closures, g_closure_ref (closure));
  g_signal_connect_closure (children, "items-changed", closure, FALSE);
  if (body != NULL && def->min == 0)
    g_ptr_array_add (body->optional, repeat);
}

/* @section NULL: all of them. */
static void
append_repeats (SptFormView  *self,
                SptFormGroup *group,
                const char   *section,
                GtkWidget    *box,
                SptBody      *body)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *child = def->groups[i];
      const char *its = child->n_fields > 0 ? child->fields[0].section : NULL;

      if (section == NULL || g_strcmp0 (its, section) == 0)
        append_repeat (self, group, child, box, body);
    }
}

/* Widgets that were taken out may live on for a moment, held by an event or the focus: they follow the form no more. */
static void
forget_bodies (SptFormView *self)
{
  for (guint i = 0; i < self->closures->len; i++)
    g_closure_invalidate (g_ptr_array_index (self->closures, i));
  g_ptr_array_set_size (self->closures, 0);
  for (guint i = 0; i < self->bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (self->bodies, i);

      g_signal_handlers_disconnect_by_data (body->more, body);
      for (guint j = 0; j < body->rows->len; j++)
        g_signal_handlers_disconnect_by_data (g_ptr_array_index (body->rows, j), body);
    }
  g_hash_table_remove_all (self->rows);
  g_ptr_array_set_size (self->bodies, 0);
}

/* --- the whole ----------------------------------------------------------------------------------------- */

static void
append_section (SptFormView         *self,
                const SptSectionDef *section,
                GtkWidget           *box)
{
  SptFormGroup *root = spt_form_get_root (self->form);
  const SptGroupDef *def = spt_form_group_get_def (root);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  SptBody *body = add_body (self, outer);

  set_group_title (body->group, section->title);
  if (section->description != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (section->description, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (body->group), escaped);
    }
  for (guint i = 0; i < def->n_fields; i++)
    {
      if (g_strcmp0 (def->fields[i].section, section->id) == 0)
        add_row (self, body, spt_form_group_get_field (root, i));
    }
  append_repeats (self, root, section->id, outer, NULL);
  update_body (body);
  /* A section of repeats alone is only their heading. */
  if (body->rows->len == 0)
    gtk_widget_set_visible (body->group, gtk_widget_get_next_sibling (
                              gtk_widget_get_parent (body->group)) != NULL);
  gtk_box_append (GTK_BOX (box), outer);
}

/* The focus goes to what had been left out; the button itself goes away. */
static void
all_clicked_cb (SptFormView *self)
{
  SptFormEssentialFunc essential = self->essential;
  SptFormGroup *root = spt_form_get_root (self->form);

  spt_form_view_set_essential (self, NULL);
  for (guint i = 0; i < spt_form_group_get_def (root)->n_fields; i++)
    {
      SptFormField *field = spt_form_group_get_field (root, i);
      SptFormRow *row = g_hash_table_lookup (self->rows, field);

      if (row != NULL && !essential (field) && spt_form_row_get_shown (row))
        {
          spt_form_row_focus (row);
          return;
        }
    }
}

static void
rebuild (SptFormView *self)
{
  GtkWidget *box;
  guint n_sections = 0;
  const SptSectionDef *sections;

  forget_bodies (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->undo, spt_form_undo_free);
  if (self->form == NULL)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  sections = spt_schema_get_sections (spt_form_get_schema (self->form), &n_sections);
  for (guint i = 0; i < n_sections; i++)
    append_section (self, &sections[i], box);
  if (self->essential != NULL)
    {
      GtkWidget *all = gtk_button_new_with_mnemonic (_("_Other Data"));

      gtk_widget_set_halign (all, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (all, _("Show what the kind of due has filled"));
      g_signal_connect_object (all, "clicked", G_CALLBACK (all_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), all);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
spt_form_view_dispose (GObject *object)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  forget_bodies (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->undo, spt_form_undo_free);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (spt_form_view_parent_class)->dispose (object);
}

static void
spt_form_view_finalize (GObject *object)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->closures, g_ptr_array_unref);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_form_view_parent_class)->finalize (object);
}

static void
spt_form_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  switch ((SptFormViewProperty) prop_id)
    {
    case PROP_FORM:
      g_value_set_object (value, self->form);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  switch ((SptFormViewProperty) prop_id)
    {
    case PROP_FORM:
      spt_form_view_set_form (self, g_value_get_object (value));
      break;
    case PROP_READ_ONLY:
      spt_form_view_set_read_only (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_view_class_init (SptFormViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_form_view_dispose;
  object_class->finalize = spt_form_view_finalize;
  object_class->get_property = spt_form_view_get_property;
  object_class->set_property = spt_form_view_set_property;

  properties[PROP_FORM] =
    g_param_spec_object ("form", NULL, NULL, SPT_TYPE_FORM,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OVERRIDE_CLICKED] =
    g_signal_new ("override-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, SPT_TYPE_FORM_FIELD);
  signals[SIGNAL_INSTANCE_REMOVED] =
    g_signal_new ("instance-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ACTION_CLICKED] =
    g_signal_new ("action-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, SPT_TYPE_FORM_FIELD);
}

static void
spt_form_view_init (SptFormView *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->closures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_closure_unref);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) body_free);
}

/**
 * spt_form_view_new:
 *
 * Makes an empty view.
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
spt_form_view_new (void)
{
  return g_object_new (SPT_TYPE_FORM_VIEW, NULL);
}

/**
 * spt_form_view_set_form:
 * @self: the view
 * @form: (nullable): what to show
 *
 * Shows @form; the rows follow it from then on.
 */
void
spt_form_view_set_form (SptFormView *self,
                        SptForm     *form)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));
  g_return_if_fail (form == NULL || SPT_IS_FORM (form));

  if (self->form == form)
    return;

  forget_bodies (self); /* rows of the old form go before it */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_set_object (&self->form, form);
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

/**
 * spt_form_view_get_form:
 * @self: the view
 *
 * The form it shows.
 *
 * Returns: (transfer none) (nullable): the form
 */
SptForm *
spt_form_view_get_form (SptFormView *self)
{
  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), NULL);

  return self->form;
}

/**
 * spt_form_view_set_read_only:
 * @self: the view
 * @read_only: whether the form can only be looked at
 *
 * Shuts or opens every editor, and the buttons that add and remove.
 */
void
spt_form_view_set_read_only (SptFormView *self,
                             gboolean     read_only)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  if (self->read_only == !!read_only)
    return;

  self->read_only = !!read_only;
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

/**
 * spt_form_view_set_overridable:
 * @self: the view
 * @fields: (element-type SptFormField): those whose error a person may take upon herself
 *
 * Shows "Accept anyway…" at the errors of @fields and takes it away from all others.
 */
void
spt_form_view_set_overridable (SptFormView *self,
                               GPtrArray   *fields)
{
  GHashTableIter iter;
  gpointer field;
  gpointer row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &field, &row))
    spt_form_row_set_overridable (row, g_ptr_array_find (fields, field, NULL));
}

/**
 * spt_form_view_set_placeholder:
 * @self: the view
 * @field: a field of the form
 * @text: what its entry says while it is empty
 *
 * Says something in place of a text, such as that a secret is kept elsewhere.
 */
void
spt_form_view_set_placeholder (SptFormView  *self,
                               SptFormField *field,
                               const char   *text)
{
  SptFormRow *row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  row = g_hash_table_lookup (self->rows, field);
  if (row != NULL)
    spt_form_row_set_placeholder (row, text);
}

/**
 * spt_form_view_set_action_func:
 * @self: the view
 * @func: (nullable): says what the button of a field says
 * @user_data: for @func; outlives the view
 *
 * Gives rows a button of their own: "action-clicked" says which was pressed.
 */
void
spt_form_view_set_action_func (SptFormView       *self,
                               SptFormActionFunc  func,
                               gpointer           user_data)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  self->action_func = func;
  self->action_data = user_data;
  spt_form_view_update_actions (self);
}

/**
 * spt_form_view_update_actions:
 * @self: the view
 *
 * Asks anew what the rows' own buttons say.
 */
void
spt_form_view_update_actions (SptFormView *self)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    update_action (self, row);
}

/**
 * spt_form_view_set_essential:
 * @self: the view
 * @func: (nullable): which fields are asked for; %NULL = all
 *
 * Asks for a few fields only, the rest being filled by itself; what has an error is shown all the
 * same, and a button shows everything.
 */
void
spt_form_view_set_essential (SptFormView          *self,
                             SptFormEssentialFunc  func)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  if (self->essential == func)
    return;
  self->essential = func;
  rebuild (self);
}

/**
 * spt_form_view_focus_field:
 * @self: the view
 * @field: a field of the form
 *
 * Puts the focus into a field and scrolls to it.
 *
 * Returns: %FALSE if it is not on the page
 */
gboolean
spt_form_view_focus_field (SptFormView  *self,
                           SptFormField *field)
{
  SptFormRow *row;

  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), FALSE);

  row = g_hash_table_lookup (self->rows, field);
  if (row == NULL)
    return FALSE;

  spt_form_row_focus (row);
  return TRUE;
}

/**
 * spt_form_view_undo_remove:
 * @self: the view
 *
 * Brings back the instance that was removed last, where it stood.
 *
 * Returns: %FALSE if there is none
 */
gboolean
spt_form_view_undo_remove (SptFormView *self)
{
  g_autoptr (SptFormUndo) undo = NULL;

  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), FALSE);

  undo = g_steal_pointer (&self->undo);
  if (undo == NULL)
    return FALSE;

  spt_form_undo_apply (undo);
  return TRUE;
}
