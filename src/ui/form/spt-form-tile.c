/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instance of a group that repeats, as a tile that opens: what it is, and its fields when it is open. */
#define G_LOG_DOMAIN "spt-form-tile"

#include "config.h"

#include "spt-form-tile.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "ui/spt-ui.h"

#define SUMMARY_TEXTS 4

struct _SptFormTile
{
  AdwBin        parent_instance;

  SptFormGroup *group;   /* (owned) */
  GtkWidget    *fold;    /* (unowned): the button */
  GtkWidget    *arrow;   /* (unowned) */
  GtkWidget    *title;   /* (unowned) */
  GtkWidget    *summary; /* (unowned) */
  GtkWidget    *errors;  /* (unowned): their number */
  GtkWidget    *menu;    /* (unowned) */
  GtkWidget    *content; /* (unowned): empty until it is opened first */
  gboolean      open;
  gboolean      built;
  gboolean      can_move;
};

enum
{
  SIGNAL_BUILD,
  SIGNAL_MOVE,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SptFormTile, spt_form_tile, ADW_TYPE_BIN)

/* --- what it says -------------------------------------------------------------------------------------- */

static gboolean
is_only (SptFormGroup *group)
{
  SptFormGroup *parent = spt_form_group_get_parent (group);
  guint index = spt_form_group_get_def (group)->index;

  return parent != NULL && g_list_model_get_n_items (spt_form_group_get_children (parent, index)) == 1;
}

/**
 * spt_form_tile_dup_title:
 * @group: an instance
 *
 * Says what it is. Parts of a plant have numbers of their own, which are not their places: those that begin with
 * one are called by it.
 *
 * Returns: (transfer full): such as "GT 3"
 */
char *
spt_form_tile_dup_title (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  const char *number = "";
  char *title;

  if (def->max != 1 && def->n_fields > 0 && def->fields[0].kind == SPT_FIELD_INTEGER)
    number = spt_form_field_get_text (spt_form_group_get_field (group, 0));
  if (*number != '\0')
    return g_strdup_printf ("%s %s", def->label, number);
  if (is_only (group))
    return g_strdup (def->label);
  g_object_get (group, "title", &title, NULL);

  return title;
}

static const char *
get_words (SptFormField *field)
{
  const SptFieldDef *def = spt_form_field_get_def (field);
  const char *text = spt_form_field_get_text (field);

  for (guint i = 0; i < def->n_choices; i++)
    {
      if (strcmp (def->choices[i].value, text) == 0)
        return def->choices[i].label;
    }

  return text;
}

/* Names and kinds of things, not measures and answers; of what has none, the day. */
static gboolean
is_said (const SptFieldDef *def,
         gboolean           days)
{
  return days ? def->kind == SPT_FIELD_DATE
         : def->kind == SPT_FIELD_TEXT || def->kind == SPT_FIELD_CODE ||
         (def->kind == SPT_FIELD_CHOICE && def->name[0] != '#');
}

static char *
dup_words (SptFormField *field)
{
  SptDatetime day;

  if (spt_form_field_get_def (field)->kind == SPT_FIELD_DATE &&
      spt_datetime_parse (spt_form_field_get_text (field), &day, NULL))
    return spt_datetime_to_italian (&day, FALSE);
  return g_strdup (get_words (field));
}

static guint
add_texts (SptFormGroup *group,
           gboolean      days,
           GString      *summary,
           guint         n)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields && n < SUMMARY_TEXTS; i++)
    {
      SptFormField *field = spt_form_group_get_field (group, i);
      g_autofree char *words = NULL;

      if (!is_said (&def->fields[i], days) || *spt_form_field_get_text (field) == '\0' ||
          !spt_form_field_get_visible (field))
        continue;
      words = dup_words (field);
      g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "", words);
      n++;
    }
  for (guint i = 0; i < def->n_groups && n < SUMMARY_TEXTS; i++)
    {
      g_autoptr (SptFormGroup) child = NULL;

      if (def->groups[i]->max != 1)
        continue;
      child = g_list_model_get_item (spt_form_group_get_children (group, i), 0);
      if (child != NULL)
        n = add_texts (child, days, summary, n);
    }

  return n;
}

