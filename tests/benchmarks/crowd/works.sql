-- Five thousand works, one in nine of the hedges; every other one with some pages of text inside.

CREATE TEMP TABLE paragraph AS
SELECT n, (SELECT string_agg(pg_temp.one_of(
    'haie eau réunion élève développement rural commune plan gestion mare projet territoire habitant le la les de du des et pour avec '
    'association atelier forêt énergie partage jardin quartier budget conseil maire paysan culture école climat sol rivière vélo', n * 31 + m * m * 7 + m / 3)
    || CASE WHEN m % 9 = 0 THEN (n * m % 4000)::text ELSE '' END, ' ') FROM generate_series(1, 120) AS m) AS words
FROM generate_series(1, 400) AS n;
CREATE UNIQUE INDEX ON paragraph (n);

INSERT INTO library_work (code, community, network, reach, type, title, description, link, text, text_state, deposited_by, deposited_at)
SELECT pg_temp.coded('w', number), CASE WHEN number % 25 > 0 THEN place.id END, CASE WHEN number % 25 = 0 THEN place.network END,
       pg_temp.one_of('public public network community circle_1', number), pg_temp.one_of('guide study minutes tool', number),
       'Ressource ' || number || ' : ' || left(one.words, 60), left(one.words, 300), 'https://example.org/' || number,
       CASE WHEN number % 2 = 0 THEN (SELECT string_agg(words, E'\n') FROM paragraph WHERE n > number % 380 AND n <= number % 380 + 8) ELSE '' END,
       'done', somebody.id, now() - number % 2500 * interval '14 hours'
FROM generate_series(1, :communities * 17) AS number
JOIN place ON place.n = CASE WHEN number % 9 = 0 THEN 1 ELSE 1 + number % :communities END
JOIN paragraph AS one ON one.n = 1 + number % 400
JOIN somebody ON somebody.n = 1 + number % :people;

ALTER TABLE library_work_topic DISABLE TRIGGER USER; -- which would index each work three times more
INSERT INTO library_work_topic (work, topic)
SELECT work.id, topic.id FROM library_work AS work, generate_series(1, 3) AS time, network_topic AS topic
WHERE work.code LIKE 'w%' AND topic.slug = 'topic-' || 1 + (work.id * time) % 120 ON CONFLICT DO NOTHING;
ALTER TABLE library_work_topic ENABLE TRIGGER USER;
