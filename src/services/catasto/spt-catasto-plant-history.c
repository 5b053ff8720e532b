/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document held against the reports that a plant has, accepted or on their way before it: the same report twice, a
 * component that goes before what was attested of it (catasto facts 11). */

#define G_LOG_DOMAIN "spt-catasto-plant-history"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "services/catasto/spt-catasto-schemas.h"

#define REPLACED "Sostituito"

typedef struct
{
  const SptCatastoKind *kind;
  guint                 number;
  guint                 type; /* of an efficiency report; 0 = a test report */
  guint                 day;
} Report;

typedef struct
{
  GArray       *reports;  /* (element-type Report) */
  SptNode      *document; /* its "impianto" */
  SptIssueList *issues;
} History;

/* --- what there is ---------------------------------------------------------------------------------------- */

static void
add_report (GArray               *reports,
            const SptCatastoKind *kind,
            guint                 number,
            guint                 type,
            const char           *day)
{
  Report report = { kind, number, type, 0 };

  if (kind != NULL && spt_catasto_parse_day (day, &report.day))
    g_array_append_val (reports, report);
}

static void
add_reports (GArray         *reports,
             SptCatastoTree *tree)
{
  xmlNodePtr test = spt_catasto_tree_first (tree->plant, "rapporto_prova");
  guint type;
  xmlNodePtr report = spt_catasto_find_report (tree, &type);

  for (xmlNodePtr section = spt_catasto_tree_first (report, "sezione_E"); section != NULL;
       section = spt_catasto_tree_next (section))
    add_report (reports, spt_catasto_get_report_kind (type),
                spt_catasto_tree_get_number (tree, section, spt_catasto_get_report_number (type)), type,
                spt_catasto_tree_get (tree, report, "A_F_dataControllo"));
  for (guint i = 0; test != NULL && i < SPT_CATASTO_N_KINDS; i++)
    {
      g_autofree char *name = g_strconcat ("generatore_", spt_catasto_kinds[i].kind, NULL);

      for (xmlNodePtr part = spt_catasto_tree_first (test, name); part != NULL; part = spt_catasto_tree_next (part))
        add_report (reports, &spt_catasto_kinds[i], spt_catasto_tree_get_number (tree, part, "numero"), 0,
                    spt_catasto_tree_get (tree, spt_catasto_tree_first (test, "dati_generali"), "data"));
    }
}

static GArray *
list_reports (const SptPlantData *plant)
{
  GArray *reports = g_array_new (FALSE, FALSE, sizeof (Report));

  for (guint i = 0; plant->documents != NULL && i < plant->documents->len; i++)
    {
      const SptPlantDocument *document = g_ptr_array_index (plant->documents, i);
      const SptCatastoOperation *operation = spt_catasto_operation_find (document->operation);
      g_autoptr (SptCatastoTree) tree = NULL;

      if (operation == NULL || (operation->call != 8 && operation->call != 9) || document->doc == NULL)
        continue;
      tree = spt_catasto_tree_parse (document->doc, -1, NULL);
      if (tree != NULL)
        add_reports (reports, tree);
    }

  return reports;
}

static const Report *
find_last (const History        *self,
           const SptCatastoKind *kind, /* (nullable): any */
           guint                 number)
{
  const Report *last = NULL;

  for (guint i = 0; i < self->reports->len; i++)
    {
      const Report *report = &g_array_index (self->reports, Report, i);

      if ((kind == NULL || (report->kind == kind && report->number == number)) && (last == NULL || report->day > last->day))
        last = report;
    }

  return last;
}

/* --- twice ------------------------------------------------------------------------------------------------ */

static void
say (History    *self,
     SptNode    *node,
     const char *name,
     const char *code,
     const char *value)
{
  spt_node_add_issue (node, spt_group_def_find_field (spt_node_get_def (node), name), self->issues, SPT_ISSUE_ERROR,
                      SPT_CATASTO_DOMAIN, code, 0, value, NULL);
  /* It was concluded, and what the archive has may not be what the register has. */
  spt_issue_list_set_overridable (self->issues);
}

static void
check_double (History *self,
              SptNode *report,
              guint    type)
{
  const char *name = spt_catasto_get_report_number (type);
  guint n = spt_catasto_node_count (report, "sezione_E");
  guint day;

  if (!spt_catasto_node_get_day (report, "A_F_dataControllo", &day))
    return;
  for (guint i = 0; i < n; i++)
    {
      SptNode *section = spt_catasto_node_child (report, "sezione_E", i);
      const char *number = spt_catasto_node_get (section, name);

      for (guint j = 0; j < self->reports->len; j++)
        {
          const Report *other = &g_array_index (self->reports, Report, j);

          if (other->type != type || other->day != day || other->number != g_ascii_strtoull (number, NULL, 10))
            continue;
          say (self, section, name, "E-RCEE-DOPPIO", number);
          break;
        }
    }
}

static void
check_doubles (History *self)
{
  for (guint type = 1; type <= 4; type++)
    {
      g_autofree char *name = g_strdup_printf ("rcee_tipo_%u", type);
      SptNode *report = spt_catasto_node_first (self->document, name);

      if (report != NULL)
        check_double (self, report, type);
    }
}

