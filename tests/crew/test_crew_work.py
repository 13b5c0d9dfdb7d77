"""The crew: jobs come back as they finish, one that fails stops nobody else, and nothing is left running."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path

import crew_jobs as jobs
import pytest

from workprint.crew import Done, Fault, Job, Progress, here, work
from workprint.film import BadValue, CannotRead, Trouble


def by_name(done: list[Done]) -> dict[str, Done]:
    return {one.name: one for one in done}


@pytest.fixture
def hands():
    with ThreadPoolExecutor(2) as executor:
        yield executor


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def wait_until(true, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_every_job_comes_back_with_its_value():
    done = by_name(list(work([Job(f"{n}", jobs.double, (n,)) for n in range(20)])))
    assert {name: one.value for name, one in done.items()} == {f"{n}": 2 * n for n in range(20)}
    assert not any(one.trouble for one in done.values())


def test_nothing_to_do_is_done_at_once():
    assert list(work([])) == []


def test_results_come_as_they_finish(hands):
    long, short = Job("long", jobs.nap, (0.5,)), Job("short", jobs.nap, (0.0,))
    assert [done.name for done in work([long, short], executor=hands)] == ["short", "long"]


def test_a_trouble_stops_nobody_else_and_arrives_as_it_was():
    done = by_name(list(work([Job("bad", jobs.refuse), Job("good", jobs.double, (4,))])))
    assert done["good"].value == 8
    assert isinstance(done["bad"].trouble, CannotRead)
    assert str(done["bad"].trouble) == "a.mov came empty; a whole file would do; copy it again"


def test_a_fault_becomes_a_sentence_that_names_the_job_and_keeps_the_traceback():
    (done,) = work([Job("proxy of 33B/2", jobs.trip)])
    assert str(done.trouble) == (
        "proxy of 33B/2 stopped: ZeroDivisionError: no reel turns by zero; "
        "this is a fault in the program or in a tool; the rest goes on; --debug shows where it happened")
    cause = done.trouble.__cause__
    assert isinstance(cause, Fault)
    assert "crew_jobs.py" in str(cause)
    assert "in trip" in str(cause)


def test_an_exception_that_cannot_travel_hurts_nobody_else():
    with pytest.raises(TypeError):
        pickle.loads(pickle.dumps(jobs.Unloadable(1, 2)))
    done = by_name(list(work([Job("odd", jobs.trip_unloadably), *(Job(f"{n}", jobs.double, (n,)) for n in range(4))])))
    assert "Unloadable: gone" in str(done["odd"].trouble)
    assert [done[f"{n}"].value for n in range(4)] == [0, 2, 4, 6]


def test_a_value_or_an_argument_that_cannot_travel_is_named():
    done = by_name(list(work([Job("value", jobs.give_a_lock), Job("argument", jobs.double, (lambda: 1,)),
                              Job("fine", jobs.double, (1,))])))
    assert str(done["value"].trouble).startswith("value stopped: TypeError: cannot pickle")
    assert str(done["argument"].trouble).startswith("argument stopped: ")
    assert done["fine"].value == 2


def test_a_job_that_kills_its_process_is_named_and_the_others_are_done():
    all_jobs = [*(Job(f"{n}", jobs.double, (n,)) for n in range(6)), Job("killer", jobs.die),
                *(Job(f"{n}", jobs.double, (n,)) for n in range(6, 12))]
    done = by_name(list(work(all_jobs)))
    assert str(done.pop("killer").trouble) == (
        "the process that worked on killer died, twice, the second time alone; "
        "a file that can be read and memory enough would do; the rest goes on; look at what it worked on")
    assert {name: one.value for name, one in done.items()} == {f"{n}": 2 * n for n in range(12)}


def test_a_worker_that_was_killed_once_is_forgiven(tmp_path):
    done = by_name(list(work([Job("hit", jobs.die_once, (str(tmp_path / "flag"),)), Job("by", jobs.nap, (0.1,))])))
    assert done["hit"].value == "alive"
    assert done["by"].value == 0.1


def test_a_death_over_a_large_job_blocks_nobody():
    reel = bytes(3_000_000)  # far more than a pipe holds
    done = by_name(list(work([Job("killer", jobs.die_over, (reel,)),
                              *(Job(f"{n}", jobs.weigh, (reel,)) for n in range(6))])))
    assert "the process that worked on killer died" in str(done.pop("killer").trouble)
    assert {one.value for one in done.values()} == {len(reel)}


def test_an_executor_of_ones_own_that_breaks_names_what_it_lost():
    with here(1) as executor:
        (done,) = work([Job("killer", jobs.die)], executor=executor)
        assert "this crew cannot start it anew" in str(done.trouble)
        (after,) = work([Job("late", jobs.double, (1,))], executor=executor)
    assert "the process that worked on late died" in str(after.trouble)


def test_with_keep_going_off_the_first_trouble_is_the_last_word():
    with ThreadPoolExecutor(1) as one:
        done = list(work([Job("a", jobs.double, (1,)), Job("b", jobs.refuse), Job("c", jobs.nap, (0.0,))],
                         executor=one, keep_going=False))
    assert [one.name for one in done] == ["a", "b"]


@pytest.mark.parametrize(("given", "says"), [
    ([Job("a", jobs.double, (1,)), Job("a", jobs.double, (2,))],
     "2 jobs came with the name 'a'; a name for each would do; name what each works on"),
    ([Job("a", jobs.double, (1,), cost=0)], "job 'a' came with a cost of 0; a cost above 0 would do; set it"),
    ([Job("a", jobs.double, (1,), cost=float("nan"))],
     "job 'a' came with a cost of nan; a cost above 0 would do; set it"),
])
def test_jobs_that_cannot_be_told_apart_or_weighed_are_refused_at_once(given, says):
    with pytest.raises(BadValue) as error:
        work(given)
    assert str(error.value) == says


def test_progress_only_grows_and_ends_at_the_end(hands):
    told: list[Progress] = []
    list(work([Job(f"{n}", jobs.nap, (0.01,), cost=n + 1) for n in range(12)], executor=hands, on_progress=told.append))
    for before, after in pairwise(told):
        assert after.done >= before.done
        assert after.share >= before.share
        assert after.elapsed_s >= before.elapsed_s
    assert [one.done for one in told if one.done] == list(range(1, 13))
    assert (told[-1].of, told[-1].share, told[-1].left_s) == (12, 1.0, 0.0)


def test_time_left_follows_the_cost_and_not_the_count():
    """A clock stands in: two seconds a job of cost 1, so that the guess can be told exactly."""
    from workprint.crew import watch as module

    now, told = [100.0], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "monotonic", lambda: now[0])
        watch = module.Watch([Job("a", print, cost=1), Job("b", print, cost=1), Job("c", print, cost=8)], told.append)
        watch.tick()
        now[0] += 2
        watch.ended("a")
        now[0] += 1
        watch.tick()
        now[0] += 1
        watch.ended("b")
        now[0] += 16
        watch.ended("c")
    # Of what is left, the job under way counts half: 1 + 0.5 done in 2 s leaves 8.5 of cost.
    assert [one.left_s for one in told] == [None, pytest.approx(2 * 8.5 / 1.5), pytest.approx(2 * 8.5 / 1.5 - 1),
                                            pytest.approx(4 * 4 / 6), 0.0]
    assert [round(one.share, 3) for one in told] == [0, 0.1, 0.1, 0.2, 1]


def test_a_long_job_is_heard_of_while_it_runs(hands, monkeypatch):
    monkeypatch.setattr("workprint.crew.call_sheet.TICK_S", 0.02)
    told: list[Progress] = []
    list(work([Job("long", jobs.nap, (0.3,))], executor=hands, on_progress=told.append))
    assert len(told) > 2
    assert {one.left_s for one in told[:-1]} == {None}


def test_closing_the_iterator_ends_what_it_started(tmp_path):
    note = tmp_path / "pid"
    results = work([Job("quick", jobs.double, (1,)), Job("endless", jobs.note_and_nap, (str(note), 3600.0))])
    assert next(results).name == "quick"
    wait_until(note.exists)
    wait_until(note.read_text)
    results.close()
    assert gone(int(note.read_text()))


SCRIPT = """
    import sys
    sys.path.insert(0, {here!r})
    import crew_jobs as jobs
    from workprint.crew import Job, work
    try:
        for done in work([Job(f"{{n}}", jobs.note_and_nap, (f"{folder}/{{n}}", 3600.0)) for n in range(50)]):
            print(done)
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.fixture
def script(tmp_path):
    text = textwrap.dedent(SCRIPT).format(here=str(Path(__file__).parent), folder=tmp_path)
    (tmp_path / "film.py").write_text(text)
    process = subprocess.Popen([sys.executable, tmp_path / "film.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, start_new_session=True, env={**os.environ, "WORKPRINT_WORKERS": "2"},
                               # Tests that a shell runs in the background would hand down a Ctrl-C that is ignored.
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def workers(folder: Path) -> list[int]:
    """Process ids that jobs have noted; a script without a main guard gets this far because it is not run again."""
    wait_until(lambda: sum(bool(path.read_text()) for path in folder.glob("[0-9]*")) == 2)
    return [int(path.read_text()) for path in folder.glob("[0-9]*")]


@pytest.mark.parametrize("to_all", [True, False], ids=["from the terminal", "to the process alone"])
def test_ctrl_c_stops_at_once_quietly_and_leaves_nothing_running(script, tmp_path, to_all):
    pids = workers(tmp_path)
    (os.killpg if to_all else os.kill)(script.pid, signal.SIGINT)
    out, _ = script.communicate(timeout=30)
    assert out == "stopped\n"
    assert script.returncode == 0
    assert all(gone(pid) for pid in pids)
    assert len(list(tmp_path.glob("[0-9]*"))) == 2, "what had not begun never began"


def test_workers_do_not_outlive_a_killed_parent(script, tmp_path):
    pids = workers(tmp_path)
    script.kill()
    wait_until(lambda: all(gone(pid) for pid in pids))


def test_a_function_of_the_running_script_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "film.py").write_text(textwrap.dedent("""
        from workprint.crew import Job, work
        def mine(): return 1
        try:
            work([Job("mine", mine)])
        except Exception as error:
            print(error)
    """))
    out = subprocess.run([sys.executable, tmp_path / "film.py"], capture_output=True, text=True, check=True).stdout
    assert out == ("job 'mine' came with a function of the script that is running; a function of an installed module "
                   "would do; move it into a module\n")


@pytest.mark.parametrize("said", ["0", "-1", "two", "1.5"])
def test_a_number_of_workers_that_is_none_is_said_so(said, monkeypatch):
    monkeypatch.setenv("WORKPRINT_WORKERS", said)
    with pytest.raises(BadValue, match="a whole number from 1 would do"):
        here()


def test_workers_are_as_many_as_asked_and_one_thread_wide(monkeypatch):
    monkeypatch.setenv("WORKPRINT_WORKERS", "3")
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    with here() as three:
        assert three._max_workers == 3
        assert three.submit(jobs.threads_allowed).result() == "1"
    with here(1) as one:
        assert one.submit(jobs.threads_allowed).result() is None


def test_a_job_that_its_executor_cancels_is_named():
    executor = ThreadPoolExecutor(1)
    close = partial(executor.shutdown, False, cancel_futures=True)
    done = by_name(list(work([Job("a", jobs.nap, (0.1,)), Job("b", close), Job("c", jobs.double, (1,))],
                             executor=executor)))
    assert str(done["c"].trouble) == "c was cancelled; an executor that stays open would do; start it again"


def test_trouble_is_the_only_kind_of_error_that_a_done_carries():
    done = list(work([Job("a", jobs.trip), Job("b", jobs.refuse), Job("c", jobs.die)]))
    assert all(isinstance(one.trouble, Trouble) for one in done)
