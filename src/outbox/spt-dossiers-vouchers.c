/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers as a kind of dossiers, and in files: what a row asks for, whose voucher it is about, which
 * columns it needs. */
#define G_LOG_DOMAIN "spt-dossiers-vouchers"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-comuni.h"
#include "base/spt-text.h"
#include "outbox/spt-dossiers-private.h"

/* Fields that are named here: whose voucher it is, where, and who typed it (design 5). */
#define TYPE        "tipo"
#define FAMILY      "famiglia"
#define FIRM        "impresa"
#define FAMILY_CODE "famiglia.codiceFiscale"
#define FIRM_CODE   "impresa.partitaIva"
#define OWNER                   "operatore.owner"
#define PLACE                   "comune"
#define PLACE_CODE              "indirizzoInstallazione.codiceIstatComune"
#define DOMAIN                  "voucher"

/* Columns of the plain layout that are no fields (docs/csv.md). */
#define OPERATION   "operazione"
#define NUMBER      "protocollo"

static SptSchema *
vouchers_get_schema (void)
{
  return _spt_dossiers_get_schema (&spt_dossier_kind_vouchers);
}

/* How people and their spreadsheets call what a row asks for, folded. */
static const struct
{
  const char *operation;
  const char *words;
} operation_words[] = {
  { "prenotazione", " prenotazione prenota prenotare prenotazioni reservation reserve " },
  { "attivazione", " attivazione attiva attivare attivazioni activation activate " },
  { "cessazione", " cessazione cessa cessare cessazioni end termination " },
  { "disdetta", " disdetta disdici disdire disdette recesso recedi revoca withdrawal withdraw " },
};

static const char *
read_operation (const char *text)
{
  g_autofree char *folded = spt_text_fold (text);
  g_autofree char *word = NULL;

  g_strstrip (folded);
  /* "voucher.attivazione" is what the command line calls it. */
  word = g_strdup_printf (" %s ", g_str_has_prefix (folded, DOMAIN ".")
                          ? folded + strlen (DOMAIN ".") : folded);
  for (guint i = 0; i < G_N_ELEMENTS (operation_words); i++)
    {
      if (*folded != '\0' && strchr (folded, ' ') == NULL &&
          strstr (operation_words[i].words, word) != NULL)
        return operation_words[i].operation;
    }

  return NULL;
}

/* What the row asks for is prepared, even with nothing in it, and nothing that would come after it. */
static void
prepare_operation (SptRecord  *record,
                   const char *operation)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *def = spt_node_get_def (root);
  const SptGroupDef *wanted = spt_group_def_find_group (def, operation);

  for (guint g = 0; g < def->n_groups; g++)
    {
      if (_spt_dossiers_find_operation (&spt_dossier_kind_vouchers, def->groups[g]->name) == NULL ||
          (wanted != NULL && g <= wanted->index))
        continue;
      while (spt_node_get_n_children (root, g) > 0)
        spt_node_remove_child (root, g, 0);
    }
  if (wanted != NULL && spt_node_get_n_children (root, wanted->index) == 0)
    spt_node_add_child (root, wanted->index);
}

enum
{
  EXTRA_OPERATION,
  EXTRA_NUMBER
};

static const SptFlatExtra extras[] = {
  [EXTRA_OPERATION] = { OPERATION, N_("What the row asks for") },
  [EXTRA_NUMBER] = { NUMBER, N_("PROTOCOLLO") },
};

/* A partita IVA alone means a firm; the name of a municipality its code, where it is the only one. */
static void
complete_row (SptRecord         *record,
              const char *const *texts)
{
  const char *operation = read_operation (texts[EXTRA_OPERATION]);
  const char *code = _spt_dossiers_get (record, FAMILY_CODE);

  /* One column for both: of a firm it has eleven digits. */
  if (strlen (code) == 11 && strspn (code, "0123456789") == 11 &&
      spt_text_is_blank (_spt_dossiers_get (record, FIRM_CODE)))
    {
      _spt_dossiers_set (record, FIRM_CODE, code);
      _spt_dossiers_set (record, FAMILY_CODE, "");
    }

  if (spt_text_is_blank (_spt_dossiers_get (record, FAMILY_CODE)) && !spt_text_is_blank (_spt_dossiers_get (record, FIRM_CODE)))
    _spt_dossiers_set (record, TYPE, FIRM);
  else if (spt_text_is_blank (_spt_dossiers_get (record, TYPE)))
    _spt_dossiers_set (record, TYPE, FAMILY);
  if (spt_text_is_blank (_spt_dossiers_get (record, PLACE_CODE)) && !spt_text_is_blank (_spt_dossiers_get (record, PLACE)))
    {
      const SptComune *comune = spt_comuni_find_name (_spt_dossiers_get (record, PLACE), NULL);

      if (comune != NULL)
        _spt_dossiers_set (record, PLACE_CODE, comune->istat);
    }
  if (operation != NULL)
    prepare_operation (record, operation);
}

static const char *
refuse_row (SptRecord          *record,
            const char *const  *texts,
            const char        **value)
{
  if (!spt_text_is_blank (texts[EXTRA_OPERATION]) && read_operation (texts[EXTRA_OPERATION]) == NULL)
    {
      *value = texts[EXTRA_OPERATION];
      return "row-operation";
    }

  return spt_text_is_blank (_spt_dossiers_get (record, FAMILY_CODE)) && spt_text_is_blank (_spt_dossiers_get (record, FIRM_CODE)) &&
         spt_text_is_blank (texts[EXTRA_NUMBER]) ? "row-nobody" : NULL;
}

