/* SPDX-License-Identifier: GPL-3.0-or-later */
/* services, template, schema, import, export, check, prepare. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "cli/spt-cli-private.h"
#include "cli/spt-cli-table.h"
#include "outbox/spt-deadlines.h"
#include "outbox/spt-export.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-original.h"
#include "store/spt-db.h"
#include "store/spt-store-imports.h"
#include "store/spt-store-positions.h"

/* --- what there is -------------------------------------------------------------------------- */

static void
write_service (SptJsonWriter *writer,
               SptService    *service)
{
  const SptServiceInfo *info = spt_service_get_info (service);
  SptSchema *schema = spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema != NULL ? spt_schema_get_root (schema) : NULL;

  spt_json_writer_begin_object (writer);
  spt_json_writer_put_string (writer, "id", info->id);
  spt_json_writer_put_string (writer, "name", info->name);
  spt_json_writer_key (writer, "operations");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < info->n_operations; i++)
    spt_json_writer_string (writer, info->operations[i].id);
  spt_json_writer_end_array (writer);
  for (int secrets = 0; secrets < 2; secrets++)
    {
      spt_json_writer_key (writer, secrets ? "secrets" : "settings");
      spt_json_writer_begin_array (writer);
      for (guint i = 0; root != NULL && i < root->n_fields; i++)
        {
          if ((root->fields[i].kind == SPT_FIELD_SECRET) == secrets)
            spt_json_writer_string (writer, root->fields[i].name);
        }
      spt_json_writer_end_array (writer);
    }
  spt_json_writer_end_object (writer);
}

static void
print_service (SptService *service)
{
  const SptServiceInfo *info = spt_service_get_info (service);
  SptSchema *schema = spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema != NULL ? spt_schema_get_root (schema) : NULL;
  SptCliTable *table;

  table = spt_cli_table_new ("lll");
  printf ("%s: %s\n", info->id, info->name);
  for (guint i = 0; i < info->n_operations; i++)
    spt_cli_table_add (table, _("  operation"), info->operations[i].id,
                       _(info->operations[i].label), NULL);
  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    spt_cli_table_add (table,
                       root->fields[i].kind == SPT_FIELD_SECRET ? _("  secret") : _("  setting"),
                       root->fields[i].name, root->fields[i].label, NULL);
  spt_cli_table_print (table);
  spt_cli_table_free (table);
}

static SptExit
run_services (SptCli  *cli,
              char   **argv)
{
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  if (!spt_cli_parse (&argv, NULL, 0, 0))
    return SPT_EXIT_USAGE;
  g_strfreev (argv);

  services = spt_services_list ();
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "services");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < services->len; i++)
    {
      if (cli->json)
        write_service (&writer, g_ptr_array_index (services, i));
      else
        print_service (g_ptr_array_index (services, i));
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);
  if (cli->json)
    spt_cli_print_json (out);

  return SPT_EXIT_OK;
}

static SptService *
find_operation (const char              *operation,
                const SptOperationInfo **info)
{
  SptService *service = spt_services_find_operation (operation, info);

  if (service == NULL)
    spt_cli_complain (_("there is no operation “%s”"), operation);

  return service;
}

static SptExit
run_template (SptCli  *cli,
              char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *document = NULL;
  SptService *service;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  service = find_operation (words[1], NULL);
  if (service == NULL)
    return SPT_EXIT_USAGE;

  if (SPT_SERVICE_GET_CLASS (service)->dup_template == NULL)
    {
      spt_cli_complain (_("“%s” takes no document"), words[1]);
      return SPT_EXIT_REFUSED;
    }
  document = SPT_SERVICE_GET_CLASS (service)->dup_template (service, words[1],
                                                            spt_clock_get_utc_ms (cli->clock),
                                                            &error);
  if (document == NULL)
    return spt_cli_fail (cli, error);
  printf ("%s\n", document);

  return SPT_EXIT_OK;
}

