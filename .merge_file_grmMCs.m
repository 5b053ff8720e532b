# Italian translation of Sportello.
# SPDX-License-Identifier: GPL-3.0-or-later
#
msgid ""
msgstr ""
"Project-Id-Version: sportello\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2026-11-22 04:13+0000\n"
"PO-Revision-Date: 2026-11-21 21:00+0000\n"
"Last-Translator: \n"
"Language-Team: Italian\n"
"Language: it\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: data/io.github.sportello.Sportello.desktop.in
msgid "Sportello"
msgstr "Sportello"

#: data/io.github.sportello.Sportello.desktop.in
msgid "Submissions to public services"
msgstr "Invii ai servizi pubblici"

#: data/io.github.sportello.Sportello.desktop.in
msgid "Prepare, check, send and follow submissions to public services"
msgstr "Prepara, controlla, trasmette e segue gli invii ai servizi pubblici"

#. Translators: words by which people look for the program; semicolons between them and one at the end
#: data/io.github.sportello.Sportello.desktop.in
msgid ""
"submission;filing;register;payment notice;certified mail;voucher;pagoPA;GPD;"
"TSDigital;PEC;"
msgstr ""
"invio;trasmissione;catasto;impianto;avviso di pagamento;posizione debitoria;"
"posta certificata;voucher;pagoPA;GPD;TSDigital;PEC;"

#: data/io.github.sportello.Sportello.metainfo.xml.in
#: src/ui/spt-window-actions.c
msgid "One desk for every submission"
msgstr "Un solo sportello per tutti gli invii"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid ""
"Sportello prepares, checks, sends and follows the submissions of an office "
"to Italian services: debt positions, plant registers, broadband vouchers, "
"company records and certified e-mail addresses."
msgstr ""
"Sportello prepara, controlla, trasmette e segue gli invii di un ufficio ai "
"servizi italiani: posizioni debitorie, catasti degli impianti, voucher per "
"la banda ultralarga, anagrafiche di aziende e indirizzi PEC."

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid ""
"Everything is checked before it leaves, row by row and field by field. What "
"was sent is kept as it was sent, together with the answer. When an answer is "
"lost, nothing is sent a second time by itself."
msgstr ""
"Tutto viene controllato prima di partire, riga per riga e campo per campo. "
"Ciò che è stato inviato resta conservato com’era, insieme alla risposta. Se "
"una risposta va persa, nulla viene reinviato in automatico."

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "Import from CSV, with every faulty row explained and kept"
msgstr "Importazione da CSV: ogni riga con errori è spiegata e conservata"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid ""
"One list of all submissions, with their state and the next step in plain "
"words"
msgstr ""
"Un solo elenco di tutti gli invii, con lo stato e il passo successivo in "
"parole semplici"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "A practice mode in which nothing leaves the computer"
msgstr "Una modalità di simulazione in cui nessun dato esce dal computer"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "Credentials in the system keyring, never in a file of the program"
msgstr "Credenziali nel portachiavi di sistema, mai in un file del programma"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "The list of debt positions in practice mode"
msgstr "L’elenco delle posizioni debitorie in modalità di simulazione"

#: src/app/main.c
msgid "Open the practice archive: nothing leaves this computer"
msgstr "Apre l'archivio di simulazione: nessun dato esce da questo computer"

#: src/app/main.c
msgid "FILE"
msgstr "FILE"

#: src/app/main.c
msgid "Open this archive"
msgstr "Apre questo archivio"

#: src/app/main.c
msgid "Show the version"
msgstr "Mostra la versione"

#: src/app/main.c
#, c-format
msgid "sportello: %s is not understood\n"
msgstr "sportello: %s non è riconosciuto\n"

#: src/app/spt-application.c
msgid ""
"The chosen backup is damaged. The archive is as it was: choose another "
"backup."
msgstr ""
"La copia scelta è danneggiata. L'archivio è rimasto com'era: scegliere "
"un'altra copia."

#: src/app/spt-application.c
msgid ""
"The chosen backup was made by a newer version of Sportello. The archive is "
"as it was: update Sportello first."
msgstr ""
"La copia scelta viene da una versione più recente di Sportello. L'archivio è "
"rimasto com'era: prima aggiornare Sportello."

#: src/app/spt-application.c
msgid ""
"The chosen file is no backup of Sportello. The archive is as it was: choose "
"another file."
msgstr ""
"Il file scelto non è una copia di Sportello. L'archivio è rimasto com'era: "
"scegliere un altro file."

#: src/app/spt-application.c src/ui/spt-accounts-page.c src/ui/spt-errors.c
#: ui/spt-archive-trouble.ui
msgid "Details"
msgstr "Dettagli"

#: src/app/spt-application.c
msgid "The backup was not restored"
msgstr "La copia non è stata ripristinata"

#. Translators: %s is a file name
#: src/app/spt-application.c
#, c-format
msgid "Restored. The former archive is kept as “%s”"
msgstr "Ripristinato. L'archivio precedente è conservato come «%s»"

#: src/cli/main.c
msgid "COMMAND"
msgstr "COMANDO"

#: src/cli/main.c
msgid ""
"Exit status: 0 all accepted or done, 1 something refused or wrong, 2 usage,\n"
"3 something uncertain, 4 not sent, 5 still waiting."
msgstr ""
"Stato d'uscita: 0 tutto accettato o fatto, 1 qualcosa respinto o errato, 2 "
"uso,\n"
"3 qualcosa d'incerto, 4 non inviato, 5 ancora in attesa."

#: src/cli/main.c
#, c-format
msgid "there is no command “%s”"
msgstr "il comando «%s» non esiste"

#: src/cli/main.c
#, c-format
msgid "%s is not understood"
msgstr "%s non è riconosciuto"

#: src/cli/main.c
#, c-format
msgid "there is no command “%s”; “sportello-cli --help” lists them"
msgstr "il comando «%s» non esiste; «sportello-cli --help» li elenca"

#: src/cli/main.c
#, c-format
msgid "standard output could not be written: %s"
msgstr "impossibile scrivere sullo standard output: %s"

#: src/cli/spt-cli-account.c
#, c-format
msgid "line %u of standard input is no secret of this service"
msgstr "la riga %u dello standard input non è un segreto di questo servizio"

#: src/cli/spt-cli-account.c
#, c-format
msgid "the account is saved, but its secret “%s” was not kept%s%s"
msgstr "l'account è salvato, ma il suo segreto «%s» non è stato conservato%s%s"

#: src/cli/spt-cli-account.c
#, c-format
msgid "this service has no setting “%s”"
msgstr "questo servizio non ha l'impostazione «%s»"

#: src/cli/spt-cli-account.c
#, c-format
msgid "“%s” is a secret: it goes through --secrets-stdin or the prompt"
msgstr "«%s» è un segreto: si fornisce con --secrets-stdin o alla richiesta"

#: src/cli/spt-cli-account.c
msgid ""
"an account's name has 1 to 64 letters, digits, points, hyphens or underscores"
msgstr ""
"il nome di un account ha da 1 a 64 lettere, cifre, punti, trattini o "
"trattini bassi"

#: src/cli/spt-cli-account.c
msgid "the environment is practice, test or production"
msgstr "l'ambiente è practice, test o production"

#: src/cli/spt-cli-account.c
#, c-format
msgid "there is an account “%s” already"
msgstr "l'account «%s» esiste già"

#: src/cli/spt-cli-account.c
#, c-format
msgid "there is no service “%s”"
msgstr "il servizio «%s» non esiste"

#: src/cli/spt-cli-account.c src/cli/spt-cli-outbox.c src/ui/spt-send-review.c
msgid "Account"
msgstr "Account"

#: src/cli/spt-cli-account.c
msgid "Address"
msgstr "Indirizzo"

#: src/cli/spt-cli-account.c
msgid "Environment"
msgstr "Ambiente"

#: src/cli/spt-cli-account.c ui/spt-account-dialog.ui
msgid "Service"
msgstr "Servizio"

#: src/cli/spt-cli-account.c
msgid "Last success"
msgstr "Ultimo successo"

#: src/cli/spt-cli-account.c
msgid "Last test"
msgstr "Ultima prova"

#: src/cli/spt-cli-account.c
msgid "It failed with"
msgstr "Non riuscita con"

#: src/cli/spt-cli-account.c
#, c-format
msgid "the account is removed, but its secret may still be in the keyring: %s"
msgstr ""
"l'account è rimosso, ma il suo segreto potrebbe essere ancora nel "
"portachiavi: %s"

#: src/cli/spt-cli-account.c src/ui/spt-account-dialog.c
msgid "The connection works."
msgstr "La connessione funziona."

#: src/cli/spt-cli-account.c
msgid "No answer."
msgstr "Nessuna risposta."

#: src/cli/spt-cli-account.c
msgid "adds an account; secrets are asked for, or read as KEY=VALUE lines"
msgstr ""
"aggiunge un account; i segreti vengono chiesti, o letti da righe "
"CHIAVE=VALORE"

#: src/cli/spt-cli-account.c
msgid "the accounts"
msgstr "gli account"

#: src/cli/spt-cli-account.c
msgid "one account with its settings"
msgstr "un account con le sue impostazioni"

#: src/cli/spt-cli-account.c
msgid "removes an account and its secrets"
msgstr "rimuove un account e i suoi segreti"

#: src/cli/spt-cli-account.c
msgid "tries the connection with a call that changes nothing"
msgstr "prova la connessione con una chiamata che non modifica nulla"

#: src/cli/spt-cli-archive.c
#, c-format
msgid ""
"The chain holds: %s events, %s payloads (and %s erased).\n"
"Head: %s\n"
msgstr ""
"La catena è integra: %s eventi, %s contenuti (e %s cancellati).\n"
"Testa: %s\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid "The archive is not intact, from event %s on: %s\n"
msgstr "L'archivio non è integro, dall'evento %s in poi: %s\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid "The archive is not intact: %s\n"
msgstr "L'archivio non è integro: %s\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid "The archive that was here is kept as %s.\n"
msgstr "L'archivio che era qui è conservato come %s.\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid ""
"Restored. Nothing leaves before the list of submissions has been gone "
"through.\n"
msgstr ""
"Ripristinato. Nulla parte prima che l'elenco degli invii sia stato "
"controllato.\n"

#: src/cli/spt-cli-archive.c
msgid "recomputes the chain of evidence"
msgstr "ricalcola la catena delle prove"

#: src/cli/spt-cli-archive.c
msgid "copies the archive, also while it is in use"
msgstr "copia l'archivio, anche mentre è in uso"

#: src/cli/spt-cli-archive.c
msgid "puts a backup in the archive's place and keeps the old one"
msgstr ""
"mette una copia di riserva al posto dell'archivio e conserva il precedente"

#: src/cli/spt-cli-outbox.c
#, c-format
msgid "%u of %u, %u refused"
msgstr "%u di %u, %u respinti"

#: src/cli/spt-cli-outbox.c
#, c-format
msgid "%u of %u"
msgstr "%u di %u"

#: src/cli/spt-cli-outbox.c
msgid "Accepted"
msgstr "Accettati"

#: src/cli/spt-cli-outbox.c
msgid "ID"
msgstr "ID"

#: src/cli/spt-cli-outbox.c
msgid "Operation"
msgstr "Operazione"

#: src/cli/spt-cli-outbox.c src/ui/spt-positions-columns.c
#: src/ui/spt-positions-work.c
msgid "State"
msgstr "Stato"

#: src/cli/spt-cli-outbox.c
msgid "Created"
msgstr "Creato"

#: src/cli/spt-cli-outbox.c
msgid "Call"
msgstr "Chiamata"

#: src/cli/spt-cli-outbox.c
msgid "HTTP"
msgstr "HTTP"

#: src/cli/spt-cli-outbox.c src/outbox/spt-original.c
msgid "Outcome"
msgstr "Esito"

#: src/cli/spt-cli-outbox.c
msgid "Started"
msgstr "Inizio"

#: src/cli/spt-cli-outbox.c
msgid "What was said"
msgstr "Risposta"

#: src/cli/spt-cli-outbox.c
msgid "Key"
msgstr "Chiave"

#: src/cli/spt-cli-outbox.c src/ui/spt-finding-table.c
msgid "Row"
msgstr "Riga"

#: src/cli/spt-cli-outbox.c
msgid "all submissions, newest first"
msgstr "tutti gli invii, dal più recente"

#: src/cli/spt-cli-outbox.c
msgid "one submission with its attempts and items"
msgstr "un invio con i suoi tentativi e i suoi elementi"

#: src/cli/spt-cli-outbox.c
msgid "orders what is named, or all that is ready, and sends it"
msgstr "ordina ciò che è indicato, o tutto ciò che è pronto, e lo invia"

#: src/cli/spt-cli-outbox.c
msgid "withdraws what has not left"
msgstr "ritira ciò che non è partito"

#: src/cli/spt-cli-outbox.c
msgid ""
"finds out what became of an uncertain submission, without sending anything"
msgstr "verifica l'esito di un invio incerto, senza inviare nulla"

#: src/cli/spt-cli-outbox.c
msgid "a new submission of what failed, in the same job"
msgstr "un nuovo invio di ciò che non è riuscito, nello stesso lavoro"

#: src/cli/spt-cli-outbox.c
msgid "what was sent and answered, for somebody else to verify"
msgstr "ciò che è stato inviato e risposto, verificabile da altri"

#: src/cli/spt-cli-proof.c
#, c-format
msgid "The proof, with %u event, is in %s.\n"
msgid_plural "The proof, with %u events, is in %s.\n"
msgstr[0] "La prova, con %u evento, è in %s.\n"
msgstr[1] "La prova, con %u eventi, è in %s.\n"

#: src/cli/spt-cli-records.c
msgid "  operation"
msgstr "  operazione"

#: src/cli/spt-cli-records.c
msgid "  secret"
msgstr "  segreto"

#: src/cli/spt-cli-records.c
msgid "  setting"
msgstr "  impostazione"

#: src/cli/spt-cli-records.c
#, c-format
msgid "there is no operation “%s”"
msgstr "l'operazione «%s» non esiste"

#: src/cli/spt-cli-records.c
#, c-format
msgid "“%s” takes no document"
msgstr "«%s» non prevede un documento"

#: src/cli/spt-cli-records.c
#, c-format
msgid "“%s” has no schema"
msgstr "«%s» non ha uno schema"

#: src/cli/spt-cli-records.c
#, c-format
msgid "there is no mapping “%s”"
msgstr "lo schema di colonne «%s» non esiste"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u rows: %u good, %u to fix, %u rejected\n"
msgstr "%u righe: %u corrette, %u da correggere, %u scartate\n"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u of the rejected is there already\n"
msgid_plural "%u of the rejected are there already\n"
msgstr[0] "%u delle righe scartate c'è già\n"
msgstr[1] "%u delle righe scartate ci sono già\n"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u record that was to fix was replaced\n"
msgid_plural "%u records that were to fix were replaced\n"
msgstr[0] "%u record da correggere è stato sostituito\n"
msgstr[1] "%u record da correggere sono stati sostituiti\n"

#: src/cli/spt-cli-records.c
#, c-format
msgid "there are no records of kind “%s”"
msgstr "non esistono schede di tipo «%s»"

#: src/cli/spt-cli-records.c
msgid "which import is to be exported is said by its number"
msgstr "indicare con il suo numero quale importazione esportare"

