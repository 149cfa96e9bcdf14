"""The table of routes and roles, and the things of the village that its paths name. See test_roles.py."""

from events.bookings import waiting_places
from events.calendars import feeds
from events.invitations import invitations
from library.tables import Work
from mailing import sends
from mailing.letters import drafts, pictures
from mailing.plates import Content
from mailing.sends import Recipient
from mailing.tables import Letter, Newsletter
from mailing.village import DRAFT, PUBLIC
from network.access import viewer_of
from network.circles import steps
from network.communities import objections
from network.ground.clock import now, today
from network.ground.files import Paper
from network.ground.queue import together
from network.imports import imports
from network.people import arrivals, merges
from network.people.arrivals import Arrival
from network.plug import Village
from network.tables import Archive, Mandate
from tests.events.days import asked, waits
from tests.library.papers import png
from tests.network.ground.test_files import Brought
from tests.network.imports.arrived import brought_in
from tests.network.written_notes.hands import written

#                                                  public person circle3 circle2 circle1 gardener other coord other admin
RULES = """
GET  /                                            | 200 200 200 200 200 200 200 200 200 200
GET  /today                                       | 401 403 403 403 403 200 200 200 200 200
POST /settlements thing=network.silences:x        | 401 403 403 403 403 303 303 303 303 303
GET  /postponements/new?thing=network.silences:x  | 401 403 403 403 403 404 404 404 404 404
POST /postponements thing=network.silences:x      | 401 403 403 403 403 303 303 303 303 303
POST /returns thing=network.silences:x            | 401 403 403 403 403 303 303 303 303 303
GET  /communities                                 | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges                          | 200 200 200 200 200 200 200 200 200 200
GET  /communities/jury                            | 404 404 404 404 404 404 404 200 404 200
GET  /communities/soils                           | 404 404 404 404 404 404 404 404 200 200
GET  /communities/hedges?on=2026-01-01            | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/circles/1                | 200 200 200 200 200 200 200 200 200 200
GET  /communities/jury/circles/1                  | 404 404 404 404 404 404 404 200 404 200
POST /communities network=occitanie               | 401 403 403 403 403 403 403 422 403 422
GET  /networks                                    | 303 303 303 303 303 303 303 303 303 303
POST /networks                                    | 401 403 403 403 403 403 403 403 403 422
GET  /networks/new                                | 401 403 403 403 403 403 403 403 403 200
GET  /networks/occitanie                          | 200 200 200 200 200 200 200 200 200 200
GET  /networks/occitanie/communities/new          | 401 403 403 403 403 403 403 200 403 200
GET  /networks/occitanie/communities/new?model=jury | 401 403 403 403 403 403 403 200 403 200
GET  /networks/occitanie/communities/new?model=soils | 401 403 403 403 403 403 403 422 403 422
GET  /networks/occitanie/coordination             | 401 403 403 403 403 403 403 200 403 200
GET  /networks/occitanie/settings                 | 401 403 403 403 403 403 403 200 403 200
GET  /networks/occitanie/colours.css              | 200 200 200 200 200 200 200 200 200 200
POST /settings network=occitanie                  | 401 403 403 403 403 403 403 422 403 422
GET  /networks/occitanie/mandates                 | 401 403 403 403 403 403 403 200 403 200
GET  /networks/occitanie/mandates/new             | 401 403 403 403 403 403 403 403 403 200
GET  /communities/hedges/mandates                 | 401 403 403 403 403 200 403 200 403 200
GET  /communities/hedges/mandates/new             | 401 403 403 403 403 403 403 200 403 200
GET  /mandates/{mandate}                          | 404 404 404 404 404 200 404 200 404 200
POST /mandates community=hedges                   | 401 403 403 403 403 403 403 422 403 422
POST /mandates network=occitanie                  | 401 403 403 403 403 403 403 403 403 422
POST /mandate-ends mandate={mandate}              | 404 404 404 404 404 403 404 422 404 422
GET  /communities/hedges/standings/{person_mina}  | 401 403 403 403 403 200 403 200 403 200
GET  /communities/hedges/departures/new           | 401 403 200 200 200 403 403 403 403 403
POST /departures community=hedges                 | 401 403 303 303 303 403 403 403 403 403
POST /steps community=hedges person={person_mina} | 401 403 403 403 403 422 403 422 403 422
GET  /steps/{step}                                | 401 404 200 404 404 200 404 200 404 200
POST /acceptances step={step}                     | 401 404 303 404 404 404 404 404 404 404
POST /step-withdrawals step={step}                | 404 404 403 404 404 303 404 303 404 303
POST /refusals step={step}                        | 401 404 303 404 404 404 404 404 404 404
GET  /communities/hedges/people                   | 401 403 200 200 200 200 403 200 403 200
GET  /communities/jury/people                     | 404 404 404 404 404 404 404 200 404 200
GET  /communities/hedges/people/new               | 401 403 403 403 403 200 403 200 403 200
POST /communities/hedges/people                   | 401 403 403 403 403 422 403 422 403 422
GET  /people/me                                   | 401 303 303 303 303 303 303 303 303 303
GET  /people/{person_zoé}                         | 404 404 404 404 200 200 404 200 404 200
GET  /people/{person_zoé}/edit                    | 404 404 404 404 200 200 404 200 404 200
GET  /people/{person_zoé}/affiliations/new        | 404 404 404 404 403 200 404 200 404 200
GET  /people/{person_zoé}/data                    | 401 404 404 404 200 200 404 200 404 200
GET  /people/{person_rita}/data                   | 401 404 404 404 404 403 403 403 404 403
GET  /people/{person_zoé}/sight                   | 401 404 404 404 200 403 404 403 404 403
GET  /people/{person_zoé}/ties                    | 401 404 404 404 200 403 404 403 404 403
GET  /people/{person_zoé}/address                 | 401 404 404 404 200 403 404 403 404 403
GET  /people/{person_zoé}/erasure                 | 401 404 404 404 200 200 404 200 404 200
GET  /people/{person_zoé}/erasure/abcdefghij      | 401 404 404 404 200 403 404 403 404 403
POST /takeouts person={person_zoé}                | 401 404 404 404 200 422 404 422 404 422
POST /personal-objections person={person_zoé} because=x | 401 404 404 404 303 303 404 303 404 303
POST /personal-objection-ends person={person_zoé} | 401 404 404 404 303 303 404 303 404 303
POST /address-changes person={person_zoé}         | 401 404 404 404 422 403 404 403 404 403
GET  /address-changes/abcdefghij/token            | 400 400 400 400 400 400 400 400 400 400
POST /address-changes/abcdefghij/token            | 400 400 400 400 400 400 400 400 400 400
POST /stay-ends person={person_zoé} stay=others   | 401 404 404 404 303 403 404 403 404 403
POST /erasure-requests person={person_zoé}        | 401 404 404 404 303 403 404 403 404 403
POST /erasures person={person_zoé}                | 401 404 404 404 422 422 404 422 404 422
POST /erasures person={person_rita}               | 401 404 404 404 404 403 403 403 404 403
POST /corrections person={person_zoé}             | 404 404 404 404 422 422 404 422 404 422
POST /affiliations person={person_zoé}            | 404 404 404 404 403 422 404 422 404 422
POST /disclosures person={person_zoé} reach=pair  | 404 404 404 404 303 404 404 404 404 404
GET  /communities/hedges/exports                  | 200 200 200 200 200 200 200 200 200 200
GET  /communities/jury/exports                    | 404 404 404 404 404 404 404 200 404 200
GET  /networks/occitanie/exports                  | 200 200 200 200 200 200 200 200 200 200
POST /communities/hedges/exports list=network.people | 401 403 200 200 200 200 403 200 403 200
POST /communities/hedges/exports list=network.acts | 401 403 403 403 403 200 403 200 403 200
POST /communities/hedges/exports list=mailing.subscribers | 401 403 403 403 403 403 403 200 403 200
POST /communities/hedges/exports list=library.works | 200 200 200 200 200 200 200 200 200 200
POST /networks/occitanie/exports list=network.people | 401 403 403 403 403 403 403 200 403 200
POST /networks/occitanie/exports list=network.communities | 200 200 200 200 200 200 200 200 200 200
POST /networks/occitanie/archives code=abcdefghij | 401 403 403 403 403 403 403 303 403 303
GET  /archives/archiveocc                         | 404 404 404 404 404 404 404 200 404 200
GET  /archives/archiveocc/progress                | 404 404 404 404 404 404 404 200 404 200
GET  /archives/archiveocc/file                    | 404 404 404 404 404 404 404 404 404 404
POST /events/hedgescome/exports                   | 401 403 403 403 403 200 403 200 403 200
POST /distinctions one={person_mina} other={person_amin} | 401 403 403 403 403 422 404 422 404 422
POST /distinction-undoings distinction=twopeople2 | 401 403 403 403 403 303 404 303 404 303
GET  /communities/hedges/likenesses               | 401 403 403 403 403 200 403 200 403 200
GET  /merges/new?one={person_mina}&other={person_amin} | 401 403 403 403 403 200 404 200 404 200
POST /merges one={person_mina} other={person_amin} | 401 403 403 403 403 422 404 422 404 422
GET  /merges/mergedmina                           | 404 404 404 404 404 200 404 200 404 200
POST /merge-undoings merge=mergedmina             | 404 404 404 404 404 303 404 303 404 303
GET  /communities/hedges/imports/new              | 401 403 403 403 403 200 403 200 403 200
POST /communities/hedges/imports                  | 401 403 403 403 403 422 403 422 403 422
GET  /imports/hedgesrows                          | 404 404 404 404 404 200 404 200 404 200
GET  /imports/hedgesrows/progress                 | 404 404 404 404 404 200 404 200 404 200
GET  /imports/hedgesrows/columns                  | 404 404 404 404 404 200 404 200 404 200
GET  /imports/hedgesrows/faults                   | 404 404 404 404 404 200 404 200 404 200
POST /import-sheets imported=hedgesrows           | 404 404 404 404 404 422 404 422 404 422
POST /import-mappings imported=hedgesrows         | 404 404 404 404 404 422 404 422 404 422
POST /import-answers imported=hedgesrows          | 404 404 404 404 404 303 404 303 404 303
POST /import-confirmations imported=hedgesrows    | 404 404 404 404 404 303 404 303 404 303
POST /import-withdrawals imported=hedgesrows      | 404 404 404 404 404 303 404 303 404 303
GET  /search                                      | 200 200 200 200 200 200 200 200 200 200
GET  /search?q=haie                               | 200 200 200 200 200 200 200 200 200 200
GET  /search?q=e&among=people                     | 200 200 200 200 200 200 200 200 200 200
GET  /mentions-legales                            | 200 200 200 200 200 200 200 200 200 200
GET  /donnees-personnelles                        | 200 200 200 200 200 200 200 200 200 200
GET  /accessibilite                               | 200 200 200 200 200 200 200 200 200 200
GET  /plan-du-site                                | 200 200 200 200 200 200 200 200 200 200
GET  /aide                                        | 200 200 200 200 200 200 200 200 200 200
GET  /ecoconception                               | 200 200 200 200 200 200 200 200 200 200
GET  /contact                                     | 200 200 200 200 200 200 200 200 200 200
GET  /contact?to=communities/jury                 | 404 404 404 404 404 404 404 200 404 200
POST /contact                                     | 422 422 422 422 422 422 422 422 422 422
GET  /imprints/new                                | 401 403 403 403 403 403 403 403 403 200
POST /imprints contact=x                          | 401 403 403 403 403 403 403 403 403 422
GET  /audits/new                                  | 401 403 403 403 403 403 403 403 403 200
POST /audits                                      | 401 403 403 403 403 403 403 403 403 422
GET  /rules                                       | 200 200 200 200 200 200 200 200 200 200
GET  /notes                                       | 401 200 200 200 200 200 200 200 200 200
GET  /notes/abcdefghij/letter                     | 404 404 404 404 404 404 404 404 404 404
GET  /imports/hedgesdone/provenance               | 404 404 404 404 404 200 404 200 404 200
GET  /imports/hedgesdone/provenance/letter        | 404 404 404 404 404 200 404 200 404 200
POST /import-letters imported=hedgesdone          | 404 404 404 404 404 422 404 422 404 422
POST /import-tellings imported=hedgesdone         | 404 404 404 404 404 422 404 422 404 422
GET  /objections/{person_mina}/{until}/{proof}    | 200 200 200 200 200 200 200 200 200 200
POST /objections person={person_mina} until={until} proof={proof} wish=object | 303 303 303 303 303 303 303 303 303 303
GET  /written-notes/new?about=community&of=hedges | 401 403 403 403 403 200 403 200 403 200
GET  /written-notes/new?about=community&of=jury   | 401 404 404 404 404 404 404 200 404 200
GET  /written-notes/new?about=network&of=occitanie | 401 403 403 403 403 403 403 200 403 200
GET  /written-notes/new?about=event&of=hedgescome | 401 403 403 403 403 200 403 200 403 200
GET  /written-notes/choose?about=community&of=hedges | 401 403 403 403 403 200 403 200 403 200
POST /written-note-previews about=community of=hedges | 401 403 403 403 403 422 403 422 403 422
POST /written-notes about=event of=hedgescome     | 401 403 403 403 403 422 403 422 403 422
GET  /written-notes/{written_note}                | 404 404 404 404 404 200 404 200 404 200
GET  /communities/hedges/written-notes            | 401 403 403 403 403 200 403 200 403 200
GET  /networks/occitanie/written-notes            | 401 403 403 403 403 403 403 200 403 200
GET  /reports                                     | 401 403 403 403 403 200 200 200 200 200
GET  /communities/hedges/reports                  | 401 403 403 403 403 200 403 200 403 200
GET  /communities/hedges/reports/{year}           | 401 403 403 403 403 200 403 200 403 200
GET  /communities/jury/reports/{year}             | 404 404 404 404 404 404 404 200 404 200
GET  /networks/occitanie/reports                  | 401 403 403 403 403 403 403 200 403 200
GET  /networks/occitanie/reports/{year}           | 401 403 403 403 403 403 403 200 403 200
GET  /letters                                     | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/letters                  | 200 200 200 200 200 200 200 200 200 200
GET  /networks/occitanie/letters                  | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/letters/new              | 401 403 403 403 403 200 403 200 403 200
GET  /networks/occitanie/letters/new              | 401 403 403 403 403 403 403 200 403 200
POST /communities/hedges/letters                  | 401 403 403 403 403 422 403 422 403 422
POST /networks/occitanie/letters                  | 401 403 403 403 403 403 403 422 403 422
GET  /letters/lettersent                          | 200 200 200 200 200 200 200 200 200 200
GET  /letters/lettersent/preview                  | 200 200 200 200 200 200 200 200 200 200
GET  /letters/lettersent/text                     | 200 200 200 200 200 200 200 200 200 200
GET  /letters/lettersent/deliveries               | 401 403 403 403 403 200 403 200 403 200
GET  /letters/letterclsd                          | 404 404 404 404 200 200 404 200 404 200
GET  /letters/letterclsd/preview                  | 404 404 404 404 200 200 404 200 404 200
GET  /letters/letterclsd/text                     | 404 404 404 404 200 200 404 200 404 200
GET  /letters/letterdrft                          | 404 404 404 404 404 200 404 200 404 200
GET  /letters/letterdrft/preview                  | 404 404 404 404 404 200 404 200 404 200
GET  /letters/letterdrft/agreement                | 404 404 404 404 404 200 404 200 404 200
GET  /letters/letterdrft/departure                | 404 404 404 404 404 200 404 200 404 200
GET  /letters/letterdrft/withdrawal               | 404 404 404 404 404 200 404 200 404 200
POST /letter-withdrawals letter=letterdrft        | 404 404 404 404 404 303 404 303 404 303
POST /letter-withdrawals letter=lettersent        | 401 403 403 403 403 409 403 409 403 409
GET  /letters/letterdrft/pictures/new             | 404 404 404 404 404 200 404 200 404 200
POST /letters/letterdrft/pictures                 | 404 404 404 404 404 422 404 422 404 422
GET  /pictures/{picture}/edit                     | 404 404 404 404 404 200 404 200 404 200
GET  /pictures/{picture}                          | 404 404 404 404 404 404 404 404 404 404
GET  /pictures/{picture_name}                     | 200 200 200 200 200 200 200 200 200 200
POST /pictures/{picture}                          | 404 404 404 404 404 422 404 422 404 422
POST /picture-removals picture={picture}          | 404 404 404 404 404 303 404 303 404 303
POST /duplicates letter=lettersent code=duplicated | 401 403 403 403 403 303 403 303 403 303
POST /duplicates letter=letterdrft code=duplicated | 404 404 404 404 404 303 404 303 404 303
POST /errata letter=lettersent code=erratumone    | 401 403 403 403 403 409 403 409 403 409
POST /letters/letterdrft                          | 404 404 404 404 404 422 404 422 404 422
POST /agreements letter=letterdrft answer=agreed  | 404 404 404 404 404 422 404 422 404 422
POST /urgencies letter=letterdrft                 | 404 404 404 404 404 303 404 303 404 303
POST /trial-letters letter=letterdrft             | 404 404 404 404 404 303 404 303 404 303
POST /link-checks letter=letterdrft               | 404 404 404 404 404 303 404 303 404 303
POST /planned-departures letter=letterdrft        | 404 404 404 404 404 422 404 422 404 422
POST /planned-departure-withdrawals letter=letterdrft | 404 404 404 404 404 303 404 303 404 303
GET  /letters/lettersent/ending                   | 401 403 403 403 403 303 403 303 403 303
GET  /letters/letterhalt/ending                   | 401 403 403 403 403 200 403 200 403 200
GET  /letters/letterhalt                          | 200 200 200 200 200 200 200 200 200 200
GET  /letters/letterhalt/deliveries               | 401 403 403 403 403 200 403 200 403 200
POST /resumptions letter=letterhalt               | 401 403 403 403 403 303 403 303 403 303
POST /endings letter=letterhalt                   | 401 403 403 403 403 303 403 303 403 303
POST /errata letter=letterhalt code=erratumone    | 401 403 403 403 403 303 403 303 403 303
POST /pauses letter=lettersent                    | 401 403 403 403 403 409 403 409 403 409
POST /resumptions letter=lettersent               | 401 403 403 403 403 409 403 409 403 409
POST /endings letter=lettersent                   | 401 403 403 403 403 409 403 409 403 409
POST /endings letter=letterdrft                   | 404 404 404 404 404 409 404 409 404 409
POST /sends letter=letterdrft digest=x            | 404 404 404 404 404 409 404 409 404 409
GET  /communities/hedges/newsletters              | 200 200 200 200 200 200 200 200 200 200
GET  /networks/occitanie/newsletters              | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/newsletters/new          | 401 403 403 403 403 200 403 200 403 200
GET  /networks/occitanie/newsletters/new          | 401 403 403 403 403 403 403 200 403 200
POST /communities/hedges/newsletters              | 401 403 403 403 403 422 403 422 403 422
POST /networks/occitanie/newsletters              | 401 403 403 403 403 403 403 422 403 422
GET  /newsletters/hedgespubl                      | 200 200 200 200 200 200 200 200 200 200
GET  /newsletters/hedgespubl/asked                | 200 200 200 200 200 200 200 200 200 200
GET  /newsletters/hedgesinnr                      | 404 404 404 404 200 200 404 200 404 200
GET  /newsletters/hedgespubl/form                 | 401 403 403 403 403 200 403 200 403 200
GET  /newsletters/hedgesinnr/form                 | 404 404 404 404 403 303 404 303 404 303
GET  /communities/hedges/letters.atom             | 200 200 200 200 200 200 200 200 200 200
GET  /communities/jury/letters.atom               | 404 404 404 404 404 404 404 200 404 200
GET  /networks/occitanie/letters.atom             | 200 200 200 200 200 200 200 200 200 200
GET  /newsletters/hedgespubl/edit                 | 401 403 403 403 403 200 403 200 403 200
POST /newsletters/hedgespubl                      | 401 403 403 403 403 422 403 422 403 422
POST /newsletters/hedgesinnr/subscriptions        | 404 404 404 404 422 422 404 422 404 422
POST /subscriptions newsletter=hedgespubl         | 422 422 422 422 422 422 422 422 422 422
POST /subscriptions newsletter=hedgesinnr         | 404 404 404 404 422 422 404 422 404 422
GET  /subscriptions/abcdefghij/token              | 400 400 400 400 400 400 400 400 400 400
POST /subscriptions/abcdefghij/token              | 400 400 400 400 400 400 400 400 400 400
GET  /retrials/{person_zoé}                       | 404 404 404 404 200 200 404 200 404 200
POST /retrials person={person_zoé}                | 404 404 404 404 303 303 404 303 404 303
GET  /unsubscriptions/token                       | 404 404 404 404 404 404 404 404 404 404
POST /unsubscriptions/token                       | 404 404 404 404 404 404 404 404 404 404
POST /resubscriptions token=token                 | 404 404 404 404 404 404 404 404 404 404
GET  /events                                      | 200 200 200 200 200 200 200 200 200 200
GET  /events/hedgescome                           | 200 200 200 200 200 200 200 200 200 200
GET  /events/hedgescome.ics                       | 200 200 200 200 200 200 200 200 200 200
GET  /events/jurycircle                           | 404 404 404 404 404 404 404 200 404 200
GET  /events/jurycircle.ics                       | 404 404 404 404 404 404 404 200 404 200
GET  /events/occitanday                           | 404 404 200 200 200 200 200 200 404 200
GET  /communities/hedges/events                   | 200 200 200 200 200 200 200 200 200 200
GET  /networks/occitanie/events                   | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/events/new               | 401 403 403 403 403 200 403 200 403 200
GET  /networks/occitanie/events/new               | 401 403 403 403 403 403 403 200 403 200
POST /communities/hedges/events                   | 401 403 403 403 403 422 403 422 403 422
POST /networks/occitanie/events                   | 401 403 403 403 403 403 403 422 403 422
GET  /events/hedgescome/edit                      | 401 403 403 403 403 200 403 200 403 200
POST /events/hedgescome                           | 401 403 403 403 403 422 403 422 403 422
POST /publications event=hedgescome               | 401 403 403 403 403 303 403 303 403 303
GET  /events/hedgescome/cancellations/new         | 401 403 403 403 403 200 403 200 403 200
POST /cancellations event=hedgescome because=x    | 401 403 403 403 403 303 403 303 403 303
POST /sessions event=hedgescome                   | 401 403 403 403 403 422 403 422 403 422
GET  /sessions/welcomehdg/edit                    | 401 403 403 403 403 200 403 200 403 200
POST /sessions/welcomehdg                         | 401 403 403 403 403 422 403 422 403 422
POST /dropped-sessions session=welcomehdg         | 401 403 403 403 403 303 403 303 403 303
GET  /events/hedgescome/bookings/new              | 200 303 303 303 303 303 303 303 303 303
POST /bookings event=hedgescome                   | 422 303 303 303 303 303 303 303 303 303
POST /bookings event=occitanday                   | 404 404 303 303 303 303 303 303 404 303
GET  /bookings/aminbooked/token                   | 404 404 404 404 404 404 404 404 404 404
GET  /bookings/aminbooked/token/day.ics           | 404 404 404 404 404 404 404 404 404 404
POST /confirmations booking=aminbooked token=x    | 404 404 404 404 404 404 404 404 404 404
POST /withdrawals booking=aminbooked              | 404 404 404 303 404 404 404 404 404 404
POST /withdrawals booking=aminbooked token=x      | 404 404 404 404 404 404 404 404 404 404
POST /waiting-places event=hedgescome             | 422 303 303 303 303 303 303 303 303 303
POST /waiting-places event=occitanday             | 404 404 303 303 303 303 303 303 404 303
GET  /waiting-places/minawaits2/{minas_wait}      | 200 200 200 200 200 200 200 200 200 200
GET  /waiting-places/minawaits2/token             | 404 404 404 404 404 404 404 404 404 404
POST /waiting-confirmations waiting=minawaits2    | 404 404 404 404 404 404 404 404 404 404
POST /taken-offers waiting=minawaits2             | 404 404 400 404 404 404 404 404 404 404
POST /left-lines waiting=minawaits2               | 404 404 303 404 404 404 404 404 404 404
POST /left-lines waiting=minawaits2 token=x       | 404 404 404 404 404 404 404 404 404 404
GET  /events/hedgespast/participant-lists/new     | 401 403 403 403 403 200 403 200 403 200
POST /participant-lists event=hedgespast          | 401 403 403 403 403 422 403 422 403 422
POST /participant-lists event=hedgespast text=Ida | 401 403 403 403 403 200 403 200 403 200
POST /participations event=hedgespast             | 401 403 403 403 403 422 403 422 403 422
GET  /events/hedgespast/headcounts                | 401 403 403 403 403 200 403 200 403 200
POST /headcounts event=hedgespast                 | 401 403 403 403 403 422 403 422 403 422
GET  /events/hedgescome/invitations               | 401 403 403 403 403 200 403 200 403 200
GET  /events/hedgescome/invitations/new           | 401 403 403 403 403 200 403 200 403 200
POST /invitations event=hedgescome                | 401 403 403 403 403 422 403 422 403 422
POST /invitations event=hedgescome circle=1       | 401 403 403 403 403 303 403 303 403 303
GET  /invitations/minaasked2                      | 404 404 200 404 404 200 404 200 404 200
GET  /invitations/minaasked2/{minas_invitation}   | 200 200 200 200 200 200 200 200 200 200
GET  /invitations/minaasked2/token                | 404 404 404 404 404 404 404 404 404 404
POST /answers invitation=minaasked2               | 404 404 422 404 404 422 404 422 404 422
POST /answers invitation=minaasked2 answer=maybe  | 404 404 303 404 404 303 404 303 404 303
POST /answers invitation=minaasked2 token=x       | 404 404 404 404 404 404 404 404 404 404
GET  /events.ics                                  | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/events.ics               | 200 200 200 200 200 200 200 200 200 200
GET  /communities/jury/events.ics                 | 404 404 404 404 404 404 404 404 404 404
GET  /networks/occitanie/events.ics               | 200 200 200 200 200 200 200 200 200 200
GET  /calendars                                   | 200 200 200 200 200 200 200 200 200 200
GET  /calendars?community=jury                    | 404 404 404 404 404 404 404 200 404 200
POST /calendars                                   | 401 422 422 422 422 422 422 422 422 422
POST /dropped-calendars calendar=zoecalend2       | 404 404 404 404 303 404 404 404 404 404
GET  /calendars/zoecalend2/{secret}               | 200 200 200 200 200 200 200 200 200 200
GET  /calendars/zoecalend2/secret.ics             | 404 404 404 404 404 404 404 404 404 404
GET  /events/hedgescome/attendance                | 401 403 403 403 403 200 403 200 403 200
POST /attendances event=hedgespast                | 401 403 403 403 403 303 403 303 403 303
POST /walk-ins event=hedgespast                   | 401 403 403 403 403 422 403 422 403 422
POST /phone-withdrawals event=hedgescome         | 401 403 403 403 403 422 403 422 403 422
POST /phone-bookings event=hedgescome             | 401 403 403 403 403 422 403 422 403 422
POST /talks event=hedgespast                      | 401 403 403 403 403 303 403 303 403 303
GET  /events/hedgescome/courtesies                | 401 403 403 403 403 200 403 200 403 200
GET  /events/hedgescome/reminder                  | 401 403 403 403 403 200 403 200 403 200
GET  /events/hedgespast/papers                    | 401 403 403 403 403 200 403 200 403 200
GET  /events/hedgespast/papers/new?type=minutes   | 401 403 403 403 403 200 403 200 403 200
GET  /events/hedgescome/papers/new                | 401 403 403 403 403 200 403 200 403 200
POST /events/hedgespast/papers                    | 401 403 403 403 403 422 403 422 403 422
POST /papers event=hedgespast                     | 401 403 403 403 403 422 403 422 403 422
POST /dropped-papers paper=paperguide             | 401 403 403 403 403 303 403 303 403 303
GET  /events/hedgespast/thanks                    | 401 403 403 403 403 200 403 200 403 200
POST /courtesies event=hedgescome days=2          | 401 403 403 403 403 303 403 303 403 303
POST /thanks event=hedgespast                     | 401 403 403 403 403 422 403 422 403 422
GET  /sign-in-letters/new                         | 200 200 200 200 200 200 200 200 200 200
POST /sign-in-letters address=rita@example.org    | 303 303 303 303 303 303 303 303 303 303
GET  /sign-in-letters/abcdefghij                  | 200 200 200 200 200 200 200 200 200 200
GET  /sign-in-letters/abcdefghij/token            | 200 200 200 200 200 200 200 200 200 200
POST /sign-ins letter=abcdefghij proof=000000     | 400 400 400 400 400 400 400 400 400 400
POST /sign-outs                                   | 303 303 303 303 303 303 303 303 303 303
GET  /works                                       | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/works                    | 200 200 200 200 200 200 200 200 200 200
GET  /communities/jury/works                      | 404 404 404 404 404 404 404 200 404 200
GET  /networks/occitanie/works                    | 200 200 200 200 200 200 200 200 200 200
GET  /communities/hedges/works/new                | 401 403 200 200 200 200 403 200 403 200
GET  /networks/occitanie/works/new                | 401 403 403 403 403 403 403 200 403 200
POST /communities/hedges/works                    | 401 403 422 422 422 422 403 422 403 422
POST /networks/occitanie/works                    | 401 403 403 403 403 403 403 422 403 422
GET  /works/{work_guide}                          | 200 200 200 200 200 200 200 200 200 200
GET  /works/{work_guide}/file                     | 200 200 200 200 200 200 200 200 200 200
GET  /works/{work_guide}/edit                     | 401 403 403 403 403 200 403 200 403 200
POST /works/{work_guide}                          | 401 403 403 403 403 422 403 422 403 422
GET  /works/{work_note}                           | 404 404 404 404 200 200 404 200 404 200
GET  /works/{work_note}/edit                      | 404 404 404 404 200 200 404 200 404 200
POST /works/{work_note}                           | 404 404 404 404 422 422 404 422 404 422
GET  /works/{work_study}                          | 404 404 200 200 200 200 200 200 404 200
POST /work-withdrawals work={work_guide}          | 401 403 403 403 403 422 403 422 403 422
POST /work-withdrawals work={work_note} because=x | 404 404 404 404 303 303 404 303 404 303
POST /work-returns work={work_guide}              | 401 403 403 403 403 303 403 303 403 303
POST /languages language=en back=/                | 303 303 303 303 303 303 303 303 303 303
"""


