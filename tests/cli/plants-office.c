/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with plants in the window, one thing a call, for the tests that watch it from outside: a libretto
 * comes in, an intervention begins, is filled in, mended, prepared; JSON on standard output. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/spt-json.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-plants.h"
#include "plant-test.h"
#include "store/spt-store-submissions.h"

/* What the words after the command ask for: "day=2026-02-01", "component=GT1", "set=PATH=TEXT". */
typedef struct
{
  char        **words; /* borrowed */
  gint64        plant_id;
  gint64        id;
  gint64        account_id;
  gint64        now;
  const char   *type;
  SptIssueList *issues; /* (owned) */
  char         *doc;    /* (owned) (nullable) */
} Work;

static gint64
get_number (const char *word)
{
  return word != NULL ? g_ascii_strtoll (word, NULL, 10) : 0;
}

static const char *
get_option (char       **words,
            const char  *name)
{
  for (; *words != NULL; words++)
    {
      if (g_str_has_prefix (*words, name) && (*words)[strlen (name)] == '=')
        return *words + strlen (name) + 1;
    }

  return NULL;
}

static void
set_fields (SptRecord  *record,
            char      **words)
{
  for (; *words != NULL; words++)
    {
      if (g_str_has_prefix (*words, "set="))
        plant_test_set (record, *words + strlen ("set="));
    }
}

static gboolean
libretto_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;

  work->plant_id = spt_plant_save_libretto (db, 0, work->doc, strlen (work->doc), work->account_id, 0, 0, "Anna",
                                            work->now, work->issues, NULL, error);

  return work->plant_id != 0;
}

static SptRecord *
begin (SptDb   *db,
       Work    *work,
       SptXsd **xsd,
       GError **error)
{
  g_autoptr (GPtrArray) components = g_ptr_array_new ();
  SptPlantWish wish = { .components = components, .day = get_option (work->words, "day") };
  const char *previous = get_option (work->words, "previous");
  g_autofree char *before = NULL;

  for (char **word = work->words; *word != NULL; word++)
    {
      if (g_str_has_prefix (*word, "component="))
        g_ptr_array_add (components, *word + strlen ("component="));
      wish.replace |= strcmp (*word, "replace") == 0;
    }
  if (previous != NULL)
    {
      before = spt_db_get_dossier_doc (db, get_number (previous), NULL, error);
      if (before == NULL)
        return NULL;
      wish.previous = before;
    }

  return spt_intervention_begin (db, work->plant_id, work->type, &wish, work->now, xsd, error);
}

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  const char *path = get_option (work->words, "file");
  SptInterventionSave save = {
    .id = work->id, .plant_id = work->plant_id, .type = work->type, .account_id = work->account_id, .who = "Anna",
  };
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;

  if (work->id != 0)
    record = spt_intervention_load (db, work->id, &xsd, NULL, error);
  else if (path != NULL)
    {
      g_autofree char *text = NULL;

      xsd = spt_intervention_ref_xsd (work->type, error);
      if (xsd == NULL || !g_file_get_contents (path, &text, NULL, error))
        return FALSE;
      record = spt_record_new (spt_xsd_get_schema (xsd));
      if (!spt_record_read (record, text, -1, error))
        return FALSE;
    }
  else
    record = begin (db, work, &xsd, error);
  if (record == NULL)
    return FALSE;
  if (work->id == 0 && path == NULL)
    {
      plant_test_set_day (get_option (work->words, "day") != NULL ? get_option (work->words, "day") : "2026-02-01");
      plant_test_fill (record);
    }
  set_fields (record, work->words);
  if (!spt_intervention_save (db, &save, record, work->now, work->issues, error))
    return FALSE;
  work->id = save.id;
  work->plant_id = save.plant_id;

  return TRUE;
}

static gboolean
show_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  work->doc = work->id != 0 ? spt_db_get_dossier_doc (db, work->id, NULL, error)
                            : spt_db_get_plant_doc (db, work->plant_id, NULL, error);

  return work->doc != NULL;
}

static gboolean
present_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return spt_plants_mark_present (db, &work->plant_id, 1, "2026-01-10", "Other software", "Anna", work->now, NULL, error);
}

static gboolean
revoke_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;
  guint n_done;

  if (!spt_plants_revoke_present (db, &work->plant_id, 1, "Anna", work->now, &n_done, error))
    return FALSE;
  work->id = n_done;

  return TRUE;
}

static gboolean
abandon_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return spt_intervention_abandon (db, work->id, FALSE, "Anna", work->now, error);
}

static gboolean
local_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Work *work = data;

  return spt_intervention_apply_local (db, work->id, "Anna", work->now, error);
}

static gboolean
reason_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;

  return spt_db_get_queue_reason (db, get_number (work->words[0]), &work->id, error);
}

