/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the list of look-ups. */
#define G_LOG_DOMAIN "spt-lookups-columns"

#include "config.h"

#include "ui/trovapec/spt-lookups-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/spt-dossier-cells.h"
#include "ui/trovapec/spt-lookup-words.h"

/* A code of which nobody knows whose it is stands for its owner. */
static char *
dup_name_cb (gpointer    item,
             const char *name,
             gpointer    user_data)
{
  return g_strdup (name != NULL && *name != '\0' ? name : _("Not among the subjects"));
}

static char *
dup_title_cb (gpointer    item,
              const char *name,
              const char *key,
              gpointer    user_data)
{
  return g_strdup (name != NULL && *name != '\0' ? name : key);
}

static char *
dup_phase_cb (gpointer    item,
              const char *phase,
              SptState    state,
              gpointer    user_data)
{
  g_autofree char *words = spt_lookup_dup_phase (phase, state);

  return spt_dossier_cells_dup_phase (item, words, user_data);
}

static char *
dup_below_cb (gpointer    item,
              const char *result,
              gpointer    user_data)
{
  return g_strdup (result != NULL ? result : "");
}

static char *
dup_result_cb (gpointer    item,
               const char *result,
               const char *stage,
               SptState    state,
               gpointer    user_data)
{
  if (result != NULL && *result != '\0')
    return g_strdup (result);
  return stage != NULL && *stage != '\0' ? g_strdup ("–") : spt_lookup_dup_phase (NULL, state);
}

static char *
dup_source_cb (gpointer    item,
               const char *stage,
               gpointer    user_data)
{
  return g_strdup (g_strcmp0 (stage, "found") == 0 || g_strcmp0 (stage, "check") == 0 ? spt_lookup_source_word (NULL) : "");
}

/* What was answered says the phase. */
static gboolean
is_worth_a_word_cb (gpointer item,
                    gboolean loaded,
                    SptState state,
                    gpointer user_data)
{
  return loaded && state != SPT_STATE_DONE;
}

static gboolean
is_answered_cb (gpointer item,
                gboolean loaded,
                SptState state,
                gpointer user_data)
{
  return loaded && state == SPT_STATE_DONE;
}

/* --- cells ------------------------------------------------------------------------------------------- */

/* What was answered, and until then where the asking stands: one of them has something to say. */
static GtkWidget *
make_state (GtkListItem *item,
            gboolean     whole)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "whole", whole, NULL);
  GtkWidget *answer = spt_list_cells_make_label ();

  spt_dossier_cells_bind (item, state, "state", SPT_TYPE_STATE, NULL, "state", NULL);
  spt_dossier_cells_bind (item, state, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_worth_a_word_cb), "loaded", "state", NULL);
  spt_dossier_cells_bind (item, answer, "label", G_TYPE_STRING, G_CALLBACK (dup_phase_cb), "phase", "state", NULL);
  spt_dossier_cells_bind (item, answer, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_answered_cb), "loaded", "state", NULL);
  gtk_box_append (GTK_BOX (box), state);
  gtk_box_append (GTK_BOX (box), answer);

  return box;
}

static GtkWidget *
make_cell (const char  *id,
           GtkListItem *item)
{
  GtkWidget *label;

  if (strcmp (id, "state") == 0 || strcmp (id, "row-state") == 0)
    return make_state (item, *id == 's');
  label = spt_list_cells_make_label ();
  if (strcmp (id, "row-name") == 0)
    spt_dossier_cells_bind (item, label, "label", G_TYPE_STRING, G_CALLBACK (dup_title_cb), "name", "key", NULL);
  else if (strcmp (id, "row-beside") == 0)
    spt_dossier_cells_bind (item, label, "label", G_TYPE_STRING, G_CALLBACK (spt_list_cells_dup_day), "phase-since", NULL);
  else if (strcmp (id, "phase") == 0)
    spt_dossier_cells_bind (item, label, "label", G_TYPE_STRING, G_CALLBACK (dup_phase_cb), "phase", "state", NULL);
  else
    spt_dossier_cells_bind (item, label, "label", G_TYPE_STRING, G_CALLBACK (dup_result_cb), "result", "stage", "state", NULL);

  return label;
}

/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "key",     N_("Tax Code or VAT Number"), "key",          SPT_DOSSIER_SORT_KEY,     -1, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "name",    N_("Subject"),                "name",         SPT_DOSSIER_SORT_NAME,    -1, TRUE,  TRUE,  NULL,        FALSE, G_CALLBACK (dup_name_cb) },
  { "result",  N_("PEC"),                    "result",       -1,                       -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "state",   N_("Result"),                 NULL,           SPT_DOSSIER_SORT_STATE,    -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "since",   N_("Date"),                   "phase-since",  -1,                       -1, TRUE,  FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_day) },
  { "phase",   N_("The Service’s Answer"),   NULL,           SPT_DOSSIER_SORT_PHASE,    -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "source",  N_("Source"),                 "stage",        -1,                       -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (dup_source_cb) },
  { "account", N_("Account"),                "account-name", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "import",  N_("Import"),                 "import-label", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "row",     N_("Row in the File"),        "import-row",   SPT_DOSSIER_SORT_IMPORT,  -1, FALSE, FALSE, "numeric",   TRUE,  G_CALLBACK (spt_list_cells_dup_number) },
  { "updated", N_("Last Change"),            "updated",      SPT_DOSSIER_SORT_UPDATED, -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
};
/* *INDENT-ON* */

const SptListLayout spt_lookups_layout = {
  .name = "lookups",
  .get_type = spt_dossier_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_DOSSIER_SORT_UPDATED,
  .default_descending = TRUE,
  .name_property = "key",
  .below_property = "result",
  .below_dup_text = G_CALLBACK (dup_below_cb),
  .make_cell = make_cell,
};