static void
update_errors (SptFormTile *self)
{
  guint n = spt_form_group_get_n_errors (self->group);
  g_autofree char *text = g_strdup_printf (ngettext ("%u error", "%u errors", n), n);

  gtk_label_set_text (GTK_LABEL (self->errors), text);
  gtk_widget_set_visible (self->errors, n > 0);
}

/**
 * spt_form_tile_update:
 * @self: the tile
 *
 * Says anew what it is about.
 */
void
spt_form_tile_update (SptFormTile *self)
{
  g_autofree char *title = spt_form_tile_dup_title (self->group);
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autofree char *menu = NULL;

  if (add_texts (self->group, FALSE, summary, 0) == 0)
    add_texts (self->group, TRUE, summary, SUMMARY_TEXTS - 1);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->summary), summary->str);
  gtk_widget_set_visible (self->summary, summary->len > 0 && !self->open);
  /* Translators: %s is a numbered part of a form, such as "Payment 2" */
  menu = g_strdup_printf (_("Move or remove %s"), title);
  gtk_widget_set_tooltip_text (self->menu, menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary->str, -1);
  update_errors (self);
}

/* --- opening ------------------------------------------------------------------------------------------- */

/**
 * spt_form_tile_set_open:
 * @self: the tile
 * @open: whether its fields are to be seen
 *
 * Opens or closes it.
 */
void
spt_form_tile_set_open (SptFormTile *self,
                        gboolean     open)
{
  g_return_if_fail (SPT_IS_FORM_TILE (self));

  if (self->open == !!open)
    return;
  self->open = !!open;
  if (open && !self->built)
    {
      self->built = TRUE;
      g_signal_emit (self, signals[SIGNAL_BUILD], 0, self->content);
    }
  gtk_widget_set_visible (self->content, open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  spt_form_tile_update (self);
}

static void
fold_clicked_cb (SptFormTile *self)
{
  spt_form_tile_set_open (self, !self->open);
}

/* --- moving -------------------------------------------------------------------------------------------- */

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  if (g_str_equal (name, "tile.remove"))
    g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
  else
    g_signal_emit (widget, signals[SIGNAL_MOVE], 0, g_str_equal (name, "tile.up") ? -1 : 1);
}

/* At the end of the row nothing happens, and nothing around it moves instead. */
static gboolean
move_shortcut (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  SptFormTile *self = SPT_FORM_TILE (widget);

  if (!self->can_move)
    return FALSE;
  gtk_widget_activate_action (widget, g_variant_get_int32 (arguments) < 0 ? "tile.up" : "tile.down", NULL);

  return TRUE;
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  g_autoptr (GMenu) menu = NULL;
  static const struct
  {
    const char *label;
    const char *action;
    const char *accel;
  } items[] = {
    { N_("Move _Up"), "tile.up", "<Alt>Up" },
    { N_("Move _Down"), "tile.down", "<Alt>Down" },
    { N_("_Remove"), "tile.remove", NULL }
  };

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(items[i].label), items[i].action);

      if (items[i].accel != NULL)
        g_menu_item_set_attribute (item, "accel", "s", items[i].accel);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

/* --- the widget ---------------------------------------------------------------------------------------- */

static void
spt_form_tile_dispose (GObject *object)
{
  g_clear_object (&SPT_FORM_TILE (object)->group);

  G_OBJECT_CLASS (spt_form_tile_parent_class)->dispose (object);
}

