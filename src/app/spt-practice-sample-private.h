/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sample of practice mode share: where it stands (spt-practice-sample.c), and its steps. */
#pragma once

#include "app/spt-practice-sample.h"
#include "app/spt-practice-work.h"

G_BEGIN_DECLS

#define SPT_PRACTICE_WHO "Sportello"

typedef enum
{
  SPT_PRACTICE_STEP_LOOK,
  SPT_PRACTICE_STEP_FAULTS_AGAIN, /* what was ordered before an interruption has not left yet */
  SPT_PRACTICE_STEP_ACCOUNT,
  SPT_PRACTICE_STEP_BATCH,
  SPT_PRACTICE_STEP_FIND,
  SPT_PRACTICE_STEP_IMPORT,
  SPT_PRACTICE_STEP_NOTE_IMPORT,
  SPT_PRACTICE_STEP_FAULTS,
  SPT_PRACTICE_STEP_PREPARE,
  SPT_PRACTICE_STEP_LEAVE,
  SPT_PRACTICE_STEP_CLEAR,   /* what it was meant for has left: no fault waits for what somebody else sends */
  SPT_PRACTICE_STEP_CONTROL, /* what others do at the service meanwhile */
  SPT_PRACTICE_STEP_WATCH,
  SPT_PRACTICE_STEP_DUES,
  SPT_PRACTICE_STEP_NEXT,
  SPT_PRACTICE_STEP_DONE
} SptPracticeStep;

struct _SptPracticeSample
{
  GObject          parent_instance;

  SptSession      *session;
  GCancellable    *cancellable;
  char            *control_url;
  char            *key;
  GPtrArray       *tables;   /* (owned) (element-type JsonNode): of those services that bring one */
  GPtrArray       *services; /* (owned) (element-type utf8): their names */
  guint            at;       /* which of them */
  JsonNode        *table;    /* (unowned): its own */
  const char      *service;

  SptPracticeStep  step;
  guint            batch;
  guint            change;    /* of the batch's at the service */
  gint64           import_id;
  gint64           account_id;
  GArray          *ids;       /* (nullable) ready positions of the file */
  char            *temporary; /* (nullable) path */
  guint            timer;
  gulong           finished_id;
  guint            has_looked : 1; /* once, of twice */
  guint            resumed : 1;    /* an earlier start was interrupted */
  guint            let_go : 1;     /* sending may begin */
};

/* spt-practice-sample.c */
SptStore       *_spt_practice_sample_get_store  (SptPracticeSample   *self);
/* (nullable): the file at hand, of the service's table. */
JsonObject     *_spt_practice_sample_get_batch  (SptPracticeSample   *self);
/* Sending may begin, which is told once. */
void            _spt_practice_sample_let_go     (SptPracticeSample   *self);
/* Nothing more is done of it; after a cancelling @self may be gone. */
void            _spt_practice_sample_give_up    (SptPracticeSample   *self,
                                                 const GError        *error);
void            _spt_practice_sample_go_on      (SptPracticeSample   *self,
                                                 SptPracticeStep      step);
SptPracticeJob *_spt_practice_sample_new_job    (SptPracticeSample   *self);
/* @job: (transfer full); @callback is given @self, and takes the job with the next one. */
void            _spt_practice_sample_start_job  (SptPracticeSample   *self,
                                                 SptStoreMode         mode,
                                                 SptStoreFunc         func,
                                                 SptPracticeJob      *job,
                                                 GAsyncReadyCallback  callback);
/* NULL: there is nothing to go on with, and that is said. */
SptPracticeJob *_spt_practice_sample_finish_job (GObject             *store,
                                                 GAsyncResult        *result,
                                                 SptPracticeSample   *self);
/* Asks the practice services for something: @path below the control address, @body (nullable) as JSON. FALSE: nobody is there
 * to be asked. @callback is given a reference of @self. */
gboolean        _spt_practice_sample_call       (SptPracticeSample   *self,
                                                 const char          *method,
                                                 const char          *path,
                                                 JsonNode            *body,
                                                 GAsyncReadyCallback  callback);

/* spt-practice-sample-intake.c: steps */
void            _spt_practice_sample_make_account    (SptPracticeSample *self);
void            _spt_practice_sample_look_for_import (SptPracticeSample *self,
                                                      JsonObject        *batch);
void            _spt_practice_sample_import_batch    (SptPracticeSample *self,
                                                      JsonObject        *batch);
void            _spt_practice_sample_note_import     (SptPracticeSample *self);
void            _spt_practice_sample_make_plants     (SptPracticeSample *self);
/* The copy that an import reads, if there is one. */
void            _spt_practice_sample_drop_file       (SptPracticeSample *self);

/* spt-practice-sample-send.c: steps */
void            _spt_practice_sample_set_faults        (SptPracticeSample *self,
                                                        JsonObject        *batch);
void            _spt_practice_sample_prepare_batch     (SptPracticeSample *self,
                                                        JsonObject        *batch);
void            _spt_practice_sample_leave             (SptPracticeSample *self);
void            _spt_practice_sample_look_whether_left (SptPracticeSample *self);
void            _spt_practice_sample_clear_faults      (SptPracticeSample *self,
                                                        JsonObject        *batch);

/* spt-practice-sample-after.c: steps */
void            _spt_practice_sample_run_control (SptPracticeSample *self);
void            _spt_practice_sample_watch       (SptPracticeSample *self);
void            _spt_practice_sample_set_dues    (SptPracticeSample *self,
                                                  JsonObject        *batch);

G_END_DECLS
