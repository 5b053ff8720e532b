/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of the archive on its way out, read once: what it says, whether it is valid, and the bytes that leave.
 *
 * What the set in force has nothing against as it stands (nothing out of order, nothing kept as it came, no text that
 * the form would write otherwise) leaves as it stands: the bytes that libxml2 saw are those of the archive. Anything
 * else is written anew from its record, and held against the schema as that. */
#define G_LOG_DOMAIN "spt-xsd-document"

#include "config.h"

#include "form/spt-xsd-document.h"

#include <string.h>

#include "base/spt-xml.h"
#include "form/spt-xsd-private.h"

struct _SptXsdDocument
{
  SptXsd    *xsd;        /* (owned) */
  SptRecord *record;     /* (owned) */
  GBytes    *bytes;      /* (owned) (nullable): what leaves, once it is known */
  gboolean   is_as_kept; /* @bytes are the archive's, and valid */
};

/* TRUE: @record was read, and nothing speaks against the text as it stands. */
static gboolean
read_as_kept (SptXsd     *xsd,
              const char *text,
              gsize       length,
              SptRecord  *record)
{
  xmlDocPtr document = spt_xml_parse (text, length, SPT_XSD_MAX_DOCUMENT, xsd->root->name, NULL);
  gboolean disordered;
  gboolean altered;
  gboolean is_good = FALSE;

  if (document == NULL)
    return FALSE;
  if (spt_xsd_read_tree (xsd, document, record, NULL, &disordered, &altered, NULL) && !disordered && !altered &&
      !spt_xsd_has_empty (xmlDocGetRootElement (document)))
    {
      g_autoptr (GArray) objections = spt_xsd_ask (xsd, document);

      is_good = objections->len == 0;
    }
  xmlFreeDoc (document);

  return is_good;
}

/**
 * spt_xsd_document_new:
 * @xsd: the schema in force
 * @text: a record's document as the archive has it, with what of a draft stands behind it
 * @error: return location for an error
 *
 * Reads a document of the archive.
 *
 * Returns: (transfer full) (nullable): the document; %NULL with %SPT_XSD_ERROR
 */
SptXsdDocument *
spt_xsd_document_new (SptXsd      *xsd,
                      const char  *text,
                      GError     **error)
{
  g_autoptr (SptXsdDocument) self = NULL;
  gsize length;

  g_return_val_if_fail (xsd != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  self = g_new0 (SptXsdDocument, 1);
  self->xsd = spt_xsd_ref (xsd);
  self->record = spt_record_new (spt_xsd_get_schema (xsd));
  if (!spt_xsd_has_draft (text, length) && read_as_kept (xsd, text, length, self->record))
    {
      self->is_as_kept = TRUE;
      self->bytes = g_bytes_new (text, length);
    }
  else if (!spt_record_read (self->record, text, (gssize) length, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * spt_xsd_document_free:
 * @self: (transfer full) (nullable): a document
 *
 * Frees it, with its record.
 */
void
spt_xsd_document_free (SptXsdDocument *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_free (self);
}

/**
 * spt_xsd_document_get_xsd:
 * @self: a document
 *
 * Gets the schema that it was read by.
 *
 * Returns: (transfer none): the schema
 */
SptXsd *
spt_xsd_document_get_xsd (SptXsdDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->xsd;
}

/**
 * spt_xsd_document_get_record:
 * @self: a document
 *
 * Gets what it says. To be read only: what leaves is known already.
 *
 * Returns: (transfer none): the record
 */
SptRecord *
spt_xsd_document_get_record (SptXsdDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->record;
}

/**
 * spt_xsd_document_is_as_kept:
 * @self: a document
 *
 * Says whether it is valid and leaves as the archive has it, to the byte.
 *
 * Returns: %FALSE where it is written anew
 */
gboolean
spt_xsd_document_is_as_kept (SptXsdDocument *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_as_kept;
}

/**
 * spt_xsd_document_get_bytes:
 * @self: a document
 *
 * Gets what leaves: the archive's own text, or what spt_xsd_write() makes of the record.
 *
 * Returns: (transfer none): UTF-8
 */
GBytes *
spt_xsd_document_get_bytes (SptXsdDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->bytes == NULL)
    self->bytes = spt_xsd_write (self->xsd, self->record);

  return self->bytes;
}

/**
 * spt_xsd_document_check:
 * @self: a document
 * @flags: what else is looked for
 * @issues: where the findings go
 *
 * spt_xsd_check() of its record; without asking again where the answer is known.
 *
 * Returns: %TRUE if it is valid
 */
gboolean
spt_xsd_document_check (SptXsdDocument   *self,
                        SptXsdCheckFlags  flags,
                        SptIssueList     *issues)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->is_as_kept && spt_xsd_lacks_nothing (self->record))
    return TRUE;

  return spt_xsd_check (self->xsd, self->record, flags, 0, issues, NULL);
}

/**
 * spt_xsd_document_validate:
 * @self: a document
 * @flags: what else is looked for
 * @issues: where the findings go
 *
 * spt_xsd_validate() of the bytes that leave; without asking again where the answer is known.
 *
 * Returns: %TRUE if they are valid
 */
gboolean
spt_xsd_document_validate (SptXsdDocument   *self,
                           SptXsdCheckFlags  flags,
                           SptIssueList     *issues)
{
  GBytes *bytes;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->is_as_kept)
    return TRUE;
  bytes = spt_xsd_document_get_bytes (self);

  return spt_xsd_validate (self->xsd, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), flags, issues, NULL);
}