/* --- gone before ------------------------------------------------------------------------------------------ */

static void
check_gone (History              *self,
            SptNode              *node,
            const char           *name,
            const SptCatastoKind *kind,
            guint                 number)
{
  const Report *last = find_last (self, kind, number);
  g_autofree char *text = NULL;
  guint day;
  GDate date;

  if (last == NULL || !spt_catasto_node_get_day (node, name, &day) || day >= last->day)
    return;
  g_date_set_julian (&date, last->day);
  text = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
  say (self, node, name, "E-COMP-RAPPORTI", text);
}

static void
check_dismissals (History    *self,
                  const char *group)
{
  guint n = spt_catasto_node_count (self->document, group);

  for (guint i = 0; i < n; i++)
    {
      SptNode *node = spt_catasto_node_child (self->document, group, i);
      const SptCatastoKind *kind = spt_catasto_kind_find (spt_catasto_node_get (node, "tipoComponente"));

      if (kind != NULL)
        check_gone (self, node, SPT_CATASTO_DISMISSED, kind,
                    (guint) g_ascii_strtoull (spt_catasto_node_get (node, "numero"), NULL, 10));
    }
}

static const char *
get_own (SptNode              *item,
         const SptCatastoKind *kind,
         const char           *suffix)
{
  g_autofree char *name = g_strconcat (kind->prefix, suffix, NULL);

  return spt_catasto_node_get (item, name);
}

/* The same serial number, else the same day of installation, is the same machine. */
static gboolean
is_same (SptNode              *a,
         SptNode              *b,
         const SptCatastoKind *kind)
{
  const char *serial = get_own (a, kind, "matricola");
  const char *other = get_own (b, kind, "matricola");

  if (*serial != '\0' && *other != '\0')
    return g_ascii_strcasecmp (serial, other) == 0;

  return *get_own (a, kind, SPT_CATASTO_INSTALLED) != '\0' &&
         strcmp (get_own (a, kind, SPT_CATASTO_INSTALLED), get_own (b, kind, SPT_CATASTO_INSTALLED)) == 0;
}

/* What stands there until now, and the document says is gone. */
static void
check_component (History              *self,
                 SptNode              *component,
                 SptNode              *known,
                 const SptCatastoKind *kind)
{
  SptNode *now = spt_catasto_get_item (known, kind);
  SptNode *item = spt_catasto_get_item (component, kind);
  g_autofree char *replaced = g_strconcat (kind->item, REPLACED, NULL);
  g_autofree char *gone = g_strconcat (kind->prefix, SPT_CATASTO_DISMISSED, NULL);
  guint number = (guint) g_ascii_strtoull (spt_catasto_node_get (component, kind->number), NULL, 10);
  guint n = spt_catasto_node_count (component, replaced);
  guint day;

  if (now == NULL || spt_catasto_item_get_day (now, kind, SPT_CATASTO_DISMISSED, &day))
    return;
  if (item != NULL && is_same (item, now, kind))
    check_gone (self, item, gone, kind, number);
  for (guint i = 0; i < n; i++)
    {
      item = spt_catasto_node_child (component, replaced, i);
      if (is_same (item, now, kind))
        check_gone (self, item, gone, kind, number);
    }
}

static void
check_components (History *self,
                  SptNode *libretto)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = kind->item != NULL ? spt_catasto_node_first (self->document, kind->scheda) : NULL;
      guint n = scheda != NULL ? spt_catasto_node_count (scheda, kind->group) : 0;

      for (guint j = 0; j < n; j++)
        {
          SptNode *component = spt_catasto_node_child (scheda, kind->group, j);
          SptNode *known = spt_catasto_find_component (libretto, kind, spt_catasto_node_get (component, kind->number));

          if (known != NULL)
            check_component (self, component, known, kind);
        }
    }
}

/**
 * spt_catasto_plant_check_history:
 * @operation: as what it is to be sent
 * @record: what a form holds
 * @libretto: (nullable): the plant's libretto
 * @plant: the plant, with its documents
 * @issues: what is found is added; a person may know better
 *
 * Looks at a document beside the reports that the plant has (catasto facts 11: E-RCEE-DOPPIO, E-COMP-RAPPORTI).
 */
void
spt_catasto_plant_check_history (const SptCatastoOperation *operation,
                                 SptRecord                 *record,
                                 SptRecord                 *libretto,
                                 const SptPlantData        *plant,
                                 SptIssueList              *issues)
{
  g_autoptr (GArray) reports = list_reports (plant);
  History self = { reports, spt_catasto_node_first (spt_record_get_root (record), SPT_CATASTO_PLANT), issues };
  SptNode *known = libretto != NULL ? spt_catasto_node_first (spt_record_get_root (libretto), SPT_CATASTO_PLANT) : NULL;

  if (self.document == NULL || reports->len == 0)
    return;
  if (operation->call == 8)
    check_doubles (&self);
  else if (operation->call == 3)
    check_gone (&self, self.document, SPT_CATASTO_DISMISSED, NULL, 0);
  else if (operation->call == 6)
    check_dismissals (&self, "generatore_dismesso");
  else if (operation->call == 7)
    check_dismissals (&self, "parte_dismessa");
  else if (known != NULL)
    check_components (&self, known);
}
