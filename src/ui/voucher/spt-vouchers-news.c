/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What vouchers have to say outside their list: on the first page, as news, when they are found by
 * words. */
#define G_LOG_DOMAIN "spt-vouchers-news"

#include "config.h"

#include "ui/voucher/spt-vouchers-news.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/spt-ui.h"
#include "ui/voucher/spt-vouchers-work.h"

/* What somebody waits for: that a check goes on is none. In the order of its weight. */
static const char *const told_stages[] = { "open", "over", "held", "active", "" };

static char *
dup_stage_sentence (const char *stage,
                    guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (strcmp (stage, "open") == 0)
    return g_strdup_printf (ngettext ("%s voucher is now Prenotata",
                                      "%s vouchers are now Prenotata", n), number);
  if (strcmp (stage, "over") == 0)
    return g_strdup_printf (ngettext ("%s voucher was closed by the service",
                                      "%s vouchers were closed by the service", n), number);
  if (strcmp (stage, "held") == 0)
    return g_strdup_printf (ngettext ("%s voucher was suspended",
                                      "%s vouchers were suspended", n), number);
  if (strcmp (stage, "active") == 0)
    return g_strdup_printf (ngettext ("%s voucher is now active",
                                      "%s vouchers are now active", n), number);
  return g_strdup_printf (ngettext ("%s voucher has another phase now",
                                    "%s vouchers have another phase now", n), number);
}

static char *
dup_found_sentence (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s voucher found in the portal",
                                    "%s vouchers found in the portal", n), number);
}

/**
 * spt_vouchers_dup_news:
 * @n_found: vouchers that were not made here and are new in the list
 * @stages: (nullable) (element-type utf8 guint): how many came into each stage
 * @filter: (out): what the list is to show
 *
 * Says what the ISEE list brought, without anybody's name (Issue 4 point 5).
 *
 * Returns: (transfer full) (nullable): one sentence; %NULL = nothing that anybody waits for
 */
char *
spt_vouchers_dup_news (guint            n_found,
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
      if (n++ == 0 && *told_stages[i] != '\0')
        filter->stage = told_stages[i];
    }
  if (n_found > 0)
    {
      g_autofree char *sentence = dup_found_sentence (n_found);

      g_strv_builder_add (builder, sentence);
      filter->found = n++ == 0;
    }
  sentences = g_strv_builder_end (builder);

  /* Translators: between two pieces of news: "3 vouchers are now Prenotata; 1 voucher was suspended" */
  return n > 0 ? g_strjoinv (_("; "), sentences) : NULL;
}

/* --- the first page ------------------------------------------------------------------------------- */

static const SptStateCard cards[] = {
  { 1u << SPT_STATE_TO_FIX, SPT_STATE_TO_FIX, NN_("%s voucher with errors", "%s vouchers with errors"),
      N_("They can be sent once the errors are mended") },
  { 1u << SPT_STATE_REFUSED, SPT_STATE_REFUSED, NN_("%s refused voucher", "%s refused vouchers"),
      N_("The service said why for each of them") },
};

static guint
sum_states (const guint *counts)
{
  guint sum = 0;

  for (guint i = 0; i < SPT_N_STATES; i++)
    sum += counts[i];
  return sum;
}

/* The soonest is what the line is about. */
static char *
dup_first_due (SptDb                *db,
               const SptListQuery   *query,
               GError              **error)
{
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_vouchers_kind, query, NULL, error);
  g_autoptr (SptDossier) dossier = NULL;
  g_autofree char *text = NULL;

  if (ids == NULL)
    return NULL;
  if (ids->len == 0)
    return g_strdup ("");
  dossier = spt_db_get_dossier (db, g_array_index (ids, gint64, 0), error);
  if (dossier == NULL)
    return NULL;
  g_object_get (dossier, "due-date-text", &text, NULL);
  return g_steal_pointer (&text);
}

