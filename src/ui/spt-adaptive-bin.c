/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says how wide its place is: libadwaita 1.2 has no breakpoints. */
#define G_LOG_DOMAIN "spt-adaptive-bin"

#include "config.h"

#include "ui/spt-ui.h"

#define MEDIUM_FROM 600
#define WIDE_FROM 1100
#define NARROWEST 300
#define USUAL_FONT_PX (11.0 * 96 / 72)

struct _SptAdaptiveBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  SptWidth   width_class; /* of the last allocation */
  SptWidth   published;   /* what the properties say */
  guint      idle;
};

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ENUM_TYPE (SptWidth, spt_width,
                    G_DEFINE_ENUM_VALUE (SPT_WIDTH_NARROW, "narrow"),
                    G_DEFINE_ENUM_VALUE (SPT_WIDTH_MEDIUM, "medium"),
                    G_DEFINE_ENUM_VALUE (SPT_WIDTH_WIDE, "wide"))

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (SptAdaptiveBin, spt_adaptive_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

typedef enum
{
  PROP_WIDTH_CLASS = 1,
  PROP_NARROW,
  PROP_WIDE,
  PROP_ORIENTATION,
  PROP_CHILD
} SptAdaptiveBinProperty;

static GParamSpec *properties[PROP_CHILD + 1];

/**
 * spt_ui_get_text_scale:
 * @widget: a widget
 *
 * How much larger than usual its text is: with large text a window is narrow sooner.
 *
 * Returns: 1 or more
 */
double
spt_ui_get_text_scale (GtkWidget *widget)
{
  PangoContext *context = NULL;
  const PangoFontDescription *font = NULL;
  double size;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  context = gtk_widget_get_pango_context (widget);
  font = pango_context_get_font_description (context);
  size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    size = size * pango_cairo_context_get_resolution (context) / 72;
  return MAX (size / USUAL_FONT_PX, 1);
}

/**
 * spt_ui_fit_sheet:
 * @sheet: a window that is not shown yet
 *
 * Makes a sheet no wider than the window that it opens over: a narrow window is one on a small screen.
 */
void
spt_ui_fit_sheet (GtkWindow *sheet)
{
  GtkWindow *over = gtk_window_get_transient_for (sheet);
  int room = over != NULL ? gtk_widget_get_width (GTK_WIDGET (over)) : 0;
  int width, height;

  gtk_window_get_default_size (sheet, &width, &height);
  if (room > 0 && room < width)
    gtk_window_set_default_size (sheet, room, height);
}

static void
set_child (SptAdaptiveBin *self,
           GtkWidget      *child)
{
  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/* Widgets must not change while they are being allocated: bindings run a moment later, before
 * the next frame. */
static gboolean
publish_cb (gpointer user_data)
{
  SptAdaptiveBin *self = user_data;
  SptWidth before = self->published;

  self->idle = 0;
  if (self->width_class == before)
    return G_SOURCE_REMOVE;

  self->published = self->width_class;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH_CLASS]);
  if ((before == SPT_WIDTH_NARROW) != (self->published == SPT_WIDTH_NARROW))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIENTATION]);
    }
  if ((before == SPT_WIDTH_WIDE) != (self->published == SPT_WIDTH_WIDE))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDE]);
  return G_SOURCE_REMOVE;
}

