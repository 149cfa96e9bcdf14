-- What came in and what went out: imports with those who were told, exports, archives, notes by hand.

INSERT INTO network_import (code, community, name, state, placed, known, brought_by, brought_at, confirmed_at, done_at)
SELECT pg_temp.coded('i', n * 10 + time), id, 'acteurs.csv', 'done', 100, 20, pg_temp.who('hugo'), now(), now(), now() - time * interval '20 days'
FROM place, generate_series(1, 3) AS time;
INSERT INTO network_provenance (person, imported, came_at, source, told_at)
SELECT DISTINCT ON (person) person, brought.id, brought.done_at, 'Fichier des partenaires', CASE WHEN n % 3 = 0 THEN now() END
FROM member JOIN LATERAL (
    SELECT id, done_at FROM network_import WHERE community = member.community AND state = 'done'
    ORDER BY code <> 'hedgesdone', id LIMIT 1
) AS brought ON true
ORDER BY person, brought.id ON CONFLICT DO NOTHING;

INSERT INTO network_export (person, community, kind, form, lines, at)
SELECT pg_temp.who('hugo'), id, 'network.people', 'excel', 300, now() - time * interval '1 day' FROM place, generate_series(1, 20) AS time;
INSERT INTO network_archive (code, network, state, asked_by, asked_at, ring_at, done_at)
SELECT pg_temp.coded('a', n), network, 'gone', pg_temp.who('cora'), now() - n * interval '8 days', now(), now() FROM place WHERE n <= 60;

INSERT INTO network_written_note (code, community, occasion, number, about, path, audience, subject, words, written_by, written_at)
SELECT pg_temp.coded('w', id * 1000 + time), id, 'community', id, name, '/communities/' || slug, 'network.circle_3', 'Changement de salle ' || time,
       'Bonjour, nous serons en salle 2.', pg_temp.who('hugo'), now() - time * interval '3 days'
FROM place, LATERAL generate_series(1, CASE WHEN n = 1 THEN 200 ELSE 10 END) AS time;
INSERT INTO network_addressee (written_note, person, left_out, state)
SELECT note.id, person, CASE WHEN member.n % 20 = 0 THEN 'no_address' ELSE '' END, CASE WHEN member.n % 20 = 0 THEN '' ELSE 'delivered' END
FROM network_written_note AS note JOIN place ON place.id = note.community JOIN member ON member.community = place.id
WHERE note.subject LIKE 'Changement de salle _%' AND CASE WHEN place.n = 1 THEN member.n % 20 < 2 ELSE member.n % 20 = 0 END;
INSERT INTO network_addressee (written_note, person, state) -- the one that the paths name, to the whole circle
SELECT note.id, person, 'delivered' FROM network_written_note AS note JOIN member ON member.community = note.community
WHERE note.code = 'hedgesnote' ON CONFLICT DO NOTHING;