#: src/cli/spt-cli-records.c src/cli/spt-cli.c
msgid "there are too many words"
msgstr "ci sono troppe parole"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u errors, %u warnings\n"
msgstr "%u errori, %u avvisi\n"

#: src/cli/spt-cli-records.c
msgid "one of --file, --all-ready and --id says what to prepare"
msgstr "uno fra --file, --all-ready e --id indica che cosa preparare"

#: src/cli/spt-cli-records.c
#, c-format
msgid "“%s” takes a file"
msgstr "«%s» prevede un file"

#: src/cli/spt-cli-records.c
msgid "--account says for which account"
msgstr "--account indica per quale account"

#: src/cli/spt-cli-records.c
msgid "services with their operations, settings and secrets"
msgstr "i servizi con operazioni, impostazioni e segreti"

#: src/cli/spt-cli-records.c
msgid "a minimal valid example document"
msgstr "un documento d'esempio minimo e valido"

#: src/cli/spt-cli-records.c
msgid "where the schema in force is"
msgstr "dove si trova lo schema in vigore"

#: src/cli/spt-cli-records.c
msgid "brings records of a file into the archive"
msgstr "porta nell'archivio le schede di un file"

#: src/cli/spt-cli-records.c
msgid "writes records as CSV, or an imported sheet with its outcomes"
msgstr "scrive i record in CSV, o un foglio importato con gli esiti"

#: src/cli/spt-cli-records.c
msgid "checks a document without any network"
msgstr "controlla un documento senza rete"

#: src/cli/spt-cli-records.c
msgid "freezes what is to be sent; nothing leaves yet"
msgstr "fissa ciò che sarà inviato; nulla parte ancora"

#: src/cli/spt-cli-send.c
msgid ""
"a request is on its way and is heard out; a second interruption leaves it in "
"doubt"
msgstr ""
"una richiesta è in viaggio e se ne attende la risposta; una seconda "
"interruzione la lascia incerta"

#: src/cli/spt-cli-send.c
#, c-format
msgid ""
"Name each submission that is ready with “outbox send ID...”, or withdraw it "
"with “outbox cancel ID”.\n"
msgstr ""
"Indicare ogni invio pronto con «outbox send ID...», o ritirarlo con «outbox "
"cancel ID».\n"

#: src/cli/spt-cli-send.c
msgid "--wait takes a number of seconds"
msgstr "--wait prevede un numero di secondi"

#: src/cli/spt-cli-send.c
msgid "--saw is accepted, refused or nothing"
msgstr "--saw è accepted, refused o nothing"

#: src/cli/spt-cli-send.c
msgid "--note goes with --saw"
msgstr "--note va insieme a --saw"

#: src/cli/spt-cli.c
msgid "something is missing"
msgstr "manca qualcosa"

#: src/cli/spt-cli.c
#, c-format
msgid "“%s” is no identifier"
msgstr "«%s» non è un identificativo"

#: src/cli/spt-cli.c
#, c-format
msgid ", row %u"
msgstr ", riga %u"

#: src/cli/spt-cli.c
msgid "the terminal could not be set back: type “reset”"
msgstr "impossibile ripristinare il terminale: digitare «reset»"

#: src/cli/spt-cli.c
#, c-format
msgid "there is no account “%s”"
msgstr "l'account «%s» non esiste"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Not imported"
msgstr "Non importata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Removed from the archive"
msgstr "Tolta dall'archivio"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Not sent: to be corrected"
msgstr "Non inviata: da correggere"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Under way"
msgstr "In corso"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Accepted"
msgstr "Accettata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Deleted"
msgstr "Eliminata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Deletion refused"
msgstr "Eliminazione rifiutata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Refused"
msgstr "Rifiutata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Not sent"
msgstr "Non inviata"

#: src/outbox/spt-original.c
msgid "Outcome code"
msgstr "Codice esito"

#: src/outbox/spt-original.c
msgid "What happened"
msgstr "Che cosa è successo"

#: src/outbox/spt-original.c
msgid "Uploaded file"
msgstr "File caricato"

#: src/outbox/spt-original.c
msgid "Outcome date"
msgstr "Data esito"

#: src/outbox/spt-original.c
msgid "IUV in the archive"
msgstr "IUV in archivio"

#: src/outbox/spt-original.c
msgid "Notice number"
msgstr "Numero avviso"

#: src/services/gpd/spt-gpd-service.c
msgid "Create debt positions"
msgstr "Creazione di posizioni debitorie"

#: src/services/gpd/spt-gpd-service.c
msgid "Update debt positions"
msgstr "Aggiornamento di posizioni debitorie"

#: src/services/gpd/spt-gpd-service.c
msgid "Delete debt positions"
msgstr "Eliminazione di posizioni debitorie"

#: src/services/gpd/spt-gpd-service.c
msgid "pagoPA debt positions (GPD)"
msgstr "Posizioni debitorie pagoPA (GPD)"

#: src/services/gpd/spt-gpd-service.c
msgid ""
"Loads, changes and deletes debt positions, so that citizens can pay their "
"notices."
msgstr ""
"Carica, aggiorna ed elimina posizioni debitorie, perché i cittadini possano "
"pagare gli avvisi."

#: src/ui/form/spt-form-row.c src/ui/spt-send-review.c
msgid "Choose…"
msgstr "Scegliere…"

#: src/ui/form/spt-form-row.c
msgid "Not given"
msgstr "Non indicato"

#: src/ui/form/spt-form-row.c
msgctxt "answer"
msgid "Yes"
msgstr "Sì"

#: src/ui/form/spt-form-row.c
msgctxt "answer"
msgid "No"
msgstr "No"

#. Translators: %s is the title of a field, such as "Due date"
#: src/ui/form/spt-form-row.c
#, c-format
msgid "Calendar: %s"
msgstr "Calendario: %s"

#: src/ui/form/spt-form-row.c
msgid "Choose a day"
msgstr "Scegliere un giorno"

#: src/ui/form/spt-form-view.c
msgid "Show _Other Fields"
msgstr "Mostra _altri campi"

#. Translators: %s is a numbered part of a form, such as "Payment 2"
#: src/ui/form/spt-form-view.c
#, c-format
msgid "Remove %s"
msgstr "Rimuovi %s"

#. Translators: %s is a part of a form in lower case, such as "payment"
#: src/ui/form/spt-form-view.c
#, c-format
msgid "Add %s"
msgstr "Aggiungi %s"

#: src/ui/spt-account-dialog.c
msgid "Test again later; if it stays so, check the address."
msgstr "Verificare di nuovo più tardi; se resta così, controllare l'indirizzo."

#. Translators: %s is what the service said
#: src/ui/spt-account-dialog.c
#, c-format
msgid "The service answered: %s"
msgstr "Il servizio ha risposto: %s"

#: src/ui/spt-account-dialog.c
msgid "The service could not be reached. Check the address and the network."
msgstr "Il servizio non è stato raggiunto. Controllare l'indirizzo e la rete."

#: src/ui/spt-account-dialog.c
msgid ""
"The name is for you and for scripts: letters without accents, digits, point, "
"hyphen and underscore; 64 at most."
msgstr ""
"Il nome serve a chi lavora e agli script: lettere senza accenti, cifre, "
"punto, trattino e trattino basso; al massimo 64."

#: src/ui/spt-account-dialog.c
msgid ""
"The address begins with https:// and has no blanks; http is only for this "
"computer."
msgstr ""
"L'indirizzo comincia con https:// e non ha spazi; http vale solo per questo "
"computer."

#: src/ui/spt-account-dialog.c
msgid "The account needs a name."
msgstr "L'account ha bisogno di un nome."

#: src/ui/spt-account-dialog.c
msgid ""
"Only letters without accents, digits, point, hyphen and underscore; 64 at "
"most."
msgstr ""
"Solo lettere senza accenti, cifre, punto, trattino e trattino basso; al "
"massimo 64."

#: src/ui/spt-account-dialog.c
msgid "In the system's keyring"
msgstr "Nel portachiavi di sistema"

#: src/ui/spt-account-dialog.c
msgid "Never in the archive and never in a backup."
msgstr "Mai nell'archivio, mai in una sua copia."

#: src/ui/spt-account-dialog.c
msgid "Only in memory while the keyring is locked"
msgstr "Solo in memoria finché il portachiavi è bloccato"

#: src/ui/spt-account-dialog.c
msgid ""
"Unlock the system's keyring to keep them there. Otherwise they are asked for "
"again after the program was closed; they are never written to the disk."
msgstr ""
"Per conservarle, sbloccare il portachiavi di sistema. Altrimenti, dopo la "
"chiusura del programma, vengono chieste di nuovo; non vengono mai scritte su "
"disco."

#: src/ui/spt-account-dialog.c
msgid "Only in memory"
msgstr "Solo in memoria"

#: src/ui/spt-account-dialog.c
msgid ""
"This session has no keyring: they stay until the program closes and are then "
"asked for again. They are never written to the disk."
msgstr ""
"In questa sessione non c'è un portachiavi: restano fino alla chiusura del "
"programma, poi vengono chieste di nuovo. Non vengono mai scritte su disco."

#: src/ui/spt-account-dialog.c
msgid "Practice needs no real key: any text will do."
msgstr "La simulazione non chiede una chiave vera: va bene qualsiasi testo."

#: src/ui/spt-account-dialog.c
msgid ""
"One is there already; what is typed above replaces it. Never in the archive "
"and never in a backup."
msgstr ""
"Ce n'è già una: scriverne un'altra qui sopra la sostituisce. Mai "
"nell'archivio, mai in una sua copia."

#: src/ui/spt-account-dialog.c
msgid "Kept. Type to replace it"
msgstr "Conservata. Scrivere per sostituirla"

#: src/ui/spt-account-dialog.c
msgid ""
"The service's own place for trying out, shared with other operators: no data "
"of real people."
msgstr ""
"L'ambiente di prova del servizio, condiviso con altri operatori: non usare "
"dati di persone reali."

#: src/ui/spt-account-dialog.c
msgid "The real service: what is sent there counts."
msgstr "Il servizio vero: ciò che si invia ha effetto."

#: src/ui/spt-account-dialog.c
msgid ""
"The keyring is locked, so nothing was tried. Unlock it, or write the key "
"into its field; then test again."
msgstr ""
"Il portachiavi è bloccato e la verifica non è partita. Sbloccarlo, oppure "
"scrivere la chiave nel suo campo, poi verificare di nuovo."

#: src/ui/spt-account-dialog.c
msgid ""
"There is no key yet, so nothing was tried. Write it into its field, then "
"test again."
msgstr ""
"La chiave manca e la verifica non è partita. Scriverla nel suo campo, poi "
"verificare di nuovo."

#: src/ui/spt-account-dialog.c
msgid ""
"Saved. No keyring took the key: it is kept only until the program closes"
msgstr ""
"Salvato. Nessun portachiavi ha accettato la chiave: resta solo fino alla "
"chiusura del programma"

#: src/ui/spt-account-dialog.c
msgid "Account saved without a key: it is asked for when something is sent"
msgstr "Account salvato senza chiave: verrà chiesta all'invio"

#: src/ui/spt-account-dialog.c
msgid "Account saved"
msgstr "Account salvato"

#: src/ui/spt-account-dialog.c
msgid "There is an account with this name already."
msgstr "Esiste già un account con questo nome."

#: src/ui/spt-account-dialog.c
msgid "Edit Account"
msgstr "Modifica account"

#: src/ui/spt-accounts-page.c
msgid "Testing the connection…"
msgstr "Verifica della connessione…"

#. Translators: what was wrong, and when
#: src/ui/spt-accounts-page.c
#, c-format
msgid "%1$s (%2$s)"
msgstr "%1$s (%2$s)"

#. Translators: %s is a day and time
#: src/ui/spt-accounts-page.c
#, c-format
msgid "Reached %s"
msgstr "Raggiunto %s"

#: src/ui/spt-accounts-page.c
msgid "Never tested"
msgstr "Mai verificato"

#: src/ui/spt-accounts-page.c ui/spt-positions-page.ui
msgid "_Edit…"
msgstr "_Modifica…"

#: src/ui/spt-accounts-page.c
msgid "_Duplicate for Another Body…"
msgstr "_Duplica per un altro ente…"

#: src/ui/spt-accounts-page.c
msgid "_Remove…"
msgstr "_Rimuovi…"

#. Translators: %s is the name of an account
#: src/ui/spt-accounts-page.c
#, c-format
msgid "Test the Connection of %s"
msgstr "Verifica la connessione di %s"

#: src/ui/spt-accounts-page.c
msgid "The last test failed"
msgstr "L'ultima verifica non è riuscita"

#: src/ui/spt-accounts-page.c
msgid "Test the Connection"
msgstr "Verifica connessione"

#: src/ui/spt-accounts-page.c
msgid "Account Menu"
msgstr "Menù dell'account"

#: src/ui/spt-accounts-page.c
msgid "Account removed"
msgstr "Account rimosso"

#: src/ui/spt-accounts-page.c
msgid "Not removed: a submission of this account is not finished"
msgstr "Non rimosso: un invio di questo account non è concluso"

#: src/ui/spt-accounts-page.c src/ui/spt-archive-tasks.c
#: src/ui/spt-file-dialog.c src/ui/spt-position-actions.c
#: src/ui/spt-position-page.c src/ui/spt-positions-actions.c
#: src/ui/spt-submission-actions.c src/ui/spt-window-questions.c
#: ui/spt-send-dialog.ui
msgid "_Cancel"
msgstr "A_nnulla"

#: src/ui/spt-accounts-page.c
msgid "_Remove"
msgstr "_Rimuovi"

#. Translators: %s is the name of an account
#: src/ui/spt-accounts-page.c
#, c-format
msgid "Remove the account %s?"
msgstr "Rimuovere l'account %s?"

#: src/ui/spt-accounts-page.c
msgid ""
"What was sent with it stays readable. Its key leaves the keyring unless "
"another account uses it; at the service nothing changes."
msgstr ""
"Ciò che è stato inviato resta consultabile. La chiave viene tolta dal "
"portachiavi, salvo che la usi un altro account; presso il servizio non "
"cambia nulla."

#. Translators: %s is a file name
#: src/ui/spt-archive-tasks.c
#, c-format
msgid "Archive backed up as “%s”"
msgstr "Copia dell'archivio salvata come «%s»"

#: src/ui/spt-archive-tasks.c
msgid "The backup needs a folder of this computer"
msgstr "La copia va salvata in una cartella di questo computer"

#. Translators: strftime: the suggested name of a backup of the archive
#: src/ui/spt-archive-tasks.c
msgid "sportello-%Y-%m-%d.backup"
msgstr "sportello-%Y-%m-%d.backup"

#: src/ui/spt-archive-tasks.c
msgid "Back Up Archive"
msgstr "Copia dell'archivio"

#: src/ui/spt-archive-tasks.c
msgid "_Restore"
msgstr "_Ripristina"

#: src/ui/spt-archive-tasks.c
msgid "Replace the archive by the backup?"
msgstr "Sostituire l'archivio con la copia?"

#: src/ui/spt-archive-tasks.c
msgid ""
"What was done after the backup is not in it. The present archive is kept "
"beside it. Nothing is sent until somebody has gone through the submissions."
msgstr ""
"Ciò che è stato fatto dopo la copia non vi è contenuto. L'archivio attuale "
"viene conservato accanto. Nulla viene inviato finché qualcuno non ha "
"controllato l'elenco degli invii."

