/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which schema a submission was checked with. */
#define G_LOG_DOMAIN "spt-official-checked"

#include "config.h"

#include "service/spt-official-checked.h"

#include <string.h>

#include <glib/gi18n.h>

#include "form/spt-xsd-outline.h"

#define MAX_NOTE (1024 * 1024)

/* The sum alone was kept before the rest was. */
#define MEMBER_HASH    "schema"
#define MEMBER_FILE    "schemaFile"
#define MEMBER_VERSION "schemaVersion"
#define MEMBER_SET     "schemaSet"
#define MEMBER_ORIGIN  "schemaOrigin"

static const SptOfficialOrigin origins[] = { SPT_OFFICIAL_SHIPPED, SPT_OFFICIAL_BY_HAND, SPT_OFFICIAL_TAKEN };

/**
 * spt_official_origin_to_string:
 * @origin: where a set comes from
 *
 * Returns: the word for programs
 */
const char *
spt_official_origin_to_string (SptOfficialOrigin origin)
{
  switch (origin)
    {
    case SPT_OFFICIAL_BY_HAND:
      return "by-hand";
    case SPT_OFFICIAL_TAKEN:
      return "imported";
    case SPT_OFFICIAL_OFFERED:
      return "offered";
    case SPT_OFFICIAL_SHIPPED:
    default:
      return "supplied";
    }
}

/**
 * spt_official_checked_new:
 * @kind: what is published for a service
 * @root: the root element
 * @xsd: its schema, which something was checked with just now
 * @version_name: (nullable): the element of the document that fixes the version
 *
 * Takes down what is known of a schema.
 *
 * Returns: (transfer full): that
 */
SptOfficialChecked *
spt_official_checked_new (const SptOfficialKind *kind,
                          const char            *root,
                          SptXsd                *xsd,
                          const char            *version_name)
{
  g_autoptr (SptOfficialSet) set = spt_official_ref_in_force (kind, NULL);
  SptOfficialChecked *self = g_new0 (SptOfficialChecked, 1);

  g_return_val_if_fail (xsd != NULL, self);

  self->hash = g_strdup (spt_xsd_get_hash (xsd));
  self->version = version_name != NULL ? g_strdup (spt_xsd_find_fixed (xsd, version_name)) : NULL;
  for (guint i = 0; set != NULL && i < kind->n_documents; i++)
    {
      g_autoptr (SptXsd) own = NULL;

      if (strcmp (kind->documents[i].root, root) != 0)
        continue;
      own = spt_official_set_ref_schema (set, i, NULL);
      /* Another one came into force meanwhile: its name is not this one's. */
      if (own == NULL || strcmp (spt_xsd_get_hash (own), self->hash) != 0)
        break;
      self->file = g_strdup (spt_official_set_get_file (set, i));
      self->set = g_strdup (spt_official_set_get_label (set));
      self->origin = spt_official_set_get_origin (set);
    }

  return self;
}

/**
 * spt_official_checked_free:
 * @self: (transfer full): a schema
 *
 * Frees it.
 */
void
spt_official_checked_free (SptOfficialChecked *self)
{
  g_free (self->hash);
  g_free (self->file);
  g_free (self->version);
  g_free (self->set);
  g_free (self);
}

static void
put (JsonObject *note,
     const char *name,
     const char *text)
{
  if (text != NULL)
    json_object_set_string_member (note, name, text);
}

/**
 * spt_official_checked_put:
 * @self: a schema
 * @note: the note of a submission
 *
 * Remembers it there.
 */
void
spt_official_checked_put (const SptOfficialChecked *self,
                          JsonObject               *note)
{
  put (note, MEMBER_HASH, self->hash);
  put (note, MEMBER_FILE, self->file);
  put (note, MEMBER_VERSION, self->version);
  put (note, MEMBER_SET, self->set);
  if (self->file != NULL)
    put (note, MEMBER_ORIGIN, spt_official_origin_to_string (self->origin));
}

static char *
dup_member (JsonObject *note,
            const char *name)
{
  JsonNode *node = json_object_get_member (note, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : NULL;
}

/**
 * spt_official_checked_read:
 * @note: (nullable): the note of a submission, of any service
 *
 * Reads what spt_official_checked_put() wrote.
 *
 * Returns: (transfer full) (nullable): the schema; %NULL where the submission was checked with none
 */
SptOfficialChecked *
spt_official_checked_read (const char *note)
{
  g_autoptr (JsonNode) node = note != NULL && *note != '\0' ? spt_json_parse (note, strlen (note), MAX_NOTE, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *hash = object != NULL ? dup_member (object, MEMBER_HASH) : NULL;
  g_autofree char *origin = NULL;
  SptOfficialChecked *self;

  if (hash == NULL)
    return NULL;
  self = g_new0 (SptOfficialChecked, 1);
  self->hash = g_steal_pointer (&hash);
  self->file = dup_member (object, MEMBER_FILE);
  self->version = dup_member (object, MEMBER_VERSION);
  self->set = dup_member (object, MEMBER_SET);
  origin = dup_member (object, MEMBER_ORIGIN);
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      if (g_strcmp0 (origin, spt_official_origin_to_string (origins[i])) == 0)
        self->origin = origins[i];
    }

  return self;
}

/**
 * spt_official_checked_dup_words:
 * @self: a schema
 *
 * Says what something was checked with.
 *
 * Returns: (transfer full): a sentence
 */
char *
spt_official_checked_dup_words (const SptOfficialChecked *self)
{
  g_autofree char *name = self->version != NULL && self->file != NULL
                          ? g_strdup_printf ("%s (%s)", self->file, self->version) : g_strdup (self->file);

  if (name == NULL)
    return g_strdup (_("Checked with a schema of which only the fingerprint was kept."));
  if (self->origin == SPT_OFFICIAL_TAKEN && self->set != NULL)
    /* Translators: %1$s a file and its version, "api_call_2.xsd (2.2)"; %2$s what a set of schemas was made from */
    return g_strdup_printf (_("Checked with the schema %1$s of the imported set “%2$s”."), name, self->set);
  if (self->origin != SPT_OFFICIAL_SHIPPED)
    /* Translators: %s is a file and its version, "api_call_2.xsd (2.2)" */
    return g_strdup_printf (_("Checked with the schema %s, put there by hand."), name);

  /* Translators: %s is a file and its version, "api_call_2.xsd (2.2)" */
  return g_strdup_printf (_("Checked with the schema %s, supplied with Sportello."), name);
}
