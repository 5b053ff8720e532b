/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies of the four requests, out of a voucher and back (services facts 4.5, 4.6). */

#define G_LOG_DOMAIN "spt-voucher-build"

#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-json.h"
#include "services/voucher/spt-voucher-flow.h"
#include "services/voucher/spt-voucher-record.h"

typedef enum
{
  AS_TEXT,
  AS_INT,
  AS_DATE,     /* yyyy-mm-dd */
  AS_DATE_TIME /* XSD dateTime, in the zone that the account says */
} Form;

/* One member of a body. */
typedef struct
{
  const char *object; /* (nullable): the sub-object it stands in */
  const char *name;   /* as the service spells it */
  const char *field;  /* where it comes from; NULL = the account, or the relatives */
  Form        form;
  gboolean    if_dates; /* only with the account's send-dates */
} Member;

/* *INDENT-OFF* */
static const Member reservation[] = {
  { "operatore", "partitaIvaOperatore", NULL, AS_TEXT, FALSE },
  { "operatore", "dataPrenotazione", "operatore.dataPrenotazione", AS_DATE_TIME, TRUE },
  { "operatore", "codiceUnivocoOfferta", "operatore.codiceUnivocoOfferta", AS_TEXT, FALSE },
  { "operatore", "owner", NULL, AS_TEXT, FALSE },
  { "operatore", "tecnologiaPrenotata", "operatore.tecnologiaPrenotata", AS_TEXT, FALSE },
  { "famiglia", "codiceFiscale", "famiglia.codiceFiscale", AS_TEXT, FALSE },
  { "famiglia", "cognome", "famiglia.cognome", AS_TEXT, FALSE },
  { "famiglia", "nome", "famiglia.nome", AS_TEXT, FALSE },
  { "famiglia", "sesso", "famiglia.sesso", AS_TEXT, FALSE },
  { "famiglia", "dataDiNascita", "famiglia.dataDiNascita", AS_DATE, FALSE },
  { "famiglia", "luogoDiNascita", "famiglia.luogoDiNascita", AS_TEXT, FALSE },
  { "famiglia", "numeroComponentiNucleoFamigliare", "famiglia.numeroComponentiNucleoFamigliare", AS_INT, FALSE },
  { "famiglia", "codiciFiscaliFamigliari", NULL, AS_TEXT, FALSE },
  { "famiglia", "tipologia", "famiglia.tipologia", AS_TEXT, FALSE },
  { "impresa", "partitaIva", "impresa.partitaIva", AS_TEXT, FALSE },
  { "impresa", "ragioneSociale", "impresa.ragioneSociale", AS_TEXT, FALSE },
  { "impresa", "codiceAteco", "impresa.codiceAteco", AS_TEXT, FALSE },
  { "impresa", "tipologia", "impresa.tipologia", AS_TEXT, FALSE },
  { NULL, "tipoDocumento", "tipoDocumento", AS_TEXT, FALSE },
  { NULL, "dataScadenzaDocumento", "dataScadenzaDocumento", AS_DATE, FALSE },
  { NULL, "numeroDocumento", "numeroDocumento", AS_TEXT, FALSE },
  { NULL, "numeroDiTelefono", "numeroDiTelefono", AS_TEXT, FALSE },
  { NULL, "email", "email", AS_TEXT, FALSE },
  { NULL, "pec", "pec", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "via", "indirizzoInstallazione.via", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "civico", "indirizzoInstallazione.civico", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "cap", "indirizzoInstallazione.cap", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "palazzina", "indirizzoInstallazione.palazzina", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "scala", "indirizzoInstallazione.scala", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "piano", "indirizzoInstallazione.piano", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "interno", "indirizzoInstallazione.interno", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "codiceIstatComune", "indirizzoInstallazione.codiceIstatComune", AS_TEXT, FALSE },
  { "indirizzoInstallazione", "tipo", "indirizzoInstallazione.tipo", AS_TEXT, FALSE },
  { NULL, "velocitaDownloadMbit", "velocitaDownloadMbit", AS_INT, FALSE },
  { NULL, "codiceUnivocoCella", "codiceUnivocoCella", AS_TEXT, FALSE },
};