static SptExit
run_schema (SptCli  *cli,
            char   **argv)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *path = NULL;
  SptService *service;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  service = find_operation (words[1], NULL);
  if (service == NULL)
    return SPT_EXIT_USAGE;

  if (SPT_SERVICE_GET_CLASS (service)->dup_schema_path != NULL)
    path = SPT_SERVICE_GET_CLASS (service)->dup_schema_path (service, words[1]);
  if (path == NULL)
    {
      spt_cli_complain (_("“%s” has no schema"), words[1]);
      return SPT_EXIT_REFUSED;
    }
  printf ("%s\n", path);

  return SPT_EXIT_OK;
}

/* --- import --------------------------------------------------------------------------------- */

typedef struct
{
  const char       *kind;
  const char       *name;
  SptStoredMapping *found; /* (owned) (nullable) */
} MappingJob;

static gboolean
mapping_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  MappingJob *job = data;

  return spt_db_get_mapping (db, job->kind, job->name, &job->found, error);
}

/* A name that was remembered, or a file: what has a slash or ends in .json. */
static SptCsvMapping *
load_mapping (SptCli      *cli,
              const char  *kind,
              const char  *name,
              SptExit     *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptStoredMapping) found = NULL;
  g_autofree char *content = NULL;
  SptCsvMapping *mapping = NULL;
  MappingJob job = { kind, name, NULL };

  *status = SPT_EXIT_REFUSED;
  if (strchr (name, '/') != NULL || g_str_has_suffix (name, ".json"))
    {
      if (g_file_get_contents (name, &content, NULL, &error))
        mapping = spt_csv_mapping_parse (content, &error);
    }
  else if (spt_store_run_sync (cli->store, SPT_STORE_READ, mapping_job, &job, NULL, &error))
    {
      found = job.found;
      if (found == NULL)
        {
          spt_cli_complain (_("there is no mapping “%s”"), name);
          *status = SPT_EXIT_USAGE;
          return NULL;
        }
      mapping = spt_csv_mapping_parse (found->doc, &error);
    }
  if (mapping == NULL)
    *status = spt_cli_fail (cli, error);

  return mapping;
}

/* Where the findings are is said in the clerk's own words. */
static void
name_columns (const char          *kind,
              const SptCsvMapping *mapping,
              SptIssueList        *issues)
{
  g_autoptr (SptIssueList) named = spt_issue_list_new (0);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *column = spt_import_dup_column (kind, mapping, issue->path);

      spt_issue_list_set_file (named, issue->file);
      spt_issue_list_add (named, issue->level, issue->domain, issue->code, issue->row,
                          column != NULL ? column : issue->path, issue->value, issue->limit);
    }
  spt_cli_print_issues (named);
}

static void
print_import (SptCli              *cli,
              SptImportResult     *result,
              const char          *kind,
              const SptCsvMapping *mapping)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  if (!cli->json)
    {
      name_columns (kind, mapping, result->issues);
      printf (_("%u rows: %u good, %u to fix, %u rejected\n"), result->n_rows, result->n_good,
              result->n_faulty, result->n_rejected);
      if (result->n_duplicates > 0)
        printf (ngettext ("%u of the rejected is there already\n",
                          "%u of the rejected are there already\n", result->n_duplicates),
                result->n_duplicates);
      if (result->n_mended > 0)
        printf (ngettext ("%u record that was to fix was replaced\n",
                          "%u records that were to fix were replaced\n", result->n_mended),
                result->n_mended);
      return;
    }

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "import");
  if (result->import_id != 0)
    spt_json_writer_int (&writer, result->import_id);
  else
    spt_json_writer_null (&writer);
  spt_json_writer_put_int (&writer, "rows", result->n_rows);
  spt_json_writer_put_int (&writer, "good", result->n_good);
  spt_json_writer_put_int (&writer, "faulty", result->n_faulty);
  spt_json_writer_put_int (&writer, "rejected", result->n_rejected);
  spt_json_writer_put_int (&writer, "duplicates", result->n_duplicates);
  spt_json_writer_put_int (&writer, "mended", result->n_mended);
  spt_json_writer_put_int (&writer, "errors", spt_issue_list_get_n_errors (result->issues));
  spt_json_writer_put_int (&writer, "warnings", spt_issue_list_get_n_warnings (result->issues));
  spt_cli_write_issues (&writer, result->issues);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

