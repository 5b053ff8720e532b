/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in data/: the user's newer copy wins over the shipped one; texts by language. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Where the shipped tables stand among the resources, for GResource's own calls (the folder of an
 * XSD set). */
#define SPT_DATA_RESOURCE_PREFIX "/io/github/sportello/Sportello/data/"

/* @path as under data/ ("gpd/position.json"). Looks in $XDG_DATA_HOME/sportello/, then in the
 * shipped resources. A user's copy that does not parse is an error, not a fall-back in silence. */
GBytes     *spt_data_load      (const char  *path,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *spt_data_load_json (const char  *path,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same without looking at the user's copy: for putting it back, and for what must work when
 * that copy is broken. */
GBytes     *spt_data_load_shipped      (const char  *path,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *spt_data_load_shipped_json (const char  *path,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    spt_data_has_user_copy     (const char  *path);
/* (element-type utf8) (transfer full): names of the shipped files in folder @path ("catasto/xsd"), sorted; empty
 * where there is none. */
GPtrArray  *spt_data_list_shipped      (const char  *path) G_GNUC_WARN_UNUSED_RESULT;
/* Where the user's copy of @path is, or would be; free with g_free(). */
char       *spt_data_dup_user_path     (const char  *path) G_GNUC_WARN_UNUSED_RESULT;

/* "it" or "en", from the first of the user's languages that we have; spt_data_set_language() is for
 * tests and the command line. */
const char *spt_data_language     (void);
void        spt_data_set_language (const char *language);
/* The member @name of @object that is {"it": ..., "en": ...}, in the user's language; NULL when
 * absent. Borrowed. */
const char *spt_data_text         (JsonObject  *object,
                                   const char  *name);

G_END_DECLS
