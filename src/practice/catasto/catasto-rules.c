/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a judgment and the tables of rules they go through (facts 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <stdarg.h>

/* A document with more faults than this is told of the first ones. */
#define FINDING_LIMIT 500

static PrcCatastoRules (*const tables[]) (void) = {
  prc_catasto_structure_rules, prc_catasto_life_rules,  prc_catasto_sheet_rules,
  prc_catasto_people_rules,    prc_catasto_part_rules,  prc_catasto_rcee_rules,
  prc_catasto_report_rules,
};

/* What is said of the codes that no rule of a table has alone. */
static const struct
{
  const char *code;
  const char *message;
} messages[] = {
  { "OK", "L'invio è stato accettato." },
  { "E-XML", "Il documento non è XML ben formato in UTF-8." },
  { "E-ENDPOINT", "Radice, namespace e indirizzo della chiamata non corrispondono." },
  { "E-XSD", "Il documento non rispetta lo schema della chiamata." },
  { "E-VERSIONE", "La versione dello schema deve essere 2.2." },
  { "E-API-ID", "L'API_ID non è tra quelli della chiamata." },
  { "E-CREDENZIALI", "Credenziali assenti, errate o scadute." },
  { "E-COMPETENZA", "L'impianto o l'operazione non sono di competenza di chi invia." },
  { "E-CHIAMATA", "La chiamata non esiste." },
  { "E-METODO", "La chiamata si fa con POST." },
  { "E-DIMENSIONE", "Il documento supera i 5 MiB." },
  { "E-TIPO-CONTENUTO", "Il corpo deve essere application/xml in UTF-8." },
  { "E-ID-RICHIESTA", "X-Id-Richiesta manca, non è un UUID o è già servito per un altro documento." },
  { "E-OCCUPATO", "Il catasto è occupato: riprovare più tardi." },
  { "E-INTERNO", "Errore interno del catasto." },
};

static const PrcCatastoRule *
find_rule (const char *code)
{
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      PrcCatastoRules table = tables[i]();

      for (j = 0; j < table.count; j++)
        {
          if (g_str_equal (table.rules[j].code, code))
            return &table.rules[j];
        }
    }
  return NULL;
}

/**
 * prc_catasto_message:
 * @code: a code
 *
 * Finds the sentence of a code.
 *
 * Returns: (transfer none): the sentence
 */
const char *
prc_catasto_message (const char *code)
{
  const PrcCatastoRule *rule;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      if (g_str_equal (messages[i].code, code))
        return messages[i].message;
    }
  rule = find_rule (code);
  return rule != NULL ? rule->message : code;
}

static void
finding_free (gpointer data)
{
  PrcCatastoFinding *self = data;

  g_free (self->message);
  g_free (self);
}

static void
add (PrcCatastoCheck *check,
     const char      *code,
     gboolean         warning,
     xmlNode         *node,
     int              line,
     const char      *message)
{
  PrcCatastoFinding *finding;

  if (check->findings == NULL)
    check->findings = g_ptr_array_new_with_free_func (finding_free);
  if (node != NULL)
    g_hash_table_add (check->faulty, node);
  if (check->findings->len >= FINDING_LIMIT)
    return;
  finding = g_new0 (PrcCatastoFinding, 1);
  finding->code = code;
  finding->warning = warning && !prc_settings_is (check->twin->settings, "warnings", "strict");
  finding->node = node;
  finding->line = line;
  finding->message = g_strdup (message);
  g_ptr_array_add (check->findings, finding);
}

/**
 * prc_catasto_accuse:
 * @check: the check
 * @code: a code, static
 * @node: (nullable): the element
 * @line: the line, without an element
 * @message: what is wrong
 *
 * Notes an error that is not the finding of a rule of the tables.
 */
void
prc_catasto_accuse (PrcCatastoCheck *check,
                    const char      *code,
                    xmlNode         *node,
                    int              line,
                    const char      *message)
{
  add (check, code, FALSE, node, line, message);
}

/**
 * prc_catasto_blame:
 * @check: the check, at work on a rule
 * @node: the element
 * @format: (nullable): what is wrong; %NULL for the sentence of the rule
 * @...: its arguments
 *
 * Notes that the rule at work is broken: an error or, if its code begins with W, a warning.
 */
void
prc_catasto_blame (PrcCatastoCheck *check,
                   xmlNode         *node,
                   const char      *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (format != NULL)
    {
      va_start (args, format);
      message = g_strdup_vprintf (format, args);
      va_end (args);
    }
  add (check, check->rule->code, *check->rule->code == 'W', node, 0,
       message != NULL ? message : check->rule->message);
}

/**
 * prc_catasto_warn:
 * @check: the check, at work on a rule
 * @node: the element
 * @message: what is wrong
 *
 * Notes a case in which the rule at work only warns.
 */
void
prc_catasto_warn (PrcCatastoCheck *check,
                  xmlNode         *node,
                  const char      *message)
{
  add (check, check->rule->code, TRUE, node, 0, message);
}

static gboolean
has_error (const PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; check->findings != NULL && i < check->findings->len; i++)
    {
      const PrcCatastoFinding *finding = g_ptr_array_index (check->findings, i);

      if (!finding->warning)
        return TRUE;
    }
  return FALSE;
}

static void
run_stage (PrcCatastoCheck *check,
           PrcCatastoStage  stage)
{
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      PrcCatastoRules table = tables[i]();

      for (j = 0; j < table.count; j++)
        {
          check->rule = &table.rules[j];
          if (check->rule->stage == stage && check->rule->check != NULL &&
              (check->rule->calls & PRC_CATASTO_CALL (check->call)) != 0)
            check->rule->check (check);
        }
    }
  check->rule = NULL;
}

static void
check_endpoint (PrcCatastoCheck *check)
{
  g_autofree char *name = g_strdup_printf ("api_call_%u", check->call);
  const xmlNs *ns = check->root->ns;

  check->code = g_strdup (prc_catasto_text (check, check->root, "L1_codice_impianto"));
  check->api_id = g_strdup (prc_catasto_text (check, check->root, "API_ID"));
  if (!prc_catasto_is (check->root, name) || ns == NULL || g_strcmp0 ((char *) ns->href, name) != 0)
    prc_catasto_accuse (check, "E-ENDPOINT", check->root, 0, prc_catasto_message ("E-ENDPOINT"));
}

/**
 * prc_catasto_judge:
 * @check: the check, with its document
 *
 * Goes through the stages up to the first one with an error, and collects all that it finds there;
 * warnings of the stages before are kept.
 *
 * Returns: %TRUE if the document can be accepted
 */
gboolean
prc_catasto_judge (PrcCatastoCheck *check)
{
  PrcCatastoStage stage;

  if (has_error (check))
    return FALSE;
  check_endpoint (check);
  for (stage = PRC_CATASTO_SCHEMA; stage < PRC_CATASTO_STAGES && !has_error (check); stage++)
    {
      if (stage == PRC_CATASTO_SCHEMA)
        check->operation = prc_catasto_operation (check->call, check->api_id);
      if (stage == PRC_CATASTO_KNOWN)
        prc_catasto_load (check);
      if (stage == PRC_CATASTO_SHEETS)
        {
          prc_catasto_read_items (check);
          prc_catasto_merge (check);
        }
      run_stage (check, stage);
      if (stage == PRC_CATASTO_SCHEMA)
        prc_catasto_validate (check);
    }
  return !has_error (check);
}