async def things_of(village: Village) -> dict[str, str]:
    """What the braces in a path stand for."""
    people = {f"person_{key}": person.code for key, person in village.people.items()}
    titles = {"guide": "Planter une haie champêtre", "note": "Ce que le premier cercle garde pour lui"}
    titles["study"] = "Étude régionale sur le partage de l’eau"
    rows = await Work.select(Work.title, Work.code)
    works = {f"work_{key}": row["code"] for row in rows for key, title in titles.items() if row["title"] == title}
    mina, hugo, hedges = village.people["mina"], village.people["hugo"], village.communities["hedges"]
    step = await steps.propose(mina, hedges, 2, "vient à chaque chantier", by=hugo.id, code="mina23step")
    brought = await imports.bring(hedges, Brought(b"Nom\nZola\n", "rows.csv"), hugo.id, "hedgesrows")
    await imports.map_columns(brought, ["family_name"], "citizen")
    await halted(village)
    occitanie = village.networks["occitanie"].id
    await Archive(code="archiveocc", network=occitanie, asked_at=now(), ring_at=now()).save()
    drafted = await Letter.objects().get(Letter.code == DRAFT)
    assert drafted
    picture = await pictures.bring(drafted, Paper("mark.png", png()), hugo.id, "hedgepictr")
    await pictures.describe(drafted, picture, pictures.Words("Une haie en fleur", caption="La haie", credit="Hugo"))
    pictured = {"picture": picture.code, "picture_name": pictures.path_of(picture).removeprefix("/pictures/")}
    twin = await arrivals.welcome(hedges, Arrival("Mina", "Costa", "civil"), hugo.id, "twice")
    await merges.merge(await viewer_of(hugo), mina, twin, "one person", "mergedmina")
    await merges.tell_apart(await viewer_of(hugo), village.people["zoé"], village.people["amin"], "twopeople2")
    held = await Mandate.objects().get(Mandate.person == hugo.id)
    assert held
    place, invitation = await waits(mina.id, "minawaits2"), await asked(mina.id, "minaasked2")
    note = await written(village, audience="network.circle_1", code="hedgesnote")
    feed = await feeds.make(await viewer_of(village.people["zoé"]), "phone", "all", "zoecalend2")
    await brought_in(village)
    until, proof = objections.link_of(mina).split("/")[-2:]
    known = {
        "until": until,
        "proof": proof,
        "secret": feeds.address_of(feed).split("/")[-1],
        "year": str(today().year),
        "step": step.code,
        "mandate": held.code,
        "written_note": note.code,
        "minas_wait": waiting_places.token_of(place),
        "minas_invitation": invitations.token_of(invitation),
    }
    return {**people, **pictured, **works, **known}


async def halted(village: Village) -> None:
    """A letter that is paused on its way to three."""
    hedges, hugo = village.communities["hedges"], village.people["hugo"]
    newsletter = await Newsletter.objects().get(Newsletter.code == PUBLIC)
    assert newsletter
    async with together():
        letter = await drafts.begin(hedges, newsletter, hugo.id, "Une lettre en chemin", "letterhalt")
        to = [Recipient(f"{name}@example.org", village.people[name].name) for name in ("rita", "amin", "mina")]
        content = Content(letter.subject, ("Haies", "lettre@example.org"), "<p>Bonjour</p>", "Bonjour")
        letter.send = (await sends.start(content, to, hugo.id)).id
        await sends.pause(letter.send, hugo.id)
        letter.sent_at, letter.sent_by, letter.sent_way = now(), hugo.id, "urgent"
        letter.html, letter.text = "<!doctype html><title>Bonjour</title><p>Bonjour.</p>", "Bonjour."
        await letter.save()
