"""The arithmetic of the fault suite: what was seen of an outage, and what counts as lost or doubled."""

from conftest import ROOT  # noqa: F401  (puts the stack on the path)
from stack import kept, report, seen
from stack.seen import Call, Fault, Outage, Played, Recovery

PLACE = kept.PLACE
CART = "GET /v1/cart"
OUTAGE = Outage(stopped=100.0, started=106.0, back=107.0)


def call(began: float, status: int | None = 200, took: float = 0.01, route: str = CART, code: str = "", key: str = "", says_when: bool = True) -> Call:
    return Call(route, began, took, status in (200, 201), status, says_when and status == 503, code, key)


def test_an_answer_is_well_away_refused_or_wrong():
    kinds = [call(0, status).kind for status in (200, 201, 503, 404, 422, 500, 502, None)]
    assert kinds == ["well", "well", "away", "refused", "refused", "wrong", "wrong", "wrong"]
    # The gateway's own words, not the shop's.
    assert call(0, 503, says_when=False).kind == "wrong"


def test_lines_of_bench_are_read(tmp_path):
    file = tmp_path / "calls.jsonl"
    file.write_text('{"at":1500,"took":2500,"call":"GET /v1/cart","is_well":false,"status":null,"says_when":false,"code":"","key":"k"}\n')
    assert seen.read(file) == [Call(CART, 1.5, 0.0025, False, None, False, "", "k")]


def test_percentiles_are_values_that_were_seen():
    assert seen.percentile([], 99) == 0
    assert seen.percentile([7.0], 50) == 7
    values = [float(number) for number in range(1, 101)]
    assert (seen.percentile(values, 50), seen.percentile(values, 99), seen.percentile(values, 100)) == (50, 99, 100)


def test_recovery_is_counted_from_when_the_server_was_back():
    calls = [call(101, 503), call(106.9, 503, took=1.0), call(105, 200, route="GET /v1/products"), call(107.5), call(110, 503, took=0.5), call(111)]
    found = seen.recovery(calls, OUTAGE)
    assert round(found.first_success, 2) == 0.51
    assert round(found.last_failure, 2) == 3.5


def test_what_nobody_noticed_needs_no_recovery():
    # Refusals are the shop's own word, and failures from before are not of this outage.
    calls = [call(90, 503), call(101, 422), call(108)]
    assert seen.recovery(calls, OUTAGE) == Recovery(None, None)


def test_a_failure_that_was_over_when_the_server_came_back_is_no_late_one():
    found = seen.recovery([call(101, 503)], OUTAGE)
    assert found == Recovery(None, 0.0)


def test_each_second_has_the_calls_that_began_in_it():
    seconds = seen.by_second([call(100.2), call(100.9, 503), call(102.5), call(99.9), call(103.1)], 100.0, 103.0)
    assert [(second, figures.calls, figures.away) for second, figures in seconds] == [(0, 2, 1), (1, 0, 0), (2, 1, 0)]


def test_the_backlog_is_empty_once_it_stays_as_small_as_usual():
    backlog = [(99.0, 1), (104.0, None), (108.0, 40), (109.0, 2), (110.0, 30), (111.0, 2), (112.0, 0)]
    assert seen.emptied(backlog, OUTAGE, usual=2) == 4.0
    assert seen.emptied(backlog[:1], OUTAGE, usual=2) == 0.0
    assert seen.emptied(backlog[:3], OUTAGE, usual=2) is None


def played(is_borne: bool, calls: list[Call]) -> Played:
    fault = Fault("Something is away", "redis", 6, is_borne)
    return Played.of(fault, OUTAGE, calls, (94.0, 130.0), [(95.0, 3), (108.0, 9), (109.0, 3), (131.0, 99)])


def test_what_shoppers_are_not_to_notice_is_complained_of_when_they_do():
    calls = [call(101), call(102, 503, code="unavailable"), call(140, 500)]
    assert played(is_borne=False, calls=calls).complaints == []
    assert played(is_borne=True, calls=calls).complaints == ["Something is away: 1 × 503 unavailable"]
    assert played(is_borne=False, calls=[call(102, 500, code="internal")]).complaints == ["Something is away: 1 × 500 internal"]
    assert played(is_borne=False, calls=[call(102, None)]).complaints == ["Something is away: 1 × no answer"]


def test_a_fault_is_told_in_a_row_and_second_by_second():
    part = played(is_borne=False, calls=[call(95, took=0.004), call(102, 503, code="unavailable"), call(108)])
    assert report.row(part) == ("Something is away", "7.0", "2", "1", "1", "0", "0", "4/4", "10/10", "1.0", "0.0", "2.0")
    told = report.detail(part)
    assert "Stopped at 6.0 s, back at 13.0 s. Not answered well: 1 × 503 unavailable." in told
    assert len(told.splitlines()) == 4 + 2 + 36


def placed(code: str, key: str) -> Call:
    return call(0, 201, route=PLACE, code=code, key=key)


def unheard(key: str) -> Call:
    return call(0, 503, route=PLACE, key=key)


def test_orders_are_all_there_and_once():
    calls = [unheard("a"), placed("SYR-1", "a"), placed("SYR-2", "b"), unheard("c")]
    # Whoever was told to try again, and did not, may have an order or none.
    assert kept.orders(calls, {"SYR-1", "SYR-2"}) == (set(), 0)
    assert kept.orders(calls, {"SYR-1", "SYR-2", "SYR-3"}) == (set(), 0)


def test_an_order_that_is_not_there_is_lost():
    assert kept.orders([placed("SYR-1", "a")], set()) == ({"SYR-1"}, 0)


def test_a_key_with_two_orders_or_an_order_without_a_key_is_doubled():
    both = [placed("SYR-1", "a"), placed("SYR-2", "a")]
    assert kept.orders(both, {"SYR-1", "SYR-2"}) == (set(), 1)
    assert kept.orders([placed("SYR-1", "a")], {"SYR-1", "SYR-2"}) == (set(), 1)


def test_a_mail_that_was_handed_over_more_often_than_it_was_meant_is_sent_twice():
    meant = [("a@example.com", "SYR-1"), ("a@example.com", "SYR-2")]
    assert kept.sent_twice(meant[:1], meant) == 0
    assert kept.sent_twice(meant + meant[:1], meant) == 1