static SptExit
run_import (SptCli  *cli,
            char   **argv)
{
  g_autofree char *mapping_name = NULL;
  g_autofree char *account_name = NULL;
  g_autofree char *rejects = NULL;
  g_autofree char *present = NULL;
  g_autofree char *source = NULL;
  gboolean generate_iuv = FALSE;
  gboolean drafts = FALSE;
  gboolean dry_run = FALSE;
  GOptionEntry entries[] = {
    { "mapping", 0, 0, G_OPTION_ARG_STRING, &mapping_name, NULL, NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_name, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { "generate-iuv", 0, 0, G_OPTION_ARG_NONE, &generate_iuv, NULL, NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects, NULL, NULL },
    { "present", 0, 0, G_OPTION_ARG_STRING, &present, NULL, NULL },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, NULL, NULL },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &drafts, NULL, NULL },
    { NULL }
  };
  SptImportOptions options = { 0 };
  SptImportResult *result;
  g_autoptr (SptCsvMapping) mapping = NULL;
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (SptImportSeveral) several = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  SptExit status;

  if (!spt_cli_parse (&argv, entries, 2, G_MAXINT))
    return SPT_EXIT_USAGE;
  words = argv;
  if (words[3] != NULL && !spt_import_takes_several (words[1]))
    {
      spt_cli_complain (_("“%s” come from one file at a time"), words[1]);
      return SPT_EXIT_USAGE;
    }
  /* Not records of their own: what is to be filled in depends on what each plant has. */
  if (g_str_equal (words[1], "consumption"))
    return spt_cli_import_consumption (cli, words[2], dry_run);
  if (spt_record_kind_find (words[1]) == NULL)
    {
      spt_cli_complain (_("there are no records of kind “%s”"), words[1]);
      return SPT_EXIT_USAGE;
    }
  if (present != NULL && !spt_cli_parse_day (&present))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (mapping_name != NULL)
    {
      mapping = load_mapping (cli, words[1], mapping_name, &status);
      if (mapping == NULL)
        return status;
    }
  if (account_name != NULL)
    {
      account = spt_cli_find_account (cli, account_name);
      if (account == NULL)
        return SPT_EXIT_USAGE;
      options.account_id = spt_account_get_id (account);
    }

  if (words[3] != NULL)
    {
      several = spt_import_several_new (words[1], (const char *const *) words + 2, NULL, &error);
      if (several == NULL)
        return spt_cli_fail (cli, error);
      label = spt_import_dup_name ((const char *const *) words + 2);
    }

  options.kind = words[1];
  options.path = several != NULL ? spt_import_several_get_path (several) : words[2];
  options.label = label;
  options.who = cli->who;
  options.dry_run = dry_run;
  options.generate_iuv = generate_iuv;
  options.rejects_path = rejects;
  options.mapping = mapping;
  options.present_date = present;
  options.present_source = source;
  options.as_drafts = drafts;
  result = spt_import_file (cli->store, &options, NULL, &error);
  if (result == NULL)
    return spt_cli_fail (cli, error);

  print_import (cli, result, words[1], mapping);
  status = spt_issue_list_get_n_errors (result->issues) > 0 ? SPT_EXIT_REFUSED : SPT_EXIT_OK;
  spt_import_result_free (result);

  return status;
}

/* --- export --------------------------------------------------------------------------------- */

