/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the list of plants. */
#define G_LOG_DOMAIN "spt-plants-columns"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/spt-store-plants.h"
#include "ui/catasto/spt-plant-words.h"
#include "ui/catasto/spt-plants-page-private.h"
#include "ui/spt-dossier-cells.h"

/* --- text ---------------------------------------------------------------------------------------- */

/* A row without a word would look like a mistake of ours. */
static char *
dup_code_cb (gpointer    item,
             gboolean    loaded,
             const char *code,
             gpointer    user_data)
{
  if (!loaded)
    return g_strdup ("");
  return g_strdup (code != NULL && *code != '\0' ? code : _("Without a code"));
}

static char *
dup_stage_cb (gpointer    item,
              const char *stage,
              gpointer    user_data)
{
  return g_strdup (spt_plant_stage_word (stage));
}

static char *
dup_due_cb (gpointer    item,
            const char *date,
            const char *due_kind,
            gpointer    user_data)
{
  const char *word = spt_plant_due_word (due_kind);

  if (date == NULL || *date == '\0')
    return g_strdup ("");
  /* Translators: a date and what is due then: "16/12/2026 · RCEE" */
  return *word != '\0' ? g_strdup_printf (_("%s · %s"), date, word) : g_strdup (date);
}

static char *
dup_address_cb (gpointer    item,
                const char *place,
                const char *city,
                gpointer    user_data)
{
  if (place == NULL || *place == '\0')
    return g_strdup (city != NULL ? city : "");
  return city != NULL && *city != '\0' ? g_strdup_printf ("%s, %s", place, city) : g_strdup (place);
}

/* Code and town, as a narrow row says them. */
static char *
dup_where_cb (gpointer    item,
              const char *code,
              const char *city,
              gpointer    user_data)
{
  if (code == NULL || *code == '\0')
    return g_strdup (city != NULL ? city : "");
  return city != NULL && *city != '\0' ? g_strdup_printf ("%s · %s", code, city) : g_strdup (code);
}

/* What nothing is open of is said better by where it stands. */
static gboolean
is_worth_a_word_cb (gpointer item,
                    gboolean loaded,
                    SptState state,
                    guint    n_open,
                    gpointer user_data)
{
  return loaded && (n_open > 0 || (state != SPT_STATE_DONE && state != SPT_STATE_DRAFT));
}

static char *
dup_open_cb (gpointer    item,
             guint       n_open,
             const char *type,
             gpointer    user_data)
{
  const char *word = spt_plant_type_word (type);

  if (n_open == 0 || *word == '\0')
    return g_strdup ("");
  /* Translators: what is open of a plant, and how many more are: "Efficiency report +2" */
  return n_open > 1 ? g_strdup_printf (_("%s +%u"), word, n_open - 1) : g_strdup (word);
}

/* --- cells --------------------------------------------------------------------------------------- */

static GtkWidget *
make_label (GtkListItem *item,
            GCallback    func,
            const char  *first,
            const char  *second,
            const char  *css_class)
{
  GtkWidget *label = spt_list_cells_make_label ();

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  spt_list_cells_bind (SPT_TYPE_PLANT, item, label, "label", G_TYPE_STRING, func, first, second, NULL);
  return label;
}

/* A code that is cut is none. */
static GtkWidget *
make_wide (GtkWidget *label,
           int        n_chars)
{
  gtk_label_set_width_chars (GTK_LABEL (label), n_chars);
  return label;
}

/* What is late, or soon will be, is marked as in the list of vouchers. */
static GtkWidget *
make_due (GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  spt_list_cells_bind (SPT_TYPE_PLANT, item, icon, "visible", G_TYPE_BOOLEAN, G_CALLBACK (spt_list_cells_is_soon), "due-date", NULL);
  spt_list_cells_bind (SPT_TYPE_PLANT, item, box, "css-classes", G_TYPE_STRV, G_CALLBACK (spt_list_cells_dup_due_classes),
                       "due-date", NULL);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_wide (make_label (item, G_CALLBACK (dup_due_cb), "due-date-text", "due-kind", NULL), 17));
  return box;
}

static GtkWidget *
make_marked (GtkListItem *item,
             GtkWidget   *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_test_tag (item, SPT_TYPE_PLANT));
  return box;
}