/* --- what is printed ------------------------------------------------------------------------------- */

static void
write_issues (SptJsonWriter *writer,
              SptIssueList  *issues)
{
  spt_json_writer_key (writer, "issues");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_string (writer, "level", issue->level == SPT_ISSUE_ERROR ? "error" : "warning");
      spt_json_writer_put_string (writer, "code", issue->code);
      spt_json_writer_put_string (writer, "path", issue->path != NULL ? issue->path : "");
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
print_work (Work   *work,
            GArray *submissions)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "id", work->id);
  spt_json_writer_put_int (&writer, "plant", work->plant_id);
  spt_json_writer_key (&writer, "submissions");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; submissions != NULL && i < submissions->len; i++)
    spt_json_writer_int (&writer, g_array_index (submissions, gint64, i));
  spt_json_writer_end_array (&writer);
  write_issues (&writer, work->issues);
  spt_json_writer_end_object (&writer);
  printf ("%s\n", out->str);
}

static gboolean
prepare (SptStore  *store,
         Work      *work,
         GError   **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SptPrepareOptions options = {
    .operation = "catasto.9", .account_id = work->account_id, .who = "Anna", .order = TRUE, .any_operation = TRUE,
  };
  SptPrepareResult *result;

  for (char **word = work->words; *word != NULL; word++)
    {
      gint64 id = get_number (*word);

      g_array_append_val (ids, id);
    }
  options.ids = ids->len > 0 ? (const gint64 *) (gpointer) ids->data : NULL;
  options.n_ids = ids->len;
  result = spt_prepare (store, &options, NULL, error);
  if (result == NULL)
    return FALSE;
  g_clear_pointer (&work->issues, spt_issue_list_free);
  work->issues = g_steal_pointer (&result->issues);
  result->issues = spt_issue_list_new (0);
  print_work (work, result->submissions);
  spt_prepare_result_free (result);

  return TRUE;
}

static const struct
{
  const char   *name;
  SptStoreMode  mode;
  SptStoreFunc  func;
} commands[] = {
  { "libretto", SPT_STORE_WRITE, libretto_job }, /* FILE */
  { "begin", SPT_STORE_WRITE, save_job },        /* PLANT TYPE … */
  { "edit", SPT_STORE_WRITE, save_job },         /* ID … */
  { "show", SPT_STORE_READ, show_job },          /* PLANT [ID] */
  { "present", SPT_STORE_WRITE, present_job },   /* PLANT */
  { "revoke", SPT_STORE_WRITE, revoke_job },     /* PLANT */
  { "abandon", SPT_STORE_WRITE, abandon_job },   /* ID */
  { "apply", SPT_STORE_WRITE, local_job },       /* ID */
  { "reason", SPT_STORE_READ, reason_job },      /* SUBMISSION */
};

static gboolean
run (SptStore    *store,
     const char  *command,
     Work        *work,
     GError     **error)
{
  if (strcmp (command, "libretto") == 0 && !g_file_get_contents (work->words[0], &work->doc, NULL, error))
    return FALSE;
  if (strcmp (command, "begin") == 0)
    {
      work->plant_id = get_number (work->words[0]);
      work->type = work->words[1];
    }
  else if (strcmp (command, "edit") == 0 || strcmp (command, "abandon") == 0 || strcmp (command, "apply") == 0)
    work->id = get_number (work->words[0]);
  else if (strcmp (command, "reason") != 0)
    {
      work->plant_id = get_number (work->words[0]);
      work->id = get_number (work->words[1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (commands[i].name, command) == 0)
        return spt_store_run_sync (store, commands[i].mode, commands[i].func, work, NULL, error);
    }
  g_error ("there is no “%s”", command);
}

/* plants-office ARCHIVE ACCOUNT COMMAND WORD… */
int
main (int    argc,
      char **argv)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SptStore) store = NULL;
  Work work = { .issues = spt_issue_list_new (0) };
  gboolean is_done;

  if (argc < 4)
    return 2;
  plant_test_get_service (NULL);
  store = spt_store_open (argv[1], clock, &error);
  if (store == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  work.account_id = get_number (argv[2]);
  work.now = spt_clock_get_utc_ms (clock);
  work.words = argv + 4;
  if (strcmp (argv[3], "prepare") == 0)
    is_done = prepare (store, &work, &error);
  else
    {
      is_done = run (store, argv[3], &work, &error);
      if (is_done && strcmp (argv[3], "show") == 0)
        printf ("%s\n", work.doc);
      else if (is_done)
        print_work (&work, NULL);
    }
  if (!is_done)
    fprintf (stderr, "%s\n", error->message);
  spt_store_close (store);
  spt_issue_list_free (work.issues);
  g_free (work.doc);

  return is_done ? 0 : 1;
}
