/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interventions have to say outside their pages: in lists, in the send sheet, on the first page, found by words. */
#define G_LOG_DOMAIN "spt-interventions-words"

#include "config.h"

#include "ui/catasto/spt-interventions-words.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-plants.h"
#include "ui/spt-ui.h"

/* --- what it is ------------------------------------------------------------------------------------ */

/* Shorter than the operations' own names: a list says the same word a thousand times. */
static const struct
{
  const char *type;
  const char *word;
} words[] = {
  { "4", NC_ ("intervention", "New plant") },
  { "9", NC_ ("intervention", "Existing libretto") },
  { "5", NC_ ("intervention", "Renovation") },
  { "1", NC_ ("intervention", "Change of data") },
  { "2", NC_ ("intervention", "Change of responsible") },
  { "3", NC_ ("intervention", "Third responsible") },
  { "10", NC_ ("intervention", "Generator added or replaced") },
  { "16", NC_ ("intervention", "Accessory part added or replaced") },
  { "52", NC_ ("intervention", "Generator decommissioned") },
  { "58", NC_ ("intervention", "Accessory part decommissioned") },
  { "8", NC_ ("intervention", "Plant decommissioned") },
  { "84", NC_ ("intervention", "RCEE report") },
  { "87", NC_ ("intervention", "Consumption") },
  { "88", NC_ ("intervention", "Inspection test report") },
  { "85", NC_ ("intervention", "Correction after a check") },
  { "86", NC_ ("intervention", "Outcome of an inspection") },
  { "99", NC_ ("intervention", "Simplified libretto") },
  { SPT_INTERVENTION_LOCAL, NC_ ("intervention", "Correction kept here") },
};

/**
 * spt_interventions_get_word:
 * @type: the last word of an operation, or %SPT_INTERVENTION_LOCAL
 *
 * Returns: (transfer none): what lists call it
 */
const char *
spt_interventions_get_word (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (words[i].type, type) == 0)
        return g_dpgettext2 (NULL, "intervention", words[i].word);
    }
  return type != NULL ? type : "";
}

/* Which of the four reports it is follows from the generator. */
static guint
get_report_type (const char *detail)
{
  static const char *const kinds[] = { "GT", "GF", "SC", "CG" };

  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_has_prefix (detail, kinds[i]))
        return i + 1;
    }
  return 0;
}

/**
 * spt_interventions_dup_what:
 * @type: the last word of an operation, or %SPT_INTERVENTION_LOCAL
 * @detail: (nullable): what it is about: "GT1"
 *
 * Returns: (transfer full): what it is, in a few words
 */
char *
spt_interventions_dup_what (const char *type,
                            const char *detail)
{
  const char *word = spt_interventions_get_word (type);
  guint report = g_strcmp0 (type, "84") == 0 ? get_report_type (detail) : 0;

  if (report != 0)
    /* Translators: %1$u is one of the four types of report, %2$s a generator: "RCEE report, type 1 · GT1" */
    return g_strdup_printf (_("RCEE report, type %1$u · %2$s"), report, detail);
  return detail != NULL && *detail != '\0' ? g_strdup_printf ("%s · %s", word, detail) : g_strdup (word);
}

/**
 * spt_interventions_dup_wait:
 * @type: (nullable): what stands before it in its plant's queue
 * @state: (nullable): where that stands
 *
 * Returns: (transfer full): what it waits for; "" = for nothing
 */
char *
spt_interventions_dup_wait (const char *type,
                            const char *state)
{
  g_autofree char *lower = NULL;
  SptState known;

  if (type == NULL)
    return g_strdup ("");
  if (state == NULL || !spt_state_from_string (state, &known))
    return g_strdup (spt_interventions_get_word (type));
  lower = g_utf8_strdown (spt_ui_state_word (known, FALSE), -1);
  /* Translators: what has to be accepted before, and where that stands: "New plant (refused)" */
  return g_strdup_printf (C_("waits for", "%1$s (%2$s)"), spt_interventions_get_word (type), lower);
}

/* --- the send sheet -------------------------------------------------------------------------------- */

static const SptSendOperation operations[] = {
  { NULL, NN_("%s document", "%s documents"),
    N_("Each plant’s documents leave one after the other: the next one when the one before it was accepted"),
    N_("The register has no call that withdraws: what it has accepted is corrected by another document.") },
};

const SptSendWords spt_interventions_send_words = {
  .is_single = TRUE,
  .is_masculine = TRUE,
  .operations = operations,
  .accepted = NN_("Document Accepted", "All Documents Accepted"),
  .open = N_("_Open the Document"),
  .send = NN_("Send %s Document", "Send %s Documents"),
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  .send_to = NN_("Send %1$s Document to %2$s", "Send %1$s Documents to %2$s"),
  .sent_before = NN_("%s of these documents was sent before", "%s of these documents were sent before"),
  .none_before = N_("None of these documents was sent before"),
  .refusal = NN_("The register would refuse %s of these documents", "The register would refuse %s of these documents"),
  .leave_out = NN_("_Leave Out %s Document", "_Leave Out %s Documents"),
};

/* --- the first page -------------------------------------------------------------------------------- */

static const SptStateCard cards[] = {
  { 1u << SPT_STATE_TO_FIX, SPT_STATE_TO_FIX, NN_("%s document of a plant to correct", "%s documents of plants to correct"),
      N_("They can be sent once what is missing or wrong is mended") },
  { 1u << SPT_STATE_REFUSED, SPT_STATE_REFUSED, NN_("%s refused document of a plant", "%s refused documents of plants"),
      N_("What stands behind them in their plant’s queue waits") },
};

/**
 * spt_interventions_look:
 * @db: a connection
 * @look: since when, and what comes out
 * @error: (out) (optional): why not
 *
 * Says on the first page what there is of interventions. On the store's thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_interventions_look (SptDb          *db,
                        SptRecordLook  *look,
                        GError        **error)
{
  return spt_record_look_add_states (look, db, &spt_interventions_kind, cards, G_N_ELEMENTS (cards), error);
}

/* --- found by words -------------------------------------------------------------------------------- */

/**
 * spt_interventions_describe:
 * @row: an intervention
 * @title: (out) (transfer full): what it is called
 * @subtitle: (out) (transfer full): what is said below
 * @icon_name: (out) (transfer none): static
 *
 * Says in two lines which intervention it is, of which plant, and where it stands.
 */
void
spt_interventions_describe (SptRow      *row,
                            char       **title,
                            char       **subtitle,
                            const char **icon_name)
{
  const SptDossierData *data = spt_dossier_get_data (SPT_DOSSIER (row));
  const char *parts[5] = { NULL };
  guint n = 0;

  *title = spt_interventions_dup_what (data->type, data->detail);
  if (*data->key != '\0')
    parts[n++] = data->key;
  if (*data->name != '\0')
    parts[n++] = data->name;
  if (*data->place != '\0')
    parts[n++] = data->place;
  parts[n++] = spt_ui_state_word (data->state, FALSE);
  *subtitle = g_strjoinv (" · ", (char **) parts);
  *icon_name = "document-properties-symbolic";
}
