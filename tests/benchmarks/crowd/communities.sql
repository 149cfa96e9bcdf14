-- Three hundred communities of Occitanie, the hedges first, where the crowd is thickest; who stands in them, who holds an
-- office, who is asked to come nearer. `place`: the communities, counted from 1, the hedges.

INSERT INTO network_community (slug, name, aim, network, opened_on, reach)
SELECT 'c' || n, field || ' ' || n, 'Agir ensemble pour que la transition profite à chaque habitant de notre territoire.',
       (SELECT id FROM network_network WHERE slug = 'occitanie'), '2020-01-01', CASE WHEN n % 20 = 0 THEN 'network' ELSE 'public' END
FROM generate_series(2, :communities) AS n,
     pg_temp.one_of('Eau Énergie Alimentation Mobilités Forêts Habitat Santé Culture Jeunesse Sols Littoral Montagne', n) AS field;

CREATE TEMP TABLE place AS
SELECT row_number() OVER (ORDER BY slug <> 'hedges', id)::int AS n, id, slug, name, network
FROM network_community WHERE slug = 'hedges' OR slug ~ '^c[0-9]+$';
CREATE UNIQUE INDEX ON place (n);

CREATE TEMP TABLE member AS -- a third of them in two communities; the hedges have two thousand besides
SELECT DISTINCT ON (person, community) person, community, circle, n FROM (
    SELECT somebody.id AS person, place.id AS community, somebody.n,
           CASE WHEN somebody.n % 20 = 0 THEN 1 WHEN somebody.n % 5 = 0 THEN 2 ELSE 3 END AS circle
    FROM somebody JOIN place ON place.n IN (1 + somebody.n % :communities, CASE WHEN somebody.n % 3 = 0 THEN 1 + somebody.n * 7 % :communities END)
    UNION ALL SELECT somebody.id, place.id, somebody.n, 3 FROM somebody JOIN place ON place.n = 1 WHERE somebody.n <= :people / 50
) AS every ORDER BY person, community, circle;
CREATE INDEX ON member (community);

INSERT INTO network_standing (person, community, circle, since_on, until_on, because, decided_by)
SELECT person, community, CASE WHEN time = 0 THEN 3 ELSE circle END, CASE WHEN time = 0 THEN date '2021-01-01' WHEN n % 50 = 7 THEN current_date - n % 30
       ELSE date '2023-01-01' END, CASE WHEN time = 0 THEN date '2023-01-01' END, 'a few words of why', pg_temp.who('hugo')
FROM member, generate_series(0, 1) AS time WHERE time = 1 OR n % 2 = 0;
INSERT INTO network_standing (somebody, community, circle, since_on, until_on)
SELECT pg_temp.coded('s', n), id, 3, '2021-01-01', '2022-01-01' FROM place WHERE n % 10 = 0;

INSERT INTO network_team (kind, community) SELECT 'pair', id FROM place WHERE n > 1;
INSERT INTO network_seat (team, position, title, college)
SELECT team.id, position, pg_temp.one_of('Territoire Institution', position - 1), pg_temp.one_of('civil agent', position - 1)
FROM network_team AS team JOIN place ON place.id = team.community AND place.n > 1, generate_series(1, 2) AS position;
INSERT INTO network_mandate (code, person, role, team, seat, since_on, until_on, appointed_by, because)
SELECT pg_temp.coded('m', seat.id * 2 + time), somebody.id, 'gardener', seat.team, seat.id, date '2021-01-01' + time * 700,
       CASE WHEN time = 0 THEN date '2021-01-01' + 700 WHEN place.n % 12 = 0 THEN current_date + 40 END, pg_temp.who('cora'), 'agreed in assembly'
FROM network_seat AS seat JOIN network_team AS team ON team.id = seat.team JOIN place ON place.id = team.community AND place.n > 1
JOIN generate_series(0, 1) AS time ON true JOIN somebody ON somebody.n = place.n * 4 + seat.position * 2 + time
WHERE time = 0 OR place.n % 9 > 0 OR seat.position = 1;
INSERT INTO network_mandate (code, person, role, network, since_on, until_on)
SELECT pg_temp.coded('c', n), id, 'coordinator', (SELECT network FROM place WHERE n = 1), '2022-01-01', CASE WHEN n > 13 THEN date '2024-01-01' END
FROM somebody WHERE n BETWEEN 11 AND 40;

INSERT INTO network_step (code, person, community, to_circle, state, proposed_by, proposed_at, because, decided_by, decided_at)
SELECT pg_temp.coded('s', row_number() OVER ()), person, community, circle - 1, CASE WHEN n % 4 = 0 THEN 'open' ELSE 'declined' END,
       pg_temp.who('hugo'), now() - n % 300 * interval '1 day', 'comes to every day', CASE WHEN n % 4 > 0 THEN person END, CASE WHEN n % 4 > 0 THEN now() END
FROM member WHERE circle > 1 AND n % 13 = 0;

INSERT INTO network_act (kind, person, community, done_on, subject, college) -- beside those of the days
SELECT 'library.deposited', person, community, current_date - (n * time) % 700, 10000000 + n * 4 + time, 'civil'
FROM member, generate_series(1, 3) AS time ON CONFLICT DO NOTHING;

INSERT INTO network_topic (network, slug, name, sort_key)
SELECT network, 'topic-' || n, 'Thématique ' || n, 'thematique ' || lpad(n::text, 4, '0') FROM place WHERE n <= 120;
INSERT INTO network_setting (network, field, before, after, changed_by, changed_at)
SELECT (SELECT network FROM place LIMIT 1), 'sender_name', 'avant ' || n, 'après ' || n, pg_temp.who('cora'), now() - n * interval '1 day'
FROM generate_series(1, 200) AS n;
INSERT INTO network_settlement (key, community, state, settled_by, settled_at)
SELECT 'network.silences:' || n, id, 'done', pg_temp.who('hugo'), now() - time * interval '1 day' FROM place, generate_series(1, 20) AS time;
INSERT INTO network_enquiry (code, community, name, address, words, asked_at)
SELECT pg_temp.coded('q', n * 10 + time), id, 'Jean', 'jean@example.org', 'Bonjour, comment venir ?', now() - time * interval '1 hour'
FROM place, generate_series(1, 6) AS time;
