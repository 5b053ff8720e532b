/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on the life of a plant: first submission, who may send, state, dates (facts 5, 9.5, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

static xmlNode *
code_node (PrcCatastoCheck *check)
{
  return prc_catasto_child (check->root, "L1_codice_impianto");
}

static gboolean
is_first (const PrcCatastoCheck *check)
{
  return check->state == NULL;
}

static void
check_first (PrcCatastoCheck *check)
{
  if (!is_first (check) || check->call == 2 ||
      (check->call == 11 && prc_settings_is (check->twin->settings, "primo_invio_accetta_11", "si")))
    return;
  prc_catasto_blame (check, code_node (check), NULL);
}

static void
check_unusual_first (PrcCatastoCheck *check)
{
  guint id = check->operation->api_id;

  if (is_first (check) && (id == 5 || id == 85 || id == 86))
    prc_catasto_blame (check, prc_catasto_child (check->root, "API_ID"), NULL);
}

/* The province of the plant: what the document says, else what is on the register. */
static const char *
province (PrcCatastoCheck *check)
{
  const char *given = prc_catasto_text (check, prc_catasto_given (check, "scheda_1_2_ubicazione"),
                                        "L1_2prov");

  return check->province != NULL ? check->province : given;
}

static void
check_sender (PrcCatastoCheck *check)
{
  const PrcCatastoSender *sender = check->sender;
  g_autofree char *word = g_strdup_printf (" %u ", check->operation->api_id);

  if (g_str_has_suffix (check->code, "-ALTRUI"))
    prc_catasto_blame (check, code_node (check), "L'impianto è associato a un'altra impresa.");
  if (sender->api_ids != NULL && strstr (sender->api_ids, word) == NULL)
    prc_catasto_blame (check, prc_catasto_child (check->root, "API_ID"),
                       "Chi invia non può fare questa operazione.");
  if (sender->province != NULL && g_strcmp0 (sender->province, province (check)) != 0)
    prc_catasto_blame (check, code_node (check), "L'impianto è fuori dal territorio di chi invia.");
}

static void
check_present (PrcCatastoCheck *check)
{
  if (!is_first (check) && check->operation->api_id == 4 && check->libretto)
    prc_catasto_blame (check, code_node (check), NULL);
}

static void
check_dismissed (PrcCatastoCheck *check)
{
  guint id = check->operation->api_id;

  if (g_strcmp0 (check->state, "dismissed") == 0 && id != 85 && id != 86)
    prc_catasto_blame (check, code_node (check), NULL);
}

/* A report wants the libretto on file; nothing else does (facts 5). */
static void
check_libretto (PrcCatastoCheck *check)
{
  if (!is_first (check) && !check->libretto)
    prc_catasto_blame (check, code_node (check), NULL);
}

static void
check_intervention (PrcCatastoCheck *check)
{
  gint64 given = prc_catasto_whole (check, check->root, "L1_1tipoIntervento");

  if (given > 0 && check->operation->intervention > 0 && given != check->operation->intervention)
    prc_catasto_blame (check, prc_catasto_child (check->root, "L1_1tipoIntervento"),
                       "Con API_ID %u il tipo di intervento è %u.", check->operation->api_id,
                       check->operation->intervention);
}

/* Dates that lie ahead by nature. */
static const char *const ahead[] = {
  "A_F_dataIntervento", "A_E_dataRipristino", "L11_2dataRispristino", "L3dataValiditaContrattoAl",
  NULL
};

static gboolean
is_date (const char *text)
{
  guint i;

  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
        return FALSE;
    }
  return TRUE;
}

static void
visit_date (PrcCatastoCheck *check,
            xmlNode         *node)
{
  const char *text = prc_catasto_first (node) == NULL ? prc_catasto_own (check, node) : NULL;

  /* A serial number may look like a date. */
  if (is_date (text) && strcmp (text, check->today) > 0 &&
      (strstr ((const char *) node->name, "data") != NULL ||
       strstr ((const char *) node->name, "Data") != NULL) &&
      !g_strv_contains (ahead, (const char *) node->name))
    prc_catasto_blame (check, node, "%s è nel futuro.", text);
}

static void
check_future (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_date);
}

/* The schema stops these before; a lax schema would not. */
static void
visit_old (PrcCatastoCheck *check,
           xmlNode         *node)
{
  const char *text = prc_catasto_first (node) == NULL ? prc_catasto_own (check, node) : NULL;

  if (is_date (text) && strcmp (text, "1900-01-01") < 0 &&
      strstr ((const char *) node->name, "data") != NULL)
    prc_catasto_blame (check, node, NULL);
}

static void
check_old (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_old);
}

static const PrcCatastoRule rules[] = {
  { "E-PRIMO-INVIO", PRC_CATASTO_KNOWN, PRC_CATASTO_ALL, check_first,
    "Il primo invio dell'impianto deve essere una chiamata api_call_2." },
  { "W-PRIMO-INVIO", PRC_CATASTO_KNOWN, PRC_CATASTO_CALL (2), check_unusual_first,
    "Primo invio con un'operazione che di solito segue: per un libretto esistente l'API_ID è 9." },
  { "E-COMPETENZA", PRC_CATASTO_SENDER, PRC_CATASTO_ALL, check_sender,
    "L'impianto o l'operazione non sono di competenza di chi invia." },
  { "E-GIA-PRESENTE", PRC_CATASTO_STATE, PRC_CATASTO_CALL (2), check_present,
    "L'impianto è già in catasto." },
  { "E-IMPIANTO-DISMESSO", PRC_CATASTO_STATE, PRC_CATASTO_ALL, check_dismissed,
    "L'impianto è dismesso." },
  { "E-RCEE-LIBRETTO", PRC_CATASTO_STATE, PRC_CATASTO_CALL (8), check_libretto,
    "L'impianto non ha un libretto in catasto." },
  { "E-TIPO-INTERVENTO", PRC_CATASTO_SHEETS, PRC_CATASTO_ALL, check_intervention,
    "Il tipo di intervento non corrisponde all'API_ID." },
  { "E-DATA-FUTURA", PRC_CATASTO_DATES, PRC_CATASTO_ALL, check_future, "La data è nel futuro." },
  { "E-DATA-1900", PRC_CATASTO_DATES, PRC_CATASTO_ALL, check_old,
    "La data è anteriore al 1900." },
};

/**
 * prc_catasto_life_rules:
 *
 * Returns: the rules on the life of a plant
 */
PrcCatastoRules
prc_catasto_life_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
