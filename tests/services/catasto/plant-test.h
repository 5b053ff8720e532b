/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants for the tests of the register's room: a rich libretto, documents that begin and are filled in. */
#pragma once

#include "service-test.h"
#include "service/spt-plants.h"

G_BEGIN_DECLS

/* A plant that is put together, with what it borrows. */
typedef struct
{
  SptPlantData  data;
  char         *libretto; /* (owned) (nullable) */
  GPtrArray    *documents; /* (owned) (element-type SptPlantDocument) */
  GPtrArray    *parts;     /* (owned) (element-type SptPlantPart) */
} PlantTest;

/* The service's, found as the archive finds it. */
SptService        *plant_test_get_service (const SptPlantOps **ops);
/* plants/rich.xml; each of @changes is "old=>new" of text that has to be there, the list ends with NULL. */
char              *plant_test_load        (const char *const  *changes) G_GNUC_WARN_UNUSED_RESULT;
/* Active, with that libretto; takes it over. */
void               plant_test_init        (PlantTest          *self,
                                           char               *libretto);
void               plant_test_clear       (PlantTest          *self);
void               plant_test_add         (PlantTest          *self,
                                           const char         *operation,
                                           const char         *doc,
                                           gboolean            is_accepted);
/* Begins; the record keeps its schema alive. */
SptRecord         *plant_test_begin       (PlantTest          *self,
                                           const char         *api_id,
                                           const SptPlantWish *wish) G_GNUC_WARN_UNUSED_RESULT;
/* Every field that is needed and empty gets a value, in @record and what is added to it. */
void               plant_test_fill        (SptRecord          *record);
/* The day that dates get, borrowed. */
void               plant_test_set_day     (const char         *day);
/* The document, and that it has no errors beside the plant. */
char              *plant_test_finish      (PlantTest          *self,
                                           const char         *api_id,
                                           SptRecord          *record) G_GNUC_WARN_UNUSED_RESULT;
/* Begins, fills in, is accepted: the plant's libretto, parts, standing and documents follow. Gives the document. */
char              *plant_test_live        (PlantTest          *self,
                                           const char         *api_id,
                                           const SptPlantWish *wish,
                                           const char         *changes) G_GNUC_WARN_UNUSED_RESULT;
/* "E code path" of what schema and rules find in a libretto. */
char              *plant_test_check_libretto (PlantTest       *self) G_GNUC_WARN_UNUSED_RESULT;
/* "path=text" of what is there, one a line; NULL = nothing. */
void               plant_test_set         (SptRecord          *record,
                                           const char         *changes);
/* What the record has at a path; "" for nothing. */
const char        *plant_test_get         (SptRecord          *record,
                                           const char         *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlantTest, plant_test_clear)

G_END_DECLS
