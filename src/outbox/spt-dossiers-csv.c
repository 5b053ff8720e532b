/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers in files: what a row asks for, whose voucher it is about, which columns it needs. */
#define G_LOG_DOMAIN "spt-dossiers-csv"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-comuni.h"
#include "base/spt-text.h"
#include "outbox/spt-dossiers-private.h"

#define DOMAIN       "voucher"
#define PLACE        "comune"
#define PLACE_CODE   "indirizzoInstallazione.codiceIstatComune"

static SptSchema *
get_schema (void)
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
  [EXTRA_OPERATION] = { SPT_VOUCHER_OPERATION, N_("What the row asks for") },
  [EXTRA_NUMBER] = { SPT_VOUCHER_NUMBER, N_("PROTOCOLLO") },
};

/* A partita IVA alone means a firm; the name of a municipality its code, where it is the only one. */
static void
complete_row (SptRecord         *record,
              const char *const *texts)
{
  const char *operation = read_operation (texts[EXTRA_OPERATION]);
  const char *code = _spt_dossiers_get (record, SPT_VOUCHER_FAMILY_CODE);

  /* One column for both: of a firm it has eleven digits. */
  if (strlen (code) == 11 && strspn (code, "0123456789") == 11 &&
      spt_text_is_blank (_spt_dossiers_get (record, SPT_VOUCHER_FIRM_CODE)))
    {
      _spt_dossiers_set (record, SPT_VOUCHER_FIRM_CODE, code);
      _spt_dossiers_set (record, SPT_VOUCHER_FAMILY_CODE, "");
    }

  if (spt_text_is_blank (_spt_dossiers_get (record, SPT_VOUCHER_FAMILY_CODE)) && !spt_text_is_blank (_spt_dossiers_get (record, SPT_VOUCHER_FIRM_CODE)))
    _spt_dossiers_set (record, SPT_VOUCHER_TYPE, SPT_VOUCHER_FIRM);
  else if (spt_text_is_blank (_spt_dossiers_get (record, SPT_VOUCHER_TYPE)))
    _spt_dossiers_set (record, SPT_VOUCHER_TYPE, SPT_VOUCHER_FAMILY);
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

  return spt_text_is_blank (_spt_dossiers_get (record, SPT_VOUCHER_FAMILY_CODE)) && spt_text_is_blank (_spt_dossiers_get (record, SPT_VOUCHER_FIRM_CODE)) &&
         spt_text_is_blank (texts[EXTRA_NUMBER]) ? "row-nobody" : NULL;
}

const SptFlatCsv _spt_vouchers_csv = {
  .get_schema = get_schema,
  .extras = extras,
  .n_extras = G_N_ELEMENTS (extras),
  .aside = SPT_VOUCHER_NUMBER,
  .complete = complete_row,
  .refuse = refuse_row,
};

/* Which fields a family has, and which a firm. */
static gboolean
is_of (const char *column,
       const char *beneficiary)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_schema_get_root (get_schema ()), column);
  g_autofree char *condition = g_strconcat (SPT_VOUCHER_TYPE "=", beneficiary, NULL);

  return field != NULL && g_strcmp0 (field->show_if, condition) == 0;
}

/* A step needs to know whose voucher it is, and what it sends; a reservation all that a family, or a
 * firm, has to say. */
gboolean
_spt_vouchers_requires (const char         *operation,
                        const SptCsvColumn *column,
                        SptMapsFunc         maps,
                        gpointer            user_data)
{
  gboolean has_family = maps (SPT_VOUCHER_FAMILY_CODE, user_data);
  gboolean has_firm = maps (SPT_VOUCHER_FIRM_CODE, user_data);

  if (g_str_equal (column->name, SPT_VOUCHER_FAMILY_CODE))
    return !has_firm && !maps (SPT_VOUCHER_NUMBER, user_data);
  if (g_str_equal (column->name, SPT_VOUCHER_FIRM_CODE))
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
  if (is_of (column->name, SPT_VOUCHER_FIRM))
    return has_firm && !has_family;

  return !is_of (column->name, SPT_VOUCHER_FAMILY) || !has_firm;
}