static const Member activation[] = {
  { NULL, "dataAttivazione", "dataAttivazione", AS_DATE_TIME, FALSE },
  { NULL, "codiceUnivocoOfferta", "codiceUnivocoOfferta", AS_TEXT, FALSE },
  { NULL, "tecnologiaAttivata", "tecnologiaAttivata", AS_TEXT, FALSE },
};

static const Member ending[] = {
  { NULL, "dataCessazione", "dataCessazione", AS_DATE_TIME, FALSE },
};

static const Member withdrawal[] = {
  { NULL, "dataDisdetta", "dataDisdetta", AS_DATE_TIME, TRUE },
};

/* Relatives stand behind the number of members. */
static const struct
{
  const char   *verb;
  const Member *members;
  guint         n_members;
} bodies[] = {
  { "prenotazione", reservation, G_N_ELEMENTS (reservation) },
  { "attivazione", activation, G_N_ELEMENTS (activation) },
  { "cessazione", ending, G_N_ELEMENTS (ending) },
  { "disdetta", withdrawal, G_N_ELEMENTS (withdrawal) },
};
/* *INDENT-ON* */

typedef struct
{
  SptAccount    *account;
  SptRecord     *record;
  SptJsonWriter  writer;
  const char    *object; /* the sub-object that is open */
  gboolean       send_dates;
} Builder;

/* --- the record ---------------------------------------------------------------------------------- */

/**
 * spt_voucher_get_schema:
 *
 * Gets what the document of a voucher consists of.
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_voucher_get_schema (void)
{
  static SptSchema *schema;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;

      schema = spt_schema_load ("voucher/voucher.json", SPT_VOUCHER_DOMAIN, &error);
      if (schema == NULL)
        g_warning ("voucher/voucher.json: %s", error->message);
      g_once_init_leave (&once, 1);
    }

  return schema;
}

/**
 * spt_voucher_get:
 * @node: a voucher, or a part of it
 * @name: a field
 *
 * Gets the text of a field.
 *
 * Returns: (transfer none): the text, "" where it is empty
 */
const char *
spt_voucher_get (const SptNode *node,
                 const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  return field != NULL ? spt_node_get (node, field->index) : "";
}

/**
 * spt_voucher_is_firm:
 * @record: a voucher
 *
 * Returns: whether the beneficiary is a firm
 */
gboolean
spt_voucher_is_firm (SptRecord *record)
{
  return strcmp (spt_voucher_get (spt_record_get_root (record), "tipo"), "impresa") == 0;
}

/**
 * spt_voucher_get_key:
 * @record: a voucher
 *
 * Gets what the service knows a voucher by: it has no number in any request (services facts 4.6).
 *
 * Returns: (transfer none): codice fiscale or partita IVA; "" where there is none
 */
const char *
spt_voucher_get_key (SptRecord *record)
{
  return spt_voucher_get (spt_record_get_root (record), spt_voucher_is_firm (record)
                          ? "impresa.partitaIva" : "famiglia.codiceFiscale");
}

/**
 * spt_voucher_get_part:
 * @record: a voucher
 * @name: "attivazione", "cessazione", "disdetta"
 *
 * Gets what an operation after the reservation sends.
 *
 * Returns: (transfer none) (nullable): the part; %NULL where there is none
 */
SptNode *
spt_voucher_get_part (SptRecord  *record,
                      const char *name)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (root), name);

  return group != NULL && spt_node_get_n_children (root, group->index) > 0
         ? spt_node_get_child (root, group->index, 0) : NULL;
}

/**
 * spt_voucher_get_verb:
 * @operation: "voucher.attivazione"
 *
 * Returns: (transfer none): the last word of it
 */
