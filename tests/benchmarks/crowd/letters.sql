-- Newsletters, who reads them, ten letters of each with what became of every copy; of the hedges twenty times as many.

INSERT INTO mailing_newsletter (code, community, name, description, reach)
SELECT pg_temp.coded('n', n), id, 'La lettre de ' || name, 'Une fois par mois.', 'public' FROM place WHERE n > 1;
INSERT INTO mailing_newsletter (code, network, name, description, reach)
SELECT pg_temp.coded('r', n), network, 'La lettre du réseau ' || n, 'Chaque semaine.', 'public' FROM place WHERE n <= 3;
CREATE TEMP TABLE periodical AS
SELECT letter.id, letter.code, letter.community, letter.network, coalesce(place.n, 0) AS n FROM mailing_newsletter AS letter
LEFT JOIN place ON place.id = letter.community WHERE (place.n IS NOT NULL OR letter.network IS NOT NULL) AND letter.reach = 'public';

INSERT INTO mailing_subscription (code, newsletter, person, name, address, source, asked_at, since_at, ended_at, text_shown)
SELECT pg_temp.coded('s', row_number() OVER ()), periodical.id, somebody.id, somebody.name, somebody.email, 'page', since, since,
       CASE WHEN somebody.n % 15 = 0 THEN since + interval '90 days' END, 'Je veux recevoir cette lettre.'
FROM periodical JOIN somebody ON somebody.email IS NOT NULL AND CASE WHEN periodical.n = 0 THEN somebody.n % 4 = 1
     WHEN periodical.n = 1 THEN somebody.n <= :people / 20 ELSE somebody.n % :communities = periodical.n - 1 END,
     LATERAL (SELECT now() - (100 + somebody.n % 900) * interval '1 day' AS since) AS age;
INSERT INTO network_consent (person, purpose, subject, text_version, text_shown, at, source)
SELECT person, 'mailing.newsletter', newsletter, '1', text_shown, since_at, 'page' FROM mailing_subscription WHERE text_shown LIKE 'Je veux%';

CREATE TEMP TABLE issue AS
SELECT row_number() OVER (ORDER BY periodical.n = 1, periodical.id, time)::int AS number, periodical.*, time FROM periodical,
LATERAL generate_series(1, CASE WHEN periodical.n = 1 THEN 200 WHEN periodical.n = 0 THEN 100 ELSE 9 END) AS time;
INSERT INTO mailing_send (code, content, state, asked_by, started_at, done_at)
SELECT pg_temp.coded('s', number), '{}', 'done', pg_temp.who('hugo'), sent, sent + interval '10 minutes'
FROM issue, LATERAL (SELECT now() - time * interval '9 days' AS sent) AS age;
INSERT INTO mailing_letter (code, newsletter, community, network, reach, subject, preheader, since_on, written_by, written_at, changed_at,
                            sent_at, sent_by, sent_way, send, html, text)
SELECT pg_temp.coded('l', number), issue.id, community, network, 'public', 'Les nouvelles du mois, numéro ' || time, 'Ce qui vient', current_date,
       pg_temp.who('hugo'), send.started_at, send.started_at, CASE WHEN time > 1 THEN send.started_at END, pg_temp.who('hugo'),
       CASE WHEN time > 1 THEN 'agreed' ELSE '' END, CASE WHEN time > 1 THEN send.id END,
       '<!doctype html><title>Les nouvelles</title><p>' || repeat(paragraph.words, 5) || '</p>', repeat(paragraph.words, 5)
FROM issue JOIN mailing_send AS send ON send.code = pg_temp.coded('s', number) JOIN paragraph ON paragraph.n = 1 + number % 400;

INSERT INTO mailing_agreement (letter, person, answer, digest, at)
SELECT id, pg_temp.who('hugo'), answer, md5(code), written_at FROM mailing_letter, unnest(ARRAY['asked', 'agreed']) AS answer WHERE sent_way = 'agreed';
INSERT INTO mailing_block (letter, kind, position, words)
SELECT letter.id, kind, position, 'Quelques mots à nos lecteurs.' FROM mailing_letter AS letter,
unnest(ARRAY['text', 'events.coming', 'library.new', 'text']) WITH ORDINALITY AS block (kind, position) WHERE letter.code LIKE 'l_________';
INSERT INTO mailing_link (letter, address, became, tried_at)
SELECT letter.id, 'https://example.org/' || n, 'good', now() FROM mailing_letter AS letter, generate_series(1, 8) AS n;

INSERT INTO mailing_delivery (send, position, person, address, name, state, code, reply, ended_at)
SELECT send.id, row_number() OVER (PARTITION BY send.id) - 1, somebody.id, 'p' || somebody.n || '@example.org', somebody.name,
       CASE WHEN somebody.n % 40 = 0 THEN 'refused' ELSE 'accepted' END, CASE WHEN somebody.n % 40 = 0 THEN 550 ELSE 250 END, 'said', now()
FROM issue JOIN mailing_send AS send ON send.code = pg_temp.coded('s', number)
JOIN somebody ON somebody.n BETWEEN 1 + number * 97 % (:people / 2) AND number * 97 % (:people / 2) + CASE WHEN issue.n = 1 THEN 700 ELSE 60 END;
UPDATE mailing_letter AS letter SET send = big.id, sent_way = 'agreed' -- the letter that the paths name, to five thousand
FROM (SELECT id FROM mailing_send WHERE code LIKE 's%' ORDER BY id DESC LIMIT 1) AS big WHERE letter.code = 'lettersent';
UPDATE mailing_letter SET sent_at = NULL, send = NULL, sent_way = '' WHERE code <> 'lettersent' AND send = (SELECT send FROM mailing_letter WHERE code = 'lettersent');
INSERT INTO mailing_delivery (send, position, person, address, name, state, code, ended_at)
SELECT letter.send, 10000 + somebody.n, somebody.id, 'p' || somebody.n || '@example.org', somebody.name, state,
       CASE WHEN state <> 'waiting' THEN 250 END, CASE WHEN state <> 'waiting' THEN now() END
FROM mailing_letter AS letter JOIN somebody ON somebody.n <= :people / 20,
LATERAL (SELECT CASE WHEN letter.code = 'letterhalt' AND somebody.n % 3 = 0 THEN 'waiting' ELSE 'accepted' END AS state) AS became
WHERE letter.code IN ('lettersent', 'letterhalt');
INSERT INTO mailing_suppression (digest, reason, since_at) SELECT md5('suppressed ' || n), 'bounced', now() FROM generate_series(1, :people / 100) AS n;
