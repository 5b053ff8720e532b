/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns and filters of the list of interventions. */
#define G_LOG_DOMAIN "spt-interventions-columns"

#include "config.h"

#include "ui/catasto/spt-interventions-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "store/spt-store-dossiers.h"
#include "ui/catasto/spt-interventions-words.h"
#include "ui/spt-dossier-cells.h"
#include "ui/spt-ui.h"

#define BIT(state) (1u << SPT_STATE_##state)

/* Until something of a plant was accepted it may have no code. */
static char *
dup_code_cb (gpointer    item,
             const char *code,
             gpointer    user_data)
{
  return g_strdup (code != NULL && *code != '\0' ? code : _("Plant without a code"));
}

static char *
dup_what_cb (gpointer    item,
             const char *type,
             const char *detail,
             gpointer    user_data)
{
  return type != NULL ? spt_interventions_dup_what (type, detail) : g_strdup ("");
}

static char *
dup_wait_cb (gpointer    item,
             const char *type,
             const char *state,
             gpointer    user_data)
{
  return spt_interventions_dup_wait (type, state);
}

/* In a narrow window there is no heading that says what it is. */
static char *
dup_wait_alone_cb (gpointer    item,
                   const char *type,
                   gpointer    user_data)
{
  if (type == NULL)
    return g_strdup ("");
  /* Translators: what has to be accepted before: "Waits for: New plant" */
  return g_strdup_printf (_("Waits for: %s"), spt_interventions_get_word (type));
}

/* What was accepted has no phase that would say so better. */
static GtkWidget *
make_state (GtkListItem *item)
{
  GtkWidget *label = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", FALSE, NULL);

  spt_dossier_cells_bind (item, label, "state", SPT_TYPE_STATE, NULL, "state", NULL);
  spt_dossier_cells_bind (item, label, "visible", G_TYPE_BOOLEAN, NULL, "loaded", NULL);
  return label;
}

static GtkWidget *
make_what (GtkListItem *item)
{
  GtkWidget *what = spt_list_cells_make_label ();

  spt_dossier_cells_bind (item, what, "label", G_TYPE_STRING, G_CALLBACK (dup_what_cb), "type", "detail", NULL);
  return what;
}

static GtkWidget *
make_code (GtkListItem *item)
{
  GtkWidget *code = gtk_label_new (NULL);

  gtk_widget_add_css_class (code, "monospace");
  spt_dossier_cells_bind (item, code, "label", G_TYPE_STRING, G_CALLBACK (dup_code_cb), "key", NULL);
  return code;
}

static GtkWidget *
make_wait (GtkListItem *item)
{
  GtkWidget *wait = spt_list_cells_make_label ();

  spt_dossier_cells_bind (item, wait, "label", G_TYPE_STRING, G_CALLBACK (dup_wait_cb), "waits-type", "waits-state", NULL);
  return wait;
}

static GtkWidget *
make_marked (GtkListItem *item,
             GtkWidget   *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (GTK_IS_LABEL (what))
    gtk_label_set_width_chars (GTK_LABEL (what), 22);
  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_test_tag (item, SPT_TYPE_DOSSIER));
  return box;
}

static GtkWidget *
make_cell (const char  *id,
           GtkListItem *item)
{
  if (strcmp (id, "what") == 0)
    return make_marked (item, make_what (item));
  if (strcmp (id, "row-name") == 0)
    return make_what (item);
  if (strcmp (id, "row-state") == 0)
    return make_marked (item, make_state (item));
  if (strcmp (id, "row-beside") == 0)
    return make_code (item);
  if (strcmp (id, "state") == 0)
    {
      GtkWidget *state = make_state (item);

      g_object_set (state, "whole", TRUE, NULL);
      return state;
    }
  if (strcmp (id, "waits") == 0)
    return make_wait (item);
  return NULL;
}

