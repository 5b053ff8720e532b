/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxml2's verdict on a document, at the fields of its form and in words for people. */

#define G_LOG_DOMAIN "spt-xsd-check"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <libxml/xmlerror.h>
#include <string.h>

#include "base/spt-text.h"
#include "base/spt-xml.h"

typedef struct
{
  SptXsd       *xsd;
  SptIssueList *issues;
  GPtrArray    *findings; /* (nullable) (element-type SptXsdFinding) */
  GHashTable   *places;
  GHashTable   *said;     /* (element-type utf8): paths that have an error */
  guint         row;      /* 0: the line */
} Verdict;

static void
free_finding (gpointer data)
{
  SptXsdFinding *finding = data;

  g_free (finding->node_path);
  g_free (finding->words);
  g_free (finding);
}

static guint
count_before (xmlNodePtr node)
{
  guint n = 1;

  for (xmlNodePtr other = node->prev; other != NULL; other = other->prev)
    {
      if (other->type == XML_ELEMENT_NODE && xmlStrEqual (other->name, node->name))
        n++;
    }

  return n;
}

static void
append_node_path (xmlNodePtr  node,
                  GString    *path)
{
  if (node == NULL || (node->type != XML_ELEMENT_NODE && node->type != XML_ATTRIBUTE_NODE))
    return;
  append_node_path (node->parent, path);
  g_string_append_printf (path, node->type == XML_ATTRIBUTE_NODE ? "/@%s" : "/%s", node->name);
  if (node->type == XML_ELEMENT_NODE && count_before (node) > 1)
    g_string_append_printf (path, "[%u]", count_before (node));
}

static void
add_issue (Verdict    *verdict,
           xmlNodePtr  node,
           const char *path,
           const char *code,
           const char *value,
           const char *limit,
           const char *words)
{
  long line = node != NULL ? xmlGetLineNo (node) : 0;

  spt_issue_list_add (verdict->issues, SPT_ISSUE_ERROR,
                      spt_schema_get_domain (verdict->xsd->schema), code,
                      verdict->row > 0 ? verdict->row : (guint) MAX (line, 0),
                      path != NULL && *path != '\0' ? path : NULL, value, limit);
  if (path != NULL)
    g_hash_table_add (verdict->said, g_strdup (path));
  if (verdict->findings != NULL)
    {
      SptXsdFinding *finding = g_new0 (SptXsdFinding, 1);
      g_autoptr (GString) node_path = g_string_new (NULL);

      append_node_path (node, node_path);
      finding->line = (guint) MAX (line, 0);
      finding->node_path = node_path->len > 0 ? g_strdup (node_path->str) : NULL;
      finding->words = g_strdup (words);
      g_ptr_array_add (verdict->findings, finding);
    }
}

/* The place of a node, or of the nearest around it. */
static const SptXsdPlace *
find_place (Verdict    *verdict,
            xmlNodePtr  node)
{
  for (; node != NULL && verdict->places != NULL; node = node->parent)
    {
      const SptXsdPlace *place = g_hash_table_lookup (verdict->places, node);

      if (place != NULL)
        return place;
    }

  return NULL;
}

static char *
dup_path (const SptNode     *node,
          const SptFieldDef *field,
          const char        *below)
{
  g_autoptr (GString) path = g_string_new (NULL);

  spt_node_append_path (node, field, path);
  if (below != NULL)
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", below);

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* The last text in quotes of libxml2's sentence, which is the facet's own value. */
static char *
dup_quoted (const char *words)
{
  const char *end = strrchr (words, '\'');
  const char *start;

  if (end == NULL || end == words)
    return NULL;
  for (start = end - 1; start > words && *start != '\''; start--)
    ;

  return *start == '\'' ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
}

/* What may stand where "Expected is one of ( {ns}a, {ns}b )." is said. */
static GPtrArray *
list_expected (const char *words)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *start = strstr (words, "Expected is");
  const char *end;
  g_auto (GStrv) parts = NULL;
  g_autofree char *inside = NULL;

  start = start != NULL ? strchr (start, '(') : NULL;
  end = start != NULL ? strrchr (start, ')') : NULL;
  if (end == NULL)
    return names;
  inside = g_strndup (start + 1, (gsize) (end - start - 1));
  parts = g_strsplit (inside, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *name = g_strstrip (parts[i]);
      char *brace = strrchr (name, '}');

      name = brace != NULL ? brace + 1 : name;
      if (*name != '\0' && *name != '#')
        g_ptr_array_add (names, g_strdelimit (g_strdup (name), ".", ':'));
    }

  return names;
}

