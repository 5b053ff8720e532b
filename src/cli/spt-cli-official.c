/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schemas, schemas import, schemas restore: what an authority publishes. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/spt-cli-private.h"
#include "cli/spt-cli-table.h"
#include "service/spt-official-checked.h"

static const SptOfficialKind *
find_kind (const char *id)
{
  SptService *service = spt_services_find (id);
  const SptOfficialKind *kind = service != NULL ? SPT_SERVICE_GET_CLASS (service)->official : NULL;

  if (service == NULL)
    spt_cli_complain (_("there is no service “%s”"), id);
  else if (kind == NULL)
    spt_cli_complain (_("“%s” has no official schemas"), id);

  return kind;
}

static void
write_set (SptJsonWriter         *writer,
           const SptOfficialKind *kind,
           SptOfficialSet        *set)
{
  spt_json_writer_put_string (writer, "origin", spt_official_origin_to_string (spt_official_set_get_origin (set)));
  spt_json_writer_put_string (writer, "label", spt_official_set_get_label (set));
  if (spt_official_set_get_taken_utc_ms (set) > 0)
    spt_json_writer_put_time (writer, "imported", spt_official_set_get_taken_utc_ms (set));
  spt_json_writer_put_string (writer, "sha256", spt_official_set_get_hash (set));
  spt_json_writer_put_bool (writer, "lists", spt_official_set_has_lists (set));
  spt_json_writer_key (writer, "documents");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < kind->n_documents; i++)
    {
      g_autoptr (SptXsd) xsd = spt_official_set_ref_schema (set, i, NULL);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_string (writer, "root", kind->documents[i].root);
      spt_json_writer_put_string (writer, "file", spt_official_set_get_file (set, i));
      spt_json_writer_put_string (writer, "sha256", xsd != NULL ? spt_xsd_get_hash (xsd) : NULL);
      spt_json_writer_put_int (writer, "not_shown", xsd != NULL ? spt_xsd_get_n_kept (xsd) : 0);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
  spt_cli_write_issues (writer, spt_official_set_check (set));
}

static void
write_former (SptJsonWriter *writer,
              GPtrArray     *former)
{
  spt_json_writer_key (writer, "former");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < former->len; i++)
    {
      const SptOfficialFormer *one = former->pdata[i];

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_string (writer, "set", one->id);
      spt_json_writer_put_string (writer, "label", one->label);
      spt_json_writer_put_time (writer, "imported", one->taken_utc_ms);
      spt_json_writer_put_int (writer, "documents", one->n_documents);
      spt_json_writer_put_bool (writer, "lists", one->has_lists);
      spt_json_writer_put_bool (writer, "in_use", one->is_in_force);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
print_documents (const SptOfficialKind *kind,
                 SptOfficialSet        *set)
{
  SptCliTable *table = spt_cli_table_new ("lll");

  for (guint i = 0; i < kind->n_documents; i++)
    {
      const char *file = spt_official_set_get_file (set, i);

      spt_cli_table_add (table, kind->documents[i].root, file != NULL ? file : "–", _(kind->documents[i].label), NULL);
    }
  spt_cli_table_print (table);
  spt_cli_table_free (table);
  spt_cli_print_issues (spt_official_set_check (set));
}

static void
print_former (GPtrArray *former)
{
  SptCliTable *table = spt_cli_table_new ("lll");

  for (guint i = 0; i < former->len; i++)
    {
      const SptOfficialFormer *one = former->pdata[i];

      spt_cli_table_add (table, one->id, one->label != NULL ? one->label : _("put there by hand"),
                         one->is_in_force ? _("in use") : "", NULL);
    }
  spt_cli_table_print (table);
  spt_cli_table_free (table);
}

/**
 * spt_cli_run_schemas:
 * @cli: the command line
 * @argv: its words
 *
 * Says which set is in force, and which there were.
 *
 * Returns: 1 when the set in force has errors
 */
SptExit
spt_cli_run_schemas (SptCli  *cli,
                     char   **argv)
{
  const SptOfficialKind *kind;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (GPtrArray) former = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  SptJsonWriter writer;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  kind = find_kind (words[1]);
  if (kind == NULL)
    return SPT_EXIT_USAGE;
  set = spt_official_ref_in_force (kind, &error);
  if (set == NULL)
    return spt_cli_fail (cli, error);
  former = spt_official_list_former (kind);
  if (cli->json)
    {
      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      write_set (&writer, kind, set);
      write_former (&writer, former);
      spt_json_writer_end_object (&writer);
      spt_cli_print_json (out);
    }
  else
    {
      print_documents (kind, set);
      print_former (former);
    }

  return spt_issue_list_get_n_errors (spt_official_set_check (set)) > 0 ? SPT_EXIT_REFUSED : SPT_EXIT_OK;
}

static const char *
get_change_word (SptXsdChangeKind kind)
{
  return kind == SPT_XSD_CHANGE_ADDED ? "added" : kind == SPT_XSD_CHANGE_REMOVED ? "removed" : "changed";
}

static void
tell_import (SptCli                *cli,
             const SptOfficialKind *kind,
             SptOfficialSet        *set,
             GPtrArray             *changes,
             gboolean               done)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  if (cli->json)
    write_set (&writer, kind, set);
  else
    print_documents (kind, set);
  spt_json_writer_key (&writer, "changes");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < changes->len; i++)
    {
      const SptOfficialChange *change = changes->pdata[i];
      const char *root = change->document >= 0 ? kind->documents[change->document].root : kind->lists;

      if (!cli->json)
        {
          printf ("%s: %s: %s\n", root, change->path, change->text);
          continue;
        }
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_string (&writer, "root", root);
      spt_json_writer_put_string (&writer, "kind", get_change_word (change->kind));
      spt_json_writer_put_string (&writer, "page", change->page);
      spt_json_writer_put_string (&writer, "label", change->label);
      spt_json_writer_put_string (&writer, "path", change->path);
      spt_json_writer_put_string (&writer, "text", change->text);
      spt_json_writer_end_object (&writer);
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_put_bool (&writer, "in_use", done);
  spt_json_writer_end_object (&writer);
  if (cli->json)
    spt_cli_print_json (out);
}