const char *
spt_voucher_get_verb (const char *operation)
{
  const char *dot = strrchr (operation, '.');

  return dot != NULL ? dot + 1 : operation;
}

/* --- writing -------------------------------------------------------------------------------------- */

static char *
dup_date_time (SptAccount        *account,
               const SptDatetime *date)
{
  const char *zone = spt_account_get_setting (account, "date-zone");
  g_autofree char *wall = spt_datetime_to_iso (date);
  g_autoptr (GTimeZone) rome = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) utc = NULL;

  if (g_strcmp0 (zone, "none") == 0)
    return g_steal_pointer (&wall);

  rome = g_time_zone_new_identifier ("Europe/Rome");
  local = g_date_time_new (rome != NULL ? rome : g_time_zone_new_local (), date->year, date->month,
                           date->day, date->hour, date->minute, date->second);
  if (local == NULL)
    return g_steal_pointer (&wall);
  if (g_strcmp0 (zone, "z") != 0)
    return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
  utc = g_date_time_to_utc (local);

  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

static void
open_object (Builder    *builder,
             const char *object)
{
  if (g_strcmp0 (builder->object, object) == 0)
    return;
  if (builder->object != NULL)
    spt_json_writer_end_object (&builder->writer);
  if (object != NULL)
    {
      spt_json_writer_key (&builder->writer, object);
      spt_json_writer_begin_object (&builder->writer);
    }
  builder->object = object;
}

static void
write_relatives (Builder    *builder,
                 const char *name)
{
  SptNode *root = spt_record_get_root (builder->record);
  guint group = spt_group_def_find_group (spt_node_get_def (root), "famigliari")->index;
  guint n = spt_node_get_n_children (root, group);

  if (n == 0)
    return;
  spt_json_writer_key (&builder->writer, name);
  spt_json_writer_begin_array (&builder->writer);
  for (guint i = 0; i < n; i++)
    spt_json_writer_string (&builder->writer,
                            spt_voucher_get (spt_node_get_child (root, group, i), "codiceFiscale"));
  spt_json_writer_end_array (&builder->writer);
}

/* What no field of the voucher has. */
static void
write_other (Builder    *builder,
             const char *name)
{
  const char *text;

  if (strcmp (name, "codiciFiscaliFamigliari") == 0)
    {
      write_relatives (builder, name);
      return;
    }
  if (strcmp (name, "owner") == 0)
    {
      text = spt_account_get_setting (builder->account, "owner");
      if (text == NULL || *text == '\0')
        text = spt_voucher_get (spt_record_get_root (builder->record), "operatore.owner");
    }
  else
    {
      text = spt_account_get_setting (builder->account, "partita-iva-operatore");
    }
  if (text != NULL && *text != '\0')
    spt_json_writer_opt_string (&builder->writer, name, text);
}

static void
write_field (Builder       *builder,
             const SptNode *node,
             const Member  *member)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), member->field);
  const char *text = spt_node_get (node, field->index);
  g_autofree char *value = NULL;
  SptDatetime date;

  if (*text == '\0' || !spt_node_is_visible (node, field->index) ||
      (member->if_dates && !builder->send_dates))
    return;

  open_object (builder, member->object);
  switch (member->form)
    {
    case AS_INT:
      spt_json_writer_key (&builder->writer, member->name);
      spt_json_writer_int (&builder->writer, g_ascii_strtoll (text, NULL, 10));
      return;
    case AS_DATE:
    case AS_DATE_TIME:
      /* What is no date was told by the check: nothing is prepared then. */
      if (!spt_node_get_datetime (node, field->index, &date))
        return;
      value = member->form == AS_DATE_TIME ? dup_date_time (builder->account, &date)
              : g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
      break;
    case AS_TEXT:
    default:
      /* Lengths count characters, as they are composed (services facts 4.5). */
      value = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
      break;
    }
  spt_json_writer_opt_string (&builder->writer, member->name, value);
}