static void
spt_adaptive_bin_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  SptAdaptiveBin *self = SPT_ADAPTIVE_BIN (widget);

  if (self->child != NULL && gtk_widget_get_visible (self->child))
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline,
                        natural_baseline);

  /* It may become as narrow as a telephone even while the wide layout, which needs more, is
   * still shown; with large text not quite, or the narrow layout would be cut off. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, (int) (NARROWEST * spt_ui_get_text_scale (widget)));
}

static void
spt_adaptive_bin_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  SptAdaptiveBin *self = SPT_ADAPTIVE_BIN (widget);
  double room = width / spt_ui_get_text_scale (widget);

  self->width_class = room < MEDIUM_FROM ? SPT_WIDTH_NARROW : room < WIDE_FROM ? SPT_WIDTH_MEDIUM
                      : SPT_WIDTH_WIDE;
  if (self->width_class != self->published && self->idle == 0)
    self->idle = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, publish_cb, self, NULL);

  if (self->child != NULL && gtk_widget_get_visible (self->child))
    {
      int minimum = 0;

      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_allocate (self->child, MAX (width, minimum), height, baseline, NULL);
    }
}

static GtkSizeRequestMode
spt_adaptive_bin_get_request_mode (GtkWidget *widget)
{
  SptAdaptiveBin *self = SPT_ADAPTIVE_BIN (widget);

  return self->child == NULL ? GTK_SIZE_REQUEST_CONSTANT_SIZE
         : gtk_widget_get_request_mode (self->child);
}

static void
spt_adaptive_bin_compute_expand (GtkWidget *widget,
                                 gboolean  *hexpand,
                                 gboolean  *vexpand)
{
  SptAdaptiveBin *self = SPT_ADAPTIVE_BIN (widget);

  *hexpand = self->child != NULL &&
             gtk_widget_compute_expand (self->child, GTK_ORIENTATION_HORIZONTAL);
  *vexpand = self->child != NULL &&
             gtk_widget_compute_expand (self->child, GTK_ORIENTATION_VERTICAL);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    set_child (SPT_ADAPTIVE_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
spt_adaptive_bin_dispose (GObject *object)
{
  SptAdaptiveBin *self = SPT_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (spt_adaptive_bin_parent_class)->dispose (object);
}

static void
spt_adaptive_bin_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SptAdaptiveBin *self = SPT_ADAPTIVE_BIN (object);

  switch ((SptAdaptiveBinProperty) prop_id)
    {
    case PROP_WIDTH_CLASS:
      g_value_set_enum (value, (int) self->published);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->published == SPT_WIDTH_NARROW);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->published == SPT_WIDTH_WIDE);
      break;
    case PROP_ORIENTATION:
      g_value_set_enum (value, self->published == SPT_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      break;
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_adaptive_bin_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (prop_id == PROP_CHILD)
    set_child (SPT_ADAPTIVE_BIN (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_adaptive_bin_class_init (SptAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = spt_adaptive_bin_dispose;
  object_class->get_property = spt_adaptive_bin_get_property;
  object_class->set_property = spt_adaptive_bin_set_property;
  widget_class->measure = spt_adaptive_bin_measure;
  widget_class->size_allocate = spt_adaptive_bin_size_allocate;
  widget_class->get_request_mode = spt_adaptive_bin_get_request_mode;
  widget_class->compute_expand = spt_adaptive_bin_compute_expand;

  /**
   * SptAdaptiveBin:width-class:
   *
   * Narrow under 600 px, medium under 1100, else wide.
   */
  properties[PROP_WIDTH_CLASS] = g_param_spec_enum ("width-class", NULL, NULL, SPT_TYPE_WIDTH,
                                                    SPT_WIDTH_MEDIUM,
                                                    flags | G_PARAM_READABLE);
  /**
   * SptAdaptiveBin:narrow:
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  flags | G_PARAM_READABLE);
  /**
   * SptAdaptiveBin:wide:
   */
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                                                flags | G_PARAM_READABLE);
  /**
   * SptAdaptiveBin:orientation:
   *
   * Of a box whose children have no room beside each other: vertical when narrow, else horizontal.
   */
  properties[PROP_ORIENTATION] = g_param_spec_enum ("orientation", NULL, NULL, GTK_TYPE_ORIENTATION,
                                                    GTK_ORIENTATION_HORIZONTAL, flags | G_PARAM_READABLE);
  /**
   * SptAdaptiveBin:child:
   */
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_adaptive_bin_init (SptAdaptiveBin *self)
{
  self->width_class = SPT_WIDTH_MEDIUM;
  self->published = SPT_WIDTH_MEDIUM;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
