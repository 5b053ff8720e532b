/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of a voucher, what each allows, and the robot that plays INPS (facts 4.9). */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

/* open: counts as a request in course. allows: one bit for each operation after the reservation.
 * Documented is only that Prenotata can be activated and the other four cannot; the rest is
 * inferred from the words. */
#define MAY(op) (1u << PRC_VOUCHER_ ## op)

static const struct
{
  const char *name;
  gboolean    open;
  guint       allows;
} states[] = {
  { "Inviata con esito positivo", TRUE, MAY (DISDICI) },
  { "Attesa controllo ISEE", TRUE, MAY (DISDICI) },
  { "Non prenotabile ISEE", FALSE, 0 },
  { "Prenotata", TRUE, MAY (ATTIVAZIONE) | MAY (DISDICI) },
  { "Prenotazione sospesa", TRUE, MAY (DISDICI) },
  { "Attivata", TRUE, MAY (CESSAZIONE) },
  { "Cessata", FALSE, 0 },
  { "Disdetta", FALSE, 0 },
  { "Decaduta", FALSE, 0 },
  { "Sconosciuta", TRUE, 0 },
};

/**
 * prc_voucher_state_name:
 * @state: a state
 *
 * How the service writes it.
 *
 * Returns: (transfer none): the name
 */
const char *
prc_voucher_state_name (PrcVoucherState state)
{
  return states[state].name;
}

/**
 * prc_voucher_state_parse:
 * @text: a state's name, whatever its case and the blanks around it
 *
 * Finds the state.
 *
 * Returns: the state; %PRC_VOUCHER_OTHER for a name that is not one of ours
 */
PrcVoucherState
prc_voucher_state_parse (const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  guint i;

  for (i = 0; i < PRC_VOUCHER_OTHER; i++)
    {
      if (g_ascii_strcasecmp (bare, states[i].name) == 0)
        return (PrcVoucherState) i;
    }
  return PRC_VOUCHER_OTHER;
}

/**
 * prc_voucher_state_open:
 * @state: a state
 *
 * Says whether a voucher in it is a request in course.
 *
 * Returns: %TRUE if so
 */
gboolean
prc_voucher_state_open (PrcVoucherState state)
{
  return states[state].open;
}

/**
 * prc_voucher_state_allows:
 * @state: a state
 * @op: activation, end or withdrawal
 *
 * Looks the step up.
 *
 * Returns: %FALSE if the answer is 007
 */
gboolean
prc_voucher_state_allows (PrcVoucherState state,
                          PrcVoucherOp    op)
{
  return (states[state].allows & (1u << op)) != 0;
}

/* Firms have no ISEE: what was sent gets its answer without the wait for INPS. */
static void
answer (PrcVoucher *self,
        gint64      now)
{
  prc_db_run (self->db, "UPDATE voucher SET state = 1, label = NULL, due = CASE WHEN outcome = -1 "
              "THEN NULL ELSE due + ?2 END WHERE state = 0 AND firm = 0 AND due <= ?1", "ii", now,
              self->settings.second_us);
  prc_db_run (self->db, "UPDATE voucher SET state = outcome, label = outcome_label, bookable = due,"
              " due = NULL WHERE (state = 1 OR (state = 0 AND firm = 1)) AND outcome >= 0"
              " AND due <= ?1", "i", now);
}

/**
 * prc_voucher_refresh:
 * @self: the twin
 *
 * Lets time pass: the robot's answers that are due by the practice clock, and the lapse of what was
 * bookable for 90 days without being activated.
 */
void
prc_voucher_refresh (PrcVoucher *self)
{
  gint64 now = prc_now_us (self->context);

  if (!self->settings.manual)
    answer (self, now);
  prc_db_run (self->db, "UPDATE voucher SET state = 8, label = NULL WHERE state = 3"
              " AND bookable + ?2 < ?1", "ii", now, self->settings.lapse_us);
}

/**
 * prc_voucher_advance:
 * @self: the twin
 * @service: (nullable): only this environment
 * @subject: (nullable): only this beneficiary
 * @state: (nullable): the state to reach; %NULL for the next step of what waits for the robot
 *
 * Moves vouchers by hand. Without a state, what was sent goes to wait for INPS, what waits gets its
 * answer, and what is on hold becomes bookable, as when funds return; nothing else moves.
 *
 * Returns: how many vouchers moved
 */
gint64
prc_voucher_advance (PrcVoucher *self,
                     const char *service,
                     const char *subject,
                     const char *state)
{
  gint64 now = prc_now_us (self->context);
  PrcVoucherState wanted;

  prc_voucher_refresh (self);
  wanted = state != NULL ? prc_voucher_state_parse (state) : PRC_VOUCHER_OTHER;
  if (state != NULL)
    prc_db_run (self->db, "UPDATE voucher SET state = ?3, label = ?4, due = NULL, bookable = CASE "
                "WHEN ?3 = 3 THEN ?5 ELSE bookable END, activated = CASE WHEN ?3 = 5 THEN ?5 ELSE "
                "activated END WHERE (?1 IS NULL OR service = ?1) AND (?2 IS NULL OR subject = ?2)",
                "ssisi", service, subject, (gint64) wanted,
                wanted == PRC_VOUCHER_OTHER ? state : NULL, now);
  else
    prc_db_run (self->db, "UPDATE voucher SET"
                " due = CASE WHEN state = 0 AND firm = 0 AND outcome >= 0 THEN ?3 + ?4 END,"
                " bookable = CASE WHEN state = 0 AND firm = 0 THEN bookable ELSE ?3 END,"
                " label = CASE WHEN state = 1 OR (state = 0 AND firm = 1) THEN outcome_label END,"
                " state = CASE WHEN state = 0 AND firm = 0 THEN 1 WHEN state = 4 OR outcome < 0"
                " THEN 3 ELSE outcome END"
                " WHERE state IN (0, 1, 4) AND (?1 IS NULL OR service = ?1)"
                " AND (?2 IS NULL OR subject = ?2)", "ssii", service, subject, now,
                self->settings.second_us);
  return prc_db_number (self->db, "SELECT changes ()", "");
}
