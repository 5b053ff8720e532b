/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A register of plants for the engine's tests: three operations on one small form. */
#include "fake-plants.h"

#include <string.h>

#define HEAD \
  "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='t' targetNamespace='t' elementFormDefault='qualified'>" \
  "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='api' type='xs:string'/>" \
  "<xs:element name='codice' type='xs:string'/><xs:element name='nome' type='xs:string' minOccurs='0'/>"
#define WIDE "<xs:element name='nuovo' type='xs:string' minOccurs='0'/>"
#define TAIL \
  "<xs:element name='gt' minOccurs='0' maxOccurs='9'><xs:complexType><xs:sequence>" \
  "<xs:element name='numero' type='xs:integer'/><xs:element name='matricola' type='xs:string' minOccurs='0'/>" \
  "</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>"

static gboolean wide = TRUE;
static gboolean broken;

static GBytes *
fetch (const char  *name,
       gpointer     user_data,
       GError     **error)
{
  const char *text = user_data;

  return g_bytes_new (text, strlen (text));
}

/* Both sets last as long as the program. */
static SptXsd *
get_xsd (void)
{
  static SptXsd *sets[2];

  if (sets[wide] == NULL)
    sets[wide] = spt_xsd_new ("r.xsd", fetch, (gpointer) (wide ? HEAD WIDE TAIL : HEAD TAIL), NULL, "base", NULL);
  g_assert_nonnull (sets[wide]);

  return sets[wide];
}

void
fake_plants_swap_set (gboolean is_wide)
{
  wide = is_wide;
}

void
fake_plants_set_broken (gboolean is_broken)
{
  broken = is_broken;
}

char *
fake_plants_dup_doc (const char *api,
                     const char *code,
                     const char *gt,
                     const char *more)
{
  g_auto (GStrv) numbers = g_strsplit (gt != NULL ? gt : "", " ", -1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "<r xmlns=\"t\"><api>%s</api><codice>%s</codice><nome>Rossi</nome>%s", api, code,
                          more != NULL ? more : "");
  for (guint i = 0; gt != NULL && numbers[i] != NULL; i++)
    g_string_append_printf (text, "<gt><numero>%s</numero><matricola>M%s</matricola></gt>", numbers[i], numbers[i]);
  g_string_append (text, "</r>");

  return g_string_free (text, FALSE);
}

static SptXsd *
ref_xsd (SptService  *self,
         const char  *operation,
         GError     **error)
{
  return spt_xsd_ref (get_xsd ());
}

static const char *
get (SptRecord  *record,
     const char *name)
{
  return spt_node_get_named (spt_record_get_root (record), name);
}

static guint
count_gt (SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);

  return spt_node_get_n_children (root, spt_group_def_find_group (spt_node_get_def (root), "gt")->index);
}

static SptNode *
get_gt (SptRecord *record,
        guint      i)
{
  SptNode *root = spt_record_get_root (record);

  return spt_node_get_child (root, spt_group_def_find_group (spt_node_get_def (root), "gt")->index, i);
}

static void
add_gt (SptRecord  *record,
        const char *number,
        const char *serial)
{
  SptNode *root = spt_record_get_root (record);
  SptNode *node = spt_node_add_child (root, spt_group_def_find_group (spt_node_get_def (root), "gt")->index);

  spt_node_set_named (node, "numero", number);
  spt_node_set_named (node, "matricola", serial);
}

static gboolean
begin (SptService          *self,
       const char          *operation,
       const SptPlantData  *plant,
       const SptPlantWish  *wish,
       gint64               now_utc_ms,
       SptRecord           *record,
       GError             **error)
{
  if (plant->libretto != NULL && !spt_record_read (record, plant->libretto, -1, error))
    return FALSE;
  spt_node_set_named (spt_record_get_root (record), "api", strrchr (operation, '.') + 1);
  spt_node_set_named (spt_record_get_root (record), "codice", plant->code);

  return TRUE;
}