/* The member of @node that lacks: the first expected that is required, is a choice nobody made, or has
 * too few instances. @label: (out): what people call it. */
static char *
dup_lacking (const SptNode *node,
             GPtrArray     *expected,
             gboolean       any,
             const char   **label)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < expected->len; i++)
    {
      const char *name = g_ptr_array_index (expected, i);
      const SptFieldDef *field = spt_group_def_find_field (def, name);
      const SptGroupDef *group = spt_group_def_find_group (def, name);
      const char *show_if = field != NULL ? field->show_if : group != NULL ? group->show_if : NULL;
      gboolean hidden = show_if != NULL &&
                        !(field != NULL ? spt_node_is_visible (node, field->index)
                                        : spt_node_shows_group (node, group->index));

      if (hidden)
        {
          g_autofree char *selector = g_strndup (show_if, strcspn (show_if, "="));
          const SptFieldDef *chooser = spt_group_def_find_field (def, selector);

          if (chooser != NULL && (chooser->required || any) &&
              *spt_node_get (node, chooser->index) == '\0')
            {
              *label = chooser->label;
              return dup_path (node, chooser, NULL);
            }
          continue;
        }
      if (field != NULL && (field->required || any) && *spt_node_get (node, field->index) == '\0')
        {
          *label = field->label;
          return dup_path (node, field, NULL);
        }
      if (group != NULL && (group->min > 0 || any) &&
          (any || spt_node_get_n_children (node, group->index) < group->min))
        {
          *label = group->label;
          return dup_path (node, NULL, group->name);
        }
    }

  return NULL;
}

/* Something about the elements of @node's content, or about @node among those of its parent. */
static void
say_content (Verdict               *verdict,
             const SptXsdObjection *objection)
{
  g_autoptr (GPtrArray) expected = list_expected (objection->words);
  gboolean is_missing = strstr (objection->words, "Missing child") != NULL;
  xmlNodePtr parent = is_missing ? objection->node : objection->node->parent;
  const SptXsdPlace *place = find_place (verdict, parent);
  const SptXsdPlace *own = find_place (verdict, objection->node);
  const char *label = NULL;
  g_autofree char *path = NULL;
  g_autofree char *names = NULL;

  /* An element that the schema does not have is no sign of something else that lacks. */
  if (place != NULL &&
      (is_missing || own == NULL || own->field == NULL || own->field->kind != SPT_FIELD_XML))
    path = dup_lacking (place->node, expected, FALSE, &label);
  if (path == NULL && is_missing && place != NULL)
    path = dup_lacking (place->node, expected, TRUE, &label);
  if (path != NULL)
    {
      if (!g_hash_table_contains (verdict->said, path))
        add_issue (verdict, objection->node, path, "xsd-missing", NULL, label, objection->words);
      return;
    }

  g_ptr_array_add (expected, NULL);
  names = g_strjoinv (", ", (char **) expected->pdata);
  if (own != NULL)
    path = dup_path (own->node, own->field, NULL);
  add_issue (verdict, objection->node, path, is_missing ? "xsd-missing" : "xsd-unexpected",
             (const char *) objection->node->name, *names != '\0' ? names : "–", objection->words);
}

static const char *
get_type_code (const SptXsdPlace *place)
{
  if (place == NULL || place->field == NULL)
    return "xsd-type";
  switch ((guint) place->field->kind)
    {
    case SPT_FIELD_DATE:
      return "xsd-date";
    case SPT_FIELD_DECIMAL:
      return "xsd-decimal";
    case SPT_FIELD_INTEGER:
      return "bad-number";
    case SPT_FIELD_BOOLEAN:
      return "bad-boolean";
    default:
      return "xsd-type";
    }
}

static char *
dup_choices (const SptXsdPlace *place)
{
  GString *labels = g_string_new (NULL);

  for (guint i = 0; place != NULL && place->field != NULL && i < place->field->n_choices; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "", place->field->choices[i].label);
  if (labels->len == 0)
    g_string_append (labels, "–");

  return g_string_free (labels, FALSE);
}

