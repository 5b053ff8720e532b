/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies of the four requests, out of a voucher and back (services facts 4.5, 4.6). */

#define G_LOG_DOMAIN "spt-voucher-build"

#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "services/voucher/spt-voucher-flow.h"
#include "services/voucher/spt-voucher-record.h"

typedef enum
{
  AS_TEXT,
  AS_INT,
  AS_ATECO,    /* digits two by two, with points */
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
  { "impresa", "codiceAteco", "impresa.codiceAteco", AS_ATECO, FALSE },
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

typedef struct
{
  const char   *verb;
  const Member *members;
  guint         n_members;
} Body;

static const Body bodies[] = {
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

/* NULL for an operation that has no body. */
static const Body *
find_body (const char *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      if (strcmp (bodies[i].verb, spt_voucher_get_verb (operation)) == 0)
        return &bodies[i];
    }

  return NULL;
}

/* --- writing -------------------------------------------------------------------------------------- */

static char *
dup_date_time (SptAccount        *account,
               const SptDatetime *date)
{
  const char *zone = spt_account_get_setting (account, "date-zone");
  g_autofree char *wall = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", date->year, date->month,
                                           date->day, date->hour, date->minute, date->second);
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

/* "620100" becomes "62.01.00", the eight characters that there is room for (services facts 5.5); what
 * is no such code goes as it is. */
static char *
dup_ateco (const char *text)
{
  GString *out = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '.')
        continue;
      if (!g_ascii_isdigit (*p) || n == 6)
        {
          g_string_free (out, TRUE);
          return g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
        }
      if (n > 0 && n % 2 == 0)
        g_string_append_c (out, '.');
      g_string_append_c (out, *p);
      n++;
    }

  return g_string_free (out, FALSE);
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
                            spt_node_get_named (spt_node_get_child (root, group, i), "codiceFiscale"));
  spt_json_writer_end_array (&builder->writer);
}

/* What no field of the voucher has. */
static void
write_other (Builder    *builder,
             const char *name)
{
  const char *text;
  g_autofree char *composed = NULL;

  if (strcmp (name, "codiciFiscaliFamigliari") == 0)
    {
      write_relatives (builder, name);
      return;
    }
  if (strcmp (name, "owner") == 0)
    {
      text = spt_account_get_setting (builder->account, "owner");
      if (text == NULL || *text == '\0')
        text = spt_node_get_named (spt_record_get_root (builder->record), "operatore.owner");
    }
  else
    {
      text = spt_account_get_setting (builder->account, "partita-iva-operatore");
    }
  if (text == NULL || *text == '\0')
    return;
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  spt_json_writer_opt_string (&builder->writer, name, composed);
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
    case AS_ATECO:
      value = dup_ateco (text);
      break;
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
  const Body *form = find_body (operation);
  GString *out = g_string_new (NULL);
  Builder builder = { account, record };
  gboolean is_reservation = form != NULL && form->members == reservation;
  const SptNode *node = NULL;

  builder.send_dates = g_strcmp0 (spt_account_get_setting (account, "send-dates"), "true") == 0;
  spt_json_writer_init (&builder.writer, out);
  spt_json_writer_begin_object (&builder.writer);
  if (is_reservation)
    node = spt_record_get_root (record);
  else if (form != NULL)
    node = spt_node_get_first (spt_record_get_root (record), form->verb);
  if (!is_reservation)
    write_address (&builder);
  if (node != NULL)
    write_members (&builder, node, form->members, form->n_members);
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

typedef struct
{
  SptAccount   *account; /* (nullable) */
  SptNode      *root;
  SptNode      *node;    /* where fields of the body go */
  const Body   *form;
  SptIssueList *issues;
} Reading;

static void
report (Reading       *reading,
        SptIssueLevel  level,
        const char    *code,
        const char    *path,
        const char    *value,
        const char    *limit)
{
  spt_issue_list_add (reading->issues, level, SPT_VOUCHER_DOMAIN, code, 1, path, value, limit);
}

/* A record holds Italian wall time; a document has the zone that an account may ask for. */
static char *
dup_wall_time (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) rome = NULL;
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) local = NULL;
  SptDatetime date;

  if (spt_datetime_parse (text, &date, &error) ||
      !g_error_matches (error, SPT_DATETIME_ERROR, SPT_DATETIME_ERROR_ZONE))
    return g_strdup (text);

  moment = g_date_time_new_from_iso8601 (text, NULL);
  rome = g_time_zone_new_identifier ("Europe/Rome");
  /* Not to be understood: the field's own check says so. */
  if (moment == NULL || rome == NULL)
    return g_strdup (text);
  local = g_date_time_to_timezone (moment, rome);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S");
}

/* FALSE, and a finding, for what is neither text nor number. null is the same as nothing. */
static gboolean
read_text (Reading     *reading,
           const char  *path,
           JsonNode    *value,
           char       **text)
{
  *text = NULL;
  if (JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    {
      report (reading, SPT_ISSUE_ERROR, "member-type", path, NULL, NULL);
      return FALSE;
    }
  *text = json_node_get_value_type (value) == G_TYPE_STRING
          ? json_node_dup_string (value) : json_to_string (value, FALSE);

  return TRUE;
}

static void
set (Reading    *reading,
     SptNode    *node,
     const char *name,
     const char *path,
     JsonNode   *value,
     Form        form)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);
  g_autofree char *text = NULL;
  g_autofree char *wall = NULL;

  if (!read_text (reading, path, value, &text) || text == NULL)
    return;
  if (form == AS_DATE_TIME)
    wall = dup_wall_time (text);
  spt_node_set (node, field->index, wall != NULL ? wall : text, -1);
}