static GtkWidget *
make_state (GtkListItem *item)
{
  GtkWidget *label = g_object_new (SPT_TYPE_STATE_LABEL, NULL);

  spt_list_cells_bind (SPT_TYPE_PLANT, item, label, "state", SPT_TYPE_STATE, NULL, "state", NULL);
  spt_list_cells_bind (SPT_TYPE_PLANT, item, label, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_worth_a_word_cb), "loaded", "state", "n-open", NULL);
  return label;
}

static gboolean
is_worth_no_word_cb (gpointer item,
                     gboolean loaded,
                     SptState state,
                     guint    n_open,
                     gpointer user_data)
{
  return loaded && !is_worth_a_word_cb (item, loaded, state, n_open, user_data);
}

static GtkWidget *
make_state_or_stage (GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *stage = make_label (item, G_CALLBACK (dup_stage_cb), "stage", NULL, NULL);
  GtkWidget *state = make_state (item);

  /* What is longest is what needs a person first: the address gives way. */
  g_object_set (state, "whole", TRUE, NULL);
  spt_list_cells_bind (SPT_TYPE_PLANT, item, stage, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_worth_no_word_cb), "loaded", "state", "n-open", NULL);
  gtk_box_append (GTK_BOX (box), state);
  gtk_box_append (GTK_BOX (box), stage);
  return box;
}

static GtkWidget *
make_cell (const char  *id,
           GtkListItem *item)
{
  if (strcmp (id, "code") == 0)
    return make_marked (item, make_wide (make_label (item, G_CALLBACK (dup_code_cb), "loaded", "code", "monospace"), 12));
  if (strcmp (id, "place") == 0)
    return make_label (item, G_CALLBACK (dup_address_cb), "place", "city", NULL);
  if (strcmp (id, "due") == 0)
    return make_due (item);
  if (strcmp (id, "open") == 0)
    return make_label (item, G_CALLBACK (dup_open_cb), "n-open", "open-type", NULL);
  if (strcmp (id, "row-name") == 0)
    return make_label (item, NULL, "name", NULL, NULL);
  if (strcmp (id, "row-beside") == 0)
    return make_label (item, G_CALLBACK (dup_where_cb), "code", "city", NULL);
  if (strcmp (id, "row-state") == 0)
    return make_marked (item, make_state (item));
  if (strcmp (id, "state") == 0)
    return make_state_or_stage (item);
  return NULL;
}

/* As shipped they fit a window of 720 px: the address has the town with it, the state says where the plant stands when
 * nothing is to be done. The rest is there to be added. */
/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "code",       N_("Code"),              NULL,           SPT_PLANT_SORT_CODE,       -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "name",       N_("Responsible"),       "name",         SPT_PLANT_SORT_NAME,       -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "place",      N_("Address"),           NULL,           SPT_PLANT_SORT_PLACE,      -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "city",       N_("Town"),              "city",         SPT_PLANT_SORT_CITY,       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "generators", N_("Generators"),        "generators",   SPT_PLANT_SORT_GENERATORS, -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "power",      N_("Power"),             "power-text",   SPT_PLANT_SORT_POWER,      -1, FALSE, FALSE, "numeric",   TRUE,  NULL },
  { "due",        N_("Next Date"),         NULL,           SPT_PLANT_SORT_DUE,        -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "stage",      N_("At the Register"),   "stage",        -1,                        -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (dup_stage_cb) },
  { "state",      N_("State"),             NULL,           SPT_PLANT_SORT_STATE,      -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "open",       N_("What Is Open"),      NULL,           -1,                        -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "third",      N_("Third Responsible"), "third",        -1,                        -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "fuel",       N_("Fuel"),              "fuel",         -1,                        -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "units",      N_("Cadastral Data, POD, PDR"), "units", -1,                        -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "account",    N_("Account"),           "account-name", -1,                        -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "import",     N_("Import"),            "import-label", -1,                        -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "row",        N_("Row in the File"),   "import-row",   SPT_PLANT_SORT_IMPORT,     -1, FALSE, FALSE, "numeric",   TRUE,  G_CALLBACK (spt_list_cells_dup_number) },
  { "updated",    N_("Last Change"),       "updated",      SPT_PLANT_SORT_UPDATED,    -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
};
/* *INDENT-ON* */

const SptListLayout spt_plants_layout = {
  .name = "plants",
  .get_type = spt_plant_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_PLANT_SORT_UPDATED,
  .default_descending = TRUE,
  .name_property = "name",
  .beside_property = "code",
  .below_property = "stage",
  .below_dup_text = G_CALLBACK (dup_stage_cb),
  .make_cell = make_cell,
};
