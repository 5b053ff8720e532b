/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which fields of a record the service's words name. */

#define G_LOG_DOMAIN "spt-voucher-named"

#include "config.h"

#include "services/voucher/spt-voucher-answer.h"

#include <string.h>

#include "base/spt-text.h"
#include "services/voucher/spt-voucher-record.h"

/* Where a parameter of a request stands in our record; @setting: it comes from the account. A name
 * that more than one object of the wire has is told by what stands before it. */
/* *INDENT-OFF* */
static const struct
{
  const char *verb;    /* NULL = any */
  const char *object;  /* NULL = any */
  const char *name;
  const char *path;    /* NULL = not in the record */
  const char *setting;
} parameters[] = {
  { NULL, NULL, "partitaIvaOperatore", NULL, "partita-iva-operatore" },
  { NULL, NULL, "owner", NULL, "owner" },
  { "prenotazione", NULL, "dataPrenotazione", "operatore.dataPrenotazione", NULL },
  { "prenotazione", NULL, "codiceUnivocoOfferta", "operatore.codiceUnivocoOfferta", NULL },
  { "prenotazione", NULL, "tecnologiaPrenotata", "operatore.tecnologiaPrenotata", NULL },
  { NULL, NULL, "codiceFiscale", "famiglia.codiceFiscale", NULL },
  { NULL, NULL, "codiceFiscaleBeneficiario", "famiglia.codiceFiscale", NULL },
  { "prenotazione", NULL, "cognome", "famiglia.cognome", NULL },
  { "prenotazione", NULL, "nome", "famiglia.nome", NULL },
  { "prenotazione", NULL, "sesso", "famiglia.sesso", NULL },
  { "prenotazione", NULL, "dataDiNascita", "famiglia.dataDiNascita", NULL },
  { "prenotazione", NULL, "luogoDiNascita", "famiglia.luogoDiNascita", NULL },
  { "prenotazione", NULL, "numeroComponentiNucleoFamigliare", "famiglia.numeroComponentiNucleoFamigliare", NULL },
  { "prenotazione", NULL, "codiciFiscaliFamigliari", "famigliari", NULL },
  { "prenotazione", "famiglia", "tipologia", "famiglia.tipologia", NULL },
  { "prenotazione", "impresa", "tipologia", "impresa.tipologia", NULL },
  { NULL, NULL, "partitaIva", "impresa.partitaIva", NULL },
  { "prenotazione", NULL, "ragioneSociale", "impresa.ragioneSociale", NULL },
  { "prenotazione", NULL, "codiceAteco", "impresa.codiceAteco", NULL },
  { "prenotazione", NULL, "tipoDocumento", "tipoDocumento", NULL },
  { "prenotazione", NULL, "dataScadenzaDocumento", "dataScadenzaDocumento", NULL },
  { "prenotazione", NULL, "numeroDocumento", "numeroDocumento", NULL },
  { "prenotazione", NULL, "numeroDiTelefono", "numeroDiTelefono", NULL },
  { "prenotazione", NULL, "email", "email", NULL },
  { "prenotazione", NULL, "pec", "pec", NULL },
  { "prenotazione", NULL, "via", "indirizzoInstallazione.via", NULL },
  { "prenotazione", NULL, "civico", "indirizzoInstallazione.civico", NULL },
  { "prenotazione", NULL, "cap", "indirizzoInstallazione.cap", NULL },
  { "prenotazione", NULL, "palazzina", "indirizzoInstallazione.palazzina", NULL },
  { "prenotazione", NULL, "scala", "indirizzoInstallazione.scala", NULL },
  { "prenotazione", NULL, "piano", "indirizzoInstallazione.piano", NULL },
  { "prenotazione", NULL, "interno", "indirizzoInstallazione.interno", NULL },
  { "prenotazione", NULL, "codiceIstatComune", "indirizzoInstallazione.codiceIstatComune", NULL },
  { "prenotazione", NULL, "tipo", "indirizzoInstallazione.tipo", NULL },
  { "prenotazione", NULL, "velocitaDownloadMbit", "velocitaDownloadMbit", NULL },
  { "prenotazione", NULL, "codiceUnivocoCella", "codiceUnivocoCella", NULL },
  { "attivazione", NULL, "dataAttivazione", "attivazione[0].dataAttivazione", NULL },
  { "attivazione", NULL, "codiceUnivocoOfferta", "attivazione[0].codiceUnivocoOfferta", NULL },
  { "attivazione", NULL, "tecnologiaAttivata", "attivazione[0].tecnologiaAttivata", NULL },
  { "cessazione", NULL, "dataCessazione", "cessazione[0].dataCessazione", NULL },
  { "disdetta", NULL, "dataDisdetta", "disdetta[0].dataDisdetta", NULL },
};
/* *INDENT-ON* */

