/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small table with a field of every kind and two levels of groups. */
#include "config.h"

#include "form-table.h"

#include <string.h>

#include "base/spt-json.h"

#define LABEL(it, en) "'label': {'it': '" it "', 'en': '" en "'}"

static const char table[] =
  "{'sections': ["
  "  {'id': 'second', 'title': {'it': 'Due', 'en': 'Two'}},"
  "  {'id': 'first', 'title': {'it': 'Uno', 'en': 'One'},"
  "   'description': {'it': 'Descrizione', 'en': 'Description'}}],"
  " 'root': {" LABEL ("Radice", "Root") ","
  "  'fields': ["
  "   {'name': 'name', " LABEL ("Nome", "Name") ", 'section': 'first', 'required': true,"
  "    'max-error': 10, 'max-warning': 5,"
  "    'help': {'it': 'Aiuto', 'en': 'Help'}},"
  "   {'name': 'code', " LABEL ("Codice", "Code") ", 'section': 'second', 'kind': 'code',"
  "    'pattern': '[A-Z]{2}|[0-9]{3}'},"
  "   {'name': 'stand', " LABEL ("Posto", "Stand") ", 'kind': 'boolean', 'default': 'true'},"
  "   {'name': 'flag', " LABEL ("Segno", "Flag") ", 'kind': 'boolean', 'required': true,"
  "    'initial': 'false'},"
  "   {'name': 'kind', " LABEL ("Tipo", "Kind") ", 'kind': 'choice', 'choices': ["
  "     {'value': 'F', " LABEL ("Fisica", "Natural") "}, {'value': 'G', " LABEL ("Giuridica", "Legal") ","
  "      'words': ['Società per Azioni']}]},"
  "   {'name': 'fiscal', " LABEL ("Codice fiscale", "Tax code") ", 'kind': 'fiscal-code',"
  "    'also': 'ANONIMO'},"
  "   {'name': 'mail', " LABEL ("E-mail", "E-mail") ", 'kind': 'email', 'advanced': true},"
  "   {'name': 'when', " LABEL ("Quando", "When") ", 'kind': 'datetime', 'default-time': '23:59:59'},"
  "   {'name': 'count', " LABEL ("Numero", "Count") ", 'kind': 'integer'},"
  "   {'name': 'firm', " LABEL ("Ditta", "Firm") ", 'required': true, 'show-if': 'kind=G|X'},"
  "   {'name': 'secret', " LABEL ("Segreto", "Secret") ", 'kind': 'secret', 'max-error': 3}],"
  "  'groups': [{'name': 'part', " LABEL ("Parte", "Part") ","
  "   'label-plural': {'it': 'Parti', 'en': 'Parts'}, 'min': 1,"
  "   'fields': ["
  "    {'name': 'amount', " LABEL ("Importo", "Amount") ", 'kind': 'money', 'required': true},"
  "    {'name': 'iuv', " LABEL ("IUV", "IUV") ", 'kind': 'iuv'},"
  "    {'name': 'nav', " LABEL ("NAV", "NAV") ", 'kind': 'nav'},"
  "    {'name': 'note', " LABEL ("Nota", "Note") ", 'show-if': '!flag=true'}],"
  "   'groups': [{'name': 'leaf', " LABEL ("Foglia", "Leaf") ", 'max': 2,"
  "    'fields': ["
  "     {'name': 'iban', " LABEL ("IBAN", "IBAN") ", 'kind': 'iban'},"
  "     {'name': 'stamp.type', " LABEL ("Marca", "Stamp") "},"
  "     {'name': 'deep', " LABEL ("Fondo", "Deep") ", 'show-if': 'flag=true'},"
  "     {'name': 'share', " LABEL ("Quota", "Share") ", 'kind': 'money', 'with': 'amount'}]}]},"
  "   {'name': 'extra', " LABEL ("Altro", "Other") ", 'max': 1,"
  "    'fields': [{'name': 'key', " LABEL ("Chiave", "Key") "}]}]}}";

static char *
with_double_quotes (const char *text)
{
  char *copy = g_strdup (text);

  for (char *c = copy; *c != '\0'; c++)
    {
      if (*c == '\'')
        *c = '"';
    }

  return copy;
}

char *
form_table_dup_text (void)
{
  return with_double_quotes (table);
}

SptSchema *
form_table_parse (const char  *text,
                  GError     **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (JsonNode) node = spt_json_parse (text, strlen (text), SPT_JSON_MAX_TREE, &parse_error);

  /* A table of a test is JSON, whatever else is wrong with it. */
  g_assert_no_error (parse_error);

  return spt_schema_new (node, "base", error);
}

SptSchema *
form_table_new (void)
{
  g_autofree char *text = form_table_dup_text ();
  g_autoptr (GError) error = NULL;
  SptSchema *schema = form_table_parse (text, &error);

  g_assert_no_error (error);

  return schema;
}

SptSchema *
form_table_of (const char *fields)
{
  g_autofree char *inner = with_double_quotes (fields);
  g_autofree char *text = g_strconcat ("{\"root\": {\"label\": {\"it\": \"R\", \"en\": \"R\"}, \"fields\": [",
                                       inner, "]}}", NULL);
  g_autoptr (GError) error = NULL;
  SptSchema *schema = form_table_parse (text, &error);

  g_assert_no_error (error);

  return schema;
}
