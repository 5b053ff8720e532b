/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few short answers side by side, none of them chosen at first: Yes, No, NC. */
#define G_LOG_DOMAIN "spt-form-toggles"

#include "config.h"

#include "spt-form-toggles.h"

#include <string.h>

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *button; /* (unowned) */
  char      *value;  /* (owned) */
  gunichar   key;    /* 0 = none: another one has its letter */
} Answer;

struct _SptFormToggles
{
  GtkWidget  parent_instance;

  char      *title;   /* (owned) */
  GArray    *answers; /* (owned) (element-type Answer) */
  gboolean   updating;
};

G_DEFINE_FINAL_TYPE (SptFormToggles, spt_form_toggles, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Answer *
get_answer (SptFormToggles *self,
            guint           index)
{
  return &g_array_index (self->answers, Answer, index);
}

static void
clear_answer (gpointer data)
{
  g_free (((Answer *) data)->value);
}

/* The one that has the focus, else the one that is chosen, else the first. */
static guint
find_stop (SptFormToggles *self)
{
  guint found = 0;

  for (guint i = 0; i < self->answers->len; i++)
    {
      if (gtk_widget_has_focus (get_answer (self, i)->button))
        return i;
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_answer (self, i)->button)))
        found = i;
    }

  return found;
}

/* For the Tab key all of them are one place. */
static void
update_stop (SptFormToggles *self)
{
  guint stop = find_stop (self);

  for (guint i = 0; i < self->answers->len; i++)
    gtk_widget_set_focusable (get_answer (self, i)->button, i == stop);
}

static void
focus_answer (SptFormToggles *self,
              guint           index)
{
  GtkWidget *button = get_answer (self, index)->button;

  gtk_widget_set_focusable (button, TRUE);
  gtk_widget_grab_focus (button);
  update_stop (self);
}

/* A second click takes the answer back: nothing was said yet is an answer of its own. */
static void
toggled_cb (SptFormToggles *self,
            GtkWidget      *button)
{
  if (self->updating)
    return;

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
    {
      self->updating = TRUE;
      for (guint i = 0; i < self->answers->len; i++)
        {
          GtkWidget *other = get_answer (self, i)->button;

          if (other != button)
            gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other), FALSE);
        }
      self->updating = FALSE;
    }
  update_stop (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
key_pressed_cb (SptFormToggles  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gunichar key = g_unichar_tolower (gdk_keyval_to_unicode (keyval));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint stop = find_stop (self);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || self->answers->len == 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    {
      gboolean forward = (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right) != is_rtl;

      if (forward && stop + 1 < self->answers->len)
        focus_answer (self, stop + 1);
      else if (!forward && stop > 0)
        focus_answer (self, stop - 1);
      return GDK_EVENT_STOP;
    }

    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      if (*spt_form_toggles_get_value (self) != '\0')
        {
          spt_form_toggles_set_value (self, "");
          g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
        }
      return GDK_EVENT_STOP;

    default:
      break;
    }

  for (guint i = 0; key != 0 && i < self->answers->len; i++)
    {
      if (get_answer (self, i)->key != key)
        continue;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_answer (self, i)->button), TRUE);
      focus_answer (self, i);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
spt_form_toggles_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  SptFormToggles *self = SPT_FORM_TOGGLES (widget);

  /* The next Tab leaves it. */
  if (self->answers->len == 0 || gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  update_stop (self);
  return gtk_widget_grab_focus (get_answer (self, find_stop (self))->button);
}

static gboolean
spt_form_toggles_grab_focus (GtkWidget *widget)
{
  SptFormToggles *self = SPT_FORM_TOGGLES (widget);

  update_stop (self);
  return self->answers->len > 0 && gtk_widget_grab_focus (get_answer (self, find_stop (self))->button);
}