#: src/ui/spt-archive-tasks.c src/ui/spt-archive-trouble.c
#: src/ui/spt-import-dialog.c
msgid "All files"
msgstr "Tutti i file"

#: src/ui/spt-archive-tasks.c src/ui/spt-archive-trouble.c
msgid "Backups of the archive"
msgstr "Copie dell'archivio"

#: src/ui/spt-archive-tasks.c src/ui/spt-archive-trouble.c
msgid "Restore a Backup"
msgstr "Ripristino di una copia"

#: src/ui/spt-archive-tasks.c
msgid "Final code copied"
msgstr "Codice finale copiato"

#: src/ui/spt-archive-tasks.c
msgid "C_opy the Final Code"
msgstr "C_opia il codice finale"

#: src/ui/spt-archive-tasks.c src/ui/spt-errors.c src/ui/spt-send-dialog.c
#: src/ui/spt-send-progress.c src/ui/spt-window-questions.c
msgid "_Close"
msgstr "_Chiudi"

#. Translators: %1$s is the number of an event, %2$s what the check said, in English
#: src/ui/spt-archive-tasks.c
#, c-format
msgid ""
"From event %1$s on, the archive is not as it was written. Restore a backup, "
"or ask for support with these words: %2$s"
msgstr ""
"Dall'evento %1$s in poi l'archivio non è come è stato scritto. Ripristinare "
"una copia, oppure chiedere assistenza riportando: %2$s"

#: src/ui/spt-archive-tasks.c
msgid "The archive was altered"
msgstr "L'archivio è stato alterato"

#: src/ui/spt-archive-tasks.c
#, c-format
msgid ""
"%s event and what it refers to are as they were written. Keep the final code "
"elsewhere: a later check can then prove that nothing was cut off."
msgid_plural ""
"%s events and what they refer to are as they were written. Keep the final "
"code elsewhere: a later check can then prove that nothing was cut off."
msgstr[0] ""
"%s evento e ciò a cui si riferisce sono come sono stati scritti. Conservare "
"altrove il codice finale: una verifica successiva potrà provare che nulla è "
"stato tagliato."
msgstr[1] ""
"%s eventi e ciò a cui si riferiscono sono come sono stati scritti. "
"Conservare altrove il codice finale: una verifica successiva potrà provare "
"che nulla è stato tagliato."

#: src/ui/spt-archive-tasks.c
msgid "Final code"
msgstr "Codice finale"

#: src/ui/spt-archive-tasks.c
msgid "The archive is whole"
msgstr "L'archivio è integro"

#: src/ui/spt-archive-tasks.c
msgid "The archive is being verified…"
msgstr "Verifica dell'archivio in corso…"

#: src/ui/spt-archive-trouble.c
msgid "Archive damaged"
msgstr "Archivio danneggiato"

#: src/ui/spt-archive-trouble.c
msgid "The file of the archive is damaged. Nothing in it was changed."
msgstr "Il file dell'archivio è danneggiato. Non è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid "Restore the latest backup: the damaged file is kept beside it."
msgstr ""
"Ripristinare la copia più recente: il file danneggiato viene conservato "
"accanto."

#: src/ui/spt-archive-trouble.c
msgid "Archive newer than the program"
msgstr "Archivio più recente del programma"

#: src/ui/spt-archive-trouble.c
msgid ""
"The archive was used with a newer version of Sportello. It was not opened "
"and not changed."
msgstr ""
"L'archivio è stato usato con una versione più recente di Sportello. Non è "
"stato aperto né modificato."

#: src/ui/spt-archive-trouble.c
msgid "Close this window, update Sportello, then open it again."
msgstr "Chiudere questa finestra, aggiornare Sportello e riaprirlo."

#: src/ui/spt-archive-trouble.c
msgid "Not an archive of Sportello"
msgstr "Non è un archivio di Sportello"

#: src/ui/spt-archive-trouble.c
msgid ""
"In the archive's place there is a file of something else. It was not changed."
msgstr ""
"Al posto dell'archivio c'è un file di altro genere. Non è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid ""
"Move that file elsewhere and try again, or restore a backup: the file is "
"kept beside it."
msgstr ""
"Spostare il file altrove e riprovare, oppure ripristinare una copia: il file "
"viene conservato accanto."

#: src/ui/spt-archive-trouble.c
msgid "Archive not writable"
msgstr "Archivio non scrivibile"

#: src/ui/spt-archive-trouble.c
msgid ""
"This user may not write the archive or its folder, so it was not opened. "
"Nothing was changed."
msgstr ""
"Con questo utente non si può scrivere nell'archivio o nella sua cartella, "
"perciò non è stato aperto. Nulla è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid ""
"Ask whoever runs this computer for the permission to write both, then try "
"again."
msgstr ""
"Chiedere a chi gestisce il computer il permesso di scrittura su entrambi, "
"poi riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Archive in use"
msgstr "Archivio in uso"

#: src/ui/spt-archive-trouble.c
msgid ""
"Another window of Sportello or another program has the archive open. Nothing "
"was changed."
msgstr ""
"Un'altra finestra di Sportello o un altro programma tiene aperto l'archivio. "
"Nulla è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid "Go on in the other window, or close it and try again."
msgstr "Continuare nell'altra finestra, oppure chiuderla e riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Archive on a network drive"
msgstr "Archivio su un disco di rete"

#: src/ui/spt-archive-trouble.c
msgid ""
"On a network drive two computers could write the archive at once, so it was "
"not opened. Nothing was changed."
msgstr ""
"Su un disco di rete due computer potrebbero scrivere insieme nell'archivio, "
"perciò non è stato aperto. Nulla è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid "Move the archive to a disk of this computer, then try again."
msgstr "Spostare l'archivio su un disco di questo computer, poi riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Disk full"
msgstr "Disco pieno"

#: src/ui/spt-archive-trouble.c
msgid ""
"There is no room left on the disk, so the archive cannot be opened. What it "
"holds is untouched."
msgstr ""
"Sul disco non c'è più spazio, perciò l'archivio non può essere aperto. Il "
"suo contenuto è intatto."

#: src/ui/spt-archive-trouble.c
msgid "Make room on the disk, then try again."
msgstr "Liberare spazio sul disco, poi riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Archive cannot be read"
msgstr "Archivio non leggibile"

#: src/ui/spt-archive-trouble.c
msgid "The disk or the folder of the archive gives an error."
msgstr "Il disco o la cartella dell'archivio danno un errore."

#: src/ui/spt-archive-trouble.c
msgid "Check the disk and try again; if the error stays, restore a backup."
msgstr ""
"Controllare il disco e riprovare; se l'errore resta, ripristinare una copia."

#: src/ui/spt-archive-trouble.c
msgid "No program here shows folders: the path stands below the text"
msgstr ""
"Nessun programma mostra le cartelle: il percorso è scritto sotto il testo"

#: src/ui/spt-errors.c
msgid "The keyring does not answer"
msgstr "Il portachiavi non risponde"

#: src/ui/spt-errors.c
msgid "The system keyring did not answer within half a minute."
msgstr "Il portachiavi di sistema non ha risposto entro mezzo minuto."

#: src/ui/spt-errors.c
msgid "Look for its password window, then try again."
msgstr "Cercare la finestra della sua password, poi riprovare."

#: src/ui/spt-errors.c
msgid "The credential cannot be kept here"
msgstr "La credenziale non può essere conservata qui"

#: src/ui/spt-errors.c
msgid "The place where credentials come from can only be read."
msgstr "Il luogo da cui provengono le credenziali è di sola lettura."

#: src/ui/spt-errors.c
msgid "Whoever runs this computer can change it there."
msgstr "Può modificarle chi gestisce questo computer."

#: src/ui/spt-errors.c
msgid "The keyring gave an error"
msgstr "Errore del portachiavi"

#: src/ui/spt-errors.c
msgid "The system keyring could not read or keep the credential."
msgstr ""
"Il portachiavi di sistema non ha potuto leggere o conservare la credenziale."

#: src/ui/spt-errors.c
msgid "Check the keyring in the system settings, then try again."
msgstr ""
"Controllare il portachiavi nelle impostazioni di sistema, poi riprovare."

#: src/ui/spt-errors.c
msgid "The service does not offer this"
msgstr "Il servizio non lo prevede"

#: src/ui/spt-errors.c
msgid "This service has no such operation."
msgstr "Questo servizio non ha tale operazione."

#: src/ui/spt-errors.c
msgid "The file cannot be read"
msgstr "Il file non si può leggere"

#: src/ui/spt-errors.c
msgid "The file is not what this operation needs."
msgstr "Il file non è quello che serve per questa operazione."

#: src/ui/spt-errors.c
msgid "Choose another file, or export it again from where it came."
msgstr ""
"Scegliere un altro file, o esportarlo di nuovo dal programma di origine."

#: src/ui/spt-errors.c
msgid "There is something to fix"
msgstr "C'è qualcosa da correggere"

#: src/ui/spt-errors.c
msgid "The check found errors, so nothing was prepared."
msgstr "Il controllo ha trovato errori e nulla è stato preparato."

#: src/ui/spt-errors.c
msgid "Open the list of what is to fix."
msgstr "Aprire l'elenco di ciò che è da correggere."

#: src/ui/spt-errors.c
msgid "The address is not protected"
msgstr "L'indirizzo non è protetto"

#: src/ui/spt-errors.c
msgid ""
"Addresses without https are used on this computer alone; nothing was sent."
msgstr ""
"Gli indirizzi senza https valgono solo su questo computer; nulla è stato "
"inviato."

#: src/ui/spt-errors.c
msgid "Write the address with https in the account."
msgstr "Scrivere nell'account l'indirizzo con https."

#: src/ui/spt-errors.c
msgid "File not found"
msgstr "File non trovato"

#: src/ui/spt-errors.c
msgid "The file or folder is no longer there."
msgstr "Il file o la cartella non c'è più."

#: src/ui/spt-errors.c
msgid "Choose it again."
msgstr "Sceglierlo di nuovo."

#: src/ui/spt-errors.c
msgid "Not permitted"
msgstr "Non permesso"

#: src/ui/spt-errors.c
msgid "The file or folder may not be read or written by this user."
msgstr "L'utente non può leggere o scrivere il file o la cartella."

#: src/ui/spt-errors.c
msgid "Choose another folder, or ask whoever runs this computer."
msgstr ""
"Scegliere un'altra cartella, o chiedere a chi gestisce questo computer."

#: src/ui/spt-errors.c
msgid "Nothing can be written there"
msgstr "Lì non si può scrivere"

#: src/ui/spt-errors.c
msgid "The disk or folder is read-only."
msgstr "Il disco o la cartella è di sola lettura."

#: src/ui/spt-errors.c
msgid "Choose another folder."
msgstr "Scegliere un'altra cartella."

#: src/ui/spt-errors.c
msgid "No answer in time"
msgstr "Nessuna risposta in tempo"

#: src/ui/spt-errors.c
msgid "There was no answer in time."
msgstr "La risposta non è arrivata in tempo."

#: src/ui/spt-errors.c
msgid "Try again."
msgstr "Riprovare."

#: src/ui/spt-errors.c
msgid "It did not work"
msgstr "Operazione non riuscita"

#: src/ui/spt-errors.c
msgid "The operation could not be carried out."
msgstr "Non è stato possibile eseguire l'operazione."

#: src/ui/spt-errors.c
msgid "Try again; if it happens again, the details help whoever gives support."
msgstr "Riprovare; se si ripete, i dettagli servono a chi dà assistenza."

#: src/ui/spt-errors.c
msgid "C_opy Details"
msgstr "C_opia dettagli"

#: src/ui/spt-exchanges.c
msgid "Erased from the archive."
msgstr "Cancellato dall'archivio."

#: src/ui/spt-exchanges.c src/ui/spt-positions-actions.c
msgid "Copied"
msgstr "Copiato"

#. Translators: %s is a file name
#: src/ui/spt-exchanges.c
#, c-format
msgid "Saved as “%s”"
msgstr "Salvato come «%s»"

#: src/ui/spt-exchanges.c
msgid "Save Request and Answer"
msgstr "Salvataggio di richiesta e risposta"

#: src/ui/spt-exchanges.c
msgid "request-and-answer.txt"
msgstr "richiesta-e-risposta.txt"

#: src/ui/spt-exchanges.c ui/spt-submission-page.ui
msgid "Request and answer"
msgstr "Richiesta e risposta"

#: src/ui/spt-exchanges.c ui/spt-positions-page.ui
msgid "_Copy"
msgstr "_Copia"

#: src/ui/spt-exchanges.c
msgid "_Save…"
msgstr "_Salva…"

#: src/ui/spt-exchanges.c
msgid "no complete answer"
msgstr "nessuna risposta completa"

#: src/ui/spt-exchanges.c src/ui/spt-send-progress.c
msgid "Sending"
msgstr "Invio"

#: src/ui/spt-exchanges.c
msgid "Asking for the outcome"
msgstr "Richiesta dell'esito"

#: src/ui/spt-exchanges.c
msgid "Verification"
msgstr "Verifica dell'esito"

#: src/ui/spt-exchanges.c
msgid "Nothing exchanged yet"
msgstr "Ancora nessuno scambio"

#: src/ui/spt-file-dialog.c ui/spt-positions-page.ui
msgid "_Open"
msgstr "_Apri"

#: src/ui/spt-file-dialog.c src/ui/spt-position-page.c ui/spt-account-dialog.ui
#: ui/spt-position-page.ui
msgid "_Save"
msgstr "_Salva"

#: src/ui/spt-finder.c
msgid "An IUV: the payment it belongs to"
msgstr "È uno IUV: il pagamento a cui appartiene"

#: src/ui/spt-finder.c
msgid "A notice number: the payment it belongs to"
msgstr "È un numero avviso: il pagamento a cui appartiene"

#: src/ui/spt-finder.c
msgid "The fiscal code of a person"
msgstr "È il codice fiscale di una persona"

#: src/ui/spt-finder.c
msgid "The fiscal code or VAT number of a body"
msgstr "È il codice fiscale o la partita IVA di un ente o di un'azienda"

#: src/ui/spt-finder.c
msgid "It looks like a fiscal code, but the last letter does not fit"
msgstr "Sembra un codice fiscale, ma l'ultima lettera non torna"

#: src/ui/spt-finder.c
#, c-format
msgid "The newest of %s debt positions"
msgstr "Le più recenti di %s posizioni debitorie"

#: src/ui/spt-finder.c
msgid "Nothing found"
msgstr "Nessun risultato"

#: src/ui/spt-finding-table.c
msgid "Field"
msgstr "Campo"

#: src/ui/spt-finding-table.c
msgid "Value"
msgstr "Valore"

#: src/ui/spt-finding-table.c
msgid "What to Correct"
msgstr "Cosa correggere"

#: src/ui/spt-import-dialog.c
msgid "What was found in the file"
msgstr "Segnalazioni sul file"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "The first %1$s of %2$s findings."
msgstr "Le prime %1$s segnalazioni di %2$s."

#: src/ui/spt-import-dialog.c
msgid ""
"Nothing of this file can come in. The reasons are below; the file stays as "
"it is."
msgstr ""
"Nulla di questo file può essere importato. I motivi sono qui sotto; il file "
"resta com'è."

