/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in data/: the user's newer copy wins over the shipped one; texts by language. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @path as under data/ ("gpd/position.json"). Looks in $XDG_DATA_HOME/sportello/, then in the shipped resources.
 * A user's copy that does not parse is an error, not a fall-back in silence. */
GBytes     *spt_data_load      (const char  *path,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *spt_data_load_json (const char  *path,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* "it" or "en", from the first of the user's languages that we have; spt_data_set_language() is for tests and the command line. */
const char *spt_data_language     (void);
void        spt_data_set_language (const char *language);
/* The member @name of @object that is {"it": ..., "en": ...}, in the user's language; NULL when absent. Borrowed. */
const char *spt_data_text         (JsonObject  *object,
                                   const char  *name);

G_END_DECLS