static SptExit
export_original (SptCli     *cli,
                 const char *number,
                 const char *path,
                 gboolean    for_spreadsheet)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (number == NULL)
    {
      spt_cli_complain (_("which import is to be exported is said by its number"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_parse_id (number, &id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_export_original (cli->store, id, path, for_spreadsheet, NULL, NULL, NULL, &error))
    return spt_cli_fail (cli, error);

  return SPT_EXIT_OK;
}

/* --- export deadlines ---------------------------------------------------------------------------- */

typedef struct
{
  SptDeadlineFilter filter;
  gboolean          is_csv;
  gboolean          with_names;
  gboolean          for_spreadsheet;
  char             *text;            /* (owned) (nullable) (out) */
} DeadlinesJob;

static gboolean
write_deadlines (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  DeadlinesJob *job = data;
  gint64 now = spt_db_now (db);
  g_autoptr (GPtrArray) all = spt_deadlines_load (db, now, error);
  g_autoptr (GPtrArray) found = all != NULL ? spt_deadlines_filter (all, &job->filter, now) : NULL;

  if (found == NULL)
    return FALSE;
  job->text = job->is_csv ? spt_deadlines_dup_csv (found, job->for_spreadsheet)
                          : spt_deadlines_dup_calendar (found, job->with_names, now);
  return TRUE;
}

static SptExit
export_deadlines (SptCli     *cli,
                  const char *format,
                  const char *path,
                  gboolean    with_names,
                  const char *text,
                  gboolean    for_spreadsheet)
{
  g_autoptr (GError) error = NULL;
  DeadlinesJob job = { .with_names = with_names, .for_spreadsheet = for_spreadsheet, .filter.text = text };
  g_autofree char *written = NULL;

  job.is_csv = g_strcmp0 (format, "csv") == 0;
  if (format != NULL && !job.is_csv && strcmp (format, "ics") != 0)
    {
      spt_cli_complain (_("the format is csv or ics"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, write_deadlines, &job, NULL, &error))
    return spt_cli_fail (cli, error);
  written = job.text;
  if (path == NULL)
    fputs (written, stdout);
  else if (!g_file_set_contents_full (path, written, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return spt_cli_fail (cli, error);

  return SPT_EXIT_OK;
}

static SptExit
run_export (SptCli  *cli,
            char   **argv)
{
  g_autofree char *filter = NULL;
  g_autofree char *format = NULL;
  gboolean with_names = FALSE;
  SptExportOptions options = { 0 };
  GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "with-names", 0, 0, G_OPTION_ARG_NONE, &with_names, NULL, NULL },
    { "for-spreadsheet", 0, 0, G_OPTION_ARG_NONE, &options.for_spreadsheet, NULL, NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const SptRecordKind *kind;

  if (!spt_cli_parse (&argv, entries, 1, 3))
    return SPT_EXIT_USAGE;
  words = argv;
  if (g_str_equal (words[1], "original"))
    return export_original (cli, words[2], words[2] != NULL ? words[3] : NULL,
                            options.for_spreadsheet);
  if (words[2] != NULL && words[3] != NULL)
    {
      spt_cli_complain (_("there are too many words"));
      return SPT_EXIT_USAGE;
    }
  if (g_str_equal (words[1], "deadlines"))
    return export_deadlines (cli, format, words[2], with_names, filter, options.for_spreadsheet);
  if (format != NULL || with_names)
    {
      spt_cli_complain (_("--format and --with-names are for deadlines"));
      return SPT_EXIT_USAGE;
    }
  kind = spt_record_kind_find (words[1]);
  if (kind == NULL || (kind->append_csv == NULL && kind->append_row == NULL))
    {
      spt_cli_complain (_("there are no records of kind “%s”"), words[1]);
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  options.kind = kind->id;
  options.filter = filter;
  options.path = words[2];
  if (!spt_export_records (cli->store, &options, NULL, NULL, &error))
    return spt_cli_fail (cli, error);

  return SPT_EXIT_OK;
}

/* --- check ---------------------------------------------------------------------------------- */

static void
print_check (SptCli       *cli,
             const char   *operation,
             SptIssueList *issues)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  if (!cli->json)
    {
      spt_cli_print_issues (issues);
      printf (_("%u errors, %u warnings\n"), spt_issue_list_get_n_errors (issues),
              spt_issue_list_get_n_warnings (issues));
      return;
    }

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_string (&writer, "operation", operation);
  spt_json_writer_put_int (&writer, "errors", spt_issue_list_get_n_errors (issues));
  spt_json_writer_put_int (&writer, "warnings", spt_issue_list_get_n_warnings (issues));
  spt_cli_write_issues (&writer, issues);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

static SptExit
run_check (SptCli  *cli,
           char   **argv)
{
  const SptOperationInfo *info;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 2, 2))
    return SPT_EXIT_USAGE;
  words = argv;
  if (find_operation (words[1], &info) == NULL)
    return SPT_EXIT_USAGE;
  if (!spt_check_file (words[1], words[2], spt_clock_get_utc_ms (cli->clock), issues, NULL, &error))
    return spt_cli_fail (cli, error);

  print_check (cli, words[1], issues);
  return spt_issue_list_get_n_errors (issues) > 0 ? SPT_EXIT_REFUSED : SPT_EXIT_OK;
}

/* --- prepare -------------------------------------------------------------------------------- */

/**
 * spt_cli_print_prepared:
 * @cli: the command line
 * @operation: the operation
 * @result: what was prepared, or the findings that stopped it
 *
 * Prints what prepare prints (design 5): the job and its submissions, or what check prints.
 *
 * Returns: the exit status
 */
SptExit
spt_cli_print_prepared (SptCli           *cli,
                        const char       *operation,
                        SptPrepareResult *result)
{
  g_autoptr (GString) out = NULL;
  SptJsonWriter writer;

  if (result->job_id == 0)
    {
      print_check (cli, operation, result->issues);
      return SPT_EXIT_REFUSED;
    }
  if (!cli->json)
    {
      spt_cli_print_issues (result->issues);
      for (guint i = 0; i < result->submissions->len; i++)
        printf ("%" G_GINT64_FORMAT "\n", g_array_index (result->submissions, gint64, i));
      return SPT_EXIT_OK;
    }

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "job", result->job_id);
  spt_json_writer_key (&writer, "submissions");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < result->submissions->len; i++)
    {
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_int (&writer, "id", g_array_index (result->submissions, gint64, i));
      spt_json_writer_put_string (&writer, "operation", operation);
      spt_json_writer_put_string (&writer, "state", spt_state_to_string (SPT_STATE_READY));
      spt_json_writer_end_object (&writer);
    }
  spt_json_writer_end_array (&writer);
  spt_cli_write_issues (&writer, result->issues);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);

  return SPT_EXIT_OK;
}

/* Exactly one of the three ways to say what; operations that take nothing take none. */
static gboolean
take_what (const SptOperationInfo *info,
           const char             *file,
           gboolean                all_ready,
           char                  **ids,
           GArray                 *numbers)
{
  guint n_ways = (file != NULL) + (all_ready != FALSE) + (ids != NULL);

  if (n_ways != (info->takes_document || info->record_kind != NULL ? 1u : 0u))
    {
      spt_cli_complain (_("one of --file, --all-ready and --id says what to prepare"));
      return FALSE;
    }
  if (file == NULL && n_ways == 1 && info->record_kind == NULL)
    {
      spt_cli_complain (_("“%s” takes a file"), info->id);
      return FALSE;
    }
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gint64 id;

      if (!spt_cli_parse_id (ids[i], &id))
        return FALSE;
      g_array_append_val (numbers, id);
    }

  return TRUE;
}