static void
read_relatives (Reading    *reading,
                const char *path,
                JsonNode   *value)
{
  const SptGroupDef *root = spt_node_get_def (reading->root);
  guint group = spt_group_def_find_group (root, "famigliari")->index;
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (value))
    return;
  if (!JSON_NODE_HOLDS_ARRAY (value))
    {
      report (reading, SPT_ISSUE_ERROR, "member-type", path, NULL, NULL);
      return;
    }
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    set (reading, spt_node_add_child (reading->root, group), "codiceFiscale", path,
         json_array_get_element (array, i), AS_TEXT);
}

/* Whose it is, and who says so, is the account's business where it has its say: what the document
 * has is told when it is something else. */
static void
read_account_member (Reading    *reading,
                     const char *name,
                     const char *path,
                     JsonNode   *value)
{
  gboolean is_owner = strcmp (name, "owner") == 0;
  const char *own = reading->account == NULL ? NULL
    : spt_account_get_setting (reading->account, is_owner ? "owner" : "partita-iva-operatore");
  g_autofree char *text = NULL;

  if (!read_text (reading, path, value, &text) || text == NULL)
    return;
  if (own != NULL && *own != '\0' && strcmp (own, text) != 0)
    report (reading, SPT_ISSUE_WARNING, "account-wins", path, text, own);
  if (is_owner)
    set (reading, reading->root, "operatore.owner", path, value, AS_TEXT);
}

static const Member *
find_member (const Body *form,
             const char *object,
             const char *name)
{
  for (guint i = 0; i < form->n_members; i++)
    {
      if (g_strcmp0 (form->members[i].object, object) == 0 &&
          strcmp (form->members[i].name, name) == 0)
        return &form->members[i];
    }

  return NULL;
}

static void
read_member (Reading    *reading,
             const char *object,
             const char *name,
             JsonNode   *value)
{
  const Member *member = find_member (reading->form, object, name);
  /* Who it is about stands at the top of all but the reservation. */
  gboolean at_top = object == NULL && reading->form->members != reservation;
  gboolean of_account = strcmp (name, "owner") == 0 || strcmp (name, "partitaIvaOperatore") == 0;
  g_autofree char *path = object != NULL ? g_strdup_printf ("%s.%s", object, name)
                                         : g_strdup (name);

  if (member != NULL && member->field != NULL)
    set (reading, reading->node, member->field, path, value, member->form);
  else if (of_account && (member != NULL || at_top))
    read_account_member (reading, name, path, value);
  else if (member != NULL)
    read_relatives (reading, path, value);
  else if (at_top && strcmp (name, "codiceFiscale") == 0)
    set (reading, reading->root, "famiglia.codiceFiscale", path, value, AS_TEXT);
  else if (at_top && strcmp (name, "partitaIva") == 0)
    set (reading, reading->root, "impresa.partitaIva", path, value, AS_TEXT);
  else
    report (reading, SPT_ISSUE_ERROR, "member-unknown", path, NULL, NULL);
}

static void
read_object (Reading    *reading,
             JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonObjectIter inner;
      const char *member;

      if (!JSON_NODE_HOLDS_OBJECT (value))
        {
          read_member (reading, NULL, name, value);
          continue;
        }
      json_object_iter_init_ordered (&inner, json_node_get_object (value));
      while (json_object_iter_next_ordered (&inner, &member, &value))
        read_member (reading, name, member, value);
    }
}

/* Exactly one of the two (services facts 4.5). */
static void
read_kind (Reading    *reading,
           JsonObject *object)
{
  gboolean is_reservation = reading->form->members == reservation;
  gboolean firm = json_object_has_member (object, is_reservation ? "impresa" : "partitaIva");
  gboolean family = json_object_has_member (object, is_reservation ? "famiglia" : "codiceFiscale");
  guint field = spt_group_def_find_field (spt_node_get_def (reading->root), "tipo")->index;

  spt_node_set (reading->root, field, firm ? "impresa" : "famiglia", -1);
  if (firm && family)
    report (reading, SPT_ISSUE_ERROR, "both-kinds", NULL, NULL, NULL);
}

/**
 * spt_voucher_read_document:
 * @account: (nullable): which it goes with: what the document says of the operator is compared
 * @operation: "voucher.prenotazione" and its like
 * @text: a body as the service takes it
 * @length: its length, bytes
 * @record: takes it
 * @issues: what is wrong with the document as such
 * @error: (out) (optional): %SPT_SERVICE_ERROR_DOCUMENT when it is no JSON object,
 *   %SPT_SERVICE_ERROR_UNSUPPORTED when the operation takes none
 *
 * Reads the service's own document. Members that the operation does not have are errors: they would
 * get lost.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_voucher_read_document (SptAccount    *account,
                           const char    *operation,
                           const char    *text,
                           gsize          length,
                           SptRecord     *record,
                           SptIssueList  *issues,
                           GError       **error)
{
  const Body *form = find_body (operation);
  Reading reading = { .account = account, .form = form, .issues = issues };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) json_error = NULL;

  spt_record_reset (record);
  if (form == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "\"%s\" takes no document", operation);
      return FALSE;
    }

  /* One value and no more, no member twice: json-glib by itself takes the last. */
  node = spt_json_parse (text, length, SPT_JSON_MAX_TREE, &json_error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "%s",
                   json_error != NULL ? json_error->message : "not an object");
      return FALSE;
    }

  reading.root = reading.node = spt_record_get_root (record);
  if (form->members != reservation)
    {
      const SptGroupDef *part = spt_group_def_find_group (spt_node_get_def (reading.root),
                                                          form->verb);

      reading.node = spt_node_add_child (reading.root, part->index);
    }
  read_kind (&reading, json_node_get_object (node));
  read_object (&reading, json_node_get_object (node));

  return TRUE;
}
