/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two columns that fold into one where the window is narrow. */
#define G_LOG_DOMAIN "spt-navigator"

#include "config.h"

#include "ui/spt-navigator.h"

#include "ui/spt-ui.h"

#include <adwaita.h>

#define SIDEBAR_WIDTH 230
#define CONTENT_WIDTH 490 /* with the sidebar: it folds under 720 px (ui.md) */

struct _SptNavigator
{
  GtkWidget   parent_instance;

  AdwLeaflet *leaflet;
  AdwBin     *sidebar_bin;
  AdwBin     *content_bin;
};

G_DEFINE_FINAL_TYPE (SptNavigator, spt_navigator, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_FOLDED = 1,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_CONTENT_VISIBLE
} SptNavigatorProperty;

static GParamSpec *properties[PROP_CONTENT_VISIBLE + 1];

/* The fold must come at one width, whatever page is shown: each column asks for its own natural
 * width, not its page's. */
static void
measure_column (GtkWidget      *widget,
                GtkOrientation  orientation,
                int             for_size,
                int            *minimum,
                int            *natural,
                int            *minimum_baseline,
                int            *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int width = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "spt-width"));
  int wanted = (int) (width * spt_ui_get_text_scale (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline,
                        natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, wanted);
}

static void
allocate_column (GtkWidget *widget,
                 int        width,
                 int        height,
                 int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static GtkWidget *
make_column (int width)
{
  GtkWidget *bin = adw_bin_new ();

  g_object_set_data (G_OBJECT (bin), "spt-width", GINT_TO_POINTER (width));
  gtk_widget_set_layout_manager (bin,
                                 gtk_custom_layout_new (NULL, measure_column, allocate_column));
  return bin;
}

static void
folded_cb (GObject    *leaflet,
           GParamSpec *pspec,
           gpointer    user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_FOLDED]);
}

static void
visible_child_cb (GObject    *leaflet,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_CONTENT_VISIBLE]);
}

static void
spt_navigator_dispose (GObject *object)
{
  SptNavigator *self = SPT_NAVIGATOR (object);

  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  g_clear_pointer ((GtkWidget **) &self->leaflet, gtk_widget_unparent);

  G_OBJECT_CLASS (spt_navigator_parent_class)->dispose (object);
}

static void
spt_navigator_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SptNavigator *self = SPT_NAVIGATOR (object);

  switch ((SptNavigatorProperty) prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, adw_leaflet_get_folded (self->leaflet));
      break;
    case PROP_SIDEBAR:
      g_value_set_object (value, adw_bin_get_child (self->sidebar_bin));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->content_bin));
      break;
    case PROP_CONTENT_VISIBLE:
      g_value_set_boolean (value,
                           adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->content_bin));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_navigator_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SptNavigator *self = SPT_NAVIGATOR (object);

  if (prop_id == PROP_SIDEBAR)
    adw_bin_set_child (self->sidebar_bin, g_value_get_object (value));
  else if (prop_id == PROP_CONTENT)
    adw_bin_set_child (self->content_bin, g_value_get_object (value));
  else if (prop_id == PROP_CONTENT_VISIBLE)
    spt_navigator_set_show_content (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_navigator_class_init (SptNavigatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = spt_navigator_dispose;
  object_class->get_property = spt_navigator_get_property;
  object_class->set_property = spt_navigator_set_property;

  /**
   * SptNavigator:folded:
   *
   * Whether only one of the two is in view.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  flags | G_PARAM_READABLE);
  /**
   * SptNavigator:sidebar:
   */
  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                                                  flags | G_PARAM_READWRITE);
  /**
   * SptNavigator:content:
   */
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  flags | G_PARAM_READWRITE);
  /**
   * SptNavigator:content-visible:
   *
   * Which of the two is in view when folded.
   */
  properties[PROP_CONTENT_VISIBLE] = g_param_spec_boolean ("content-visible", NULL, NULL, TRUE,
                                                           flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
spt_navigator_init (SptNavigator *self)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_fold_threshold_policy (self->leaflet, ADW_FOLD_THRESHOLD_POLICY_NATURAL);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));

  self->sidebar_bin = ADW_BIN (make_column (SIDEBAR_WIDTH));
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->sidebar_bin));
  gtk_widget_add_css_class (separator, "sidebar");
  adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, separator), FALSE);
  self->content_bin = ADW_BIN (make_column (CONTENT_WIDTH));
  gtk_widget_set_hexpand (GTK_WIDGET (self->content_bin), TRUE);
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->content_bin));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content_bin));

  g_signal_connect (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_cb), self);
}

/**
 * spt_navigator_get_folded:
 * @self: a navigator
 *
 * Returns: whether only one of sidebar and page is in view
 */
gboolean
spt_navigator_get_folded (SptNavigator *self)
{
  g_return_val_if_fail (SPT_IS_NAVIGATOR (self), FALSE);
  return adw_leaflet_get_folded (self->leaflet);
}

/**
 * spt_navigator_set_show_content:
 * @self: a navigator
 * @show_content: the content instead of the sidebar
 *
 * What is in view when folded; without effect to the eye otherwise.
 */
void
spt_navigator_set_show_content (SptNavigator *self,
                                gboolean      show_content)
{
  g_return_if_fail (SPT_IS_NAVIGATOR (self));

  adw_leaflet_set_visible_child (self->leaflet,
                                 GTK_WIDGET (show_content ? self->content_bin : self->sidebar_bin));
}