static void
spt_form_toggles_dispose (GObject *object)
{
  SptFormToggles *self = SPT_FORM_TOGGLES (object);
  GtkWidget *child;

  g_array_set_size (self->answers, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (spt_form_toggles_parent_class)->dispose (object);
}

static void
spt_form_toggles_finalize (GObject *object)
{
  SptFormToggles *self = SPT_FORM_TOGGLES (object);

  g_array_unref (self->answers);
  g_free (self->title);

  G_OBJECT_CLASS (spt_form_toggles_parent_class)->finalize (object);
}

static void
spt_form_toggles_class_init (SptFormTogglesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_form_toggles_dispose;
  object_class->finalize = spt_form_toggles_finalize;
  widget_class->focus = spt_form_toggles_focus;
  widget_class->grab_focus = spt_form_toggles_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "box");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
spt_form_toggles_init (SptFormToggles *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  g_array_set_clear_func (self->answers, clear_answer);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_widget_add_css_class (GTK_WIDGET (self), "spt-toggles");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * spt_form_toggles_new:
 * @title: what is asked
 *
 * Makes the place of answers, without any yet.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
spt_form_toggles_new (const char *title)
{
  SptFormToggles *self = g_object_new (SPT_TYPE_FORM_TOGGLES, NULL);

  self->title = g_strdup (title);
  return GTK_WIDGET (self);
}

/* The first letter that no answer before has: "Sì", "No", "NC" are s, n, c. */
static gunichar
find_key (SptFormToggles *self,
          const char     *label)
{
  for (const char *at = label; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar key = g_unichar_tolower (g_utf8_get_char (at));
      gboolean taken = !g_unichar_isalnum (key);

      for (guint i = 0; i < self->answers->len && !taken; i++)
        taken = get_answer (self, i)->key == key;
      if (!taken)
        return key;
    }

  return 0;
}

/**
 * spt_form_toggles_add:
 * @self: the answers
 * @value: what an answer stands for
 * @label: how people read it
 *
 * Adds one behind the others.
 */
void
spt_form_toggles_add (SptFormToggles *self,
                      const char     *value,
                      const char     *label)
{
  Answer answer = { .value = g_strdup (value) };
  g_autofree char *name = NULL;

  g_return_if_fail (SPT_IS_FORM_TOGGLES (self));

  answer.key = find_key (self, label);
  answer.button = gtk_toggle_button_new_with_label (label);
  gtk_widget_set_parent (answer.button, GTK_WIDGET (self));
  /* Translators: what a screen reader says of an answer: the first %s is the answer, the second what was asked, such as "Yes: Is
   * the filter clean" */
  name = g_strdup_printf (_("%s: %s"), label, self->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer.button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (answer.button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_array_append_val (self->answers, answer);
  update_stop (self);
}

/**
 * spt_form_toggles_get_value:
 * @self: the answers
 *
 * Returns: (transfer none): what the chosen one stands for; "" while none is
 */
const char *
spt_form_toggles_get_value (SptFormToggles *self)
{
  g_return_val_if_fail (SPT_IS_FORM_TOGGLES (self), "");

  for (guint i = 0; i < self->answers->len; i++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_answer (self, i)->button)))
        return get_answer (self, i)->value;
    }

  return "";
}

/**
 * spt_form_toggles_has:
 * @self: the answers
 * @value: what one may stand for
 *
 * Returns: whether one does
 */
gboolean
spt_form_toggles_has (SptFormToggles *self,
                      const char     *value)
{
  g_return_val_if_fail (SPT_IS_FORM_TOGGLES (self), FALSE);

  for (guint i = 0; i < self->answers->len; i++)
    {
      if (strcmp (get_answer (self, i)->value, value) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_form_toggles_set_value:
 * @self: the answers
 * @value: what the one to be chosen stands for; "" = none
 *
 * Chooses, without saying "changed".
 */
void
spt_form_toggles_set_value (SptFormToggles *self,
                            const char     *value)
{
  g_return_if_fail (SPT_IS_FORM_TOGGLES (self));

  self->updating = TRUE;
  for (guint i = 0; i < self->answers->len; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_answer (self, i)->button),
                                  strcmp (get_answer (self, i)->value, value) == 0);
  self->updating = FALSE;
  update_stop (self);
}
