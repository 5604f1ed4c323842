"""How pages stand on a phone and on paper: nothing is cut, covered, divided or too small."""

import pytest

from tests.copied import load_bundled
from tests.web.addresses import ADDRESSES, add_tabled_text

# How pages look does not hang on the database; other tests open these on both.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
PHONE, PAPER = {"width": 390, "height": 844}, {"width": 680, "height": 1000}


@pytest.fixture
def page(live_server, transactional_db, chromium):
    load_bundled()
    page = chromium.new_page(base_url=live_server.url, viewport=PHONE)
    yield page
    page.close()


def boxes(page, what):
    """Left and right, top and bottom of each thing that is shown."""
    return page.evaluate(
        """what => [...document.querySelectorAll(what)].map(each => each.getBoundingClientRect())
           .filter(box => box.width).map(box => [box.left, box.right, box.top, box.bottom])""",
        what,
    )


def test_the_codes_of_the_map_are_read_on_a_phone_and_on_paper(page):
    page.goto("/resolutions/A-RES-ES-11-4/")
    codes = boxes(page, ".tilemap .code")
    assert len(codes) == 193
    assert min(bottom - top for *_, top, bottom in codes) > 9
    # They stand in a box that scrolls, which the keyboard reaches too.
    assert page.locator(".scroll[tabindex='0'] > .tilemap").count() == 1
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert len(boxes(page, ".tilemap .code")) == 193
    assert max(right for _, right, *_ in boxes(page, ".tilemap rect")) <= PAPER["width"]


def test_paper_is_kept_for_what_the_page_says(page):
    page.set_viewport_size(PAPER)
    page.goto("/countries/?q=andorra")
    page.emulate_media(media="print")
    ((*_, head_top, head_bottom),) = boxes(page, ".masthead")
    ((*_, foot_top, foot_bottom),) = boxes(page, ".footer")
    assert head_bottom - head_top < 48
    assert foot_bottom - foot_top < 96
    # Nothing is left empty between them.
    last = boxes(page, "main tr")[-1]
    assert foot_top - last[-1] < 24
    foot = page.inner_text(".footer")
    assert "Data version" in foot
    assert "Compiled from the official record" in foot
    assert "Programming interface" not in foot
    for address in ("/countries/PAK/", "/resolutions/A-RES-ES-11-4/", "/groups/NATO/"):
        page.goto(address)
        # What is wider than paper is printed smaller, all of it.
        assert page.evaluate("document.documentElement.scrollWidth") == PAPER["width"], address
    page.goto("/countries/PAK/")
    assert boxes(page, "details.code, .filter, .contents, .q") == []


def test_a_move_is_told_in_full_on_a_phone(page):
    page.goto("/countries/THA/")
    cells = boxes(page, ".shifts td")
    assert len(cells) == 2 * 4
    assert max(right for _, right, *_ in cells) <= PHONE["width"]
    label = "e => getComputedStyle(e, '::before').content"
    assert page.locator(".shifts td:last-child").first.evaluate(label) == '"Next vote: "'
    page.goto("/resolutions/A-RES-ES-11-4/")
    arrow = page.locator(".between td:nth-child(2)").first.evaluate(label)
    assert arrow.startswith('"→')


def test_the_names_of_rows_stay_in_sight_as_a_comparison_is_scrolled(page):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/compare/?c=PAK&c=IND&c=CHN&c=USA&c=FRA&c=GBR&c=RUS")
    names = ".scores tbody th"
    before = boxes(page, names)[0]
    moved = page.evaluate(
        """() => { const box = document.querySelector(".scroll:has(.scores)");
                   box.scrollLeft = 200; return box.scrollLeft; }"""
    )
    assert moved > 50
    assert boxes(page, names)[0][:2] == before[:2]


def test_the_mark_of_a_query_is_large_to_a_finger_and_moves_no_line(page):
    size = """() => [...document.querySelectorAll("main .q")].map(each => {
        const box = getComputedStyle(each, "::before");
        return [parseFloat(box.width), parseFloat(box.height)]; })"""
    for address in ("/", "/countries/THA/", "/resolutions/A-RES-ES-11-4/", "/groups/NATO/"):
        page.goto(address)
        sizes = [each for each in page.evaluate(size) if each[0] == each[0]]
        assert sizes
        assert min(min(each) for each in sizes) >= 24, address
        tall = page.evaluate("document.querySelector('main').offsetHeight")
        page.evaluate("""() => { const sheet = document.styleSheets[0];
            const place = [...sheet.cssRules].findIndex(each => each.selectorText == ".q::before");
            sheet.deleteRule(place); }""")
        assert page.evaluate("document.querySelector('main').offsetHeight") == tall


def test_what_leads_through_the_years_begins_at_its_newest_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/countries/PAK/")
    edge = "each => each.getBoundingClientRect().right <= innerWidth"
    assert page.eval_on_selector_all(".latest-first", "all => all.length") > 1
    assert page.eval_on_selector_all(".latest-first > svg", f"all => all.every({edge})")


def test_what_a_groups_lines_end_at_stands_beside_the_plot(page):
    page.goto("/groups/NATO/")
    edge = page.eval_on_selector(".cohesion .axis", "each => each.getBoundingClientRect().right")
    starts = "all => all.map(each => each.getBoundingClientRect().left)"
    found = page.eval_on_selector_all(".cohesion .newest", starts)
    assert len(found) == 2
    assert min(found) > edge


def test_a_day_stands_on_one_line(page):
    add_tabled_text()
    page.set_viewport_size({"width": 320, "height": 800})
    broken = """() => [...document.querySelectorAll("main time")]
        .filter(each => each.getClientRects().length > 1).map(each => each.textContent)"""
    for name in ("country", "country that moved", "country on a series", "tabled text", "group"):
        page.goto(ADDRESSES[name])
        assert page.evaluate(broken) == [], name
    page.goto("/countries/PAK/")
    stance = page.locator(".stance").first.text_content()
    assert "27\u00a0March\u00a02014 to 24\u00a0February\u00a02025" in stance