static const char *
get_code (const SptXsdObjection   *objection,
          const SptXsdPlace       *place)
{
  static const struct
  {
    int         error;
    const char *code;
  } codes[] = {
    { XML_SCHEMAV_CVC_LENGTH_VALID, "xsd-length" },
    { XML_SCHEMAV_CVC_MINLENGTH_VALID, "xsd-too-short" },
    { XML_SCHEMAV_CVC_MAXLENGTH_VALID, "too-long" },
    { XML_SCHEMAV_CVC_MININCLUSIVE_VALID, "xsd-least" },
    { XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, "xsd-most" },
    { XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, "xsd-more-than" },
    { XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, "xsd-less-than" },
    { XML_SCHEMAV_CVC_TOTALDIGITS_VALID, "xsd-digits" },
    { XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, "xsd-decimals" },
    { XML_SCHEMAV_CVC_PATTERN_VALID, "bad-pattern" },
    { XML_SCHEMAV_CVC_ENUMERATION_VALID, "bad-choice" },
    { XML_SCHEMAV_CVC_COMPLEX_TYPE_4, "xsd-attribute-missing" },
    { XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, "xsd-attribute-unknown" },
    { XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, "xsd-attribute-unknown" },
    { XML_SCHEMAV_CVC_TYPE_3_1_1, "xsd-attribute-unknown" },
    { XML_SCHEMAV_CVC_AU, "xsd-fixed" },
    { XML_SCHEMAV_CVC_ATTRIBUTE_4, "xsd-fixed" },
    { XML_SCHEMAV_CVC_ELT_5_2_2_2_1, "xsd-fixed" },
    { XML_SCHEMAV_CVC_ELT_5_2_2_2_2, "xsd-fixed" },
    { XML_SCHEMAV_CVC_ELT_1, "xsd-root" },
    { XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, NULL },
    { XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, NULL },
    { XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (codes[i].error == objection->code)
        return codes[i].code != NULL ? codes[i].code : get_type_code (place);
    }

  return "xsd-invalid";
}

static void
say (Verdict               *verdict,
     const SptXsdObjection *objection)
{
  const SptXsdPlace *place = find_place (verdict, objection->node);
  const SptFieldDef *field = place != NULL ? place->field : NULL;
  const char *code;
  g_autofree char *path = NULL;
  g_autofree char *value = NULL;
  g_autofree char *limit = NULL;

  if (objection->code == XML_SCHEMAV_ELEMENT_CONTENT && objection->node != NULL)
    {
      say_content (verdict, objection);
      return;
    }

  code = get_code (objection, place);
  if (place != NULL && objection->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
    {
      g_autofree char *attribute = dup_quoted (objection->words);
      g_autofree char *name = g_strdelimit (g_strconcat ("@", attribute, NULL), ".", ':');

      field = spt_group_def_find_field (spt_node_get_def (place->node), name);
    }
  if (place != NULL)
    {
      path = dup_path (place->node, field, NULL);
      /* One facet brings a second remark about the type; the first says more. */
      if (field != NULL && g_hash_table_contains (verdict->said, path))
        return;
    }
  if (g_str_equal (code, "bad-choice"))
    limit = dup_choices (place);
  else if (g_str_equal (code, "xsd-root"))
    limit = g_strdup_printf ("%s (%s)", verdict->xsd->root->name, verdict->xsd->root->ns);
  else
    limit = dup_quoted (objection->words);
  if (objection->node != NULL && (place == NULL || place->field != NULL) &&
      !g_str_equal (code, "xsd-root"))
    {
      xmlChar *text = xmlNodeGetContent (objection->node);

      value = g_strdup ((const char *) text);
      xmlFree (text);
    }
  else if (objection->node != NULL)
    value = g_strdup ((const char *) objection->node->name);
  add_issue (verdict, objection->node, path, code, value, limit, objection->words);
}

static void
look_for_empty (Verdict    *verdict,
                xmlNodePtr  element)
{
  g_autofree char *path = NULL;
  const SptXsdPlace *place;
  const char *text;
  const char *code;

  for (xmlNodePtr child = element->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE)
        look_for_empty (verdict, child);
    }
  if (xmlFirstElementChild (element) != NULL)
    return;

  code = spt_xsd_get_empty_code (element, &text);
  if (code == NULL)
    return;
  place = find_place (verdict, element);
  if (place != NULL)
    path = dup_path (place->node, place->field, NULL);
  if (path == NULL || !g_hash_table_contains (verdict->said, path))
    add_issue (verdict, element, path, code, text != NULL ? text : (const char *) element->name,
               NULL, NULL);
}

static void
begin (Verdict           *verdict,
       SptXsd            *self,
       SptIssueList      *issues,
       GPtrArray        **findings,
       guint              row)
{
  *verdict = (Verdict) { self, issues, NULL, NULL, NULL, row };
  verdict->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  verdict->places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (findings != NULL)
    verdict->findings = *findings = g_ptr_array_new_with_free_func (free_finding);
}

static void
end (Verdict *verdict)
{
  g_hash_table_unref (verdict->said);
  g_hash_table_unref (verdict->places);
}

/**
 * spt_xsd_validate:
 * @self: a schema
 * @data: (array length=length): a document
 * @length: in bytes
 * @flags: what else is looked for
 * @issues: where the findings go; their row is the line, their path that of a record
 * @findings: (out) (optional) (transfer full) (element-type SptXsdFinding): what stands behind each
 *
 * Asks libxml2 whether a document is valid.
 *
 * Returns: %TRUE if it is, and nothing else was found
 */
gboolean
spt_xsd_validate (SptXsd            *self,
                  const char        *data,
                  gsize              length,
                  SptXsdCheckFlags   flags,
                  SptIssueList      *issues,
                  GPtrArray        **findings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) objections = NULL;
  g_autoptr (SptRecord) record = NULL;
  guint n_before;
  Verdict verdict;
  xmlDocPtr document;
  gboolean valid;
  gboolean empty;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (issues != NULL, FALSE);

  n_before = spt_issue_list_get_n_errors (issues);
  begin (&verdict, self, issues, findings, 0);
  document = spt_xml_parse (data, length, SPT_XSD_MAX_DOCUMENT, self->root->name, &error);
  if (document == NULL)
    {
      add_issue (&verdict, NULL, NULL,
                 g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_DTD) ? "xml-document-type"
                 : g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_SIZE) ? "xml-too-large"
                                                                              : "xml-syntax",
                 error->message, NULL, error->message);
      end (&verdict);
      return FALSE;
    }

  objections = spt_xsd_ask (self, document);
  valid = objections->len == 0;
  empty = (flags & SPT_XSD_CHECK_NO_EMPTY) != 0 && spt_xsd_has_empty (xmlDocGetRootElement (document));
  /* A record only for what has to be found in it. */
  if (!valid || empty)
    {
      record = spt_record_new (self->schema);
      if (!spt_xsd_read_tree (self, document, record, verdict.places, NULL, NULL, NULL))
        g_hash_table_remove_all (verdict.places);
    }
  for (guint i = 0; i < objections->len; i++)
    say (&verdict, &g_array_index (objections, SptXsdObjection, i));
  if (empty)
    look_for_empty (&verdict, xmlDocGetRootElement (document));
  valid = valid && spt_issue_list_get_n_errors (issues) == n_before;
  end (&verdict);
  xmlFreeDoc (document);

  return valid;
}