#: src/ui/spt-import-dialog.c
msgid "All rows are in order."
msgstr "Tutte le righe sono in ordine."

#: src/ui/spt-import-dialog.c
msgid "Rows that cannot be read stay out; the reasons are below."
msgstr ""
"Le righe che non si possono leggere restano fuori; i motivi sono qui sotto."

#: src/ui/spt-import-dialog.c
msgid ""
"Positions with something to correct come in as drafts and can be corrected "
"here. They are not sent before."
msgstr ""
"Le posizioni con qualcosa da correggere vengono importate e si correggono "
"qui. Prima non partono."

#: src/ui/spt-import-dialog.c
#, c-format
msgid "_Import %s Position"
msgid_plural "_Import %s Positions"
msgstr[0] "_Importa %s posizione"
msgstr[1] "_Importa %s posizioni"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "Import Only %s Correct, _Save the Others…"
msgid_plural "Import Only the %s Correct, _Save the Others…"
msgstr[0] "Importa solo %s corretta, _salva le altre…"
msgstr[1] "Importa solo le %s corrette, _salva le altre…"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "%s Position Imported"
msgid_plural "%s Positions Imported"
msgstr[0] "%s posizione importata"
msgstr[1] "%s posizioni importate"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "_Correct the %s Position"
msgid_plural "_Correct the %s Positions"
msgstr[0] "_Correggi la posizione"
msgstr[1] "_Correggi le %s posizioni"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "_Remove the %s Imported Position"
msgid_plural "_Remove the %s Imported Positions"
msgstr[0] "_Rimuovi la %s posizione importata"
msgstr[1] "_Rimuovi le %s posizioni importate"

#. Translators: %s is the name of a file
#: src/ui/spt-import-dialog.c
#, c-format
msgid "The other rows are in %s, each with its reason."
msgstr "Le altre righe sono in %s, ciascuna con il suo motivo."

#: src/ui/spt-import-dialog.c
msgid "They can be removed in one go for as long as nothing of them was sent."
msgstr "Si possono rimuovere tutte insieme finché nulla è stato inviato."

#: src/ui/spt-import-dialog.c
msgid ""
"All of them are ready to be sent. They can be removed in one go for as long "
"as nothing of them was sent."
msgstr ""
"Sono tutte pronte per l'invio. Si possono rimuovere tutte insieme finché "
"nulla è stato inviato."

#: src/ui/spt-import-dialog.c
msgid "Checking the File"
msgstr "Controllo del file"

#: src/ui/spt-import-dialog.c
msgid "Importing"
msgstr "Importazione"

#: src/ui/spt-import-dialog.c src/ui/spt-pages.c ui/spt-positions-page.ui
msgid "Debt positions"
msgstr "Posizioni debitorie"

#: src/ui/spt-import-dialog.c ui/spt-import-dialog.ui
msgid "Import Debt Positions"
msgstr "Importa posizioni debitorie"

#. Translators: name of a file; %s is the name of the imported one without its ending
#: src/ui/spt-import-dialog.c
#, c-format
msgid "%s-to-correct.csv"
msgstr "%s-da-correggere.csv"

#: src/ui/spt-import-dialog.c
msgid "Save the Rows That Stay Out"
msgstr "Salva le righe scartate"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "%s position removed"
msgid_plural "%s positions removed"
msgstr[0] "%s posizione rimossa"
msgstr[1] "%s posizioni rimosse"

#: src/ui/spt-issue-row.c src/ui/spt-position-page.c
msgid "Position without a debtor"
msgstr "Posizione senza debitore"

#. Translators: of a file
#: src/ui/spt-issue-row.c
#, c-format
msgid "Row %s"
msgstr "Riga %s"

#: src/ui/spt-issue-row.c
msgid "The whole file"
msgstr "Tutto il file"

#: src/ui/spt-issue-row.c
msgctxt "finding"
msgid "To correct"
msgstr "Da correggere"

#: src/ui/spt-issue-row.c
msgctxt "finding"
msgid "Worth a look"
msgstr "Da guardare"

#: src/ui/spt-item-view.c
#, c-format
msgid "%1$s (row %2$u)"
msgstr "%1$s (riga %2$u)"

#: src/ui/spt-item-view.c
msgid "What the Service Said"
msgstr "Parole del servizio"

#: src/ui/spt-item-view.c
msgid "No records"
msgstr "Nessuna riga"

#: src/ui/spt-item-view.c ui/spt-item-view.ui
msgid "None refused"
msgstr "Nessuna rifiutata"

#: src/ui/spt-outbox-page.c
msgid "All"
msgstr "Tutti"

#: src/ui/spt-outbox-page.c
msgid "What is sent to a service appears here, with its outcome."
msgstr "Qui compare ciò che viene inviato a un servizio, con l'esito."

#: src/ui/spt-outbox-page.c
msgid "To look at"
msgstr "Da seguire"

#: src/ui/spt-outbox-page.c
msgid "No submission needs a decision."
msgstr "Nessun invio richiede una decisione."

#: src/ui/spt-outbox-page.c src/ui/spt-overview-page.c
msgid "Under way"
msgstr "In corso"

#: src/ui/spt-outbox-page.c
msgid "Nothing is waiting to leave or for an outcome."
msgstr "Nulla è in attesa di partire o di un esito."

#: src/ui/spt-outbox-page.c
msgid "Ended"
msgstr "Conclusi"

#: src/ui/spt-outbox-page.c
msgid "Nothing has ended yet."
msgstr "Ancora nulla di concluso."

#: src/ui/spt-outbox-page.c ui/spt-outbox-page.ui
msgid "No submissions"
msgstr "Nessun invio"

#: src/ui/spt-outbox-page.c
msgid "None of these"
msgstr "Nessuno"

#: src/ui/spt-overview-page.c
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-overview-page.c
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-overview-page.c
msgid "Not sent"
msgstr "Non inviati"

#: src/ui/spt-overview-page.c src/ui/spt-pages.c ui/spt-accounts-page.ui
msgid "Accounts"
msgstr "Account"

#: src/ui/spt-overview-page.c
msgid "Ready, not sent yet"
msgstr "Pronti, non ancora inviati"

#: src/ui/spt-overview-page.c
msgid "New outcomes"
msgstr "Novità"

#: src/ui/spt-overview-page.c
msgid ""
"These left and no clear answer came. Verify before anything is sent again."
msgstr ""
"Partiti senza una risposta chiara. Verificare l'esito prima di reinviare."

#: src/ui/spt-overview-page.c
msgid "Nothing reached the service. Remove the cause, then send."
msgstr "Nulla è arrivato al servizio. Rimuovere la causa, poi inviare."

#: src/ui/spt-overview-page.c
#, c-format
msgid ""
"%1$s, %2$s\n"
"%3$s"
msgstr ""
"%1$s, %2$s\n"
"%3$s"

#: src/ui/spt-overview-page.c
#, c-format
msgid ""
"%1$s\n"
"%2$s"
msgstr ""
"%1$s\n"
"%2$s"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%s more"
msgid_plural "%s more"
msgstr[0] "%s altro"
msgstr[1] "Altri %s"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%s debt position with errors"
msgid_plural "%s debt positions with errors"
msgstr[0] "%s posizione debitoria con errori"
msgstr[1] "%s posizioni debitorie con errori"

#: src/ui/spt-overview-page.c
msgid "They can be sent once the errors are mended"
msgstr "Si possono inviare dopo aver corretto gli errori"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%s refused debt position"
msgid_plural "%s refused debt positions"
msgstr[0] "%s posizione debitoria rifiutata"
msgstr[1] "%s posizioni debitorie rifiutate"

#: src/ui/spt-overview-page.c
msgid "The service said why for each of them"
msgstr "Il servizio ha indicato il motivo di ciascuna"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%u account failed its last test"
msgid_plural "%u accounts failed their last test"
msgstr[0] "%u account non ha superato l'ultima verifica"
msgstr[1] "%u account non hanno superato l'ultima verifica"

#: src/ui/spt-overview-page.c
msgid "Nothing can be sent with it until the test is good"
msgstr "Non si può inviare finché la verifica non riesce"

#: src/ui/spt-overview-page.c
msgid "What needs attention appears here."
msgstr "Qui compare ciò che richiede attenzione."

#. Translators: %1$s submissions, %2$s records
#: src/ui/spt-overview-page.c
#, c-format
msgid "In the last seven days: %1$s submission, %2$s records accepted."
msgid_plural "In the last seven days: %1$s submissions, %2$s records accepted."
msgstr[0] "Negli ultimi sette giorni: %1$s invio, %2$s posizioni accettate."
msgstr[1] "Negli ultimi sette giorni: %1$s invii, %2$s posizioni accettate."

#: src/ui/spt-overview-page.c
msgid "Mark as _Seen"
msgstr "Segna come _viste"

#: src/ui/spt-page.c ui/spt-account-dialog.ui ui/spt-send-dialog.ui
#: ui/spt-shortcuts.ui
msgid "Back"
msgstr "Indietro"

#: src/ui/spt-pages.c src/ui/spt-submission-words.c ui/spt-overview-page.ui
msgid "Today"
msgstr "Oggi"

#: src/ui/spt-pages.c
msgid "Archive"
msgstr "Archivio"

#: src/ui/spt-pages.c
msgid "Activity"
msgstr "Attività"

#: src/ui/spt-pages.c ui/spt-outbox-page.ui
msgid "Submissions"
msgstr "Invii"

#: src/ui/spt-pages.c
msgid "Setup"
msgstr "Configurazione"

#: src/ui/spt-position-actions.c
msgid "A reason is needed"
msgstr "Serve un motivo"

#: src/ui/spt-position-actions.c
msgid "_Accept Anyway"
msgstr "_Accetta comunque"

#: src/ui/spt-position-actions.c
msgid "Seen on the identity document…"
msgstr "Visto sul documento di identità…"

#: src/ui/spt-position-actions.c
msgid "Reason"
msgstr "Motivo"

#: src/ui/spt-position-actions.c
msgid "Accept this code although its check fails?"
msgstr "Accettare questo codice anche se il controllo non riesce?"

#: src/ui/spt-position-actions.c
msgid ""
"The reason is kept with the position, with name and time. It holds as long "
"as the code stays the same."
msgstr ""
"Il motivo resta con la posizione, con nome e ora. Vale finché il codice non "
"cambia."

#: src/ui/spt-position-actions.c
msgid "Position deleted"
msgstr "Posizione eliminata"

#: src/ui/spt-position-actions.c
msgid "_Mark for Deletion"
msgstr "_Segna per la cancellazione"

#: src/ui/spt-position-actions.c
msgid "Delete this position at the service?"
msgstr "Cancellare questa posizione presso il servizio?"

#: src/ui/spt-position-actions.c
msgid ""
"The service has accepted it, and the payer may hold the notice. It is marked "
"for deletion; nothing leaves until the deletion is sent."
msgstr ""
"Il servizio l'ha accettata e chi paga può avere già l'avviso. Viene segnata "
"per la cancellazione; nulla parte finché la cancellazione non viene inviata."

#. Translators: %s is a numbered part of a form, such as "Payment 2"
#: src/ui/spt-position-actions.c
#, c-format
msgid "%s removed"
msgstr "Rimosso: %s"

#: src/ui/spt-position-page.c src/ui/spt-positions-page.c
#: ui/spt-positions-page.ui
msgid "_Send…"
msgstr "_Invia…"

#: src/ui/spt-position-page.c
msgid "_Verify Outcome…"
msgstr "_Verifica esito…"

#: src/ui/spt-position-page.c
msgid "_Open Submission"
msgstr "_Apri l'invio"

#: src/ui/spt-position-page.c ui/spt-positions-page.ui
msgid "New Position"
msgstr "Nuova posizione"

#. Translators: %s is a date: by when an amount is to be paid
#: src/ui/spt-position-page.c
#, c-format
msgid "due %s"
msgstr "scade il %s"

#: src/ui/spt-position-page.c
msgid ""
"The outcome of a submission with this position is uncertain. It can be "
"changed once that is settled."
msgstr ""
"L'esito di un invio con questa posizione è incerto. Si potrà modificare dopo "
"averlo chiarito."

#: src/ui/spt-position-page.c
msgid ""
"This position is in a submission that is not finished. It can be changed "
"when the outcome is known."
msgstr ""
"Questa posizione è in un invio non concluso. Si potrà modificare quando si "
"conosce l'esito."

#: src/ui/spt-position-page.c
#, c-format
msgid "%u thing to correct"
msgid_plural "%u things to correct"
msgstr[0] "%u cosa da correggere"
msgstr[1] "%u cose da correggere"

#: src/ui/spt-position-page.c
msgid "Nothing left to correct"
msgstr "Non resta nulla da correggere"

#: src/ui/spt-position-page.c
msgid "Saved"
msgstr "Salvato"

#: src/ui/spt-position-page.c
msgid "_Discard"
msgstr "_Scarta"

#: src/ui/spt-position-page.c
msgid "Save the changes?"
msgstr "Salvare le modifiche?"

#: src/ui/spt-position-page.c
msgid ""
"A position can be saved however incomplete it is; without saving, the "
"changes are lost."
msgstr ""
"Una posizione si può salvare anche incompleta; senza salvare le modifiche "
"vanno perse."

#: src/ui/spt-positions-actions.c
msgid "Too many rows to copy: 50,000 at most"
msgstr "Troppe righe da copiare: al massimo 50.000"

#: src/ui/spt-positions-actions.c
msgid "Nothing deleted: these positions are under way"
msgstr "Nulla è stato eliminato: queste posizioni sono in corso di invio"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "%s position deleted, those under way left as they are"
msgid_plural "%s positions deleted, those under way left as they are"
msgstr[0] "%s posizione eliminata, quelle in corso di invio restano"
msgstr[1] "%s posizioni eliminate, quelle in corso di invio restano"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "%s position deleted"
msgid_plural "%s positions deleted"
msgstr[0] "%s posizione eliminata"
msgstr[1] "%s posizioni eliminate"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "Delete %s position at the service?"
msgid_plural "Delete %s positions at the service?"
msgstr[0] "Cancellare %s posizione presso il servizio?"
msgstr[1] "Cancellare %s posizioni presso il servizio?"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "_Mark %s for Deletion"
msgid_plural "_Mark %s for Deletion"
msgstr[0] "_Segna %s per la cancellazione"
msgstr[1] "_Segna %s per la cancellazione"

#: src/ui/spt-positions-actions.c
msgid "Delete _Drafts Only"
msgstr "Elimina solo le _bozze"

#: src/ui/spt-positions-actions.c
msgid ""
"The service has accepted them, and payers may hold their notices. They are "
"marked for deletion; nothing leaves until the deletion is sent."
msgstr ""
"Il servizio le ha accettate e chi paga può avere già gli avvisi. Vengono "
"segnate per la cancellazione; nulla parte finché la cancellazione non viene "
"inviata."

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Debtor"
msgstr "Debitore"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Description"
msgstr "Causale"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Amount"
msgstr "Importo"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Due Date"
msgstr "Scadenza"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Tax Code"
msgstr "Codice fiscale"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "IUPD"
msgstr "IUPD"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "IUV"
msgstr "IUV"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Body"
msgstr "Ente"

#: src/ui/spt-positions-columns.c
msgid "Select"
msgstr "Seleziona"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "All"
msgstr "Tutte"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Ready"
msgstr "Pronte"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Not sent"
msgstr "Non inviate"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Under way"
msgstr "In corso"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Accepted"
msgstr "Accettate"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Refused"
msgstr "Rifiutate"

