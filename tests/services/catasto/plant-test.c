/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants for the tests of the register's room. */
#include "config.h"

#include "plant-test.h"

#include <string.h>

#include "services/catasto/spt-catasto-service.h"

static const char *const empty[] = { NULL };

SptService *
plant_test_get_service (const SptPlantOps **ops)
{
  static SptService *service = NULL;

  if (service == NULL)
    {
      const GType types[] = { SPT_TYPE_CATASTO_SERVICE, G_TYPE_INVALID };

      spt_services_set_types (types);
      service = spt_plants_get_service (NULL);
      g_assert_nonnull (service);
    }
  if (ops != NULL)
    g_assert_true (spt_plants_get_service (ops) == service);

  return service;
}

char *
plant_test_load (const char *const *changes)
{
  g_autofree char *plain = NULL;
  g_autoptr (GString) text = NULL;

  g_assert_true (g_file_get_contents (PLANTS "/rich.xml", &plain, NULL, NULL));
  text = g_string_new (plain);
  for (changes = changes != NULL ? changes : empty; *changes != NULL; changes++)
    {
      const char *arrow = strstr (*changes, "=>");
      g_autofree char *old = g_strndup (*changes, (gsize) (arrow - *changes));
      const char *at = strstr (text->str, old);
      gssize position = at - text->str;

      if (at == NULL)
        g_error ("“%s” is not in the libretto", old);
      g_string_erase (text, position, (gssize) strlen (old));
      g_string_insert (text, position, arrow + 2);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
list_parts (PlantTest *self)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GError) error = NULL;

  if (self->libretto == NULL)
    return;
  ops->read (service, self->libretto, strlen (self->libretto), &operation, &xsd, &record, &error);
  g_assert_no_error (error);
  now = ops->list_parts (service, record);
  /* What was once known stays, as in the archive. */
  while (now->len > 0)
    g_ptr_array_add (self->parts, g_ptr_array_steal_index (now, 0));
}

void
plant_test_init (PlantTest *self,
                 char      *libretto)
{
  *self = (PlantTest) { .libretto = libretto };
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_document_free);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_part_free);
  self->data = (SptPlantData) {
    .code = "PROVA0001", .libretto = libretto, .standing = libretto != NULL ? SPT_PLANT_ACTIVE : SPT_PLANT_UNKNOWN,
    .documents = self->documents, .parts = self->parts,
  };
  list_parts (self);
}

void
plant_test_clear (PlantTest *self)
{
  g_free (self->libretto);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->parts);
}

void
plant_test_add (PlantTest  *self,
                const char *operation,
                const char *doc,
                gboolean    is_accepted)
{
  SptPlantDocument *document = g_new0 (SptPlantDocument, 1);

  document->id = self->documents->len + 1;
  document->operation = g_strdup (operation);
  document->doc = g_strdup (doc);
  document->utc = SERVICE_TEST_NOW;
  document->is_accepted = is_accepted;
  g_ptr_array_add (self->documents, document);
}

SptRecord *
plant_test_begin (PlantTest          *self,
                  const char         *api_id,
                  const SptPlantWish *wish)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = g_strconcat ("catasto.", api_id, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = ops->ref_xsd (service, operation, &error);
  SptRecord *record;

  g_assert_no_error (error);
  record = spt_record_new (spt_xsd_get_schema (xsd));
  ops->begin (service, operation, &self->data, wish, SERVICE_TEST_NOW, record, &error);
  g_assert_no_error (error);

  return record;
}

/* --- filling in ------------------------------------------------------------------------------------ */

static const char *fill_day = "2026-11-20";

void
plant_test_set_day (const char *day)
{
  fill_day = day;
}

static const char *
find_value (SptNode           *node,
            const SptFieldDef *field)
{
  static const struct
  {
    const char *name;
    const char *value;
  } values[] = {
    { "cap", "70121" }, { "prov", "BA" }, { "siglaREA", "BA" }, { "numeroREA", "123456" },
    { "L1_6cf", "RSSMRA80A01H501U" }, { "odiceFiscale", "RSSMRA80A01H501U" }, { "FiscaleIspettore", "RSSMRA80A01H501U" },
    { "orarioArrivo", "09:30" }, { "orarioPartenza", "10:15" }, { "ora", "09:30" }, { "titoloResponsabile", "1" },
    { "esercizioDa", "2025" }, { "esercizioA", "2026" }, { "L1_2comune", "Bari" }, { "matricola", "NEW-0009" },
    { "flagRiflusso", "0" }, { "tempFumi", "120" }, { "tempAria", "20" }, { "potenzaFocolare", "99" },
    { "COfumiSecchi", "50" }, { "COcorretto", "65.6" }, { "rendimCombu", "94.9" }, { "rendimentoLegge", "89.76" },
    { "evacFumi", "F" }, { "flagEvacFumi", "F" }, { "evacuazione", "F" }, { "dataValiditaContrattoAl", "2028-11-21" },
    { "L3dataValiditaContrattoDal", "2026-11-21" }, { "L13dataIspez", "2026-11-20" }, { "L4_2GtCollegato", "1" },
    { "L1_5tipoGeneratore", "true" }, { "tempMandPrim", "70" }, { "tempMandSecond", "60" }, { "indiceAria", "1.31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (g_str_has_suffix (field->name, values[i].name))
        return values[i].value;
    }
  switch ((guint) field->kind)
    {
    case SPT_FIELD_CHOICE:
      return field->choices[0].value;
    case SPT_FIELD_BOOLEAN:
      return "true";
    case SPT_FIELD_DATE:
      return fill_day;
    case SPT_FIELD_INTEGER:
      return "1";
    case SPT_FIELD_DECIMAL:
      return "12";
    default:
      return "Prova";
    }
}

static gboolean
fill_node (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);
  gboolean has_filled = FALSE;

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (!def->fields[i].required || !spt_node_is_visible (node, i) || *spt_node_get (node, i) != '\0')
        continue;
      spt_node_set (node, i, find_value (node, &def->fields[i]), -1);
      has_filled = TRUE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      while (spt_node_shows_group (node, i) && spt_node_get_n_children (node, i) < def->groups[i]->min)
        spt_node_add_child (node, i);
      for (guint j = 0; spt_node_shows_group (node, i) && j < spt_node_get_n_children (node, i); j++)
        has_filled |= fill_node (spt_node_get_child (node, i, j));
    }

  return has_filled;
}

