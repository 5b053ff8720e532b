/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive with one account, for tests of dossiers, and what brings a dossier where it is needed. */
#pragma once

#include "fixture.h"
#include "store/spt-store-dossiers.h"

G_BEGIN_DECLS

#define KEY       "RSSMRA80A01H501U"
#define OTHER_KEY "VRDLGU75B02F205Z"
#define MINUTE    (60 * G_GINT64_CONSTANT (1000))

/* In one transaction, which is committed at the end. */
typedef struct
{
  Fixture     base;
  SptDb      *db;      /* (unowned): the writer */
  gint64      account;
  SptNewsSum  sum;
} Dossiers;

#define ADD_TEST(path, func) g_test_add (path, Dossiers, NULL, set_up, func, tear_down)

void    set_up          (Dossiers      *self,
                         gconstpointer  data);
void    tear_down       (Dossiers      *self,
                         gconstpointer  data);
/* Everything below aborts the test when it fails. @id 0 = a new one. */
gint64  save            (SptDb         *db,
                         gint64         id,
                         const char    *key,
                         const char    *next_operation,
                         guint          n_errors,
                         gint64         import_id);
/* But for an error that is expected. */
gint64  prepare         (SptDb         *db,
                         gint64         account_id,
                         const char    *operation,
                         gint64         dossier,
                         GError       **error);
/* Ordered and on its way: the submission. */
gint64  send_out        (SptDb         *db,
                         gint64         account_id,
                         const char    *operation,
                         gint64         dossier);
/* What the service's list says. */
void    apply           (SptDb                *db,
                         gint64                account_id,
                         const SptDossierNews *news,
                         gboolean              shared,
                         SptNewsSum           *sum);
/* What it says of one that it accepted. */
void    answer          (SptDb         *db,
                         gint64         submission,
                         const char    *phase);
/* A dossier whose reservation was accepted: in phase Inviata, without a number. */
gint64  reserve         (Dossiers      *self);
/* A dossier that the list brought to Prenotata and a request of ours to Attivata, with the number P1. */
gint64  activate        (Dossiers      *self);
void    assert_standing (SptDb         *db,
                         gint64         id,
                         SptState       state,
                         const char    *next_operation);
void    assert_phase    (SptDb         *db,
                         gint64         id,
                         const char    *phase);
/* What the archive's own check finds wrong; NULL = nothing. */
void    assert_problem  (SptDb         *db,
                         const char    *problem);

G_END_DECLS
