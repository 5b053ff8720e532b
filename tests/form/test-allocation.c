/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that is filled, checked, written and read again asks the allocator for nothing. */
#include "config.h"

#include <stdlib.h>

#include "form-table.h"

#if defined(__has_feature)
#if __has_feature (address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

static guint n_allocations;

#ifndef SANITIZED
void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n,
                     size_t size);
void *__libc_realloc (void  *memory,
                      size_t size);

/* In the program itself, so that GLib's and everybody's calls come here. */
void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void   *memory,
         size_t  size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}
#endif

static const char good[] =
  "{\"name\":\"Rossi\",\"code\":\"AB\",\"flag\":\"sì\",\"kind\":\"G\","
  "\"fiscal\":\"RSSMRA80A01H501U\",\"mail\":\"a.b+c@x-y.it\",\"when\":\"16/12/2026\","
  "\"count\":\"-12\",\"firm\":\"x\",\"secret\":\"abc\","
  "\"part\":[{\"amount\":\"1.234,50\",\"iuv\":\"01000000000000144\","
  "\"nav\":\"302123456789012356\",\"leaf\":[{\"iban\":\"IT60X0542811101000000123456\"},{}]}],"
  "\"extra\":[{\"key\":\"k\"}]}";

static void
work (SptRecord    *record,
      SptIssueList *issues,
      GString      *out)
{
  g_assert_true (spt_record_read (record, good, sizeof good - 1, NULL));
  spt_record_check (record, 1, TRUE, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  g_string_truncate (out, 0);
  spt_record_write (record, out);
}

static void
test_none (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) out = g_string_new (NULL);
  guint before;

#ifdef SANITIZED
  g_test_skip ("the sanitizer has its own allocator");
  return;
#endif

  g_free (g_malloc (1));
  g_assert_cmpuint (n_allocations, >, 0);
  /* The first time the buffers grow and the pattern is asked. */
  work (record, issues, out);
  before = n_allocations;
  for (guint i = 0; i < 100; i++)
    work (record, issues, out);
  g_assert_cmpuint (n_allocations - before, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/allocation/none", test_none);

  return g_test_run ();
}