/* What a schema leaves open and the rules do not. */
static void
fill_rules (SptRecord *record)
{
  SptNode *plant = spt_node_get_first (spt_record_get_root (record), "impianto");
  SptNode *report = spt_node_get_first (plant, "rcee_tipo_1");
  const SptGroupDef *sections = report != NULL ? spt_group_def_find_group (spt_node_get_def (report), "sezione_E") : NULL;

  for (guint i = 0; sections != NULL && i < spt_node_get_n_children (report, sections->index); i++)
    {
      SptNode *section = spt_node_get_child (report, sections->index, i);
      const SptGroupDef *rows = spt_group_def_find_group (spt_node_get_def (section), "rowFumi");

      for (guint j = 0; j < spt_node_get_n_children (section, rows->index); j++)
        spt_node_set_named (spt_node_get_child (section, rows->index, j), "A_E_O2", "5");
    }
  if (spt_node_get_first (plant, "rapporto_prova") != NULL)
    spt_node_set_named (spt_node_get_first (spt_node_get_first (plant, "rapporto_prova"), "controllo_impianto"), "flagInterno",
                        "1");
  if (spt_node_get_first (plant, "scheda_1_3_servizi") != NULL &&
      spt_node_is_empty (spt_node_get_first (plant, "scheda_1_3_servizi")))
    {
      spt_node_set_named (spt_node_get_first (plant, "scheda_1_3_servizi"), "L1_3servizioACS", "24");
      spt_node_set_named (spt_node_get_first (plant, "scheda_1_4_fluido_vettore"), "L1_4fluidoAcqua", "true");
      spt_node_set_named (spt_node_get_first (plant, "scheda_1_5_tipologia_generatori"), "L1_5tipoGeneratore", "true");
      spt_node_set_named (spt_node_get_first (plant, "scheda_5_1_regolazione_primaria"), "L5_1flagRegolazioneOnOff", "true");
      spt_node_set_named (spt_node_get_first (plant, "scheda_7_emissione"), "L7_1radiatori", "true");
    }
}

void
plant_test_fill (SptRecord *record)
{
  /* A choice that is made asks for more. */
  while (fill_node (spt_record_get_root (record)))
    continue;
  fill_rules (record);
}

char *
plant_test_finish (PlantTest  *self,
                   const char *api_id,
                   SptRecord  *record)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = g_strconcat ("catasto.", api_id, NULL);
  g_autoptr (SptXsd) xsd = ops->ref_xsd (service, operation, NULL);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GBytes) bytes = spt_xsd_write (xsd, record);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  ops->check (service, NULL, operation, xsd, record, &self->data, SERVICE_TEST_NOW, issues);
  if (spt_issue_list_get_n_errors (issues) > 0)
    {
      g_autofree char *found = service_test_describe (issues);

      g_error ("%s: %s\n%.*s", operation, found, (int) length, data);
    }

  return g_strndup (data, length);
}

char *
plant_test_live (PlantTest          *self,
                 const char         *api_id,
                 const SptPlantWish *wish,
                 const char         *changes)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = g_strconcat ("catasto.", api_id, NULL);
  g_autoptr (SptRecord) record = plant_test_begin (self, api_id, wish);
  g_autoptr (GError) error = NULL;
  char *document;
  char *after;

  plant_test_fill (record);
  plant_test_set (record, changes);
  document = plant_test_finish (self, api_id, record);
  after = ops->apply (service, operation, self->libretto, document, &error);
  g_assert_no_error (error);
  g_free (self->libretto);
  self->libretto = after;
  self->data.libretto = after;
  self->data.standing = ops->get_standing (service, operation, self->data.standing);
  plant_test_add (self, operation, document, TRUE);
  list_parts (self);

  return document;
}

char *
plant_test_check_libretto (PlantTest *self)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;

  ops->read (service, self->libretto, strlen (self->libretto), &operation, &xsd, &record, &error);
  g_assert_no_error (error);
  ops->check (service, NULL, "libretto", xsd, record, &self->data, SERVICE_TEST_NOW, issues);

  return service_test_describe (issues);
}

const char *
plant_test_get (SptRecord  *record,
                const char *path)
{
  const SptFieldDef *field;
  SptNode *node;

  if (!spt_record_find_path (record, path, &node, &field) || field == NULL)
    return "";

  return spt_node_get (node, field->index);
}

void
plant_test_set (SptRecord  *record,
                const char *changes)
{
  g_auto (GStrv) lines = g_strsplit (changes != NULL ? changes : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (lines[i], "=", 2);
      const SptFieldDef *field;
      SptNode *node;

      if (!spt_record_find_path (record, sides[0], &node, &field) || field == NULL)
        g_error ("“%s” is not in the record", sides[0]);
      spt_node_set (node, field->index, sides[1], -1);
    }
}
