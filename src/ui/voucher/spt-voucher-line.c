/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of a voucher as a line of steps: what is behind, where it stands, what is ahead. */
#define G_LOG_DOMAIN "spt-voucher-line"

#include "config.h"

#include "ui/voucher/spt-voucher-line.h"

#include <string.h>

#include <glib/gi18n.h>

#define PHASE_ENDED "Cessata"
#define N_NODES     5
#define NO_NODE     N_NODES

struct _SptVoucherLine
{
  AdwBin     parent_instance;

  GtkWidget *box;    /* (unowned) */
  char      *phase;  /* (owned) */
  char      *stage;  /* (owned) */
  gboolean   narrow;
  gboolean   firm;
};

typedef enum
{
  PROP_NARROW = 1,
  N_PROPS
} SptVoucherLineProperty;

G_DEFINE_FINAL_TYPE (SptVoucherLine, spt_voucher_line, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static const char *const names[N_NODES] = {
  N_("Reservation"), N_("ISEE check"), N_("To be activated"), N_("In service"), N_("Service ended"),
};

/* What ended before its time stands beside the line: NO_NODE. */
static guint
find_node (const char *phase,
           const char *stage)
{
  if (*phase == '\0')
    return 0;
  if (strcmp (stage, "asked") == 0)
    return 1;
  if (strcmp (stage, "open") == 0 || strcmp (stage, "held") == 0)
    return 2;
  if (strcmp (stage, "active") == 0)
    return 3;
  if (strcmp (stage, "over") == 0 && strcmp (phase, PHASE_ENDED) == 0)
    return 4;

  return NO_NODE;
}

static GtkWidget *
new_node (const char *text,
          const char *icon_name,
          const char *css_class)
{
  GtkWidget *node = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (node), gtk_image_new_from_icon_name (icon_name));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_box_append (GTK_BOX (node), label);
  gtk_widget_add_css_class (node, "voucher-step");
  gtk_widget_add_css_class (node, css_class);
  gtk_widget_set_valign (node, GTK_ALIGN_CENTER);

  return node;
}

static void
append (SptVoucherLine *self,
        GtkWidget      *node)
{
  if (gtk_widget_get_first_child (self->box) != NULL && !self->narrow)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (line, TRUE);
      gtk_box_append (GTK_BOX (self->box), line);
    }
  gtk_widget_set_halign (node, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), node);
}

static void
fill (SptVoucherLine *self)
{
  guint at = find_node (self->phase, self->stage);
  gboolean known = *self->phase == '\0' || *self->stage != '\0';
  g_autofree char *spoken = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), self->narrow
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);

  for (guint i = 0; i < N_NODES; i++)
    {
      /* How far it came before it went out of the way is in its history. */
      gboolean done = at != NO_NODE ? i < at : known && i == 0;
      gboolean present = i == at;
      const char *name = i == 1 && self->firm ? N_("Taken in charge") : names[i];
      const char *words = present && *self->phase != '\0' ? self->phase : _(name);

      append (self, new_node (words, done ? "object-select-symbolic"
                              : present ? "media-record-symbolic" : NULL,
                              present ? "present" : done ? "done" : "ahead"));
    }
  if (at == NO_NODE)
    append (self, new_node (self->phase, known ? "action-unavailable-symbolic"
                            : "dialog-question-symbolic", "present"));

  /* Translators: %s is where a voucher stands, in the words of the service */
  spoken = g_strdup_printf (_("Stands at: %s"), *self->phase != '\0' ? self->phase : _(names[0]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
spt_voucher_line_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((SptVoucherLineProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, SPT_VOUCHER_LINE (object)->narrow);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_voucher_line_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SptVoucherLine *self = SPT_VOUCHER_LINE (object);

  switch ((SptVoucherLineProperty) prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        break;
      self->narrow = g_value_get_boolean (value);
      fill (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_voucher_line_finalize (GObject *object)
{
  SptVoucherLine *self = SPT_VOUCHER_LINE (object);

  g_free (self->phase);
  g_free (self->stage);

  G_OBJECT_CLASS (spt_voucher_line_parent_class)->finalize (object);
}

static void
spt_voucher_line_class_init (SptVoucherLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = spt_voucher_line_get_property;
  object_class->set_property = spt_voucher_line_set_property;
  object_class->finalize = spt_voucher_line_finalize;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spt_voucher_line_init (SptVoucherLine *self)
{
  self->phase = g_strdup ("");
  self->stage = g_strdup ("");
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
  fill (self);
}

/**
 * spt_voucher_line_set:
 * @self: the line
 * @phase: where it stands, in the service's words; "" = the service does not know of it
 * @stage: the same in ours; "" = nobody here knows the words
 * @firm: it is a firm's: nobody checks an ISEE (services facts 4.9)
 *
 * Lights the step where a voucher stands.
 */
void
spt_voucher_line_set (SptVoucherLine *self,
                      const char     *phase,
                      const char     *stage,
                      gboolean        firm)
{
  g_return_if_fail (SPT_IS_VOUCHER_LINE (self));

  if (strcmp (self->phase, phase) == 0 && strcmp (self->stage, stage) == 0 &&
      self->firm == !!firm)
    return;
  self->firm = !!firm;
  g_free (self->phase);
  g_free (self->stage);
  self->phase = g_strdup (phase);
  self->stage = g_strdup (stage);
  fill (self);
}