#: src/ui/spt-positions-page.c
#, c-format
msgid "%s selected"
msgid_plural "%s selected"
msgstr[0] "%s selezionata"
msgstr[1] "%s selezionate"

#: src/ui/spt-positions-page.c
#, c-format
msgid "%s hidden by the filter"
msgid_plural "%s hidden by the filter"
msgstr[0] "%s nascosta dal filtro"
msgstr[1] "%s nascoste dal filtro"

#. Translators: "312 selected, 40 hidden by the filter"
#: src/ui/spt-positions-page.c
#, c-format
msgid "%1$s, %2$s"
msgstr "%1$s, %2$s"

#: src/ui/spt-positions-page.c
#, c-format
msgid "Select %s _Filtered"
msgid_plural "Select All %s _Filtered"
msgstr[0] "Seleziona %s _filtrata"
msgstr[1] "Seleziona tutte le %s _filtrate"

#: src/ui/spt-positions-page.c
#, c-format
msgid "Select _All %s"
msgid_plural "Select _All %s"
msgstr[0] "Seleziona _tutta (%s)"
msgstr[1] "Seleziona _tutte le %s"

#: src/ui/spt-positions-page.c
#, c-format
msgid "_Send %s Deletion…"
msgid_plural "_Send %s Deletions…"
msgstr[0] "_Invia %s cancellazione…"
msgstr[1] "_Invia %s cancellazioni…"

#: src/ui/spt-positions-page.c
#, c-format
msgid "_Send %s Update…"
msgid_plural "_Send %s Updates…"
msgstr[0] "_Invia %s aggiornamento…"
msgstr[1] "_Invia %s aggiornamenti…"

#: src/ui/spt-positions-page.c
#, c-format
msgid "_Send %s Ready…"
msgid_plural "_Send %s Ready…"
msgstr[0] "_Invia %s pronta…"
msgstr[1] "_Invia %s pronte…"

#: src/ui/spt-positions-page.c
msgid "Only the positions of one import"
msgstr "Solo le posizioni di una importazione"

#: src/ui/spt-positions-page.c
msgid "Only the positions of one submission"
msgstr "Solo le posizioni di un invio"

#: src/ui/spt-positions-page.c src/ui/spt-send-words.c
#, c-format
msgid "%s update"
msgid_plural "%s updates"
msgstr[0] "%s aggiornamento"
msgstr[1] "%s aggiornamenti"

#: src/ui/spt-send-count.c
msgid "None of these positions was sent before"
msgstr "Nessuna di queste posizioni è stata inviata prima"

#: src/ui/spt-send-count.c
#, c-format
msgid "%s of these positions was already sent before"
msgid_plural "%s of these positions were already sent before"
msgstr[0] "%s di queste posizioni è già stata inviata in precedenza"
msgstr[1] "%s di queste posizioni sono già state inviate in precedenza"

#: src/ui/spt-send-count.c
msgid "The service would refuse this order"
msgstr "Il servizio rifiuterebbe questo invio"

#: src/ui/spt-send-count.c
#, c-format
msgid "The service would refuse %s of these positions"
msgid_plural "The service would refuse %s of these positions"
msgstr[0] "Il servizio rifiuterebbe %s di queste posizioni"
msgstr[1] "Il servizio rifiuterebbe %s di queste posizioni"

#: src/ui/spt-send-count.c
msgid "Choose the account to know how many files leave"
msgstr "Scegliere l'account per sapere in quanti file partono"

#: src/ui/spt-send-count.c
msgid "Counting the files…"
msgstr "Conteggio dei file…"

#: src/ui/spt-send-count.c
#, c-format
msgid "In %s file"
msgid_plural "In %s files"
msgstr[0] "In %s file"
msgstr[1] "In %s file"

#: src/ui/spt-send-count.c src/ui/spt-send-review.c
msgid "_Show"
msgstr "_Mostra"

#: src/ui/spt-send-count.c
msgid "Counting the files"
msgstr "Conteggio dei file"

#: src/ui/spt-send-findings.c
msgid "What the Service Would Refuse"
msgstr "Che cosa rifiuterebbe il servizio"

#: src/ui/spt-send-findings.c
msgid ""
"Each can be opened and corrected. Nothing of this order leaves as it is."
msgstr ""
"Ogni voce si può aprire e correggere. Così com'è, nulla di questo invio "
"parte."

#: src/ui/spt-send-findings.c
#, c-format
msgid "_Leave Out %s Position"
msgid_plural "_Leave Out %s Positions"
msgstr[0] "_Lascia fuori %s posizione"
msgstr[1] "_Lascia fuori %s posizioni"

#: src/ui/spt-send-findings.c
msgid "Nothing Was Sent"
msgstr "Nulla è stato inviato"

#: src/ui/spt-send-findings.c
msgid "The check just before sending found what the service would refuse."
msgstr ""
"Il controllo prima dell'invio ha trovato ciò che il servizio rifiuterebbe."

#. Translators: %1$s positions in %2$u files
#: src/ui/spt-send-progress.c
#, c-format
msgid "%1$s positions in %2$u file"
msgid_plural "%1$s positions in %2$u files"
msgstr[0] "%1$s posizioni in %2$u file"
msgstr[1] "%1$s posizioni in %2$u file"

#: src/ui/spt-send-progress.c
#, c-format
msgid "%1$u of %2$u"
msgstr "%1$u di %2$u"

#. Translators: how many positions the service has gone through, and when it is asked again
#: src/ui/spt-send-progress.c
#, c-format
msgid "%1$s of %2$s worked through, next check %3$s"
msgstr "%1$s di %2$s elaborate, prossimo controllo %3$s"

#: src/ui/spt-send-progress.c
#, c-format
msgid "Next check %s"
msgstr "Prossimo controllo %s"

#: src/ui/spt-send-progress.c
msgid "Waiting for the Outcomes"
msgstr "In attesa degli esiti"

#: src/ui/spt-send-progress.c
msgid "Something Is Uncertain"
msgstr "Qualcosa è incerto"

#: src/ui/spt-send-progress.c
msgid "Something Was Refused"
msgstr "Qualcosa è stato rifiutato"

#: src/ui/spt-send-progress.c
msgid "Something Was Not Sent"
msgstr "Qualcosa non è stato inviato"

#: src/ui/spt-send-progress.c
msgid "All Accepted"
msgstr "Tutte accettate"

#: src/ui/spt-send-progress.c
msgid "Stopped"
msgstr "Fermato"

#: src/ui/spt-send-progress.c ui/spt-send-dialog.ui
msgid "_Continue in Background"
msgstr "_Continua in background"

#: src/ui/spt-send-progress.c
msgid "Part was not sent: the check found something to correct"
msgstr ""
"Una parte non è stata inviata: il controllo ha trovato qualcosa da correggere"

#: src/ui/spt-send-progress.c
msgid "Preparing"
msgstr "Preparazione"

#: src/ui/spt-send-progress.c
msgid "Check and preparation"
msgstr "Controllo e preparazione"

#: src/ui/spt-send-progress.c
msgid "Taken in charge"
msgstr "Presa in carico"

#: src/ui/spt-send-progress.c ui/spt-send-dialog.ui ui/spt-submission-page.ui
msgid "Outcomes"
msgstr "Esiti"

#. Translators: %2$s is an environment: "Production", "Test", "Practice"
#: src/ui/spt-send-review.c
#, c-format
msgid "Send %1$s Position to %2$s"
msgid_plural "Send %1$s Positions to %2$s"
msgstr[0] "Invia %1$s posizione in %2$s"
msgstr[1] "Invia %1$s posizioni in %2$s"

#: src/ui/spt-send-review.c
#, c-format
msgid "Send %s Position"
msgid_plural "Send %s Positions"
msgstr[0] "Invia %s posizione"
msgstr[1] "Invia %s posizioni"

#: src/ui/spt-send-review.c
msgid "Some of these positions go to Test and some to Production."
msgstr "Alcune di queste posizioni vanno in Collaudo e altre in Produzione."

#: src/ui/spt-send-review.c
msgid ""
"The test environment is shared with other operators: no data of real people."
msgstr ""
"Ambiente condiviso con altri operatori: non usare dati di persone reali."

#. Translators: %s is a tax code
#: src/ui/spt-send-review.c
#, c-format
msgid "Creditor body %s"
msgstr "Ente creditore %s"

#: src/ui/spt-send-review.c
msgid "What Leaves"
msgstr "Cosa parte"

#: src/ui/spt-send-review.c
msgid "The account was removed"
msgstr "L'account è stato rimosso"

#: src/ui/spt-send-review.c
msgid "Worth a Look"
msgstr "Da guardare"

#: src/ui/spt-send-review.c
msgid "None of this stops the sending."
msgstr "Nulla di questo ferma l'invio."

#: src/ui/spt-send-review.c
msgid "What Stays"
msgstr "Cosa resta"

#: src/ui/spt-send-review.c
#, c-format
msgid "Already under way: %s"
msgstr "Già in invio: %s"

#: src/ui/spt-send-review.c
#, c-format
msgid "With something to correct: %s"
msgstr "Con qualcosa da correggere: %s"

#: src/ui/spt-send-review.c
#, c-format
msgid "Left out, still to correct: %s"
msgstr "Lasciate fuori, ancora da correggere: %s"

#: src/ui/spt-send-review.c
#, c-format
msgid "Nothing new to send: %s"
msgstr "Nulla di nuovo da inviare: %s"

#: src/ui/spt-send-review.c
msgid "An Account Is Needed"
msgstr "Serve un account"

#: src/ui/spt-send-review.c
msgid ""
"To send, Sportello has to know which service to reach and with which key."
msgstr ""
"Per inviare, Sportello deve sapere quale servizio raggiungere e con quale "
"chiave."

#: src/ui/spt-send-review.c
msgid "Go to _Accounts"
msgstr "Vai agli _account"

#: src/ui/spt-send-review.c
msgid "Nothing can leave now"
msgstr "Ora nulla può partire"

#: src/ui/spt-send-words.c
#, c-format
msgid "%s deletion"
msgid_plural "%s deletions"
msgstr[0] "%s cancellazione"
msgstr[1] "%s cancellazioni"

#: src/ui/spt-send-words.c
#, c-format
msgid "%s new position"
msgid_plural "%s new positions"
msgstr[0] "%s posizione nuova"
msgstr[1] "%s posizioni nuove"

#. Translators: %s is an amount
#: src/ui/spt-send-words.c
#, c-format
msgid ""
"%s € · each replaces the position at the service as a whole: a payment that "
"is no longer in it is withdrawn"
msgstr ""
"%s € · ognuno sostituisce per intero la posizione presso il servizio: un "
"pagamento che non c'è più viene ritirato"

#: src/ui/spt-send-words.c
#, c-format
msgid "%s € · their notices can no longer be paid"
msgstr "%s € · i loro avvisi non si potranno più pagare"

#. Translators: a page of the sidebar and how much there needs somebody: "Debt
#. * positions, 12 to look at"
#: src/ui/spt-sidebar.c
#, c-format
msgid "%s, %u to look at"
msgid_plural "%s, %u to look at"
msgstr[0] "%s, %u da seguire"
msgstr[1] "%s, %u da seguire"

#: src/ui/spt-strips.c
msgid "No network. What was ordered leaves by itself when the network is back."
msgstr "Rete assente. Quanto ordinato parte da solo quando la rete ritorna."

#. Translators: %s is a time: "today 14:20"
#: src/ui/spt-strips.c
#, c-format
msgid "No network. What was ordered stays ready; next try %s."
msgstr "Rete assente. Quanto ordinato resta pronto; nuovo tentativo %s."

#: src/ui/spt-strips.c
msgid "Try Again"
msgstr "Riprova"

#: src/ui/spt-strips.c
msgid ""
"The archive was restored from a backup: nothing leaves until somebody has "
"gone through the submissions."
msgstr ""
"L'archivio è stato ripristinato da una copia: nulla parte finché qualcuno "
"non ha controllato gli invii."

#: src/ui/spt-strips.c
msgid "Look Through…"
msgstr "Controlla…"

#: src/ui/spt-strips.c
msgid "All sending is stopped."
msgstr "Tutti gli invii sono fermi."

#: src/ui/spt-strips.c
msgid "Resume"
msgstr "Riprendi"

#: src/ui/spt-strips.c
msgid "Try Now"
msgstr "Prova ora"

#: src/ui/spt-strips.c
msgid ""
"Another Sportello is sending from this archive; this window follows along."
msgstr ""
"Un altro Sportello sta inviando da questo archivio; questa finestra mostra "
"come procede."

#: src/ui/spt-submission-actions.c
msgid "_Send"
msgstr "_Invia"

#. Translators: %1$s records, %2$s an account
#: src/ui/spt-submission-actions.c
#, c-format
msgid "%1$s record leaves for the real service with the account “%2$s”."
msgid_plural "%1$s records leave for the real service with the account “%2$s”."
msgstr[0] "%1$s posizione parte verso il servizio reale con l'account «%2$s»."
msgstr[1] ""
"%1$s posizioni partono verso il servizio reale con l'account «%2$s»."

#: src/ui/spt-submission-actions.c
msgid "Send in Production?"
msgstr "Inviare in Produzione?"

#: src/ui/spt-submission-actions.c
msgid "_Keep Following"
msgstr "_Continua a seguire"

#: src/ui/spt-submission-actions.c
msgid "_Stop Following"
msgstr "_Smetti di seguire"

#: src/ui/spt-submission-actions.c
msgid "Stop following this submission?"
msgstr "Smettere di seguire questo invio?"

#: src/ui/spt-submission-actions.c
msgid ""
"The service goes on with it: what it records is recorded, but the outcome is "
"not asked for any more and the records do not get it."
msgstr ""
"Il servizio prosegue: ciò che registra resta registrato, ma l'esito non "
"viene più chiesto e non arriva alle posizioni."

#: src/ui/spt-submission-actions.c
msgid ""
"The service cannot tell yet. It is asked again by itself; what was seen on "
"its portal can be said here."
msgstr ""
"Il servizio non sa ancora rispondere. Viene interrogato di nuovo in "
"automatico; qui si può indicare che cosa si vede sul portale."

#. Translators: %s is a state: "Accepted"
#: src/ui/spt-submission-actions.c src/ui/spt-timeline.c
#, c-format
msgid "Outcome checked: %s"
msgstr "Esito verificato: %s"

#: src/ui/spt-submission-actions.c
msgid "Kept, with name and time"
msgstr "Registrato, con nome e ora"

#: src/ui/spt-submission-actions.c
msgid "_Record"
msgstr "_Registra"

#: src/ui/spt-submission-actions.c
msgid "It was accepted"
msgstr "È stato accettato"

#: src/ui/spt-submission-actions.c
msgid "The records become accepted"
msgstr "Le posizioni risultano accettate"

#: src/ui/spt-submission-actions.c
msgid "It was refused"
msgstr "È stato rifiutato"

#: src/ui/spt-submission-actions.c
msgid "The records can be fixed and sent again"
msgstr "Le posizioni si possono correggere e reinviare"

#: src/ui/spt-submission-actions.c
msgid "Nothing is there"
msgstr "Non risulta nulla"