static void
write_members (Builder       *builder,
               const SptNode *node,
               const Member  *members,
               guint          n_members)
{
  gboolean firm = spt_voucher_is_firm (builder->record);

  for (guint i = 0; i < n_members; i++)
    {
      const Member *member = &members[i];

      if (member->field != NULL)
        {
          write_field (builder, node, member);
        }
      else if (g_strcmp0 (member->object, "famiglia") != 0 || !firm)
        {
          open_object (builder, member->object);
          write_other (builder, member->name);
        }
    }
  open_object (builder, NULL);
}

/* The voucher is addressed by its beneficiary (services facts 4.6). */
static void
write_address (Builder *builder)
{
  spt_json_writer_opt_string (&builder->writer, spt_voucher_is_firm (builder->record)
                              ? "partitaIva" : "codiceFiscale",
                              spt_voucher_get_key (builder->record));
  write_other (builder, "partitaIvaOperatore");
  write_other (builder, "owner");
}

/**
 * spt_voucher_build:
 * @account: which it goes with
 * @operation: "voucher.prenotazione" and its like
 * @record: a voucher without errors
 *
 * Writes the body of a request. Empty fields, and those that do not apply, are left out.
 *
 * Returns: (transfer full): the JSON text
 */
GBytes *
spt_voucher_build (SptAccount *account,
                   const char *operation,
                   SptRecord  *record)
{
  const char *verb = spt_voucher_get_verb (operation);
  GString *out = g_string_new (NULL);
  Builder builder = { account, record };
  gboolean is_reservation = strcmp (verb, "prenotazione") == 0;

  builder.send_dates = g_strcmp0 (spt_account_get_setting (account, "send-dates"), "true") == 0;
  spt_json_writer_init (&builder.writer, out);
  spt_json_writer_begin_object (&builder.writer);
  if (!is_reservation)
    write_address (&builder);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const SptNode *node = is_reservation ? spt_record_get_root (record)
                                           : spt_voucher_get_part (record, verb);

      if (strcmp (bodies[i].verb, verb) == 0 && node != NULL)
        write_members (&builder, node, bodies[i].members, bodies[i].n_members);
    }
  spt_json_writer_end_object (&builder.writer);

  return g_string_free_to_bytes (out);
}

/**
 * spt_voucher_get_path:
 * @account: an account
 * @operation: "voucher.prenotazione" and its like, "voucher.isee"
 *
 * Gets the path of an operation (services facts 4.3): the account's, for the test environment has
 * others, else the document's, out of the account table.
 *
 * Returns: (transfer none): the path, with its first slash
 */
const char *
spt_voucher_get_path (SptAccount *account,
                      const char *operation)
{
  g_autofree char *key = g_strconcat ("path-", spt_voucher_get_verb (operation), NULL);
  const char *set = spt_account_get_setting (account, key);
  g_autoptr (GError) error = NULL;
  SptSchema *schema;
  const SptFieldDef *field;

  if (set != NULL && *set != '\0')
    return set;

  schema = spt_service_get_account_schema (spt_services_find (SPT_VOUCHER_DOMAIN), &error);
  field = schema != NULL ? spt_group_def_find_field (spt_schema_get_root (schema), key) : NULL;

  return field != NULL && field->default_value != NULL ? field->default_value : "/";
}

/* --- reading ---------------------------------------------------------------------------------------- */

static void
set (SptNode    *node,
     const char *name,
     JsonNode   *value)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);
  g_autofree char *text = NULL;

  if (field == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return;
  text = json_node_get_value_type (value) == G_TYPE_STRING
         ? json_node_dup_string (value) : json_to_string (value, FALSE);
  spt_node_set (node, field->index, text, -1);
}

static void
read_relatives (SptNode  *root,
                JsonNode *value)
{
  guint group = spt_group_def_find_group (spt_node_get_def (root), "famigliari")->index;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    set (spt_node_add_child (root, group), "codiceFiscale", json_array_get_element (array, i));
}

