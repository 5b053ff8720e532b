/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the list of vouchers, and the cells that are more than text: marks beside the name,
 * the days that are left, the state with the step it speaks of. */
#define G_LOG_DOMAIN "spt-vouchers-columns"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "ui/spt-dossier-cells.h"

/* --- what is said -------------------------------------------------------------------------------- */

/* A row without a word would look like a mistake of ours; the list of the service has codes only. */
static char *
dup_name_cb (gpointer    item,
             const char *name,
             gboolean    is_found,
             gpointer    user_data)
{
  if (name != NULL && *name != '\0')
    return g_strdup (name);
  return g_strdup (is_found ? _("Found in the portal") : _("Voucher without a name"));
}

static char *
dup_phase_cb (gpointer    item,
              const char *phase,
              gpointer    user_data)
{
  return g_strdup (phase != NULL && *phase != '\0' ? phase : _("Not reserved yet"));
}

static char *
dup_type_cb (gpointer    item,
             const char *type,
             gpointer    user_data)
{
  if (g_strcmp0 (type, "famiglia") == 0)
    return g_strdup (C_("vouchers", "Family"));
  if (g_strcmp0 (type, "impresa") == 0)
    return g_strdup (C_("vouchers", "Company"));
  return g_strdup (type != NULL ? type : "");
}

static char *
dup_days (int days)
{
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", (guint) -days), -days);
  if (days == 0)
    return g_strdup (_("today"));
  return g_strdup_printf (ngettext ("%d day left", "%d days left", (guint) days), days);
}

static char *
dup_due_cb (gpointer    item,
            const char *due,
            const char *due_text,
            gboolean    confirmed,
            gboolean    is_over,
            gpointer    user_data)
{
  g_autofree char *left = NULL;
  int days = spt_list_cells_count_days (due);

  if (is_over || days == G_MININT)
    return g_strdup ("");
  left = dup_days (days);
  /* Translators: until when a voucher is to be activated: "by 16/12/2026 (estimated), 12 days
   * left" */
  return g_strdup_printf (confirmed ? _("by %1$s, %2$s") : _("by %1$s (estimated), %2$s"), due_text,
                          left);
}

static char *
dup_short_due_cb (gpointer    item,
                  const char *due,
                  const char *due_text,
                  gboolean    confirmed,
                  gboolean    is_over,
                  gpointer    user_data)
{
  int days = spt_list_cells_count_days (due);

  return is_over || days == G_MININT ? g_strdup ("") : dup_days (days);
}

static gboolean
is_soon_cb (gpointer    item,
            const char *due,
            gboolean    is_over,
            gpointer    user_data)
{
  return !is_over && spt_list_cells_is_soon (item, due, user_data);
}

static GStrv
dup_due_classes_cb (gpointer    item,
                    const char *due,
                    gboolean    is_over,
                    gpointer    user_data)
{
  return spt_list_cells_dup_due_classes (item, is_over ? NULL : due, user_data);
}

/* --- cells --------------------------------------------------------------------------------------- */

static void
add_tags (GtkListItem *item,
          GtkWidget   *box)
{
  GtkWidget *found = spt_dossier_cells_make_tag (C_("vouchers", "Portal"), _("Found in the portal: it was not made here"),
                                                 "found");

  spt_dossier_cells_bind (item, found, "visible", G_TYPE_BOOLEAN, NULL, "is-found", NULL);
  gtk_box_append (GTK_BOX (box), found);
  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_test_tag (item, SPT_TYPE_DOSSIER));
}

static GtkWidget *
make_name (GtkListItem *item)
{
  GtkWidget *name = spt_list_cells_make_label ();

  spt_dossier_cells_bind (item, name, "label", G_TYPE_STRING, G_CALLBACK (dup_name_cb), "name", "is-found", NULL);
  return name;
}

static GtkWidget *
make_marked_name (GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = make_name (item);

  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_box_append (GTK_BOX (box), name);
  add_tags (item, box);
  return box;
}

static GtkWidget *
make_due (GtkListItem *item,
          gboolean     is_short)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  spt_dossier_cells_bind (item, icon, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_soon_cb), "due-date", "is-over",
                          NULL);
  spt_dossier_cells_bind (item, label, "label", G_TYPE_STRING,
                          is_short ? G_CALLBACK (dup_short_due_cb) : G_CALLBACK (dup_due_cb), "due-date",
                          "due-date-text", "due-confirmed", "is-over", NULL);
  spt_dossier_cells_bind (item, box, "css-classes", G_TYPE_STRV, G_CALLBACK (dup_due_classes_cb), "due-date",
                          "is-over", NULL);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* Of the column: the phase beside it gives way. */
static GtkWidget *
make_state (GtkListItem *item)
{
  GtkWidget *state = spt_dossier_cells_make_state (item, FALSE);

  g_object_set (state, "whole", TRUE, NULL);
  return state;
}

static GtkWidget *
make_marked_state (GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_state (item, FALSE));
  add_tags (item, box);
  return box;
}

static GtkWidget *
make_cell (const char  *id,
           GtkListItem *item)
{
  if (strcmp (id, "name") == 0)
    return make_marked_name (item);
  if (strcmp (id, "row-name") == 0)
    return make_name (item);
  if (strcmp (id, "row-state") == 0)
    return make_marked_state (item);
  if (strcmp (id, "due") == 0 || strcmp (id, "row-beside") == 0)
    return make_due (item, *id == 'r');
  return make_state (item);
}

/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "name",    N_("Beneficiary"),            NULL,           SPT_DOSSIER_SORT_NAME,    -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "key",     N_("Tax Code or VAT Number"), "key",          SPT_DOSSIER_SORT_KEY,     -1, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "phase",   N_("Phase"),                  "phase",        SPT_DOSSIER_SORT_PHASE,   -1, TRUE,  TRUE,  NULL,        FALSE, G_CALLBACK (dup_phase_cb) },
  { "state",   N_("State"),                  NULL,           SPT_DOSSIER_SORT_STATE,   -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "due",     N_("To Activate"),            NULL,           SPT_DOSSIER_SORT_DUE,     -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "detail",  N_("Offer"),                  "detail",       SPT_DOSSIER_SORT_DETAIL,  -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "place",   N_("Town"),                   "place",        SPT_DOSSIER_SORT_PLACE,   -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "type",    N_("Family or Company"),      "type",         -1,                       -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (dup_type_cb) },
  { "number",  N_("PROTOCOLLO"),             "remote-id",    -1,                       -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "account", N_("Account"),                "account-name", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "since",   N_("In This Phase Since"),    "phase-since",  -1,                       -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
  { "taken",   N_("Reserved On"),            "taken",        -1,                       -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
  { "listed",  N_("Last in the List"),       "listed",       -1,                       -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
  { "import",  N_("Import"),                 "import-label", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "row",     N_("Row in the File"),        "import-row",   SPT_DOSSIER_SORT_IMPORT,  -1, FALSE, FALSE, "numeric",   TRUE,  G_CALLBACK (spt_list_cells_dup_number) },
  { "updated", N_("Last Change"),            "updated",      SPT_DOSSIER_SORT_UPDATED, -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
};
/* *INDENT-ON* */

const SptListLayout spt_vouchers_layout = {
  .name = "vouchers",
  .get_type = spt_dossier_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_DOSSIER_SORT_UPDATED,
  .default_descending = TRUE,
  .name_property = "name",
  .below_property = "phase",
  .below_dup_text = G_CALLBACK (dup_phase_cb),
  .make_cell = make_cell,
};
