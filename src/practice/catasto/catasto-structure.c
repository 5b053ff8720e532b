/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on structure: tags, fillers, containers, the matrix (facts 2.2, 4, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

/* Lower case, as they are compared. */
static const char *const fillers[] = { "nd", "n.d.", "n.d", "n/a", "xxx" };

static gboolean
is_filler (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      if (g_str_equal (fillers[i], lower))
        return TRUE;
    }
  return *text != '\0' && text[strspn (text, "-*._/ \t")] == '\0';
}

/* A leaf of blanks alone, on one line: filled in, but with nothing. */
static gboolean
is_blank_filled (const xmlNode *node)
{
  const xmlNode *text = node->children;

  return text != NULL && text->next == NULL && text->type == XML_TEXT_NODE &&
         !g_str_has_prefix ((const char *) node->name, "scheda_") &&
         strchr ((const char *) text->content, '\n') == NULL;
}

static void
visit_empty (PrcCatastoCheck *check,
             xmlNode         *node)
{
  const char *text;

  if (prc_catasto_first (node) != NULL || prc_catasto_is (node, "versione"))
    return;
  text = prc_catasto_own (check, node);
  if (text == NULL || (*text == '\0' && !is_blank_filled (node)))
    prc_catasto_blame (check, node, NULL);
}

static void
check_empty (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_empty);
}

static void
visit_filler (PrcCatastoCheck *check,
              xmlNode         *node)
{
  const char *text;

  if (prc_catasto_first (node) != NULL)
    return;
  text = prc_catasto_own (check, node);
  if (text != NULL && (is_filler (text) || (*text == '\0' && is_blank_filled (node))))
    prc_catasto_blame (check, node, NULL);
}

static void
check_fillers (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_filler);
}

static void
check_plants (PrcCatastoCheck *check)
{
  xmlNode *node;
  guint count = 0;

  if (prc_settings_is (check->twin->settings, "impianti_multipli", "si"))
    return;
  prc_catasto_each (node, check->root)
  {
    if (prc_catasto_is (node, "impianto") && ++count == 2)
      prc_catasto_blame (check, node, NULL);
  }
}

static void
check_api_id (PrcCatastoCheck *check)
{
  if (check->operation == NULL && check->api_id != NULL)
    prc_catasto_blame (check, prc_catasto_child (check->root, "API_ID"), NULL);
}

static void
check_doubles (PrcCatastoCheck *check)
{
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

    prc_catasto_each (node, plant)
    {
      if (g_str_has_prefix ((const char *) node->name, "scheda_") &&
          !g_hash_table_add (seen, (gpointer) node->name))
        prc_catasto_blame (check, node, NULL);
    }
  }
}

/* What the matrix says of an element; 0 if it is no scheda. */
static char
cell (PrcCatastoCheck *check,
      const xmlNode   *node)
{
  const char *const *sheets = prc_catasto_sheets ();
  guint i;

  for (i = 0; sheets[i] != NULL; i++)
    {
      if (prc_catasto_is (node, sheets[i]))
        return check->operation->cells[i + 1];
    }
  return g_str_has_prefix ((const char *) node->name, "scheda_") ? 'X' : 0;
}

static void
check_forbidden (PrcCatastoCheck *check)
{
  xmlNode *plant, *node;

  if (check->operation == NULL)
    return;
  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (node, plant)
    {
      if (cell (check, node) == 'X')
        prc_catasto_blame (check, node, "La scheda %s non va inviata con API_ID %u.", node->name,
                           check->operation->api_id);
    }
  }
}

static void
check_inspections (PrcCatastoCheck *check)
{
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (node, plant)
    {
      if (cell (check, node) == 'W')
        prc_catasto_blame (check, node, NULL);
    }
  }
}

/* Call 10 and the calls with generators have codes of their own for "none of them". */
static void
require_one_of (PrcCatastoCheck *check,
                xmlNode         *plant)
{
  const char *cells = check->operation->cells;
  xmlNode *node;

  if (check->call != 5 || strchr (cells, 'G') == NULL)
    return;
  prc_catasto_each (node, plant)
  {
    if (cell (check, node) == 'G')
      return;
  }
  prc_catasto_blame (check, plant, "Manca almeno una scheda tra quelle delle parti accessorie.");
}