#: src/ui/spt-submission-actions.c
msgid "The submission can be sent again as it is"
msgstr "L'invio si può ripetere così com'è"

#: src/ui/spt-submission-actions.c
msgid "Where and how it was seen"
msgstr "Dove e come è stato visto"

#: src/ui/spt-submission-actions.c
msgid "What was seen?"
msgstr "Che cosa si è visto?"

#: src/ui/spt-submission-actions.c
msgid ""
"What is recorded here is kept with name and time. It should be what the "
"service’s portal or support says now."
msgstr ""
"Quanto indicato viene conservato con nome e ora. Deve essere ciò che ora "
"dicono il portale o l'assistenza del servizio."

#: src/ui/spt-submission-actions.c
msgid "Ready: it leaves when it is sent from here"
msgstr "Pronto: parte quando lo si invia da qui"

#: src/ui/spt-submission-actions.c
#, c-format
msgid "%u error is to be mended first"
msgid_plural "%u errors are to be mended first"
msgstr[0] "C'è prima %u errore da correggere"
msgstr[1] "Ci sono prima %u errori da correggere"

#: src/ui/spt-submission-actions.c
msgid "Proof saved. It holds personal data: whoever has the file can read them"
msgstr "Prova salvata. Contiene dati personali: chi ha il file può leggerli"

#. Translators: name of a file; %s is the number of a submission. Nothing of whom it is about may stand in it.
#: src/ui/spt-submission-actions.c
#, c-format
msgid "proof-of-submission-%s.json"
msgstr "prova-invio-%s.json"

#: src/ui/spt-submission-actions.c
msgid "Save Proof"
msgstr "Salva la prova"

#. Translators: %s is a time: "today 14:20"
#: src/ui/spt-submission-page.c
#, c-format
msgid "Known: it left %s, at least in part, and no complete answer came."
msgstr ""
"Si sa: è partito %s, almeno in parte, e non è arrivata una risposta completa."

#: src/ui/spt-submission-page.c
msgid "Known: at least part of it left, and no complete answer came."
msgstr ""
"Si sa: è partito almeno in parte e non è arrivata una risposta completa."

#: src/ui/spt-submission-page.c
msgid ""
"Not known: whether the service recorded it. Sent again now, it might be "
"there twice."
msgstr ""
"Non si sa: se il servizio lo ha registrato. Reinviandolo ora potrebbe "
"risultare due volte."

#: src/ui/spt-submission-page.c
msgid ""
"“Check Outcome” asks the service without changing anything. If it cannot "
"tell, look on the service’s portal and say what was seen."
msgstr ""
"«Verifica esito» interroga il servizio senza modificare nulla. Se non basta, "
"guardare sul portale del servizio e indicare che cosa si è visto."

#: src/ui/spt-submission-page.c
msgid ""
"This service has no look-up: look on its portal, or ask its support, and say "
"what was seen."
msgstr ""
"Questo servizio non si può interrogare: guardare sul portale, o chiedere "
"all'assistenza, e indicare che cosa si è visto."

#. Translators: %1$s records, %2$s an environment: "Send 312 in Test"
#: src/ui/spt-submission-page.c
#, c-format
msgid "_Send %1$s in %2$s"
msgstr "_Invia %1$s in %2$s"

#: src/ui/spt-submission-page.c
#, c-format
msgid "_Fix %s…"
msgstr "_Correggi %s…"

#: src/ui/spt-submission-page.c
#, c-format
msgid "Send %s _Again…"
msgstr "_Reinvia %s…"

#: src/ui/spt-submission-page.c
msgid "Stop _Following…"
msgstr "_Smetti di seguire…"

#: src/ui/spt-submission-page.c
msgid "S_top"
msgstr "_Ferma"

#: src/ui/spt-submission-page.c
msgid "_Withdraw"
msgstr "_Annulla invio"

#: src/ui/spt-submission-words.c
#, c-format
msgid "%s record"
msgid_plural "%s records"
msgstr[0] "%s riga"
msgstr[1] "%s righe"

#. Translators: numbers of records
#: src/ui/spt-submission-words.c
#, c-format
msgid "%1$s accepted, %2$s refused"
msgstr "%1$s accettate, %2$s rifiutate"

#: src/ui/spt-submission-words.c
msgid "not ordered"
msgstr "non ordinato"

#: src/ui/spt-submission-words.c
msgid "ordered"
msgstr "ordinato"

#: src/ui/spt-submission-words.c
msgid "being asked now"
msgstr "verifica in corso"

#. Translators: how far the service is, and when it is asked next: "120 of 312, next check
#. * today 14:20"
#: src/ui/spt-submission-words.c
#, c-format
msgid "%1$s of %2$s, next check %3$s"
msgstr "%1$s di %2$s, prossima verifica %3$s"

#. Translators: %s is a time: "today 14:20"
#: src/ui/spt-submission-words.c
#, c-format
msgid "next check %s"
msgstr "prossima verifica %s"

#: src/ui/spt-submission-words.c
msgid "Yesterday"
msgstr "Ieri"

#. Translators: strftime: the day over a group of submissions
#: src/ui/spt-submission-words.c
msgid "%A %d/%m/%Y"
msgstr "%A %d/%m/%Y"

#: src/ui/spt-submission-words.c
msgid "It is being put together."
msgstr "È in preparazione."

#: src/ui/spt-submission-words.c
msgid "It is checked and ordered, and leaves as soon as its turn comes."
msgstr "È controllato e ordinato; parte appena viene il suo turno."

#: src/ui/spt-submission-words.c
msgid "It leaves when it is sent."
msgstr "Parte quando lo si invia."

#: src/ui/spt-submission-words.c
msgid "It is checked and ready; nothing has left yet."
msgstr "È controllato e pronto; nulla è ancora partito."

#: src/ui/spt-submission-words.c
msgid "It is on its way to the service."
msgstr "È in viaggio verso il servizio."

#: src/ui/spt-submission-words.c
msgid "The outcome is asked for by itself; nothing needs to be done."
msgstr "L'esito viene chiesto in automatico; non occorre fare nulla."

#: src/ui/spt-submission-words.c
msgid "The service has taken it in charge and is working on it."
msgstr "Il servizio lo ha preso in carico e lo sta elaborando."

#: src/ui/spt-submission-words.c
msgid "The service has accepted everything."
msgstr "Il servizio ha accettato tutto."

#: src/ui/spt-submission-words.c
msgid "Fix what was refused and send it again."
msgstr "Correggere quanto rifiutato e reinviarlo."

#: src/ui/spt-submission-words.c
#, c-format
msgid "The service has refused %s record and accepted the rest."
msgid_plural "The service has refused %s records and accepted the rest."
msgstr[0] "Il servizio ha rifiutato %s riga e accettato il resto."
msgstr[1] "Il servizio ha rifiutato %s righe e accettato il resto."

#: src/ui/spt-submission-words.c
msgid "See the reason for each record, fix it and send again."
msgstr "Vedere il motivo per ciascuna riga, correggere e reinviare."

#: src/ui/spt-submission-words.c
msgid "The service has refused it; nothing was recorded there."
msgstr "Il servizio lo ha rifiutato; nulla è stato registrato."

#: src/ui/spt-submission-words.c
msgid "Remove the cause, then send it."
msgstr "Rimuovere la causa, poi inviare."

#: src/ui/spt-submission-words.c
msgid "Nothing has reached the service."
msgstr "Nulla è arrivato al servizio."

#: src/ui/spt-submission-words.c
msgid "Verify the outcome before sending again."
msgstr "Verificare l'esito prima di reinviare."

#: src/ui/spt-submission-words.c
msgid "It left and no answer came: the service may have recorded it or not."
msgstr ""
"È partito e non è arrivata risposta: il servizio potrebbe averlo registrato "
"oppure no."

#: src/ui/spt-submission-words.c
msgid "It was withdrawn and does not leave."
msgstr "È stato annullato e non parte."

#: src/ui/spt-timeline.c
msgid "Seen elsewhere: the service has accepted it."
msgstr "Visto altrove: il servizio lo ha accettato."

#: src/ui/spt-timeline.c
msgid "Seen elsewhere: the service has refused it."
msgstr "Visto altrove: il servizio lo ha rifiutato."

#: src/ui/spt-timeline.c
msgid "Seen elsewhere: nothing has reached the service."
msgstr "Visto altrove: al servizio non è arrivato nulla."

#: src/ui/spt-timeline.c
msgid "Prepared"
msgstr "Preparato"

#: src/ui/spt-timeline.c
msgid "Prepared by {name}"
msgstr "Preparato da {name}"

#: src/ui/spt-timeline.c
msgid "Ordered"
msgstr "Ordinato"

#: src/ui/spt-timeline.c
msgid "Ordered by {name}"
msgstr "Ordinato da {name}"

#: src/ui/spt-timeline.c
msgid "Withdrawn"
msgstr "Annullato"

#: src/ui/spt-timeline.c
msgid "Withdrawn by {name}"
msgstr "Annullato da {name}"

#: src/ui/spt-timeline.c
msgid "Decided"
msgstr "Deciso"

#: src/ui/spt-timeline.c
msgid "Decided by {name}"
msgstr "Deciso da {name}"

#: src/ui/spt-timeline.c
msgid "Found in the middle of sending"
msgstr "Trovato a metà dell'invio"

#: src/ui/spt-timeline.c
msgid "The program ended while it was being sent: the outcome is uncertain."
msgstr "Il programma si è chiuso durante l'invio: l'esito è incerto."

#: src/ui/spt-timeline.c
msgid "Archive restored from a backup"
msgstr "Archivio ripristinato da una copia"

#: src/ui/spt-timeline.c
msgid "no answer"
msgstr "nessuna risposta"

#: src/ui/spt-timeline.c
msgid "under way"
msgstr "in corso"

#: src/ui/spt-timeline.c
msgid "accepted"
msgstr "accettato"

#: src/ui/spt-timeline.c
msgid "outcome received"
msgstr "esito ricevuto"

#: src/ui/spt-timeline.c
msgid "still being worked on"
msgstr "ancora in elaborazione"

#: src/ui/spt-timeline.c
msgid "taken in charge"
msgstr "preso in carico"

#: src/ui/spt-timeline.c
msgid "refused"
msgstr "rifiutato"

#: src/ui/spt-timeline.c
msgid "nothing left"
msgstr "nulla è partito"

#: src/ui/spt-timeline.c
msgid "no clear answer"
msgstr "nessuna risposta chiara"

#: src/ui/spt-timeline.c
msgid "nothing learnt"
msgstr "nulla di nuovo"

#. Translators: %s is what came of it: "taken in charge"
#: src/ui/spt-timeline.c
#, c-format
msgid "Sent: %s"
msgstr "Inviato: %s"

#: src/ui/spt-timeline.c
#, c-format
msgid "Outcome checked %1$u time: %2$s"
msgid_plural "Outcome checked %1$u times: %2$s"
msgstr[0] "Esito verificato %1$u volta: %2$s"
msgstr[1] "Esito verificato %1$u volte: %2$s"

#: src/ui/spt-timeline.c
#, c-format
msgid "Outcome asked for: %s"
msgstr "Esito richiesto: %s"

#: src/ui/spt-timeline.c
#, c-format
msgid "Outcome asked for %1$u time: %2$s"
msgid_plural "Outcome asked for %1$u times: %2$s"
msgstr[0] "Esito richiesto %1$u volta: %2$s"
msgstr[1] "Esito richiesto %1$u volte: %2$s"

#: src/ui/spt-timeline.c ui/spt-position-page.ui ui/spt-submission-page.ui
msgid "History"
msgstr "Cronologia"

#: src/ui/spt-undo.c
msgid "_Undo"
msgstr "_Annulla"

#: src/ui/spt-window-actions.c
msgid "_Not Yet"
msgstr "_Non ancora"

#: src/ui/spt-window-actions.c
msgid "_Show Submissions"
msgstr "_Mostra gli invii"

#: src/ui/spt-window-actions.c
msgid "I Have _Gone Through Them"
msgstr "Controllo _concluso"

#: src/ui/spt-window-actions.c
msgid "Have the submissions been gone through?"
msgstr "Gli invii sono stati controllati?"

#: src/ui/spt-window-actions.c
msgid ""
"The backup may be older than what was sent. Orders were taken off, and what "
"was being sent is uncertain: check each such submission before it is sent "
"again."
msgstr ""
"La copia può essere più vecchia di ciò che è stato inviato. Gli ordini sono "
"stati tolti e ciò che era in corso d'invio è incerto: verificare ciascuno di "
"questi invii prima di ripeterlo."

#: src/ui/spt-window-actions.c
msgid "The Sportello authors"
msgstr "Gli autori di Sportello"

#: src/ui/spt-window-questions.c
msgid "_Keep"
msgstr "_Conserva"

#: src/ui/spt-window-questions.c
msgid "_Later"
msgstr "_Più tardi"

#: src/ui/spt-window-questions.c
msgid "Who works here?"
msgstr "Chi lavora qui?"

#: src/ui/spt-window-questions.c
msgid ""
"The name signs orders and decisions in this archive. It can be changed in "
"the preferences."
msgstr ""
"Il nome firma ordini e decisioni in questo archivio. Si può cambiare nelle "
"preferenze."

#: src/ui/spt-window-questions.c ui/spt-preferences-window.ui
msgid "First and last name"
msgstr "Nome e cognome"

#: src/ui/spt-window-questions.c
msgid "Secret"
msgstr "Credenziale"

#: src/ui/spt-window-questions.c
msgid "_Do Not Send"
msgstr "_Non inviare"

#: src/ui/spt-window-questions.c
msgid "_Use Now"
msgstr "_Usa ora"

#. Translators: %s is the name of an account
#: src/ui/spt-window-questions.c
#, c-format
msgid "Credential of “%s”"
msgstr "Credenziale di «%s»"

#: src/ui/spt-window-questions.c
msgid ""
"No keyring has it. What is written here is used until the program is closed "
"and is kept nowhere; to keep it in the system keyring, enter it in the "
"account."
msgstr ""
"Non è in alcun portachiavi. Quanto scritto qui vale fino alla chiusura del "
"programma e non viene conservato; per tenerlo nel portachiavi di sistema, "
"inserirlo nell'account."

#: src/ui/spt-window-questions.c
msgid "_Stay Open"
msgstr "_Resta aperta"

#: src/ui/spt-window-questions.c
msgid "What is being sent now is finished first."
msgstr "L'invio in corso viene prima portato a termine."

#: src/ui/spt-window-questions.c
#, c-format
msgid ""
"%u submission was ordered and has not left: it leaves at the next start."
msgid_plural ""
"%u submissions were ordered and have not left: they leave at the next start."
msgstr[0] ""
"%u invio è stato ordinato e non è ancora partito: parte al prossimo avvio."
msgstr[1] ""
"%u invii sono stati ordinati e non sono ancora partiti: partono al prossimo "
"avvio."

#: src/ui/spt-window-questions.c
#, c-format
msgid ""
"%u submission waits for its outcome: it is looked at again at the next start."
msgid_plural ""
"%u submissions wait for their outcome: they are looked at again at the next "
"start."
msgstr[0] ""
"%u invio è in attesa di esito: viene verificato di nuovo al prossimo avvio."
msgstr[1] ""
"%u invii sono in attesa di esito: vengono verificati di nuovo al prossimo "
"avvio."

#: src/ui/spt-window-questions.c
msgid "Close the window?"
msgstr "Chiudere la finestra?"

