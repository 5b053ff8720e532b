/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's XML document: read safely, held against its schema and every rule (catasto facts 2, 11). */

#define G_LOG_DOMAIN "spt-catasto-document"

#include "config.h"

#include "services/catasto/spt-catasto-document.h"

#include <string.h>

#include "base/spt-text.h"
#include "base/spt-xml.h"
#include "services/catasto/spt-catasto-rules.h"
#include "services/catasto/spt-catasto-schemas.h"

#define VERSION_NODE "versione"
#define PLANT     "impianto"
#define CODE      "L1_codice_impianto"
#define API_ID    "API_ID"
#define FILLING   "-*._/ \t\r\n"

static void
say (SptIssueList *issues,
     xmlNodePtr    node,
     const char   *path,
     const char   *code,
     const char   *value,
     const char   *limit)
{
  long line = node != NULL ? xmlGetLineNo (node) : 0;

  spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, code, (guint) MAX (line, 0), path,
                      value, limit);
}

/* --- before the schema --------------------------------------------------------------------------------- */

static xmlDocPtr
parse (const char   *data,
       gsize         length,
       SptIssueList *issues)
{
  g_autoptr (GError) error = NULL;
  xmlDocPtr document = spt_xml_parse (data, length, SPT_CATASTO_MAX_DOCUMENT, "XML", &error);

  if (document == NULL)
    {
      const char *code = "E-XML";

      if (g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_DTD))
        code = "E-XML:doctype";
      else if (g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_SIZE))
        code = "E-XML:dimensione";
      say (issues, NULL, NULL, code, error->message, NULL);
      return NULL;
    }
  if (document->encoding != NULL && g_ascii_strcasecmp ((const char *) document->encoding, "UTF-8") != 0)
    say (issues, NULL, NULL, "E-XML:codifica", (const char *) document->encoding, NULL);

  return document;
}

static gboolean
is_named (xmlNodePtr  node,
          const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

static xmlNodePtr
find_child (xmlNodePtr  parent,
            const char *name)
{
  for (xmlNodePtr node = parent->children; node != NULL; node = node->next)
    {
      if (is_named (node, name))
        return node;
    }

  return NULL;
}

static char *
dup_text (xmlNodePtr node)
{
  xmlChar *text = node != NULL ? xmlNodeGetContent (node) : NULL;
  char *copy = g_strstrip (g_strdup (text != NULL ? (const char *) text : ""));

  xmlFree (text);

  return copy;
}

/* Root and namespace are both the call's name (catasto facts 2.1). */
static gboolean
check_root (const SptCatastoOperation *operation,
            xmlNodePtr                 root,
            SptIssueList              *issues)
{
  g_autofree char *wanted = g_strdup_printf ("api_call_%u", operation->call);
  const char *ns = root->ns != NULL ? (const char *) root->ns->href : "";

  if (is_named (root, wanted) && strcmp (ns, wanted) == 0)
    return TRUE;
  say (issues, root, NULL, is_named (root, wanted) ? "E-ENDPOINT:namespace" : "E-ENDPOINT",
       is_named (root, wanted) ? ns : (const char *) root->name, wanted);

  return FALSE;
}

static void
check_api_id (const SptCatastoOperation *operation,
              xmlNodePtr                 root,
              SptIssueList              *issues)
{
  xmlNodePtr node = find_child (root, API_ID);
  g_autofree char *text = dup_text (node);
  const char *reason = spt_catasto_why_not_invokable (text);

  if (reason != NULL)
    say (issues, node, API_ID, "E-API-ID:non-invocabile", text, reason);
  else if (spt_catasto_operation_find_api_id (text) == NULL)
    say (issues, node != NULL ? node : root, API_ID, "E-API-ID", text, operation->api_id);
  else if (strcmp (text, operation->api_id) != 0)
    say (issues, node, API_ID, "E-API-ID:altra", text, operation->api_id);
}

/* A container at most once (catasto facts 2.2, guideline 4); of the reports one. */
static void
check_twice (xmlNodePtr    root,
             SptIssueList *issues)
{
  guint position = 0;

  for (xmlNodePtr plant = root->children; plant != NULL; plant = plant->next)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_reports = 0;

      if (!is_named (plant, PLANT))
        continue;
      for (xmlNodePtr node = plant->children; node != NULL; node = node->next)
        {
          const char *name = (const char *) node->name;
          g_autofree char *path = NULL;

          if (node->type != XML_ELEMENT_NODE)
            continue;
          path = g_strdup_printf (PLANT "[%u].%s", position, name);
          if (g_str_has_prefix (name, "scheda_") && !g_hash_table_add (seen, (gpointer) name))
            say (issues, node, path, "E-SCHEDA-DOPPIA", name, NULL);
          if (g_str_has_prefix (name, "rcee_tipo_") && ++n_reports == 2)
            say (issues, node, path, "E-RCEE-TIPO:piu", name, NULL);
        }
      position++;
    }
}