static const Member *
find_member (const Member *members,
             guint         n_members,
             const char   *object,
             const char   *name)
{
  for (guint i = 0; i < n_members; i++)
    {
      if (g_strcmp0 (members[i].object, object) == 0 && strcmp (members[i].name, name) == 0)
        return &members[i];
    }

  return NULL;
}

typedef struct
{
  SptRecord    *record;
  SptNode      *node;      /* where fields of the body go */
  const Member *members;
  guint         n_members;
  SptIssueList *issues;
} Reading;

static void
read_member (Reading    *reading,
             const char *object,
             const char *name,
             JsonNode   *value)
{
  const Member *member = find_member (reading->members, reading->n_members, object, name);
  SptNode *root = spt_record_get_root (reading->record);
  g_autofree char *path = object != NULL ? g_strdup_printf ("%s.%s", object, name) : NULL;

  if (member != NULL && member->field != NULL)
    set (reading->node, member->field, value);
  else if (strcmp (name, "codiciFiscaliFamigliari") == 0)
    read_relatives (root, value);
  else if (strcmp (name, "owner") == 0)
    set (root, "operatore.owner", value);
  else if (object == NULL && strcmp (name, "codiceFiscale") == 0)
    set (root, "famiglia.codiceFiscale", value);
  else if (object == NULL && strcmp (name, "partitaIva") == 0)
    set (root, "impresa.partitaIva", value);
  /* Whose it is is the account's business: what the document says of it is not sent. */
  else if (strcmp (name, "partitaIvaOperatore") != 0)
    spt_issue_list_add (reading->issues, SPT_ISSUE_ERROR, SPT_VOUCHER_DOMAIN, "member-unknown", 1,
                        path != NULL ? path : name, NULL, NULL);
}

/**
 * spt_voucher_read_document:
 * @operation: "voucher.prenotazione" and its like
 * @text: a body as the service takes it
 * @length: its length, bytes
 * @record: takes it
 * @issues: what is wrong with the document as such
 * @error: (out) (optional): %SPT_SERVICE_ERROR_DOCUMENT when it is no JSON object
 *
 * Reads the service's own document. Members that no operation has are errors: they would get lost.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_voucher_read_document (const char    *operation,
                           const char    *text,
                           gsize          length,
                           SptRecord     *record,
                           SptIssueList  *issues,
                           GError       **error)
{
  const char *verb = spt_voucher_get_verb (operation);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  SptNode *root = spt_record_get_root (record);
  Reading reading = { record, root, NULL, 0, issues };
  JsonObjectIter iter;
  JsonObject *object;
  const char *name;
  JsonNode *value;

  spt_record_reset (record);
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "The document is not a JSON object");
      return FALSE;
    }
  object = json_node_get_object (json_parser_get_root (parser));

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      if (strcmp (bodies[i].verb, verb) == 0)
        {
          reading.members = bodies[i].members;
          reading.n_members = bodies[i].n_members;
        }
    }
  root = spt_record_get_root (record);
  spt_node_set (root, spt_group_def_find_field (spt_node_get_def (root), "tipo")->index,
                json_object_has_member (object, "impresa") ||
                json_object_has_member (object, "partitaIva") ? "impresa" : "famiglia", -1);
  reading.node = strcmp (verb, "prenotazione") == 0 ? root
    : spt_node_add_child (root, spt_group_def_find_group (spt_node_get_def (root), verb)->index);

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonObjectIter inner;
      const char *member;

      if (!JSON_NODE_HOLDS_OBJECT (value))
        {
          read_member (&reading, NULL, name, value);
          continue;
        }
      json_object_iter_init_ordered (&inner, json_node_get_object (value));
      while (json_object_iter_next_ordered (&inner, &member, &value))
        read_member (&reading, name, member, value);
    }

  return TRUE;
}