/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "what",    N_("Intervention"),         NULL,           SPT_DOSSIER_SORT_DETAIL,  -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "key",     N_("Plant Code"),           "key",          SPT_DOSSIER_SORT_KEY,     -1, TRUE,  FALSE, "monospace", FALSE, G_CALLBACK (dup_code_cb) },
  { "state",   N_("State"),                NULL,           SPT_DOSSIER_SORT_STATE,   -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "waits",   N_("Waits For"),            NULL,           -1,                       -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "name",    N_("Responsible"),          "name",         SPT_DOSSIER_SORT_NAME,   140, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "place",   N_("Place"),                "place",        SPT_DOSSIER_SORT_PLACE,  120, FALSE, FALSE, NULL,        FALSE, NULL },
  { "since",   N_("Accepted On"),          "applied",      -1,                       -1, TRUE,  FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_day) },
  { "account", N_("Account"),              "account-name", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "updated", N_("Last Change"),          "updated",      SPT_DOSSIER_SORT_UPDATED, -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
};

/* What needs doing first, then what was done, then by kind. */
const SptListChip spt_interventions_chips[SPT_N_INTERVENTIONS_CHIPS] = {
  [SPT_INTERVENTIONS_CHIP_ALL] = { NC_("interventions", "All"), 0, NULL, FALSE, FALSE, TRUE, NULL },
  [SPT_INTERVENTIONS_CHIP_TO_FIX] = { NC_("interventions", "To correct"), BIT (TO_FIX), NULL, FALSE, FALSE, TRUE, NULL },
  [SPT_INTERVENTIONS_CHIP_READY] = { NC_("interventions", "Ready"), BIT (READY), NULL, FALSE, FALSE, TRUE, NULL },
  [SPT_INTERVENTIONS_CHIP_UNDER_WAY] = { NC_("interventions", "In the queue"), BIT (SENDING) | BIT (WAITING), NULL, FALSE, FALSE, FALSE, NULL },
  [SPT_INTERVENTIONS_CHIP_UNCERTAIN] = { NC_("interventions", "Outcome uncertain"), BIT (UNCERTAIN), NULL, FALSE, FALSE, FALSE, NULL },
  [SPT_INTERVENTIONS_CHIP_REFUSED] = { NC_("interventions", "Refused"), BIT (REFUSED), NULL, FALSE, FALSE, FALSE, NULL },
  [SPT_INTERVENTIONS_CHIP_NOT_SENT] = { NC_("interventions", "Not sent"), BIT (NOT_SENT), NULL, FALSE, FALSE, FALSE, NULL },
  [SPT_INTERVENTIONS_CHIP_ACCEPTED] = { NC_("interventions", "Accepted"), BIT (DONE), NULL, FALSE, FALSE, FALSE, NULL },
  [SPT_INTERVENTIONS_CHIP_LIBRETTOS] = { NC_("interventions", "Librettos"), 0, NULL, FALSE, FALSE, FALSE, SPT_INTERVENTIONS_LIBRETTOS },
  [SPT_INTERVENTIONS_CHIP_REPORTS] = { NC_("interventions", "RCEE"), 0, NULL, FALSE, FALSE, FALSE, "84" },
  [SPT_INTERVENTIONS_CHIP_TESTS] = { NC_("interventions", "Inspection tests"), 0, NULL, FALSE, FALSE, FALSE, "88" },
  [SPT_INTERVENTIONS_CHIP_CONSUMPTION] = { NC_("interventions", "Consumption"), 0, NULL, FALSE, FALSE, FALSE, "87" },
  [SPT_INTERVENTIONS_CHIP_PARTS] = { NC_("interventions", "Generators and parts"), 0, NULL, FALSE, FALSE, FALSE, SPT_INTERVENTIONS_PARTS },
  [SPT_INTERVENTIONS_CHIP_PEOPLE] = { NC_("interventions", "Responsibles and data"), 0, NULL, FALSE, FALSE, FALSE, SPT_INTERVENTIONS_PEOPLE },
};
/* *INDENT-ON* */

const SptListLayout spt_interventions_layout = {
  .name = "interventions",
  .get_type = spt_dossier_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_DOSSIER_SORT_UPDATED,
  .default_descending = TRUE,
  .name_property = "type",
  .beside_property = "key",
  .below_property = "waits-type",
  .below_dup_text = G_CALLBACK (dup_wait_alone_cb),
  .make_cell = make_cell,
};
