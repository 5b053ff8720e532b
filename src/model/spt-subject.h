/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person or company of the directory as lists and page headers show it; editing goes through
 * forms, never through this object. */
#pragma once

#include "model/spt-row.h"

G_BEGIN_DECLS

/**
 * SptSubjectColumns:
 * @kind: "F" a person, "G" a company
 * @fiscal_code: (nullable): codice fiscale in normal form; what has not even the form of one stays
 *   in the document
 * @vat_number: (nullable): partita IVA, the same
 * @name: as lists show it: surname and name, or the company's
 * @name_key: its words folded and sorted
 * @birth_date: (nullable): ISO
 * @city: of the residence or registered office
 * @email: address
 * @pec: certified address
 *
 * The typed columns of a subject. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  const char *kind;
  const char *fiscal_code;
  const char *vat_number;
  const char *name;
  const char *name_key;
  const char *birth_date;
  const char *city;
  const char *email;
  const char *pec;
} SptSubjectColumns;

/**
 * SptSubjectData:
 * @kind: (nullable): "F" a person, "G" a company
 * @fiscal_code: (nullable)
 * @vat_number: (nullable)
 * @code: (nullable): the codice fiscale, else the partita IVA
 * @name: (nullable)
 * @birth_date: (nullable): ISO
 * @city: (nullable)
 * @email: (nullable)
 * @pec: (nullable)
 * @state: to-fix or ready
 * @n_errors: errors of its last check
 * @n_warnings: warnings of its last check
 * @updated: milliseconds since the epoch, UTC
 *
 * Everything that a row shows. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  const char *kind;
  const char *fiscal_code;
  const char *vat_number;
  const char *code;
  const char *name;
  const char *birth_date;
  const char *city;
  const char *email;
  const char *pec;
  SptState    state;
  guint       n_errors;
  guint       n_warnings;
  gint64      updated;
} SptSubjectData;

#define SPT_TYPE_SUBJECT (spt_subject_get_type ())

/* Properties, all readable, all notifying (id is construct-only): id (int64), loaded (boolean), and
 * the members of SptSubjectData with hyphens; birth-date-text ("16/12/1980" or ""). */
G_DECLARE_FINAL_TYPE (SptSubject, spt_subject, SPT, SUBJECT, SptRow)

/* What a row shows, in this order: its properties, and the columns that the archive reads. */
extern const SptStruct spt_subject_struct;

gint64   spt_subject_get_id    (SptSubject *self);
SptState spt_subject_get_state (SptSubject *self);
/* Borrowed; "" where it has none. */
const char *spt_subject_get_name (SptSubject *self);
/* The codice fiscale, else the partita IVA; borrowed, "" where it has neither. */
const char *spt_subject_get_code (SptSubject *self);

G_END_DECLS
