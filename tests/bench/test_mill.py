"""The pages that benches read are many and unlike, as news is."""

import re
from collections import Counter

from tests.outlets.mill import DISPUTES, PLACES, make_dispute, make_page


def test_a_page_is_the_same_each_time():
    assert make_page(7) == make_page(7) != make_page(8)


def test_no_two_disputes_share_a_place():
    places = [place for number in range(DISPUTES) for place in make_dispute(number).places]
    assert len(set(places)) == len(places)
    assert len(PLACES) >= 3 * DISPUTES


def test_sentences_are_not_everywhere_and_nothing_is_left_unfilled():
    spoken = Counter()
    for number in range(400):
        page = make_page(number)
        assert not re.search(r"[{][A-Z]|[{]name|[{]day", re.sub(r"(?s)<script.*?</script>", "", page))
        for paragraph in re.findall(r"<p>(.*?)</p>", page):
            spoken.update(set(re.split(r"(?<=[.!?]) ", paragraph)))
    usual = [sentence for sentence, count in spoken.items() if 8 < count < 400]  # what stands on every page is around the article
    assert len(usual) < 25
    assert len(spoken) > 4500
