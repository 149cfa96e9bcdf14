-- Twenty thousand days, past and to come, with who registered, was asked, waits and came. The day of the hedges that the
-- paths name has a full house, and so had the past one.

INSERT INTO events_event (code, uid, community, network, reach, kind, title, summary, starts_at, ends_at, place_name, capacity, organised_by,
                          planned_by, planned_at, published_by, published_at, cancelled_at, changed_at)
SELECT pg_temp.coded('e', number), 'crowd-' || number || '@example.org', CASE WHEN number % 70 > 0 THEN place.id END,
       CASE WHEN number % 70 = 0 THEN place.network END, pg_temp.one_of('public public public network community', number),
       pg_temp.one_of('meeting_day meeting_day webinar', number), 'Rencontre ' || number || ' : ' || left(paragraph.words, 40), left(paragraph.words, 200),
       begins, begins + interval '3 hours', 'Salle des fêtes', 40, pg_temp.who('hugo'), pg_temp.who('hugo'), begins - interval '60 days',
       CASE WHEN number % 50 > 0 THEN pg_temp.who('hugo') END, CASE WHEN number % 50 > 0 THEN begins - interval '50 days' END,
       CASE WHEN number % 60 = 0 THEN begins - interval '5 days' END, begins - interval '50 days'
FROM generate_series(1, :communities * 67) AS number
JOIN place ON place.n = CASE WHEN number % 45 = 0 THEN 1 ELSE 1 + number % :communities END
JOIN paragraph ON paragraph.n = 1 + number % 400,
LATERAL (SELECT date_trunc('day', now()) + interval '9 hours' + (180 - number * 13 % 1640) * interval '1 day' AS begins) AS time;
UPDATE events_event SET capacity = 400 WHERE code = 'hedgescome';
UPDATE events_event SET capacity = 500 WHERE code = 'hedgespast';
CREATE TEMP TABLE gathering AS
SELECT event.id, event.code, event.community, event.network, starts_at, (event.code IN ('hedgescome', 'hedgespast')) AS is_big,
       (starts_at < now()) AS is_past, row_number() OVER (ORDER BY event.id)::int AS n
FROM events_event AS event WHERE cancelled_at IS NULL AND published_at IS NOT NULL AND (event.community IS NOT NULL OR event.network IS NOT NULL);

INSERT INTO events_session (code, event, starts_at, ends_at, title, format)
SELECT pg_temp.coded('s', n * 10 + time), id, starts_at + (time - 1) * interval '1 hour', starts_at + time * interval '1 hour',
       pg_temp.one_of('Accueil Échanges Ateliers', time - 1), pg_temp.one_of('welcome talk world_cafe', time - 1)
FROM gathering, generate_series(1, 3) AS time WHERE NOT is_big;

CREATE TEMP TABLE guest AS -- fifteen to a day, three hundred to the two that the paths name
SELECT gathering.*, somebody.id AS person, somebody.n AS number, affiliation.organisation, affiliation.college
FROM gathering JOIN somebody ON somebody.n BETWEEN 1 + gathering.n * 53 % (:people / 2)
     AND gathering.n * 53 % (:people / 2) + CASE WHEN is_big THEN 300 ELSE 15 END
JOIN network_affiliation AS affiliation ON affiliation.person = somebody.id AND affiliation.until_on IS NULL;
INSERT INTO events_booking (code, event, person, organisation, college, asked_at, confirmed_at, cancelled_at)
SELECT pg_temp.coded('b', row_number() OVER ()), id, person, organisation, college, asked, asked, CASE WHEN number % 17 = 0 THEN asked END
FROM guest, LATERAL (SELECT least(now(), starts_at) - number % 40 * interval '1 day' AS asked) AS time;
INSERT INTO events_booking (code, event, person, asked_at, confirmed_at) -- somebody of the village goes everywhere
SELECT pg_temp.coded('z', n), id, pg_temp.who('zoe'), now(), now() FROM gathering WHERE n % 60 = 0 ON CONFLICT DO NOTHING;

INSERT INTO events_attendance (code, event, booking, person, organisation, college, ticked_by, ticked_at)
SELECT pg_temp.coded('a', booking.id), booking.event, booking.id, booking.person, booking.organisation, booking.college, pg_temp.who('hugo'), starts_at
FROM events_booking AS booking JOIN gathering ON gathering.id = booking.event
WHERE is_past AND booking.cancelled_at IS NULL AND booking.id % 5 > 0 AND booking.code ~ '^[bz]x' ON CONFLICT DO NOTHING;
INSERT INTO network_act (kind, person, community, network, done_on, subject, organisation, college)
SELECT 'events.came', attendance.person, gathering.community, gathering.network, starts_at::date, event, attendance.organisation, attendance.college
FROM events_attendance AS attendance JOIN gathering ON gathering.id = attendance.event WHERE attendance.person IS NOT NULL ON CONFLICT DO NOTHING;

INSERT INTO events_invitation (code, event, person, invited_by, invited_at, written_at, answer, answered_at)
SELECT pg_temp.coded('i', row_number() OVER ()), guest.id, person, pg_temp.who('hugo'), now(), now(), answer, CASE WHEN answer <> '' THEN now() END
FROM guest, LATERAL (SELECT CASE number % 4 WHEN 0 THEN 'yes' WHEN 1 THEN 'no' WHEN 2 THEN 'maybe' ELSE '' END AS answer) AS said
WHERE is_big OR n % 3 = 0 ON CONFLICT DO NOTHING;
INSERT INTO events_invitation (code, event, person, invited_by, invited_at, written_at) -- the whole third circle
SELECT pg_temp.coded('j', row_number() OVER ()), gathering.id, person, pg_temp.who('hugo'), now(), now() FROM gathering JOIN member USING (community)
WHERE gathering.code = 'hedgescome' ON CONFLICT DO NOTHING;
INSERT INTO events_waiting_place (code, event, person, organisation, asked_at, since_at, left_at)
SELECT pg_temp.coded('w', row_number() OVER ()), gathering.id, somebody.id, NULL, now(), now() - somebody.n * interval '1 minute',
       CASE WHEN NOT is_big AND somebody.n % 3 = 0 THEN now() END
FROM gathering JOIN somebody ON somebody.n BETWEEN :people / 2 + 400 + gathering.n % 100 AND :people / 2 + 400 + gathering.n % 100 + CASE WHEN is_big THEN 150 ELSE 4 END
WHERE NOT is_past AND (is_big OR gathering.n % 3 = 0) ON CONFLICT DO NOTHING;

INSERT INTO events_headcount (code, event, people, how, counted_by, written_by)
SELECT pg_temp.coded('h', n * 100 + time), id, 40 + time, 'door', 'Hugo', pg_temp.who('hugo') FROM gathering,
LATERAL generate_series(1, CASE WHEN is_big THEN 40 ELSE 1 END) AS time WHERE is_past AND (is_big OR n % 4 = 0);
INSERT INTO events_reminder (event, days, decided_by) SELECT id, 2, pg_temp.who('hugo') FROM gathering WHERE n % 5 = 0 ON CONFLICT DO NOTHING;
INSERT INTO events_thanks (event, sent_at, decided_by) SELECT id, now(), pg_temp.who('hugo') FROM gathering WHERE is_past AND NOT is_big AND n % 2 = 0 ON CONFLICT DO NOTHING;
INSERT INTO events_feed (code, person, name) SELECT pg_temp.coded('f', n), id, 'Téléphone' FROM somebody WHERE n % 20 = 0;