static SptExit
run_prepare (SptCli  *cli,
             char   **argv)
{
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;
  g_auto (GStrv) ids = NULL;
  g_auto (GStrv) overrides = NULL;
  gboolean all_ready = FALSE;
  GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, NULL, NULL },
    { "all-ready", 0, 0, G_OPTION_ARG_NONE, &all_ready, NULL, NULL },
    { "id", 0, 0, G_OPTION_ARG_STRING_ARRAY, &ids, NULL, NULL },
    { "override", 0, 0, G_OPTION_ARG_STRING_ARRAY, &overrides, NULL, NULL },
    { NULL }
  };
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const SptOperationInfo *info;
  SptPrepareOptions options = { 0 };
  SptPrepareResult *result;
  SptExit status;

  if (!spt_cli_parse (&argv, entries, 1, G_MAXUINT))
    return SPT_EXIT_USAGE;
  words = argv;
  if (find_operation (words[1], &info) == NULL)
    return SPT_EXIT_USAGE;
  /* "--id 1 2 3" as well as "--id 1 --id 2". */
  if (words[2] != NULL && ids == NULL)
    {
      spt_cli_complain (_("there are too many words"));
      return SPT_EXIT_USAGE;
    }
  if (name == NULL)
    {
      spt_cli_complain (_("--account says for which account"));
      return SPT_EXIT_USAGE;
    }
  if (!take_what (info, file, all_ready, ids, numbers))
    return SPT_EXIT_USAGE;
  if (overrides != NULL && file == NULL)
    {
      spt_cli_complain (_("--override goes with --file: of records errors are accepted one by one"));
      return SPT_EXIT_USAGE;
    }
  for (guint i = 2; words[i] != NULL; i++)
    {
      gint64 id;

      if (!spt_cli_parse_id (words[i], &id))
        return SPT_EXIT_USAGE;
      g_array_append_val (numbers, id);
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  account = spt_cli_find_account (cli, name);
  if (account == NULL)
    return SPT_EXIT_USAGE;

  options.operation = words[1];
  options.account_id = spt_account_get_id (account);
  options.path = file;
  options.overrides = (const char *const *) overrides;
  options.ids = ids != NULL ? (const gint64 *) (gpointer) numbers->data : NULL;
  options.n_ids = numbers->len;
  options.who = cli->who;
  result = spt_prepare (cli->store, &options, NULL, &error);
  if (result == NULL)
    return spt_cli_fail (cli, error);

  status = spt_cli_print_prepared (cli, words[1], result);
  spt_prepare_result_free (result);

  return status;
}

