import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailing.journals import Answer, Journal
from mailing.smtp import Reply


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mailing.journals._folder", lambda: tmp_path)
    return tmp_path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 2**31), st.integers(0, 4), st.integers(200, 599), st.text(max_size=60))))
def test_what_is_written_is_there_for_whoever_comes_next(said: list[tuple[int, int, int, str]]) -> None:
    with Journal(1) as journal:
        journal.clear()
        for delivery, tries, code, text in said:
            journal.write(Answer(delivery, tries, Reply(code, text)))
    with Journal(1) as journal:
        found = [(one.delivery, one.tries, *one.reply) for one in journal.read()]
        assert found == [(delivery, tries, code, " ".join(text.split())) for delivery, tries, code, text in said]


def test_a_line_cut_short_is_one_that_nobody_finished(folder: Path) -> None:
    with Journal(1) as journal:
        journal.write(Answer(7, 0, Reply(250, "2.0.0 queued as 4B1F")))
    with (folder / "1.journal").open("a") as torn:
        torn.write("8 0 25")
    with Journal(1) as journal:
        assert journal.read() == [Answer(7, 0, Reply(250, "2.0.0 queued as 4B1F"))]


def test_one_holds_it_at_a_time_and_its_end_frees_it() -> None:
    with Journal(1) as journal, Journal(2) as other:
        assert journal.carrier == other.carrier and len(journal.carrier) == 16
        with pytest.raises(BlockingIOError):
            Journal(1)
    with Journal(1) as journal:
        journal.write(Answer(1, 0, Reply(250, "")))
        assert len(journal.read()) == 1
        journal.clear()
        assert journal.read() == []
        journal.remove()


def test_a_child_process_does_not_hold_it_after_us() -> None:
    with Journal(1) as journal:
        assert not os.get_inheritable(journal._file)
