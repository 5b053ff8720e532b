/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page: its own header bar, the window's strips, what the subclass shows; one below the other. */
#define G_LOG_DOMAIN "spt-page"

#include "config.h"

#include "ui/spt-page.h"

#include <glib/gi18n.h>

#include "ui/spt-strips.h"

typedef struct
{
  SptDesk        *desk;
  char           *title;
  GtkWidget      *header_bar;
  AdwWindowTitle *title_widget;
  GtkWidget      *back_button;
  GtkWidget      *strips; /* (nullable): none without a desk */
  GtkWidget      *header_start;
  GtkWidget      *header_end;
  gboolean        root;
  gboolean        folded;
  gboolean        gone;
} SptPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SptPage, spt_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_DESK = 1,
  PROP_TITLE,
  PROP_HEADER_START,
  PROP_HEADER_END,
  PROP_ROOT,
  PROP_FOLDED,
  PROP_GONE
} SptPageProperty;

static GParamSpec *properties[PROP_GONE + 1];
static guint shown_signal;

#define PRIVATE(self) ((SptPagePrivate *) spt_page_get_instance_private (self))

/* A sidebar page needs a way back only when the sidebar is out of sight. */
static void
update_chrome (SptPage *self)
{
  SptPagePrivate *priv = PRIVATE (self);

  gtk_widget_set_visible (priv->back_button, !priv->root || priv->folded);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (priv->header_bar), priv->folded);
}

static void
spt_page_constructed (GObject *object)
{
  SptPage *self = SPT_PAGE (object);
  SptPagePrivate *priv = PRIVATE (self);

  G_OBJECT_CLASS (spt_page_parent_class)->constructed (object);

  if (priv->desk != NULL)
    {
      priv->strips = spt_strips_new (priv->desk);
      gtk_widget_insert_after (priv->strips, GTK_WIDGET (self), priv->header_bar);
    }
  update_chrome (self);
}

static void
spt_page_dispose (GObject *object)
{
  SptPagePrivate *priv = PRIVATE (SPT_PAGE (object));

  priv->header_start = NULL;
  priv->header_end = NULL;
  g_clear_pointer (&priv->strips, gtk_widget_unparent);
  g_clear_pointer (&priv->header_bar, gtk_widget_unparent);
  priv->title_widget = NULL;
  priv->back_button = NULL;
  g_clear_object (&priv->desk);

  G_OBJECT_CLASS (spt_page_parent_class)->dispose (object);
}

static void
spt_page_finalize (GObject *object)
{
  g_free (PRIVATE (SPT_PAGE (object))->title);

  G_OBJECT_CLASS (spt_page_parent_class)->finalize (object);
}