/**
 * spt_cli_run_schemas_import:
 * @cli: the command line
 * @argv: its words
 *
 * Puts a set in force, or with --dry-run says what it would change. Documents that it does not have stay as they are, with
 * --alone they go.
 *
 * Returns: 1 when it has errors
 */
SptExit
spt_cli_run_schemas_import (SptCli  *cli,
                            char   **argv)
{
  g_autofree char *label = NULL;
  gboolean alone = FALSE;
  gboolean dry_run = FALSE;
  GOptionEntry entries[] = {
    { "label", 0, 0, G_OPTION_ARG_STRING, &label, NULL, NULL },
    { "alone", 0, 0, G_OPTION_ARG_NONE, &alone, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { NULL }
  };
  const SptOfficialKind *kind;
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  gboolean good;

  if (!spt_cli_parse (&argv, entries, 2, G_MAXUINT))
    return SPT_EXIT_USAGE;
  words = argv;
  kind = find_kind (words[1]);
  if (kind == NULL)
    return SPT_EXIT_USAGE;
  for (guint i = 2; words[i] != NULL; i++)
    g_ptr_array_add (paths, words[i]);
  if (label == NULL)
    label = g_path_get_basename (words[2]);
  set = spt_official_set_read (kind, paths, &error);
  if (set == NULL)
    return spt_cli_fail (cli, error);

  in_force = spt_official_ref_in_force (kind, &error);
  if (in_force == NULL)
    return spt_cli_fail (cli, error);
  if (!alone && spt_official_set_get_n_documents (set) > 0)
    spt_official_set_complete (set, in_force);
  good = spt_issue_list_get_n_errors (spt_official_set_check (set)) == 0;
  changes = spt_official_set_list_changes (set, in_force);
  if (good && !dry_run &&
      !spt_official_take (kind, set, label, spt_clock_get_utc_ms (cli->clock), &error))
    return spt_cli_fail (cli, error);
  tell_import (cli, kind, set, changes, good && !dry_run);

  return good ? SPT_EXIT_OK : SPT_EXIT_REFUSED;
}

/**
 * spt_cli_run_schemas_restore:
 * @cli: the command line
 * @argv: its words
 *
 * Puts a former set in force again, or the supplied one.
 *
 * Returns: 1 when there is no such set
 */
SptExit
spt_cli_run_schemas_restore (SptCli  *cli,
                             char   **argv)
{
  const SptOfficialKind *kind;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 1, 2))
    return SPT_EXIT_USAGE;
  words = argv;
  kind = find_kind (words[1]);
  if (kind == NULL)
    return SPT_EXIT_USAGE;
  if (!spt_official_restore (kind, words[2], spt_clock_get_utc_ms (cli->clock), &error))
    return spt_cli_fail (cli, error);

  return SPT_EXIT_OK;
}