static void
spt_form_tile_class_init (SptFormTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = spt_form_tile_dispose;

  signals[SIGNAL_BUILD] = g_signal_new ("build", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        GTK_TYPE_BOX);
  signals[SIGNAL_MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_INT);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "tile.up", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "tile.down", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "tile.remove", NULL, menu_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_shortcut, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Up, GDK_ALT_MASK, move_shortcut, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_shortcut, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Down, GDK_ALT_MASK, move_shortcut, "i", 1);
}

static GtkWidget *
make_fold (SptFormTile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  self->title = gtk_label_new (NULL);
  self->summary = gtk_label_new (NULL);
  self->errors = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->summary), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->summary, "caption");
  gtk_widget_add_css_class (self->summary, "dim-label");
  gtk_widget_add_css_class (self->errors, "error");
  gtk_widget_add_css_class (self->errors, "caption-heading");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->summary);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->errors);

  self->fold = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->fold), box);
  gtk_widget_set_hexpand (self->fold, TRUE);
  gtk_widget_add_css_class (self->fold, "flat");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_object (self->fold, "clicked", G_CALLBACK (fold_clicked_cb), self, G_CONNECT_SWAPPED);

  return self->fold;
}

static void
spt_form_tile_init (SptFormTile *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), create_menu_cb, NULL, NULL);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->content, "spt-tile-content");
  gtk_widget_set_visible (self->content, FALSE);
  gtk_widget_add_css_class (head, "spt-tile-head");
  gtk_box_append (GTK_BOX (head), make_fold (self));
  gtk_box_append (GTK_BOX (head), self->menu);
  gtk_box_append (GTK_BOX (outer), head);
  gtk_box_append (GTK_BOX (outer), self->content);
  gtk_widget_add_css_class (GTK_WIDGET (self), "spt-tile");
  adw_bin_set_child (ADW_BIN (self), outer);
}

/**
 * spt_form_tile_new:
 * @group: an instance
 *
 * Makes its tile, closed.
 *
 * Returns: (transfer floating): the tile
 */
GtkWidget *
spt_form_tile_new (SptFormGroup *group)
{
  SptFormTile *self = g_object_new (SPT_TYPE_FORM_TILE, NULL);

  self->group = g_object_ref (group);
  g_signal_connect_object (group, "notify", G_CALLBACK (spt_form_tile_update), self, G_CONNECT_SWAPPED);
  spt_form_tile_update (self);
  return GTK_WIDGET (self);
}

/**
 * spt_form_tile_get_group:
 * @self: the tile
 *
 * Returns: (transfer none): the instance
 */
SptFormGroup *
spt_form_tile_get_group (SptFormTile *self)
{
  g_return_val_if_fail (SPT_IS_FORM_TILE (self), NULL);

  return self->group;
}

/**
 * spt_form_tile_get_open:
 * @self: the tile
 *
 * Returns: whether its fields are to be seen
 */
gboolean
spt_form_tile_get_open (SptFormTile *self)
{
  g_return_val_if_fail (SPT_IS_FORM_TILE (self), FALSE);

  return self->open;
}

/**
 * spt_form_tile_set_can:
 * @self: the tile
 * @up: whether there is one before it
 * @down: whether there is one behind it
 * @remove: whether it may be taken away
 *
 * Says what can be done with it; where nothing can, it has no menu.
 */
void
spt_form_tile_set_can (SptFormTile *self,
                       gboolean     up,
                       gboolean     down,
                       gboolean     remove)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (SPT_IS_FORM_TILE (self));

  self->can_move = up || down;
  gtk_widget_action_set_enabled (widget, "tile.up", up);
  gtk_widget_action_set_enabled (widget, "tile.down", down);
  gtk_widget_action_set_enabled (widget, "tile.remove", remove);
  gtk_widget_set_visible (self->menu, up || down || remove);
}

/**
 * spt_form_tile_focus:
 * @self: the tile
 *
 * Puts the focus on the button that opens it.
 */
void
spt_form_tile_focus (SptFormTile *self)
{
  g_return_if_fail (SPT_IS_FORM_TILE (self));

  gtk_widget_grab_focus (self->fold);
}