static gboolean
add_due (SptDb          *db,
         SptRecordLook  *look,
         GError        **error)
{
  g_autofree char *until = spt_list_dup_due_until (look->now);
  const SptListQuery query = { .due_until = until, .sort = SPT_DOSSIER_SORT_DUE };
  g_autofree char *number = NULL;
  g_autofree char *first = NULL;
  guint counts[SPT_N_STATES];
  guint n;

  if (!spt_db_count_list (db, &spt_vouchers_kind, &query, counts, error))
    return FALSE;
  n = sum_states (counts);
  if (n == 0)
    return TRUE;
  first = dup_first_due (db, &query, error);
  if (first == NULL)
    return FALSE;
  number = spt_ui_format_count (n);
  spt_record_look_add (look, SPT_CARD_DUE, n, "dialog-warning-symbolic", "state-warning",
                       &(SptRecordFilter) { .due_soon = TRUE },
                       g_strdup_printf (ngettext ("%s voucher to activate soon",
                                                  "%s vouchers to activate soon", n), number),
                       /* Translators: %s is a date */
                       g_strdup_printf (_("The first by %s"), first));
  return TRUE;
}

static gboolean
add_news (SptDb          *db,
          SptRecordLook  *look,
          GError        **error)
{
  g_autoptr (GHashTable) stages = spt_db_count_news (db, SPT_KIND_VOUCHERS, look->last_look, error);

  if (stages == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (told_stages); i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (stages, told_stages[i]));
      const char *stage = *told_stages[i] != '\0' ? told_stages[i] : NULL;

      if (n > 0)
        spt_record_look_add (look, SPT_CARD_NEWS, n, "dialog-information-symbolic", "state-accent",
                             &(SptRecordFilter) { .stage = stage },
                             dup_stage_sentence (told_stages[i], n),
                             g_strdup (i == 0 ? _("Next step: activation")
                                              : _("The list of the service says so")));
    }
  return TRUE;
}

/* Whether what was found is one of ours is a question that waits for a person. */
static gboolean
add_pairs (SptDb          *db,
           SptRecordLook  *look,
           GError        **error)
{
  g_autoptr (GArray) pairs = spt_db_list_same_dossiers (db, SPT_KIND_VOUCHERS, 0, 1000, error);
  g_autofree char *number = NULL;

  if (pairs == NULL)
    return FALSE;
  if (pairs->len == 0)
    return TRUE;
  number = spt_ui_format_count (pairs->len);
  spt_record_look_add (look, SPT_CARD_TO_FIX, pairs->len, "dialog-question-symbolic",
                       "state-warning", &(SptRecordFilter) { .found = TRUE },
                       g_strdup_printf (ngettext ("%s voucher of the portal may be one of ours",
                                                  "%s vouchers of the portal may be ours",
                                                  pairs->len), number),
                       g_strdup (_("Same tax code: say whether it is the same voucher")));
  return TRUE;
}

/**
 * spt_vouchers_look:
 * @db: a connection
 * @look: since when, and what comes out
 * @error: (out) (optional): why not
 *
 * Says on the first page what there is of vouchers. On the store's thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_vouchers_look (SptDb          *db,
                   SptRecordLook  *look,
                   GError        **error)
{
  return spt_record_look_add_states (look, db, &spt_vouchers_kind, cards, G_N_ELEMENTS (cards), error) && add_pairs (db, look, error) && add_due (db, look, error) &&
         add_news (db, look, error);
}

/* --- found by words ------------------------------------------------------------------------------- */

/**
 * spt_vouchers_describe:
 * @row: a voucher
 * @title: (out) (transfer full): what it is called
 * @subtitle: (out) (transfer full): what is said below
 * @icon_name: (out) (transfer none): static
 *
 * Says in two lines which voucher it is and where it stands.
 */
void
spt_vouchers_describe (SptRow      *row,
                       char       **title,
                       char       **subtitle,
                       const char **icon_name)
{
  const SptDossierData *data = spt_dossier_get_data (SPT_DOSSIER (row));
  const char *phase = *data->phase != '\0' ? data->phase : _("Not reserved yet");
  const char *number = data->remote_id;

  *title = g_strdup (*data->name != '\0' ? data->name : data->key);
  /* Translators: a voucher: its code, its number, where it stands */
  *subtitle = g_strdup_printf ("%s%s%s · %s · %s", data->key, number != NULL ? " · " : "",
                               number != NULL ? number : "", _("Voucher"), phase);
  *icon_name = "network-wireless-symbolic";
}
