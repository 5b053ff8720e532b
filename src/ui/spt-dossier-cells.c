/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a list of dossiers that are more than text: the state with the step it speaks of, the mark of the test
 * environment. */
#define G_LOG_DOMAIN "spt-dossier-cells"

#include "config.h"

#include "ui/spt-dossier-cells.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

static gboolean
is_test_cb (gpointer    item,
            const char *environment,
            gpointer    user_data)
{
  return g_strcmp0 (environment, "test") == 0;
}

/* What was accepted says nothing that the phase does not say better. */
static gboolean
is_worth_a_word_cb (gpointer item,
                    gboolean loaded,
                    SptState state,
                    gpointer user_data)
{
  return loaded && state != SPT_STATE_DONE;
}

static char *
dup_step_cb (gpointer    item,
             SptState    state,
             const char *phase,
             const char *next_operation,
             gpointer    user_data)
{
  /* That nothing was reserved yet says the phase. */
  return g_strdup (state == SPT_STATE_READY && *phase != '\0' && next_operation != NULL
                   ? next_operation : "");
}

/**
 * spt_dossier_cells_make_tag:
 * @text: one word
 * @tooltip: what it means
 * @css_class: its colour
 *
 * Makes a mark that stands beside a name.
 *
 * Returns: (transfer floating): the mark
 */
GtkWidget *
spt_dossier_cells_make_tag (const char *text,
                            const char *tooltip,
                            const char *css_class)
{
  GtkWidget *tag = gtk_label_new (text);

  gtk_widget_set_tooltip_text (tag, tooltip);
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (tag, "environment-tag");
  gtk_widget_add_css_class (tag, css_class);
  return tag;
}

/**
 * spt_dossier_cells_make_test_tag:
 * @item: of the list
 * @row_type: of what the list consists; it has the property "environment"
 *
 * Marks what belongs to an account of the test environment.
 *
 * Returns: (transfer floating): the mark
 */
GtkWidget *
spt_dossier_cells_make_test_tag (GtkListItem *item,
                                 GType        row_type)
{
  GtkWidget *tag = spt_dossier_cells_make_tag (spt_ui_environment_word (SPT_ENVIRONMENT_TEST),
                                               _("It belongs to an account of the test environment"), "test");

  spt_list_cells_bind (row_type, item, tag, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_test_cb), "environment", NULL);
  return tag;
}

/**
 * spt_dossier_cells_make_state:
 * @item: of the list
 * @of_record: whether the word agrees with a record, feminine in Italian ("anagrafica"), not with a submission ("voucher")
 *
 * Makes what shows the state, and the step that is prepared.
 *
 * Returns: (transfer floating): the cell
 */
GtkWidget *
spt_dossier_cells_make_state (GtkListItem *item,
                              gboolean     of_record)
{
  GtkWidget *label = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", of_record, NULL);

  spt_dossier_cells_bind (item, label, "state", SPT_TYPE_STATE, NULL, "state", NULL);
  spt_dossier_cells_bind (item, label, "detail", G_TYPE_STRING, G_CALLBACK (dup_step_cb), "state", "phase",
                          "next-operation", NULL);
  spt_dossier_cells_bind (item, label, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_worth_a_word_cb), "loaded", "state",
                          NULL);
  return label;
}

/**
 * spt_dossier_cells_dup_phase:
 * @item: of the list
 * @phase: (nullable): where it stands, in the service's words: "presa in carico"
 * @user_data: nothing
 *
 * Says in a cell of its own what stands elsewhere within a sentence. What was refused has no phase: its state says where it
 * stands.
 *
 * Returns: (transfer full): the words, beginning as the states beside them do
 */
char *
spt_dossier_cells_dup_phase (gpointer    item,
                             const char *phase,
                             gpointer    user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (phase == NULL || *phase == '\0')
    return g_strdup ("");
  g_string_append_unichar (text, g_unichar_totitle (g_utf8_get_char (phase)));
  g_string_append (text, g_utf8_next_char (phase));

  return g_strdup (text->str);
}