#. Translators: %1$s is a state, %2$u and %3$u numbers of records
#: src/ui/spt-window-questions.c
#, c-format
msgid "%1$s: %2$u accepted, %3$u refused"
msgstr "%1$s: %2$u accettate, %3$u rifiutate"

#. Translators: the window's name in the list of windows: page, program
#: src/ui/spt-window.c
#, c-format
msgid "%s — Sportello"
msgstr "%s — Sportello"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Draft"
msgstr "Bozza"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Draft"
msgstr "Bozza"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Ready"
msgstr "Pronta"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Ready"
msgstr "Pronto"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Being sent"
msgstr "Invio in corso"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Being sent"
msgstr "Invio in corso"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Waiting for the outcome"
msgstr "In attesa di esito"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Waiting for the outcome"
msgstr "In attesa di esito"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Accepted"
msgstr "Accettata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Accepted"
msgstr "Accettato"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Accepted in part"
msgstr "Accettato in parte"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Accepted in part"
msgstr "Accettata in parte"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Refused"
msgstr "Rifiutata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Refused"
msgstr "Rifiutato"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Not sent"
msgstr "Non inviata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Not sent"
msgstr "Non inviato"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Cancelled"
msgstr "Annullata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Cancelled"
msgstr "Annullato"

#: src/ui/spt-words.c
msgctxt "record"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-words.c
msgctxt "environment"
msgid "Practice"
msgstr "Simulazione"

#: src/ui/spt-words.c
msgctxt "environment"
msgid "Test"
msgstr "Collaudo"

#: src/ui/spt-words.c
msgctxt "environment"
msgid "Production"
msgstr "Produzione"

#. Translators: the mark between groups of three digits: 9,688
#: src/ui/spt-words.c
msgctxt "thousands"
msgid ","
msgstr "."

#. Translators: strftime: a time of the present day
#: src/ui/spt-words.c
msgid "today %H:%M"
msgstr "oggi %H:%M"

#. Translators: strftime: a time of the day before
#: src/ui/spt-words.c
msgid "yesterday %H:%M"
msgstr "ieri %H:%M"

#. Translators: strftime: a time of the next day
#: src/ui/spt-words.c
msgid "tomorrow %H:%M"
msgstr "domani %H:%M"

#. Translators: strftime: a day and time
#: src/ui/spt-words.c
msgid "%d/%m/%Y %H:%M"
msgstr "%d/%m/%Y %H:%M"

#: ui/spt-account-dialog.ui ui/spt-accounts-page.ui
msgid "New Account"
msgstr "Nuovo account"

#: ui/spt-account-dialog.ui
msgid "Which service?"
msgstr "Quale servizio?"

#: ui/spt-account-dialog.ui
msgid "Services"
msgstr "Servizi"

#: ui/spt-account-dialog.ui
msgid "Which environment?"
msgstr "Quale ambiente?"

#: ui/spt-account-dialog.ui
msgid ""
"Each has a key of its own. What is accepted in one is unknown to the other."
msgstr ""
"Ciascuno ha una chiave propria. Ciò che è accettato in uno non esiste "
"nell'altro."

#: ui/spt-account-dialog.ui
msgid "Environments"
msgstr "Ambienti"

#: ui/spt-account-dialog.ui
msgid "Name of the account"
msgstr "Nome dell'account"

#: ui/spt-account-dialog.ui
msgid "Address of the service"
msgstr "Indirizzo del servizio"

#: ui/spt-account-dialog.ui ui/spt-accounts-page.ui
msgid "Where credentials are kept"
msgstr "Dove sono conservate le credenziali"

#: ui/spt-account-dialog.ui
msgid "_Test the Connection"
msgstr "_Verifica connessione"

#: ui/spt-accounts-page.ui
msgid ""
"Keys and passwords are never in the archive: they are in the system's "
"keyring or, where there is none, only in memory until the program closes."
msgstr ""
"Chiavi e password non sono mai nell'archivio: sono nel portachiavi di "
"sistema o, dove manca, solo in memoria fino alla chiusura del programma."

#: ui/spt-accounts-page.ui
msgid "No Accounts"
msgstr "Nessun account"

#: ui/spt-accounts-page.ui
msgid ""
"An account says which service to reach, for which body and with which key. "
"One is needed before anything can be sent."
msgstr ""
"Un account dice quale servizio raggiungere, per quale ente e con quale "
"chiave. Ne serve uno prima di inviare."

#: ui/spt-accounts-page.ui
msgid "_New Account…"
msgstr "_Nuovo account…"

#: ui/spt-archive-trouble.ui
msgid "Where the archive is"
msgstr "Dove si trova l'archivio"

#: ui/spt-archive-trouble.ui
msgid "_Try Again"
msgstr "_Riprova"

#: ui/spt-archive-trouble.ui
msgid "_Restore a Backup…"
msgstr "_Ripristina una copia…"

#: ui/spt-archive-trouble.ui
msgid "_Show the Folder"
msgstr "_Mostra la cartella"

#: ui/spt-finder.ui
msgid "Find Anything"
msgstr "Cerca ovunque"

#: ui/spt-finder.ui
msgid "Name, fiscal code, IUV, IUPD, page…"
msgstr "Nome, codice fiscale, IUV, IUPD, pagina…"

#: ui/spt-finder.ui
msgid "Find anything"
msgstr "Cerca ovunque"

#: ui/spt-finder.ui
msgid "Found"
msgstr "Trovati"

#. mark beside the title of a field that may not be empty
#: ui/spt-form-row.ui
msgid "required"
msgstr "obbligatorio"

#: ui/spt-form-row.ui
msgid "_Accept anyway…"
msgstr "_Accetta comunque…"

#: ui/spt-import-dialog.ui
msgid "Another File"
msgstr "Un altro file"

#: ui/spt-import-dialog.ui
msgid "Choose or Drop a File"
msgstr "Scegliere o trascinare un file"

#: ui/spt-import-dialog.ui
msgid ""
"A CSV table with one row for each payment, or the service's own JSON, also "
"zipped. Everything is checked first: nothing comes in before you say so."
msgstr ""
"Una tabella CSV con una riga per ogni pagamento, o il JSON del servizio, "
"anche zip. Prima viene controllato tutto: nulla viene importato senza "
"conferma."

#: ui/spt-import-dialog.ui
msgid "_Choose a File…"
msgstr "_Scegli un file…"

#: ui/spt-import-dialog.ui
msgid "Progress of the import"
msgstr "Avanzamento dell'importazione"

#: ui/spt-import-dialog.ui ui/spt-send-dialog.ui
msgid "_Stop"
msgstr "_Ferma"

#: ui/spt-import-dialog.ui
msgid "correct"
msgstr "corrette"

#: ui/spt-import-dialog.ui
msgid "with something to correct"
msgstr "con qualcosa da correggere"

#: ui/spt-import-dialog.ui
msgid "that cannot come in"
msgstr "che non si possono importare"

#: ui/spt-import-dialog.ui
msgid "_Show the Imported Positions"
msgstr "_Mostra le posizioni importate"

#: ui/spt-import-dialog.ui
msgid "_Choose Another File…"
msgstr "_Scegli un altro file…"

#: ui/spt-item-view.ui
msgid "Only what was refused or is uncertain"
msgstr "Solo ciò che è rifiutato o incerto"

#: ui/spt-item-view.ui
msgid "Outcome of each record"
msgstr "Esito di ciascuna riga"

#: ui/spt-overview-page.ui
msgid "Nothing to do"
msgstr "Niente da fare"

#: ui/spt-overview-page.ui
msgid "Welcome to Sportello"
msgstr "Benvenuti in Sportello"

#: ui/spt-overview-page.ui
msgid "Debt positions are prepared, checked, sent and followed from here."
msgstr ""
"Da qui si preparano, controllano, inviano e seguono le posizioni debitorie."

#: ui/spt-overview-page.ui
msgid "First steps"
msgstr "Primi passi"

#: ui/spt-overview-page.ui
msgid "Create an account"
msgstr "Crea un account"

#: ui/spt-overview-page.ui
msgid "Where to send, on whose behalf and with which key"
msgstr "Dove inviare, per conto di chi e con quale chiave"

#: ui/spt-overview-page.ui
msgid "Done"
msgstr "Fatto"

#: ui/spt-overview-page.ui
msgid "Import debt positions"
msgstr "Importa posizioni debitorie"

#: ui/spt-overview-page.ui
msgid "From a CSV file or the service’s own JSON; every row is checked"
msgstr "Da un file CSV o dal JSON del servizio; ogni riga viene controllata"

#: ui/spt-overview-page.ui
msgid "Try the practice mode"
msgstr "Prova la simulazione"

#: ui/spt-overview-page.ui
msgid "The same window with sample data; nothing leaves this computer"
msgstr ""
"La stessa finestra con dati di esempio; nessun dato esce da questo computer"

#: ui/spt-position-page.ui
msgid "Save and _Next to Fix"
msgstr "Salva e _prossima da correggere"

#: ui/spt-position-page.ui
msgid "D_uplicate"
msgstr "D_uplica"

#: ui/spt-position-page.ui ui/spt-positions-page.ui
msgid "_Delete"
msgstr "_Elimina"

#: ui/spt-position-page.ui
msgid "Debt Position"
msgstr "Posizione debitoria"

#: ui/spt-position-page.ui
msgid "Save (Ctrl+S)"
msgstr "Salva (Ctrl+S)"

#: ui/spt-position-page.ui
msgid "Save"
msgstr "Salva"

#: ui/spt-position-page.ui
msgid "Position Menu"
msgstr "Menù della posizione"

#: ui/spt-position-page.ui
msgid "Open Submission"
msgstr "Apri l'invio"

#: ui/spt-position-page.ui
msgid ""
"Marked for deletion at the service. Nothing leaves until the deletion is "
"sent."
msgstr ""
"Segnata per la cancellazione presso il servizio. Nulla parte finché la "
"cancellazione non viene inviata."

#: ui/spt-position-page.ui
msgid "Keep It"
msgstr "Non cancellare"

#: ui/spt-position-page.ui
msgid "Go to the First"
msgstr "Vai al primo"

#: ui/spt-position-page.ui
msgid "Data"
msgstr "Dati"

#: ui/spt-position-page.ui
msgid "What concerns the whole position"
msgstr "Ciò che riguarda tutta la posizione"

#: ui/spt-position-page.ui
msgid "Never Sent"
msgstr "Mai inviata"

#: ui/spt-position-page.ui
msgid ""
"Each submission that this position is in appears here, with its outcome."
msgstr ""
"Qui compare ogni invio in cui si trova questa posizione, con il suo esito."

#: ui/spt-position-page.ui
msgid "Submissions of this position"
msgstr "Invii di questa posizione"

#: ui/spt-positions-page.ui
msgid "_Import from a File…"
msgstr "_Importa da file…"

#: ui/spt-positions-page.ui
msgid "_Refresh"
msgstr "_Aggiorna"

#: ui/spt-positions-page.ui
msgid "Select _All Shown"
msgstr "Seleziona _tutte quelle mostrate"

#: ui/spt-positions-page.ui
msgid "Next to Fi_x"
msgstr "Pro_ssima da correggere"

#: ui/spt-positions-page.ui
msgid "_Columns"
msgstr "_Colonne"

#: ui/spt-positions-page.ui
msgid "Debt Positions"
msgstr "Posizioni debitorie"

#: ui/spt-positions-page.ui
msgid "Import from a File"
msgstr "Importa da file"

#: ui/spt-positions-page.ui
msgid "_Import"
msgstr "_Importa"

#: ui/spt-positions-page.ui
msgid "Search"
msgstr "Cerca"

#: ui/spt-positions-page.ui
msgid "List Menu"
msgstr "Menù dell'elenco"

#: ui/spt-positions-page.ui
msgid "Debtor, tax code, IUPD, IUV, reason…"
msgstr "Debitore, codice fiscale, IUPD, IUV, causale…"

#: ui/spt-positions-page.ui
msgid "Search debt positions"
msgstr "Cerca tra le posizioni debitorie"

#: ui/spt-positions-page.ui
msgid "Filter by state"
msgstr "Filtra per stato"

#: ui/spt-positions-page.ui
msgid "Show All"
msgstr "Mostra tutte"

#: ui/spt-positions-page.ui
msgid "Show"
msgstr "Mostra"

#: ui/spt-positions-page.ui
msgid "No Debt Positions"
msgstr "Nessuna posizione debitoria"

#: ui/spt-positions-page.ui
msgid ""
"Here the amounts that citizens and companies owe are prepared, checked and "
"sent. They come from a file, or are written one by one."
msgstr ""
"Qui si preparano, si controllano e si inviano gli importi dovuti da "
"cittadini e imprese. Arrivano da un file o si scrivono una per una."

#: ui/spt-positions-page.ui
msgid "_New Position"
msgstr "_Nuova posizione"

#: ui/spt-positions-page.ui
msgid "Nothing Found"
msgstr "Nessun risultato"

#: ui/spt-positions-page.ui
msgid "No position answers to this filter and search."
msgstr "Nessuna posizione corrisponde al filtro e alla ricerca."

#: ui/spt-positions-page.ui
msgid "_Clear Filter"
msgstr "_Togli il filtro"

#: ui/spt-positions-page.ui
msgid "S_how"
msgstr "_Mostra"

#: ui/spt-positions-page.ui
msgid "Clear the filter so that all selected positions are in the list"
msgstr "Toglie il filtro, così tutte le posizioni selezionate sono nell'elenco"

#: ui/spt-positions-page.ui
msgid "Clear Selection"
msgstr "Annulla la selezione"

#: ui/spt-positions-page.ui
msgid "Delete"
msgstr "Elimina"

#: ui/spt-preferences-window.ui
msgid "Whoever works here"
msgstr "Chi lavora qui"

#: ui/spt-preferences-window.ui
msgid "The name signs orders and decisions in this archive."
msgstr "Il nome firma ordini e decisioni in questo archivio."

#: ui/spt-preferences-window.ui
msgid "On this computer"
msgstr "Su questo computer"

#: ui/spt-preferences-window.ui
msgid "Announce outcomes"
msgstr "Annuncia gli esiti"

#: ui/spt-preferences-window.ui
msgid ""
"A notification when a submission ends or needs a decision while the window "
"is in the background"
msgstr ""
"Una notifica quando un invio si conclude o richiede una decisione mentre la "
"finestra è in secondo piano"

#: ui/spt-preferences-window.ui
msgid "Appearance"
msgstr "Aspetto"

#: ui/spt-preferences-window.ui
msgid "As the system"
msgstr "Come il sistema"

#: ui/spt-preferences-window.ui
msgid "Light"
msgstr "Chiaro"

#: ui/spt-preferences-window.ui
msgid "Dark"
msgstr "Scuro"

#: ui/spt-send-dialog.ui
msgid "Send"
msgstr "Invio"

#: ui/spt-send-dialog.ui
msgid "Stages"
msgstr "Fasi"

#: ui/spt-send-dialog.ui
msgid "Withdraw what has not left yet"
msgstr "Ritira ciò che non è ancora partito"

#: ui/spt-send-dialog.ui
msgid "The others can leave; these stay to be corrected"
msgstr "Le altre possono partire; queste restano da correggere"

#: ui/spt-send-dialog.ui
msgid "_Go to What Is to Correct"
msgstr "_Vai a ciò che è da correggere"