/* What a form can tell by itself, all at once: libxml2 stops at the first that an element lacks. */
static void
look_for_lacking (SptNode      *node,
                  SptIssueList *lacking)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const char *domain = spt_schema_get_domain (spt_record_get_schema (node->record));

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *text = spt_node_get (node, i);

      if (def->fields[i].required && spt_text_is_blank (text) && spt_node_is_visible (node, i))
        spt_node_add_issue (node, &def->fields[i], lacking, SPT_ISSUE_ERROR, domain, "required", 0,
                            NULL, NULL);
      else if (def->fields[i].kind != SPT_FIELD_XML && spt_text_has_control (text) &&
               strpbrk (text, "\n\t\r") == NULL)
        spt_node_add_issue (node, &def->fields[i], lacking, SPT_ISSUE_ERROR, domain,
                            "control-characters", 0, text, NULL);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *group = def->groups[i];
      guint n = spt_node_get_n_children (node, i);

      if (!spt_node_shows_group (node, i))
        continue;
      if (n < group->min)
        {
          g_autofree char *path = dup_path (node, NULL, group->name);
          g_autofree char *limit = g_strdup_printf ("%u", group->min);

          spt_issue_list_add (lacking, SPT_ISSUE_ERROR, domain, "too-few", 0, path,
                              group->label_plural, limit);
        }
      for (guint j = 0; j < n; j++)
        {
          SptNode *child = spt_node_get_child (node, i, j);

          /* Nothing is written of one that nobody has begun, nor does anything lack in it. */
          if (group->min > 0 || !spt_node_is_empty (child))
            look_for_lacking (child, lacking);
        }
    }
}

