/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state as people see it everywhere: icon, word, colour; never the colour alone. */
#define G_LOG_DOMAIN "spt-state-label"

#include "config.h"

#include "ui/spt-ui.h"

struct _SptStateLabel
{
  GtkWidget  parent_instance;

  GtkWidget *icon;
  GtkWidget *word;
  GtkWidget *small; /* (nullable): made with the first detail */

  SptState   state;
  gboolean   of_record;
  char      *detail;
};

G_DEFINE_FINAL_TYPE (SptStateLabel, spt_state_label, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STATE = 1,
  PROP_OF_RECORD,
  PROP_DETAIL,
  PROP_WHOLE
} SptStateLabelProperty;

static GParamSpec *properties[PROP_WHOLE + 1];

/* Records have none, and lists show hundreds of them. */
static void
make_small (SptStateLabel *self)
{
  self->small = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->small), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->small), 0);
  gtk_widget_add_css_class (self->small, "detail");
  gtk_widget_add_css_class (self->small, "numeric");
  gtk_widget_set_parent (self->small, GTK_WIDGET (self));
}

static void
update (SptStateLabel *self,
        SptState       before)
{
  gboolean has_detail = self->detail != NULL && *self->detail != '\0';
  const char *word = spt_ui_state_word (self->state, self->of_record);
  g_autofree char *spoken = has_detail ? g_strdup_printf ("%s, %s", word, self->detail)
                            : g_strdup (word);

  gtk_widget_remove_css_class (GTK_WIDGET (self), spt_ui_state_css_class (before));
  gtk_widget_add_css_class (GTK_WIDGET (self), spt_ui_state_css_class (self->state));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), spt_ui_state_icon (self->state));
  gtk_label_set_label (GTK_LABEL (self->word), word);
  if (has_detail && self->small == NULL)
    make_small (self);
  if (self->small != NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->small), has_detail ? self->detail : "");
      gtk_widget_set_visible (self->small, has_detail);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
spt_state_label_dispose (GObject *object)
{
  SptStateLabel *self = SPT_STATE_LABEL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);
  g_clear_pointer (&self->small, gtk_widget_unparent);

  G_OBJECT_CLASS (spt_state_label_parent_class)->dispose (object);
}

static void
spt_state_label_finalize (GObject *object)
{
  g_free (SPT_STATE_LABEL (object)->detail);

  G_OBJECT_CLASS (spt_state_label_parent_class)->finalize (object);
}

static void
spt_state_label_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SptStateLabel *self = SPT_STATE_LABEL (object);

  switch ((SptStateLabelProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_OF_RECORD:
      g_value_set_boolean (value, self->of_record);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, gtk_label_get_ellipsize (GTK_LABEL (self->word)) == PANGO_ELLIPSIZE_NONE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_state_label_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SptStateLabel *self = SPT_STATE_LABEL (object);
  SptState before = self->state;

  switch ((SptStateLabelProperty) prop_id)
    {
    case PROP_STATE:
      self->state = (SptState) g_value_get_enum (value);
      break;
    case PROP_OF_RECORD:
      self->of_record = g_value_get_boolean (value);
      break;
    case PROP_DETAIL:
      g_free (self->detail);
      self->detail = g_value_dup_string (value);
      break;
    case PROP_WHOLE:
      gtk_label_set_ellipsize (GTK_LABEL (self->word), g_value_get_boolean (value) ? PANGO_ELLIPSIZE_NONE
                                                                                   : PANGO_ELLIPSIZE_END);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  update (self, before);
  g_object_notify_by_pspec (object, pspec);
}

static void
spt_state_label_class_init (SptStateLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = spt_state_label_dispose;
  object_class->finalize = spt_state_label_finalize;
  object_class->get_property = spt_state_label_get_property;
  object_class->set_property = spt_state_label_set_property;

  /**
   * SptStateLabel:state:
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPT_TYPE_STATE, SPT_STATE_DRAFT,
                                              flags);
  /**
   * SptStateLabel:of-record:
   *
   * Whether the state is said of a record; else of a submission.
   */
  properties[PROP_OF_RECORD] = g_param_spec_boolean ("of-record", NULL, NULL, FALSE, flags);
  /**
   * SptStateLabel:detail:
   *
   * Small text behind the word: the next check, the service's own phase.
   */
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  /**
   * SptStateLabel:whole:
   *
   * Whether the word is never cut: beside text that is long, and would take its place.
   */
  properties[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "statelabel");
}

static void
spt_state_label_init (SptStateLabel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  self->icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->word = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->word), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->word), 0);
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));

  update (self, self->state);
}