static void
field_free (gpointer data)
{
  SptVoucherField *field = data;

  g_free (field->name);
  g_free (field->path);
  g_free (field);
}

/* A word that nobody writes by accident. */
static gboolean
is_distinctive (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_isupper (*c))
      return TRUE;

  return FALSE;
}

static gboolean
is_listed (GPtrArray  *fields,
           const char *path,
           const char *setting)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const SptVoucherField *field = g_ptr_array_index (fields, i);

      if (g_strcmp0 (field->path, path) == 0 && g_strcmp0 (field->setting, setting) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "$.famiglia.codiciFiscaliFamigliari[2]" */
static void
add_field (GPtrArray  *fields,
           const char *verb,
           gboolean    is_firm,
           const char *word,
           gboolean    in_list)
{
  g_auto (GStrv) steps = g_strsplit (word, ".", -1);
  guint n = g_strv_length (steps);
  const char *object = n > 1 ? steps[n - 2] : is_firm ? "impresa" : "famiglia";
  char *bracket;

  if (n == 0)
    return;
  bracket = strchr (steps[n - 1], '[');
  if (bracket != NULL)
    *bracket = '\0';

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      SptVoucherField *field;

      if (g_ascii_strcasecmp (parameters[i].name, steps[n - 1]) != 0 ||
          (parameters[i].verb != NULL && g_strcmp0 (parameters[i].verb, verb) != 0) ||
          (parameters[i].object != NULL && g_ascii_strcasecmp (parameters[i].object, object) != 0) ||
          (!in_list && n == 1 && !is_distinctive (parameters[i].name)) ||
          is_listed (fields, parameters[i].path, parameters[i].setting))
        continue;
      field = g_new0 (SptVoucherField, 1);
      field->name = g_strdup (word);
      field->path = g_strdup (parameters[i].path);
      field->setting = parameters[i].setting;
      g_ptr_array_add (fields, field);
      return;
    }
}

/* After the first colon, if there is one: "… non conformi o mancanti: cap, email". */
static const char *
find_list (const char *message)
{
  const char *colon = message != NULL ? strchr (message, ':') : NULL;

  /* The outcome's code stands before the words that were kept. */
  if (colon != NULL && g_str_has_prefix (message, "REQUEST_"))
    colon = strchr (colon + 1, ':');

  return colon != NULL ? colon + 1 : NULL;
}

/* A full stop that ends a sentence, brackets around the list. */
static void
trim_word (GString *word)
{
  while (word->len > 0 && strchr (".[", word->str[0]) != NULL)
    g_string_erase (word, 0, 1);
  while (word->len > 0 && (strchr (".[", word->str[word->len - 1]) != NULL ||
                           (word->str[word->len - 1] == ']' && strchr (word->str, '[') == NULL)))
    g_string_truncate (word, word->len - 1);
}

/**
 * spt_voucher_answer_list_fields:
 * @operation: what was asked
 * @is_firm: the beneficiary is one
 * @message: (nullable): the service's words, as they were kept
 *
 * Finds the parameters that a refusal names. Nobody documents how the list is written: names are
 * looked for behind the colon, and before it only where no Italian word is spelt like them (services
 * facts 4.8).
 *
 * Returns: (transfer full) (element-type SptVoucherField): what is named, in order
 */
GPtrArray *
spt_voucher_answer_list_fields (const char *operation,
                                gboolean    is_firm,
                                const char *message)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  const char *verb = operation != NULL ? spt_voucher_get_verb (operation) : "";
  const char *list = find_list (message);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = message; c != NULL; c++)
    {
      if (*c != '\0' && (g_ascii_isalnum (*c) || strchr ("._$[]", *c) != NULL))
        {
          g_string_append_c (word, *c);
        }
      else if (word->len > 0)
        {
          trim_word (word);
          add_field (fields, verb, is_firm, word->str, list != NULL && c > list);
          g_string_truncate (word, 0);
        }
      if (*c == '\0')
        break;
    }

  return fields;
}

/**
 * spt_voucher_answer_has_list:
 * @message: (nullable): the service's words
 *
 * Says whether they have something behind a colon, as the list of faulty parameters stands there.
 *
 * Returns: %TRUE if so
 */
gboolean
spt_voucher_answer_has_list (const char *message)
{
  const char *list = find_list (message);

  return list != NULL && !spt_text_is_blank (list);
}
