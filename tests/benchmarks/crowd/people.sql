-- Everybody, for whom they speak, and what is known of them. `somebody`: the crowd, counted from 1.

CREATE FUNCTION pg_temp.coded(letter text, number bigint) RETURNS text IMMUTABLE LANGUAGE sql
    RETURN letter || translate(lpad(number::text, 9, 'x'), '01', 'yz');
CREATE FUNCTION pg_temp.one_of(words text, number bigint) RETURNS text IMMUTABLE LANGUAGE sql
    RETURN (string_to_array(words, ' '))[1 + number % cardinality(string_to_array(words, ' '))];
CREATE FUNCTION pg_temp.who(called text) RETURNS integer STABLE LANGUAGE sql
    RETURN (SELECT id FROM public.network_person WHERE email = called || '@example.org');

INSERT INTO network_organisation (code, name, sort_key, kind)
SELECT pg_temp.coded('o', n), 'Mairie de ' || town || '-' || n, 'mairie de ' || lower(town) || ' ' || lpad(n::text, 5, '0'), 'commune'
FROM generate_series(1, greatest(:people / 30, 10)) AS n,
     pg_temp.one_of('Auch Albi Cahors Foix Rodez Tarbes Nîmes Mende Figeac Gourdon Pamiers Lourdes', n) AS town;

INSERT INTO network_person (code, given_name, family_name, sort_key, email, phone, known_since_at, known_from)
SELECT pg_temp.coded('p', n), given, family, lower(family || ' ' || given), CASE WHEN n % 20 > 0 THEN 'p' || n || '@example.org' END,
       CASE WHEN n % 3 = 0 THEN '05 61 ' || lpad((n % 1000000)::text, 6, '0') END,
       now() - n % 1500 * interval '1 day', 'Fichier des partenaires'
FROM generate_series(1, :people) AS n,
     pg_temp.one_of('Marie Jean Zoé Amin Odile José Inès Hélène Paul Léa Yann Théodora Nadia Luc Rose Ali Jade Hugo', n * 7 + n / 18) AS given,
     pg_temp.one_of('Ber Char Du Fa Gau La Mar Mo Per Ro Sau Thi Val Ver Ban Cou Del Gi', n / 3) AS first,
     pg_temp.one_of('nar bon cher din rel tin lan ri gon mas sard lier nier ron dou', n / 17) AS middle,
     pg_temp.one_of('d t s eau et in ot ard ier y', n / 101) AS last,
     concat(first, middle, last) AS family;

CREATE TEMP TABLE somebody AS
SELECT row_number() OVER (ORDER BY id)::int AS n, id, email, given_name || ' ' || family_name AS name
FROM network_person WHERE known_from = 'Fichier des partenaires';
CREATE UNIQUE INDEX ON somebody (n);
CREATE UNIQUE INDEX ON somebody (id);

INSERT INTO network_affiliation (person, organisation, function, college, since_on, until_on)
SELECT id, (SELECT min(id) FROM network_organisation WHERE code >= 'o') + n % (:people / 30), 'chargée de mission',
       pg_temp.one_of('elected agent civil expert citizen', n + time), date '2019-01-01' + time * 1000,
       CASE WHEN time = 0 THEN date '2019-01-01' + 1000 END
FROM somebody, generate_series(0, 1) AS time WHERE time = 1 OR n % 4 = 0;

INSERT INTO network_account (person, address, verified_at)
SELECT id, email, now() FROM somebody WHERE n % 10 = 1;
INSERT INTO network_sign_in (digest, person, created_at, seen_at, ends_at)
SELECT md5('sign in ' || n), person, now() - n % 20 * interval '1 day', now() - n % 5 * interval '1 day', now() + interval '10 days'
FROM (SELECT account.person, row_number() OVER () AS n FROM network_account AS account, generate_series(1, 2)) AS every;
INSERT INTO network_sign_in_letter (code, address, asked_at, answered_at)
SELECT pg_temp.coded('l', n), 'p' || n || '@example.org', now() - n % 9000 * interval '1 minute', now() FROM generate_series(1, :people / 2) AS n;

INSERT INTO network_disclosure (person, field, reach, chosen_at)
SELECT id, field, 'network', now() FROM somebody, unnest(ARRAY['name', 'organisation', 'email']) AS field WHERE n % 3 = 0;
INSERT INTO network_trace (person, by, what, before, after, at)
SELECT CASE WHEN n % 50 = 0 THEN pg_temp.who('zoe') ELSE somebody.id END, pg_temp.who('hugo'), 'phone', '05 61 00 00 00', '05 61 00 00 01',
       now() - n % 700 * interval '1 day'
FROM somebody WHERE n % 5 = 0;
INSERT INTO network_note (code, kind, person, subject, state, asked_at, ring_at, delivered_at)
SELECT pg_temp.coded('n', n), 'network.sign_in', CASE WHEN n % 300 = 0 THEN pg_temp.who('zoe') WHEN n % 300 = 1 THEN pg_temp.who('hugo')
       WHEN n % 300 = 2 THEN pg_temp.who('cora') ELSE id END,
       n, CASE WHEN n % 500 = 0 THEN 'failed' ELSE 'delivered' END, now() - n % 900 * interval '1 day', now(), now()
FROM somebody;
INSERT INTO network_objection (person, since_at, source) SELECT id, now(), 'letter' FROM somebody WHERE n % 500 = 0;
INSERT INTO network_erasure (at, way) SELECT now() - n * interval '1 hour', 'figures' FROM generate_series(1, :people / 1000) AS n;
