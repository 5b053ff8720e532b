/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of heating plants (Catasto impianti termici) as a service. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_CATASTO_SERVICE (spt_catasto_service_get_type ())

G_DECLARE_FINAL_TYPE (SptCatastoService, spt_catasto_service, SPT, CATASTO_SERVICE, SptService)

/* spt-catasto-send.c */
void        spt_catasto_send          (SptService    *service,
                                       const SptCall *call,
                                       GTask         *task);
void        spt_catasto_settle        (SptService    *service,
                                       const SptCall *call,
                                       GTask         *task);
void        spt_catasto_test          (SptService    *service,
                                       const SptCall *call,
                                       GTask         *task);
void        spt_catasto_check_account (SptService    *service,
                                       SptAccount    *account,
                                       SptIssueList  *issues);
/* spt-catasto-template.c: a document that needs only its values changed. */
char       *spt_catasto_dup_template  (SptService    *service,
                                       const char    *operation,
                                       gint64         now_utc_ms,
                                       GError       **error);

G_END_DECLS