static gboolean
has_part (const SptPlantData *plant,
          const char         *number)
{
  for (guint i = 0; i < plant->parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (plant->parts, i);

      if (part->turn == 0 && part->number == (guint) g_ascii_strtoull (number, NULL, 10))
        return TRUE;
    }

  return FALSE;
}

/* A report is about generators that are there. */
static void
check_generators (const char         *operation,
                  SptRecord          *record,
                  const SptPlantData *plant,
                  SptIssueList       *issues)
{
  if (plant == NULL || strcmp (operation, "fake.84") != 0)
    return;
  for (guint i = 0; i < count_gt (record); i++)
    {
      const char *number = spt_node_get_named (get_gt (record, i), "numero");

      if (!has_part (plant, number))
        spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "bad-pattern", 1, "gt", number, NULL);
    }
}

static void
check (SptService          *self,
       SptAccount          *account,
       const char          *operation,
       SptXsd              *xsd,
       SptRecord           *record,
       const SptPlantData  *plant,
       gint64               now_utc_ms,
       SptIssueList        *issues)
{
  spt_xsd_check (xsd, record, SPT_XSD_CHECK_DEFAULT, 1, issues, NULL);
  check_generators (operation, record, plant, issues);
}

static void
check_document (SptService          *self,
                SptAccount          *account,
                const char          *operation,
                SptXsdDocument      *document,
                const SptPlantData  *plant,
                gint64               now_utc_ms,
                SptIssueList        *issues)
{
  spt_xsd_document_check (document, SPT_XSD_CHECK_DEFAULT, issues);
  check_generators (operation, spt_xsd_document_get_record (document), plant, issues);
}

/* One record, one request: its key is the body. */
static gboolean
prepare (SptService      *self,
         const char      *operation,
         SptXsdDocument  *document,
         gint64           record_id,
         guint            row,
         SptPreparedFunc  func,
         gpointer         user_data,
         SptIssueList    *issues,
         GError         **error)
{
  GBytes *body = spt_xsd_document_get_bytes (document);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  const char *key = text;
  const SptPreparedRequest request = {
    .method = "POST", .path = "/ask", .content_type = "text/plain", .body = body,
    .n_items = 1, .keys = &key, .rows = &row, .record_ids = &record_id,
  };

  return func (&request, user_data, error);
}

static char *
apply (SptService  *self,
       const char  *operation,
       const char  *libretto,
       const char  *document,
       GError     **error)
{
  g_autoptr (SptRecord) before = spt_record_new (spt_xsd_get_schema (get_xsd ()));
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (get_xsd ()));

  if (broken)
    {
      g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_MISSING, "a set is missing");
      return NULL;
    }
  if (!spt_record_read (record, document, -1, error))
    return NULL;
  if (libretto == NULL || strcmp (operation, "fake.9") == 0)
    return spt_record_dup_doc (record);
  if (!spt_record_read (before, libretto, -1, error))
    return NULL;
  for (guint i = 0; strcmp (operation, "fake.10") == 0 && i < count_gt (record); i++)
    add_gt (before, spt_node_get_named (get_gt (record, i), "numero"),
            spt_node_get_named (get_gt (record, i), "matricola"));

  return spt_record_dup_doc (before);
}

static void
describe (SptService      *self,
          SptRecord       *libretto,
          gint64           now_utc_ms,
          GString         *scratch,
          SptPlantColumns *columns)
{
  *columns = (SptPlantColumns) {
    .code = get (libretto, "codice"), .name = get (libretto, "nome"), .name_code = "", .third = "", .third_code = "",
    .place = "Via Roma 1", .city = "Bari (BA)", .units = "", .fuel = "", .power_w = -1,
  };
  for (guint i = 0; i < count_gt (libretto); i++)
    g_string_append_printf (scratch, "%sGT%s", i > 0 ? ", " : "", spt_node_get_named (get_gt (libretto, i), "numero"));
  columns->generators = scratch->str;
}

