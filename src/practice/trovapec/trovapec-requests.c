/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Request, cancellation and result: what each costs and what is answered (TrovaPEC facts 3.2-3.8). */
#define G_LOG_DOMAIN "spt-practice"

#include "trovapec.h"
#include "../prc-ledger.h"

#include <string.h>

/* A codice fiscale of 16 letters and figures or 11 figures; the control character is not looked at,
 * because nothing says that the service does. */
static char *
read_code (const char *text)
{
  g_autofree char *code = text != NULL ? g_ascii_strup (text, -1) : g_strdup ("");
  gsize i, length;

  g_strstrip (code);
  length = strlen (code);
  for (i = 0; i < length; i++)
    {
      if (length == 11 ? !g_ascii_isdigit (code[i]) : !g_ascii_isalnum (code[i]))
        return NULL;
    }
  return length == 11 || length == 16 ? g_steal_pointer (&code) : NULL;
}

static char *
draw_token (PrcTrovapec      *self,
            const PrcRequest *request)
{
  g_autofree char *uuid = g_uuid_string_random ();
  const char *style = prc_trovapec_mode (self, request, "tokens");
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  /* Whatever may stand in a token must come back as it was. */
  if (g_str_equal (style, "odd"))
    return g_strdup_printf ("%s+a/b=c&d%%41 #?;", plain);
  if (g_str_equal (style, "long"))
    {
      g_autofree char *more = g_strnfill (900, 'k');

      return g_strconcat (plain, more, NULL);
    }
  return g_steal_pointer (&plain);
}

/* What was paid or given back, with its line for the ledger, inside the caller's transaction. */
static gboolean
charge (PrcTrovapec        *self,
        PrcTrovapecAccount *account,
        const char         *operation,
        const char         *code,
        const char         *token,
        gint64              cents)
{
  g_autoptr (GString) line = prc_pending_line (self->context, PRC_TROVAPEC, operation);

  account->balance -= cents;
  g_string_append_printf (line, ",\"account\":%" G_GINT64_FORMAT ",\"code\":", account->id);
  prc_append_json (line, code);
  g_string_append (line, ",\"token\":");
  prc_append_json (line, token);
  g_string_append_printf (line, ",\"price_cents\":%" G_GINT64_FORMAT ",\"balance_cents\":%"
                          G_GINT64_FORMAT, cents, account->balance);
  return prc_db_run (self->db, "UPDATE trovapec_key SET balance = ?2 WHERE id = ?1", "ii",
                     account->id, account->balance) &&
         prc_pending_add (self->context, line);
}

static void
refuse_present (PrcTrovapec        *self,
                PrcTrovapecAccount *account,
                const char         *code,
                const char         *token,
                const PrcRequest   *request,
                PrcReply           *reply)
{
  if (prc_settings_is (self->settings, "charge_duplicates", "yes") &&
      prc_db_run (self->db, "BEGIN IMMEDIATE", ""))
    prc_pending_commit (self->context,
                        charge (self, account, "duplicate", code, token, account->price));
  prc_trovapec_say (self, request, reply, "Error", "Richiesta già presente");
}

static gboolean
is_present (PrcTrovapec              *self,
            const PrcTrovapecRequest *before)
{
  if (before == NULL || prc_settings_is (self->settings, "duplicates", "none"))
    return FALSE;
  return before->state == PRC_TROVAPEC_PENDING ||
         prc_settings_is (self->settings, "duplicates", "kept");
}

static void
accept (PrcTrovapec        *self,
        PrcTrovapecAccount *account,
        const char         *code,
        const PrcRequest   *request,
        PrcReply           *reply)
{
  g_autoptr (PrcTrovapecRequest) what = prc_trovapec_foresee (self, code);
  gboolean good;

  what->token = draw_token (self, request);
  what->price = account->price;
  good = prc_db_run (self->db, "BEGIN IMMEDIATE", "") &&
         prc_pending_commit (self->context,
                             prc_trovapec_insert (self, account->id, what) &&
                             charge (self, account, "lookup", code, what->token, what->price));
  if (!good)
    prc_reply_html (reply, 500);
  else if (prc_rules_find (request->rules, "done-error") != NULL)
    prc_trovapec_say (self, request, reply, "ERROR", "errore interno");
  else if (g_strcmp0 (what->trick, "500") == 0)
    prc_reply_html (reply, 500);
  else
    prc_trovapec_say (self, request, reply, "OK",
                      prc_rules_find (request->rules, "no-token") != NULL ? "" : what->token);
  reply->cut = g_strcmp0 (what->trick, "drop") == 0;
}

/**
 * prc_trovapec_lookup:
 * @self: the twin
 * @account: who asks
 * @code: the parameter cf
 * @request: the request
 * @reply: the answer to fill
 *
 * Takes a request: charged once, one ledger line, a token.
 */