/* Which fields a family has, and which a firm. */
static gboolean
is_of (const char *column,
       const char *beneficiary)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_schema_get_root (vouchers_get_schema ()), column);
  g_autofree char *condition = g_strconcat (TYPE "=", beneficiary, NULL);

  return field != NULL && g_strcmp0 (field->show_if, condition) == 0;
}

/* A step needs to know whose voucher it is, and what it sends; a reservation all that a family, or a
 * firm, has to say. */
static gboolean
requires (const char         *operation,
          const SptCsvColumn *column,
          SptMapsFunc         maps,
          gpointer            user_data)
{
  gboolean has_family = maps (FAMILY_CODE, user_data);
  gboolean has_firm = maps (FIRM_CODE, user_data);

  if (g_str_equal (column->name, FAMILY_CODE))
    return !has_firm && !maps (NUMBER, user_data);
  if (g_str_equal (column->name, FIRM_CODE))
    return FALSE;
  if (operation == NULL)
    return FALSE;
  if (column->group_label != NULL)
    return column->required && g_str_has_prefix (column->name, operation) &&
           g_str_has_prefix (column->name + strlen (operation), ".1.");
  if (g_strcmp0 (operation, _spt_dossiers_get_beginning (&spt_dossier_kind_vouchers)) != 0 || !column->required)
    return FALSE;
  if (g_str_equal (column->name, PLACE_CODE))
    return !maps (PLACE, user_data);
  /* Of a file of both, each row says what it lacks. */
  if (is_of (column->name, FIRM))
    return has_firm && !has_family;

  return !is_of (column->name, FAMILY) || !has_firm;
}

/* --- which voucher a row is about --------------------------------------------------------------- */

static void
refuse (SptRecordEntry *entry,
        const char     *code,
        const char     *path,
        const char     *value)
{
  entry->refused = code;
  entry->refused_path = path;
  entry->refused_value = value;
  entry->refused_limit = entry->key;
}

/* A number is of one voucher, and of nobody else's. */
static gboolean
match_number (SptDb            *db,
              SptRecordEntry   *entry,
              SptDossierMatch  *match,
              GError          **error)
{
  g_free (entry->scratch);
  if (!spt_db_match_dossier_number (db, SPT_KIND_VOUCHERS, entry->aside, entry->account_id, match,
                                    &entry->scratch, error))
    return FALSE;
  if (match->id == 0)
    return TRUE;
  if (entry->key != NULL && g_strcmp0 (entry->key, entry->scratch) != 0)
    {
      refuse (entry, "number-of-another", NUMBER, entry->aside);
    }
  else if (entry->key == NULL)
    {
      gboolean is_firm = strlen (entry->scratch) == 11;

      _spt_dossiers_set (entry->record, is_firm ? FIRM_CODE : FAMILY_CODE, entry->scratch);
      _spt_dossiers_set (entry->record, TYPE, is_firm ? FIRM : FAMILY);
      _spt_dossiers_describe (entry);
    }

  return TRUE;
}

/* A step has to find the one voucher that it is a step of; what begins one has not. */
static gboolean
match_entry (SptDb            *db,
             SptRecordEntry   *entry,
             SptDossierMatch  *match,
             GError          **error)
{
  const char *operation = entry->columns.dossier.next_operation;
  gboolean is_step = operation != NULL && g_strcmp0 (operation, _spt_dossiers_get_beginning (&spt_dossier_kind_vouchers)) != 0;
  gboolean has_number = entry->import_id != 0 && !spt_text_is_blank (entry->aside);

  if (has_number && (!match_number (db, entry, match, error) || entry->refused != NULL))
    return entry->refused != NULL;
  if (match->id == 0 && entry->key != NULL &&
      !spt_db_match_dossier (db, SPT_KIND_VOUCHERS, entry->key, entry->account_id, match, error))
    return FALSE;
  if (entry->import_id == 0)
    return TRUE;

  if (has_number && entry->scratch == NULL && (entry->key == NULL || match->has_number))
    refuse (entry, "number-unknown", NUMBER, entry->aside);
  else if (is_step && match->n_known > 1 && !has_number)
    refuse (entry, "row-ambiguous", NUMBER, NULL);
  else if (is_step && match->is_under_way)
    refuse (entry, "row-under-way", NULL, NULL);
  else if (is_step && match->id != 0 && !match->is_known &&
           g_strcmp0 (match->next_operation, _spt_dossiers_get_beginning (&spt_dossier_kind_vouchers)) == 0)
    refuse (entry, "row-not-reserved", NULL, NULL);

  return TRUE;
}

const SptDossierKind spt_dossier_kind_vouchers = {
  .id = SPT_KIND_VOUCHERS,
  .owner = OWNER,
  .completes = TRUE,
  .csv = {
    .get_schema = vouchers_get_schema,
    .extras = extras,
    .n_extras = G_N_ELEMENTS (extras),
    .aside = NUMBER,
    .complete = complete_row,
    .refuse = refuse_row,
  },
  .match = match_entry,
};

/* The number of the service, which no document has. */
static gboolean
get_number (SptDb   *db,
            gint64   id,
            char   **number,
            GError **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);

  if (dossier == NULL)
    return FALSE;
  *number = g_strdup (spt_dossier_get_data (dossier)->remote_id);

  return TRUE;
}

SPT_DEFINE_DOSSIER_KIND (vouchers, SPT_KIND_VOUCHERS, FAMILY_CODE,
                         .get_aside = get_number,
                         .operation_column = OPERATION,
                         .requires = requires);
