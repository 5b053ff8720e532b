/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plant's document held against schema, rules, and what is known of the plant: its libretto, its standing, its parts. */

#define G_LOG_DOMAIN "spt-catasto-plant-check"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "base/spt-text.h"
#include "services/catasto/spt-catasto-document.h"
#include "services/catasto/spt-catasto-schemas.h"

/* What documents of a plant are held against. */
typedef struct
{
  SptRecord *record; /* (owned) (nullable): of call 2 */
  SptXsd    *xsd;    /* (owned) (nullable): which it lives no longer than */
} Libretto;

static void
libretto_open (Libretto           *self,
               const SptPlantData *plant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRecord) record = NULL;

  *self = (Libretto) { NULL };
  if (plant == NULL || plant->libretto == NULL)
    return;
  self->xsd = spt_catasto_schemas_ref (SPT_CATASTO_LIBRETTO_CALL, &error);
  if (self->xsd != NULL)
    {
      record = spt_record_new (spt_xsd_get_schema (self->xsd));
      if (spt_xsd_read (self->xsd, plant->libretto, strlen (plant->libretto), record, NULL, &error))
        self->record = g_steal_pointer (&record);
    }
  if (error != NULL)
    g_warning ("a plant's libretto: %s", error->message);
}

static void
libretto_clear (Libretto *self)
{
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Libretto, libretto_clear)

/* --- the code ------------------------------------------------------------------------------------------- */

/* Which code it is the authority says; of a plant that is known it is that one. */
static void
check_code (SptRecord          *record,
            const SptPlantData *plant,
            SptIssueList       *issues)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), SPT_CATASTO_CODE);
  const char *code = spt_catasto_node_get (root, SPT_CATASTO_CODE);

  if (field == NULL)
    return;
  if (strpbrk (code, " \t\n") != NULL)
    spt_node_add_issue (root, field, issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-CODICE", 0, code, NULL);
  else if (*code != '\0' && plant != NULL && plant->code != NULL && *plant->code != '\0' && strcmp (code, plant->code) != 0)
    spt_node_add_issue (root, field, issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-CODICE:altro", 0, code, plant->code);
}

/* --- where the plant stands --------------------------------------------------------------------------------- */

static const char *
find_static (const char *code)
{
  static const char *const codes[] = { "E-PRIMO-INVIO", "E-GIA-PRESENTE", "E-IMPIANTO-DISMESSO" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_strcmp0 (code, codes[i]) == 0)
        return codes[i];
    }

  return NULL;
}

static void
check_standing (const SptCatastoOperation *operation,
                SptRecord                 *record,
                const SptPlantData        *plant,
                SptIssueList              *issues)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), SPT_CATASTO_CODE);
  const char *refusal;
  SptCatastoVerdict verdict = spt_catasto_states_judge (spt_catasto_get_standing_of (plant), operation->api_id, &refusal);
  const char *code = find_static (refusal);

  if ((verdict != SPT_CATASTO_DOUBTFUL && verdict != SPT_CATASTO_REFUSED_BY_RULE) || code == NULL)
    return;
  spt_node_add_issue (root, field, issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, code, 0, plant->code, NULL);
  /* What was concluded a person may know better. */
  if (verdict == SPT_CATASTO_DOUBTFUL)
    spt_issue_list_set_overridable (issues);
}

/* --- parts that the archive remembers ------------------------------------------------------------------------ */

static gboolean
is_in_libretto (SptNode              *libretto,
                const SptCatastoKind *kind,
                guint                 number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  return libretto != NULL && spt_catasto_find_component (libretto, kind, text) != NULL;
}