/* A turn of which nobody chose the kind is not written, whatever else is in it: libxml2 cannot miss it. */
static gboolean
is_said_anyway (const SptIssue *issue)
{
  return strcmp (issue->code, "control-characters") == 0 || g_strrstr (issue->path, "].#choice") != NULL;
}

gboolean
spt_xsd_lacks_nothing (SptRecord *record)
{
  g_autoptr (SptIssueList) lacking = spt_issue_list_new (0);

  look_for_lacking (spt_record_get_root (record), lacking);
  for (guint i = 0; i < spt_issue_list_get_n (lacking); i++)
    {
      if (is_said_anyway (spt_issue_list_get (lacking, i)))
        return FALSE;
    }

  return TRUE;
}

/* Whether a known lack is the reason for a remark on the content of the same element. */
static gboolean
is_explained (Verdict               *verdict,
              const SptXsdObjection *objection,
              SptIssueList          *lacking)
{
  gboolean is_missing = strstr (objection->words, "Missing child") != NULL;
  const SptXsdPlace *place;
  g_autofree char *path = NULL;

  if (objection->code != XML_SCHEMAV_ELEMENT_CONTENT || objection->node == NULL)
    return FALSE;
  place = find_place (verdict, is_missing ? objection->node : objection->node->parent);
  if (place == NULL)
    return FALSE;
  path = dup_path (place->node, NULL, NULL);
  for (guint i = 0; i < spt_issue_list_get_n (lacking); i++)
    {
      const SptIssue *issue = spt_issue_list_get (lacking, i);
      const char *below = issue->path;

      if (below == NULL || !g_str_has_prefix (below, path))
        continue;
      below += strlen (path);
      if (*path != '\0' && *below != '.')
        continue;
      /* A required element of which nothing is filled is not written either: any depth explains. */
      return TRUE;
    }

  return FALSE;
}

/**
 * spt_xsd_check:
 * @self: a schema
 * @record: of spt_xsd_get_schema()
 * @flags: what else is looked for
 * @row: for the issues; 0 for none
 * @issues: where the findings go
 * @findings: (out) (optional) (transfer full) (element-type SptXsdFinding): what stands behind each
 *
 * Asks libxml2 whether the document that @record gives is valid, and says what it still lacks. Where
 * libxml2 has no objection there is none, whatever the form expected; but for a choice that is yet to be
 * made where something repeats.
 *
 * Returns: %TRUE if it is valid
 */
gboolean
spt_xsd_check (SptXsd            *self,
               SptRecord         *record,
               SptXsdCheckFlags   flags,
               guint              row,
               SptIssueList      *issues,
               GPtrArray        **findings)
{
  g_autoptr (GArray) objections = NULL;
  g_autoptr (SptIssueList) lacking = NULL;
  guint n_before;
  Verdict verdict;
  xmlDocPtr document;
  gboolean valid;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (spt_record_get_schema (record) == self->schema, FALSE);
  g_return_val_if_fail (issues != NULL, FALSE);

  n_before = spt_issue_list_get_n_errors (issues);
  begin (&verdict, self, issues, findings, row);
  document = spt_xsd_write_tree (self, record, verdict.places);
  objections = spt_xsd_ask (self, document);
  lacking = spt_issue_list_new (0);
  look_for_lacking (spt_record_get_root (record), lacking);
  for (guint i = 0; i < spt_issue_list_get_n (lacking); i++)
    {
      const SptIssue *issue = spt_issue_list_get (lacking, i);

      if (objections->len > 0 || is_said_anyway (issue))
        add_issue (&verdict, NULL, issue->path, issue->code, issue->value, issue->limit, NULL);
    }
  for (guint i = 0; i < objections->len; i++)
    {
      const SptXsdObjection *objection = &g_array_index (objections, SptXsdObjection, i);

      if (!is_explained (&verdict, objection, lacking))
        say (&verdict, objection);
    }
  if ((flags & SPT_XSD_CHECK_NO_EMPTY) != 0)
    look_for_empty (&verdict, xmlDocGetRootElement (document));
  valid = spt_issue_list_get_n_errors (issues) == n_before;
  end (&verdict);
  xmlFreeDoc (document);

  return valid;
}
