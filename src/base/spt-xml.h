/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML out of anybody's hands: no document type, no entities, no network, bounded (design 2, "From an
 * XSD to a form"). */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

#define SPT_XML_ERROR (spt_xml_error_quark ())

typedef enum
{
  SPT_XML_ERROR_SIZE,  /* more bytes than allowed */
  SPT_XML_ERROR_DTD,   /* a document type, whatever is in it */
  SPT_XML_ERROR_SYNTAX /* not well-formed; the message names the line */
} SptXmlError;

GQuark    spt_xml_error_quark (void);

/* A document; elements stand at most 256 deep. @name is for messages only. Any thread may call.
 * Free with xmlFreeDoc(). */
xmlDocPtr spt_xml_parse       (const char  *data,
                               gsize        length,
                               gsize        max_bytes,
                               const char  *name,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* What libxml2 asks for by address while @files (utf8 to GBytes) is served to this thread comes out
 * of it; whatever else it asks for, in any thread, at any time, is refused: no file, no network.
 * %NULL ends it. */
void      spt_xml_serve       (GHashTable  *files);

/* Where names of served files stand. */
#define SPT_XML_BASE "spt-xml:///"

G_END_DECLS
