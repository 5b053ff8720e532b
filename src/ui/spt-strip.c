/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip across a page that says what holds there now, with one button that helps. */
#define G_LOG_DOMAIN "spt-strip"

#include "config.h"

#include "ui/spt-ui.h"

struct _SptStrip
{
  GtkWidget  parent_instance;

  GtkWidget *revealer; /* (nullable): made with what it has when it is shown first */
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *button;

  char      *kind;
  char      *text;
  char      *button_label; /* (nullable) */
  char      *action_name;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SptStrip, spt_strip, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TEXT = 1,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  PROP_REVEALED,
  PROP_KIND
} SptStripProperty;

static GParamSpec *properties[PROP_KIND + 1];

static const char *
icon_of (const char *kind)
{
  if (g_strcmp0 (kind, "error") == 0)
    return "dialog-error-symbolic";
  if (g_strcmp0 (kind, "warning") == 0)
    return "dialog-warning-symbolic";
  if (g_strcmp0 (kind, "practice") == 0)
    return "applications-science-symbolic";
  return "dialog-information-symbolic";
}

static void
set_kind (SptStrip   *self,
          const char *kind)
{
  g_autofree char *old_class = g_strconcat ("strip-", self->kind, NULL);
  g_autofree char *new_class = g_strconcat ("strip-", kind == NULL ? "info" : kind, NULL);

  g_free (self->kind);
  self->kind = g_strdup (kind == NULL ? "info" : kind);
  if (self->revealer == NULL)
    return;
  gtk_widget_remove_css_class (self->box, old_class);
  gtk_widget_add_css_class (self->box, new_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_of (self->kind));
}

static void
show_text (SptStrip *self)
{
  if (self->revealer != NULL)
    gtk_label_set_label (GTK_LABEL (self->label), self->text);
}

static void
show_button (SptStrip *self)
{
  gboolean has_label = self->button_label != NULL && *self->button_label != '\0';

  if (self->revealer == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->button), has_label ? self->button_label : "");
  gtk_widget_set_visible (self->button, has_label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), self->action_name);
}

static void
child_revealed_cb (GtkRevealer *revealer,
                   GParamSpec  *pspec,
                   gpointer     user_data)
{
  gtk_widget_set_visible (GTK_WIDGET (revealer),
                          gtk_revealer_get_reveal_child (revealer) ||
                          gtk_revealer_get_child_revealed (revealer));
}

/* A page has several, and most are never shown. */
static void
make_content (SptStrip *self)
{
  g_autofree char *css_class = g_strconcat ("strip-", self->kind, NULL);

  self->revealer = gtk_revealer_new ();
  gtk_widget_set_visible (self->revealer, FALSE);
  g_signal_connect (self->revealer, "notify::child-revealed", G_CALLBACK (child_revealed_cb), NULL);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, css_class);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->box);

  self->icon = gtk_image_new_from_icon_name (icon_of (self->kind));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (self->box), self->icon);

  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->label);

  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->button);

  show_text (self);
  show_button (self);
}

static void
set_revealed (SptStrip *self,
              gboolean  revealed)
{
  if (self->revealer == NULL && !revealed)
    return;

  if (self->revealer == NULL)
    make_content (self);
  /* Out of the tree when it says nothing: screen readers and the Tab key do not meet it. */
  if (revealed)
    gtk_widget_set_visible (self->revealer, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), revealed);
}

static gboolean
is_revealed (SptStrip *self)
{
  return self->revealer != NULL && gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

static void
spt_strip_dispose (GObject *object)
{
  g_clear_pointer (&SPT_STRIP (object)->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (spt_strip_parent_class)->dispose (object);
}

static void
spt_strip_finalize (GObject *object)
{
  SptStrip *self = SPT_STRIP (object);

  g_free (self->kind);
  g_free (self->text);
  g_free (self->button_label);
  g_free (self->action_name);

  G_OBJECT_CLASS (spt_strip_parent_class)->finalize (object);
}

static void
spt_strip_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  SptStrip *self = SPT_STRIP (object);

  switch ((SptStripProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, self->action_name);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, is_revealed (self));
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_strip_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  SptStrip *self = SPT_STRIP (object);

  switch ((SptStripProperty) prop_id)
    {
    case PROP_TEXT:
      g_free (self->text);
      self->text = g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      show_text (self);
      break;
    case PROP_BUTTON_LABEL:
      g_free (self->button_label);
      self->button_label = g_value_dup_string (value);
      show_button (self);
      break;
    case PROP_ACTION_NAME:
      g_free (self->action_name);
      self->action_name = g_value_dup_string (value);
      show_button (self);
      break;
    case PROP_REVEALED:
      set_revealed (self, g_value_get_boolean (value));
      break;
    case PROP_KIND:
      set_kind (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
spt_strip_class_init (SptStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = spt_strip_dispose;
  object_class->finalize = spt_strip_finalize;
  object_class->get_property = spt_strip_get_property;
  object_class->set_property = spt_strip_set_property;

  /**
   * SptStrip:text:
   *
   * One sentence, plain.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  /**
   * SptStrip:button-label:
   *
   * A verb; %NULL or empty = no button.
   */
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  /**
   * SptStrip:action-name:
   *
   * What the button does.
   */
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  /**
   * SptStrip:revealed:
   */
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  /**
   * SptStrip:kind:
   *
   * "info", "warning", "error" or "practice".
   */
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "info", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_css_name (widget_class, "strip");
}

static void
spt_strip_init (SptStrip *self)
{
  self->kind = g_strdup ("info");
  self->text = g_strdup ("");
}