static void
describe_document (SptService         *self,
                   const char         *operation,
                   SptRecord          *record,
                   GString            *scratch,
                   SptDossierColumns  *columns)
{
  columns->key = get (record, "codice");
  columns->name = get (record, "nome");
}

static GPtrArray *
list_parts (SptService *self,
            SptRecord  *libretto)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_part_free);

  for (guint i = 0; i < count_gt (libretto); i++)
    {
      SptPlantPart *part = g_new0 (SptPlantPart, 1);

      part->kind = "GT";
      part->number = (guint) g_ascii_strtoull (spt_node_get_named (get_gt (libretto, i), "numero"), NULL, 10);
      part->serial = g_strdup (spt_node_get_named (get_gt (libretto, i), "matricola"));
      part->title = g_strdup ("");
      part->detail = g_strdup ("");
      part->is_generator = TRUE;
      part->path = g_strdup_printf ("gt[%u]", i);
      g_ptr_array_add (parts, part);
    }

  return parts;
}

/* A report is due two years after the last one, and one that was made is to be sent. */
static GPtrArray *
list_dues (SptService          *self,
           const SptPlantData  *plant,
           gint64               now_utc_ms)
{
  GPtrArray *dues = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_due_free);

  for (guint i = 0; i < plant->documents->len; i++)
    {
      const SptPlantDocument *document = g_ptr_array_index (plant->documents, i);
      SptPlantDue *due;

      if (strcmp (document->operation, "fake.84") != 0)
        continue;
      due = g_new0 (SptPlantDue, 1);
      due->kind = document->is_accepted ? SPT_DUE_REPORT : SPT_DUE_SEND;
      due->component = g_strdup ("GT1");
      due->date = g_strdup (document->is_accepted ? "2028-03-01" : "2026-04-01");
      due->operation = "fake.84";
      g_ptr_array_add (dues, due);
    }

  return dues;
}

static void
list_steps (SptService          *self,
            SptAccount          *account,
            const SptPlantData  *plant,
            SptStepFunc          func,
            gpointer             user_data)
{
  static const char *const operations[] = { "fake.9", "fake.10", "fake.84", "fake.8" };
  gboolean is_known = *plant->standing != '\0' || plant->is_present;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      SptStep step = { .operation = operations[i], .kind = SPT_STEP_POSSIBLE };

      if (strcmp (plant->standing, SPT_PLANT_DISMISSED) == 0 || is_known == (i == 0))
        {
          step.kind = SPT_STEP_CLOSED;
          step.reason = "not now";
        }
      func (&step, user_data);
    }
}

static const char *
get_standing (SptService *self,
              const char *operation,
              const char *before)
{
  return strcmp (operation, "fake.9") == 0 ? SPT_PLANT_ACTIVE
                                           : strcmp (operation, "fake.8") == 0 ? SPT_PLANT_DISMISSED : before;
}

static gboolean
read_document (SptService  *self,
               const char  *data,
               gsize        length,
               char       **operation,
               SptXsd     **xsd,
               SptRecord  **record,
               GError     **error)
{
  g_autoptr (SptRecord) read = spt_record_new (spt_xsd_get_schema (get_xsd ()));

  if (!spt_record_read (read, data, (gssize) length, error))
    return FALSE;
  *operation = g_strconcat ("fake.", get (read, "api"), NULL);
  *xsd = spt_xsd_ref (get_xsd ());
  *record = g_steal_pointer (&read);

  return TRUE;
}

const SptPlantOps fake_plants_ops = {
  .ref_xsd = ref_xsd,
  .begin = begin,
  .check = check,
  .check_document = check_document,
  .prepare = prepare,
  .apply = apply,
  .describe = describe,
  .describe_document = describe_document,
  .list_parts = list_parts,
  .list_dues = list_dues,
  .list_steps = list_steps,
  .get_standing = get_standing,
  .read = read_document,
};