void
prc_trovapec_lookup (PrcTrovapec        *self,
                     PrcTrovapecAccount *account,
                     const char         *code,
                     const PrcRequest   *request,
                     PrcReply           *reply)
{
  g_autofree char *bare = read_code (code);
  g_autoptr (PrcTrovapecRequest) before = NULL;

  if (bare == NULL)
    {
      prc_trovapec_say (self, request, reply, "ERROR", "codice fiscale o partita iva non validi");
      return;
    }
  before = prc_trovapec_find (self, account, bare, NULL);
  if (prc_rules_find (request->rules, "present") != NULL)
    prc_trovapec_say (self, request, reply, "Error", "Richiesta già presente");
  else if (is_present (self, before))
    refuse_present (self, account, bare, before->token, request, reply);
  else if ((!account->postpaid && account->balance < account->price) ||
           prc_rules_find (request->rules, "credit") != NULL)
    prc_trovapec_say (self, request, reply, "ERROR", "credito esaurito");
  else
    accept (self, account, bare, request, reply);
}

/**
 * prc_trovapec_cancel:
 * @self: the twin
 * @account: who asks
 * @code: the parameter cf-delete
 * @request: the request
 * @reply: the answer to fill
 *
 * Forgets the last request for a code, finished or not.
 */
void
prc_trovapec_cancel (PrcTrovapec        *self,
                     PrcTrovapecAccount *account,
                     const char         *code,
                     const PrcRequest   *request,
                     PrcReply           *reply)
{
  g_autofree char *bare = read_code (code);
  g_autoptr (PrcTrovapecRequest) found = NULL;
  gint64 back = 0;

  if (bare != NULL)
    found = prc_trovapec_find (self, account, bare, NULL);
  if (found == NULL)
    {
      prc_trovapec_say (self, request, reply, "Error", "richiesta non trovata");
      return;
    }
  if (found->state == PRC_TROVAPEC_PENDING && prc_settings_is (self->settings, "refund", "yes"))
    back = found->price;
  if (prc_db_run (self->db, "BEGIN IMMEDIATE", "") &&
      prc_pending_commit (self->context,
                          prc_db_run (self->db, "UPDATE trovapec_request SET cancelled = 1 WHERE "
                                      "id = ?1", "i", found->id) &&
                          charge (self, account, "cancel", bare, found->token, -back)))
    prc_trovapec_say (self, request, reply, "OK", "richiesta cancellata correttamente");
  else
    prc_reply_html (reply, 500);
}

static void
wait_more (PrcTrovapec      *self,
           const char       *token,
           const PrcRequest *request,
           PrcReply         *reply)
{
  const char *style = prc_trovapec_mode (self, request, "wait_token");
  g_autofree char *other = g_utf8_strreverse (token, -1);

  prc_trovapec_say (self, request, reply, "WAIT", g_str_equal (style, "other") ? other
                    : g_str_equal (style, "none") ? "" : token);
}

static void
tell (PrcTrovapec              *self,
      const PrcTrovapecRequest *what,
      const PrcRequest         *request,
      PrcReply                 *reply)
{
  gboolean bare = g_str_equal (what->form, "bare") ||
                  g_str_equal (prc_trovapec_mode (self, request, "result"), "bare");
  const char *address = what->address;
  const char *words = what->words;
  g_autofree char *rest = NULL;

  if (prc_rules_find (request->rules, "not-found") != NULL)
    {
      address = "";
      words = "pec non trovata";
    }
  if (prc_rules_find (request->rules, "bad-address") != NULL)
    address = "pec@@non..valida";
  if (prc_rules_find (request->rules, "pipe-state") != NULL)
    words = "pec trovata|fonte|registro imprese";
  rest = bare ? g_strdup (*address != '\0' ? address : words)
         : g_strconcat (address, "|", words, NULL);
  /* As the page shows them: "Ok" where nothing was found. */
  prc_trovapec_say (self, request, reply, *address != '\0' ? "OK" : "Ok", rest);
}

/**
 * prc_trovapec_result:
 * @self: the twin
 * @account: who asks
 * @token: the token
 * @request: the request
 * @reply: the answer to fill
 *
 * Says what became of a request.
 */
void
prc_trovapec_result (PrcTrovapec        *self,
                     PrcTrovapecAccount *account,
                     const char         *token,
                     const PrcRequest   *request,
                     PrcReply           *reply)
{
  gint64 keep = prc_settings_number (self->settings, "keep_ms") * 1000;
  g_autoptr (PrcTrovapecRequest) found = prc_trovapec_find (self, account, NULL, token);

  if (found == NULL)
    {
      prc_trovapec_say (self, request, reply, "ERROR", "token non valido");
      return;
    }
  prc_db_run (self->db, "UPDATE trovapec_request SET asked = asked + 1 WHERE id = ?1", "i",
              found->id);
  if (found->state == PRC_TROVAPEC_CANCELLED)
    prc_trovapec_say (self, request, reply, "ERROR", "richiesta cancellata");
  else if (found->state == PRC_TROVAPEC_PENDING || prc_rules_find (request->rules, "wait") != NULL)
    wait_more (self, found->token, request, reply);
  else if (keep > 0 && prc_now_us (self->context) - found->due > keep)
    prc_trovapec_say (self, request, reply, "ERROR", "token scaduto");
  else if (found->failure != NULL)
    prc_trovapec_say (self, request, reply, "ERROR", found->failure);
  else
    tell (self, found, request, reply);
}
