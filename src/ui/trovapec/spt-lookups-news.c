/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of look-ups elsewhere: on the first page, when results come, in what is found by words. */
#define G_LOG_DOMAIN "spt-lookups-news"

#include "config.h"

#include "ui/trovapec/spt-lookups-news.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/spt-ui.h"
#include "ui/trovapec/spt-lookup-words.h"

/* What somebody waits for, in the order of its weight. */
static const char *const told_stages[] = { "found", "not-found", "check" };

static char *
dup_stage_sentence (const char *stage,
                    guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (strcmp (stage, "found") == 0)
    return g_strdup_printf (ngettext ("%s certified address found", "%s certified addresses found", n), number);
  if (strcmp (stage, "not-found") == 0)
    return g_strdup_printf (ngettext ("%s code without a certified address", "%s codes without a certified address", n),
                            number);

  return g_strdup_printf (ngettext ("%s answer to be checked", "%s answers to be checked", n), number);
}

/**
 * spt_lookups_dup_news:
 * @n_found: never any here
 * @stages: (nullable) (element-type utf8 guint): how many came into each stage
 * @filter: (out): what the list is to show
 *
 * Says which results came, without anybody's name.
 *
 * Returns: (transfer full) (nullable): one sentence; %NULL = nothing that anybody waits for
 */
char *
spt_lookups_dup_news (guint            n_found,
                      GHashTable      *stages,
                      SptRecordFilter *filter)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;
  guint n = 0;

  *filter = (SptRecordFilter) { 0 };
  for (guint i = 0; stages != NULL && i < G_N_ELEMENTS (told_stages); i++)
    {
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (stages, told_stages[i]));
      g_autofree char *sentence = NULL;

      if (count == 0)
        continue;
      sentence = dup_stage_sentence (told_stages[i], count);
      g_strv_builder_add (builder, sentence);
      if (n++ == 0)
        filter->stage = told_stages[i];
    }
  sentences = g_strv_builder_end (builder);

  return n > 0 ? g_strjoinv (_("; "), sentences) : NULL;
}

/* --- the first page ---------------------------------------------------------------------------------- */

static const SptStateCard cards[] = {
  { (1u << SPT_STATE_TO_FIX) | (1u << SPT_STATE_REFUSED), SPT_STATE_REFUSED,
    NN_("%s look-up of a PEC to settle", "%s look-ups of PECs to settle"),
    N_("Its page says why, and what can be done") },
};

static gboolean
add_lost (SptDb          *db,
          SptRecordLook  *look,
          GError        **error)
{
  const SptListQuery query = { .stage = "lost" };
  g_autofree char *number = NULL;
  guint counts[SPT_N_STATES];
  guint n = 0;

  if (!spt_db_count_list (db, &spt_lookups_kind, &query, counts, error))
    return FALSE;
  for (guint i = 0; i < SPT_N_STATES; i++)
    n += counts[i];
  if (n == 0)
    return TRUE;
  number = spt_ui_format_count (n);
  spt_record_look_add (look, SPT_CARD_TO_FIX, n, "dialog-question-symbolic", "state-warning",
                       &(SptRecordFilter) { .stage = "lost" },
                       g_strdup_printf (ngettext ("%s look-up whose answer was lost", "%s look-ups whose answer was lost",
                                                  n), number),
                       g_strdup (_("To have a result, cancel and ask again")));

  return TRUE;
}

static gboolean
add_news (SptDb          *db,
          SptRecordLook  *look,
          GError        **error)
{
  g_autoptr (GHashTable) stages = spt_db_count_answers (db, SPT_KIND_LOOKUPS, look->last_look, error);

  if (stages == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (told_stages); i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (stages, told_stages[i]));

      if (n > 0)
        spt_record_look_add (look, SPT_CARD_NEWS, n, "mail-unread-symbolic", "state-accent",
                             &(SptRecordFilter) { .stage = told_stages[i] }, dup_stage_sentence (told_stages[i], n),
                             g_strdup (i == 0 ? _("They are with the subjects, too")
                                              : _("The list says which")));
    }

  return TRUE;
}

/**
 * spt_lookups_look:
 * @db: a connection
 * @look: since when, and what comes out
 * @error: (out) (optional): why not
 *
 * Says on the first page what there is of look-ups. On the store's thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_lookups_look (SptDb          *db,
                  SptRecordLook  *look,
                  GError        **error)
{
  return spt_record_look_add_states (look, db, &spt_lookups_kind, cards, G_N_ELEMENTS (cards), error) && add_lost (db, look, error) && add_news (db, look, error);
}

/* --- found by words ---------------------------------------------------------------------------------- */

/**
 * spt_lookups_describe:
 * @row: a look-up
 * @title: (out) (transfer full): what it is called
 * @subtitle: (out) (transfer full): what is said below
 * @icon_name: (out) (transfer none): static
 *
 * Says in two lines which look-up it is and what came of it.
 */
void
spt_lookups_describe (SptRow      *row,
                      char       **title,
                      char       **subtitle,
                      const char **icon_name)
{
  const SptDossierData *data = spt_dossier_get_data (SPT_DOSSIER (row));
  g_autofree char *phase = spt_lookup_dup_phase (data->phase, data->state);
  const char *what = *data->result != '\0' ? data->result : phase;

  *title = g_strdup (*data->name != '\0' ? data->name : data->key);
  /* Translators: a look-up: its code, what came of it */
  *subtitle = g_strdup_printf ("%s · %s · %s", data->key, _("PEC look-up"), what);
  *icon_name = "mail-unread-symbolic";
}
