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

static char *
dup_title (const char *operation,
           guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s document", "%s documents", n), number);
}

static char *
dup_subtitle (const char *operation,
              gint64      sum)
{
  return g_strdup (_("Each plant’s documents leave one after the other: the next one when the one before it was accepted"));
}

static const char *
get_warning (const char *operation)
{
  return _("The register has no call that withdraws: what it has accepted is corrected by another document.");
}

static char *
dup_button (guint       n,
            guint       n_bodies,
            const char *where)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (where == NULL)
    return g_strdup_printf (ngettext ("Send %s Document", "Send %s Documents", n), number);
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  return g_strdup_printf (ngettext ("Send %1$s Document to %2$s", "Send %1$s Documents to %2$s", n), number, where);
}

static char *
dup_sent_before (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (n == 0)
    return g_strdup (_("None of these documents was sent before"));
  return g_strdup_printf (ngettext ("%s of these documents was sent before", "%s of these documents were sent before", n),
                          number);
}

static char *
dup_refusal (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("The register would refuse %s of these documents",
                                    "The register would refuse %s of these documents", n), number);
}

static char *
dup_leave_out (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("_Leave Out %s Document", "_Leave Out %s Documents", n), number);
}

static char *
dup_prepared (guint n_records,
              guint n_requests)
{
  g_autofree char *number = spt_ui_format_count (n_requests);

  return g_strdup_printf (ngettext ("%s request", "%s requests", n_requests), number);
}

const SptSendWords spt_interventions_send_words = {
  .is_single = TRUE,
  .choose = N_("Choose the account with which they leave"),
  .counting = N_("Being checked…"),
  .open = N_("_Open the Document"),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .get_warning = get_warning,
  .dup_button = dup_button,
  .dup_sent_before = dup_sent_before,
  .dup_refusal = dup_refusal,
  .dup_leave_out = dup_leave_out,
  .dup_requests = spt_send_words_dup_requests,
  .dup_prepared = dup_prepared,
};

/* --- the first page -------------------------------------------------------------------------------- */

static void
add_card (SptRecordLook *look,
          SptState       state,
          guint          n,
          char          *title,
          const char    *subtitle)
{
  spt_record_look_add (look, SPT_CARD_TO_FIX, n, spt_ui_state_icon (state), spt_ui_state_css_class (state),
                       &(SptRecordFilter) { .states = 1u << state }, title, g_strdup (subtitle));
}

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
  const SptListQuery all = { 0 };
  guint counts[SPT_N_STATES];
  guint n;

  if (!spt_db_count_list (db, &spt_interventions_kind, &all, counts, error))
    return FALSE;
  for (guint i = 0; i < SPT_N_STATES; i++)
    look->n_records += counts[i];

  n = counts[SPT_STATE_TO_FIX];
  if (n > 0)
    {
      g_autofree char *number = spt_ui_format_count (n);

      add_card (look, SPT_STATE_TO_FIX, n,
                g_strdup_printf (ngettext ("%s document of a plant to correct", "%s documents of plants to correct", n), number),
                _("They can be sent once what is missing or wrong is mended"));
    }
  n = counts[SPT_STATE_REFUSED];
  if (n > 0)
    {
      g_autofree char *number = spt_ui_format_count (n);

      add_card (look, SPT_STATE_REFUSED, n,
                g_strdup_printf (ngettext ("%s refused document of a plant", "%s refused documents of plants", n), number),
                _("What stands behind them in their plant’s queue waits"));
    }
  return TRUE;
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