/* Texts that only fill a place (catasto facts 2.2, 11). */
static gboolean
is_filler (const char *text)
{
  static const char *const words[] = { "nd", "n.d.", "n/a", "n.a.", "xxx", NULL };
  gsize length = strlen (text);
  g_autofree char *folded = NULL;

  if (strspn (text, FILLING) == length)
    return TRUE;
  text += strspn (text, " \t\r\n");
  if (strchr ("nNxX", *text) == NULL)
    return FALSE;
  folded = g_strstrip (g_ascii_strdown (text, -1));

  return g_strv_contains (words, folded);
}

/* The same of what a form holds. */
static void
check_fillers (SptNode      *node,
               SptIssueList *issues)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *text = spt_node_get (node, i);

      if (*text != '\0' && is_filler (text))
        spt_node_add_issue (node, &def->fields[i], issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-RIEMPITIVO", 0, text, NULL);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        check_fillers (spt_node_get_child (node, i, j), issues);
    }
}

static void
check_empty (xmlNodePtr         parent,
             const SptGroupDef *def,
             const char        *parent_path,
             SptIssueList      *issues)
{
  for (xmlNodePtr node = xmlFirstElementChild (parent); node != NULL; node = xmlNextElementSibling (node))
    {
      const char *name = (const char *) node->name;
      const SptGroupDef *group = def != NULL ? spt_group_def_find_group (def, name) : NULL;
      gboolean is_field = def != NULL && spt_group_def_find_field (def, name) != NULL;
      g_autoptr (GString) path = g_string_new (parent_path);
      g_autofree char *text = NULL;
      guint position = 0;

      if (group != NULL || is_field)
        g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
      for (xmlNodePtr before = node->prev; group != NULL && before != NULL; before = before->prev)
        position += is_named (before, name);
      if (group != NULL)
        g_string_append_printf (path, "[%u]", position);
      if (xmlFirstElementChild (node) != NULL)
        {
          check_empty (node, group, path->str, issues);
          continue;
        }
      text = dup_text (node);
      /* What says all in an attribute (the version) is no field. */
      if (*text == '\0' && (node->properties == NULL || is_field))
        say (issues, node, path->len > 0 ? path->str : NULL, "E-TAG-VUOTO", name, NULL);
      else if (*text != '\0' && is_filler (text))
        say (issues, node, path->len > 0 ? path->str : NULL, "E-RIEMPITIVO", text, NULL);
    }
}

/* --- findings of both sides --------------------------------------------------------------------------- */