static void
check_missing (PrcCatastoCheck *check)
{
  static const char *const header[] = { "L1_1dataIntervento", "L1_1tipoIntervento" };
  const char *const *sheets = prc_catasto_sheets ();
  xmlNode *plant;
  guint i;

  if (check->operation == NULL)
    return;
  for (i = 0; check->operation->cells[0] == 'M' && i < G_N_ELEMENTS (header); i++)
    {
      if (prc_catasto_child (check->root, header[i]) == NULL)
        prc_catasto_blame (check, check->root, "Manca %s (scheda 1.1).", header[i]);
    }
  prc_catasto_each (plant, check->root)
  {
    if (!prc_catasto_is (plant, "impianto"))
      continue;
    for (i = 0; sheets[i] != NULL; i++)
      {
        if (check->operation->cells[i + 1] == 'M' && prc_catasto_child (plant, sheets[i]) == NULL)
          prc_catasto_blame (check, plant, "Manca la scheda %s.", sheets[i]);
      }
    require_one_of (check, plant);
  }
}

static void
visit_replaced (PrcCatastoCheck *check,
                xmlNode         *node)
{
  xmlNode *child;

  if (!prc_catasto_ends (node, "Sostituito"))
    return;
  prc_catasto_each (child, node)
  {
    if (prc_catasto_ends (child, "dataDismissione"))
      return;
  }
  prc_catasto_blame (check, node, NULL);
}

static void
check_replaced (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_replaced);
}

static void
visit_unit (PrcCatastoCheck *check,
            xmlNode         *node)
{
  if (prc_catasto_is (node, "unita_immobiliare") &&
      (prc_catasto_child (node, "L1_2foglio") == NULL ||
       prc_catasto_child (node, "L1_2particella") == NULL ||
       prc_catasto_child (node, "L1_2sub") == NULL))
    prc_catasto_blame (check, node, NULL);
}

static void
check_units (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_unit);
}

static void
check_report_count (PrcCatastoCheck *check)
{
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    guint count = 0;

    if (!prc_catasto_is (plant, "impianto"))
      continue;
    prc_catasto_each (node, plant)
    count += g_str_has_prefix ((const char *) node->name, "rcee_tipo_");
    if (count != 1)
      prc_catasto_blame (check, plant, NULL);
  }
}

static void
check_consumption (PrcCatastoCheck *check)
{
  xmlNode *plant;

  prc_catasto_each (plant, check->root)
  {
    if (prc_catasto_is (plant, "impianto") && prc_catasto_first (plant) == NULL)
      prc_catasto_blame (check, plant, NULL);
  }
}

static const PrcCatastoRule rules[] = {
  { "E-API-ID", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_api_id,
    "L'API_ID non è tra quelli della chiamata." },
  { "E-IMPIANTI-MULTIPLI", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_plants,
    "Un codice impianto vale per un solo impianto." },
  { "E-RCEE-TIPO", PRC_CATASTO_SCHEMA, PRC_CATASTO_CALL (8), check_report_count,
    "Serve un rapporto di controllo, e uno solo." },
  { "E-CONSUMI", PRC_CATASTO_SCHEMA, PRC_CATASTO_CALL (10), check_consumption,
    "Manca almeno un consumo." },
  { "E-TAG-VUOTO", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_empty,
    "Il tag è vuoto: ciò che non esiste va omesso." },
  { "E-RIEMPITIVO", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_fillers,
    "Il testo è un riempitivo: ciò che non esiste va omesso." },
  { "E-SCHEDA-DOPPIA", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_doubles,
    "La scheda è presente due volte." },
  { "E-SCHEDA-VIETATA", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_forbidden,
    "La scheda non va inviata con questa operazione." },
  { "E-SCHEDA-MANCANTE", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_missing,
    "Manca una scheda obbligatoria." },
  { "E-SOSTITUITO", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_replaced,
    "Manca la data di dismissione del componente sostituito." },
  { "E-CATASTO", PRC_CATASTO_SCHEMA, PRC_CATASTO_ALL, check_units,
    "L'unità immobiliare vuole foglio, particella e subalterno." },
  { "W-SCHEDA-ISPEZIONI", PRC_CATASTO_SHEETS, PRC_CATASTO_ALL, check_inspections,
    "I risultati delle ispezioni li registra l'ente: la scheda 13 di solito si omette." },
};

/**
 * prc_catasto_structure_rules:
 *
 * Returns: the rules on structure
 */
PrcCatastoRules
prc_catasto_structure_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