#: ui/spt-shortcuts.ui ui/spt-sidebar.ui
msgid "Pages"
msgstr "Pagine"

#: ui/spt-shortcuts.ui
msgid "Today, Debt positions, Submissions, Accounts"
msgstr "Oggi, Posizioni debitorie, Invii, Account"

#: ui/spt-shortcuts.ui
msgid "Forward"
msgstr "Avanti"

#: ui/spt-shortcuts.ui
msgid "Refresh"
msgstr "Aggiorna"

#: ui/spt-shortcuts.ui
msgid "Finding"
msgstr "Ricerca"

#: ui/spt-shortcuts.ui
msgid "Search this page"
msgstr "Cerca nella pagina"

#: ui/spt-shortcuts.ui
msgid "Find anything: a name, a fiscal code, an IUV"
msgstr "Cerca ovunque: un nome, un codice fiscale, uno IUV"

#: ui/spt-shortcuts.ui
msgid "Work"
msgstr "Lavoro"

#: ui/spt-shortcuts.ui
msgid "New"
msgstr "Nuovo"

#: ui/spt-shortcuts.ui
msgid "Import from a file"
msgstr "Importa da file"

#: ui/spt-shortcuts.ui
msgid "Next thing to correct"
msgstr "Prossima cosa da correggere"

#: ui/spt-shortcuts.ui
msgid "Save and go to the next one to fix"
msgstr "Salva e passa al prossimo da correggere"

#: ui/spt-shortcuts.ui
msgid "Program"
msgstr "Programma"

#: ui/spt-shortcuts.ui
msgid "Main menu"
msgstr "Menù principale"

#: ui/spt-shortcuts.ui
msgid "Preferences"
msgstr "Preferenze"

#: ui/spt-shortcuts.ui
msgid "Keyboard shortcuts"
msgstr "Scorciatoie da tastiera"

#: ui/spt-shortcuts.ui
msgid "Close the window"
msgstr "Chiudi la finestra"

#: ui/spt-shortcuts.ui
msgid "Quit"
msgstr "Esci"

#: ui/spt-sidebar.ui
msgid "_New Debt Position…"
msgstr "_Nuova posizione debitoria…"

#: ui/spt-sidebar.ui
msgid "_Import…"
msgstr "_Importa…"

#: ui/spt-sidebar.ui
msgid "_Find Anything…"
msgstr "_Cerca ovunque…"

#: ui/spt-sidebar.ui
msgid "_Stop All Sending"
msgstr "_Ferma tutti gli invii"

#: ui/spt-sidebar.ui
msgid "_Practice Mode"
msgstr "_Simulazione"

#: ui/spt-sidebar.ui
msgid "_Back Up Archive…"
msgstr "Co_pia l'archivio…"

#: ui/spt-sidebar.ui
msgid "_Restore Archive…"
msgstr "_Ripristina l'archivio…"

#: ui/spt-sidebar.ui
msgid "_Verify Archive"
msgstr "_Verifica l'archivio"

#: ui/spt-sidebar.ui
msgid "Pr_eferences"
msgstr "Pr_eferenze"

#: ui/spt-sidebar.ui
msgid "_Keyboard Shortcuts"
msgstr "_Scorciatoie da tastiera"

#: ui/spt-sidebar.ui
msgid "_About Sportello"
msgstr "_Informazioni su Sportello"

#: ui/spt-sidebar.ui
msgid "Main Menu"
msgstr "Menù principale"

#: ui/spt-submission-page.ui
msgid "Submission"
msgstr "Invio"

#: ui/spt-submission-page.ui
msgid "The service’s own number for it"
msgstr "Identificativo dato dal servizio"

#: ui/spt-submission-page.ui
msgid "Original Message"
msgstr "Messaggio originale"

#: ui/spt-submission-page.ui
msgid "How far the service is"
msgstr "Avanzamento del servizio"

#: ui/spt-submission-page.ui
msgid "_Check Outcome"
msgstr "_Verifica esito"

#: ui/spt-submission-page.ui
msgid "_Say What Was Seen…"
msgstr "_Che cosa si è visto…"

#: ui/spt-submission-page.ui
msgid "Save _Proof…"
msgstr "Salva la _prova…"

#: ui/spt-submission-page.ui
msgid "A file with what was sent and answered, which can be verified elsewhere"
msgstr "Un file con ciò che è stato inviato e risposto, verificabile altrove"

#: ui/spt-window.ui
msgid "Practice: no data leaves this computer"
msgstr "Simulazione: nessun dato esce da questo computer"

#: ui/spt-window.ui
msgid "Opening the archive…"
msgstr "Apertura dell'archivio…"

#: src/ui/spt-finding-table.c
msgid "Correct Here"
msgstr "Correggi qui"

#: src/ui/spt-import-check.c
msgid "Nothing to look at in these rows."
msgstr "Niente da guardare in queste righe."

#: src/ui/spt-import-check.c
msgid "to correct"
msgid_plural "to correct"
msgstr[0] "da correggere"
msgstr[1] "da correggere"

#: src/ui/spt-import-check.c
msgid "duplicate"
msgid_plural "duplicates"
msgstr[0] "doppia"
msgstr[1] "doppie"

#: src/ui/spt-import-check.c
msgid "unreadable"
msgid_plural "unreadable"
msgstr[0] "illeggibile"
msgstr[1] "illeggibili"

#: src/ui/spt-import-check.c
msgid "Layout not remembered"
msgstr "Disposizione non memorizzata"

#. Translators: %s is what somebody called the layout of a file
#: src/ui/spt-import-check.c
#, c-format
msgid "Layout already known: %s"
msgstr "Disposizione già nota: %s"

#. Translators: %s is what somebody called the layout of a file
#: src/ui/spt-import-check.c
#, c-format
msgid "Layout: %s"
msgstr "Disposizione: %s"

#: src/ui/spt-import-check.c
msgid "Duplicate and unreadable rows stay out; the reasons are below."
msgstr "Le righe doppie e illeggibili restano fuori; i motivi sono qui sotto."

#: src/ui/spt-import-check.c
msgid "Show Only These Rows"
msgstr "Mostra solo queste righe"

#: src/ui/spt-import-column-row.c
msgid "Choose a Column"
msgstr "Scegliere una colonna"

#. Translators: one of our columns, and the column of the file that comes into it
#: src/ui/spt-import-column-row.c
#, c-format
msgctxt "column"
msgid "%1$s: %2$s"
msgstr "%1$s: %2$s"

#. Translators: %s is what was written between braces
#: src/ui/spt-import-column-row.c
#, c-format
msgid ""
"The file has no column “%s”. Write the names of columns between braces: "
"{Surname} {Name}."
msgstr ""
"Il file non ha una colonna «%s». Scrivere i nomi delle colonne fra graffe: "
"{Cognome} {Nome}."

#: src/ui/spt-import-column-row.c
msgctxt "column"
msgid "required, still missing"
msgstr "obbligatoria, manca ancora"

#: src/ui/spt-import-column-row.c
msgctxt "column"
msgid "required"
msgstr "obbligatoria"

#: src/ui/spt-import-column-row.c
msgid "No"
msgstr "No"

#: src/ui/spt-import-column-row.c
msgid "Yes"
msgstr "Sì"

#: src/ui/spt-import-column-row.c
msgctxt "cell"
msgid "empty"
msgstr "vuota"

#: src/ui/spt-import-columns.c
msgid "The file has no rows"
msgstr "Il file non ha righe"

#. Translators: %s are the names of columns
#: src/ui/spt-import-columns.c
#, c-format
msgid "Still missing: %s"
msgstr "Mancano ancora: %s"

#: src/ui/spt-import-columns.c
#, c-format
msgid "%u More Column"
msgid_plural "%u More Columns"
msgstr[0] "Un'altra colonna"
msgstr[1] "Altre %u colonne"

#. Translators: %s is a group of columns: "Transfer 2"
#: src/ui/spt-import-columns.c
#, c-format
msgid "Add “%s”"
msgstr "Aggiungi «%s»"

#: src/ui/spt-import-columns.c
msgctxt "columns"
msgid "General"
msgstr "Generale"

#: src/ui/spt-import-columns.c
msgid "Comma: 1.234,50"
msgstr "Virgola: 1.234,50"

#: src/ui/spt-import-columns.c
msgid "Found from the amounts"
msgstr "Dedotto dagli importi"

#: src/ui/spt-import-columns.c
msgid "Point: 1,234.50"
msgstr "Punto: 1,234.50"

#: src/ui/spt-import-dialog.c
msgid "Reading the File"
msgstr "Lettura del file"

#: src/ui/spt-import-dialog.c
msgid "Saving the Rows That Stay Out"
msgstr "Salvataggio delle righe scartate"

#: src/ui/spt-import-dialog.c
msgid "Taking the Import Back"
msgstr "Annullamento dell'importazione"

#: src/ui/spt-import-dialog.c
msgid "Stopped: the import stays as it was."
msgstr "Interrotto: l'importazione resta com'era."

#: src/ui/spt-import-dialog.c
msgid "Stopped: nothing has changed."
msgstr "Interrotto: non è cambiato niente."

#. Translators: %s is the name of a file
#: src/ui/spt-import-dialog.c
#, c-format
msgid ""
"The rows that stay out are in %s, each with its reason. Nothing came in."
msgstr ""
"Le righe scartate sono in %s, ciascuna con il motivo. Non è entrato niente."

#: src/ui/spt-import-mend.c
msgid "_Correct"
msgstr "_Correggi"

#: src/ui/spt-import-mend.c
msgid "Correct value"
msgstr "Valore corretto"

#: src/ui/spt-import-picker.c
msgid "The same text in all rows"
msgstr "Valore fisso in tutte le righe"

#: src/ui/spt-import-picker.c
msgid "Two columns joined"
msgstr "Due colonne unite"

#: src/ui/spt-import-picker.c
msgid "A template"
msgstr "Modello libero"

#: src/ui/spt-import-picker.c
msgid "Nothing"
msgstr "Niente"

#: src/ui/spt-import-picker.c
msgid "Columns of the file"
msgstr "Colonne del file"

#: src/ui/spt-import-picker.c
msgid "Search columns"
msgstr "Cerca fra le colonne"

#: src/ui/spt-import-words.c
msgid ""
"A spreadsheet or CSV table with one row for each payment, whatever its "
"columns are called; or the service's own JSON, also zipped. Everything is "
"checked first: nothing comes in before you say so."
msgstr ""
"Un foglio di calcolo o una tabella CSV con una riga per pagamento, comunque "
"si chiamino le colonne; oppure il JSON del servizio, anche compresso. Prima "
"si controlla tutto: niente entra senza conferma."

#: src/ui/spt-import-words.c
msgid "The import was stopped: no position came in."
msgstr "Importazione interrotta: non è entrata nessuna posizione."

#: src/ui/spt-import-work.c
msgid "separated by semicolons"
msgstr "separati da punto e virgola"

#: src/ui/spt-import-work.c
msgid "separated by commas"
msgstr "separati da virgole"

#: src/ui/spt-import-work.c
msgid "separated by tabs"
msgstr "separati da tabulazioni"

#: src/ui/spt-import-work.c
msgid "separated by vertical bars"
msgstr "separati da barre verticali"

#: src/ui/spt-import-work.c
msgid "Workbook"
msgstr "Cartella di lavoro"

#. Translators: %s is the name of one sheet of a workbook
#: src/ui/spt-import-work.c
#, c-format
msgid "Workbook, sheet “%s”"
msgstr "Cartella di lavoro, foglio «%s»"

#: src/ui/spt-import-work.c
msgid "The service's own JSON"
msgstr "JSON del servizio"

#: src/ui/spt-import-work.c
msgid "Generated"
msgstr "Generato da Sportello"

#: src/ui/spt-import-work.c
msgid "From the account"
msgstr "Dall'account"

#: src/ui/spt-issue-row.c
msgid "Emptied. It is being checked again."
msgstr "Svuotato. Nuovo controllo in corso."

#. Translators: %s is what a person wrote instead of a faulty value
#: src/ui/spt-issue-row.c
#, c-format
msgid "Corrected: %s. It is being checked again."
msgstr "Corretto: %s. Nuovo controllo in corso."

#: src/ui/spt-issue-row.c
msgctxt "finding"
msgid "Corrected"
msgstr "Corretto"

#: ui/spt-import-check.ui
msgid "C_hange"
msgstr "_Cambia"

#: ui/spt-import-check.ui
msgid "Change the Layout"
msgstr "Cambia disposizione"

#: ui/spt-import-check.ui
msgid "Cha_nge"
msgstr "Ca_mbia"

#: ui/spt-import-check.ui
msgid "Change the Creditor Body"
msgstr "Cambia ente creditore"

#: ui/spt-import-check.ui
msgid "Checking again…"
msgstr "Nuovo controllo in corso…"

#: ui/spt-import-check.ui
msgid "_Save the Rows That Stay Out…"
msgstr "_Salva le righe scartate…"

#: ui/spt-import-choose.ui
msgid "C_hange…"
msgstr "_Cambia…"

#: ui/spt-import-choose.ui
msgid "Sheet"
msgstr "Foglio"

#: ui/spt-import-choose.ui
msgid "Creditor body"
msgstr "Ente creditore"

#: ui/spt-import-choose.ui
msgid "The file does not say whose the rows are"
msgstr "Il file non dice di quale ente sono le righe"

#: ui/spt-import-choose.ui
msgid "Generate missing IUVs"
msgstr "Genera gli IUV mancanti"

#: ui/spt-import-choose.ui
msgid "A row without one gets the next notice number of the body"
msgstr "Una riga senza IUV riceve il prossimo numero di avviso dell'ente"

#: ui/spt-import-choose.ui
msgid "C_ontinue"
msgstr "C_ontinua"

#: ui/spt-import-columns.ui
msgid "Previous Example Row"
msgstr "Riga di esempio precedente"

#: ui/spt-import-columns.ui
msgid "Next Example Row"
msgstr "Riga di esempio successiva"

#: ui/spt-import-columns.ui
msgid ""
"For each of our columns, what comes into it from the file. On the right is "
"how it would come in."
msgstr ""
"Per ogni colonna di Sportello, che cosa vi entra dal file; accanto, come "
"entrerebbe."

#: ui/spt-import-columns.ui
msgid "Column names are in row"
msgstr "Intestazione alla riga"

#: ui/spt-import-columns.ui
msgid "Decimal sign of amounts"
msgstr "Segno decimale degli importi"

#: ui/spt-import-columns.ui
msgid "The amounts alone do not say it"
msgstr "Gli importi da soli non lo dicono"

#: ui/spt-import-columns.ui
msgid "Columns Not Used"
msgstr "Colonne non usate"

#: ui/spt-import-columns.ui
msgid "They stay out; the file keeps them."
msgstr "Restano fuori; il file le conserva."

#: ui/spt-import-columns.ui
msgid "The next file with the same columns is recognised by itself."
msgstr "Il prossimo file con le stesse colonne viene riconosciuto da solo."

#: ui/spt-import-columns.ui
msgid "Remember this layout as"
msgstr "Ricorda questa disposizione come"

#: ui/spt-import-columns.ui
msgid "_Check the File"
msgstr "_Controlla il file"

#: ui/spt-import-dialog.ui
msgid "Check _Again"
msgstr "C_ontrolla di nuovo"