static void
spt_page_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  SptPagePrivate *priv = PRIVATE (SPT_PAGE (object));

  switch ((SptPageProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, priv->desk);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_HEADER_START:
      g_value_set_object (value, priv->header_start);
      break;
    case PROP_HEADER_END:
      g_value_set_object (value, priv->header_end);
      break;
    case PROP_ROOT:
      g_value_set_boolean (value, priv->root);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, priv->folded);
      break;
    case PROP_GONE:
      g_value_set_boolean (value, priv->gone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_page_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  SptPage *self = SPT_PAGE (object);
  SptPagePrivate *priv = PRIVATE (self);

  switch ((SptPageProperty) prop_id)
    {
    case PROP_DESK:
      priv->desk = g_value_dup_object (value);
      break;
    case PROP_TITLE:
      spt_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_HEADER_START:
      spt_page_set_header_start (self, g_value_get_object (value));
      break;
    case PROP_HEADER_END:
      spt_page_set_header_end (self, g_value_get_object (value));
      break;
    case PROP_ROOT:
      priv->root = g_value_get_boolean (value);
      update_chrome (self);
      break;
    case PROP_FOLDED:
      priv->folded = g_value_get_boolean (value);
      update_chrome (self);
      break;
    case PROP_GONE:
      spt_page_set_gone (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_page_class_init (SptPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = spt_page_constructed;
  object_class->dispose = spt_page_dispose;
  object_class->finalize = spt_page_finalize;
  object_class->get_property = spt_page_get_property;
  object_class->set_property = spt_page_set_property;

  /**
   * SptPage:desk:
   *
   * What it works with; %NULL only in tests of templates.
   */
  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, SPT_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * SptPage:title:
   *
   * Plain text, in its header bar.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  /**
   * SptPage:header-start:
   *
   * Packed at the start of the page's header bar; the page's own actions reach it.
   */
  properties[PROP_HEADER_START] = g_param_spec_object ("header-start", NULL, NULL, GTK_TYPE_WIDGET,
                                                       flags);
  /**
   * SptPage:header-end:
   *
   * The same at the end.
   */
  properties[PROP_HEADER_END] = g_param_spec_object ("header-end", NULL, NULL, GTK_TYPE_WIDGET,
                                                     flags);
  /**
   * SptPage:root:
   *
   * Whether the sidebar leads to it; others have a back button.
   */
  properties[PROP_ROOT] = g_param_spec_boolean ("root", NULL, NULL, FALSE, flags);
  /**
   * SptPage:folded:
   *
   * Whether the sidebar is out of sight; the window's to set.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  /**
   * SptPage:gone:
   *
   * Whether what it shows is not there any more: nobody is led back to it.
   */
  properties[PROP_GONE] = g_param_spec_boolean ("gone", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SptPage::shown:
   * @self: the page
   *
   * It has come into view.
   */
  shown_signal = g_signal_new ("shown", SPT_TYPE_PAGE, G_SIGNAL_RUN_FIRST, G_STRUCT_OFFSET (SptPageClass, shown), NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
spt_page_init (SptPage *self)
{
  SptPagePrivate *priv = PRIVATE (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  priv->header_bar = adw_header_bar_new ();
  priv->title_widget = ADW_WINDOW_TITLE (adw_window_title_new ("", NULL));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (priv->header_bar),
                                   GTK_WIDGET (priv->title_widget));

  priv->back_button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (priv->back_button, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->back_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->back_button), "win.back");
  adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header_bar), priv->back_button);

  /* Before whatever the subclass brings: the bin's child comes after the last one. */
  gtk_widget_set_parent (priv->header_bar, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "page");
}

/**
 * spt_page_note_shown:
 * @self: a page
 *
 * Tells it, and whoever waits for it, that it has come into view. The window's to call.
 */
void
spt_page_note_shown (SptPage *self)
{
  g_return_if_fail (SPT_IS_PAGE (self));
  g_signal_emit (self, shown_signal, 0);
}

/**
 * spt_page_get_record:
 * @self: a page
 *
 * Returns: the record that it shows; 0 = none, or one that is not saved yet
 */
gint64
spt_page_get_record (SptPage *self)
{
  g_return_val_if_fail (SPT_IS_PAGE (self), 0);

  return SPT_PAGE_GET_CLASS (self)->get_record != NULL ? SPT_PAGE_GET_CLASS (self)->get_record (self) : 0;
}

/**
 * spt_page_get_desk:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it works with
 */
SptDesk *
spt_page_get_desk (SptPage *self)
{
  g_return_val_if_fail (SPT_IS_PAGE (self), NULL);
  return PRIVATE (self)->desk;
}

/**
 * spt_page_get_store:
 * @self: a page with a desk
 *
 * Returns: (transfer none): the archive it works with
 */
SptStore *
spt_page_get_store (SptPage *self)
{
  return spt_desk_get_store (spt_page_get_desk (self));
}

/**
 * spt_page_get_title:
 * @self: a page
 *
 * Returns: what the window calls it
 */
const char *
spt_page_get_title (SptPage *self)
{
  g_return_val_if_fail (SPT_IS_PAGE (self), NULL);
  return PRIVATE (self)->title;
}

/**
 * spt_page_set_title:
 * @self: a page
 * @title: plain text
 *
 * Says what the window calls it.
 */
void
spt_page_set_title (SptPage    *self,
                    const char *title)
{
  SptPagePrivate *priv = NULL;

  g_return_if_fail (SPT_IS_PAGE (self));

  priv = PRIVATE (self);
  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title);
  if (priv->title_widget != NULL)
    adw_window_title_set_title (priv->title_widget, title == NULL ? "" : title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * spt_page_get_gone:
 * @self: a page
 *
 * Returns: whether what it shows is not there any more
 */
gboolean
spt_page_get_gone (SptPage *self)
{
  g_return_val_if_fail (SPT_IS_PAGE (self), FALSE);
  return PRIVATE (self)->gone;
}

/**
 * spt_page_set_gone:
 * @self: a page
 * @gone: whether what it shows is not there any more
 *
 * Lets the window leave it out on the way back, once it is out of view.
 */
void
spt_page_set_gone (SptPage  *self,
                   gboolean  gone)
{
  g_return_if_fail (SPT_IS_PAGE (self));

  if (PRIVATE (self)->gone == !!gone)
    return;
  PRIVATE (self)->gone = !!gone;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GONE]);
}

static gboolean
replace_header (SptPage    *self,
                GtkWidget **place,
                GtkWidget  *widget)
{
  SptPagePrivate *priv = PRIVATE (self);

  if (*place == widget || priv->header_bar == NULL)
    return FALSE;
  if (*place != NULL)
    adw_header_bar_remove (ADW_HEADER_BAR (priv->header_bar), *place);
  *place = widget;
  return TRUE;
}

/**
 * spt_page_set_header_start:
 * @self: a page
 * @widget: (nullable): what stands at the start of its header bar
 *
 * The header bar is inside the page, so the page's own actions work there.
 */
void
spt_page_set_header_start (SptPage   *self,
                           GtkWidget *widget)
{
  g_return_if_fail (SPT_IS_PAGE (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  if (!replace_header (self, &PRIVATE (self)->header_start, widget))
    return;
  if (widget != NULL)
    adw_header_bar_pack_start (ADW_HEADER_BAR (PRIVATE (self)->header_bar), widget);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADER_START]);
}

/**
 * spt_page_set_header_end:
 * @self: a page
 * @widget: (nullable): what stands at the end of its header bar
 *
 * See spt_page_set_header_start().
 */
void
spt_page_set_header_end (SptPage   *self,
                         GtkWidget *widget)
{
  g_return_if_fail (SPT_IS_PAGE (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  if (!replace_header (self, &PRIVATE (self)->header_end, widget))
    return;
  if (widget != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (PRIVATE (self)->header_bar), widget);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADER_END]);
}