/* A whole libretto without what once had a number: of those that the libretto on file still has the rules speak. */
static void
check_lost (const SptCatastoOperation *operation,
            SptRecord                 *record,
            SptRecord                 *libretto,
            const SptPlantData        *plant,
            SptIssueList              *issues)
{
  SptNode *document = spt_catasto_node_first (spt_record_get_root (record), SPT_CATASTO_PLANT);
  SptNode *known = libretto != NULL ? spt_catasto_node_first (spt_record_get_root (libretto), SPT_CATASTO_PLANT) : NULL;
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (document == NULL || plant->parts == NULL || (operation->call != 2 && operation->call != 11))
    return;
  for (guint i = 0; i < plant->parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (plant->parts, i);
      const SptCatastoKind *kind = spt_catasto_kind_find (part->kind);
      g_autofree char *name = g_strdup_printf ("%s-%u", part->kind, part->number);
      g_autoptr (GString) path = g_string_new (NULL);

      /* A vessel has no days: when it goes it is not listed any more. */
      if (kind == NULL || kind->item == NULL || is_in_libretto (document, kind, part->number) ||
          is_in_libretto (known, kind, part->number) || g_hash_table_contains (said, name))
        continue;
      spt_node_append_path (document, NULL, path);
      g_string_append_printf (path, ".%s", kind->scheda);
      spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_CATASTO_DOMAIN, "W-COMPONENTI-PERSI:storia", 0, path->str, name, NULL);
      g_hash_table_add (said, g_steal_pointer (&name));
    }
}

/* A new component may not have the number of one that was there before (catasto facts 7). */
static void
check_reused (const SptCatastoOperation *operation,
              SptRecord                 *record,
              SptRecord                 *libretto,
              const SptPlantData        *plant,
              SptIssueList              *issues)
{
  SptNode *document = spt_catasto_node_first (spt_record_get_root (record), SPT_CATASTO_PLANT);
  SptNode *known = libretto != NULL ? spt_catasto_node_first (spt_record_get_root (libretto), SPT_CATASTO_PLANT) : NULL;

  if (document == NULL || plant->parts == NULL || (operation->call != 4 && operation->call != 5))
    return;
  for (guint i = 0; i < plant->parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (plant->parts, i);
      const SptCatastoKind *kind = spt_catasto_kind_find (part->kind);
      g_autofree char *text = g_strdup_printf ("%u", part->number);
      SptNode *component = kind != NULL ? spt_catasto_find_component (document, kind, text) : NULL;

      if (component == NULL || part->turn > 0 || is_in_libretto (known, kind, part->number))
        continue;
      spt_node_add_issue (component, spt_group_def_find_field (spt_node_get_def (component), kind->number), issues,
                          SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-NUMERO-COMP:usato", 0, text, NULL);
      spt_issue_list_set_overridable (issues);
    }
}

/* The firm of an efficiency report, beside the office's own catalogue: reasons to warn (catasto facts 9.5: registered, active,
 * with an F-gas certificate for cooling machines; 11: E-MANUTENTORE). An inspection is the authority's: no firm stands in it. */
static void
check_firm (SptRecord          *record,
            const SptPlantData *plant,
            SptIssueList       *issues)
{
  static const char *const codes[] = {
    [SPT_PLANT_FIRM_NOT_REGISTERED] = "W-DITTA",
    [SPT_PLANT_FIRM_EXPIRED] = "W-DITTA:scaduta",
    [SPT_PLANT_FIRM_NO_FGAS] = "W-DITTA:fgas",
  };
  SptNode *document = spt_catasto_node_first (spt_record_get_root (record), SPT_CATASTO_PLANT);

  for (guint type = 1; document != NULL && type <= 4; type++)
    {
      g_autofree char *name = g_strdup_printf ("rcee_tipo_%u", type);
      SptNode *report = spt_catasto_node_first (document, name);
      SptNode *firm = report != NULL ? spt_catasto_node_first (report, "datiManutentore") : NULL;
      const char *code = firm != NULL ? spt_catasto_node_get (firm, "codiceFiscale") : "";
      const char *day = report != NULL ? spt_catasto_node_get (report, "A_F_dataControllo") : "";
      SptPlantFirmState state;

      if (*code == '\0' || *day == '\0')
        continue;
      state = spt_plant_firms_judge (plant->firms, code, day, type == 2);
      if (state < G_N_ELEMENTS (codes) && codes[state] != NULL)
        spt_node_add_issue (firm, spt_group_def_find_field (spt_node_get_def (firm), "codiceFiscale"), issues,
                            SPT_ISSUE_WARNING, SPT_CATASTO_DOMAIN, codes[state], 0, code, NULL);
    }
}

/* Which operation's rules it is held against: a libretto on file is what its own API_ID says. */
static const SptCatastoOperation *
find_rules (const char *operation,
            SptRecord  *record)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  g_autofree char *own = NULL;

  if (found == NULL)
    {
      const char *api_id = spt_catasto_node_get (spt_record_get_root (record), SPT_CATASTO_API_ID);

      own = g_strconcat (SPT_CATASTO_DOMAIN ".", *api_id != '\0' ? api_id : "9", NULL);
      found = spt_catasto_operation_find (own);
    }

  return found != NULL ? found : spt_catasto_operation_find ("catasto.9");
}