const SptCliCommand spt_cli_records_commands[] = {
  { "services", "", N_("services with their operations, settings and secrets"), run_services },
  { "template", "OPERATION", N_("a minimal valid example document"), run_template },
  { "schema", "OPERATION", N_("where the schema in force is"), run_schema },
  { "schemas import", "SERVICE FILE... [--label TEXT] [--alone] [--dry-run]",
    N_("puts schemas and lists of an authority in use: XSD files, a zip, CSV"), spt_cli_run_schemas_import },
  { "schemas restore", "SERVICE [SET]", N_("puts a former set in use, or without SET the one supplied with the program"),
    spt_cli_run_schemas_restore },
  { "schemas", "SERVICE", N_("the official schemas and lists in use, and former ones"), spt_cli_run_schemas },
  { "import", "KIND FILE... [--mapping NAME|FILE.json] [--account NAME] [--generate-iuv] [--dry-run] [--rejects FILE]"
    " [--present DATE] [--source TEXT] [--drafts]",
    N_("brings records of a file into the archive"), run_import },
  { "export", "KIND [FILE] [--filter TEXT] [--for-spreadsheet] | original IMPORT [FILE] [--for-spreadsheet] | "
    "deadlines [FILE] [--format ics|csv] [--with-names] [--filter TEXT]",
    N_("writes records as CSV, an imported sheet with its outcomes, or deadlines of plants for a calendar"),
    run_export },
  { "plants present", "CODE... --source TEXT [--date DATE] [--account NAME] | CODE... --revoke",
    N_("says that other software sent plants already"), spt_cli_run_plants_present },
  { "plants documents", "FOLDER [CODE...] [--account NAME]",
    N_("writes librettos and accepted documents as files of XML"), spt_cli_run_plants_documents },
  { "check", "OPERATION FILE", N_("checks a document without any network"), run_check },
  { "prepare", "OPERATION --account NAME (--file FILE | --all-ready | --id ID...)",
    N_("freezes what is to be sent; nothing leaves yet"), run_prepare },
  { NULL }
};