/* What the schema says of an empty element has a code of the document's own. */
static const char *
get_own_code (const SptIssue *issue)
{
  static const struct
  {
    const char *theirs;
    const char *ours;
  } pairs[] = {
    { "xsd-empty", "E-TAG-VUOTO" },
    { "xsd-filler", "E-RIEMPITIVO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (strcmp (pairs[i].theirs, issue->code) == 0)
        return pairs[i].ours;
    }
  /* Too short, and nothing at all. */
  if (strcmp (issue->code, "xsd-too-short") == 0 && (issue->value == NULL || *issue->value == '\0'))
    return "E-TAG-VUOTO";

  return issue->code;
}

/* "impianto[0].a[1].b": the line of the element, or of the nearest around it. */
static guint
find_line (xmlNodePtr  root,
           const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  xmlNodePtr at = root;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      char *bracket = strchr (steps[i], '[');
      guint64 position = bracket != NULL ? g_ascii_strtoull (bracket + 1, NULL, 10) : 0;
      xmlNodePtr found = NULL;

      if (bracket != NULL)
        *bracket = '\0';
      if (*steps[i] == '#' || *steps[i] == '@')
        continue;
      for (xmlNodePtr node = at->children; node != NULL; node = node->next)
        {
          if (is_named (node, steps[i]) && position-- == 0)
            {
              found = node;
              break;
            }
        }
      if (found == NULL)
        break;
      at = found;
    }

  return (guint) MAX (xmlGetLineNo (at), 0);
}

/* Which version it has to be the schema in force says (catasto facts 2.1). */
static gboolean
is_version (xmlNodePtr      root,
            const SptIssue *issue)
{
  xmlNodePtr node = root != NULL ? find_child (root, VERSION_NODE) : NULL;

  return node != NULL && issue->path == NULL && strcmp (issue->code, "xsd-fixed") == 0 &&
         issue->row == (guint) MAX (xmlGetLineNo (node), 0);
}

/* A rule's words say more than the schema's of the same place. */
static void
join (xmlNodePtr    root,
      SptIssueList *schema,
      SptIssueList *rules,
      SptIssueList *issues)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->path != NULL)
        g_hash_table_add (said, issue->path);
    }
  for (guint i = 0; i < spt_issue_list_get_n (rules); i++)
    {
      const SptIssue *issue = spt_issue_list_get (rules, i);

      if (issue->path != NULL && issue->level == SPT_ISSUE_ERROR)
        g_hash_table_add (said, issue->path);
    }
  for (guint i = 0; i < spt_issue_list_get_n (schema); i++)
    {
      const SptIssue *issue = spt_issue_list_get (schema, i);

      if (is_version (root, issue))
        {
          xmlChar *said_version = xmlGetNoNsProp (find_child (root, VERSION_NODE),
                                                  (const xmlChar *) "VersioneCorrente");

          spt_issue_list_add (issues, issue->level, issue->domain, "E-VERSIONE", issue->row, VERSION_NODE,
                              (const char *) said_version, issue->limit);
          xmlFree (said_version);
        }
      else if (issue->path == NULL || !g_hash_table_contains (said, issue->path))
        spt_issue_list_add (issues, issue->level, issue->domain, get_own_code (issue), issue->row,
                            issue->path, issue->value, issue->limit);
    }
  for (guint i = 0; i < spt_issue_list_get_n (rules); i++)
    {
      const SptIssue *issue = spt_issue_list_get (rules, i);

      spt_issue_list_add_copy (issues, issue, root != NULL && issue->path != NULL
                               ? find_line (root, issue->path) : issue->row);
    }
}

/* --- all of it ---------------------------------------------------------------------------------------------- */

static void
check_against_schema (SptCatastoDocument        *self,
                      const SptCatastoOperation *operation,
                      xmlNodePtr                 root,
                      const char                *data,
                      gsize                      length,
                      gint64                     now_utc_ms,
                      SptIssueList              *issues)
{
  g_autoptr (SptIssueList) schema = spt_issue_list_new (0);
  g_autoptr (SptIssueList) rules = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;

  /* Ours say it in the document's own words, whatever type the schema gives the element. */
  check_empty (root, spt_schema_get_root (spt_xsd_get_schema (self->xsd)), "", issues);
  spt_xsd_validate (self->xsd, data, length, SPT_XSD_CHECK_DEFAULT, schema, NULL);
  self->record = spt_record_new (spt_xsd_get_schema (self->xsd));
  if (spt_xsd_read (self->xsd, data, length, self->record, NULL, &error))
    spt_catasto_rules_check (operation, self->record, NULL, now_utc_ms, 0, rules);
  else if (spt_issue_list_get_n_errors (schema) == 0)
    say (issues, root, NULL, "E-XSD", error->message, NULL);
  join (root, schema, rules, issues);
}

