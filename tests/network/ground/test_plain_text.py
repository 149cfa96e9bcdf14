from network.ground.plain_text import text_of


def body(*parts: str) -> str:
    return f"<mjml><mj-head><mj-title>no</mj-title></mj-head><mj-body><mj-section><mj-column>{''.join(parts)}</mj-column></mj-section></mj-body></mjml>"


def test_words_and_links_in_the_order_of_the_letter() -> None:
    said = text_of(
        body(
            "<mj-text><h1>La haie</h1><p>Bonjour&nbsp;Rita\u202f! O&#39;Neil <b>plante</b>\n   demain.</p></mj-text>",
            '<mj-button href="https://example.org/e/1?a=1&amp;b=2">S’inscrire\u202f!</mj-button>',
            "<mj-divider />",
            '<mj-image src="https://example.org/a.png" alt="Une haie" href="https://example.org/h" />',
            '<mj-image src="https://example.org/b.png" />',
            '<mj-text><ul><li>un</li><li>deux <a href="https://example.org/2">là</a></li></ul></mj-text>',
            '<mj-text><a href="mailto:rita@example.org">rita@example.org</a><!-- no --><br/>Fin</mj-text>',
            "<mj-table><tr><td>9 h</td><td>Accueil</td></tr><tr><td>10 h</td><td>Départ</td></tr></mj-table>",
        )
    )
    assert said == (
        "La haie\n\nBonjour\xa0Rita\u202f! O'Neil plante demain.\n\n"
        "S’inscrire\u202f!\xa0: https://example.org/e/1?a=1&b=2\n\n--------\n\n"
        "Une haie\xa0: https://example.org/h\n\n- un\n- deux là <https://example.org/2>\n\n"
        "rita@example.org\nFin\n\n9 h  Accueil\n10 h  Départ\n"
    )


def test_lines_are_wrapped_at_blanks_and_a_link_is_never_cut() -> None:
    link = "https://example.org/" + "x-" * 60
    lines = text_of(body(f"<mj-text>{'mot ' * 40}<a href='{link}'>ici</a></mj-text>")).split("\n")
    assert f"<{link}>" in lines and all(len(line) <= 72 for line in lines if link not in line)


def test_a_letter_of_nothing_is_an_empty_line() -> None:
    assert text_of(body()) == "\n" == text_of("")