/* What the plant has to say. */
static void
check_beside (const SptCatastoOperation *rules,
              const char                *operation,
              SptRecord                 *record,
              SptRecord                 *libretto,
              const SptPlantData        *plant,
              SptIssueList              *issues)
{
  check_code (record, plant, issues);
  if (plant == NULL)
    return;
  if (spt_catasto_operation_find (operation) != NULL)
    check_standing (rules, record, plant, issues);
  check_lost (rules, record, libretto, plant, issues);
  check_reused (rules, record, libretto, plant, issues);
  check_firm (record, plant, issues);
  spt_catasto_plant_check_history (rules, record, libretto, plant, issues);
}

/**
 * spt_catasto_plant_check:
 * @service: the service
 * @account: (nullable): whose it is
 * @operation: what it is to be sent as; "" or none of the service's: a libretto that stays here
 * @xsd: the schema of the record
 * @record: what a form holds
 * @plant: (nullable): the plant, as it will be when what is queued before was accepted
 * @now_utc_ms: what days are compared with
 * @issues: what is found is added
 *
 * Looks at a document as the register would, as far as that can be known here.
 */
void
spt_catasto_plant_check (SptService         *service,
                         SptAccount         *account,
                         const char         *operation,
                         SptXsd             *xsd,
                         SptRecord          *record,
                         const SptPlantData *plant,
                         gint64              now_utc_ms,
                         SptIssueList       *issues)
{
  const SptCatastoOperation *rules = find_rules (operation, record);
  g_auto (Libretto) libretto = { NULL };

  libretto_open (&libretto, plant);
  spt_catasto_record_check (rules, xsd, record, libretto.record, now_utc_ms, issues);
  check_beside (rules, operation, record, libretto.record, plant, issues);
}

/**
 * spt_catasto_plant_check_document:
 * @service: the service
 * @account: (nullable): whose it is
 * @operation: what it is to be sent as
 * @document: a document of the archive
 * @plant: (nullable): the plant, as it will be when what is queued before was accepted
 * @now_utc_ms: what days are compared with
 * @issues: what is found is added
 *
 * spt_catasto_plant_check() of what was read once.
 */
void
spt_catasto_plant_check_document (SptService         *service,
                                  SptAccount         *account,
                                  const char         *operation,
                                  SptXsdDocument     *document,
                                  const SptPlantData *plant,
                                  gint64              now_utc_ms,
                                  SptIssueList       *issues)
{
  SptRecord *record = spt_xsd_document_get_record (document);
  const SptCatastoOperation *rules = find_rules (operation, record);
  g_auto (Libretto) libretto = { NULL };

  libretto_open (&libretto, plant);
  spt_catasto_archived_check (rules, document, libretto.record, now_utc_ms, issues);
  check_beside (rules, operation, record, libretto.record, plant, issues);
}