/**
 * spt_catasto_document_read:
 * @self: (out caller-allocates): what was read
 * @operation: what it is to be sent as
 * @data: (array length=length): the document
 * @length: in bytes
 * @now_utc_ms: what days are compared with
 * @issues: what is found is added
 * @error: return location for an error
 *
 * Reads a document and looks at it: well-formed and of its call first, then all of schema and rules at
 * once (catasto facts 11, order of the checks).
 *
 * Returns: %FALSE with %SPT_XSD_ERROR when the schema in force is broken
 */
gboolean
spt_catasto_document_read (SptCatastoDocument         *self,
                           const SptCatastoOperation  *operation,
                           const char                 *data,
                           gsize                       length,
                           gint64                      now_utc_ms,
                           SptIssueList               *issues,
                           GError                    **error)
{
  xmlDocPtr document;
  xmlNodePtr root;

  *self = (SptCatastoDocument) { 0 };
  self->xsd = spt_catasto_schemas_ref (operation->call, error);
  if (self->xsd == NULL)
    return FALSE;
  document = parse (data, length, issues);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  if (root != NULL && spt_issue_list_get_n_errors (issues) == 0 && check_root (operation, root, issues))
    {
      self->code = dup_text (find_child (root, CODE));
      check_api_id (operation, root, issues);
      check_twice (root, issues);
      check_against_schema (self, operation, root, data, length, now_utc_ms, issues);
    }
  g_clear_pointer (&document, xmlFreeDoc);

  return TRUE;
}

/**
 * spt_catasto_document_clear:
 * @self: what was read
 *
 * Lets go of all of it.
 */
void
spt_catasto_document_clear (SptCatastoDocument *self)
{
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
}

/* @schema: what the schema says of it. */
static void
check_record (const SptCatastoOperation *operation,
              SptRecord                 *record,
              SptRecord                 *libretto,
              SptIssueList              *schema,
              gint64                     now_utc_ms,
              SptIssueList              *issues)
{
  g_autoptr (SptIssueList) rules = spt_issue_list_new (0);

  check_fillers (spt_record_get_root (record), rules);
  spt_catasto_rules_check (operation, record, libretto, now_utc_ms, 0, rules);
  join (NULL, schema, rules, issues);
}

/**
 * spt_catasto_record_check:
 * @operation: what it is to be sent as
 * @xsd: the schema of its call
 * @record: what a form holds
 * @libretto: (nullable): the plant's libretto, a record of call 2 or 11
 * @now_utc_ms: what days are compared with
 * @issues: what is found is added
 *
 * Looks at a form as spt_catasto_document_read() looks at the document that it would become.
 */
void
spt_catasto_record_check (const SptCatastoOperation *operation,
                          SptXsd                    *xsd,
                          SptRecord                 *record,
                          SptRecord                 *libretto,
                          gint64                     now_utc_ms,
                          SptIssueList              *issues)
{
  g_autoptr (SptIssueList) schema = spt_issue_list_new (0);

  spt_xsd_check (xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, schema, NULL);
  check_record (operation, record, libretto, schema, now_utc_ms, issues);
}

/**
 * spt_catasto_archived_check:
 * @operation: what it is to be sent as
 * @document: a document of the archive
 * @libretto: (nullable): the plant's libretto, a record of call 2 or 11
 * @now_utc_ms: what days are compared with
 * @issues: what is found is added
 *
 * spt_catasto_record_check() of what was read once.
 */
void
spt_catasto_archived_check (const SptCatastoOperation *operation,
                            SptXsdDocument            *document,
                            SptRecord                 *libretto,
                            gint64                     now_utc_ms,
                            SptIssueList              *issues)
{
  g_autoptr (SptIssueList) schema = spt_issue_list_new (0);

  spt_xsd_document_check (document, SPT_XSD_CHECK_NO_EMPTY, schema);
  check_record (operation, spt_xsd_document_get_record (document), libretto, schema, now_utc_ms, issues);
}
